// The language's corpus through the checker: what must load loads, and what must not is refused at
// the same stage and places as the peer refuses it.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "codec/json_document.h"
#include "engine/rulebook_dir.h"
#include "functions/registry.h"
#include "sml/checker.h"
#include "source_dir.h"

namespace evenhand::engine {
namespace {

namespace fs = std::filesystem;

std::string ReadText(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Checking {
  std::shared_ptr<const sml::SourceSet> sources;
  sml::Diagnostics diagnostics;
  bool loads = false;
};

Checking CheckDirectory(const fs::path& directory, bool as_osprey) {
  static const auto catalog = functions::MakeCatalog();
  Checking checking;
  auto read = ReadRulebookDir(directory.string());
  EXPECT_TRUE(read) << read.error().message;
  if (as_osprey) read->configs.push_back({"zz.yaml", "compatibility: osprey-1.1\n"});
  checking.sources = std::make_shared<sml::SourceSet>(*std::move(read));
  checking.loads = Check(checking.sources, catalog, &checking.diagnostics) != nullptr;
  checking.diagnostics.Sort(*checking.sources);
  return checking;
}

// Where the errors are, in order: "main.sml:1:4 unknown-identifier".
std::vector<std::string> Places(const Checking& checking) {
  std::vector<std::string> places;
  for (const sml::Diagnostic& d : checking.diagnostics.all()) {
    if (d.severity != sml::Severity::kError) continue;
    places.push_back(fmt::format("{}:{}:{} {}", checking.sources->At(d.span.file).path, d.span.line,
                                 d.span.column, d.kind));
  }
  return places;
}

// A function that the book calls and this build does not have; empty when there is none.
std::string AbsentFunction(const Checking& checking) {
  for (const sml::Diagnostic& d : checking.diagnostics.all()) {
    if (d.kind == "unknown-function") return d.message;
  }
  return {};
}

std::string Place(const codec::Json& where, std::string_view kind) {
  return fmt::format("{}:{}:{} {}", where.Field("file").AsString(), where.Field("line").AsInt(),
                     where.Field("col").AsInt(), kind);
}

class Corpus : public testing::TestWithParam<std::string> {};

TEST_P(Corpus, LoadsOrIsRefusedAsRecorded) {
  const fs::path directory = fs::path(SourceDir()) / "conformance/sml" / GetParam();
  const Checking checking = CheckDirectory(directory, true);
  const std::string text = ReadText(directory / "expected_error.json");
  const std::string absent = AbsentFunction(checking);
  if (!absent.empty() && text.find("unknown-function") == std::string::npos) GTEST_SKIP() << absent;
  if (text.empty()) {
    EXPECT_TRUE(checking.loads) << Render(checking.diagnostics, *checking.sources);
    return;
  }
  codec::JsonDocument document;
  const auto parsed = document.ParseCopy(text);
  ASSERT_TRUE(parsed);
  const codec::Json expected = *parsed;
  if (expected.Field("stage").AsString() == "internal")
    return;  // the peer crashes: ours is our own
  EXPECT_FALSE(checking.loads);
  ASSERT_TRUE(checking.diagnostics.has_errors());
  const std::vector<std::string> places = Places(checking);
  if (expected.Field("stage").AsString() == "syntax") {
    EXPECT_EQ(checking.diagnostics.all()[0].stage, sml::Stage::kSyntax);
    return;
  }
  if (!expected.Field("any_of").missing()) {
    std::vector<std::string> good;
    expected.Field("any_of").EachItem([&](codec::Json one) {
      good.push_back(Place(one, expected.Field("kind").AsString()));
      return true;
    });
    EXPECT_NE(std::find(good.begin(), good.end(), places[0]), good.end()) << places[0];
    return;
  }
  std::multiset<std::string> wanted;
  expected.Field("all").EachItem([&](codec::Json one) {
    wanted.insert(Place(one, one.Field("kind").AsString()));
    return true;
  });
  EXPECT_EQ(std::multiset<std::string>(places.begin(), places.end()), wanted)
      << Render(checking.diagnostics, *checking.sources);
}

// Without `compatibility: osprey-1.1`, too: what runs there runs here.
TEST_P(Corpus, LoadsInOurOwnModeToo) {
  const fs::path directory = fs::path(SourceDir()) / "conformance/sml" / GetParam();
  if (fs::exists(directory / "expected_error.json")) return;
  const Checking checking = CheckDirectory(directory, false);
  if (const std::string absent = AbsentFunction(checking); !absent.empty()) GTEST_SKIP() << absent;
  EXPECT_TRUE(checking.loads) << Render(checking.diagnostics, *checking.sources);
}

std::vector<std::string> Cases() {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(fs::path(SourceDir()) / "conformance/sml", error)) {
    if (fs::exists(entry.path() / "case.json")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Corpus);
INSTANTIATE_TEST_SUITE_P(Sml, Corpus, testing::ValuesIn(Cases()), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace evenhand::engine
