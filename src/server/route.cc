#include "server/route.h"

#include <algorithm>

#include "net/form_data.h"

namespace evenhand::server {
namespace {

bool IsNameLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

std::optional<std::string> SitePath(std::string_view target) {
  target = target.substr(0, target.find('?'));
  if (!target.starts_with('/')) return std::nullopt;
  std::string path;
  if (!net::DecodePercents(target.substr(1), false, &path)) return std::nullopt;
  bool begins = true;
  for (const char c : path) {
    const bool may_be = c == '/' ? !begins : IsNameLetter(c) && !(begins && c == '.');
    if (!may_be) return std::nullopt;
    begins = c == '/';
  }
  return path;
}

std::optional<FormRoute> FormOf(std::string_view path, const std::vector<std::string>& languages) {
  const std::size_t slash = path.find('/');
  if (slash == path.npos) return std::nullopt;
  const std::string_view language = path.substr(0, slash);
  if (std::ranges::find(languages, language) == languages.end()) return std::nullopt;
  std::string_view name = path.substr(slash + 1);
  const bool is_text = name.ends_with(".txt");
  if (name.ends_with(".html")) name.remove_suffix(5);
  if (is_text) name.remove_suffix(4);
  const auto* found = std::ranges::find(kFormNames, name);
  if (found == std::end(kFormNames)) return std::nullopt;
  return FormRoute{std::string(language), static_cast<FormPage>(found - std::begin(kFormNames)),
                   is_text};
}

const std::string& LanguageOf(std::string_view path, const std::vector<std::string>& languages) {
  const auto found = std::ranges::find(languages, path.substr(0, path.find('/')));
  return found == languages.end() ? languages.front() : *found;
}

}  // namespace evenhand::server
