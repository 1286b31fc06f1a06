#include "record/log.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "record/base64.h"
#include "record/files.h"
#include "record/log_in_memory.h"
#include "record/prove.h"
#include "record/slow_tree.h"
#include "record/verify_log.h"

namespace evenhand::record {
namespace {

namespace fs = std::filesystem;

class LogFiles : public testing::Test {
 protected:
  void SetUp() override {
    root_ =
        fs::temp_directory_path() / ("evenhand_log_" + std::to_string(getpid()) + "_" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string Dir() const { return (root_ / "log").string(); }
  std::string State() const { return (root_ / "state").string(); }
  Result<std::unique_ptr<Log>> Open(char seed = 'L') {
    return Log::Open({.directory = Dir(), .state_file = State(), .key = LogKey(seed)});
  }
  LogReport Verify() {
    return *VerifyLog(*OpenFiles(Dir()),
                      Policy::ForLog(*ParseVerifierKey(LogKey().verifier_key())));
  }
  void Grow(std::uint64_t size) {
    auto log = Open();
    ASSERT_TRUE(log) << log.error().message;
    while ((*log)->size() < size) ASSERT_TRUE((*log)->Append(EntryNumber((*log)->size())));
    const auto note = (*log)->Publish();
    ASSERT_TRUE(note) << note.error().message;
  }
  std::string Read(const std::string& path) const {
    std::ifstream in(root_ / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  void Write(const std::string& path, const std::string& bytes) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << bytes;
  }
  std::string Refusal(char seed = 'L') {
    const auto log = Open(seed);
    return log ? "" : log.error().message;
  }
  fs::path root_;
};

TEST_F(LogFiles, BeginEmptyAndSigned) {
  ASSERT_TRUE(Open());
  EXPECT_TRUE(Read("log/checkpoint").starts_with("log.example/ثبت\n0\n47DEQpj8"));
  EXPECT_TRUE(Verify().good());
}

TEST_F(LogFiles, GrowAcrossRunsAndAreAlwaysWhole) {
  for (const std::uint64_t size : {0, 1, 2, 2, 255, 256, 257, 300, 512, 1500}) {
    Grow(size);
    const LogReport report = Verify();
    EXPECT_TRUE(report.good()) << size
                               << (report.good()
                                       ? ""
                                       : report.findings[0].file + report.findings[0].what);
    EXPECT_EQ(report.entries, size);
  }
  // The same files as those of a log made at once; partial tiles that have a full one are gone.
  const MemoryFiles wanted = FilesOf(1500, {1, 2, 255, 256, 257, 300, 512});
  for (const auto& entry : fs::recursive_directory_iterator(Dir() + "/tile")) {
    if (!entry.is_regular_file()) continue;
    const std::string path = fs::relative(entry.path(), Dir()).string();
    ASSERT_TRUE(wanted.files.contains(path)) << path;
    EXPECT_EQ(Read("log/" + path), wanted.files.at(path)) << path;
    const std::string full = path.substr(0, path.find(".p/"));
    EXPECT_TRUE(full == path || !fs::exists(Dir() + "/" + full)) << path;
  }
  for (const auto& [path, bytes] : FilesOf(1500).files) EXPECT_TRUE(fs::exists(Dir() + "/" + path));
}

TEST_F(LogFiles, KeepPartialTilesOfEarlierCheckpoints) {
  Grow(10);
  Grow(20);
  EXPECT_TRUE(fs::exists(Dir() + "/tile/0/000.p/10"));
  EXPECT_TRUE(fs::exists(Dir() + "/tile/entries/000.p/20"));
  Grow(300);
  EXPECT_FALSE(fs::exists(Dir() + "/tile/0/000.p"));
}

TEST_F(LogFiles, ManyAtOnceAreAsOneByOne) {
  const auto log = *Open();
  std::vector<std::string> entries;
  for (std::uint64_t i = 0; i < 300; ++i) entries.push_back(EntryNumber(i));
  const std::vector<std::string_view> views(entries.begin(), entries.end());
  EXPECT_EQ(log->AppendAt(1, views).error().code, ErrorCode::kInvalidArgument);  // a gap
  ASSERT_TRUE(log->AppendAt(0, std::span(views).first(40)));
  ASSERT_TRUE(log->AppendAt(20, std::span(views).subspan(20)));  // some are there
  EXPECT_EQ(log->size(), 300u);
  ASSERT_TRUE(log->Publish());
  EXPECT_EQ(log->AppendAt(299, std::span(views).first(2)).error().code, ErrorCode::kCorrupt);
  EXPECT_NE(log->checkpoint().find(ToBase64(BytesOf(slow::Root(entries)))), std::string::npos);
}

TEST_F(LogFiles, AppendAtIsIdempotent) {
  Grow(600);
  auto log = *Open();
  EXPECT_TRUE(log->AppendAt(5, EntryNumber(5)));
  EXPECT_TRUE(log->AppendAt(599, EntryNumber(599)));
  EXPECT_EQ(log->AppendAt(5, "other").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(log->AppendAt(598, "other").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(log->AppendAt(601, "x").error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(log->AppendAt(600, "new"));
  EXPECT_TRUE(log->AppendAt(600, "new"));
  EXPECT_EQ(log->AppendAt(600, "other").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(log->size(), 601u);
  EXPECT_EQ(log->published_size(), 600u);
  EXPECT_EQ(*log->Append("next"), 601u);
  log->DropUnpublished();
  EXPECT_EQ(log->size(), 600u);
  EXPECT_TRUE(log->AppendAt(600, "another"));
  ASSERT_TRUE(log->Publish());
  EXPECT_TRUE(Verify().good());
}

TEST_F(LogFiles, HaveABoundOnEntries) {
  auto log = *Open();
  EXPECT_TRUE(log->Append(std::string(kMostEntryBytes, 'x')));
  EXPECT_EQ(log->Append(std::string(kMostEntryBytes + 1, 'x')).error().code,
            ErrorCode::kInvalidArgument);
  ASSERT_TRUE(log->Publish());
  EXPECT_TRUE(Verify().good());
}

TEST_F(LogFiles, HaveOneWriter) {
  auto log = Open();
  ASSERT_TRUE(log);
  const auto second = Open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
}

TEST_F(LogFiles, CarryCosignatures) {
  Grow(3);
  {
    auto log = *Open();
    const std::string text = log->checkpoint().substr(0, log->checkpoint().find("\n\n") + 1);
    EXPECT_TRUE(log->AddCosignature(WitnessKey().Cosign(text, 7)));
    EXPECT_TRUE(log->AddCosignature(WitnessKey().Cosign(text, 7)));
    EXPECT_FALSE(log->AddCosignature("two\nlines\n"));
  }
  const auto report = *VerifyLog(*OpenFiles(Dir()), PolicyOf(LogKey(), WitnessKey()));
  EXPECT_TRUE(report.good());
  ASSERT_TRUE(Open());
  EXPECT_NE(Read("log/checkpoint").find(WitnessKey().name()), std::string::npos);
}

// What does not fit together is not signed on.
TEST_F(LogFiles, AreRefusedWhenPutBackFromAnotherTime) {
  Grow(10);
  fs::copy(root_ / "log", root_ / "old_log", fs::copy_options::recursive);
  const std::string old_state = Read("state");
  Grow(20);
  Grow(30);

  fs::rename(root_ / "log", root_ / "new_log");
  fs::copy(root_ / "old_log", root_ / "log", fs::copy_options::recursive);
  EXPECT_NE(Refusal().find("tile/0/000.p/30: is missing"), std::string::npos) << Refusal();

  fs::remove_all(root_ / "log");
  fs::rename(root_ / "new_log", root_ / "log");
  const std::string new_state = Read("state");
  Write("state", old_state);
  EXPECT_NE(Refusal().find("is not what was signed last, at size 10"), std::string::npos)
      << Refusal();
  EXPECT_TRUE(Verify().good()) << "refusing has left the log as it was";

  Write("state", new_state.substr(0, new_state.size() - 1));
  EXPECT_NE(Refusal().find("is damaged"), std::string::npos);
  fs::remove(root_ / "state");
  EXPECT_NE(Refusal().find("says what was signed last"), std::string::npos);
  Write("state", new_state);
  EXPECT_EQ(Refusal(), "");
}

TEST_F(LogFiles, AreRefusedWhenDamaged) {
  Grow(300);
  const std::string tile = Read("log/tile/0/001.p/44"), bundle = Read("log/tile/entries/001.p/44");
  Write("log/tile/0/001.p/44", "x" + tile.substr(1));
  EXPECT_NE(Refusal().find("do not give the root"), std::string::npos);
  Write("log/tile/0/001.p/44", tile);
  Write("log/tile/entries/001.p/44", bundle.substr(1));
  EXPECT_NE(Refusal().find("entries/001.p/44: is damaged"), std::string::npos);
  Write("log/tile/entries/001.p/44", bundle);
  EXPECT_EQ(Refusal(), "");
}

TEST_F(LogFiles, AreRefusedWithAnotherKey) {
  Grow(3);
  const auto other = *SigningKey::Make(KeyType::kEd25519, "other.example", std::string(32, 'o'));
  const auto log = Log::Open({.directory = Dir(), .state_file = State(), .key = other});
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(Log::Open({.directory = Dir(), .state_file = State(), .key = WitnessKey()}));
}

TEST_F(LogFiles, AreNeverOverwritten) {
  Grow(10);
  auto log = *Open();
  Write("log/tile/0/000.p/11", std::string(11 * 32, 'x'));
  ASSERT_TRUE(log->Append("eleventh"));
  const auto published = log->Publish();
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(Read("log/tile/0/000.p/11"), std::string(11 * 32, 'x'));
  EXPECT_FALSE(log->Append("more")) << "closed after a failure";
  EXPECT_FALSE(log->Publish());
}

// What a Publish that did not end has left lies beyond what was signed: it is forgotten, and other
// entries may come.
TEST_F(LogFiles, ForgetWhatWasNeverSigned) {
  Grow(250);
  const std::string state = Read("state"), checkpoint = Read("log/checkpoint");
  const std::string tile = Read("log/tile/0/000.p/250"),
                    bundle = Read("log/tile/entries/000.p/250");
  {
    auto log = *Open();
    for (int i = 0; i < 600; ++i) ASSERT_TRUE(log->Append("never signed"));
    ASSERT_TRUE(log->Publish());
  }
  // As if the power had gone before the second state was written.
  Write("state", state.substr(0, state.rfind("reach")) + "reach 5000\n");
  Write("log/checkpoint", checkpoint);
  Write("log/tile/0/000.p/250", tile);
  Write("log/tile/entries/000.p/250", bundle);
  Grow(900);
  const LogReport report = Verify();
  EXPECT_TRUE(report.good()) << report.findings[0].file << report.findings[0].what;
  EXPECT_EQ(report.entries, 900u);
}

// The power goes after any number of the files of a Publish were put in place, in either order.
TEST_F(LogFiles, ForgetHalfOfATree) {
  Grow(250);
  fs::copy(root_ / "log", root_ / "before", fs::copy_options::recursive);
  const std::string state = Read("state");
  {
    auto log = *Open();
    for (int i = 0; i < 600; ++i) ASSERT_TRUE(log->Append("never signed"));
    ASSERT_TRUE(log->Publish());
  }
  fs::rename(root_ / "log", root_ / "after");
  std::vector<std::string> added;
  for (const auto& entry : fs::recursive_directory_iterator(root_ / "after" / "tile")) {
    const std::string path = fs::relative(entry.path(), root_ / "after").string();
    if (entry.is_regular_file() && !fs::exists(root_ / "before" / path)) added.push_back(path);
  }
  std::ranges::sort(added);
  ASSERT_GT(added.size(), 6u);
  for (std::size_t count = 0; count <= 2 * added.size(); ++count) {
    if (count == added.size()) std::ranges::reverse(added);
    fs::remove_all(root_ / "log");
    fs::copy(root_ / "before", root_ / "log", fs::copy_options::recursive);
    for (std::size_t i = 0; i < count % (added.size() + 1); ++i) {
      Write("log/" + added[i], Read("after/" + added[i]));
    }
    Write("state", state.substr(0, state.rfind("reach")) + "reach 5000\n");
    Grow(900);
    const LogReport report = Verify();
    ASSERT_TRUE(report.good()) << count << report.findings[0].file << report.findings[0].what;
    EXPECT_EQ(report.entries, 900u);
  }
}

TEST_F(LogFiles, FinishACheckpointThatWasAboutToAppear) {
  Grow(10);
  const std::string before = Read("log/checkpoint");
  Grow(20);
  const std::string after = Read("log/checkpoint");
  Write("log/checkpoint", before);
  ASSERT_TRUE(Open());
  EXPECT_EQ(Read("log/checkpoint"), after);
}

// A child appends for ever and is killed; whenever that is, the log is whole, and nothing that it
// said was published is lost.
TEST_F(LogFiles, SurviveKills) {
  std::uint64_t last = 0;
  for (int round = 0; round < 12; ++round) {
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      auto log = Open();
      if (!log) _exit(1);
      while (true) {
        const std::uint64_t batch = 1 + (*log)->size() % 97;
        for (std::uint64_t i = 0; i < batch; ++i) {
          if (!(*log)->Append(EntryNumber((*log)->size()))) _exit(1);
        }
        if (!(*log)->Publish()) _exit(1);
        const std::uint64_t size = (*log)->published_size();
        if (write(pipe_ends[1], &size, sizeof(size)) != sizeof(size)) _exit(1);
      }
    }
    close(pipe_ends[1]);
    usleep(static_cast<useconds_t>(20'000 + round * 7'300));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child gave up by itself";
    std::uint64_t promised = last, said = 0;
    while (read(pipe_ends[0], &said, sizeof(said)) == sizeof(said)) promised = said;
    close(pipe_ends[0]);
    if (!fs::exists(Dir() + "/checkpoint")) continue;
    const LogReport report = Verify();
    ASSERT_TRUE(report.good()) << report.findings[0].file << ": " << report.findings[0].what;
    EXPECT_GE(report.entries, promised);
    last = report.entries;
  }
  EXPECT_GT(last, 0u);
  Grow(last + 5);
  EXPECT_TRUE(Verify().good());
}

}  // namespace
}  // namespace evenhand::record
