// Locks that wait for deletion (policy.md 7), and I16: an outage is no input to them at all.

#include "policy/lock.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace evenhand::policy {
namespace {

const Time kStart = *ParseTime("2022-05-01T00:00:00Z");
Time Hour(int h) { return kStart + std::chrono::hours(h); }

// "waiting 0-6, timing 6-18, open 18-"
std::string Show(const LockHistory& lock) {
  std::string shown;
  for (const LockPhase& phase : LockPhases(lock)) {
    const auto hours = [](Time t) { return (t - kStart) / std::chrono::hours(1); };
    shown += fmt::format("{}{} {}-{}", shown.empty() ? "" : ", ", Name(phase.kind),
                         hours(phase.from), phase.until ? std::to_string(hours(*phase.until)) : "");
  }
  return shown;
}

LockHistory Lock(const char* then) { return {.imposed = kStart, .then = *ParsePeriod(then)}; }

TEST(Lock, WaitsForDeletionAndThenRuns) {
  LockHistory lock = Lock("PT12H");
  EXPECT_EQ(Show(lock), "waiting 0-");
  EXPECT_EQ(ItemAfter(lock), ItemState::kHidden);
  lock.deleted = Hour(30);
  EXPECT_EQ(Show(lock), "waiting 0-30, timing 30-42, open 42-");
  EXPECT_EQ(ItemAfter(lock), ItemState::kDeleted);
}

TEST(Lock, DeletedAtOnceNeverWaits) {
  LockHistory lock = Lock("PT12H");
  lock.deleted = Hour(0);
  EXPECT_EQ(Show(lock), "timing 0-12, open 12-");
}

TEST(Lock, WithoutFixedTimeOpensAtDeletion) {
  LockHistory lock = Lock("PT0S");
  lock.deleted = Hour(5);
  EXPECT_EQ(Show(lock), "waiting 0-5, open 5-");
}

TEST(Lock, AppealDoesNotStartTheClock) {
  LockHistory lock = Lock("PT12H");
  lock.appealed = Hour(1);
  lock.answered = Hour(20);
  lock.deleted = Hour(21);
  EXPECT_EQ(Show(lock), "waiting 0-21, timing 21-33, open 33-");
}

TEST(Lock, OverturnedOpensAtOnce) {
  LockHistory lock = Lock("PT12H");
  lock.appealed = Hour(1);
  lock.answered = Hour(20);
  lock.overturned = true;
  EXPECT_EQ(Show(lock), "waiting 0-20, open 20-");
  EXPECT_EQ(ItemAfter(lock), ItemState::kShown);
}

// The deadline binds the platform: 24 h for a lock of 12 h or less, else 72 h.
TEST(Lock, IsLiftedWhileTheAnswerIsLate) {
  LockHistory lock = Lock("PT12H");
  lock.appealed = Hour(1);
  EXPECT_EQ(Show(lock), "waiting 0-25, lifted 25-");
  lock.answered = Hour(100);
  EXPECT_EQ(Show(lock), "waiting 0-25, lifted 25-100, waiting 100-");
  LockHistory week = Lock("P7D");
  week.deleted = Hour(2);
  week.appealed = Hour(3);
  week.answered = Hour(80);
  EXPECT_EQ(Show(week), "waiting 0-2, timing 2-75, lifted 75-80, timing 80-170, open 170-");
}

TEST(Lock, ALateAnswerDoesNotMoveTheEnd) {
  LockHistory lock = Lock("P7D");
  lock.deleted = Hour(0);
  lock.appealed = Hour(1);
  lock.answered = Hour(500);
  EXPECT_EQ(Show(lock), "timing 0-73, lifted 73-168, open 168-");
}

TEST(Lock, AnAnswerAtTheDeadlineLiftsNothing) {
  LockHistory lock = Lock("PT12H");
  lock.appealed = Hour(1);
  lock.answered = Hour(25);
  EXPECT_EQ(Show(lock), "waiting 0-");
}

TEST(Lock, WhatWasGivenBackMayBeDeletedAfterwards) {
  const Time imposed = *ParseTime("2022-05-01T00:00:00Z");
  LockHistory lock{.imposed = imposed,
                   .then = *ParsePeriod("PT12H"),
                   .appealed = imposed + std::chrono::hours(1),
                   .answered = imposed + std::chrono::hours(4),
                   .overturned = true};
  lock.deleted = imposed + std::chrono::hours(2);  // because the lock wanted it: given back
  EXPECT_EQ(ItemAfter(lock), ItemState::kShown);
  lock.deleted = imposed + std::chrono::hours(9);  // of the author's own will
  EXPECT_EQ(ItemAfter(lock), ItemState::kDeleted);
}

}  // namespace
}  // namespace evenhand::policy
