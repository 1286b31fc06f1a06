#pragma once

// Which letters a character can be written for: to get a word past a filter, people write it with
// signs that look like its letters, or mask some of them.
//
// A character stands for a letter when it looks like one of its forms (Unicode's confusables, as
// Technical Standard 39 has them, and text/homoglyphs.h), when it is the letter with marks or in
// another style, or when it is one of the digits and signs that are in use for it: `3` for e, `$`
// for s, `*` for any vowel. One character may stand for several letters.
//
// Cost: O(1) after the first use, which reads Unicode's tables once. Thread: safe.

#include <cstdint>

namespace evenhand::text {

// Letters of the Latin alphabet as bits: a is bit 0.
using Letters = std::uint32_t;

constexpr Letters LetterBit(char letter) { return Letters{1} << (letter - 'a'); }

// The letters that `c` can be read as, its own included; none for most characters.
Letters LettersReadAs(char32_t c);

}  // namespace evenhand::text
