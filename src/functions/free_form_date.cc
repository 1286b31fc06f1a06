#include "functions/free_form_date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <span>

#include "functions/date_tokens.h"

namespace evenhand::functions {
namespace {

constexpr std::int64_t kHuge = 1'000'000'000'000;  // larger numbers are taken for this one
constexpr std::int64_t kDayUs = 86'400'000'000;

using OptionalInt = std::optional<std::int64_t>;

struct Word {
  std::string_view text;  // lower case
  int value;
};

constexpr Word kWeekdays[] = {{"mon", 0}, {"monday", 0},    {"tue", 1}, {"tuesday", 1},
                              {"wed", 2}, {"wednesday", 2}, {"thu", 3}, {"thursday", 3},
                              {"fri", 4}, {"friday", 4},    {"sat", 5}, {"saturday", 5},
                              {"sun", 6}, {"sunday", 6}};
constexpr Word kMonths[] = {
    {"jan", 1},  {"january", 1},  {"feb", 2},    {"february", 2},  {"mar", 3},  {"march", 3},
    {"apr", 4},  {"april", 4},    {"may", 5},    {"jun", 6},       {"june", 6}, {"jul", 7},
    {"july", 7}, {"aug", 8},      {"august", 8}, {"sep", 9},       {"sept", 9}, {"september", 9},
    {"oct", 10}, {"october", 10}, {"nov", 11},   {"november", 11}, {"dec", 12}, {"december", 12}};
enum Unit { kHour, kMinute, kSecond };
constexpr Word kUnits[] = {{"h", kHour},   {"hour", kHour},     {"hours", kHour},
                           {"m", kMinute}, {"minute", kMinute}, {"minutes", kMinute},
                           {"s", kSecond}, {"second", kSecond}, {"seconds", kSecond}};
constexpr Word kHalves[] = {{"am", 0}, {"a", 0}, {"pm", 1}, {"p", 1}};
constexpr Word kJumps[] = {{" ", 0}, {".", 0},  {",", 0},  {";", 0},   {"-", 0},  {"/", 0},
                           {"'", 0}, {"at", 0}, {"on", 0}, {"and", 0}, {"ad", 0}, {"m", 0},
                           {"t", 0}, {"of", 0}, {"st", 0}, {"nd", 0},  {"rd", 0}, {"th", 0}};
constexpr Word kOf[] = {{"of", 0}};
constexpr Word kUtcNames[] = {{"utc", 0}, {"gmt", 0}, {"z", 0}};
constexpr Word kNotFinite[] = {{"inf", 0}, {"infinity", 0}, {"nan", 0}};

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::optional<int> Look(std::span<const Word> words, std::string_view token) {
  for (const Word& word : words)
    if (std::equal(token.begin(), token.end(), word.text.begin(), word.text.end(),
                   [](char a, char b) { return Lower(a) == b; }))
      return word.value;
  return std::nullopt;
}

bool IsJump(std::string_view token) { return Look(kJumps, token).has_value(); }

bool IsDigits(std::string_view token) {
  return !token.empty() && std::all_of(token.begin(), token.end(), IsDigit);
}

OptionalInt ToInt(std::string_view digits) {
  if (!IsDigits(digits)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) value = std::min(value * 10 + (c - '0'), kHuge);
  return value;
}

// A number with a fraction, exact to 28 decimal places.
struct Decimal {
  std::int64_t whole = 0;
  __int128 fraction = 0;  // of kOne
  static constexpr __int128 kOne = __int128{10'000'000'000'000} * 1'000'000'000'000'000;

