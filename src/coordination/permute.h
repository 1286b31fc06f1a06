#pragma once

// Archives in which nobody acts together but by chance, made of a real one: each keeps some of it
// and deals out the rest.
//
//   kTimes      within each object, who posted when: keeps popularity, bursts, and who put what
//   out. Blind to objects that
//               only a group puts out
//   kDays       each account's whole timeline by a random number of days, around the archive's
//   span: keeps hours of the
//               day, pauses, and each account's objects
//   kObjects    who put what out, by curveball trades (Strona et al. 2014): keeps how many objects
//   each account has, how many
//               accounts each object, and when each object was put out
//
// Deterministic by the seed. Rows, names and contents stay as many as they were.
// Cost: linear; kObjects five trades an account, each two accounts' objects.

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/share.h"

namespace evenhand::coordination {

enum class Permutation : std::uint8_t { kTimes, kDays, kObjects };
std::string_view NameOf(Permutation permutation);  // "times", "days", "objects"

model::Shares Permuted(const model::Shares& shares, Permutation permutation, std::uint64_t seed);

// By account, by how many days kDays moves it: two accounts that are moved alike stay as together
// as they were.
struct DayShifts {
  std::vector<std::int64_t> of_account;
  std::int64_t days = 1;  // of the span: 0 to days - 1
};
DayShifts ShiftsOf(const model::Shares& shares, std::uint64_t seed);

}  // namespace evenhand::coordination
