#include "page/html.h"

#include <algorithm>
#include <array>

namespace evenhand::page {
namespace {

// Elements that run with the text around them: a line feed after them would show as a blank.
constexpr std::array<std::string_view, 8> kInline = {"a",    "b",  "bdi", "code",
                                                     "span", "td", "th",  "time"};

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        if (control && c != '\t' && c != '\n')
          out += "\xEF\xBF\xBD";
        else
          out += c;
      }
    }
  }
  return out;
}

void Html::Start(std::string_view element, Attributes attributes) {
  text_ += '<';
  text_ += element;
  for (const auto& [name, value] : attributes) {
    text_ += ' ';
    text_ += name;
    text_ += "=\"" + EscapeHtml(value) + '"';
  }
}

Html& Html::Open(std::string_view element, Attributes attributes) {
  Start(element, attributes);
  text_ += '>';
  open_.emplace_back(element);
  return *this;
}

Html& Html::Close() {
  text_ += "</" + open_.back() + ">";
  if (std::ranges::find(kInline, open_.back()) == kInline.end()) text_ += '\n';
  open_.pop_back();
  return *this;
}

Html& Html::Empty(std::string_view element, Attributes attributes) {
  Start(element, attributes);
  text_ += "/>";
  return *this;
}

Html& Html::Text(std::string_view text) {
  text_ += EscapeHtml(text);
  return *this;
}

Html& Html::Style(std::string_view sheet) {
  text_ += "<style>";
  text_ += sheet;
  text_ += "</style>\n";
  return *this;
}

Html& Html::Element(std::string_view element, std::string_view text, Attributes attributes) {
  return Open(element, attributes).Text(text).Close();
}

}  // namespace evenhand::page
