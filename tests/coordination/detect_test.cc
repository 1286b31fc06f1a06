#include "coordination/detect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

struct Row {
  std::string object, account, content;
  std::int64_t time_ms;
};

// People who share what they like when they see it, fans of one source, and `group` accounts that
// are run as one.
std::vector<Row> Archive(unsigned seed, int group) {
  std::mt19937_64 random(seed);
  const auto draw = [&](std::uint64_t below) { return random() % below; };
  std::vector<Row> rows;
  const auto add = [&](const std::string& object, const std::string& account,
                       std::uint64_t time_ms) {
    rows.push_back(
        {object, account, "p" + std::to_string(rows.size()), static_cast<std::int64_t>(time_ms)});
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t object = draw(400) * draw(400) / 400;
    add("o" + std::to_string(object), "a" + std::to_string(draw(40) * draw(40)),
        object * 6'000'000 + draw(kDayMs));
  }
  for (int post = 0; post < 25; ++post) {
    for (int fan = 0; fan < 30; ++fan)
      if (draw(10) < 7)
        add("f" + std::to_string(post), "fan" + std::to_string(fan),
            draw(30 * kDayMs) % 7'200'000 + post * kDayMs);
  }
  for (int campaign = 0; campaign < 12; ++campaign) {
    const std::uint64_t start = draw(20 * kDayMs);
    for (int account = 0; account < group; ++account)
      if (draw(10) < 8)
        add("c" + std::to_string(campaign), "run" + std::to_string(account), start + draw(8'000));
  }
  for (int i = 0; i < 10 * group; ++i)
    add("o" + std::to_string(draw(400)), "run" + std::to_string(draw(group)), draw(30 * kDayMs));
  return rows;
}

Detection Search(const std::vector<Row>& rows, unsigned threads = 1) {
  std::map<model::Trace, model::Shares> shares;
  for (const Row& row : rows)
    shares[model::Trace::kLink].Add(row.object, row.account, row.content, row.time_ms);
  return Detect(shares, {.threads = threads});
}

// All that is found, by name; exact values.
using Found =
    std::vector<std::tuple<std::size_t, std::string, bool, std::uint32_t, std::uint32_t, double>>;
Found FoundIn(const Detection& detection) {
  Found found;
  for (std::size_t n = 0; n < detection.networks.size(); ++n) {
    for (const Member& member : detection.networks[n].members)
      found.emplace_back(n, std::string(detection.accounts.Name(member.standing.account)),
                         member.core, member.standing.objects, member.standing.partners,
                         detection.networks[n].density);
  }
  std::ranges::sort(found);
  return found;
}

TEST(Detect, FindsWhoIsRunAsOneAndLeavesFansAlone) {
  const Detection detection = Search(Archive(1, 12));
  ASSERT_EQ(detection.networks.size(), 1U);
  std::set<std::string> names;
  for (const Member& member : detection.networks[0].members)
    names.emplace(detection.accounts.Name(member.standing.account));
  EXPECT_EQ(names.size(), 12U);
  for (const std::string& name : names) EXPECT_TRUE(name.starts_with("run")) << name;
  EXPECT_GE(detection.networks[0].without_any_one, 10U);
  EXPECT_EQ(detection.networks[0].without_popular, 12U);
}

TEST(Detect, FindsNobodyWhereNobodyIsRun) {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U})
    EXPECT_TRUE(Search(Archive(seed, 0)).networks.empty()) << seed;
}

TEST(Detect, IsTheSameOnAnyNumberOfThreads) {
  const std::vector<Row> rows = Archive(2, 8);
  EXPECT_EQ(FoundIn(Search(rows)), FoundIn(Search(rows, 3)));
}

TEST(Detect, IsTheSameInAnyOrderOfRows) {
  std::vector<Row> rows = Archive(3, 8);
  const Found wanted = FoundIn(Search(rows));
  ASSERT_FALSE(wanted.empty());
  std::ranges::shuffle(rows, std::mt19937(7));
  EXPECT_EQ(FoundIn(Search(rows)), wanted);
}

TEST(Detect, TakesNoSide) {
  // Who is who changes names and nothing else: everybody swaps places with somebody.
  const std::vector<Row> rows = Archive(4, 8);
  std::vector<Row> renamed = rows;
  for (Row& row : renamed) row.account = std::string(row.account.rbegin(), row.account.rend());
  Found swapped = FoundIn(Search(renamed));
  for (auto& one : swapped) std::ranges::reverse(std::get<1>(one));
  std::ranges::sort(swapped);
  EXPECT_EQ(swapped, FoundIn(Search(rows)));
}

TEST(Detect, DoesNotKnowWhatYearItIs) {
  std::vector<Row> rows = Archive(5, 8);
  const Found wanted = FoundIn(Search(rows));
  for (Row& row : rows) row.time_ms -= 20'000 * kDayMs;
  EXPECT_EQ(FoundIn(Search(rows)), wanted);
}

}  // namespace
}  // namespace evenhand::coordination
