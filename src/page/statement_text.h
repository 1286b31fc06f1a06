#pragma once

// The statement of reasons as the person reads it: plain text in one language (policy.md section
// 12), small enough for any messenger and four QR codes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "policy/statement.h"

namespace evenhand::page {

inline constexpr std::size_t kMaxStatementText = 4'096;  // bytes

// What stands under a statement that goes out by hand: how to answer it from afar (reach.md 7).
struct Redress {
  std::string appeal_code = {};             // in groups; empty: it cannot be appealed
  std::string comply_code = {};             // where a duty to delete stands
  std::string ways = {};                    // where answers can be sent; one line
  std::optional<std::uint64_t> place = {};  // in the public record
};
inline constexpr std::size_t kMaxCarriedText = 4'000;

// Languages: en, fa, ar, ru, es; others are written in English around the clause's own text. Under
// kMaxStatementText bytes; with `redress` at most kMaxCarriedText. What is too much is left out by
// whole lines, how to appeal never.
std::string StatementText(const policy::Statement& statement, const policy::Rulebook& rulebook,
                          std::string_view language, const Redress* redress = nullptr);

}  // namespace evenhand::page
