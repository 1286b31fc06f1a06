#pragma once

// The views of a text that rules match on (docs/text.md), each with origins in the input.
//
// Errors: none; every byte string has every view.
// Cost:   O(n); about 12 bytes of memory a character.
// Thread: safe.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/key_text.h"

namespace evenhand::text {

enum class View : std::uint8_t {
  kRaw,       // as written
  kCasefold,  // K1: case and compatibility forms
  kKey,       // K2: and the spellings of one word in one script; joints closed
  kKeyWide,   // K2w: the same, with a space at each joint
  kUnleet,    // EL: K2 with digits and signs read as the letters they stand for
  kFinglish,  // EF: EL with Persian in Latin letters spelled one way
  kSqueezed,  // ES: K2 with repeated characters once
  kCompact,   // EC: K2's letters and digits, nothing between
};

// "RAW", "K1", "K2", "K2w", "EL", "EF", "ES", "EC".
std::optional<View> ParseView(std::string_view name);
std::string_view NameOf(View view);

KeyText MakeView(View view, std::string_view text);

// The view's characters as UTF-8.
std::string Key(View view, std::string_view text);

// Maximal runs of letters, marks and digits: T of K2, TW of K2w, and so on.
std::vector<Token> Tokens(const KeyText& key);

// The same as words; for showing and for tests.
std::vector<std::string> WordsOf(View view, std::string_view text);

}  // namespace evenhand::text
