#include "dossier/changes.h"

#include <gtest/gtest.h>

#include "dossier/check.h"
#include "dossier/dossier_json.h"
#include "dossier/fixture.h"

namespace evenhand::dossier {
namespace {

constexpr std::string_view kHeader =
    "account,kind,number,null,from,to,posts,rests_on,hidden,reviewer,note\n";

std::string Says(std::string_view rows) {
  const auto read = ReadEvidenceCsv(std::string(kHeader) + std::string(rows));
  return read ? std::string() : read.error().message;
}

TEST(EvidenceCsv, ReadsWhatReviewersWrite) {
  const auto read = ReadEvidenceCsv(
      std::string(kHeader) +
      "ann,K4,3,\"0 of 1,000 random "
      "accounts\",2021-08-15,2021-08-16,p1|https://x.example/d,,,Ben,stolen picture\n"
      "bob,K5,12,template of the "
      "agency,2021-08-15T10:00:00Z,2021-08-15T11:00:00Z,p3,ann|cem,yes,Ben,\n");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2U);
  const Evidence& first = (*read)[0].evidence;
  EXPECT_EQ(first.number, 3);
  EXPECT_EQ(first.null, "0 of 1,000 random accounts");
  EXPECT_EQ(*first.to_ms - *first.from_ms, 2 * 86'400'000 - 1'000);  // whole days
  ASSERT_EQ(first.posts.size(), 2U);
  EXPECT_EQ(first.posts[1].id, "https://x.example/d");
  EXPECT_TRUE((*read)[1].evidence.hidden);
  EXPECT_EQ((*read)[1].evidence.rests_on, (std::vector<std::string>{"ann", "cem"}));
}

struct Row {
  const char* name;
  const char* row;
  const char* says;
};
class BadRow : public testing::TestWithParam<Row> {};
TEST_P(BadRow, IsToldWithItsNumber) {
  const std::string said =
      Says("ann,K4,3,none,2021-08-15,2021-08-16,p1,,,Ben,\n" + std::string(GetParam().row) + "\n");
  EXPECT_NE(said.find("row 3: "), std::string::npos) << said;
  EXPECT_NE(said.find(GetParam().says), std::string::npos) << said;
}
INSTANTIATE_TEST_SUITE_P(
    Rows, BadRow,
    testing::Values(
        Row{"country", "ann,country,3,n,2021-08-15,2021-08-16,p1,,,Ben,",
            "'country' is not evidence"},
        Row{"measured", "ann,K2,3,n,2021-08-15,2021-08-16,p1,,,Ben,", "cannot be brought"},
        Row{"unknown", "ann,K9,3,n,2021-08-15,2021-08-16,p1,,,Ben,", "no kind of evidence"},
        Row{"number", "ann,K4,many,n,2021-08-15,2021-08-16,p1,,,Ben,",
            "number 'many' is no number"},
        Row{"null", "ann,K4,3,,2021-08-15,2021-08-16,p1,,,Ben,", "null is empty"},
        Row{"range", "ann,K4,3,n,last year,2021-08-16,p1,,,Ben,", "are no days or times"},
        Row{"turned", "ann,K4,3,n,2021-08-17,2021-08-16,p1,,,Ben,", "from is later than to"},
        Row{"association", "ann,K6,3,n,2021-08-15,2021-08-16,,bob,,Ben,",
            "association is not evidence"},
        Row{"self", "ann,K6,3,n,2021-08-15,2021-08-16,p1,ann,,Ben,", "names the account itself"},
        Row{"hidden", "ann,K5,3,n,2021-08-15,2021-08-16,p1,,maybe,Ben,", "not yes or no"},
        Row{"hidden_kind", "ann,K4,3,n,2021-08-15,2021-08-16,p1,,yes,Ben,", "hidden is of K5 only"},
        Row{"nobody", "ann,K4,3,n,2021-08-15,2021-08-16,p1,,,,", "no reviewer is named"},
        Row{"fields", "ann,K4,3", "has 3 fields"}),
    [](const auto& one) { return one.param.name; });

TEST(EvidenceCsv, AColumnThatIsNoEvidenceIsRefused) {
  EXPECT_NE(ReadEvidenceCsv("account,kind,number,null,from,to,reviewer,country\n")
                .error()
                .message.find("'country' is not evidence"),
            std::string::npos);
  EXPECT_NE(ReadEvidenceCsv("account,kind,number,null,from,to\n")
                .error()
                .message.find("'reviewer' is missing"),
            std::string::npos);
  EXPECT_NE(ReadEvidenceCsv("").error().message.find("is empty"), std::string::npos);
  EXPECT_NE(ReadRolesCsv("account,role\nann,spy\n").error().message.find("row 2: 'spy' is no role"),
            std::string::npos);
}

const Who kBen = {.by = "Ben", .at_ms = kDay1Ms + 1'000};

TEST(Acceptance, TakesASecondPerson) {
  Dossier dossier = Deceivers(4);
  for (const char* name : {"Ann", "Ben", "ann ", "B en"})
    EXPECT_NE(Accept(&dossier, {.by = name, .at_ms = kDay1Ms + 2'000})
                  .error()
                  .message.find("somebody else"),
              std::string::npos)
        << name;
  EXPECT_FALSE(Accept(&dossier, {.by = "", .at_ms = kDay1Ms + 2'000}));
  EXPECT_FALSE(dossier.accepted);
  EXPECT_TRUE(Accept(&dossier, {.by = "Cem", .at_ms = kDay1Ms + 2'000}));
  EXPECT_TRUE(Check(dossier).empty());
  EXPECT_FALSE(Accept(&dossier, {.by = "Dana", .at_ms = kDay1Ms + 3'000}));
}

TEST(Acceptance, IsRefusedWhileAnythingLacks) {
  Dossier dossier = DossierOf(Clique(4));
  const auto refused = Accept(&dossier, {.by = "Cem", .at_ms = kDay1Ms});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find(
                "it cannot be accepted: a: below the line: no evidence of deception"),
            std::string::npos)
      << refused.error().message;
}

TEST(Acceptance, FallsWithAnyChangeButARemoval) {
  Dossier dossier = Deceivers(4);
  ASSERT_TRUE(Accept(&dossier, {.by = "Cem", .at_ms = kDay1Ms + 2'000}));
  EXPECT_FALSE(SetClaim(&dossier, "worse", kBen));
  EXPECT_FALSE(SetRoles(&dossier, {{.account = "a", .role = policy::Role::kPaid}}, kBen));
  EXPECT_FALSE(AddEvidence(&dossier, {{.account = "a", .evidence = Brought("K6")}}, kBen));
  EXPECT_FALSE(LeaveOut(&dossier, {"a"}, kBen));
  Dossier forged = dossier;
  forged.accounts[0].role = policy::Role::kOperator;
  ASSERT_FALSE(Check(forged).empty());
  EXPECT_NE(Check(forged)[0].what.find("changed after it was accepted"), std::string::npos);
  forged = dossier;
  forged.accepted->by = "Ben";
  EXPECT_NE(Check(forged)[0].what.find("it takes two people"), std::string::npos);
  ASSERT_TRUE(
      Remove(&dossier, {"d"}, {.by = "Dana", .at_ms = kDay1Ms + 3'000, .note = "appeal granted"}));
  EXPECT_TRUE(Check(dossier).empty());
  EXPECT_FALSE(Remove(&dossier, {"d"}, {.by = "Dana", .at_ms = kDay1Ms + 4'000, .note = "again"}));
  EXPECT_FALSE(
      Remove(&dossier, {"c"}, {.by = "Dana", .at_ms = kDay1Ms + 4'000}));  // without a reason
  ASSERT_TRUE(Reopen(&dossier, {.by = "Ben", .at_ms = kDay1Ms + 5'000}));
  EXPECT_FALSE(dossier.accepted);
}

TEST(LeavingOut, NamesNobodyAnyMore) {
  Dossier dossier = Deceivers(5);
  ASSERT_TRUE(SetRoles(&dossier, {{.account = "e", .role = policy::Role::kBystander}}, kBen));
  dossier.accounts[0].evidence.back().rests_on = {"e"};
  ASSERT_TRUE(LeaveOut(&dossier, {"e"}, kBen));
  EXPECT_EQ(dossier.accounts.size(), 4U);
  EXPECT_EQ(dossier.left_out, 1U);
  const std::string text = WriteDossier(dossier);
  EXPECT_EQ(text.find("\"e\""), std::string::npos);
  EXPECT_EQ(text.find("p4-"), std::string::npos);      // its posts
  EXPECT_EQ(dossier.accounts[0].evidence.size(), 2U);  // what rested on it is gone
  const auto read = ReadDossier(text);
  ASSERT_TRUE(read) << read.error().message;
}

TEST(Evidence, AboutStrangersIsRefusedWhole) {
  Dossier dossier = Deceivers(3);
  const std::string before = WriteDossier(dossier);
  EXPECT_FALSE(AddEvidence(
      &dossier,
      {{.account = "a", .evidence = Brought("K6")}, {.account = "z", .evidence = Brought("K6")}},
      kBen));
  EXPECT_FALSE(AddEvidence(&dossier, {{.account = "a", .evidence = Brought("K6", {"z"})}}, kBen));
  EXPECT_FALSE(SetRoles(&dossier, {{.account = "z"}}, kBen));
  EXPECT_EQ(WriteDossier(dossier), before);
  ASSERT_TRUE(AddEvidence(&dossier, {{.account = "a", .evidence = Brought("K6")}}, kBen));
  const std::size_t evidence = dossier.accounts[0].evidence.size();
  ASSERT_TRUE(AddEvidence(&dossier, {{.account = "a", .evidence = Brought("K6")}}, kBen));
  EXPECT_EQ(dossier.accounts[0].evidence.size(), evidence);  // twice is once
}

}  // namespace
}  // namespace evenhand::dossier
