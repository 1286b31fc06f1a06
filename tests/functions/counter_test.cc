#include <map>
#include <optional>
#include <string>

#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

// Writes down what it is asked for.
class NotedFacts final : public program::Facts {
 public:
  Result<const model::EntityLabels*> Labels(model::EntityRef) override { return nullptr; }
  Result<std::int64_t> Window(std::string_view key, std::int64_t bucket_us, std::int64_t window_us,
                              std::int64_t by, std::int64_t keep_us) override {
    if (broken) return Fail(ErrorCode::kUnavailable, "away");
    asked = std::string(key) + " bucket=" + std::to_string(bucket_us / kSecond) +
            " window=" + std::to_string(window_us / kSecond) + " by=" + std::to_string(by) +
            " keep=" + std::to_string(keep_us / kSecond);
    return count += by;
  }
  Result<std::optional<std::string_view>> CacheGet(std::string_view key) override {
    if (broken) return Fail(ErrorCode::kUnavailable, "away");
    const auto found = cache.find(key);
    if (found == cache.end()) return std::nullopt;
    return found->second;
  }
  Result<void> CacheSet(std::string_view key, std::string_view value,
                        std::int64_t ttl_us) override {
    if (broken) return Fail(ErrorCode::kUnavailable, "away");
    cache.insert_or_assign(std::string(key), std::string(value));
    ttl_s = ttl_us / kSecond;
    return {};
  }

  std::string asked;
  std::int64_t count = 0;
  std::int64_t ttl_s = 0;
  std::map<std::string, std::string, std::less<>> cache;
  bool broken = false;
};

