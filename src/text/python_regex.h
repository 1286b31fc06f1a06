#pragma once

// Python 3.11 regular expressions, read into a tree in which every flag has been applied: classes
// are sets of code points, case is spelled out, anchors say exactly what they mean. What is left
// depends on no engine; re2_source.h, pcre_source.h and database_source.h write it for each.
//
// Errors: kInvalidArgument where re.compile raises, worded as Python words it, with the position in
//         code points. Groups may nest 250 deep; Python ends at some hundreds too.
// Cost:   O(pattern), but for the size of its classes.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/char_set.h"

namespace evenhand::text {

enum class RegexKind : std::uint8_t {
  kSet,            // one code point of `set`
  kSequence,       // children in order; none: the empty match
  kAlternation,    // one of the children
  kRepeat,         // child 0, `min` to `max` times
  kCapture,        // child 0, remembered as `group`
  kBackReference,  // what `group` matched
  kAnchor,         // a place between code points
  kLook,           // child 0 matches ahead or behind; consumes nothing
  kAtomic,         // child 0, without going back into it
  kConditional,    // child 0 if `group` took part, else child 1
};

enum class RegexAnchor : std::uint8_t {
  kTextStart,
  kTextEnd,
  kTextEndOrLastNewline,  // the end, or before a newline that is the last character
  kLineStart,
  kLineEnd,
  kWordBoundary,
  kNotWordBoundary,  // nowhere in the empty text
  kAsciiWordBoundary,
  kAsciiNotWordBoundary,
};

enum class RepeatMode : std::uint8_t { kGreedy, kLazy, kPossessive };

struct RegexNode {
  static constexpr std::uint32_t kUnbounded = 0xFFFFFFFF;

  RegexKind kind = RegexKind::kSequence;
  RegexAnchor anchor = RegexAnchor::kTextStart;
  RepeatMode mode = RepeatMode::kGreedy;
  bool ignore_case = false;  // kBackReference
  bool ahead = true;         // kLook
  bool negative = false;     // kLook
  std::uint32_t min = 0;
  std::uint32_t max = 0;
  std::uint32_t group = 0;
  std::shared_ptr<const CharSet> set;
  std::vector<RegexNode> children;
};

struct PythonRegex {
  RegexNode root;
  std::uint32_t groups = 1;  // captures, and the whole match
};

Result<PythonRegex> ParsePythonRegex(std::string_view pattern, bool case_insensitive);

// \b phrase \b, the phrase taken literally.
PythonRegex WholeWordRegex(std::string_view phrase, bool case_insensitive);

}  // namespace evenhand::text
