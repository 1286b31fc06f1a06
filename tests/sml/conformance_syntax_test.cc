// The recorded results of the peer, as far as parsing goes: rejected programs are refused where the
// peer refuses them, and every file of the others has a tree.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "codec/json_document.h"
#include "sml/parser.h"
#include "source_dir.h"

namespace evenhand::sml {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Place {
  std::int64_t line = 0;
  std::int64_t column = 0;
};

// The syntax errors that a case expects, by file.
std::map<std::string, Place> ExpectedErrors(const fs::path& folder) {
  std::map<std::string, Place> expected;
  const fs::path file = folder / "expected_error.json";
  if (!fs::exists(file)) return expected;
  codec::JsonDocument document;
  const codec::Json error = document.ParseCopy(ReadFile(file)).value();
  if (error.Field("stage").AsString() != "syntax") return expected;
  error.Field("all").EachItem([&](const codec::Json& item) {
    expected[std::string(item.Field("file").AsString())] = {item.Field("line").AsInt(),
                                                            item.Field("col").AsInt()};
    return true;
  });
  return expected;
}

bool HasTag(const fs::path& folder, std::string_view tag) {
  return ReadFile(folder / "case.json").find('"' + std::string(tag) + '"') != std::string::npos;
}

void CheckFile(const fs::path& folder, const fs::path& file,
               const std::map<std::string, Place>& expected) {
  const std::string name = file.lexically_relative(folder).generic_string();
  SCOPED_TRACE(folder.filename().string() + "/" + name);
  std::uint32_t next_id = 0;
  Diagnostics diagnostics;
  // Quirks of the peer that we refuse are loaded in its own mode.
  const ParseOptions options{.osprey_1_1 = HasTag(folder, "quirk")};
  Parse(ReadFile(file), 0, &next_id, &diagnostics, options);
  const auto wanted = expected.find(name);
  if (wanted == expected.end()) {
    EXPECT_FALSE(diagnostics.has_errors()) << diagnostics.all()[0].message;
    return;
  }
  ASSERT_TRUE(diagnostics.has_errors());
  const Span at = diagnostics.all()[0].span;
  EXPECT_EQ(at.line, wanted->second.line);
  if (HasTag(folder, "python-parser")) return;  // only the line is promised
  EXPECT_EQ(at.column, wanted->second.column);
}

TEST(Conformance, ParsingAgreesWithThePeer) {
  const fs::path root = fs::path(SourceDir()) / "conformance" / "sml";
  if (!fs::exists(root)) GTEST_SKIP() << "no corpus at " << root;
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(root)) {
    if (!fs::exists(entry.path() / "case.json")) continue;
    if (ReadFile(entry.path() / "case.json").find("\"internal\"") != std::string::npos) continue;
    const auto expected = ExpectedErrors(entry.path());
    for (const auto& file : fs::recursive_directory_iterator(entry.path())) {
      if (file.path().extension() != ".sml") continue;
      CheckFile(entry.path(), file.path(), expected);
      ++files;
    }
  }
  EXPECT_GT(files, 0u);
}

}  // namespace
}  // namespace evenhand::sml