class Counters : public testing::Test {
 protected:
  Counters() : calls(CounterFunctions(), 1 << 20, &facts) {}
  Value If(bool condition) { return calls.List({Value::Bool(true), Value::Bool(condition)}); }
  std::string Increment(Value window, bool condition = true, Value most = Value::None()) {
    return calls.Show("IncrementWindow", {calls.Text("k"), window, If(condition), most});
  }
  std::string Peek(Value window, bool condition = true) {
    return calls.Show("GetWindowCount", {calls.Text("k"), window, If(condition)});
  }
  std::string Get(const char* function, Value otherwise, bool condition = true) {
    return calls.Show(function, {calls.Text("k"), If(condition), otherwise});
  }
  std::string Set(const char* function, Value value, Value ttl = Value::Int(86'400),
                  bool condition = true) {
    return calls.Show(function, {calls.Text("k"), value, If(condition), ttl});
  }

  NotedFacts facts;
  Calls calls;
};

TEST_F(Counters, CountOnlyWhenAllHolds) {
  EXPECT_EQ(Increment(Value::Int(60)), "1");
  EXPECT_EQ(Increment(Value::Int(60)), "2");
  EXPECT_EQ(Increment(Value::Int(60), false), "0");
  EXPECT_EQ(Peek(Value::Int(60)), "2");
  EXPECT_EQ(Peek(Value::Int(60), false), "0");
  EXPECT_EQ(facts.count, 2);
  EXPECT_EQ(calls.Show("IncrementWindow",
                       {calls.Text("k"), Value::Int(60), calls.List({}), Value::None()}),
            "3");
}

struct Width {
  double window_s;
  const char* want;
};

TEST_F(Counters, WideWindowsHaveCoarseBuckets) {
  const Width kWidths[] = {
      {0, "k bucket=1 window=0 by=1 keep=1"},
      {60, "k bucket=1 window=60 by=1 keep=120"},
      {300, "k bucket=1 window=300 by=1 keep=600"},
      {301, "k bucket=10 window=301 by=1 keep=602"},
      {3600, "k bucket=10 window=3600 by=1 keep=7200"},
      {86'400, "k bucket=60 window=86400 by=1 keep=172800"},
      {86'401, "k bucket=600 window=86401 by=1 keep=172802"},
  };
  for (const Width& width : kWidths) {
    Increment(Value::Float(width.window_s));
    EXPECT_EQ(facts.asked, width.want);
  }
}

TEST_F(Counters, AreKeptNoShorterThanTheirWindow) {
  const std::pair<std::int64_t, const char*> kLimits[] = {
      {10, "k bucket=1 window=60 by=1 keep=61"},
      {90, "k bucket=1 window=60 by=1 keep=90"},
      {900, "k bucket=1 window=60 by=1 keep=120"},
  };
  for (const auto& [most, want] : kLimits) {
    Increment(Value::Int(60), true, Value::Int(most));
    EXPECT_EQ(facts.asked, want);
  }
}

TEST_F(Counters, RefuseWhatIsNoWindow) {
  for (const Value& window :
       {Value::Int(-1), Value::Float(0.0 / 0.0), Value::Float(1e300), Value::Int(INT64_MAX)}) {
    EXPECT_TRUE(Increment(window).starts_with("ERR: a window")) << calls.Show(window);
  }
  EXPECT_EQ(facts.count, 0);
}

TEST_F(Counters, GiveZeroWhenTheyCannotBeRead) {
  facts.broken = true;
  EXPECT_EQ(Increment(Value::Int(60)), "0");
  EXPECT_EQ(Peek(Value::Int(60)), "0");
}

TEST_F(Counters, CachesGiveBackWhatWasSet) {
  EXPECT_EQ(Get("CacheGetStr", calls.Text("nothing")), "'nothing'");
  EXPECT_EQ(Set("CacheSetStr", calls.Text("متن")), "none");
  EXPECT_EQ(Get("CacheGetStr", calls.Text("nothing")), "'متن'");
  Set("CacheSetInt", Value::Int(-12));
  EXPECT_EQ(Get("CacheGetInt", Value::Int(0)), "-12");
  EXPECT_EQ(Get("CacheGetFloat", Value::Float(0)), "-12");
  EXPECT_EQ(Get("CacheGetStr", calls.Text("")), "'-12'");
  Set("CacheSetFloat", Value::Float(0.1));
  EXPECT_EQ(facts.cache["k"], "0.1");
  EXPECT_EQ(Get("CacheGetFloat", Value::Float(0)), "0.1");
}

TEST_F(Counters, CachesHoldNumbersOfAnySize) {
  const BigInt large("123456789012345678901234567890");
  Set("CacheSetInt", Value::Big(&large));
  EXPECT_EQ(Get("CacheGetInt", Value::Int(0)), "123456789012345678901234567890");
}

TEST_F(Counters, CachesGiveTheDefault) {
  Set("CacheSetStr", calls.Text("متن"));
  EXPECT_EQ(Get("CacheGetInt", Value::Int(7)), "7");  // it is no number
  EXPECT_EQ(Get("CacheGetFloat", Value::Float(0.5)), "0.5");
  EXPECT_EQ(Get("CacheGetStr", calls.Text("x"), false), "'x'");
  facts.broken = true;
  EXPECT_EQ(Get("CacheGetStr", calls.Text("x")), "'x'");
  EXPECT_EQ(Set("CacheSetStr", calls.Text("y")), "none");
}

TEST_F(Counters, CachesForgetInTime) {
  Set("CacheSetInt", Value::Int(1));
  EXPECT_EQ(facts.ttl_s, 86'400);
  Set("CacheSetInt", Value::Int(1), Value::Float(1.5));
  EXPECT_EQ(facts.ttl_s, 1);
  Set("CacheSetInt", Value::Int(1), Value::Int(0));
  EXPECT_GT(facts.ttl_s, std::int64_t{99} * 365 * 86'400);  // for good
  Set("CacheSetInt", Value::Int(1), Value::Int(-1));
  EXPECT_EQ(facts.ttl_s, -1);
  EXPECT_TRUE(Set("CacheSetInt", Value::Int(1), Value::Float(1e300)).starts_with("ERR: `ttl_sec"));
  facts.cache.clear();
  Set("CacheSetInt", Value::Int(1), Value::Int(60), false);
  EXPECT_TRUE(facts.cache.empty());
}

// A value that was read stays as it was when the same event writes another under the key.
TEST_F(Counters, WhatWasReadDoesNotChange) {
  Set("CacheSetStr", calls.Text("first"));
  const Value read = calls.Call("CacheGetStr", {calls.Text("k"), If(true), calls.Text("")});
  Set("CacheSetStr", calls.Text("other"));
  EXPECT_EQ(calls.Show(read), "'first'");
}

}  // namespace
}  // namespace evenhand::functions
