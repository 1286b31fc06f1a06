#include "codec/iso8601.h"

#include <charconv>
#include <chrono>
#include <cstdint>

namespace evenhand::codec {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;

// Reads from the left; every step says whether it found what it wanted.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool at_end() const { return rest_.empty(); }
  bool Skip(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly `width` digits, at most `most`.
  bool Number(std::size_t width, int most, int* out) {
    if (rest_.size() < width) return false;
    *out = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const int digit = rest_[i] - '0';
      if (digit < 0 || digit > 9) return false;
      *out = *out * 10 + digit;
    }
    rest_.remove_prefix(width);
    return *out <= most;
  }
  // One or more digits after the point, as microseconds.
  bool Fraction(int* microseconds) {
    *microseconds = 0;
    int scale = 100'000;
    std::size_t digits = 0;
    for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits) {
      *microseconds += (rest_[digits] - '0') * scale;
      scale /= 10;
    }
    rest_.remove_prefix(digits);
    return digits > 0;
  }

 private:
  std::string_view rest_;
};

bool ReadDate(Cursor* in, std::int64_t* days) {
  int year = 0, month = 0, day = 0;
  if (!in->Number(4, 9999, &year) || !in->Skip("-") || !in->Number(2, 12, &month) ||
      !in->Skip("-") || !in->Number(2, 31, &day) || year == 0) {
    return false;
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return false;
  *days = std::chrono::sys_days(date).time_since_epoch().count();
  return true;
}

bool ReadClock(Cursor* in, std::int64_t* us) {
  int hour = 0, minute = 0, second = 0, fraction = 0;
  if (!in->Number(2, 23, &hour) || !in->Skip(":") || !in->Number(2, 59, &minute)) return false;
  if (in->Skip(":")) {
    if (!in->Number(2, 59, &second)) return false;
    if (in->Skip(".,") && !in->Fraction(&fraction)) return false;
  }
  *us = (hour * 3600 + minute * 60 + second) * kSecondUs + fraction;
  return true;
}

bool ReadOffset(Cursor* in, std::int32_t* seconds) {
  *seconds = 0;
  if (in->Skip("Zz")) return true;
  const bool plus = in->Skip("+");
  if (!plus && !in->Skip("-")) return false;
  int hour = 0, minute = 0, second = 0;
  if (!in->Number(2, 23, &hour)) return false;
  const bool colon = in->Skip(":");
  if (!in->at_end() || colon) {
    if (!in->Number(2, 59, &minute)) return false;
    if (colon && in->Skip(":") && !in->Number(2, 59, &second)) return false;
  }
  const std::int32_t size = hour * 3600 + minute * 60 + second;
  *seconds = plus ? size : -size;
  return true;
}

}  // namespace

std::optional<EventTime> ParseIso8601(std::string_view text) {
  Cursor in(text);
  std::int64_t days = 0, clock_us = 0;
  EventTime time{.has_offset = false};
  if (!ReadDate(&in, &days)) return std::nullopt;
  if (!in.at_end()) {
    if (!in.Skip("Tt ") || !ReadClock(&in, &clock_us)) return std::nullopt;
    time.has_offset = !in.at_end();
    if (time.has_offset && !ReadOffset(&in, &time.offset_seconds)) return std::nullopt;
  }
  if (!in.at_end()) return std::nullopt;
  time.utc = TimeUs{days * 86'400 * kSecondUs + clock_us - time.offset_seconds * kSecondUs};
  return time;
}

void AppendIso8601(std::string* out, const EventTime& time) {
  using std::chrono::floor;
  const std::chrono::sys_time<std::chrono::microseconds> face{
      std::chrono::microseconds(time.face_us())};
  const auto midnight = floor<std::chrono::days>(face);
  const std::chrono::year_month_day date(midnight);
  const std::int64_t us = (face - midnight).count();
  const std::int64_t seconds = us / kSecondUs;
  char room[64];
  char* to = room;
  const auto digits = [&to](std::int64_t number, std::size_t width) {
    for (std::size_t i = width; i-- > 0; number /= 10) to[i] = static_cast<char>('0' + number % 10);
    to += width;
  };
  const auto part = [&](char before, std::int64_t number, std::size_t width) {
    *to++ = before;
    digits(number, width);
  };
  const int year = static_cast<int>(date.year());
  if (year >= 0 && year <= 9999) {
    digits(year, 4);
  } else {
    to = std::to_chars(to, room + sizeof(room), year).ptr;
  }
  part('-', static_cast<unsigned>(date.month()), 2);
  part('-', static_cast<unsigned>(date.day()), 2);
  part('T', seconds / 3600, 2);
  part(':', seconds / 60 % 60, 2);
  part(':', seconds % 60, 2);
  if (us % kSecondUs != 0) part('.', us % kSecondUs, 6);
  if (time.has_offset) {
    const std::int32_t ahead = time.offset_seconds < 0 ? -time.offset_seconds : time.offset_seconds;
    part(time.offset_seconds < 0 ? '-' : '+', ahead / 3600, 2);
    part(':', ahead / 60 % 60, 2);
    if (ahead % 60 != 0) part(':', ahead % 60, 2);
  }
  out->append(room, static_cast<std::size_t>(to - room));
}

}  // namespace evenhand::codec
