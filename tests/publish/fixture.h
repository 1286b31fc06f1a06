#pragma once

// A record of made-up decisions in a folder of its own, under a shipped policy with texts in five
// languages.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/hex.h"
#include "docket/versions.h"
#include "publish/write_site.h"
#include "record/log.h"
#include "source_dir.h"

namespace evenhand::publish {

namespace fs = std::filesystem;

inline std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {(std::istreambuf_iterator<char>(file)), {}};
}

class SiteFixture : public testing::Test {
 protected:
  static constexpr std::int64_t kFirstSecond = 1'700'000'000;

  SiteFixture()
      : directory_(fs::temp_directory_path() / ("evenhand-site-" + std::to_string(getpid()))) {
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  ~SiteFixture() override { fs::remove_all(directory_); }

  void SetUp() override {
    yaml_ = ReadFile(SourceDir() + "/rulebooks/policies/health-misinformation-2021.yaml");
    const auto version = versions_.Add(yaml_, "", policy::Time(policy::Seconds(kFirstSecond)));
    ASSERT_TRUE(version) << version.error().message;
    version_ = *version;
    book_ = version_->rulebook;
    book_.languages = languages_;
    key_ =
        *record::SigningKey::Make(record::KeyType::kEd25519, "example.org/t", std::string(32, 'k'));
    auto log = record::Log::Open(
        {.directory = Path("log"), .state_file = Path("log.state"), .key = *key_});
    ASSERT_TRUE(log) << log.error().message;
    log_ = *std::move(log);
  }

  std::string Path(const std::string& name) const { return (directory_ / name).string(); }

  // Rules and actions take turns; each tenth breaks no rule.
  std::string LeafOf(std::uint64_t number) const {
    const auto& clauses = version_->rulebook.clauses;
    const auto hash = Unhex(version_->hash);
    record::Leaf leaf{
        .kind = record::LeafKind::kDecision,
        .time = TimeUs{(kFirstSecond + static_cast<std::int64_t>(number) * 7'200) * 1'000'000},
        .sequence = static_cast<std::int64_t>(number),
        .rulebook = record::DigestAt(*hash),
        .subject = record::Digest{},
        .reason = record::Digest{}};
    if (number % 10 != 9) {
      leaf.clause = clauses[number % clauses.size()].id;
      leaf.actions = {"hide", number % 3 == 0 ? "lock PT12H" : "lock P7D"};
    }
    return *record::EncodeLeaf(leaf);
  }
  void Decide(std::uint64_t count) {
    for (; count > 0; --count) ASSERT_TRUE(log_->Append(LeafOf(decided_++)));
    ASSERT_TRUE(log_->Publish());
  }
  void Appeal(std::uint64_t number) {
    record::Leaf leaf{.kind = record::LeafKind::kAppealOpened,
                      .time = TimeUs{(kFirstSecond + 90'000'000) * 1'000'000},
                      .outcome = record::LinkTo(LeafOf(number))};
    ASSERT_TRUE(log_->Append(*record::EncodeLeaf(leaf)));
    ASSERT_TRUE(log_->Publish());
  }

  SiteInput Input() {
    const auto files = record::OpenFiles(Path(log_name_));
    auto read = ReadPublicRecord(*files);
    EXPECT_TRUE(read) << read.error().message;
    SiteInput input{.record = *std::move(read)};
    input.rulebooks.push_back(
        {.rulebook = &book_, .edition = {.hash = version_->hash}, .yaml = yaml_});
    return input;
  }
  Result<Written> Publish(const std::string& name = "site", bool all = false) {
    const SiteInput input = Input();
    return Publish(input, name, all);
  }
  Result<Written> Publish(const SiteInput& input, const std::string& name, bool all) {
    EVENHAND_ASSIGN(const auto pages, PlanPages(input));
    const auto files = record::OpenFiles(Path("log"));
    return WriteSite(pages, {{"record/checkpoint", input.record.note}}, *files,
                     input.record.checkpoint, *key_,
                     {.directory = Path(name), .state_file = Path(name + ".state"), .all = all});
  }
  std::map<std::string, std::string> FilesOf(const std::string& name) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory_ / name)) {
      if (entry.is_regular_file())
        files[fs::relative(entry.path(), directory_ / name).string()] = ReadFile(entry.path());
    }
    return files;
  }

  const std::vector<std::string> languages_ = {"en", "fa", "ar", "ru", "es"};
  const fs::path directory_;
  std::string yaml_;
  docket::Versions versions_;
  const docket::Version* version_ = nullptr;
  policy::Rulebook book_;  // the same in every language that pages have words for
  std::optional<record::SigningKey> key_;
  std::unique_ptr<record::Log> log_;
  std::string log_name_ = "log";  // of the record that is read
  std::uint64_t decided_ = 0;
};

}  // namespace evenhand::publish
