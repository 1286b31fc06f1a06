#include "even/covering.h"

#include <cstdint>
#include <optional>

namespace evenhand::even {
namespace {

using Row = std::vector<std::size_t>;

constexpr std::size_t kOpen = SIZE_MAX;  // a factor of a row that has no value yet

class Pairs {
 public:
  explicit Pairs(std::span<const std::size_t> sizes) : sizes_(sizes) {
    for (const std::size_t size : sizes) {
      first_.push_back(values_);
      values_ += size;
    }
    together_.resize(values_ * values_);
  }

  // Two values of two factors that no row has yet, in order.
  std::optional<Row> NextRow() {
    for (; factor_ < sizes_.size(); ++factor_) {
      for (std::size_t other = factor_ + 1; other < sizes_.size(); ++other) {
        for (std::size_t a = 0; a < sizes_[factor_]; ++a) {
          for (std::size_t b = 0; b < sizes_[other]; ++b) {
            if (Has(factor_, a, other, b)) continue;
            Row row(sizes_.size(), kOpen);
            row[factor_] = a;
            row[other] = b;
            return row;
          }
        }
      }
    }
    return std::nullopt;
  }

  // Gives each open factor the value that stands beside the most new ones; of equals, the first
  // after the row before, so that values take turns.
  void Fill(Row* row) {
    for (std::size_t factor = 0; factor < sizes_.size(); ++factor) {
      if (sizes_[factor] == 0) (*row)[factor] = 0;
      if ((*row)[factor] != kOpen) continue;
      std::size_t best = 0, most = 0;
      for (std::size_t i = 0; i < sizes_[factor]; ++i) {
        const std::size_t value = (i + filled_) % sizes_[factor];
        const std::size_t fresh = FreshBeside(*row, factor, value);
        if (i > 0 && fresh <= most) continue;
        best = value;
        most = fresh;
      }
      (*row)[factor] = best;
    }
    ++filled_;
  }

  void Cover(const Row& row) {
    for (std::size_t a = 0; a < row.size(); ++a) {
      for (std::size_t b = 0; b < row.size(); ++b) {
        if (a != b && sizes_[a] > 0 && sizes_[b] > 0)
          together_[(first_[a] + row[a]) * values_ + first_[b] + row[b]] = true;
      }
    }
  }

 private:
  bool Has(std::size_t factor, std::size_t value, std::size_t other, std::size_t its) const {
    return together_[(first_[factor] + value) * values_ + first_[other] + its];
  }
  std::size_t FreshBeside(const Row& row, std::size_t factor, std::size_t value) const {
    std::size_t fresh = 0;
    for (std::size_t other = 0; other < row.size(); ++other) {
      if (other != factor && row[other] != kOpen && sizes_[other] > 0)
        fresh += Has(factor, value, other, row[other]) ? 0 : 1;
    }
    return fresh;
  }

  std::span<const std::size_t> sizes_;
  std::vector<std::size_t> first_;  // where a factor's values begin among all
  std::size_t values_ = 0;
  std::vector<bool> together_;
  std::size_t factor_ = 0;  // of those before it, every pair is there
  std::size_t filled_ = 0;
};

}  // namespace

std::vector<Row> PairwiseRows(std::span<const std::size_t> sizes) {
  std::vector<Row> rows;
  Pairs pairs(sizes);
  while (auto row = pairs.NextRow()) {
    pairs.Fill(&*row);
    pairs.Cover(*row);
    rows.push_back(*std::move(row));
  }
  return rows;
}

}  // namespace evenhand::even
