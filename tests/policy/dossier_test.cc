#include "policy/dossier.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "policy/many_histories.h"

namespace evenhand::policy {
namespace {

using Names = std::set<std::string, std::less<>>;

bool Passes(std::vector<Evidence> evidence, Role role = Role::kOperator) {
  return !Dossier({{"a", {.role = role, .evidence = std::move(evidence)}}}, {}).empty();
}

TEST(Line, NeedsTwoGroupsAndDeception) {
  EXPECT_TRUE(Passes({{.kind = 1}, {.kind = 4}}));
  EXPECT_TRUE(Passes({{.kind = 4}, {.kind = 7}}));
  EXPECT_TRUE(Passes({{.kind = 2}, {.kind = 5, .hidden_tool = true}}));
  EXPECT_FALSE(Passes({{.kind = 2}, {.kind = 5}}));  // a newsroom's declared scheduler
  EXPECT_FALSE(Passes({{.kind = 1}, {.kind = 2}, {.kind = 3}}));
  EXPECT_FALSE(Passes({{.kind = 6}, {.kind = 7}}));  // one group
  EXPECT_FALSE(Passes({{.kind = 4}}));
  EXPECT_FALSE(Passes({{.kind = 1}, {.kind = 4}}, Role::kBystander));
}

rc::Gen<Suspects> Networks() {
  return rc::gen::exec([] {
    Suspects suspects;
    const int size = *rc::gen::inRange(1, 7);
    for (int i = 0; i < size; ++i) {
      Suspect suspect{.role = static_cast<Role>(*rc::gen::inRange(0, 5))};
      for (int n = *rc::gen::inRange(0, 5); n > 0; --n) {
        const int on = *rc::gen::inRange(-3, size);
        suspect.evidence.push_back({*rc::gen::inRange(1, 8),
                                    on < 0 ? "" : std::string(1, static_cast<char>('a' + on)),
                                    *rc::gen::arbitrary<bool>()});
      }
      suspects[std::string(1, static_cast<char>('a' + i))] = suspect;
    }
    return suspects;
  });
}

// I14: taking an account out never raises another.
RC_GTEST_PROP(Dossier, I14RemovalNeverRaises, ()) {
  const Suspects suspects = *Networks();
  const Names before = Dossier(suspects, {});
  for (const auto& [account, suspect] : suspects) {
    for (const std::string& left : Dossier(suspects, {account})) RC_ASSERT(before.contains(left));
  }
}

// I15: hijacked and bystander accounts are never punished.
RC_GTEST_PROP(Dossier, I15HijackedAndBystandersAreSpared, ()) {
  const Suspects suspects = *Networks();
  for (const std::string& account : Dossier(suspects, {})) {
    const Role role = suspects.find(account)->second.role;
    RC_ASSERT(role != Role::kBystander);
    RC_ASSERT(role != Role::kHijacked || ActionOnMember(role).kind == ActionKind::kChallenge);
  }
  RC_ASSERT(ActionOnMember(Role::kBystander) == Action{});
}

// I13: renaming the accounts, as exchanging two sides does, renames the output.
RC_GTEST_PROP(Dossier, I13ExchangingSidesExchangesTheOutput, ()) {
  const Suspects suspects = *Networks();
  const auto other_side = [](const std::string& name) {
    return name.empty() ? name : std::string(1, static_cast<char>('z' - (name[0] - 'a')));
  };
  Suspects exchanged;
  for (auto [account, suspect] : suspects) {
    for (Evidence& e : suspect.evidence) e.rests_on = other_side(e.rests_on);
    exchanged[other_side(account)] = suspect;
  }
  Names wanted;
  for (const std::string& account : Dossier(suspects, {})) wanted.insert(other_side(account));
  RC_ASSERT(Dossier(exchanged, {}) == wanted);
}

TEST(Publication, NamesNobodyWhereAnAccountWasHijacked) {
  Suspects suspects;
  suspects["a"] = {
      .role = Role::kOperator, .followers = 9'000, .evidence = {{.kind = 1}, {.kind = 4}}};
  suspects["b"] = {.role = Role::kPaid, .followers = 9'000, .evidence = {{.kind = 1}, {.kind = 6}}};
  const Names dossier = Dossier(suspects, {});
  EXPECT_EQ(PublishedByName(suspects, dossier, 5'000), (Names{"a"}));
  EXPECT_EQ(PublishedByName(suspects, dossier, 9'000), Names{});
  suspects["h"] = {.role = Role::kHijacked, .evidence = {{.kind = 2}, {.kind = 7}}};
  EXPECT_EQ(PublishedByName(suspects, Dossier(suspects, {}), 0), Names{});
}

}  // namespace
}  // namespace evenhand::policy
