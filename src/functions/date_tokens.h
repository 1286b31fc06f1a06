#pragma once

// The words, numbers and signs of a date, for free_form_date.h.

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::functions {

// A token is a word, a number ("12", "12.5"; a decimal comma has become a point), one blank, or one
// other character. A dot is part of a number only where it cannot separate: "4:30:21.447" has a
// fraction, "20.Mar.2009" and "20.3.2009" have none.
//
// Every character is one byte: digits of any script are ASCII digits, white space is ' ', and what
// can be part of no date is a control character that no comparison meets.
class DateTokens {
 public:
  explicit DateTokens(std::string_view text);
  DateTokens(const DateTokens&) = delete;
  DateTokens& operator=(const DateTokens&) = delete;

  std::size_t size() const { return tokens_.size(); }
  std::string_view operator[](std::size_t i) const { return tokens_[i]; }
  // The token at `i`, or an empty text, which is no token.
  std::string_view At(std::size_t i) const { return i < size() ? tokens_[i] : std::string_view(); }

 private:
  std::size_t AddToken(std::size_t begin);
  void Split(std::size_t begin, std::size_t end);

  std::string text_;
  std::vector<std::string_view> tokens_;  // pieces of text_
};

}  // namespace evenhand::functions
