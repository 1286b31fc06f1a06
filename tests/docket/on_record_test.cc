// What else is a leaf: counts, published reports, accepted dossiers and who left them. (That every
// leaf opens to what the store holds is checked when a test ends.)

#include <gmock/gmock.h>

#include <algorithm>

#include "base/hex.h"
#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

using policy::AppealState;
using record::LeafKind;
using testing::Contains;

class OnRecord : public RecordedFixture {
 protected:
  void SetUp() override {
    RecordedFixture::SetUp();
    ASSERT_TRUE(docket_->Publish(ShippedYaml("health-misinformation-2021"), Day(0)));
  }
  std::uint64_t Waiting() { return docket_->store().Pending()->size(); }
  // ann is suspended for being in the dossier "net".
  void DecideByDossier() {
    CaseRequest request = Case("d1", "deletion_level", Day(2));
    request.input.facts["dossier_role"] = std::string("operator");
    ASSERT_TRUE(docket_->Decide(request));
  }
  Result<bool> Accept(const std::string& name, policy::Time at) {
    return docket_->NoteDossier({.name = name,
                                 .digest = "ab12",
                                 .by = "cem",
                                 .roles = {{"ann", "operator"}, {"bob", "paid"}},
                                 .at = at});
  }
  Result<std::optional<Restored>> Overturn() {
    EXPECT_TRUE(docket_->FileAppeal({.decision = "d1", .at = Day(3)}));
    EXPECT_TRUE(docket_->AssignAppeal("d1/1", "r9", Day(3)));
    return docket_->AnswerAppeal({.appeal = "d1/1",
                                  .outcome = AppealState::kOverturned,
                                  .reviewer = "r9",
                                  .reason = "hers",
                                  .at = Day(3)});
  }
  Giving StateOf(const std::string& thing) {
    const auto list = docket_->Checklist("d1");
    const auto found = std::ranges::find(*list, thing, &GivenBack::thing);
    EXPECT_NE(found, list->end()) << thing;
    return found == list->end() ? Giving::kNotPossible : found->result;
  }
};

TEST_F(OnRecord, CountsSayAlsoWhatDidNotHappen) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  ASSERT_TRUE(docket_->FileReport({.reporter = "p1", .account = "ann", .item = "i", .at = Day(1)}));
  ASSERT_TRUE(docket_->FileReport({.reporter = "p2", .account = "ann", .item = "i", .at = Day(9)}));
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .at = Day(2)}));
  const auto counts = docket_->CountUp(Day(0), Day(9));
  ASSERT_TRUE(counts) << counts.error().message;
  const auto line = [&](const std::string& name, std::int64_t n) {
    return std::ranges::count(counts->lines, std::pair(name, n));
  };
  EXPECT_EQ(line("reports", 1), 1) << "the day after the last one is not in it";
  EXPECT_EQ(line("appeals", 1), 1);
  EXPECT_EQ(line("authors of appeals suspended", 0), 1);
  ExpectRefused(docket_->PublishCounts(*counts, Day(8)), "when their period is over");
  ASSERT_TRUE(*docket_->PublishCounts(*counts, Day(9)));
  const record::Leaf leaf = NewestLeaf();
  EXPECT_EQ(leaf.kind, LeafKind::kCount);
  EXPECT_EQ(leaf.actions.front(), "counts 2022-03-01/2022-03-10");
  EXPECT_THAT(leaf.actions, Contains("reports 1"));
  EXPECT_THAT(leaf.actions, Contains("senders of reports warned 0"));
  const std::uint64_t waiting = Waiting();
  EXPECT_FALSE(*docket_->PublishCounts(*docket_->CountUp(Day(0), Day(9)), Day(20)));
  EXPECT_EQ(Waiting(), waiting) << "once for each period";
  ExpectRefused(docket_->CountUp(Day(1), Day(1)), "whole days");
  ExpectRefused(docket_->CountUp(Hour(1), Day(1)), "whole days");
}

