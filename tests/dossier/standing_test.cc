#include "dossier/standing.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "dossier/changes.h"
#include "dossier/check.h"
#include "dossier/fixture.h"

namespace evenhand::dossier {
namespace {

std::vector<Lack> Lacks(const Dossier& dossier, const Names& removed = {}) {
  std::vector<Lack> lacks;
  for (const Standing& one : Measure(dossier, removed)) lacks.push_back(one.lack);
  return lacks;
}

bool Says(const std::vector<Fault>& faults, std::string_view account, std::string_view what) {
  return std::ranges::any_of(faults, [&](const Fault& one) {
    return one.account == account && one.what.find(what) != std::string::npos;
  });
}

TEST(DossierLine, CoordinationAloneIsNoDeception) {
  Dossier dossier = DossierOf(Clique(4));
  EXPECT_EQ(Lacks(dossier), std::vector<Lack>(4, Lack::kNoDeception));
  for (Account& account : dossier.accounts) {
    account.role = policy::Role::kOperator;
    account.role_by = "Ben";
  }
  EXPECT_EQ(Lacks(dossier), std::vector<Lack>(4, Lack::kNoDeception));
  EXPECT_TRUE(Says(Check(dossier), "a", "no evidence of deception"));
}

TEST(DossierLine, TwoKindsWithDeceptionAreOver) {
  const Dossier dossier = Deceivers(4);
  EXPECT_EQ(Lacks(dossier), std::vector<Lack>(4, Lack::kNone));
  EXPECT_TRUE(Check(dossier).empty());
}

TEST(DossierLine, NothingFollowsWithoutARole) {
  Dossier dossier = Deceivers(4);
  dossier.accounts[3].role.reset();
  EXPECT_EQ(Lacks(dossier),
            (std::vector<Lack>{Lack::kNone, Lack::kNone, Lack::kNone, Lack::kNoRole}));
  dossier.accounts[2].role = policy::Role::kBystander;
  EXPECT_EQ(Lacks(dossier), (std::vector<Lack>{Lack::kWithdrawn, Lack::kWithdrawn, Lack::kBystander,
                                               Lack::kNoRole}));
}

TEST(DossierLine, ADeclaredToolIsNoDeceptionAndAHiddenOneIs) {
  Dossier dossier = Deceivers(4);
  for (Account& account : dossier.accounts) account.evidence.back().kind = "K5";
  EXPECT_EQ(Lacks(dossier), std::vector<Lack>(4, Lack::kNoDeception));
  for (Account& account : dossier.accounts) account.evidence.back().hidden = true;
  EXPECT_EQ(Lacks(dossier), std::vector<Lack>(4, Lack::kNone));
}

// Three are needed for two partners each: of four one may go, of three none.
TEST(DossierLine, WhoFallsTakesAlongWhatRestsOnIt) {
  const Dossier four = Deceivers(4);
  EXPECT_EQ(Lacks(four, {"d"}),
            (std::vector<Lack>{Lack::kNone, Lack::kNone, Lack::kNone, Lack::kRemoved}));
  EXPECT_EQ(Lacks(four, {"c", "d"}), (std::vector<Lack>{Lack::kWithdrawn, Lack::kWithdrawn,
                                                        Lack::kRemoved, Lack::kRemoved}));
  const std::vector<Standing> standings = Measure(four, {"c", "d"});
  EXPECT_EQ(standings[0].withdrawn, (std::set<int>{1, 2}));
  EXPECT_EQ(standings[0].shortfall, coordination::Shortfall::kPartners);
  EXPECT_NE(Sentence(standings[0]).find("K1, K2 rest on accounts that are not in the dossier"),
            std::string::npos);
}

TEST(DossierLine, EvidenceFallsWithAnyAccountItRestsOn) {
  Dossier dossier = Deceivers(5);
  dossier.accounts[0].evidence.back().rests_on = {"d", "e"};
  EXPECT_TRUE(Measure(dossier)[0].over());
  EXPECT_EQ(Measure(dossier, {"e"})[0].lack, Lack::kWithdrawn);
}

TEST(DossierLine, AssociationIsNoEvidence) {
  Dossier dossier = Deceivers(4);
  dossier.accounts[0].evidence.back().rests_on = {"b"};
  dossier.accounts[0].evidence.back().posts.clear();
  EXPECT_EQ(Measure(dossier)[0].lack, Lack::kAssociation);
  EXPECT_TRUE(Says(Check(dossier), "a", "association is not evidence"));
}

TEST(DossierCheck, NamesWhatLacks) {
  Dossier dossier = Deceivers(4);
  dossier.accounts[0].evidence.back().number.reset();
  dossier.accounts[1].evidence.back().null.clear();
  dossier.accounts[2].evidence.back().from_ms.reset();
  dossier.accounts[3].evidence.back().kind = "country";
  const std::vector<Fault> faults = Check(dossier);
  EXPECT_TRUE(Says(faults, "a", "K4 has no number"));
  EXPECT_TRUE(Says(faults, "b", "K4 has no null model"));
  EXPECT_TRUE(Says(faults, "c", "K4 has no data range"));
  EXPECT_TRUE(Says(faults, "d", "'country' is not evidence"));
}

TEST(DossierCheck, EvidenceThatDoesNotFollowFromTiesIsTold) {
  Dossier dossier = Deceivers(4);
  dossier.accounts[2].evidence[0].number = 50;
  EXPECT_TRUE(Says(Check(dossier), "c", "do not follow from the ties"));
  Dossier without = Deceivers(4);
  without.basis.ties.pop_back();  // of c and d
  EXPECT_TRUE(Says(Check(without), "c", "do not follow"));
  EXPECT_FALSE(Says(Check(without), "a", "do not follow"));
}

// 15.4 and the words that people try.
TEST(DossierCheck, WhatIsNeverEvidence) {
  for (const char* word : {"country", "Language", "opinion", "employer", "follows", "network_route",
                           "VPN", "religion"})
    EXPECT_TRUE(IsNeverEvidence(word)) << word;
  for (const char* word : {"K4", "K1", ""}) EXPECT_FALSE(IsNeverEvidence(word)) << word;
}

// Random dossiers: some without a role, some with evidence that rests on others, on ties of random
// cliques.
rc::Gen<Dossier> Drawn() {
  return rc::gen::exec([] {
    const auto size = *rc::gen::inRange<std::uint32_t>(3, 8);
    FoundNetwork found = Clique(size, 4);
    std::erase_if(found.basis.ties, [](const auto&) { return *rc::gen::inRange(0, 4) == 0; });
    Dossier dossier = DossierOf(found);
    for (Account& account : dossier.accounts) {
      if (*rc::gen::inRange(0, 8) == 0) continue;
      account.role = static_cast<policy::Role>(*rc::gen::inRange(0, 5));
      account.role_by = "Ben";
      for (int n = *rc::gen::inRange(0, 3); n > 0; --n) {
        Evidence one = Brought("K" + std::to_string(*rc::gen::inRange(4, 8)));
        one.hidden = one.kind == "K5" && *rc::gen::arbitrary<bool>();
        const auto other = *rc::gen::inRange<std::uint32_t>(0, 2 * size);
        if (other < size && dossier.accounts[other].name != account.name)
          one.rests_on = {dossier.accounts[other].name};
        account.evidence.push_back(std::move(one));
      }
    }
    return dossier;
  });
}

// I14: taking accounts out never gives another one evidence, nor a place.
RC_GTEST_PROP(DossierLine, I14RemovalNeverRaises, ()) {
  const Dossier dossier = *Drawn();
  Names removed;
  for (const Account& account : dossier.accounts)
    if (*rc::gen::inRange(0, 3) == 0) removed.insert(account.name);
  const std::vector<Standing> before = Measure(dossier);
  const std::vector<Standing> after = Measure(dossier, removed);
  for (std::size_t i = 0; i < before.size(); ++i) {
    RC_ASSERT(before[i].over() || !after[i].over());
    for (const int kind : after[i].kinds) RC_ASSERT(before[i].kinds.contains(kind));
  }
}

// The same when accounts are left out of the file instead.
RC_GTEST_PROP(DossierLine, I14LeavingOutNeverRaises, ()) {
  Dossier dossier = *Drawn();
  const Names before = Over(dossier, Measure(dossier));
  Names out;
  for (const Account& account : dossier.accounts)
    if (*rc::gen::inRange(0, 3) == 0) out.insert(account.name);
  Names as_removed = Over(dossier, Measure(dossier, out));
  RC_ASSERT(LeaveOut(&dossier, out, {.by = "Ben", .at_ms = kDay1Ms}).has_value());
  const Names after = Over(dossier, Measure(dossier));
  for (const std::string& name : after) RC_ASSERT(before.contains(name));
  RC_ASSERT(after == as_removed);
  for (const Fault& fault : Check(dossier))
    RC_ASSERT(fault.what.find("do not follow") == std::string::npos);
}

// Roles over time: nobody before the acceptance, and the same day nobody who was removed or fell by
// it.
TEST(Roles, FromTheAcceptanceToTheDayOfTheRemoval) {
  Dossier dossier = Deceivers(4);
  EXPECT_TRUE(RolesOverTime(dossier).empty());
  const std::int64_t accepted = kDay1Ms + 5'000;
  ASSERT_TRUE(Accept(&dossier, {.by = "Cem", .at_ms = accepted}));
  ASSERT_TRUE(
      Remove(&dossier, {"d"},
             {.by = "Dana", .at_ms = kDay1Ms + 86'400'000 + 50'000'000, .note = "appeal granted"}));
  ASSERT_TRUE(Remove(&dossier, {"c"},
                     {.by = "Dana", .at_ms = kDay1Ms + 3 * 86'400'000, .note = "appeal granted"}));
  const std::vector<RolesFrom> roles = RolesOverTime(dossier);
  ASSERT_EQ(roles.size(), 3U);
  EXPECT_EQ(roles[0].from_ms, accepted);
  EXPECT_EQ(roles[0].roles.size(), 4U);
  EXPECT_EQ(roles[1].from_ms, kDay1Ms + 86'400'000);  // from the day's first second on
  EXPECT_EQ(roles[1].roles.size(), 3U);
  EXPECT_TRUE(roles[2].roles.empty());  // a and b have one partner each
}

}  // namespace
}  // namespace evenhand::dossier
