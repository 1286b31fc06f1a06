#include "coordination/in_order.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/split_mix.h"

namespace evenhand::coordination {
namespace {

using model::Shares;
using Marks = std::vector<std::uint64_t>;

std::uint64_t Mixed(std::uint64_t x, std::uint64_t y) {
  return SplitMix64(SplitMix64(x).Next() ^ y).Next();
}

// By number, what it is in: the sum of what its rows are, in whatever order they come.
template <class MarkOf>
Marks Sums(std::size_t names, const std::vector<std::uint32_t>& numbers, const MarkOf& mark_of) {
  Marks sums(names, 0);
  for (std::size_t row = 0; row < numbers.size(); ++row) sums[numbers[row]] += mark_of(row);
  return sums;
}

class Order {
 public:
  explicit Order(const Shares& shares)
      : shares_(shares),
        first_ms_(shares.size() == 0 ? 0 : std::ranges::min(shares.time_ms)),
        objects_(Sums(shares.objects.size(), shares.object,
                      [this](std::size_t row) { return Mixed(When(row), 0); })) {
    accounts_ = Sums(shares.accounts.size(), shares.account, [this](std::size_t row) {
      return Mixed(When(row), objects_[shares_.object[row]]);
    });
    objects_ = Sums(shares.objects.size(), shares.object, [this](std::size_t row) {
      return Mixed(When(row), accounts_[shares_.account[row]]);
    });
    contents_ = Sums(shares.contents.size(), shares.content, [this](std::size_t row) {
      return Mixed(objects_[shares_.object[row]], accounts_[shares_.account[row]]);
    });
  }

  std::vector<std::uint32_t> Rows() const {
    std::vector<Place> places(shares_.size());
    for (std::uint32_t row = 0; row < places.size(); ++row)
      places[row] = {shares_.time_ms[row], accounts_[shares_.account[row]], row};
    const auto earlier = [this](const Place& x, const Place& y) {
      if (x.time_ms != y.time_ms) return x.time_ms < y.time_ms;
      if (x.account != y.account) return x.account < y.account;
      return RestOf(x.row) < RestOf(y.row);
    };
    std::ranges::sort(places, earlier);
    std::vector<std::uint32_t> rows(places.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = places[i].row;
    return rows;
  }

 private:
  struct Place {
    std::int64_t time_ms;
    std::uint64_t account;
    std::uint32_t row;
  };

  std::uint64_t When(std::size_t row) const {
    return static_cast<std::uint64_t>(shares_.time_ms[row]) - static_cast<std::uint64_t>(first_ms_);
  }

  // What decides where time and account do not.
  using Rest = std::tuple<std::uint64_t, std::uint64_t, std::string_view, std::string_view,
                          std::string_view>;
  Rest RestOf(std::uint32_t row) const {
    const std::uint32_t object = shares_.object[row];
    const std::uint32_t content = shares_.content[row];
    return {objects_[object], contents_[content], shares_.accounts.Name(shares_.account[row]),
            shares_.objects.Name(object), shares_.contents.Name(content)};
  }

  const Shares& shares_;
  std::int64_t first_ms_;
  Marks objects_, accounts_, contents_;
};

// A column with its names, numbered as they come.
void Renumber(const std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>* numbers,
              NameTable* names) {
  NameTable in_order;
  std::vector<std::uint32_t> number_of(names->size(), NameTable::kNone);
  std::vector<std::uint32_t> ordered(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t old = (*numbers)[rows[i]];
    if (number_of[old] == NameTable::kNone) number_of[old] = in_order.Number(names->Name(old));
    ordered[i] = number_of[old];
  }
  *numbers = std::move(ordered);
  *names = std::move(in_order);
}

}  // namespace

Shares InOrder(Shares shares) {
  const std::vector<std::uint32_t> rows = Order(shares).Rows();
  Renumber(rows, &shares.object, &shares.objects);
  Renumber(rows, &shares.account, &shares.accounts);
  Renumber(rows, &shares.content, &shares.contents);
  std::vector<std::int64_t> times(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) times[i] = shares.time_ms[rows[i]];
  shares.time_ms = std::move(times);
  return shares;
}

}  // namespace evenhand::coordination
