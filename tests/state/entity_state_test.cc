// Windows, caches and labels while a stream is walked: what a reader sees, what a batch must
// evaluate again, and what a commit makes durable.

#include "state/entity_state.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace evenhand::state {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr TimeUs Second(std::int64_t s) { return TimeUs{s * kSecond}; }

// A store whose bytes outlive it, and which can refuse to write.
class Disk {
 public:
  std::map<std::string, std::string, std::less<>> values;
  std::vector<std::vector<Write>> commits;
  bool full = false;

  std::unique_ptr<Store> Open() { return std::make_unique<OnDisk>(this); }

 private:
  class OnDisk final : public Store {
   public:
    explicit OnDisk(Disk* disk) : disk_(disk) {}
    Result<bool> Get(std::string_view key, std::string* out) const override {
      const auto found = disk_->values.find(key);
      if (found == disk_->values.end()) return false;
      *out = found->second;
      return true;
    }
    Result<void> Commit(std::span<const Write> writes) override {
      if (disk_->full) return Fail(ErrorCode::kIo, "the disk is full");
      disk_->commits.emplace_back(writes.begin(), writes.end());
      for (const Write& write : writes) {
        if (write.value) {
          disk_->values.insert_or_assign(write.key, *write.value);
        } else {
          disk_->values.erase(write.key);
        }
      }
      return {};
    }

   private:
    Disk* disk_;
  };
};

// One event as the engine walks it: evaluate, then apply.
template <class Evaluate>
void Walk(EntityState* state, View* view, TimeUs now, Evaluate evaluate) {
  view->StartEvent(now);
  evaluate();
  state->Absorb(view);
  for (const Change& change : view->changes()) ASSERT_TRUE(state->Apply(change));
}

const std::vector<model::LabelMutation> kAddSpam = {{.label = "spam", .reason = "Rule"}};

// --- windows ---

struct Increment {
  std::int64_t at_us;
  std::int64_t by;
};

