#pragma once

// What the bytes of the store mean. Numbers are varints (7 bits a byte, low first; signed ones
// zigzag), texts are their length and their bytes.
//
//   key      := "L" Type "/" id | "W" counter | "C" cache key | "P" input
//   labels   := 1:u8 n (label status:u8 reasons p (status:u8 reasons)^p)^n
//   reasons  := n (name flags:u8 description f (field text)^f created_us [expires_us])^n
//               flags: 1 pending, 2 has expires_us
//   window   := 1:u8 n (bucket count)^n
//   cached   := 1:u8 expires_us text
//
// Labels, names of reasons, fields and buckets are in ascending order, and numbers as short as can
// be: a record has one form in bytes.
//
// Errors: kCorrupt when bytes do not follow this; nothing is read beyond them, and nothing is made
// that they are too short to hold.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/label.h"

namespace evenhand::state {

// Counts by bucket number, ascending.
struct Window {
  std::vector<std::pair<std::int64_t, std::int64_t>> buckets;
  bool operator==(const Window&) const = default;
};

struct Cached {
  TimeUs expires_at{};
  std::string text;
  bool operator==(const Cached&) const = default;
};

// monostate: nothing is stored under the key.
using Record = std::variant<std::monostate, model::EntityLabels, Window, Cached>;

// `key` says which kind is wanted.
Result<Record> Decode(std::string_view key, std::string_view bytes);
std::string Encode(const Record& record);

}  // namespace evenhand::state
