#include "dossier/dossier_json.h"

#include <gtest/gtest.h>

#include "dossier/changes.h"
#include "dossier/fixture.h"

namespace evenhand::dossier {
namespace {

TEST(DossierFile, WhatIsWrittenReadsBackToTheSameBytes) {
  Dossier dossier = Deceivers(4);
  dossier.accounts[0].followers = 12'000;
  dossier.accounts[1].signs.push_back({.change = Sign::Change::kPace,
                                       .at_ms = kDay1Ms,
                                       .times = 3.5,
                                       .p = 0.003,
                                       .before = 9,
                                       .after = 30});
  ASSERT_TRUE(Accept(&dossier, {.by = "Cem", .at_ms = kDay1Ms + 5000}));
  ASSERT_TRUE(Remove(&dossier, {"b"},
                     {.by = "Dana", .at_ms = kDay1Ms + 9000, .note = "appeal d1/1 granted"}));
  const std::string text = WriteDossier(dossier);
  const auto read = ReadDossier(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(WriteDossier(*read), text);
}

TEST(DossierFile, CutAnywhereItIsRefused) {
  const std::string text = WriteDossier(Deceivers(3));
  for (std::size_t size = 0; size + 2 < text.size(); size += 97) {
    const auto read = ReadDossier(text.substr(0, size));
    ASSERT_FALSE(read);
    EXPECT_FALSE(read.error().message.empty());
  }
}

struct Bad {
  const char* name;
  const char* from;
  const char* to;
  const char* says;
};
class BadDossier : public testing::TestWithParam<Bad> {};
TEST_P(BadDossier, IsRefusedWithItsPlace) {
  std::string text = WriteDossier(Deceivers(3));
  const std::size_t at = text.find(GetParam().from);
  ASSERT_NE(at, text.npos);
  text.replace(at, std::string_view(GetParam().from).size(), GetParam().to);
  const auto read = ReadDossier(text);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find(GetParam().says), std::string::npos) << read.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Places, BadDossier,
    testing::Values(
        Bad{"format", "evenhand-dossier-1", "evenhand-dossier-9",
            "format is not 'evenhand-dossier-1'"},
        Bad{"role", "\"role\": \"fake_persona\"", "\"role\": \"spy\"",
            "accounts[0].role is 'spy', which is no role"},
        Bad{"role_by", "\"role_by\": \"Ben\"", "\"role_by\": null",
            "accounts[0].role_by is missing"},
        Bad{"state", "\"claim\":", "\"state\": \"IR\", \"claim\":",
            "has a field 'state', which has no place here"},
        Bad{"country", "\"own_objects\":", "\"country\": \"IR\", \"own_objects\":",
            "accounts[0] has a field 'country'"},
        Bad{"twice", "\"core\": false", "\"core\": false, \"core\": false",
            "has the field 'core' twice"},
        Bad{"order", "\"account\": \"c\"", "\"account\": \"a\"",
            "accounts[2].account is not in order"},
        Bad{"p", "\"p\": 1e-09", "\"p\": 1.5", "is no number from 0 to 1"},
        Bad{"infinite", "\"number\": 5.0", "\"number\": Infinity", "is no number"},
        Bad{"time", "2023-11-15T11:06:40", "yesterday", "is no time such as"},
        Bad{"object", "[0, 0, ", "[99, 0, ", "acts[0][0] is no whole number from 0 to 4"},
        Bad{"pair", "\"b\": 1", "\"b\": 0", "does not name two accounts"},
        Bad{"many", "\"b\": 1", "\"b\": 3", "is no whole number from 0 to 2"},
        Bad{"trace", "\"text\": 10000", "\"text\": 10000, \"smell\": 1",
            "basis.active.smell is no trace"},
        Bad{"steps", "\"what\": \"made\"", "\"what\": \"role\"", "does not begin with who made it"},
        Bad{"name", "\"name\": \"n\"", "\"name\": \"../n\"", "name is not made of letters"}),
    [](const auto& one) { return one.param.name; });

TEST(Make, WantsWhatDetectLeaves) {
  const auto says = [](std::string text, std::size_t network = 1) {
    const auto made = MakeDossier(text, {.network = network, .by = "Ann"});
    return made ? std::string() : made.error().message;
  };
  const std::string good = NetworksJson({Clique(3), Clique(4)});
  EXPECT_EQ(says(good, 2), "");
  EXPECT_NE(says(good, 3).find("has 2 networks, so there is no network 3"), std::string::npos);
  EXPECT_NE(says(good, 0).find("no network 0"), std::string::npos);
  EXPECT_NE(says("{}").find("no networks.json"), std::string::npos);
  EXPECT_NE(says("[").size(), 0U);
  std::string old = good;
  old.replace(old.find("\"found\""), 7, "\"fauna\"");
  EXPECT_NE(says(old).find("run `evenhand detect` again"), std::string::npos);
  EXPECT_FALSE(MakeDossier(good, {.network = 1, .by = ""}));
}

TEST(Make, SaysWhatWasSearchedAndGivesNobodyARole) {
  const Dossier dossier = DossierOf(Clique(4));
  EXPECT_EQ(dossier.method.networks, 1U);
  EXPECT_EQ(dossier.method.fell_short.at("days"), 1U);
  ASSERT_EQ(dossier.accounts.size(), 4U);
  for (const Account& account : dossier.accounts) {
    EXPECT_FALSE(account.role);
    ASSERT_EQ(account.evidence.size(), 2U);  // K1 and K2: texts
    EXPECT_EQ(account.evidence[0].kind, "K1");
    EXPECT_EQ(account.evidence[1].kind, "K2");
    EXPECT_EQ(account.evidence[0].number, 5);
    EXPECT_EQ(account.evidence[0].posts.size(), 5U);
    EXPECT_EQ(account.evidence[0].rests_on.size(), 3U);
    EXPECT_EQ(account.explanations.size(), kExplanations.size());
  }
}

}  // namespace
}  // namespace evenhand::dossier
