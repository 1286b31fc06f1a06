#include "text/pattern_set.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "temp_folder.h"
#include "text/allocation_count.h"
#include "text/pattern_database.h"
#include "text/regex.h"

namespace evenhand::text {
namespace {

using testing::ElementsAre;
using Kind = PatternSpec::Kind;

TEST(PatternSet, SaysWhichPatternsMatch) {
  const std::vector<PatternSpec> specs = {{"cas+ino", true, Kind::kRegex},
                                          {"free money", true, Kind::kWholeWord},
                                          {"سلام", false, Kind::kWholeWord},
                                          {"^x", false, Kind::kRegex}};
  auto set = PatternSet::Build(specs);
  ASSERT_TRUE(set);
  auto scratch = set->MakeScratch();
  std::vector<std::uint32_t> hits;
  set->Match("xCASSino FREE money", scratch, &hits);
  EXPECT_THAT(hits, ElementsAre(0, 1, 3));
  set->Match("سلام!", scratch, &hits);
  EXPECT_THAT(hits, ElementsAre(2));
  set->Match("سلامت free moneys", scratch, &hits);
  EXPECT_THAT(hits, ElementsAre());
}

// As a slice of nothing is.
TEST(PatternSet, TakesATextWithoutAnAddress) {
  const std::vector<PatternSpec> specs = {{"سلام", false, Kind::kRegex},
                                          {"\\w+\\s\\w+", true, Kind::kRegex},
                                          {"^$", false, Kind::kRegex}};
  const auto set = PatternSet::Build(specs);
  ASSERT_TRUE(set);
  auto scratch = set->MakeScratch();
  std::vector<std::uint32_t> hits;
  set->Match(std::string_view(), scratch, &hits);
  EXPECT_THAT(hits, ElementsAre(2));
}

TEST(PatternSet, NamesThePatternThatIsBroken) {
  const std::vector<PatternSpec> specs = {{"a", false, Kind::kRegex}, {"(", false, Kind::kRegex}};
  const auto set = PatternSet::Build(specs);
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(set.error().message, testing::StartsWith("pattern 1: "));
}

std::vector<PatternSpec> MixedPatterns() {
  std::vector<PatternSpec> specs;
  for (const char* phrase :
       {"cat", "free money", "سلام", "c++", "ask", "Привет", "ß", "1", "", "αι", "#x"}) {
    specs.push_back({phrase, true, Kind::kWholeWord});
    specs.push_back({phrase, false, Kind::kWholeWord});
  }
  for (const char* regex : {"k",
                            "[kK]i",
                            "^cat",
                            "cat$",
                            "(?m)^x$",
                            "سلا.",
                            "\\d{3}",
                            "[^a-z]",
                            "\\w+@\\w+",
                            "a.*z",
                            "a.{2}z",
                            "(?<!s)cat",
                            "(c)\\1",
                            "\\bs",
                            "x*",
                            "",
                            "\\Bcat",
                            "[а-я]+",
                            "(?i:σ)",
                            "a{100}",
                            "ſ",
                            "cat\\Z",
                            "[\\ud800-\\udfff]",
                            "(?s).\\Z",
                            "(a|ab)(?:c|bcd)$"}) {
    specs.push_back({regex, true, Kind::kRegex});
    specs.push_back({regex, false, Kind::kRegex});
  }
  return specs;
}

std::vector<std::string> MixedTexts() {
  return {"",
          "cat",
          "a Cat\n",
          "scat",
          "FREE MONEY",
          "سلام",
          "سلامت باشید",
          "C++11",
          "aſk ASK",
          "привет ПРИВЕТ",
          "ẞ STRASSE",
          "\xED\xA0\x80",
          "\xED\xA0\x80\xFF",
          "\xFF"
          "cat\xC3",
          "123 ۱۲۳",
          "a🚀éz",
          "a\nz",
          "Ki \u212Ai",
          "x\ny\nx",
          "ΣΑΣ",
          std::string(120, 'a'),
          "abcd",
          "cc",
          "me@here",
          "ı İ i I",
          "αι Α\u0345β",
          "y#x #x"};
}

std::vector<std::uint32_t> OneByOne(const std::vector<PatternSpec>& specs, std::string_view text) {
  std::vector<std::uint32_t> hits;
  bool gave_up = false;
  for (std::uint32_t i = 0; i < specs.size(); ++i) {
    const PatternSpec& spec = specs[i];
    const bool found =
        spec.kind == Kind::kWholeWord
            ? Regex::WholeWord(spec.expression, spec.case_insensitive).Search(text, &gave_up)
            : Regex::Compile(spec.expression, spec.case_insensitive)->Search(text, &gave_up);
    if (found) hits.push_back(i);
  }
  return hits;
}

TEST(PatternSet, AgreesWithItsSlowTwin) {
  const std::vector<PatternSpec> specs = MixedPatterns();
  const auto set = PatternSet::Build(specs);
  ASSERT_TRUE(set) << set.error().message;
  auto scratch = set->MakeScratch();
  std::vector<std::uint32_t> hits;
  std::vector<std::uint32_t> gave_up;
  for (const std::string& text : MixedTexts()) {
    set->Match(text, scratch, &hits, &gave_up);
    EXPECT_EQ(hits, OneByOne(specs, text)) << text;
    EXPECT_THAT(gave_up, ElementsAre());
  }
}

// Vectorscan 5.4.9 missed these from byte 64 on, on processors with AVX-512.
TEST(PatternSet, FindsWhatStandsFarIntoAText) {
  const std::vector<PatternSpec> specs = {{"q", false, Kind::kRegex},
                                          {"[qr]w+", false, Kind::kRegex},
                                          {"q[^a]", false, Kind::kRegex},
                                          {"ab*c", false, Kind::kRegex}};
  for (std::uint32_t i = 0; i < specs.size(); ++i) {
    const auto set = PatternSet::Build({&specs[i], 1}, {.cache_directory = {}, .database_from = 1});
    auto scratch = set->MakeScratch();
    std::vector<std::uint32_t> hits;
    std::string misses;
    for (std::size_t length = 0; length < 200; ++length) {
      for (std::size_t at = 0; at <= length; ++at) {
        std::string text(length, 'a');
        set->Match(text.insert(at, "qwabc"), scratch, &hits);
        if (hits.empty()) misses += fmt::format(" {} of {}", at, length);
      }
    }
    EXPECT_EQ(misses, "") << specs[i].expression;
  }
}

TEST(PatternSet, SaysWhichPatternsGaveUp) {
  std::vector<PatternSpec> specs(20, {"never", false, Kind::kWholeWord});
  specs.push_back({"(?=a)(a+)+(?<!x)$(?<!a)", false, Kind::kRegex});
  const auto set = PatternSet::Build(specs);
  auto scratch = set->MakeScratch();
  std::vector<std::uint32_t> hits;
  std::vector<std::uint32_t> gave_up;
  set->Match(std::string(60, 'a'), scratch, &hits, &gave_up);
  EXPECT_THAT(hits, ElementsAre());
  EXPECT_THAT(gave_up, ElementsAre(20));
}

TEST(PatternSet, KeepsItsDatabaseInADirectory) {
  if (!PatternDatabase::IsReliable()) GTEST_SKIP() << "there are none with this library";
  const TempFolder folder;
  const std::string& directory = folder.path();
  const std::vector<PatternSpec> specs = MixedPatterns();
  const PatternSetOptions options = {.cache_directory = directory};
  EXPECT_FALSE(PatternSet::Build(specs, options)->from_cache());
  const auto again = PatternSet::Build(specs, options);
  EXPECT_TRUE(again->from_cache());
  auto scratch = again->MakeScratch();
  std::vector<std::uint32_t> hits;
  for (const std::string& text : MixedTexts()) {
    again->Match(text, scratch, &hits);
    EXPECT_EQ(hits, OneByOne(specs, text)) << text;
  }
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::ofstream(entry.path(), std::ios::binary | std::ios::in).seekp(200).write("damage", 6);
  }
  EXPECT_FALSE(PatternSet::Build(specs, options)->from_cache());
  EXPECT_TRUE(PatternSet::Build(specs, options)->from_cache());
}

TEST(PatternSet, AllocatesNothingOnceWarm) {
  const auto set = PatternSet::Build(MixedPatterns());
  auto scratch = set->MakeScratch();
  std::vector<std::uint32_t> hits;
  const std::vector<std::string> texts = {"a plain text about a cat", "سلام، متنی ساده", "ПРИВЕТ"};
  const auto match = [&] {
    for (const std::string& text : texts) set->Match(text, scratch, &hits);
  };
  match();
  match();
  const std::uint64_t before = AllocationCount();
  for (int i = 0; i < 20; ++i) match();
  EXPECT_EQ(AllocationCount(), before);
}

}  // namespace
}  // namespace evenhand::text
