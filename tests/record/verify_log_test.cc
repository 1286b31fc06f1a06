#include "record/verify_log.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>

#include "record/log_in_memory.h"
#include "source_dir.h"

namespace evenhand::record {
namespace {

const Policy& Trusted() {
  static const Policy policy = PolicyOf(LogKey(), WitnessKey());
  return policy;
}

LogReport Check(const MemoryFiles& files, std::string_view since = "") {
  Result<LogReport> report = VerifyLog(files, Trusted(), {.since = since});
  if (report) return *std::move(report);
  ADD_FAILURE() << report.error().message;
  return {};
}

bool Names(const LogReport& report, const std::string& file) {
  for (const Finding& finding : report.findings) {
    if (finding.file == file) return true;
  }
  return false;
}

TEST(VerifyLog, AcceptsWhatTheWriterMakes) {
  for (const std::uint64_t size : {0, 1, 2, 255, 256, 257, 300, 513, 66'000}) {
    const LogReport report = Check(FilesOf(size, {1, 2, 200, 256}));
    EXPECT_TRUE(report.good()) << size << ": "
                               << (report.findings.empty() ? "" : report.findings[0].what);
    EXPECT_EQ(report.entries, size);
    EXPECT_EQ(report.checkpoint->cosigners, std::vector<std::string>{WitnessKey().name()});
  }
}

// One changed byte anywhere is found, and the file is named.
TEST(VerifyLog, FindsEveryChangedByte) {
  const MemoryFiles files = FilesOf(265, {20, 260});
  std::size_t positions = 0;
  for (const auto& [path, bytes] : files.files) {
    for (std::size_t at = 0; at < bytes.size(); ++at, ++positions) {
      MemoryFiles damaged = files;
      char& byte = damaged.files[path][at];
      byte = static_cast<char>(byte ^ (1 << (at % 8)));
      const LogReport report = Check(damaged);
      ASSERT_FALSE(report.good()) << path << " byte " << at;
      ASSERT_TRUE(Names(report, path)) << path << " byte " << at << ": " << report.findings[0].file;
      ASSERT_FALSE(report.findings[0].mend.empty());
    }
  }
  EXPECT_GT(positions, 12'000u);
}

TEST(VerifyLog, FindsEveryMissingShortAndLongFile) {
  const MemoryFiles files = FilesOf(600);
  for (const auto& [path, bytes] : files.files) {
    for (const int change : {0, 1, 2}) {
      MemoryFiles damaged = files;
      if (change == 0) damaged.files.erase(path);
      if (change == 1) damaged.files[path].pop_back();
      if (change == 2) damaged.files[path] += 'x';
      const LogReport report = Check(damaged);
      EXPECT_FALSE(report.good()) << path << " change " << change;
      EXPECT_TRUE(Names(report, path)) << path << " change " << change;
    }
  }
}

TEST(VerifyLog, TakesAFullTileForAPartialOne) {
  MemoryFiles files = FilesOf(300, {100});
  const MemoryFiles later = FilesOf(600);
  for (const char* path : {"tile/0/001", "tile/entries/001"}) {
    files.files.erase(std::string(path) + ".p/44");
    files.files[path] = later.files.at(path);
  }
  EXPECT_TRUE(Check(files).good());
}

TEST(VerifyLog, SaysWhichEntryIsDamaged) {
  MemoryFiles files = FilesOf(300);
  std::string& bundle = files.files["tile/entries/001.p/44"];
  bundle[bundle.rfind("decision 258")] = 'D';
  const LogReport report = Check(files);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].place, "entry 258");
}

// A log that signs another history: every file fits the new root, and only the earlier checkpoint
// shows it.
TEST(VerifyLog, FindsARewrittenHistory) {
  const MemoryFiles before = FilesOf(40), after = FilesOf(300);
  EXPECT_TRUE(Check(after, before.files.at("checkpoint")).good());
  EXPECT_TRUE(Check(after, FilesOf(0).files.at("checkpoint")).good());
  EXPECT_TRUE(Check(after, after.files.at("checkpoint")).good());

  MemoryFiles rewritten;
  Tree tree;
  std::string bundle;
  for (std::uint64_t i = 0; i < 50; ++i) {
    const std::string entry = i == 5 ? "another" : EntryNumber(i);
    bundle += '\0';
    bundle += static_cast<char>(entry.size());
    bundle += entry;
    tree.Append(LeafHash(entry), [](auto&&...) {});
  }
  rewritten.files["tile/0/000.p/50"] = tree.Edge(0);
  rewritten.files["tile/entries/000.p/50"] = bundle;
  const std::string text = CheckpointText(LogKey().name(), 50, tree.Root());
  rewritten.files["checkpoint"] = text + "\n" + LogKey().Sign(text) + WitnessKey().Cosign(text, 1);
  EXPECT_TRUE(Check(rewritten).good());
  const LogReport report = Check(rewritten, before.files.at("checkpoint"));
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].what,
            "its first 40 entries are not those of the earlier checkpoint");

  const LogReport back = Check(before, after.files.at("checkpoint"));
  ASSERT_EQ(back.findings.size(), 1u);
  EXPECT_EQ(back.findings[0].what, "the log has gone back: it has 40 entries, and had 300");
}

TEST(VerifyLog, WantsTheRightSigners) {
  const MemoryFiles files = FilesOf(5);
  EXPECT_FALSE(VerifyLog(files, PolicyOf(LogKey('X'), WitnessKey()))->good());
  EXPECT_FALSE(VerifyLog(files, PolicyOf(LogKey(), WitnessKey('X')))->good());
  EXPECT_FALSE(VerifyLog(MemoryFiles(), Trusted())->good());
  EXPECT_FALSE(VerifyLog(files, Trusted(), {.since = "no checkpoint"}).has_value());
}

// A signed size that nobody could store does not keep the verifier busy.
TEST(VerifyLog, StopsWhenEnoughIsFound) {
  MemoryFiles files;
  const std::string text = CheckpointText(LogKey().name(), std::uint64_t{1} << 62, Digest{});
  files.files["checkpoint"] = text + "\n" + LogKey().Sign(text) + WitnessKey().Cosign(text, 1);
  EXPECT_EQ(Check(files).findings.size(), 100u);
}

// The reading half includes nothing of the writing half.
TEST(VerifyLog, SharesNoCodeWithTheWriter) {
  const std::set<std::string> writer = {"log.h",        "tree.h",  "tree_hash.h",
                                        "tile_path.h",  "prove.h", "sign.h",
                                        "safe_files.h", "leaf.h",  "sign_note.h"};
  std::vector<std::string> to_read = {"verify_log.cc", "tlog_proof.cc", "note.cc",
                                      "policy.cc",     "verify.cc",     "files_dir.cc"};
  std::set<std::string> seen;
  const std::regex include("#include \"record/([a-z_0-9]+\\.h)\"");
  while (!to_read.empty()) {
    const std::string name = to_read.back();
    to_read.pop_back();
    if (!seen.insert(name).second) continue;
    std::ifstream file(SourceDir() + "/src/record/" + name);
    ASSERT_TRUE(file) << name;
    for (std::string line; std::getline(file, line);) {
      std::smatch found;
      if (!std::regex_search(line, found, include)) continue;
      EXPECT_FALSE(writer.contains(found[1])) << name << " includes " << found[1];
      to_read.push_back(found[1]);
    }
  }
  EXPECT_GT(seen.size(), 10u);
}

}  // namespace
}  // namespace evenhand::record