TEST_F(OnRecord, AReportIsCalledByItsHash) {
  const std::string hash = DocumentHash("{}");
  ASSERT_TRUE(
      *docket_->NoteReport({.name = "parity-report", .hash = hash, .says = {"x/1"}, .at = Day(1)}));
  EXPECT_EQ(NewestLeaf().kind, LeafKind::kCount);
  EXPECT_EQ(Hex(record::BytesOf(*NewestLeaf().subject)), hash)
      << "whoever has the report can look for it";
  EXPECT_EQ(NewestLeaf().actions, (std::vector<std::string>{"parity-report", "x/1"}));
  EXPECT_FALSE(*docket_->NoteReport({.name = "parity-report", .hash = hash, .at = Day(2)}));
  ExpectRefused(docket_->NoteReport({.name = "parity-report", .hash = "abc", .at = Day(2)}),
                "no hash");
}

TEST_F(OnRecord, AnAcceptedDossierIsALeafAndNamesNobodyThere) {
  ASSERT_TRUE(*Accept("net", Day(1)));
  const record::Leaf leaf = NewestLeaf();
  EXPECT_EQ(leaf.kind, LeafKind::kRegisterChange);
  EXPECT_EQ(leaf.actions, (std::vector<std::string>{"dossier accepted", "accounts 2"}));
  EXPECT_FALSE(*Accept("net", Day(2)));
  ASSERT_TRUE(*docket_->NoteDossierRemoval(
      {.dossier = "net", .account = "bob", .by = "r9", .why = "an appeal", .at = Day(3)}));
  EXPECT_EQ(NewestLeaf().kind, LeafKind::kCorrection);
  EXPECT_EQ(NewestLeaf().outcome, record::LinkTo(*record::EncodeLeaf(leaf)))
      << "it says what it corrects";
  EXPECT_FALSE(*docket_->NoteDossierRemoval(
      {.dossier = "net", .account = "bob", .by = "r9", .why = "again", .at = Day(4)}));
  ExpectRefused(
      docket_->NoteDossierRemoval({.dossier = "net", .account = "ann", .by = "r9", .at = Day(4)}),
      "who removes, and why (15.5)");
}

TEST_F(OnRecord, AnOverturnedDecisionThatRestedOnADossierWaitsForTheRemoval) {
  ASSERT_TRUE(*Accept("net", Day(1)));
  DecideByDossier();
  const auto restored = Overturn();
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ((*restored)->dossiers, std::vector<std::string>{"net"});
  EXPECT_EQ(StateOf("removal from dossier net"), Giving::kOpen);
  ASSERT_TRUE(*docket_->NoteDossierRemoval(
      {.dossier = "net", .account = "bob", .by = "r9", .why = "another", .at = Day(4)}));
  EXPECT_EQ(StateOf("removal from dossier net"), Giving::kOpen) << "somebody else's";
  ASSERT_TRUE(*docket_->NoteDossierRemoval(
      {.dossier = "net", .account = "ann", .by = "r9", .why = "appeal d1/1", .at = Day(4)}));
  EXPECT_EQ(StateOf("removal from dossier net"), Giving::kDone) << "by itself";
}

TEST_F(OnRecord, ADossierThatNobodyPutOnRecordIsListedToo) {
  DecideByDossier();
  EXPECT_EQ((**Overturn()).dossiers, std::vector<std::string>{""});
  EXPECT_EQ(StateOf("removal from the dossier"), Giving::kOpen);
}

TEST_F(OnRecord, ADossierOfLaterIsNotBehindIt) {
  ASSERT_TRUE(*Accept("net", Day(1)));
  DecideByDossier();
  ASSERT_TRUE(*Accept("later", Day(3)));
  EXPECT_EQ((**Overturn()).dossiers, std::vector<std::string>{"net"});
}

TEST_F(OnRecord, ADecisionOfItsOwnGroundIsNot) {
  ASSERT_TRUE(*Accept("net", Day(1)));
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(2)));
  EXPECT_TRUE((**Overturn()).dossiers.empty());
}

}  // namespace
}  // namespace evenhand::docket
