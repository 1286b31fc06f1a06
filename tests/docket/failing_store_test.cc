// Every move with a disk that says no: an error, nothing kept in memory, and the same move succeeds
// afterwards.

#include <functional>

#include "docket/fixture.h"
#include "docket/reviews.h"

namespace evenhand::docket {
namespace {

class FailingStore : public cases::CaseStore {
 public:
  enum class Step { kNone, kPut, kCommit };
  explicit FailingStore(const Step* fails_at) : fails_at_(fails_at) {}
  Result<void> Begin() override { return store_->Begin(); }
  Result<void> Put(std::span<cases::CaseEvent> events,
                   std::span<const cases::PendingLeaf> leaves) override {
    if (*fails_at_ == Step::kPut) return Fail(ErrorCode::kIo, "the disk is full");
    return store_->Put(events, leaves);
  }
  Result<void> Commit() override {
    if (*fails_at_ == Step::kCommit) return Fail(ErrorCode::kIo, "the disk is full");
    return store_->Commit();
  }
  void Rollback() override { store_->Rollback(); }
  std::int64_t last_sequence() const override { return store_->last_sequence(); }
  Result<void> Each(std::int64_t from, const cases::VisitEvent& visit) override {
    return store_->Each(from, visit);
  }
  Result<void> EachOf(std::string_view account, const cases::VisitEvent& visit) override {
    return store_->EachOf(account, visit);
  }
  Result<void> EachOfKind(std::string_view kind, const cases::VisitEvent& visit) override {
    return store_->EachOfKind(kind, visit);
  }
  Result<void> EachAbout(std::string_view about, const cases::VisitEvent& visit) override {
    return store_->EachAbout(about, visit);
  }
  Result<std::optional<cases::CaseEvent>> Find(std::string_view kind,
                                               std::string_view id) override {
    return store_->Find(kind, id);
  }
  Result<void> EachPending(std::uint64_t from, const cases::VisitLeaf& visit) override {
    return store_->EachPending(from, visit);
  }
  Result<void> ForgetPending(std::uint64_t below) override { return store_->ForgetPending(below); }
  Result<void> Verify() override { return store_->Verify(); }
  Result<std::int64_t> Reindex(
      const std::function<Result<std::string>(const cases::CaseEvent&)>& about) override {
    return store_->Reindex(about);
  }

