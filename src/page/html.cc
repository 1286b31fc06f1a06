#include "page/html.h"

#include <algorithm>
#include <array>

namespace evenhand::page {
namespace {

// Elements that run with the text around them: a line feed after them would show as a blank.
constexpr std::array<std::string_view, 8> kInline = {"a",    "b",  "bdi", "code",
                                                     "span", "td", "th",  "time"};
// Elements that hold no others.
constexpr std::array<std::string_view, 4> kTextOnly = {"title", "option", "textarea", "text"};

constexpr std::string_view kIsolate = "\u2066", kEndOfIsolate = "\u2069";
constexpr std::string_view kDayShape = "9999-99-99";

bool IsDay(std::string_view text) {
  return std::ranges::equal(text, kDayShape, [](char c, char shape) {
    return shape == '9' ? c >= '0' && c <= '9' : c == shape;
  });
}

// Where the first isolated day begins.
std::size_t FindDay(std::string_view text) {
  std::size_t at = text.find(kIsolate);
  while (at != text.npos) {
    const std::string_view after = text.substr(at + kIsolate.size());
    if (IsDay(after.substr(0, kDayShape.size())) &&
        after.substr(std::min(after.size(), kDayShape.size())).starts_with(kEndOfIsolate))
      return at;
    at = text.find(kIsolate, at + 1);
  }
  return at;
}

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
  const bool text_only =
      !open_.empty() && std::ranges::find(kTextOnly, open_.back()) != kTextOnly.end();
  for (std::size_t day = 0; !text_only && (day = FindDay(text)) != text.npos;) {
    text_ += EscapeHtml(text.substr(0, day));
    text.remove_prefix(day + kIsolate.size());
    Open("time", {{"dir", "ltr"}});
    text_ += text.substr(0, kDayShape.size());
    Close();
    text.remove_prefix(kDayShape.size() + kEndOfIsolate.size());
  }
  text_ += EscapeHtml(text);
  return *this;
}

Html& Html::TextWithDays(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t begin = 0;
  for (std::size_t at = 0; at + kDayShape.size() <= text.size(); ++at) {
    if ((at > 0 && is_digit(text[at - 1])) || !IsDay(text.substr(at, kDayShape.size()))) continue;
    text_ += EscapeHtml(text.substr(begin, at - begin));
    Element("time", text.substr(at, kDayShape.size()));
    begin = at + kDayShape.size();
    at = begin - 1;
  }
  text_ += EscapeHtml(text.substr(begin));
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
