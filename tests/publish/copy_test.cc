#include <algorithm>
#include <random>

#include "fixture.h"
#include "publish/bundle.h"
#include "publish/update_mirror.h"
#include "publish/verify_copy.h"
#include "record/note.h"
#include "record/signify.h"
#include "record/tree_hash.h"

namespace evenhand::publish {
namespace {

const policy::Time kNow = *policy::ParseTime("2026-11-25T12:00:00Z");
const std::chrono::sys_days kToday = std::chrono::floor<std::chrono::days>(kNow);

class CopyFixture : public SiteFixture {
 protected:
  void SetUp() override {
    SiteFixture::SetUp();
    options_ = {.public_keys = {key_->public_key()}, .now = kNow};
  }

  // A site with everything that a copy has.
  void PublishWhole(std::chrono::sys_days date = kToday) {
    const SiteInput input = Input();
    const auto pages = PlanPages(input);
    ASSERT_TRUE(pages);
    const std::string folder = "rulebook/" + version_->rulebook.id + "-1/";
    files_ = {
        {"record/checkpoint", input.record.note},
        {"about.txt", WriteAbout({.origin = input.record.checkpoint.origin,
                                  .size = input.record.checkpoint.size,
                                  .date = date})},
        {"ways.txt",
         *record::SignText("EVENHAND WAYS 1\nDate: 2026-11-25\nSite: https://a.example/\n", *key_)},
        {folder + "rulebook.yaml", yaml_},
        {folder + "version.txt",
         "EVENHAND RULEBOOK 1\nHash: " + version_->hash + "\nPrevious: \nRules: \n"}};
    const auto log = record::OpenFiles(Path("log"));
    const auto done = WriteSite(*pages, files_, *log, input.record.checkpoint, *key_,
                                {.directory = Path("site"), .state_file = Path("site.state")});
    ASSERT_TRUE(done) << done.error().message;
  }
  Bundle Make(CopyKind kind, std::uint64_t from = 0) {
    if (kind == CopyKind::kReader)
      return *MakeReaderBundle(Input(), files_, *record::OpenFiles(Path("log")), kToday, *key_);
    const auto site = OpenFolder(Path("site"));
    EXPECT_TRUE(site) << site.error().message;
    auto bundle = MakeBundle(**site, {.kind = kind, .from = from}, *key_);
    EXPECT_TRUE(bundle) << bundle.error().message;
    return *std::move(bundle);
  }
  std::vector<ZipFile> Unpack(const std::string& zip) {
    std::vector<ZipFile> files;
    const auto copy = *OpenZipBytes(zip);
    for (const auto& [path, size] : copy->files()) files.push_back({path, *copy->Read(path)});
    return files;
  }
  // The same in the order of a bundle: the list first.
  std::vector<ZipFile> InOrder(const std::string& zip) {
    auto files = Unpack(zip);
    std::ranges::stable_partition(
        files, [](const ZipFile& one) { return one.path.starts_with("SHA256"); });
    return files;
  }
  // As somebody else would pack it.
  CopyReport VerifyFiles(const std::vector<ZipFile>& files) {
    return Verify(*PackZip(files, {2026, 11, 25}));
  }
  CopyReport Verify(const std::string& zip) {
    const auto copy = OpenZipBytes(zip);
    if (!copy)
      return {.verdict = Verdict::kUnreadable,
              .checks = {{"container", false, copy.error().message}}};
    const auto report = VerifyCopy(**copy, options_);
    EXPECT_TRUE(report) << report.error().message;
    return *report;
  }
  static std::string Why(const CopyReport& report) {
    return report.checks.empty() ? ""
                                 : report.checks.back().name + ": " + report.checks.back().what;
  }

