#pragma once

// What all pages share: the head, one small style sheet, and links between languages.
// Light and dark follow the reader's system; every colour pair has a contrast of 7:1 or more.

#include <string>
#include <string_view>
#include <vector>

#include "page/html.h"
#include "page/words.h"

namespace evenhand::page {

inline constexpr std::size_t kMaxPageBytes = 36'000;  // as it is written
inline constexpr std::size_t kMaxCompressedPageBytes =
    12'000;  // by gzip: one first flight of a connection

// "fa.html": where the page in a language lies, beside the others.
std::string PageFile(std::string_view language);

// Where a page stands among others. `href` is relative to the page.
struct Link {
  std::string text = {};
  std::string href = {};
  std::string language = {};  // of what it leads to, where that is another one
};
struct Around {
  std::vector<Link> languages = {};  // the same page in others
  std::vector<Link> site = {};       // other pages
  bool has_form = false;             // it is typed into: the other style sheet
};

// Opens html, body and main, under a head with `title` and the links.
void OpenPage(Html* html, std::string_view title, std::string_view language, const Around& around);
// The same for pages that lie beside each other as PageFile names them.
void OpenPage(Html* html, std::string_view title, std::string_view language,
              const std::vector<std::string>& languages);
// The whole document. Ends with what the page is: one file that may be passed on.
std::string ClosePage(Html* html, Language frame);
// The same with another end.
std::string ClosePage(Html* html, std::string_view footer);

// The one style sheet, as it stands in every page: what a content security policy allows by its
// hash. Pages with a form have the other one.
std::string_view StyleSheet();
std::string_view FormStyleSheet();

// A page that only leads to the others.
std::string LanguageIndex(std::string_view title, const std::vector<std::string>& languages);

// A text inside another of any direction, set apart by isolating characters.
std::string Isolated(std::string_view text);

}  // namespace evenhand::page
