#include "coordination/permute.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

class Dealer {
 public:
  explicit Dealer(std::uint64_t seed) : bits_(seed) {}
  std::size_t Below(std::size_t limit) { return static_cast<std::size_t>(bits_() % limit); }
  // The standard's shuffle differs between libraries.
  template <class Values>
  void Shuffle(Values& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[Below(i)]);
  }

 private:
  std::mt19937_64 bits_;
};

// Rows of each object, in order.
std::vector<std::vector<std::uint32_t>> RowsByObject(const model::Shares& shares) {
  std::vector<std::vector<std::uint32_t>> rows(shares.objects.size());
  for (std::uint32_t row = 0; row < shares.size(); ++row) rows[shares.object[row]].push_back(row);
  return rows;
}

void DealTimes(Dealer* dealer, model::Shares* shares) {
  for (const std::vector<std::uint32_t>& rows : RowsByObject(*shares)) {
    std::vector<std::int64_t> times;
    for (const std::uint32_t row : rows) times.push_back(shares->time_ms[row]);
    dealer->Shuffle(times);
    for (std::size_t i = 0; i < rows.size(); ++i) shares->time_ms[rows[i]] = times[i];
  }
}

// The midnight before the first share.
std::int64_t StartOf(const model::Shares& shares) {
  const std::int64_t first = *std::ranges::min_element(shares.time_ms);
  return first - ((first % kDayMs) + kDayMs) % kDayMs;
}

void ShiftDays(std::uint64_t seed, model::Shares* shares) {
  if (shares->size() == 0) return;
  const DayShifts shifts = ShiftsOf(*shares, seed);
  const std::int64_t start = StartOf(*shares);
  for (std::size_t row = 0; row < shares->size(); ++row) {
    const std::int64_t moved =
        shares->time_ms[row] - start + shifts.of_account[shares->account[row]] * kDayMs;
    shares->time_ms[row] = start + moved % (shifts.days * kDayMs);
  }
}

// What each account put out, each once, in order.
using Sets = std::vector<std::vector<std::uint32_t>>;

// Two accounts keep what they have in common and deal out the rest between them.
void Trade(std::vector<std::uint32_t>* x, std::vector<std::uint32_t>* y, Dealer* dealer) {
  std::vector<std::uint32_t> both, only;
  std::ranges::set_intersection(*x, *y, std::back_inserter(both));
  std::ranges::set_symmetric_difference(*x, *y, std::back_inserter(only));
  const std::size_t of_x = x->size() - both.size();
  dealer->Shuffle(only);
  const auto cut = only.begin() + static_cast<std::ptrdiff_t>(of_x);
  const auto make = [&](auto from, auto to, std::vector<std::uint32_t>* out) {
    *out = both;
    out->insert(out->end(), from, to);
    std::ranges::sort(*out);
  };
  make(only.begin(), cut, x);
  make(cut, only.end(), y);
}

void DealObjects(Dealer* dealer, model::Shares* shares) {
  Sets sets(shares->accounts.size());
  for (std::size_t row = 0; row < shares->size(); ++row)
    sets[shares->account[row]].push_back(shares->object[row]);
  std::vector<std::uint32_t> active;
  for (std::uint32_t account = 0; account < sets.size(); ++account) {
    std::ranges::sort(sets[account]);
    sets[account].erase(std::ranges::unique(sets[account]).begin(), sets[account].end());
    if (!sets[account].empty()) active.push_back(account);
  }
  if (active.size() < 2) return;
  for (std::size_t trade = 0; trade < 5 * active.size(); ++trade) {
    const std::uint32_t x = active[dealer->Below(active.size())];
    const std::uint32_t y = active[dealer->Below(active.size())];
    if (x != y) Trade(&sets[x], &sets[y], dealer);
  }
  // What one account did with an object goes to one account that has it now.
  Sets owners(shares->objects.size());
  for (const std::uint32_t account : active)
    for (const std::uint32_t object : sets[account]) owners[object].push_back(account);
  const auto rows = RowsByObject(*shares);
  for (std::uint32_t object = 0; object < owners.size(); ++object) {
    dealer->Shuffle(owners[object]);
    std::vector<std::uint32_t> before;
    for (const std::uint32_t row : rows[object]) before.push_back(shares->account[row]);
    std::vector<std::uint32_t> distinct = before;
    std::ranges::sort(distinct);
    distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
    for (std::size_t i = 0; i < before.size(); ++i) {
      const auto place = std::ranges::lower_bound(distinct, before[i]) - distinct.begin();
      shares->account[rows[object][i]] = owners[object][static_cast<std::size_t>(place)];
    }
  }
}

}  // namespace

std::string_view NameOf(Permutation permutation) {
  switch (permutation) {
    case Permutation::kTimes:
      return "times";
    case Permutation::kDays:
      return "days";
    case Permutation::kObjects:
      return "objects";
  }
  return "times";
}

DayShifts ShiftsOf(const model::Shares& shares, std::uint64_t seed) {
  DayShifts shifts{.of_account = std::vector<std::int64_t>(shares.accounts.size(), 0)};
  if (shares.size() == 0) return shifts;
  shifts.days = (*std::ranges::max_element(shares.time_ms) - StartOf(shares)) / kDayMs + 1;
  Dealer dealer(seed);
  for (std::int64_t& by : shifts.of_account)
    by = static_cast<std::int64_t>(dealer.Below(static_cast<std::size_t>(shifts.days)));
  return shifts;
}

model::Shares Permuted(const model::Shares& shares, Permutation permutation, std::uint64_t seed) {
  model::Shares dealt = shares;
  Dealer dealer(seed);
  switch (permutation) {
    case Permutation::kTimes:
      DealTimes(&dealer, &dealt);
      break;
    case Permutation::kDays:
      ShiftDays(seed, &dealt);
      break;
    case Permutation::kObjects:
      DealObjects(&dealer, &dealt);
      break;
  }
  return dealt;
}

}  // namespace evenhand::coordination
