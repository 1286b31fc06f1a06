#pragma once

// A docket over a store in memory with the ladder of 2021: a label is one strike, a required deletion two.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "docket/docket.h"

namespace evenhand::docket {

inline policy::Time At(std::string_view text) { return *policy::ParseTime(text); }
inline const policy::Time kPosted = At("2022-03-01T00:00:00Z");
inline policy::Time Day(int d) { return kPosted + std::chrono::days(d); }
inline policy::Time Hour(int h) { return kPosted + std::chrono::hours(h); }

inline std::string ShippedYaml(const std::string& name) {
  std::ifstream file(EVENHAND_SOURCE_DIR "/rulebooks/policies/" + name + ".yaml");
  return {(std::istreambuf_iterator<char>(file)), {}};
}

class DocketFixture : public testing::Test {
 protected:
  void SetUp() override { Publish("health-misinformation-2021"); }

  void Publish(const std::string& name) {
    docket_ = *Docket::Open(cases::MakeMemoryStore(), nullptr, [] { return record::Blinding{}; });
    ASSERT_TRUE(docket_->Publish(ShippedYaml(name), Day(0)));
  }
  static CaseRequest Case(const std::string& id, const std::string& level, policy::Time at, const std::string& account = "ann") {
    CaseRequest request;
    request.input = {.decision = id, .account = account, .item = "item-" + id, .posted = kPosted, .at = at};
    request.input.judgements = {{.question = "health_claim", .answer = level, .by = "r1"}};
    request.circumstances.quote = "the same words";
    return request;
  }
  Result<Ruling> Decide(const std::string& id, const std::string& level, policy::Time at, const std::string& account = "ann") {
    return docket_->Decide(Case(id, level, at, account));
  }
  std::int64_t Events() { return docket_->store().last_sequence(); }

  static void ExpectRefused(const Result<void>& result, const char* why) {
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find(why), std::string::npos) << result.error().message;
  }
  template <class T>
  static void ExpectRefused(const Result<T>& result, const char* why) {
    ExpectRefused(result ? Result<void>() : Result<void>(tl::unexpected(result.error())), why);
  }

  std::unique_ptr<Docket> docket_;
};

}  // namespace evenhand::docket
