#pragma once

// Regular expressions with the meaning of Python 3.11's `re`, over text that is WTF-8.
//
// A pattern runs on a linear-time engine (RE2) wherever that can give Python's answer. Look-around,
// back-references, conditionals and possessive or atomic groups need a backtracking engine (PCRE2),
// which runs under a step limit and may give up.
//
// Errors: kInvalidArgument exactly where re.compile would raise, with Python's wording
//         ("unterminated character set at position 3").
// Cost:   Search allocates nothing once the engine has warmed up on a thread.
// Thread: Search may be called from many threads at once.

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "text/key_text.h"
#include "text/python_regex.h"

namespace evenhand::text {

class Regex {
 public:
  static Result<Regex> Compile(std::string_view pattern, bool case_insensitive);

  // `phrase` literally, with \b before and after, without regard to case when so asked.
  static Regex WholeWord(std::string_view phrase, bool case_insensitive);

  // A pattern that has been read already.
  static Result<Regex> FromTree(PythonRegex parsed);

  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  // Whether the pattern matches anywhere: bool(re.search(pattern, text)). When the step limit was
  // passed, false, and *gave_up turns true (it is never set to false).
  bool Search(std::string_view text, bool* gave_up) const;

  // Where the pattern matches first at or after the byte `from`: re.search(pattern, text).span().
  // What stands before `from` is seen by \b, ^ and look-behind. Nothing in a text that is not
  // WTF-8.
  std::optional<Range> Find(std::string_view text, std::size_t from, bool* gave_up) const;

  // Whether only the backtracking engine can run this pattern. (A pattern with \b is linear on
  // ASCII text; on other text it is a linear search first, confirmed by the backtracking engine.)
  bool uses_backtracking() const;

 private:
  class Engine;
  explicit Regex(std::unique_ptr<const Engine> engine);
  std::unique_ptr<const Engine> engine_;
};

}  // namespace evenhand::text
