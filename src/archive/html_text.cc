#include "archive/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/utf8.h"

namespace evenhand::archive {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEntities = {
    {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", "\u00A0"}}};

// The characters that a reference stands for; nothing when it is none.
std::string Meant(std::string_view name) {
  if (name.starts_with('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    std::string text;
    if (error == std::errc() && end == digits.data() + digits.size() && code != 0 &&
        code <= kMaxCodePoint && !IsSurrogate(code)) {
      AppendUtf8(code, &text);
    }
    return text;
  }
  const auto entity = std::ranges::find(kEntities, name, [](const auto& e) { return e.first; });
  return entity == kEntities.end() ? "" : std::string(entity->second);
}

// Text with its references undone.
void AppendPlain(std::string_view html, std::string* out) {
  constexpr std::size_t kLongest = 10;
  for (std::size_t at = 0; at < html.size();) {
    const std::size_t amp = std::min(html.find('&', at), html.size());
    *out += html.substr(at, amp - at);
    at = amp;
    if (at == html.size()) return;
    const std::size_t end = html.substr(at, kLongest + 2).find(';');
    const std::string meant =
        end == std::string_view::npos ? "" : Meant(html.substr(at + 1, end - 1));
    *out += meant.empty() ? "&" : meant;
    at += meant.empty() ? 1 : end + 1;
  }
}

std::string Attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    const std::size_t quote = at + name.size() + 1;
    if (at == 0 || (tag[at - 1] != ' ' && tag[at - 1] != '\n')) continue;
    if (quote >= tag.size() || tag[quote - 1] != '=' || (tag[quote] != '"' && tag[quote] != '\''))
      continue;
    const std::size_t end = std::min(tag.find(tag[quote], quote + 1), tag.size());
    std::string value;
    AppendPlain(tag.substr(quote + 1, end - quote - 1), &value);
    return value;
  }
  return {};
}

void ReadTag(std::string_view tag, HtmlText* out) {
  const std::string_view name = tag.substr(0, tag.find_first_of(" \n\t/", 1));
  if (name == "br" || name == "/p") {
    out->text += '\n';
  } else if (name == "a") {
    const std::string kind = ' ' + Attribute(tag, "class") + ' ';
    const bool stands_for =
        kind.find(" mention ") != kind.npos || kind.find(" hashtag ") != kind.npos;
    std::string link = stands_for ? "" : Attribute(tag, "href");
    if (!link.empty()) out->links.push_back(std::move(link));
  }
}

}  // namespace

HtmlText ReadHtml(std::string_view html) {
  HtmlText out;
  for (std::size_t at = 0; at < html.size();) {
    const std::size_t tag = std::min(html.find('<', at), html.size());
    AppendPlain(html.substr(at, tag - at), &out.text);
    if (tag == html.size()) break;
    const std::size_t end = std::min(html.find('>', tag), html.size());
    ReadTag(html.substr(tag + 1, end - tag - 1), &out);
    at = end + 1;
  }
  while (out.text.ends_with('\n')) out.text.pop_back();
  return out;
}

}  // namespace evenhand::archive
