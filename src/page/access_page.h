#pragma once

// The limits on access of one state as a readable page: a drawn time line of each service, then
// every entry with its days, its status, its sources and its denials in the same size
// (register/register.h).
//
//   in:  known      the register, and what services are called
//        state      ISO 3166-1
//        language   one of AccessPageLanguages(); any other reads English
//   out: one file of HTML without script; the drawing says in words what it shows, and the list
//   below it
//        has everything that it has
//
// Time runs from left to right in every language; the text runs as the language does.

#include <string>
#include <string_view>
#include <vector>

#include "page/html.h"
#include "page/sheets.h"
#include "register/register.h"
#include "register/services.h"

namespace evenhand::page {

// What these pages are made from; both outlive the writing.
struct KnownAccess {
  const access::Register* entries = nullptr;
  const access::ServiceList* services = nullptr;
  // Entries lead to ../challenge.html: those of a register that is kept where the page is
  // published.
  bool may_challenge = false;
};

const std::vector<std::string>& AccessPageLanguages();
std::string AccessPage(const KnownAccess& known, std::string_view state, std::string_view language);
// Its parts, for pages with another frame.
std::string AccessTitle(std::string_view state, std::string_view language);
void WriteAccess(const KnownAccess& known, std::string_view state, std::string_view language,
                 Html* html);
// Of a state with more entries than fit on a page: those of one sheet (page/sheets.h); the drawing
// is on the first.
void WriteAccess(const KnownAccess& known, std::string_view state, std::string_view language,
                 const ListSheet& sheet, Html* html);
// All states with entries, as a list that leads to folder/STATE.html.
std::string AccessStatesTitle(std::string_view language);
void WriteAccessStates(const KnownAccess& known, std::string_view folder, std::string_view language,
                       Html* html);
// Shutdowns and curfews of all states, the newest first.
std::string OutagesTitle(std::string_view language);
std::size_t CountOutages(const KnownAccess& known);
void WriteOutages(const KnownAccess& known, std::string_view language, const ListSheet& sheet,
                  Html* html);
// The page that leads to the languages.
std::string AccessIndex(std::string_view state);

}  // namespace evenhand::page
