#pragma once

// What a request's target asks for.
//
//   target := "/" path ("?" …)?            what stands behind '?' is not looked at
//   path   := names of a-z A-Z 0-9 . _ - with '/' between; none begins with '.'; percent-encoded or
//   not
//
// Anything else is nothing: there is no way to write a name that leads out of the site's folder.
//
// Cost: linear.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::server {

// The path without its first '/': "", "fa/", "fa/rules.html". Nothing when it cannot be one.
std::optional<std::string> SitePath(std::string_view target);

enum class FormPage : std::uint8_t { kCode, kAppeal, kComply, kReport, kChallenge };
inline constexpr std::string_view kFormNames[] = {"code", "appeal", "comply", "report",
                                                  "challenge"};

struct FormRoute {
  std::string language = {};
  FormPage page = FormPage::kCode;
  bool is_text = false;  // as plain text, and what is sent there is answered so
};
// "fa/code", "fa/code.html", "fa/code.txt": a form in one of `languages`.
std::optional<FormRoute> FormOf(std::string_view path, const std::vector<std::string>& languages);

// The first part of a path where it is one of `languages`; else the first of them.
const std::string& LanguageOf(std::string_view path, const std::vector<std::string>& languages);

}  // namespace evenhand::server
