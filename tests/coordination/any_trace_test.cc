#include "coordination/any_trace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "coordination/detect.h"
#include "coordination/evidence.h"

namespace evenhand::coordination {
namespace {

using model::Shares;
using model::Trace;

constexpr std::int64_t kDayMs = 86'400'000;

// Counted from the shares, one by one.
class Counted final : public Audience {
 public:
  explicit Counted(const std::map<Trace, Shares>& traces) : traces_(traces) {}
  std::uint32_t AccountsOn(Trace trace, std::uint32_t object) const override {
    const Shares& shares = traces_.at(trace);
    std::set<std::uint32_t> accounts;
    for (std::size_t row = 0; row < shares.size(); ++row)
      if (shares.object[row] == object) accounts.insert(shares.account[row]);
    return static_cast<std::uint32_t>(accounts.size());
  }
  double AccountsIn(Trace trace) const override {
    return static_cast<double>(traces_.at(trace).accounts.size());
  }

 private:
  const std::map<Trace, Shares>& traces_;
};

using Row = std::tuple<std::string, std::string, std::string>;  // what, who, which post

std::set<Row> RowsOf(const AnyTrace& any) {
  std::set<Row> rows;
  for (std::size_t row = 0; row < any.shares.size(); ++row) {
    std::string what(any.shares.objects.Name(any.shares.object[row]));
    what[what.find('\0')] = ' ';
    rows.emplace(what, any.shares.accounts.Name(any.shares.account[row]),
                 any.shares.contents.Name(any.shares.content[row]));
  }
  EXPECT_EQ(rows.size(), any.shares.size());
  return rows;
}

TEST(AnyTrace, HasEachPostOnceByItsRarestThing) {
  std::map<Trace, Shares> traces;
  Shares& links = traces[Trace::kLink];
  for (const char* account : {"a", "b", "c"})
    links.Add("news", account, std::string("p-") + account, 1'000);
  links.Add("own", "a", "q-a", 2'000);  // nobody else's
  Shares& texts = traces[Trace::kText];
  texts.Add("words", "a", "p-a", 1'000);
  texts.Add("words", "b", "p-b", 1'000);
  texts.Add("mine", "c", "p-c", 1'000);
  const std::set<Row> wanted = {
      {"text words", "a", "p-a"}, {"text words", "b", "p-b"}, {"link news", "c", "p-c"}};
  const AnyTrace any = Combine(traces, Counted(traces));
  EXPECT_EQ(RowsOf(any), wanted);
  for (std::uint32_t object = 0; object < any.shares.objects.size(); ++object) {
    const auto [trace, number] = any.objects[object];
    EXPECT_TRUE(any.shares.objects.Name(object).ends_with(traces.at(trace).objects.Name(number)));
  }
}

TEST(AnyTrace, LeavesOutWhatOthersRepostAndKeepsPostsOfSeveralAccountsApart) {
  std::map<Trace, Shares> traces;
  Shares& reposts = traces[Trace::kRepost];
  reposts.Add("p", "author", "p", 0);
  reposts.Add("p", "a", "r1", 1'000);
  reposts.Add("p", "b", "r1", 2'000);
  traces[Trace::kLink].Add("l", "a", "r1", 1'000);
  const std::set<Row> wanted = {{"repost p", "a", "r1"}, {"repost p", "b", "r1"}};
  EXPECT_EQ(RowsOf(Combine(traces, Counted(traces))), wanted);
  EXPECT_EQ(Combine({}, Counted({})).shares.size(), 0U);
}

// An archive of ordinary posts, and a group whose campaigns are of another kind each time, so that
// each kind alone is too little. Its acts are told as what they were.
TEST(Detect, FindsAGroupThatChangesWhatItPutsOut) {
  const std::vector<Trace> kinds = {Trace::kLink, Trace::kHashtag, Trace::kRepost, Trace::kText};
  std::map<Trace, Shares> traces;
  std::uint64_t posts = 0;
  const auto post = [&](Trace trace, const std::string& what, const std::string& who,
                        std::int64_t at) {
    traces[trace].Add(what, who, "p" + std::to_string(posts++), at);
  };
  for (int account = 0; account < 400; ++account) {
    for (int i = 0; i < 20; ++i) {
      const int what = (account * 37 + i * 101) % 500;
      post(kinds[static_cast<std::size_t>(i % 4)], "o" + std::to_string(what),
           "person" + std::to_string(account),
           (account * 7'919'000LL + i * 104'729'000LL) % (20 * kDayMs));
    }
  }
  for (int campaign = 0; campaign < 8; ++campaign)
    for (int account = 0; account < 6; ++account)
      post(kinds[static_cast<std::size_t>(campaign % 4)], "campaign" + std::to_string(campaign),
           "planted" + std::to_string(account), campaign * 2 * kDayMs + account * 2'000);
  DetectOptions options;
  const Detection detection = Detect(traces, options);
  ASSERT_EQ(detection.networks.size(), 1U);
  const Network& network = detection.networks[0];
  EXPECT_EQ(network.members.size(), 6U);
  for (const Member& member : network.members) {
    EXPECT_TRUE(detection.accounts.Name(member.standing.account).starts_with("planted"));
    EXPECT_EQ(member.standing.traces, 4U);
    EXPECT_EQ(member.standing.objects, 8U);
  }
  for (const std::size_t i : network.ties) {
    EXPECT_TRUE(std::ranges::any_of(detection.ties[i].evidence, [](const TieEvidence& one) {
      return one.trace == Trace::kAny;
    }));
    for (const JointAct& act : detection.ties[i].acts) {
      EXPECT_NE(act.trace, Trace::kAny);
      EXPECT_TRUE(traces.at(act.trace).objects.Name(act.object).starts_with("campaign"));
      EXPECT_LT(act.content_a, traces.at(act.trace).contents.size());
    }
  }
  for (const AccountEvidence& of : EvidenceOf(network, detection))
    for (const KindEvidence& kind : of.kinds)
      EXPECT_TRUE(kind.trace != Trace::kAny || kind.kind == Kind::kK2);
  // What is not combined is not found.
  for (const Trace kind : kinds)
    EXPECT_TRUE(Detect({{kind, traces.at(kind)}}, options).networks.empty());
}

}  // namespace
}  // namespace evenhand::coordination
