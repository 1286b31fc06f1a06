#include "register/measurements.h"

#include <algorithm>

namespace evenhand::access {
namespace {

constexpr std::string_view kHiddenCountry = "ZZ";
constexpr std::size_t kFewestCountries = 3, kFewestInputs = 10;
constexpr std::uint64_t kFewestUsable = 3;
// There are no measurements before; and a day far ahead is a mistake.
constexpr Day kFirstDay{std::chrono::year(2012) / 12 / 1},
    kLastDay{std::chrono::year(2100) / 1 / 1};

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

std::uint64_t KeyOf(const Cell& cell) {
  return (std::uint64_t{static_cast<std::uint32_t>(cell.day)} << 32) | cell.network;
}

Result<void> CheckDay(Day day) {
  if (day >= kFirstDay && day < kLastDay) return {};
  return Bad(FormatDay(day) + " is no day of measurements: they begin in December 2012");
}

Result<std::uint32_t> Sum(std::uint32_t a, std::uint32_t b) {
  const std::uint64_t sum = std::uint64_t{a} + b;
  if (sum > UINT32_MAX)
    return Fail(ErrorCode::kLimit,
                "more than four thousand million measurements of one network and day");
  return static_cast<std::uint32_t>(sum);
}

Result<void> AddTo(Counts* into, const Counts& counts) {
  EVENHAND_ASSIGN(into->ok, Sum(into->ok, counts.ok));
  EVENHAND_ASSIGN(into->anomaly, Sum(into->anomaly, counts.anomaly));
  EVENHAND_ASSIGN(into->confirmed, Sum(into->confirmed, counts.confirmed));
  EVENHAND_ASSIGN(into->failure, Sum(into->failure, counts.failure));
  return {};
}

// Adds up neighbours of one key in a sorted list.
Result<void> AddUp(std::vector<Cell>* cells) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cells->size(); ++i) {
    if (kept > 0 && KeyOf((*cells)[kept - 1]) == KeyOf((*cells)[i])) {
      EVENHAND_TRY(AddTo(&(*cells)[kept - 1].counts, (*cells)[i].counts));
    } else {
      (*cells)[kept++] = (*cells)[i];
    }
  }
  cells->resize(kept);
  return {};
}

}  // namespace

Result<void> Measurements::Add(const AggregateRow& row) {
  EVENHAND_TRY(CheckDay(row.day));
  if (row.country == kHiddenCountry || row.network.value_or(0) == 0) {
    ++left_out_;
    return {};
  }
  if (!row.country.empty() && row.country != state_) {
    return Bad("it is about " + std::string(row.country.substr(0, 8)) + ", not about " + state_);
  }
  if (is_hourly_ && *is_hourly_ != row.is_hourly)
    return Bad("the file has hours and days; ask for one of them");
  is_hourly_ = row.is_hourly;
  if (file_.size() == kMostCells) {
    EVENHAND_TRY(Fold());
    if (file_.size() > kMostCells / 4 * 3)
      return Fail(ErrorCode::kLimit, "more network-days than fit; import fewer days at once");
  }
  file_.push_back(
      {static_cast<std::int32_t>(row.day.time_since_epoch().count()), *row.network, row.counts});
  return {};
}

// Sorts the file's rows and adds up hours.
Result<void> Measurements::Fold() {
  std::ranges::sort(file_, {}, KeyOf);
  if (options_.add_up || is_hourly_.value_or(false)) return AddUp(&file_);
  const auto twice = std::ranges::adjacent_find(file_, {}, KeyOf);
  if (twice == file_.end()) return {};
  return Bad("network " + std::to_string(twice->network) + " stands twice for " +
             FormatDay(twice->date()) +
             ": the file holds more than one answer, or is split by something else");
}

// Weeks and months come as the day they begin with.
Result<void> Measurements::CheckGrain() const {
  if (options_.daily || is_hourly_.value_or(false)) return {};
  std::size_t days = 0;
  bool is_weekly = true, is_monthly = true;
  for (std::size_t i = 0; i < file_.size(); ++i) {
    if (i > 0 && file_[i].day == file_[i - 1].day) continue;
    ++days;
    is_weekly = is_weekly && (file_[i].day - file_.front().day) % 7 == 0;
    is_monthly =
        is_monthly && std::chrono::year_month_day(file_[i].date()).day() == std::chrono::day(1);
  }
  if (days < 3 || (!is_weekly && !is_monthly)) return {};
  return Bad(std::string("the days lie ") + (is_weekly ? "a week" : "a month") +
             " apart: these look like sums over more than a day; ask for time_grain=day (if they "
             "are days, say --daily)");
}

Result<void> Measurements::EndFile() {
  EVENHAND_TRY(Fold());
  EVENHAND_TRY(CheckGrain());
  is_hourly_.reset();
  if (cells_.empty()) {
    cells_ = std::exchange(file_, {});
    return {};
  }
  const auto middle = static_cast<std::ptrdiff_t>(cells_.size());
  cells_.insert(cells_.end(), file_.begin(), file_.end());
  file_ = {};
  std::inplace_merge(cells_.begin(), cells_.begin() + middle, cells_.end(),
                     [](const Cell& a, const Cell& b) { return KeyOf(a) < KeyOf(b); });
  EVENHAND_TRY(AddUp(&cells_));
  if (cells_.size() > kMostCells)
    return Fail(ErrorCode::kLimit, "more network-days than fit; import fewer days at once");
  return {};
}

Result<void> ControlShares::Add(std::string_view key, const AggregateRow& row) {
  EVENHAND_TRY(CheckDay(row.day));
  if (++rows_ > kMostControlRows)
    return Fail(ErrorCode::kLimit, "a control has too many rows; ask for fewer days or inputs");
  auto found = by_key_.find(key);
  if (found == by_key_.end()) found = by_key_.emplace(std::string(key), ByDay()).first;
  Sum& sum = found->second[row.day];
  sum.usable += row.counts.usable();
  sum.bad += row.counts.bad();
  return {};
}

ControlShares::Sum ControlShares::SumIn(const ByDay& days, Day from, Day to) {
  Sum sum;
  for (auto day = days.lower_bound(from); day != days.end() && day->first <= to; ++day) {
    sum.usable += day->second.usable;
    sum.bad += day->second.bad;
  }
  return sum;
}

std::optional<double> ControlShares::WorldIn(Day from, Day to, std::string_view own) const {
  std::vector<double> shares;
  for (const auto& [country, days] : by_key_) {
    if (country == own || country == kHiddenCountry) continue;
    const Sum sum = SumIn(days, from, to);
    if (sum.usable >= kFewestUsable)
      shares.push_back(static_cast<double>(sum.bad) / static_cast<double>(sum.usable));
  }
  if (shares.size() < kFewestCountries) return std::nullopt;
  std::ranges::sort(shares);
  const std::size_t half = shares.size() / 2;
  return shares.size() % 2 == 1 ? shares[half] : (shares[half - 1] + shares[half]) / 2;
}

std::optional<double> ControlShares::LocalIn(Day from, Day to) const {
  Sum all;
  std::size_t inputs = 0;
  for (const auto& [input, days] : by_key_) {
    const Sum sum = SumIn(days, from, to);
    if (sum.usable == 0) continue;
    ++inputs;
    all.usable += sum.usable;
    all.bad += sum.bad;
  }
  if (inputs < kFewestInputs) return std::nullopt;
  return static_cast<double>(all.bad) / static_cast<double>(all.usable);
}

}  // namespace evenhand::access
