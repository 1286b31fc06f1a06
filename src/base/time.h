#pragma once

// Instants and clocks. Nothing below `app` reads the system clock: a Clock is passed in.

#include <cstdint>
#include <string>

namespace evenhand {

// UTC microseconds since 1970-01-01.
enum class TimeUs : std::int64_t {};

constexpr std::int64_t Count(TimeUs t) { return static_cast<std::int64_t>(t); }
constexpr TimeUs operator+(TimeUs t, std::int64_t us) { return TimeUs{Count(t) + us}; }
constexpr std::int64_t operator-(TimeUs a, TimeUs b) { return Count(a) - Count(b); }

// An instant and how it was written. `utc` is the instant; `offset_seconds` is what the writer's
// clock was ahead of UTC. "Face" time is what the writer's clock showed. A time written without an
// offset is taken as UTC, and shown again without one.
struct EventTime {
  TimeUs utc{};
  std::int32_t offset_seconds = 0;
  bool has_offset = true;
  bool operator==(const EventTime&) const = default;
  std::int64_t face_us() const { return Count(utc) + std::int64_t{offset_seconds} * 1'000'000; }
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimeUs Now() const = 0;
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(TimeUs now) : now_(now) {}
  TimeUs Now() const override { return now_; }
  void Set(TimeUs now) { now_ = now; }

 private:
  TimeUs now_;
};

}  // namespace evenhand
