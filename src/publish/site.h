#pragma once

// The public side as pages: rules, decisions, record, and how to answer, carry and check, in each
// language of the rulebooks. This is the file to read first.
//
//   in:  SiteInput    what the public record and the published rulebooks say, and nothing else
//   out: Pages()      each page's path, budget and bytes, in order of path
//
//   index.html                          leads to the languages
//   LANG/index.html                     start
//   LANG/rules.html, rules/ID-VERSION.html   every version of every rulebook; a long one on several
//   LANG/rules/CLAUSE.html              each rule with its versions
//   LANG/decisions.html, decisions/N.html    50 a page, in the order of the record
//   LANG/networks.html, networks-pN.html, networks/NAME.html   published dossiers, listed 50 a page
//   LANG/record.html, report.html, appeal.html, offline.html, check.html, ways.html
//
// The same input gives the same bytes: nothing here knows the time or the reader. A page is one
// file, without script, and its links are relative, so that any copy of the folder is a mirror.
//
// A full page of decisions changes only when a decision on it is appealed; `given` says what such a
// page was made from, so that it need not be made again to know that it is the same.
//
// Cost: a page of decisions is about 0.4 ms; the others are few.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "page/rulebook_page.h"
#include "publish/public_record.h"

namespace evenhand::publish {

inline constexpr std::size_t kDecisionsPerPage = 50;
// In a bundle for people, where a page is no request: a fifth of the files, and of their frames.
inline constexpr std::size_t kDecisionsPerCarriedPage = 250;

struct PublishedRulebook {
  const policy::Rulebook* rulebook = nullptr;
  page::Edition edition = {};  // its hash, what it changed
  std::string yaml = {};
};

// A bundle that can be had, as the page about them lists it.
struct ListedBundle {
  std::string name = {};
  std::uint64_t bytes = 0;
  std::string sha256 = {};  // hexadecimal
};

// A page that another part of the program brings, such as a register.
struct AddedPage {
  std::string name = {};  // "asymmetry"
  // In a language: its title, and what stands under it.
  std::function<std::string(std::string_view language)> title = {};
  std::function<void(std::string_view language, page::Html* html)> body = {};
  bool on_front = true;  // the first page leads there
};

struct SiteInput {
  PublicRecord record = {};
  std::vector<PublishedRulebook> rulebooks = {};  // as published
  std::vector<std::string> languages = {};        // of pages, beside those of the rulebooks
  std::string ways = {};                          // signed; empty: none
  std::chrono::sys_days day = {};                 // of this copy, from which ages are counted
  std::vector<ListedBundle> bundles = {};
  std::vector<AddedPage> added = {};
  std::vector<AddedPage> networks =
      {};  // published dossiers: networks/NAME, listed by networks.html
  std::size_t decisions_per_page = kDecisionsPerPage;
  bool has_twins = true;  // pages have their plain texts beside them
};

struct PlannedPage {
  std::string path = {};  // without its ending: "fa/decisions/7"
  std::size_t budget = 0;
  std::string given = {};  // equal means: made from the same; empty: make it and see
  std::function<std::string()> make = {};
};

// The languages of a site: those of its rulebooks and of `input.languages` that pages have words
// for; English where there is none.
std::vector<std::string> LanguagesOf(const SiteInput& input);

// Its pages; `input` must outlive them. Errors: kLimit when a rulebook cannot be cut into pages
// that fit.
Result<std::vector<PlannedPage>> PlanPages(const SiteInput& input);

}  // namespace evenhand::publish
