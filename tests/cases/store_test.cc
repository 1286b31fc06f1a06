// Both stores behave alike; the file finds what was changed in it.

#include "cases/store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace evenhand::cases {
namespace {

namespace fs = std::filesystem;

class Store : public testing::TestWithParam<bool> {
 protected:
  Store() : directory_(fs::temp_directory_path() / ("evenhand-cases-" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
  }
  ~Store() override { fs::remove_all(directory_); }
  std::string path() const { return (directory_ / "cases.sqlite").string(); }
  std::unique_ptr<CaseStore> Make() {
    return GetParam() ? *OpenSqliteStore(path(), true) : MakeMemoryStore();
  }
  static CaseEvent Event(const std::string& account, const std::string& id) {
    return {
        .account = account, .kind = "decision", .id = id, .at_s = 7, .body = "{\"a\": \"سلام\"}"};
  }
  fs::path directory_;
};

TEST_P(Store, KeepsEventsInOrder) {
  const auto store = Make();
  std::vector<CaseEvent> events = {Event("ann", "1"), Event("bob", "2"), Event("ann", "3")};
  const std::vector<PendingLeaf> leaves = {{0, "x"}, {1, std::string("\0y", 2)}};
  ASSERT_TRUE(store->Append(events, leaves));
  EXPECT_EQ(store->last_sequence(), 3);
  std::string seen;
  ASSERT_TRUE(store->EachOf("ann", [&](const CaseEvent& e) -> Result<void> {
    seen += e.id;
    return {};
  }));
  EXPECT_EQ(seen, "13");
  const auto found = store->Find("decision", "2");
  ASSERT_TRUE(*found);
  EXPECT_EQ((*found)->account, "bob");
  EXPECT_EQ((*found)->body, events[1].body);
  EXPECT_EQ((*found)->chain, events[1].chain);
  EXPECT_FALSE(*store->Find("decision", "9"));
  EXPECT_EQ(store->Pending()->at(1).bytes, std::string("\0y", 2));
  ASSERT_TRUE(store->ForgetPending(2));
  EXPECT_TRUE(store->Pending()->empty());
  EXPECT_TRUE(store->Verify());
}

TEST_P(Store, WhatIsPutIsReadAtOnceAndGoneAfterARollback) {
  const auto store = Make();
  std::vector<CaseEvent> kept = {Event("ann", "1")}, dropped = {Event("ann", "2")};
  kept[0].about = dropped[0].about = "words";
  const std::vector<PendingLeaf> first = {{0, "x"}}, second = {{1, "y"}};
  ASSERT_TRUE(store->Append(kept, first));
  ASSERT_TRUE(store->Begin());
  ASSERT_TRUE(store->Put(dropped, second));
  EXPECT_TRUE(store->Find("decision", "2")->has_value());
  EXPECT_EQ(store->last_sequence(), 2);
  store->Rollback();
  EXPECT_FALSE(store->Find("decision", "2")->has_value());
  EXPECT_EQ(store->last_sequence(), 1);
  EXPECT_EQ(store->Pending()->size(), 1u);
  int about = 0;
  ASSERT_TRUE(store->EachAbout("words", [&](const CaseEvent&) -> Result<void> {
    ++about;
    return {};
  }));
  EXPECT_EQ(about, 1);
  ASSERT_TRUE(store->Append(dropped, second));
  EXPECT_EQ(dropped[0].chain, NextChain(kept[0].chain, dropped[0]));
  std::string leaves;
  ASSERT_TRUE(store->EachPending(1, [&](std::uint64_t, std::string_view bytes) -> Result<void> {
    leaves += bytes;
    return {};
  }));
  EXPECT_EQ(leaves, "y");
}

TEST_P(Store, EndsAWalkOverLeavesAtTheFirstError) {
  const auto store = Make();
  const std::vector<PendingLeaf> leaves = {{0, "x"}, {1, "y"}, {2, "z"}};
  ASSERT_TRUE(store->Append({}, leaves));
  std::string seen;
  const auto walked =
      store->EachPending(0, [&](std::uint64_t index, std::string_view bytes) -> Result<void> {
        seen += bytes;
        return index == 1 ? Fail(ErrorCode::kIo, "no") : Result<void>();
      });
  EXPECT_EQ(walked.error().message, "no");
  EXPECT_EQ(seen, "xy");
  EXPECT_EQ(store->Pending()->size(), 3u);
}

TEST_P(Store, FindsEventsByKindAndByWhatTheyAreAbout) {
  const auto store = Make();
  std::vector<CaseEvent> events = {Event("ann", "1"), Event("bob", "2"), Event("cyd", "3"),
                                   Event("dan", "4")};
  events[0].about = events[2].about = "words-1";
  events[1].about = "words-2";
  events[2].kind = "notice";
  ASSERT_TRUE(store->Append(events, {}));
  const auto ids = [&](auto each) {
    std::string seen;
    const auto done = each([&](const CaseEvent& event) -> Result<void> {
      EXPECT_TRUE(store->Find("decision", "1")->has_value()) << "asking goes on while visiting";
      seen += event.id;
      return {};
    });
    EXPECT_TRUE(done);
    return seen;
  };
  EXPECT_EQ(ids([&](const VisitEvent& visit) { return store->EachOfKind("decision", visit); }),
            "124");
  EXPECT_EQ(ids([&](const VisitEvent& visit) { return store->EachAbout("words-1", visit); }), "13");
  EXPECT_EQ(ids([&](const VisitEvent& visit) { return store->EachAbout("", visit); }), "");
}

TEST_P(Store, TheIndexIsMadeAnewOrLeftAsItWas) {
  const auto store = Make();
  std::vector<CaseEvent> events = {Event("ann", "1"), Event("bob", "2")};
  events[0].about = "old";
  ASSERT_TRUE(store->Append(events, {}));
  const auto found = [&](std::string_view about) {
    std::string seen;
    EXPECT_TRUE(store->EachAbout(about, [&](const CaseEvent& event) -> Result<void> {
      seen += event.id;
      return {};
    }));
    return seen;
  };
  EXPECT_FALSE(store->Reindex([](const CaseEvent& event) -> Result<std::string> {
    if (event.id == "2") return Fail(ErrorCode::kCorrupt, "no");
    return std::string("new");
  }));
  EXPECT_EQ(found("old"), "1");
  EXPECT_EQ(*store->Reindex([](const CaseEvent& event) {
    return Result<std::string>(event.id == "2" ? "new" : "");
  }),
            1);
  EXPECT_EQ(found("old"), "");
  EXPECT_EQ(found("new"), "2");
}

TEST_P(Store, ASecondEventOfOneIdChangesNothing) {
  const auto store = Make();
  std::vector<CaseEvent> first = {Event("ann", "1")};
  ASSERT_TRUE(store->Append(first, {}));
  std::vector<CaseEvent> second = {Event("ann", "2"), Event("bob", "1")};
  const std::vector<PendingLeaf> leaves = {{0, "x"}};
  EXPECT_EQ(store->Append(second, leaves).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(store->last_sequence(), 1);
  EXPECT_TRUE(store->Pending()->empty());
  std::vector<CaseEvent> third = {Event("ann", "2")};
  ASSERT_TRUE(store->Append(third, {}));
  EXPECT_EQ(third[0].sequence, 2);
  EXPECT_EQ(third[0].chain, NextChain(first[0].chain, third[0]));
  EXPECT_TRUE(store->Verify());
}

INSTANTIATE_TEST_SUITE_P(Both, Store, testing::Values(false, true),
                         [](const auto& one) { return one.param ? "Sqlite" : "Memory"; });

class SqliteFile : public Store {};

TEST_P(SqliteFile, IsThereAfterwards) {
  std::vector<CaseEvent> events = {Event("ann", "1")};
  ASSERT_TRUE(Make()->Append(events, {}));
  const auto again = *OpenSqliteStore(path(), false);
  EXPECT_EQ(again->last_sequence(), 1);
  EXPECT_FALSE(OpenSqliteStore(path() + ".none", false));
}

TEST_P(SqliteFile, OfAnotherFormatIsRefused) {
  std::vector<CaseEvent> events = {Event("ann", "1")};
  ASSERT_TRUE(Make()->Append(events, {}));
  {
    std::fstream file(path(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(63);  // the last byte of the user version, big-endian at 60 in SQLite's header
    file.put(3);
  }
  const auto again = OpenSqliteStore(path(), false);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message,
            "the store has format 3, and this program reads 2; use the version of the program that "
            "wrote it");
}

// Each byte of the file in turn: the change is found, or every event reads as before.
TEST_P(SqliteFile, NoByteOfAnEventChangesUnseen) {
  {
    std::vector<CaseEvent> events;
    for (int i = 0; i < 6; ++i) events.push_back(Event("ann", std::to_string(i)));
    ASSERT_TRUE(Make()->Append(events, {}));
  }
  std::ifstream in(path(), std::ios::binary);
  const std::string good((std::istreambuf_iterator<char>(in)), {});
  const auto read = [&](std::string* all) -> bool {
    auto store = OpenSqliteStore(path(), false);
    if (!store) return false;
    if (!(*store)->Verify()) return false;
    return (*store)
        ->EachOf("ann",
                 [&](const CaseEvent& e) -> Result<void> {
                   *all += e.account + "|" + e.kind + "|" + e.id + "|" + std::to_string(e.at_s) +
                           "|" + e.body + "|" + e.chain + "\n";
                   return {};
                 })
        .has_value();
  };
  std::string whole;
  ASSERT_TRUE(read(&whole));
  int found = 0;
  // Every byte that holds something, and of the unused room every 61st; every one with
  // EVENHAND_FULL.
  const std::size_t unused = std::getenv("EVENHAND_FULL") == nullptr ? 61 : 1;
  for (std::size_t at = 0; at < good.size(); ++at) {
    if (good[at] == 0 && at % unused != 0) continue;
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    std::ofstream(path(), std::ios::binary) << bad;
    fs::remove(path() + "-wal");
    fs::remove(path() + "-shm");
    std::string all;
    const bool ok = read(&all);
    found += ok ? 0 : 1;
    EXPECT_TRUE(!ok || all == whole) << "byte " << at;
  }
  EXPECT_GT(found, 100);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, SqliteFile, testing::Values(true));

}  // namespace
}  // namespace evenhand::cases
