#pragma once

// What a copy is, as its file about.txt says it:
//
//   EVENHAND COPY 1
//   Origin: example.org/record
//   Kind: site | full | reader | delta | person | answers
//   From: 0                       entries before this one are left out (delta)
//   Size: 184227                  of the record
//   Date: 2026-11-25
//
// Errors: kCorrupt naming the line.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::publish {

enum class CopyKind : std::uint8_t { kSite, kFull, kReader, kDelta, kPerson, kAnswers };
std::string_view Name(CopyKind kind);

struct About {
  std::string origin = {};
  CopyKind kind = CopyKind::kSite;
  std::uint64_t from = 0;
  std::uint64_t size = 0;
  std::chrono::sys_days date = {};
};

std::string WriteAbout(const About& about);
Result<About> ReadAbout(std::string_view text);

}  // namespace evenhand::publish
