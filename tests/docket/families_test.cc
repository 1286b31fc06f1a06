// An item that breaks clauses of two families: a strike in each, in the statement, in the standing,
// after a restart, and given back together (policy.md 5.2).

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

using policy::AppealState;
using testing::HasSubstr;

class TwoFamilies : public RecordedFixture {
 protected:
  void SetUp() override {
    RecordedFixture::SetUp();
    ASSERT_TRUE(docket_->Publish(ShippedYaml("civic-integrity-2023"), At(kBegin)));
  }

  Result<Ruling> DecideBoth(const std::string& id, policy::Time at) {
    CaseRequest request;
    request.input = {
        .decision = id, .account = "ann", .item = "item-" + id, .posted = At(kBegin), .at = at};
    request.input.judgements = {
        {.question = "civic_claim", .answer = std::string("label_level"), .by = "r1"},
        {.question = "health_claim", .answer = std::string("deletion_level"), .by = "r1"}};
    return docket_->Decide(request);
  }

  std::string Standing(policy::Time at) {
    std::string said;
    const auto standing = docket_->StandingOf("ann", at);
    for (const policy::LiveStrike& strike : standing->live)
      said += fmt::format("{} {} {}; ", strike.decision, strike.clause, strike.weight);
    return said;
  }

  static constexpr const char* kBegin = "2023-08-01T00:00:00Z";
};

TEST_F(TwoFamilies, CountAndAreGivenBackTogether) {
  const policy::Time begin = At(kBegin);
  const auto ruling = DecideBoth("d1", begin + std::chrono::hours(1));
  ASSERT_TRUE(ruling) << ruling.error().message;
  EXPECT_EQ(ruling->statement.ground, "health.deletion");
  EXPECT_EQ(ruling->statement.family, "health");
  EXPECT_EQ(ruling->statement.strikes_counted, 2);
  ASSERT_EQ(ruling->statement.beside.size(), 1u);
  EXPECT_EQ(ruling->statement.beside[0].family, "civic");
  EXPECT_EQ(ruling->statement.beside[0].counted, 1);
  EXPECT_EQ(ruling->statement.strikes.size(), 2u);
  EXPECT_THAT(ruling->json, HasSubstr(R"("beside": [{"added": 1, "family": "civic", "count": 1)"));
  ASSERT_TRUE(DecideBoth("d2", begin + std::chrono::hours(2)));

  const std::string both =
      "d1 health.deletion 2; d1 civic.label 1; "
      "d2 health.deletion 2; d2 civic.label 1; ";
  EXPECT_EQ(Standing(begin + std::chrono::hours(3)), both);
  Reopen();
  EXPECT_EQ(Standing(begin + std::chrono::hours(3)), both);

  const auto appeal =
      docket_->FileAppeal({.decision = "d1", .words = "no", .at = begin + std::chrono::hours(4)});
  ASSERT_TRUE(docket_->AssignAppeal(appeal->id, "r2", begin + std::chrono::hours(4)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = appeal->id,
                                     .outcome = AppealState::kOverturned,
                                     .reviewer = "r2",
                                     .reason = "a quotation",
                                     .at = begin + std::chrono::hours(4)}));
  EXPECT_EQ(Standing(begin + std::chrono::hours(5)), "d2 health.deletion 2; d2 civic.label 1; ");
  EXPECT_EQ(docket_->Recompute([](std::int64_t) {})->identical, 2);
}

}  // namespace
}  // namespace evenhand::docket
