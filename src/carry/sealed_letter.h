#pragma once

// A letter that its carrier cannot read: packed, sealed to the desk's key, and cut into parts. And
// what comes in, however it was carried: as text, as parts in some text, as the sealed bytes
// themselves, as a file of age (record/age.h), which holds the text as it is.
//
// Errors: as carry/parts.h and carry/letter.h; kCorrupt for a seal that no key opens.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "carry/letter.h"
#include "carry/parts.h"
#include "record/secret.h"

namespace evenhand::carry {

// The sealed bytes. `seed` is 32 random bytes, used once.
std::string SealLetter(std::string_view letter, std::string_view public_key, std::string_view seed);
// The same as parts.
Result<std::vector<std::string>> PackLetter(std::string_view letter, std::string_view public_key,
                                            std::string_view seed);

struct Arrived {
  std::vector<std::string> letters = {};     // texts, as they were written
  std::vector<Incomplete> incomplete = {};   // sets of parts that wait for more
  std::vector<std::string> unreadable = {};  // why, for each that could not be opened
};

// Whether a text that was typed or pasted is meant as a letter, however it was packed.
bool MayBeCarried(std::string_view text);
// All that is in `bytes`, which may come from anyone.
Result<Arrived> ReadArrived(std::string_view bytes, std::span<const record::SealKey> keys);

}  // namespace evenhand::carry
