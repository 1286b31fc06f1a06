#pragma once

// A docket over a store in memory with the ladder of 2021: a label is one strike, a required
// deletion two.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "docket/docket.h"

#include "source_dir.h"

namespace evenhand::docket {

inline policy::Time At(std::string_view text) { return *policy::ParseTime(text); }
inline const policy::Time kPosted = At("2022-03-01T00:00:00Z");
inline policy::Time Day(int d) { return kPosted + std::chrono::days(d); }
inline policy::Time Hour(int h) { return kPosted + std::chrono::hours(h); }

inline std::string ShippedYaml(const std::string& name) {
  std::ifstream file(SourceDir() + "/rulebooks/policies/" + name + ".yaml");
  return {(std::istreambuf_iterator<char>(file)), {}};
}

class DocketFixture : public testing::Test {
 public:
  static CaseRequest Case(const std::string& id, const std::string& level, policy::Time at,
                          const std::string& account = "ann") {
    CaseRequest request;
    request.input = {
        .decision = id, .account = account, .item = "item-" + id, .posted = kPosted, .at = at};
    request.input.judgements = {{.question = "health_claim", .answer = level, .by = "r1"}};
    request.circumstances.quote = "the same words";
    return request;
  }

 protected:
  void SetUp() override { Publish("health-misinformation-2021"); }

  void Publish(const std::string& name) {
    docket_ = *Docket::Open(cases::MakeMemoryStore(), nullptr, [] { return record::Blinding{}; });
    ASSERT_TRUE(docket_->Publish(ShippedYaml(name), Day(0)));
  }
  Result<Ruling> Decide(const std::string& id, const std::string& level, policy::Time at,
                        const std::string& account = "ann") {
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

// The same on the disk, with a public record that must agree when a test ends.
class RecordedFixture : public DocketFixture {
 protected:
  RecordedFixture()
      : directory_(std::filesystem::temp_directory_path() /
                   ("evenhand-docket-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~RecordedFixture() override { std::filesystem::remove_all(directory_); }

  void SetUp() override { Reopen(); }
  void TearDown() override {
    ASSERT_TRUE(docket_->PublishRecord());
    const auto checked = docket_->CheckRecord(*record::OpenFiles((directory_ / "record").string()));
    EXPECT_TRUE(checked) << checked.error().message;
    const auto again = docket_->Recompute([](std::int64_t) {});
    EXPECT_EQ(again->identical, again->recomputed);
    docket_.reset();
  }
  // As another process would find it.
  void Reopen() {
    docket_.reset();
    docket_ = *Docket::Open(*cases::OpenSqliteStore((directory_ / "cases.sqlite").string(), true),
                            Log(), [] { return record::Blinding{}; });
  }
  std::unique_ptr<record::Log> Log() const {
    return *record::Log::Open(
        {.directory = (directory_ / "record").string(),
         .state_file = (directory_ / "state").string(),
         .key = *record::SigningKey::Make(record::KeyType::kEd25519, "example.org/t",
                                          std::string(32, 'k'))});
  }
  // What the public record says of the newest leaf that waits.
  record::Leaf NewestLeaf() {
    return *record::DecodeLeaf(docket_->store().Pending()->back().bytes);
  }

  std::filesystem::path directory_;
};

}  // namespace evenhand::docket
