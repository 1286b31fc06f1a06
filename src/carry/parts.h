#pragma once

// Bytes cut into short lines that any text channel carries: QR codes, SMS, a voice.
//
//   part := "EH1:" id ":" i ":" n ":" c ":" data
//     id    first 8 hexadecimal digits (upper case) of SHA-256 of all packed bytes
//     i, n  this part of how many, decimal, from 1; n <= 64
//     c     first 4 of SHA-256 of "<id>:<i>:<n>:" and this part's bytes
//     data  base32 without padding
//   packed bytes := zlib (codec/deflate.h)
//
// A part has at most 600 letters of A-Z 0-9 and ':', which a QR code holds in its compact mode.
// Reading finds parts anywhere in a text, in any order, with line breaks and blanks inside, some of
// them twice, of several sets.
//
// Errors: kInvalidArgument for more bytes than 64 parts hold; kLimit for a text over
// kMostPartsText. Cost:   linear in the text, but for a damaged part, which is tried at each blank
// inside it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::carry {

inline constexpr std::size_t kMostParts = 64;
inline constexpr std::size_t kMostPartLetters = 600;
inline constexpr std::size_t kMostUnpacked = 64 * 1024;
inline constexpr std::size_t kMostPartsText = 4u << 20;

Result<std::vector<std::string>> WriteParts(std::string_view bytes);

// A set of which not everything is there yet.
struct Incomplete {
  std::string id = {};
  std::size_t count = 0;                  // of parts
  std::vector<std::size_t> missing = {};  // to be sent (again), from 1
  std::string why = {};                   // when all parts are there and do not fit together
};

struct PartsRead {
  std::vector<std::string> whole =
      {};  // each as it was before it was cut, in the order of their ids
  std::vector<Incomplete> incomplete = {};
};

Result<PartsRead> ReadParts(std::string_view text);

}  // namespace evenhand::carry
