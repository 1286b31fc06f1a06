#pragma once

// The pairs of one account, by whom they are with.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "coordination/rank_places.h"

namespace evenhand::coordination {

// Made to be used for one account after another; `Record` has a field `other`, a number that tells
// whom the pair is with.
template <class Record>
class ByOther {
 public:
  struct Other {
    std::uint32_t number;
    std::uint32_t pairs;
    std::uint32_t last;  // record
  };

  // The others in the order in which they are met; the records must stay.
  std::span<const Other> Group(std::span<const Record> records) {
    records_ = records;
    places_.Restart(records.size());
    if (previous_.size() < records.size()) {
      previous_.resize(records.size());
      others_.resize(records.size());
    }
    std::uint32_t size = 0;
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const std::uint32_t place = places_.Of(records[i].other);
      Other& other = others_[place];
      // Whether it is another one is as by chance.
      const bool is_new = place == size;
      size += is_new;
      previous_[i] = other.last;
      other = {records[i].other, (is_new ? 0 : other.pairs) + 1, i};
    }
    return std::span(others_).first(size);
  }

  const Record& Last(const Other& other) const { return records_[other.last]; }

  // From the last to the first.
  template <class Visit>
  void ForEach(const Other& other, Visit visit) const {
    std::uint32_t at = other.last;
    for (std::uint32_t left = other.pairs;; at = previous_[at]) {
      visit(records_[at]);
      if (--left == 0) return;
    }
  }

 private:
  std::span<const Record> records_;
  std::vector<Other> others_;
  std::vector<std::uint32_t> previous_;  // record with the same other; unset at the first
  RankPlaces places_;                    // in others_
};

}  // namespace evenhand::coordination
