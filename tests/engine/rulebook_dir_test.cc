#include "engine/rulebook_dir.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace evenhand::engine {
namespace {

namespace fs = std::filesystem;

class RulebookDir : public testing::Test {
 protected:
  void SetUp() override {
    root_ =
        fs::temp_directory_path() / ("evenhand_rulebook_" + std::to_string(getpid()) + "_" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void Put(const std::string& path, const std::string& text = "x") {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  static std::string Paths(const std::vector<sml::SourceFile>& files) {
    std::string all;
    for (const auto& f : files) all += (all.empty() ? "" : " ") + f.path;
    return all;
  }

  fs::path root_;
};

TEST_F(RulebookDir, IsReadByTheRulesOfTheLanguage) {
  for (const char* path :
       {"main.sml", "rules/b.sml", "rules/a.sml", "actions/deep/er/c.sml", "قواعد/متن.sml",
        "config.yaml", "config/labels.yaml", "config/inner/not.yaml", "team/config/more.yaml",
        "config/old.yml", "other.yaml", "lists/words.yaml", "lists/inner/no.yaml",
        "team/lists/no.yaml", "tests/spam.yaml", "README.md", ".git/x.sml", ".#main.sml",
        "rules/.hidden.sml"}) {
    Put(path, path);
  }
  const auto set = ReadRulebookDir(root_);
  ASSERT_TRUE(set.has_value()) << set.error().message;
  EXPECT_EQ(Paths(set->files),
            "actions/deep/er/c.sml main.sml rules/a.sml rules/b.sml قواعد/متن.sml");
  EXPECT_EQ(Paths(set->configs), "config.yaml config/labels.yaml team/config/more.yaml");
  EXPECT_EQ(Paths(set->lists), "lists/words.yaml");
  EXPECT_EQ(set->files[2].text, "rules/a.sml");
}

TEST_F(RulebookDir, FollowsLinksToFilesOnly) {
  Put("main.sml");
  Put("real/a.sml");
  fs::create_symlink(root_ / "real/a.sml", root_ / "linked.sml");
  fs::create_directory_symlink(root_, root_ / "loop");
  EXPECT_EQ(Paths(ReadRulebookDir(root_).value().files), "linked.sml main.sml real/a.sml");
  fs::create_symlink(root_ / "nowhere", root_ / "broken.sml");
  EXPECT_FALSE(ReadRulebookDir(root_).has_value());
}

TEST_F(RulebookDir, SaysWhatIsMissingOrTooMuch) {
  EXPECT_EQ(ReadRulebookDir(root_ / "absent").error().code, ErrorCode::kNotFound);
  const auto empty = ReadRulebookDir(root_);
  EXPECT_EQ(empty.error().code, ErrorCode::kNotFound);
  EXPECT_NE(empty.error().message.find("main.sml"), std::string::npos);
  Put("main.sml", "0123456789");
  Put("a/b/c.sml", "0123456789");
  EXPECT_TRUE(
      ReadRulebookDir(root_, {.files = 2, .file_bytes = 10, .total_bytes = 20, .depth = 2}));
  EXPECT_EQ(ReadRulebookDir(root_, {.files = 1}).error().code, ErrorCode::kLimit);
  EXPECT_EQ(ReadRulebookDir(root_, {.file_bytes = 9}).error().code, ErrorCode::kLimit);
  EXPECT_EQ(ReadRulebookDir(root_, {.total_bytes = 19}).error().code, ErrorCode::kLimit);
  EXPECT_EQ(ReadRulebookDir(root_, {.depth = 1}).error().code, ErrorCode::kLimit);
}

TEST_F(RulebookDir, HasAFingerprintThatFollowsItsFiles) {
  Put("main.sml", "A = 1");
  const std::uint64_t first = RulebookFingerprint(root_);
  EXPECT_EQ(RulebookFingerprint(root_), first);
  Put("notes.txt");
  EXPECT_EQ(RulebookFingerprint(root_), first);
  Put("more.sml");
  const std::uint64_t second = RulebookFingerprint(root_);
  EXPECT_NE(second, first);
  Put("main.sml", "A = 22");
  EXPECT_NE(RulebookFingerprint(root_), second);
  EXPECT_EQ(RulebookFingerprint(root_ / "absent"), 0u);
}

}  // namespace
}  // namespace evenhand::engine
