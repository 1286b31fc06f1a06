#pragma once

// The words of a statement of reasons in one language. {} are filled in the order they stand.

#include <array>
#include <string_view>

namespace evenhand::page {

struct StatementWords {
  std::string_view language;
  std::string_view title, rule, no_violation, waiting, also, what_we_did, on_item, on_account,
      until, why, your_words, judged, source, by_person, by_machine, strikes, strike_line, expires,
      never, next, granted, refused, used, replies, appeal, free, rulebook, code, comply, keep_code,
      ways, place, about_post, about_account;
  std::array<std::string_view, 7> sources;   // in the order of policy::Source
  std::array<std::string_view, 9> refusals;  // in the order of policy::Refusal
  std::string_view comma;
};

// Languages: en, fa, ar, ru, es; others get English.
const StatementWords& StatementWordsIn(std::string_view language);

}  // namespace evenhand::page
