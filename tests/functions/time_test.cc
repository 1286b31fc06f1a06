#include <random>
#include <set>

#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

constexpr std::int64_t kHourUs = 3'600'000'000;

Value I(std::int64_t i) { return Value::Int(i); }

TEST(TimeDelta, SumsItsParts) {
  Calls calls(TimeFunctions());
  const struct {
    std::vector<Value> parts;
    const char* shown;
  } cases[] = {
      {{I(0), I(1), I(0), I(0), I(0)}, "86400000000us"},
      {{I(1), I(0), I(2), I(0), I(0)}, "612000000000us"},
      {{I(0), I(0), I(0), I(0), I(0)}, "0us"},
      {{I(0), I(0), I(0), I(0), I(-90)}, "-90000000us"},
      {{I(0), I(0), I(0), I(1), I(-60)}, "0us"},
      {{I(0), I(INT64_MAX), I(0), I(0), I(0)}, "ERR: the duration is too long"},
      {{I(0), I(0), I(0), I(INT64_MIN), I(0)}, "ERR: the duration is too long"},
  };
  for (const auto& c : cases) EXPECT_EQ(calls.Show("TimeDelta", c.parts), c.shown);
}

TEST(TimeSince, ComparesWhatTheClocksShowed) {
  Calls calls(TimeFunctions());
  const TimeUs noon{1'740'830'400'000'000};  // 2025-03-01 12:00 UTC
  const struct {
    const char* text;
    const char* shown;
  } cases[] = {
      {"2025-03-01T11:00:00Z", "3600000000us"},
      {"2025-03-01T11:00:00-08:00", "3600000000us"},
      {"2025-03-01T11:59:59.999Z", "1000us"},
      {"2025-03-01T13:00:00Z", "0us"},
      {"2025-03-01T12:00:00+05:00", "0us"},
      {"0001-01-01", "63876427200000000us"},
      {"not a date", "ERR: the timestamp is not a date"},
      {"", "ERR: the timestamp is not a date"},
  };
  for (const std::int32_t offset : {0, 12'600, -28'800}) {
    calls.event.time = {noon + std::int64_t{-offset} * 1'000'000, offset};
    for (const auto& c : cases)
      EXPECT_EQ(calls.Show("TimeSince", {calls.Text(c.text)}), c.shown)
          << c.text << " at " << offset;
  }
}

TEST(TimeBuckets, FloorToTheGranularity) {
  Calls calls(TimeFunctions());
  EXPECT_EQ(calls.Show("GetTimedeltaBucket", {Value::Delta(kHourUs * 3 / 2), I(3600)}), "3600");
  EXPECT_EQ(calls.Show("GetTimedeltaBucket", {Value::Delta(-1'500'000), I(3600)}), "-3600");
  EXPECT_EQ(calls.Show("GetTimedeltaBucket", {Value::Delta(-999'999), I(3600)}), "0");

  EXPECT_EQ(calls.Show("GetTimestampBucket", {I(1'740'830'399), I(86'400)}), "1740787200");
  EXPECT_EQ(calls.Show("GetTimestampBucket", {I(-1), I(86'400)}), "-86400");
  EXPECT_EQ(calls.Show("GetTimestampBucket", {I(1'344'692'733'788'798'976), I(3601)}),
            "1344692733788795820");
  EXPECT_EQ(calls.Show("GetTimestampBucket", {I(INT64_MIN), I(10'000)}), "-9223372036854780000");

  EXPECT_EQ(calls.Show("GetSnowflakeBucket", {I(1'344'692'733'788'798'976), I(3600)}), "320598000");
  EXPECT_EQ(calls.Show("GetSnowflakeBucket", {I(-1), I(3600)}), "0");
}

TEST(TimeBuckets, TakeIntegersOfAnySize) {
  Calls calls(TimeFunctions());
  const BigInt big("100000000000000000000");
  EXPECT_EQ(calls.Show("GetTimestampBucket", {Value::Big(&big), I(86'400)}),
            "99999999999999964800");
  EXPECT_EQ(calls.Show("GetTimestampBucket", {I(-5), Value::Big(&big)}), "-100000000000000000000");
  EXPECT_EQ(calls.Show("GetSnowflakeBucket", {Value::Big(&big), I(3600)}), "23841856800");
  const BigInt huge(std::string(1, '1') + std::string(400, '0'));
  EXPECT_EQ(calls.Show("GetSnowflakeBucket", {Value::Big(&huge), I(3600)}),
            "ERR: the snowflake is too large");
}

class MixedRandom final : public program::Random {
 public:
  std::uint64_t Next() override { return engine_(); }

 private:
  std::mt19937_64 engine_{20260225};
};

TEST(RandomInt, CoversItsRangeAndNothingElse) {
  Calls calls(TimeFunctions());
  MixedRandom random;
  TestContext context(calls.arena, calls.event, calls.facts, random, TimeUs{});
  const auto draw = [&](std::int64_t start, std::int64_t end) {
    const Value range[] = {I(start), I(end)};
    return calls.Row("RandomInt").call(context, std::span<const Value>(range));
  };
  std::set<std::int64_t> seen;
  for (int i = 0; i < 200; ++i) seen.insert(draw(-2, 3).AsInt());
  EXPECT_EQ(seen, (std::set<std::int64_t>{-2, -1, 0, 1, 2, 3}));
  EXPECT_EQ(draw(INT64_MIN, INT64_MAX).tag(), Tag::kInt);
}

class SteadyRandom final : public program::Random {
 public:
  explicit SteadyRandom(std::uint64_t value) : value_(value) {}
  std::uint64_t Next() override { return value_; }

 private:
  std::uint64_t value_;
};

TEST(RandomBool, IsTrueBelowItsProbability) {
  Calls calls(TimeFunctions());
  const auto draw = [&](std::uint64_t value) {
    SteadyRandom random(value);
    TestContext context(calls.arena, calls.event, calls.facts, random, TimeUs{});
    const Value half = Value::Float(0.5);
    return calls.Row("RandomBool").call(context, std::span<const Value>(&half, 1)).AsBool();
  };
  EXPECT_TRUE(draw(0));
  EXPECT_TRUE(draw((std::uint64_t{1} << 63) - 1));
  EXPECT_FALSE(draw(std::uint64_t{1} << 63));
  EXPECT_FALSE(draw(UINT64_MAX));
}

TEST(ParseInt, HasNoValueForWhatIsNoInteger) {
  Calls calls(TimeFunctions());
  const struct {
    const char* text;
    const char* shown;
  } cases[] = {
      {"12", "12"},
      {" -1_000 ", "-1000"},
      {"۱۲۳", "123"},
      {"007", "7"},
      {"18446744073709551616", "18446744073709551616"},
      {"", "XF"},
      {"1.0", "XF"},
      {"0x1f", "XF"},
      {"\u200c5", "XF"},
  };
  for (const auto& c : cases) EXPECT_EQ(calls.Show("ParseInt", {calls.Text(c.text)}), c.shown);
}

// The tests' clock stands at 2023-11-14T22:13:20Z.
TEST(TimestampAge, CountsFromTheEvent) {
  Calls calls(TimeFunctions());
  const auto age = [&](std::string_view time) {
    return calls.Show("TimestampAge", {calls.Text(time)});
  };
  EXPECT_EQ(age("2023-11-14T22:13:10.5Z"), "9.5");
  EXPECT_EQ(age("2023-11-14T23:13:20+01:00"), "0");
  EXPECT_EQ(age("2023-11-14T22:13:21.000000001Z"), "-1");
  EXPECT_EQ(age("2023-11-14"), "80000");
  EXPECT_EQ(age("Error"), "999999999");
  EXPECT_EQ(age(""), "999999999");
}

}  // namespace
}  // namespace evenhand::functions
