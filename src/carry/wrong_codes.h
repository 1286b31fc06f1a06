#pragma once

// How many wrong codes came today: for one decision, and in all. Above a limit wrong ones are
// answered late, right ones never, so that nobody can lock a person out. Nobody's address is looked
// at; of a decision that was asked about, which need not exist, a hash is kept for the day.
//
//   file := day NL all NL (hash:hex[16] " " count NL)*

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace evenhand::carry {

inline constexpr std::int64_t kMostWrongOfOne = 100;
inline constexpr std::int64_t kMostWrongInAll = 10'000;

class WrongCodes {
 public:
  // What `text` has of `day` (days since 1970); nothing of another day, or when it cannot be read.
  static WrongCodes Read(std::string_view text, std::int64_t day);
  std::string Write() const;

  // Counts one. Whether it is to be answered late.
  bool Add(std::string_view decision);
  std::int64_t all() const { return all_; }

 private:
  explicit WrongCodes(std::int64_t day) : day_(day) {}

  std::int64_t day_;
  std::int64_t all_ = 0;
  std::map<std::string, std::int64_t, std::less<>> of_;  // by hash; at most kMostWrongInAll
};

}  // namespace evenhand::carry
