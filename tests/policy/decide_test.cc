// Which clause is the ground, and which may be decided by machines, when an item meets several.

#include "policy/decide.h"

#include <gtest/gtest.h>

namespace evenhand::policy {
namespace {

constexpr const char* kBook = R"(id: several
version: 1
languages: [en]
published_at: 2022-01-01T00:00:00Z
effective_at: 2022-01-01T00:00:00Z
questions:
  first: {texts: {en: The first}}
  second: {texts: {en: The second}}
  milder: {texts: {en: A milder one}}
clauses:
  milder:
    when: milder
    severity: low
    item: label careful
    account: suspend permanent
    texts: {en: Milder to the item.}
  first:
    when: first
    severity: high
    item: hide
    automated_ok: true
    texts: {en: First.}
  second:
    when: second
    severity: high
    item: remove
    account: suspend P7D
    texts: {en: Second.}
)";

class Several : public testing::Test {
 protected:
  Result<Decision> Decide(const std::vector<std::string>& met, bool by_model = false,
                          const char* yaml = kBook) {
    auto book = LoadRulebook(yaml);
    if (!book) return tl::unexpected(std::move(book).error());
    book_ = *std::move(book);
    CaseInput input{.decision = "d", .account = "a", .item = "i"};
    input.posted = input.at = *ParseTime("2022-02-01T00:00:00Z");
    for (const std::string& question : met)
      input.judgements.push_back(
          {.question = question, .answer = true, .by = "r1", .by_model = by_model});
    Ledger strikes(&book_.strikes);
    GrantRegister grants;
    return policy::Decide(book_, input, &strikes, &grants);
  }

  Rulebook book_;
};

struct Case {
  const char* name;
  std::vector<std::string> met;
  const char* ground;
  const char* item;
  const char* account;
};

class GroundOf : public Several, public testing::WithParamInterface<Case> {};
TEST_P(GroundOf, IsTheMostSevereToTheItemAndThenTheEarlier) {
  const Case& c = GetParam();
  const auto decision = Decide(c.met);
  ASSERT_TRUE(decision) << decision.error().message;
  EXPECT_EQ(decision->ground, c.ground);
  EXPECT_EQ(FormatAction(decision->item), c.item);
  EXPECT_EQ(FormatAction(decision->account), c.account);  // of all of them, the strongest
  EXPECT_EQ(decision->also.size(), c.met.size() - 1);
}
INSTANTIATE_TEST_SUITE_P(
    Clauses, GroundOf,
    testing::Values(
        Case{"alone", {"second"}, "second", "remove", "suspend P7D"},
        Case{"alike_to_the_item", {"second", "first"}, "first", "hide", "suspend P7D"},
        Case{"milder_to_the_item", {"milder", "first"}, "first", "hide", "suspend permanent"}),
    [](const auto& each) { return each.param.name; });

// policy.md 5.1: automated_ok is said clause by clause, and what a clause does is done also when
// another is the ground.
TEST_F(Several, NoClauseIsDecidedByMachinesThatMayNotBe) {
  EXPECT_TRUE(Decide({"first"}, true));
  const auto beside = Decide({"first", "milder"}, true);
  ASSERT_FALSE(beside);
  EXPECT_NE(beside.error().message.find("clause 'milder' is not decided by machines alone"),
            std::string::npos);
  EXPECT_TRUE(Decide({"first", "milder"}, false));
}

// policy.md 5.2: strikes once per family, at the highest weight.
constexpr const char* kFamilies = R"(id: families
version: 1
languages: [en]
published_at: 2022-01-01T00:00:00Z
effective_at: 2022-01-01T00:00:00Z
families:
  threats: {expiry: never}
  health: {expiry: never}
ladders:
  - families: [threats]
    rungs: {1: lock PT12H}
  - families: [health]
    rungs: {1: warn, 2: restrict P7D}
questions:
  small: {texts: {en: Small}}
  large: {texts: {en: Large}}
  threat: {texts: {en: Threat}}
clauses:
  small: {when: small, severity: low, family: health, strikes: 1, item: label l, texts: {en: S.}}
  large: {when: large, severity: low, family: health, strikes: 2, item: label l, texts: {en: L.}}
  threat: {when: threat, severity: high, family: threats, strikes: 1, item: remove, texts: {en: T.}}
)";

TEST_F(Several, FamiliesGetTheirStrikesOnceEach) {
  const auto decision = Decide({"small", "large", "threat"}, false, kFamilies);
  ASSERT_TRUE(decision) << decision.error().message;
  EXPECT_EQ(decision->ground, "threat");
  EXPECT_EQ(decision->strike->clause, "threat");  // the ground's family is named first
  EXPECT_EQ(decision->strikes, 1);
  ASSERT_EQ(decision->strike->beside.size(), 1u);
  EXPECT_EQ(decision->strike->beside[0].clause, "large");
  EXPECT_EQ(decision->beside[0].added, 2);
  EXPECT_EQ(decision->beside[0].count, 2);
  EXPECT_EQ(FormatAction(decision->account), "restrict P7D");  // the stronger of both ladders
}

}  // namespace
}  // namespace evenhand::policy