  int Sixtieths() const { return static_cast<int>(60 * fraction / kOne); }
};

std::optional<Decimal> ToDecimal(std::string_view token) {
  const std::size_t point = token.find('.');
  const OptionalInt whole = ToInt(token.substr(0, point));
  if (!whole) return std::nullopt;
  Decimal result{.whole = *whole};
  if (point == token.npos) return result;
  const std::string_view digits = token.substr(point + 1);
  if (!IsDigits(digits)) return std::nullopt;
  __int128 place = Decimal::kOne;
  for (const char c : digits) result.fraction += (place /= 10) * (c - '0');
  return result;
}

// The days of a month, in the calendar continued to all years. Month in 1..12.
int DaysInMonth(std::int64_t year, std::int64_t month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

// Up to three numbers that are year, month and day in an order still to be found out.
class YearMonthDay {
 public:
  enum Role { kYear, kMonth, kDay };

  std::size_t count() const { return count_; }
  bool century_given() const { return century_given_; }

  // A number as written; more than two digits make it a year.
  bool Add(std::string_view token, std::optional<Role> role = {}) {
    const OptionalInt value = ToInt(token);
    return value && Put(*value, token.size() > 2, role);
  }
  // A number as a value; above 100 it is a year.
  bool Add(const Decimal& value, std::optional<Role> role = {}) {
    const bool above = value.whole > 100 || (value.whole == 100 && value.fraction > 0);
    return Put(value.whole, above, role);
  }
  bool AddMonth(int month) { return Put(month, false, kMonth); }

  bool CouldBeDay(const Decimal& value) const {
    if (place_[kDay]) return false;
    int last = 31;
    if (place_[kMonth]) {
      const std::int64_t month = values_[*place_[kMonth]];
      const std::int64_t year = place_[kYear] ? values_[*place_[kYear]] : 2000;
      if (month < 1 || month > 12) return false;
      last = DaysInMonth(year, month);
    }
    return value.whole >= 1 && (value.whole < last || (value.whole == last && value.fraction == 0));
  }

  std::array<OptionalInt, 3> Resolve() const {
    const std::size_t known = KnownRoles();
    if ((count_ > 0 && known == count_) || (count_ == 3 && known == 2)) return ByRoles();
    switch (count_) {
      case 1:
        return One(values_[0]);
      case 2:
        return place_[kMonth] ? MonthAnd(values_[1 - *place_[kMonth]]) : TwoNumbers();
      case 3:
        return ThreeNumbers();
      default:
        return {};
    }
  }

 private:
  bool Put(std::int64_t value, bool is_year, std::optional<Role> role) {
    if (is_year) {
      if (role && *role != kYear) return false;
      century_given_ = true;
      role = kYear;
    }
    if (count_ == values_.size()) return false;
    if (role) {
      if (place_[*role]) return false;
      place_[*role] = count_;
    }
    values_[count_++] = value;
    return true;
  }

  std::size_t KnownRoles() const {
    return static_cast<std::size_t>(
        std::count_if(place_.begin(), place_.end(), [](const auto& p) { return p.has_value(); }));
  }

  std::array<OptionalInt, 3> ByRoles() const {
    std::array<OptionalInt, 3> result;
    std::size_t left = 0 + 1 + 2;  // of three places, the one without a role
    for (std::size_t role = 0; role < 3; ++role) {
      if (!place_[role]) continue;
      result[role] = values_[*place_[role]];
      left -= *place_[role];
    }
    if (count_ == 3 && KnownRoles() == 2)
      for (std::size_t role = 0; role < 3; ++role)
        if (!place_[role]) result[role] = values_[left];
    return result;
  }

  static std::array<OptionalInt, 3> One(std::int64_t value) {
    if (value > 31) return {value, {}, {}};
    return {{{}, {}, value}};
  }

  std::array<OptionalInt, 3> MonthAnd(std::int64_t other) const {
    std::array<OptionalInt, 3> result = One(other);
    result[kMonth] = values_[*place_[kMonth]];
    return result;
  }

  std::array<OptionalInt, 3> TwoNumbers() const {
    const auto [a, b] = std::pair(values_[0], values_[1]);
    if (a > 31) return {a, b, {}};
    if (b > 31) return {b, a, {}};
    return {{{}, a, b}};
  }

  std::array<OptionalInt, 3> ThreeNumbers() const {
    const auto [a, b, c] = values_;
    if (place_[kMonth] == 0u) return b > 31 ? Full(b, a, c) : Full(c, a, b);
    if (place_[kMonth] == 1u) return a > 31 ? Full(a, b, c) : Full(c, b, a);
    if (place_[kMonth] == 2u) return b > 31 ? Full(b, c, a) : Full(a, c, b);
    if (a > 31 || place_[kYear] == 0u) return Full(a, b, c);
    return a > 12 ? Full(c, b, a) : Full(c, a, b);
  }
  static std::array<OptionalInt, 3> Full(std::int64_t year, std::int64_t month, std::int64_t day) {
    return {year, month, day};
  }

  std::array<std::int64_t, 3> values_{};
  std::array<std::optional<std::size_t>, 3> place_;  // by Role
  std::size_t count_ = 0;
  bool century_given_ = false;
};

// Reads the tokens from left to right. A step that returns false ends it: the text is no date.
class DateParser {
 public:
  DateParser(std::string_view text, std::chrono::year_month_day today)
      : tokens_(text), today_(today) {}

  std::optional<std::int64_t> Parse() {
    for (at_ = 0; at_ < tokens_.size(); ++at_)
      if (!Step()) return std::nullopt;
    return Build();
  }

 private:
  std::string_view Token(std::size_t ahead = 0) const { return tokens_.At(at_ + ahead); }
  bool Has(std::size_t ahead) const { return at_ + ahead < tokens_.size(); }

  bool Step() {
    const std::string_view token = Token();
    if (const std::optional<Decimal> number = ToDecimal(token)) return Number(token, *number);
    // These are numbers too, but not ones that a date can hold.
    if (Look(kNotFinite, token)) return false;
    if (const std::optional<int> weekday = Look(kWeekdays, token)) {
      weekday_ = weekday;
      return true;
    }
    if (const std::optional<int> month = Look(kMonths, token)) return MonthName(*month);
    if (const std::optional<int> half = Look(kHalves, token)) {
      if (!hour_ || *hour_ > 12) return false;
      SetHour(*hour_, *half);
      return true;
    }
    if (!zone_offset_ && CouldBeZone(token)) return ZoneName();
    if (hour_ && (token == "+" || token == "-")) return ZoneOffset();
    return IsJump(token);
  }

  // "Jan", "Jan-01", "Jan/01/99", "Jan of 01".
  bool MonthName(int month) {
    if (!date_.AddMonth(month)) return false;
    const std::string_view sign = Token(1);
    if (sign == "-" || sign == "/") {
      if (!date_.Add(Token(2))) return false;
      if (Token(3) == sign) {
        if (!date_.Add(Token(4))) return false;
        at_ += 2;
      }
      at_ += 2;
    } else if (Has(4) && sign == " " && Token(3) == " " && Look(kOf, Token(2))) {
      const OptionalInt year = ToInt(Token(4));
      if (year && !date_.Add(Decimal{NearYear(*year)}, YearMonthDay::kYear)) return false;
      at_ += 4;
    }
    return true;
  }

  bool CouldBeZone(std::string_view token) const {
    if (!hour_ || has_zone_name_ || token.size() > 5) return false;
    return token == "z" ||
           std::all_of(token.begin(), token.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  // "CET", or "GMT+3", which is not GMT.
  bool ZoneName() {
    has_zone_name_ = true;
    const std::string_view name = Token();
    if (name == "z") zone_offset_ = 0;
    if (Token(1) == "+" || Token(1) == "-") {
      zone_offset_.reset();
      if (Look(kUtcNames, name)) has_zone_name_ = false;
    }
    return true;
  }

  // "+0330", "-08:00", "+5", each perhaps with " (NAME)".
  bool ZoneOffset() {
    const std::string_view digits = Token(1);
    OptionalInt hours, minutes = 0;
    if (digits.size() == 4) {
      hours = ToInt(digits.substr(0, 2));
      minutes = ToInt(digits.substr(2));
    } else if (Token(2) == ":") {
      hours = ToInt(digits);
      minutes = ToInt(Token(3));
      at_ += 2;
    } else if (digits.size() <= 2) {
      hours = ToInt(digits);
    }
    constexpr std::int64_t kMostSeconds = 86'400'000'000'000;
    if (!hours || !minutes || *hours * 3600 + *minutes * 60 >= kMostSeconds) return false;
    zone_offset_ = *hours * 3600 + *minutes * 60;
    if (Has(5) && IsJump(Token(2)) && Token(3) == "(" && Token(5) == ")" && Token(4).size() >= 3 &&
        CouldBeZone(Token(4))) {
      has_zone_name_ = true;
      at_ += 4;
    }
    ++at_;
    return true;
  }

  bool Number(std::string_view token, const Decimal& value) {
    const std::size_t length = token.size();
    const std::size_t point = token.find('.');
    if (date_.count() == 3 && (length == 2 || length == 4) && !hour_ &&
        (!Has(1) || (Token(1) != ":" && !Look(kUnits, Token(1)))))
      return SetClock(token.substr(0, 2), length == 4 ? token.substr(2) : std::string_view());
    if (length == 6 || (length > 6 && point == 6)) return SixDigits(token, point);
    if (length == 8 || length == 12 || length == 14) return Compact(token);
    if (const std::optional<std::size_t> unit = FindUnit()) return WithUnit(token, value, *unit);
    if (Has(2) && Token(1) == ":") return Clock(value);
    if (Token(1) == "-" || Token(1) == "/" || Token(1) == ".") return Separated(token);
    if (!Has(1) || IsJump(Token(1))) return Alone(value);
    if (const std::optional<int> half = Look(kHalves, Token(1)); half && value.whole < 24) {
      SetHour(value.whole, *half);
      ++at_;
      return true;
    }
    return date_.CouldBeDay(value) && date_.Add(value);
  }

  void SetHour(std::int64_t hour, int half) {
    if (hour < 12 && half == 1) hour += 12;
    if (hour == 12 && half == 0) hour = 0;
    hour_ = hour;
  }

  bool SetClock(std::string_view hour, std::string_view minute) {
    hour_ = ToInt(hour);
    if (!minute.empty() && !(minute_ = ToInt(minute))) return false;
    return hour_.has_value();
  }

  bool SetSeconds(std::string_view token) {
    const std::size_t point = token.find('.');
    second_ = ToInt(token.substr(0, point));
    microsecond_ = 0;
    if (point != token.npos) {
      const std::string_view digits = token.substr(point + 1);
      if (!IsDigits(digits)) return false;
      std::int64_t place = 1'000'000;
      for (const char c : digits) *microsecond_ += (place /= 10) * (c - '0');
    }
    return second_.has_value();
  }

  void SetMinutes(const Decimal& value) {
    minute_ = value.whole;
    second_.reset();
    if (value.fraction != 0) second_ = value.Sixtieths();
  }

  // YYMMDD, or HHMMSS[.ss] when there is a date already.
  bool SixDigits(std::string_view token, std::size_t point) {
    if (date_.count() == 0 && point == token.npos)
      return date_.Add(token.substr(0, 2)) && date_.Add(token.substr(2, 2)) &&
             date_.Add(token.substr(4));
    return SetClock(token.substr(0, 2), token.substr(2, 2)) && SetSeconds(token.substr(4));
  }

  // YYYYMMDD[HHMM[SS]]
  bool Compact(std::string_view token) {
    if (!date_.Add(token.substr(0, 4), YearMonthDay::kYear) || !date_.Add(token.substr(4, 2)) ||
        !date_.Add(token.substr(6, 2)))
      return false;
    if (token.size() == 8) return true;
    if (!SetClock(token.substr(8, 2), token.substr(10, 2))) return false;
    return token.size() == 12 || (second_ = ToInt(token.substr(12))).has_value();
  }

  // Where the unit of the number at hand stands: "12h", "12 h", and for the 04 of "12h04" the h.
  std::optional<std::size_t> FindUnit() const {
    if (Look(kUnits, Token(1))) return at_ + 1;
    if (Token(1) == " " && Look(kUnits, Token(2))) return at_ + 2;
    if (at_ > 0 && Look(kUnits, tokens_[at_ - 1])) return at_ - 1;
    if (at_ > 1 && !Has(1) && tokens_[at_ - 1] == " " && Look(kUnits, tokens_[at_ - 2]))
      return at_ - 2;
    return std::nullopt;
  }

  bool WithUnit(std::string_view token, const Decimal& value, std::size_t unit_at) {
    int unit = *Look(kUnits, tokens_[unit_at]);
    if (unit_at > at_) {
      at_ = unit_at;
    } else {
      ++unit;  // what follows the hours is minutes
    }
    switch (unit) {
      case kHour:
        hour_ = value.whole;
        if (value.fraction != 0) minute_ = value.Sixtieths();
        return true;
      case kMinute:
        SetMinutes(value);
        return true;
      case kSecond:
        return SetSeconds(token);
      default:
        return true;
    }
  }

  // HH:MM[:SS[.ss]]
  bool Clock(const Decimal& hour) {
    const std::optional<Decimal> minute = ToDecimal(Token(2));
    if (!minute) return false;
    hour_ = hour.whole;
    SetMinutes(*minute);
    if (Has(4) && Token(3) == ":") {
      if (!SetSeconds(Token(4))) return false;
      at_ += 2;
    }
    at_ += 2;
    return true;
  }

  // 01-01[-01], 01/Jan[/01], and with dots.
  bool Separated(std::string_view first) {
    const std::string_view sign = Token(1);
    if (!date_.Add(first)) return false;
    if (Has(2) && !IsJump(Token(2))) {
      if (!AddMember(Token(2))) return false;
      if (Token(3) == sign) {
        if (!AddMember(Token(4))) return false;
        at_ += 2;
      }
      ++at_;
    }
    ++at_;
    return true;
  }

  bool AddMember(std::string_view token) {
    if (const std::optional<int> month = Look(kMonths, token)) return date_.AddMonth(*month);
    return date_.Add(token);
  }

  // A number before a blank or at the end: part of the date, or the hour of "12 am".
  bool Alone(const Decimal& value) {
    if (const std::optional<int> half = Look(kHalves, Token(2))) {
      SetHour(value.whole, *half);
      ++at_;
    } else if (!date_.Add(value)) {
      return false;
    }
    ++at_;
    return true;
  }

  // Two digits mean a year not far from now.
  std::int64_t NearYear(std::int64_t year) const {
    if (year >= 100) return year;
    const std::int64_t now = static_cast<int>(today_.year());
    year += now / 100 * 100;
    if (year >= now + 50) return year - 100;
    return year < now - 50 ? year + 100 : year;
  }

  std::optional<std::int64_t> Build() const {
    auto [year, month, day] = date_.Resolve();
    if (!year && !month && !day && !weekday_ && !hour_ && !minute_ && !second_) return std::nullopt;
    const bool advance = weekday_ && !day;
    if (year && !date_.century_given()) year = NearYear(*year);
    if (!year) year = static_cast<int>(today_.year());
    if (!month) month = unsigned{today_.month()};
    if (*year < 1 || *year > 9999 || *month < 1 || *month > 12) return std::nullopt;
    const int last_day = DaysInMonth(*year, *month);
    if (!day) day = std::min<std::int64_t>(unsigned{today_.day()}, last_day);
    if (*day < 1 || *day > last_day) return std::nullopt;

    const std::int64_t hour = hour_.value_or(0), minute = minute_.value_or(0),
                       second = second_.value_or(0);
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    std::chrono::sys_days date = std::chrono::year{static_cast<int>(*year)} /
                                 static_cast<int>(*month) / static_cast<int>(*day);
    if (advance) date = NextWeekday(date);
    if (std::chrono::year_month_day{date}.year() > std::chrono::year{9999}) return std::nullopt;
    return date.time_since_epoch().count() * kDayUs +
           ((hour * 60 + minute) * 60 + second) * 1'000'000 + microsecond_.value_or(0);
  }

  std::chrono::sys_days NextWeekday(std::chrono::sys_days from) const {
    const std::chrono::weekday wanted{static_cast<unsigned>(*weekday_ + 1) % 7};
    return from + (wanted - std::chrono::weekday{from});
  }

  const DateTokens tokens_;
  const std::chrono::year_month_day today_;
  std::size_t at_ = 0;
  YearMonthDay date_;
  std::optional<int> weekday_;
  OptionalInt hour_, minute_, second_, microsecond_;
  OptionalInt zone_offset_;
  bool has_zone_name_ = false;
};

}  // namespace

std::optional<std::int64_t> ParseFreeFormDate(std::string_view text, std::int64_t today) {
  const std::chrono::sys_time<std::chrono::microseconds> instant{std::chrono::microseconds{today}};
  return DateParser(text, std::chrono::floor<std::chrono::days>(instant)).Parse();
}

}  // namespace evenhand::functions
