#pragma once

// The forms, and what is answered to them, as HTML in one language.
//
// A form without anything typed is a public page, the same for everyone. What is answered holds
// what a person typed, or what only they may see.

#include <string>
#include <string_view>
#include <vector>

#include "page/access_day.h"
#include "page/access_page.h"
#include "server/desk.h"
#include "server/route.h"
#include "server/words.h"

namespace evenhand::server {

struct PageFrame {
  std::string language = {};
  const std::vector<std::string>* languages = nullptr;  // of the site
  std::string base =
      {};  // of the addresses that forms are sent to: "https://example.org"; may be empty
  bool is_text = false;  // what is asked for is the plain text (page/plain_text.h) of the page
};

// What was typed into a form, as it came.
struct Typed {
  std::string decision = {};
  std::string code = {};
  std::string words = {};
  std::string cut_off = {};
  std::string new_facts = {};
  std::string answer = {};  // "page", "bundle", else both
  std::string item = {};
  std::string account = {};
  std::string not_mine = {};
  std::string entry = {};
  std::string sources = {};  // one a line
  std::string name = {};

  bool operator==(const Typed&) const = default;
};

// The form, with `problem` above it and what was typed in it.
std::string FormHtml(const PageFrame& frame, FormPage page, const Typed& typed = {},
                     std::string_view problem = {});

// What a letter came to that was taken in. Those that were not get the form again: ProblemIn.
std::string ReplyHtml(const PageFrame& frame, const std::vector<Reply>& replies);
bool IsTaken(Outcome outcome);
// "1 in the family …, 2 February 2026 — expires …", as a page behind a code lists it.
std::string StrikeIn(page::Language language, const OpenedDecision::Strike& strike);

// Why it was not, in the language, on a page or, `is_letter`, as it is written back to whoever sent
// a letter; empty for one that was.
std::string ProblemIn(page::Language language, const Reply& reply, bool is_letter = false);

std::string OpenedHtml(const PageFrame& frame, const OpenedDecision& opened, std::string_view code,
                       policy::Time at);

// The register on a day (day_desk.h): the field for one above the states, the answer under it, and
// the field again for what is no day.
std::string DayFormHtml(const PageFrame& frame, const page::KnownAccess& known);
std::string DayHtml(const PageFrame& frame, const page::KnownAccess& known,
                    const page::AccessDay& asked, std::size_t sheet);
std::string DayRefusedHtml(const PageFrame& frame, const page::AccessPlace& place,
                           std::string_view typed);
// A published page of that place with the field under its heading; as it is, when it is not as
// pages are made here.
std::string WithDayField(const PageFrame& frame, const page::AccessPlace& place,
                         std::string published);

std::string NotFoundHtml(const PageFrame& frame);
// What was asked for without a language: the ways to that page in each, as "code" was printed on
// paper or said aloud; an empty name: there is no such page, and the ways to the start.
std::string LanguagesHtml(const PageFrame& frame, std::string_view name);

}  // namespace evenhand::server