 private:
  const Step* fails_at_;
  std::unique_ptr<cases::CaseStore> store_ = cases::MakeMemoryStore();
};

struct Move {
  const char* name;
  std::function<Result<void>(Docket&)> make;
};

template <class T>
Result<void> Only(const Result<T>& result) {
  return result ? Result<void>() : Result<void>(tl::unexpected(result.error()));
}

const policy::Demand kDemand = {
    .state = "XX", .body = "B", .law = "L", .scope = "S", .date = "2022-03-02", .asks = "remove"};

// In order: each one needs those before it.
const std::vector<Move> kMoves = {
    {"deletion", [](Docket& d) { return Only(d.DeleteItem("ann", "item-d1", Day(2))); }},
    {"appeal", [](Docket& d) { return Only(d.FileAppeal({.decision = "d1", .at = Day(2)})); }},
    {"assign", [](Docket& d) { return d.AssignAppeal("d1/1", "r9", Day(2)); }},
    {"ask", [](Docket& d) { return d.AskAppeal("d1/1", "r9", "?", Day(2)); }},
    {"reply", [](Docket& d) { return d.ReplyAppeal("d1/1", "!", Day(2)); }},
    {"lapse",
     [](Docket& d) -> Result<void> {
       EVENHAND_ASSIGN(const auto lapsed, d.LapseAppeals(Day(9)));
       return lapsed.empty() ? Result<void>(Fail(ErrorCode::kInternal, "none lapsed"))
                             : Result<void>();
     }},
    {"answer",
     [](Docket& d) {
       return Only(d.AnswerAppeal({.appeal = "d1/1",
                                   .outcome = policy::AppealState::kUpheld,
                                   .reviewer = "r9",
                                   .reason = "x",
                                   .at = Day(9)}));
     }},
    {"refer", [](Docket& d) { return d.ReferAppeal("d1/1", "B", Day(9)); }},
    {"outside", [](Docket& d) { return d.RecordOutsideAnswer("d1/1", true, "x", Day(9)); }},
    {"close",
     [](Docket& d) {
       return Only(d.CloseAppeal({.appeal = "d1/1", .follow = true, .reason = "x", .at = Day(9)}));
     }},
    {"second decision's appeal",
     [](Docket& d) { return Only(d.FileAppeal({.decision = "d2", .at = Day(9)})); }},
    {"its reviewer", [](Docket& d) { return d.AssignAppeal("d2/1", "r9", Day(9)); }},
    {"its answer",
     [](Docket& d) {
       return Only(d.AnswerAppeal({.appeal = "d2/1",
                                   .outcome = policy::AppealState::kUpheld,
                                   .reviewer = "r9",
                                   .reason = "x",
                                   .at = Day(9)}));
     }},
    {"judgement of it", [](Docket& d) { return d.JudgeAppeal("d2/1", true, "r9", Day(9)); }},
    {"second appeal",
     [](Docket& d) {
       return Only(d.FileAppeal({.decision = "d2", .new_facts = "printed", .at = Day(9)}));
     }},
    {"stated time",
     [](Docket& d) {
       return Only(d.NoteCutOff({.account = "bob", .from = Day(2), .to = Day(82), .at = Day(90)}));
     }},
    {"review of it",
     [](Docket& d) {
       return Only(d.ReviewCutOff({.account = "bob",
                                   .from = Day(2),
                                   .to = Day(82),
                                   .accepted = true,
                                   .reviewer = "r3",
                                   .reason = "x",
                                   .at = Day(91)}));
     }},
    {"counts",
     [](Docket& d) -> Result<void> {
       EVENHAND_ASSIGN(const Counts counts, d.CountUp(Day(0), Day(9)));
       return Only(d.PublishCounts(counts, Day(9)));
     }},
    {"dossier",
     [](Docket& d) {
       return Only(d.NoteDossier(
           {.name = "net", .digest = "ab", .by = "cem", .roles = {{"ann", "paid"}}, .at = Day(9)}));
     }},
    {"removal from it",
     [](Docket& d) {
       return Only(d.NoteDossierRemoval(
           {.dossier = "net", .account = "ann", .by = "r9", .why = "x", .at = Day(9)}));
     }},
    {"cut-off",
     [](Docket& d) {
       return Only(d.NoteCutOff({.account = "ann", .from = Day(2), .to = Day(4), .at = Day(9)}));
     }},
    {"sweep",
     [](Docket& d) -> Result<void> {
       EVENHAND_ASSIGN(const auto ended, d.SweepExceptions(Day(40)));
       return ended.empty() ? Result<void>(Fail(ErrorCode::kInternal, "none ended"))
                            : Result<void>();
     }},
    {"report",
     [](Docket& d) -> Result<void> {
       EVENHAND_ASSIGN(
           const auto filed,
           d.FileReport({.reporter = "p", .account = "ann", .item = "i", .at = Day(9)}));
       return filed.was_there ? Result<void>(Fail(ErrorCode::kInternal, "there already"))
                              : Result<void>();
     }},
    {"demand",
     [](Docket& d) -> Result<void> {
       EVENHAND_ASSIGN(const auto filed, d.FileDemand(kDemand, Day(9)));
       return filed.was_there ? Result<void>(Fail(ErrorCode::kInternal, "there already"))
                              : Result<void>();
     }},
    {"access",
     [](Docket& d) -> Result<void> {
       const access::Day day = std::chrono::floor<access::Days>(Day(9));
       EVENHAND_ASSIGN(const auto made,
                       d.ChangeAccess({{.recorded_at = Day(9),
                                        .by = {"c1", "c2"},
                                        .state = "XA",
                                        .service = "chat",
                                        .limit = access::Kind::kBlock,
                                        .from = access::Beginning{day, day},
                                        .seen = access::DayPair{day, day},
                                        .sources = {{.url = "https://a.example/"}}}}));
       return made[0].entry == "r-XA-chat-1"
                  ? Result<void>()
                  : Result<void>(Fail(ErrorCode::kInternal, "there already"));
     }},
};

TEST(FailingStore, EveryMoveIsWholeOrNotThere) {
  using Step = FailingStore::Step;
  Step fails_at = Step::kNone;
  auto docket = *Docket::Open(std::make_unique<FailingStore>(&fails_at), nullptr,
                              [] { return record::Blinding{}; });
  ASSERT_TRUE(docket->Publish(ShippedYaml("public-interest-2019"), Day(0)));
  CaseRequest hidden, kept;
  hidden.input = {
      .decision = "d1", .account = "ann", .item = "item-d1", .posted = kPosted, .at = Day(1)};
  hidden.input.judgements = {
      {.question = "health_claim", .answer = std::string("deletion_level"), .by = "r1"}};
  kept.input = {
      .decision = "d2", .account = "bob", .item = "item-d2", .posted = kPosted, .at = Day(1)};
  kept.input.judgements = {
      {.question = "act", .answer = std::string("hateful_conduct"), .by = "r1"}};
  kept.input.attributes = {
      {"office", std::string("holder")}, {"verified", true}, {"followers", std::int64_t{200'000}}};
  kept.input.review = {.tests_met = true, .first_reviewer = "r1", .approvers = {"r2", "r3"}};
  ASSERT_TRUE(docket->Decide(hidden));
  ASSERT_TRUE(docket->Decide(kept));
  for (const Move& move : kMoves) {
    const std::int64_t before = docket->store().last_sequence();
    for (const Step step : {Step::kPut, Step::kCommit}) {
      fails_at = step;
      const auto failed = move.make(*docket);
      ASSERT_FALSE(failed) << move.name;
      EXPECT_EQ(failed.error().code, ErrorCode::kIo) << move.name << ": " << failed.error().message;
      EXPECT_EQ(docket->store().last_sequence(), before) << move.name;
    }
    fails_at = Step::kNone;
    const auto made = move.make(*docket);
    ASSERT_TRUE(made) << move.name << ": " << made.error().message;
    EXPECT_GT(docket->store().last_sequence(), before) << move.name;
  }
  const auto again = docket->Recompute([](std::int64_t) {});
  EXPECT_EQ(again->identical, 2);
}

// The log has leaves before the disk has them: those of a batch that failed must go again.
class FailingRecord : public RecordedFixture {
 protected:
  using Step = FailingStore::Step;
  void SetUp() override {
    docket_ = *Docket::Open(std::make_unique<FailingStore>(&fails_at_), Log(),
                            [] { return record::Blinding{}; });
    ASSERT_TRUE(docket_->Publish(ShippedYaml("health-misinformation-2021"), Day(0)));
  }
  Step fails_at_ = Step::kNone;
};

TEST_F(FailingRecord, ABatchThatFailsLeavesNothingInTheLog) {
  ASSERT_TRUE(Decide("d1", "label_level", Day(1)));  // waits for the record
  for (const Step step : {Step::kPut, Step::kCommit}) {
    fails_at_ = step;
    EXPECT_EQ(Decide("d2", "label_level", Day(2)).error().code, ErrorCode::kIo);
  }
  fails_at_ = Step::kNone;
  EXPECT_EQ(Decide("d3", "label_level", Day(3))->statement.strikes_counted, 2);
}

}  // namespace
}  // namespace evenhand::docket