std::int64_t Floor(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

// The slow twin: all increments ever, one by one.
std::int64_t SlowSum(const std::vector<Increment>& all, std::int64_t now, std::int64_t bucket_us,
                     std::int64_t window_us) {
  std::int64_t sum = 0;
  for (const Increment& increment : all) {
    const std::int64_t bucket = Floor(increment.at_us, bucket_us);
    if (bucket >= Floor(now - window_us, bucket_us) && bucket <= Floor(now, bucket_us)) {
      sum += increment.by;
    }
  }
  return sum;
}

// Events may come late by what is kept beyond the window; some batches commit, some forget all
// records in memory.
RC_GTEST_PROP(Window, CountsAsIfAllIncrementsWereKept, ()) {
  const std::int64_t bucket_us = *rc::gen::inRange(1, 20);
  const std::int64_t window_us = *rc::gen::inRange(1, 200);
  const std::int64_t late_us = *rc::gen::inRange(0, 100);
  Disk disk;
  EntityState state(disk.Open(), {.max_records = *rc::gen::element<std::size_t>(0, 1000)});
  View view(&state);
  std::vector<Increment> all;
  std::int64_t latest = *rc::gen::inRange(-500, 500);
  for (int events = *rc::gen::inRange(1, 60); events > 0; --events) {
    latest += *rc::gen::inRange(0, 60);
    const std::int64_t now =
        latest - (late_us > 0 ? *rc::gen::inRange<std::int64_t>(0, late_us) : 0);
    std::vector<std::int64_t> sums, expected;
    Walk(&state, &view, TimeUs{now}, [&] {
      for (int calls = *rc::gen::inRange(0, 3); calls > 0; --calls) {
        const std::int64_t by = *rc::gen::inRange(0, 3);
        all.push_back({now, by});
        expected.push_back(SlowSum(all, now, bucket_us, window_us));
        sums.push_back(
            view.CountInWindow("posts", bucket_us, window_us, by, window_us + late_us).value());
      }
    });
    RC_ASSERT(sums == expected);
    if (*rc::gen::inRange(0, 4) == 0) RC_ASSERT(state.Commit("in", "p").has_value());
  }
}

TEST(Windows, OfOneCounterAreApartByTheirLength) {
  EntityState state(MakeMemoryStore());
  View view(&state);
  Walk(&state, &view, Second(100), [&] {
    EXPECT_EQ(view.CountInWindow("posts", kSecond, 10 * kSecond, 5, 0).value(), 5);
    EXPECT_EQ(view.CountInWindow("posts", kSecond, 20 * kSecond, 0, 0).value(), 0);
  });
}

TEST(Windows, ForgetWhatNoWindowReaches) {
  Disk disk;
  EntityState state(disk.Open());
  View view(&state);
  for (const std::int64_t s : {100, 105, 200}) {
    Walk(&state, &view, Second(s),
         [&] { ASSERT_TRUE(view.CountInWindow("posts", kSecond, 10 * kSecond, 1, 0)); });
  }
  ASSERT_TRUE(state.Commit("in", "p"));
  const Record record = Decode("W", disk.values.at("Wposts:w10000000")).value();
  EXPECT_EQ(std::get<Window>(record).buckets.size(), 1u);
}

// --- caches ---

TEST(Cache, IsReadByTheEventThatSetItAndByLaterOnesInTime) {
  EntityState state(MakeMemoryStore());
  View view(&state);
  Walk(&state, &view, Second(100), [&] {
    EXPECT_EQ(view.CacheGet("k").value(), std::nullopt);
    view.CacheSet("k", "one", 10 * kSecond);
    view.CacheSet("k", "دو", 10 * kSecond);
    EXPECT_EQ(view.CacheGet("k").value(), "دو");
  });
  for (const auto& [second, found] :
       {std::pair(101, true), std::pair(109, true), std::pair(110, false), std::pair(111, false)}) {
    Walk(&state, &view, Second(second),
         [&] { EXPECT_EQ(view.CacheGet("k").value().has_value(), found) << second; });
  }
}

// --- labels ---

TEST(Labels, AreReadBetweenEventsOnly) {
  EntityState state(MakeMemoryStore());
  View view(&state);
  view.StartEvent(Second(1));
  EXPECT_EQ(view.Labels({"Account", "ann"}).value(), nullptr);
  state.Absorb(&view);
  const auto changes = state.ApplyLabels({"Account", "ann"}, kAddSpam, Second(1)).value();
  EXPECT_EQ(changes->added, std::vector<std::string_view>{"spam"});
  view.StartEvent(Second(2));
  ASSERT_NE(view.Labels({"Account", "ann"}).value(), nullptr);
  EXPECT_EQ(view.Labels({"Account", "ann"}).value()->count("spam"), 1u);
  EXPECT_EQ(view.Labels({"Post", "ann"}).value(), nullptr) << "entities are apart by their type";
}

TEST(Labels, RememberTheirLast256States) {
  EntityState state(MakeMemoryStore());
  for (int i = 0; i < 300; ++i) {
    std::vector<model::LabelMutation> request = kAddSpam;
    request[0].status = i % 2 == 0 ? model::LabelStatus::kAdded : model::LabelStatus::kRemoved;
    ASSERT_TRUE(state.ApplyLabels({"Account", "ann"}, request, Second(i)));
  }
  View view(&state);
  view.StartEvent(Second(300));
  const auto& spam = view.Labels({"Account", "ann"}).value()->find("spam")->second;
  ASSERT_EQ(spam.previous_states.size(), 256u);
  EXPECT_EQ(spam.previous_states[0].status, model::LabelStatus::kAdded) << "newest first";
}

// --- batches ---

TEST(Batch, EvaluatesAgainWhatReadWhatAnEarlierEventWrote) {
  EntityState state(MakeMemoryStore());
  View first(&state), second(&state), third(&state);
  first.StartEvent(Second(1));
  second.StartEvent(Second(1));
  third.StartEvent(Second(1));
  ASSERT_TRUE(first.CountInWindow("posts", kSecond, kSecond, 1, 0));
  EXPECT_EQ(second.CountInWindow("posts", kSecond, kSecond, 1, 0).value(), 1) << "not yet applied";
  ASSERT_TRUE(third.CountInWindow("likes", kSecond, kSecond, 1, 0));
  for (View* view : {&first, &second, &third}) state.Absorb(view);

  EXPECT_FALSE(state.Conflicts(first.reads()));
  ASSERT_EQ(first.changes().size(), 1u);
  ASSERT_TRUE(state.Apply(first.changes()[0]));
  state.NoteWritten(std::vector{first.changes()[0].hash});
  EXPECT_TRUE(state.Conflicts(second.reads()));
  second.StartEvent(Second(1));
  EXPECT_EQ(second.CountInWindow("posts", kSecond, kSecond, 1, 0).value(), 2);
  EXPECT_FALSE(state.Conflicts(third.reads()));
  state.BeginBatch();
  EXPECT_FALSE(state.Conflicts(second.reads()));
}

// Only with writes of the label that was asked about, also where there was none.
TEST(Batch, LabelsConflictOneByOne) {
  EntityState state(MakeMemoryStore());
  View any(&state), spam(&state), other(&state);
  const model::EntityRef ann = {"Account", "ann"};
  for (View* view : {&any, &spam, &other}) {
    view->StartEvent(Second(1));
    EXPECT_EQ(view->Labels(ann).value(), nullptr);
    state.Absorb(view);
  }
  any.NoteLabelTest(ann, {});
  spam.NoteLabelTest(ann, "spam");
  other.NoteLabelTest(ann, "trusted");
  std::string room;
  const std::size_t hash = LabelsHash(ann, &room);
  state.NoteWritten(std::vector{hash, LabelHash(hash, "spam")});
  EXPECT_TRUE(state.Conflicts(any.reads()));
  EXPECT_TRUE(state.Conflicts(spam.reads()));
  EXPECT_FALSE(state.Conflicts(other.reads()));
}

// --- commits ---

// One of everything that can be remembered.
void ChangeAll(EntityState* state, std::int64_t second) {
  View view(state);
  Walk(state, &view, Second(second), [&] {
    ASSERT_TRUE(view.CountInWindow("posts", kSecond, 100 * kSecond, 1, 0));
    view.CacheSet("k", std::to_string(second), 100 * kSecond);
  });
  ASSERT_TRUE(state->ApplyLabels({"Account", "ann"}, kAddSpam, Second(second)));
}

TEST(Commit, WritesStateAndPositionInOneStep) {
  Disk disk;
  EntityState state(disk.Open());
  ChangeAll(&state, 1);
  EXPECT_TRUE(disk.commits.empty());
  ASSERT_TRUE(state.Commit("in", "line 1"));
  ASSERT_EQ(disk.commits.size(), 1u);
  std::vector<std::string> keys;
  for (const Write& write : disk.commits[0]) keys.push_back(write.key);
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(keys, (std::vector<std::string>{"Ck", "LAccount/ann", "Pin", "Wposts:w100000000"}));
  ASSERT_TRUE(state.Commit("in", "line 2"));
  EXPECT_EQ(disk.commits[1].size(), 1u) << "only the position changed";
}

TEST(Commit, OfWhatCameFromNoInputHasNoPosition) {
  Disk disk;
  EntityState state(disk.Open());
  ASSERT_TRUE(state.ApplyLabels({"Account", "ann"}, kAddSpam, Second(1)));
  ASSERT_TRUE(state.Commit("", ""));
  ASSERT_EQ(disk.commits.size(), 1u);
  ASSERT_EQ(disk.commits[0].size(), 1u);
  EXPECT_EQ(disk.commits[0][0].key, "LAccount/ann");
}

TEST(Commit, AfterACrashTheStateIsThatOfTheLastOne) {
  Disk disk;
  {
    EntityState state(disk.Open());
    ChangeAll(&state, 1);
    ASSERT_TRUE(state.Commit("in", "line 1"));
    ChangeAll(&state, 2);
    disk.full = true;
    EXPECT_FALSE(state.Commit("in", "line 2"));
  }
  EntityState state(disk.Open());
  EXPECT_EQ(state.PositionOf("in").value(), "line 1");
  EXPECT_EQ(state.PositionOf("other").value(), "");
  View view(&state);
  view.StartEvent(Second(3));
  EXPECT_EQ(view.CountInWindow("posts", kSecond, 100 * kSecond, 0, 0).value(), 1);
  EXPECT_EQ(view.CacheGet("k").value(), "1");
}

TEST(Commit, CanBeTriedAgain) {
  Disk disk;
  EntityState state(disk.Open());
  ChangeAll(&state, 1);
  disk.full = true;
  EXPECT_FALSE(state.Commit("in", "line 1"));
  disk.full = false;
  ASSERT_TRUE(state.Commit("in", "line 1"));
  EXPECT_EQ(disk.values.size(), 4u);
}

TEST(Commit, DamagedRecordsAreErrorsAndNotForgotten) {
  Disk disk;
  disk.values["LAccount/ann"] = "junk";
  EntityState state(disk.Open());
  View view(&state);
  view.StartEvent(Second(1));
  EXPECT_EQ(view.Labels({"Account", "ann"}).error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(state.ApplyLabels({"Account", "ann"}, kAddSpam, Second(1)));
  ASSERT_TRUE(state.Commit("in", "line 1"));
  EXPECT_EQ(disk.values["LAccount/ann"], "junk");
}

}  // namespace
}  // namespace evenhand::state