  VerifyCopyOptions options_;
  std::vector<SiteFile> files_;
};

TEST_F(CopyFixture, EveryKindIsGood) {
  Decide(600);
  PublishWhole();
  for (const CopyKind kind : {CopyKind::kFull, CopyKind::kReader}) {
    const CopyReport report = Verify(Make(kind).bytes);
    EXPECT_EQ(report.verdict, Verdict::kGood) << Why(report);
    EXPECT_EQ(report.checks.size(), 9U);
    EXPECT_TRUE(report.short_root.starts_with("600 "));
  }
  // A delta from anywhere leads to the root, and to the record that the other side has.
  for (const std::uint64_t from : {0, 1, 255, 256, 257, 511, 512, 599, 600}) {
    const CopyReport report = Verify(Make(CopyKind::kDelta, from).bytes);
    EXPECT_EQ(report.verdict, Verdict::kGood) << from << ": " << Why(report);
  }
}

TEST_F(CopyFixture, ADeltaIsComparedWithWhatWasSeen) {
  Decide(300);
  const std::string seen = log_->checkpoint();
  Decide(400);
  PublishWhole();
  options_.since = {.checkpoint = seen};
  for (const CopyKind kind : {CopyKind::kFull, CopyKind::kReader, CopyKind::kDelta}) {
    const CopyReport report = Verify(Make(kind, 300).bytes);
    EXPECT_EQ(report.verdict, Verdict::kGood) << Why(report);
  }
  // Another history under the same key: a fork.
  auto other = record::Log::Open(
      {.directory = Path("fork"), .state_file = Path("fork.state"), .key = *key_});
  for (std::uint64_t i = 0; i < 300; ++i) ASSERT_TRUE((*other)->Append(LeafOf(i + 1)));
  options_.since = {.checkpoint = *(*other)->Publish()};
  for (const CopyKind kind : {CopyKind::kFull, CopyKind::kReader, CopyKind::kDelta}) {
    const CopyReport report = Verify(Make(kind, 300).bytes);
    EXPECT_EQ(report.verdict, Verdict::kTampered);
    EXPECT_TRUE(Why(report).starts_with("history: FORKED")) << Why(report);
    EXPECT_FALSE(report.to_keep);
  }
}

// A reader keeps what the last report says to keep, and holds the next copy against it.
TEST_F(CopyFixture, WhoRemembersACopyIsToldOfAShorterAndOfAnotherRecord) {
  const auto day = [](int number) {
    return std::chrono::sys_days(std::chrono::year(2026) / 1 / number);
  };
  const auto made = [&](int of_day) {
    return MakeReaderBundle(Input(), files_, *record::OpenFiles(Path(log_name_)), day(of_day),
                            *key_)
        ->bytes;
  };
  options_.now = day(20);
  Decide(300);
  PublishWhole();
  const std::string first = made(8);
  const CopyReport one = Verify(first);
  ASSERT_EQ(one.verdict, Verdict::kGood) << Why(one);
  ASSERT_TRUE(one.to_keep);

  // The same again, and a longer one: both hold, and the longer one is remembered.
  options_.since = *ReadSeen(*one.to_keep);
  EXPECT_EQ(options_.since->date, day(8));
  EXPECT_EQ(Verify(first).verdict, Verdict::kGood);
  EXPECT_FALSE(Verify(first).to_keep);
  Decide(100);
  PublishWhole();
  const std::string second = made(10);
  const CopyReport two = Verify(second);
  ASSERT_EQ(two.verdict, Verdict::kGood) << Why(two);
  ASSERT_TRUE(two.to_keep);
  EXPECT_NE(two.to_keep, one.to_keep);

  // The older copy, late on its way: no lie, and what is remembered stays.
  options_.since = *ReadSeen(*two.to_keep);
  const CopyReport older = Verify(first);
  EXPECT_EQ(older.verdict, Verdict::kOld);
  EXPECT_TRUE(older.is_behind);
  EXPECT_FALSE(older.to_keep);
  ASSERT_EQ(older.checks.size(), 9U);
  EXPECT_EQ(older.checks[5].name, "history");
  EXPECT_FALSE(older.checks[5].passed);
  EXPECT_TRUE(older.checks[5].what.starts_with("frozen: it has 300 entries, and 400 were seen"))
      << older.checks[5].what;

  // A record that was rolled back: as short as the first, and of a day after the second.
  auto back = record::Log::Open(
      {.directory = Path("back"), .state_file = Path("back.state"), .key = *key_});
  for (std::uint64_t i = 0; i < 300; ++i) ASSERT_TRUE((*back)->Append(LeafOf(i)));
  ASSERT_TRUE((*back)->Publish());
  log_name_ = "back";
  files_.front().bytes = Input().record.note;
  const std::string rolled_back = made(15);
  options_.since = std::nullopt;
  EXPECT_EQ(Verify(rolled_back).verdict, Verdict::kGood);  // nobody without a memory can tell
  options_.since = *ReadSeen(*two.to_keep);
  const CopyReport rolled = Verify(rolled_back);
  EXPECT_EQ(rolled.verdict, Verdict::kTampered);
  EXPECT_TRUE(
      Why(rolled).starts_with("history: ROLLED BACK: it is of 2026-01-15 and has 300 "
                              "entries, and a copy of 2026-01-10 had 400"))
      << Why(rolled);
  EXPECT_FALSE(rolled.to_keep);
  // Of what day the other was may not be known: the worse counts.
  options_.since = {.checkpoint = ReadSeen(*two.to_keep)->checkpoint};
  EXPECT_EQ(Verify(first).verdict, Verdict::kTampered);

  // Longer, and another history.
  for (std::uint64_t i = 0; i < 200; ++i) ASSERT_TRUE((*back)->Append(LeafOf(i + 7)));
  ASSERT_TRUE((*back)->Publish());
  files_.front().bytes = Input().record.note;
  const std::string forked = made(16);
  options_.since = *ReadSeen(*two.to_keep);
  EXPECT_TRUE(Why(Verify(forked)).starts_with("history: FORKED")) << Why(Verify(forked));
  EXPECT_EQ(Verify(forked).verdict, Verdict::kTampered);

  // What was kept of another log, or is no checkpoint, judges nobody.
  options_.since = {.checkpoint = "example.org/t\n5\nAAAA\n"};
  EXPECT_EQ(Verify(second).verdict, Verdict::kUnjudged);
  EXPECT_FALSE(ReadSeen("EVENHAND COPY 1\nOrigin: x\n\n"));
}

TEST_F(CopyFixture, ThousandDecisionsWithTextsAreSmall) {
  Decide(1'000);
  PublishWhole();
  const Bundle reader = Make(CopyKind::kReader);
  EXPECT_LE(reader.bytes.size(), 300'000U);
  EXPECT_EQ(Make(CopyKind::kReader).bytes, reader.bytes);
  EXPECT_EQ(Make(CopyKind::kFull).bytes, Make(CopyKind::kFull).bytes);
  RecordProperty("reader_bytes", static_cast<int>(reader.bytes.size()));
}

// A changed byte is told, unless it changed nothing that is in the files.
TEST_F(CopyFixture, EachChangedByteIsFound) {
  Decide(20);
  PublishWhole();
  const std::string good = Make(CopyKind::kFull).bytes;
  const auto files = Unpack(good);
  std::mt19937 random(11);
  int harmless = 0;
  for (int round = 0; round < 1'000; ++round) {
    std::string bad = good;
    const std::size_t at = random() % bad.size();
    bad[at] = static_cast<char>(bad[at] ^ (1 + random() % 255));
    const CopyReport report = Verify(bad);
    if (report.verdict != Verdict::kGood) continue;
    ++harmless;
    const auto same = Unpack(bad);
    EXPECT_TRUE(std::ranges::equal(same, files, [](const ZipFile& a, const ZipFile& b) {
      return a.path == b.path && a.bytes == b.bytes;
    })) << at;
    // What is in no file is told too: a copy could be marked there.
    EXPECT_FALSE(*IsPackedAsHere(**OpenZipBytes(bad), bad)) << at;
  }
  EXPECT_TRUE(*IsPackedAsHere(**OpenZipBytes(good), good));
  EXPECT_LT(harmless, 200);
}

struct Attack {
  const char* name;
  void (*change)(std::vector<ZipFile>* files);
  Verdict verdict;
  const char* why;
};
ZipFile* Find(std::vector<ZipFile>* files, const std::string& path) {
  return &*std::ranges::find(*files, path, &ZipFile::path);
}
class Attacks : public CopyFixture, public testing::WithParamInterface<Attack> {};
TEST_P(Attacks, IsToldByName) {
  Decide(60);
  PublishWhole();
  auto files = Unpack(Make(CopyKind::kFull).bytes);
  GetParam().change(&files);
  const CopyReport report = VerifyFiles(files);
  EXPECT_EQ(report.verdict, GetParam().verdict) << Why(report);
  EXPECT_NE(Why(report).find(GetParam().why), std::string::npos) << Why(report);
}
INSTANTIATE_TEST_SUITE_P(
    All, Attacks,
    testing::Values(
        Attack{"repacked", [](std::vector<ZipFile>* f) { std::ranges::reverse(*f); },
               Verdict::kGood, "age"},
        Attack{"changed", [](std::vector<ZipFile>* f) { Find(f, "en/index.html")->bytes += " "; },
               Verdict::kTampered, "en/index.html is not what was published"},
        Attack{"added",
               [](std::vector<ZipFile>* f) {
                 f->push_back({"en/form.html", "<form>"});
               },
               Verdict::kTampered, "en/form.html is not among"},
        Attack{"removed",
               [](std::vector<ZipFile>* f) {
                 std::erase_if(*f, [](const ZipFile& one) { return one.path == "fa/ways.txt"; });
               },
               Verdict::kTampered, "fa/ways.txt is missing"},
        Attack{"renamed",
               [](std::vector<ZipFile>* f) { Find(f, "fa/ways.txt")->path = "fa/other.txt"; },
               Verdict::kTampered, "missing"},
        Attack{"list",
               [](std::vector<ZipFile>* f) { Find(f, "SHA256")->bytes += "SHA256 (x) = 00\n"; },
               Verdict::kTampered, "not the list that was signed"},
        Attack{"signature",
               [](std::vector<ZipFile>* f) { Find(f, "SHA256.sig")->bytes.back() = ' '; },
               Verdict::kTampered, "does not hold"},
        Attack{"unsigned",
               [](std::vector<ZipFile>* f) {
                 std::erase_if(*f, [](const ZipFile& one) { return one.path == "SHA256.sig"; });
               },
               Verdict::kTampered, "nothing here is signed"}),
    [](const auto& one) { return one.param.name; });

TEST_F(CopyFixture, AnotherKeyCannotJudge) {
  Decide(5);
  PublishWhole();
  options_.public_keys = {
      record::SigningKey::Make(record::KeyType::kEd25519, "example.org/t", std::string(32, 'x'))
          ->public_key()};
  EXPECT_EQ(Verify(Make(CopyKind::kFull).bytes).verdict, Verdict::kUnjudged);
}

TEST_F(CopyFixture, MissingWitnessesCannotJudge) {
  Decide(5);
  PublishWhole();
  const auto witness =
      *record::SigningKey::Make(record::KeyType::kCosignature, "w", std::string(32, 'w'));
  options_.policy = *record::Policy::Parse("log " + key_->verifier_key() + "\nwitness w " +
                                           witness.verifier_key() + "\nquorum w\n");
  const CopyReport report = Verify(Make(CopyKind::kFull).bytes);
  EXPECT_EQ(report.verdict, Verdict::kUnjudged) << Why(report);
  EXPECT_EQ(report.checks.back().name, "checkpoint");
}

TEST_F(CopyFixture, KnowsItsAge) {
  Decide(5);
  for (const auto& [days, verdict] : {std::pair(0, Verdict::kGood),
                                      {-14, Verdict::kGood},
                                      {-15, Verdict::kOld},
                                      {1, Verdict::kGood},
                                      {2, Verdict::kTampered}}) {
    PublishWhole(kToday + std::chrono::days(days));
    EXPECT_EQ(Verify(Make(CopyKind::kFull).bytes).verdict, verdict) << days;
  }
}

// What a log keeper who signs anything could try: files that are listed, and do not fit the record.
TEST_F(CopyFixture, WhatIsSignedMustFitTheRecord) {
  Decide(300);
  PublishWhole();
  const auto repack = [&](auto change) {
    auto files = Unpack(Make(CopyKind::kFull).bytes);
    std::erase_if(files, [](const ZipFile& one) { return one.path.starts_with("SHA256"); });
    About about = *ReadAbout(Find(&files, "about.txt")->bytes);
    std::erase_if(files, [](const ZipFile& one) { return one.path == "about.txt"; });
    change(&files, &about);
    return Verify(PackBundle(files, about, *key_)->bytes);
  };
  const auto by = [&](auto change) { return Why(repack(change)); };
  EXPECT_EQ(repack([](auto*, auto*) {}).verdict, Verdict::kGood);
  EXPECT_NE(by([](auto* f, auto*) {
              Find(f, "record/tile/entries/000")->bytes[9] ^= 1;
            }).find("record: record/tile/entries/000"),
            std::string::npos);
  EXPECT_NE(by([](auto* f, auto*) {
              Find(f, "record/tile/0/000")->bytes[9] ^= 1;
            }).find("record: record/tile/0/000"),
            std::string::npos);
  EXPECT_NE(by([](auto* f, auto*) {
              Find(f, "rulebook/health-misinformation-1/rulebook.yaml")->bytes += "#";
            }).find("rulebooks:"),
            std::string::npos);
  EXPECT_NE(by([](auto* f, auto*) {
              std::erase_if(*f,
                            [](const ZipFile& one) { return one.path.starts_with("rulebook/"); });
            }).find("under a rulebook that is not here"),
            std::string::npos);
  EXPECT_NE(by([](auto*, auto* a) { a->size = 10; }).find("about.txt speaks of"),
            std::string::npos);
}

TEST_F(CopyFixture, AMirrorThatLiesIsFound) {
  Decide(60);
  PublishWhole();
  const auto verify = [&] { return VerifyCopy(**OpenFolder(Path("site")), options_); };
  EXPECT_EQ(verify()->verdict, Verdict::kGood);
  const fs::path page = directory_ / "site/fa/decisions/1.html";
  const std::string good = ReadFile(page);
  std::ofstream(page) << good << "<script></script>";
  EXPECT_EQ(verify()->verdict, Verdict::kTampered);
  std::ofstream(page, std::ios::trunc) << good;
  EXPECT_EQ(verify()->verdict, Verdict::kGood);
  // Old pages and an old record, whole: frozen, which its date shows.
  options_.now += std::chrono::days(20);
  EXPECT_EQ(verify()->verdict, Verdict::kOld);
  fs::create_symlink("/etc/passwd", directory_ / "site/passwd");
  EXPECT_FALSE(OpenFolder(Path("site")));
}

TEST_F(CopyFixture, ADeltaMakesAMirrorWhatAFullBundleMakesIt) {
  Decide(300);
  PublishWhole();
  const auto mirror = Path("mirror");
  ASSERT_TRUE(UpdateMirror(mirror, **OpenZipBytes(Make(CopyKind::kFull).bytes)));
  EXPECT_EQ(FilesOf("mirror").size(), FilesOf("site").size());
  const std::string known = ReadFile(directory_ / "mirror/SHA256");
  Decide(200);
  Appeal(10);
  PublishWhole();
  auto site = *OpenFolder(Path("site"));
  const auto delta =
      MakeBundle(*site, {.kind = CopyKind::kDelta, .from = 300, .known_sums = known}, *key_);
  ASSERT_TRUE(delta) << delta.error().message;
  EXPECT_LT(delta->bytes.size(), Make(CopyKind::kFull).bytes.size() * 3 / 4);
  options_.since = {.checkpoint = ReadFile(directory_ / "mirror/record/checkpoint")};
  EXPECT_EQ(Verify(delta->bytes).verdict, Verdict::kGood);
  ASSERT_TRUE(UpdateMirror(mirror, **OpenZipBytes(delta->bytes)));
  EXPECT_EQ(VerifyCopy(**OpenFolder(mirror), options_)->verdict, Verdict::kGood);
  // But for what each copy says of itself, and older unfinished tiles, the same files as a full
  // bundle's.
  ASSERT_TRUE(UpdateMirror(Path("other"), **OpenZipBytes(Make(CopyKind::kFull).bytes)));
  auto one = FilesOf("mirror"), other = FilesOf("other");
  for (const char* path : {"about.txt", "SHA256", "SHA256.sig"}) {
    one.erase(path);
    other.erase(path);
  }
  EXPECT_EQ(one, other);
  // Without the mirror that it is for, a delta is refused.
  EXPECT_FALSE(UpdateMirror(Path("empty"), **OpenZipBytes(delta->bytes)));
  EXPECT_FALSE(UpdateMirror(mirror, **OpenZipBytes(Make(CopyKind::kReader).bytes)));
}

// ---- the container

struct HostileZip {
  const char* name;
  std::string (*bytes)();
  const char* why;
};
// Bytes of a ZIP with one name written over by another of the same length.
std::string WithName(std::string_view from, std::string_view to) {
  std::string zip = *PackZip({{std::string(from), "text"}, {"b.txt", "b"}}, {2026, 1, 1});
  for (std::size_t at = 0; (at = zip.find(from, at)) != zip.npos; at += to.size())
    zip.replace(at, to.size(), to);
  return zip;
}
class Hostile : public testing::TestWithParam<HostileZip> {};
TEST_P(Hostile, IsRefusedBeforeAnythingIsUnpacked) {
  const auto copy = OpenZipBytes(GetParam().bytes());
  ASSERT_FALSE(copy);
  EXPECT_NE(copy.error().message.find(GetParam().why), std::string::npos) << copy.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    All, Hostile,
    testing::Values(
        HostileZip{"upwards", [] { return WithName("aa/a.txt", "../a.txt"); }, "leads out"},
        HostileZip{"inside", [] { return WithName("aa/bb/c", "aa/../c"); }, "leads out"},
        HostileZip{"absolute", [] { return WithName("xetc/passwd", "/etc/passwd"); },
                   "no file of this folder"},
        HostileZip{"backslash", [] { return WithName("aa.bb", "aa\\bb"); }, "a letter in its name"},
        HostileZip{"folder", [] { return WithName("aaa", "aa/"); }, "no file of this folder"},
        HostileZip{"twice", [] { return WithName("a.txt", "b.txt"); }, "already exists"},
        HostileZip{"case", [] { return WithName("a.txt", "B.txt"); }, "twice"},
        HostileZip{"bomb",
                   [] {
                     return *PackZip({{"a", std::string(40'000'000, 'a')}}, {2026, 1, 1});
                   },
                   "no honest file"},
        HostileZip{"link",
                   [] {
                     std::string zip = *PackZip({{"a", "/etc/passwd"}}, {2026, 1, 1});
                     const std::size_t central = zip.find("PK\x01\x02");
                     zip[central + 41] = static_cast<char>(0xA1);  // S_IFLNK | 0644
                     return zip;
                   },
                   "link"},
        HostileZip{"encrypted",
                   [] {
                     std::string zip = *PackZip({{"a", "text"}}, {2026, 1, 1});
                     zip[6] |= 1;
                     zip[zip.find("PK\x01\x02") + 8] |= 1;
                     return zip;
                   },
                   "encrypted"},
        HostileZip{"huge",
                   [] {
                     std::string zip = *PackZip({{"a", std::string(2'000, 'x')}}, {2026, 1, 1});
                     const std::size_t central = zip.find("PK\x01\x02");
                     for (const std::size_t at : {std::size_t{22}, central + 24})
                       zip.replace(at, 4, "\xFE\xFF\xFF\xFF");
                     return zip;
                   },
                   ""},
        HostileZip{"cut",
                   [] {
                     return PackZip({{"a", "text"}}, {2026, 1, 1})->substr(0, 60);
                   },
                   "cannot be read"},
        HostileZip{"empty", [] { return std::string(); }, "too short"},
        HostileZip{"text", [] { return std::string(1'000, 'x'); }, "cannot be read"}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace evenhand::publish
