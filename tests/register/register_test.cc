// The moves of an entry, what each needs, and the two times (reach.md 2.2 to 2.4, 2.8).

#include "register/register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "register/answer.h"
#include "register/csv_form.h"

namespace evenhand::access {
namespace {

using testing::HasSubstr;

Day D(std::string_view text) { return *ParseDay(text); }

Source Says_(std::string_view origin, Says says, std::string_view day,
             SourceKind kind = SourceKind::kPress) {
  return {.url = "https://" + std::string(origin) + ".example/" +
                 std::to_string(static_cast<int>(says)),
          .kind = kind,
          .origin = std::string(origin),
          .says = says,
          .day = D(day)};
}

Change Opened(std::vector<Source> sources) {
  return {.by = {"a", "b"},
          .state = "XA",
          .service = "chat",
          .limit = Kind::kBlock,
          .from = Beginning{D("2020-03-10"), D("2020-03-10")},
          .seen = DayPair{D("2020-03-12"), D("2020-03-12")},
          .sources = std::move(sources)};
}

Change Moved(ChangeKind kind, std::vector<Source> sources = {},
             std::string why = "as the sources say") {
  return {.kind = kind,
          .by = {"a", "b"},
          .why = std::move(why),
          .entry = "r-XA-chat-1",
          .sources = std::move(sources)};
}

Register Begun(std::vector<Source> sources = {Says_("press", Says::kInForce, "2020-03-11")}) {
  Register known;
  EXPECT_TRUE(known.Apply(Opened(std::move(sources))));
  return known;
}

const Entry& Only(const Register& known) { return known.entries().at(0); }

std::string Refusal(Register* known, Change change) {
  const auto applied = known->Apply(std::move(change));
  return applied ? std::string() : applied.error().message;
}

TEST(Opening, NeedsASourceThatSaysItIsInForce) {
  Register known;
  EXPECT_THAT(Refusal(&known, Opened({})), HasSubstr("needs a source"));
  EXPECT_THAT(Refusal(&known, Opened({Says_("press", Says::kInForce, "2020-03-09")})),
              HasSubstr("needs a source"));
  Change forecast = Opened({Says_("press", Says::kInForce, "2020-03-11")});
  forecast.seen.reset();
  EXPECT_THAT(Refusal(&known, forecast), HasSubstr("forecast"));
  EXPECT_TRUE(known.changes().empty());
  EXPECT_EQ(Only(Begun()).id, "r-XA-chat-1");
  EXPECT_EQ(Only(Begun()).status, Status::kReported);
}

TEST(Opening, NumbersAreNeverUsedAgain) {
  Register known = Begun();
  ASSERT_TRUE(known.Apply(Moved(ChangeKind::kWithdraw)));
  ASSERT_TRUE(known.Apply(Opened({Says_("press", Says::kInForce, "2020-03-11")})));
  EXPECT_EQ(known.entries()[1].id, "r-XA-chat-2");
  EXPECT_THAT(
      Refusal(&known, Moved(ChangeKind::kSource, {Says_("x", Says::kInForce, "2020-03-11")})),
      HasSubstr("withdrawn"));
}

TEST(Changes, AreMadeByTwo) {
  Register known = Begun();
  Change alone = Moved(ChangeKind::kWithdraw);
  alone.by = {"a"};
  EXPECT_THAT(Refusal(&known, alone), HasSubstr("two curators"));
  alone.by = {"a", "a"};
  EXPECT_THAT(Refusal(&known, alone), HasSubstr("two curators"));
}

TEST(Changes, HoldNoAddressOfAnyKind) {
  for (const std::string why :
       {"seen from 192.0.2.7", "write to who@example.org", "2001:db8:0:1:1:1:1:1"}) {
    Register known = Begun();
    EXPECT_THAT(Refusal(&known, Moved(ChangeKind::kWithdraw, {}, why)),
                HasSubstr("no place in the register"))
        << why;
  }
  Register known = Begun();
  EXPECT_TRUE(
      known.Apply(Moved(ChangeKind::kWithdraw, {}, "version 1.2.3 of 10:30, see section 2.4.1")));
}

struct Confirmation {
  const char* name;
  std::vector<Source> sources;
  const char* refusal;  // empty: confirmed
};

class Confirming : public testing::TestWithParam<Confirmation> {};

TEST_P(Confirming, NeedsTwoIndependentOrigins) {
  Register known = Begun(GetParam().sources);
  EXPECT_THAT(Refusal(&known, Moved(ChangeKind::kConfirm)), HasSubstr(GetParam().refusal));
  EXPECT_EQ(Only(known).status,
            *GetParam().refusal == '\0' ? Status::kConfirmed : Status::kReported);
}

const Source kOfPress = Says_("press", Says::kInForce, "2020-03-11");
const Source kUnread = {.url = "https://unread.example/"};

INSTANTIATE_TEST_SUITE_P(
    Grounds, Confirming,
    testing::Values(
        Confirmation{
            "two_origins",
            {kOfPress, Says_("Observatory", Says::kSince, "2020-03-10", SourceKind::kMonitor)},
            ""},
        Confirmation{"one", {kOfPress}, "1 origin"},
        Confirmation{"one_origin_on_two_pages",
                     {kOfPress,
                      {.url = "https://other.example/",
                       .origin = " PRESS",
                       .says = Says::kInForce,
                       .day = D("2020-03-12")}},
                     "1 origin"},
        Confirmation{
            "pages_nobody_read", {kUnread, {.url = "https://unread2.example/"}}, "0 origins"},
        Confirmation{"two_measurements",
                     {Says_("probes", Says::kInForce, "2020-03-11", SourceKind::kMeasurement),
                      Says_("others", Says::kInForce, "2020-03-11", SourceKind::kMeasurement)},
                     "1 origin"},
        Confirmation{"a_measurement_and_a_report_on_it",
                     {Says_("probes", Says::kInForce, "2020-03-11", SourceKind::kMeasurement),
                      {.url = "https://blog.example/",
                       .origin = "probes",
                       .says = Says::kInForce,
                       .day = D("2020-03-12")}},
                     "1 origin"},
        Confirmation{
            "a_measurement_and_press",
            {Says_("probes", Says::kInForce, "2020-03-11", SourceKind::kMeasurement), kOfPress},
            ""},
        Confirmation{"orders_alone",
                     {Says_("court", Says::kSince, "2020-03-10", SourceKind::kOrder),
                      Says_("office", Says::kSince, "2020-03-10", SourceKind::kOrder)},
                     "effect"},
        Confirmation{"an_order_and_press",
                     {Says_("court", Says::kSince, "2020-03-10", SourceKind::kOrder), kOfPress},
                     ""}),
    [](const auto& tested) { return tested.param.name; });

TEST(Contesting, ADenialAloneChangesNothing) {
  Register known = Begun();
  ASSERT_TRUE(known.Apply(
      Moved(ChangeKind::kSource,
            {{.url = "https://state.example/", .origin = "a spokesman", .says = Says::kDenied}})));
  EXPECT_EQ(Only(known).denials.size(), 1U);
  EXPECT_THAT(Refusal(&known, Moved(ChangeKind::kContest)), HasSubstr("denial alone"));
  EXPECT_TRUE(known.Apply(Moved(ChangeKind::kContest, {Says_("probes", Says::kOpen, "2020-03-11",
                                                             SourceKind::kMeasurement)})));
  EXPECT_EQ(Only(known).status, Status::kContested);
  EXPECT_EQ(AnswerOn(Only(known), D("2020-03-11")), (Answer{Certainty::kMaybe, Doubt::kContested}));
}

TEST(Contesting, OfWhatIsConfirmedTakesTwoAndGoesBackToIt) {
  Register known =
      Begun({kOfPress, Says_("observatory", Says::kInForce, "2020-03-11", SourceKind::kMonitor)});
  ASSERT_TRUE(known.Apply(Moved(ChangeKind::kConfirm)));
  EXPECT_THAT(
      Refusal(&known, Moved(ChangeKind::kContest, {Says_("paper", Says::kOpen, "2020-03-11")})),
      HasSubstr("equal grade"));
  EXPECT_TRUE(Only(known).sources.size() == 2) << "a refused change leaves nothing behind";
  ASSERT_TRUE(
      known.Apply(Moved(ChangeKind::kContest, {Says_("paper", Says::kOpen, "2020-03-11"),
                                               Says_("radio", Says::kOpen, "2020-03-12")})));
  ASSERT_TRUE(known.Apply(Moved(ChangeKind::kSettle)));
  EXPECT_EQ(Only(known).status, Status::kConfirmed);
}

TEST(Contesting, NeedsADayOnWhichItIsInForce) {
  Register known = Begun();
  EXPECT_THAT(
      Refusal(&known, Moved(ChangeKind::kContest, {Says_("paper", Says::kOpen, "2020-03-01")})),
      HasSubstr("opposed by no source"));
}

TEST(Ending, TakesAsManyOriginsAsTheForce) {
  Register known =
      Begun({kOfPress, Says_("observatory", Says::kInForce, "2020-03-11", SourceKind::kMonitor)});
  Change end = Moved(ChangeKind::kEnd, {Says_("press", Says::kEnded, "2020-04-01")});
  end.to = DayPair{D("2020-04-01"), D("2020-04-01")};
  EXPECT_THAT(Refusal(&known, end), HasSubstr("a proposal"));
  Change proposal = end;
  proposal.kind = ChangeKind::kPropose;
  ASSERT_TRUE(known.Apply(proposal));
  EXPECT_EQ(AnswerOn(Only(known), D("2020-04-02")).certainty, Certainty::kYes)
      << "a proposal answers nothing";
  end.sources = {Says_("observatory", Says::kEnded, "2020-04-01", SourceKind::kMonitor)};
  ASSERT_TRUE(known.Apply(end));
  EXPECT_EQ(Only(known).status, Status::kEnded);
  EXPECT_EQ(Only(known).grade, Status::kReported);
  EXPECT_EQ(AnswerOn(Only(known), D("2020-04-02")).certainty, Certainty::kNo);
  EXPECT_THAT(Refusal(&known, end), HasSubstr("new entry"));
}

TEST(Lapses, OfTwoDaysAreNone) {
  Register known = Begun();
  Change lapse = Moved(ChangeKind::kLapse);
  lapse.lapse = DaySpan{D("2020-03-11"), D("2020-03-13")};
  EXPECT_THAT(Refusal(&known, lapse), HasSubstr("48 hours"));
  lapse.lapse->to = D("2020-03-12");
  EXPECT_TRUE(known.Apply(lapse));
}

TEST(Sightings, NeverMoveBack) {
  Register known = Begun();
  Change seen = Moved(ChangeKind::kSeen, {Says_("paper", Says::kInForce, "2020-03-11")});
  seen.seen = DayPair{D("2020-03-11"), D("2020-03-11")};
  EXPECT_THAT(Refusal(&known, seen), HasSubstr("never moves back"));
}

TEST(Challenges, AreAnsweredByTwoWhoDidNotEnterIt) {
  Register known = Begun();
  Change challenge{
      .kind = ChangeKind::kChallenge, .why = "It was open that week", .entry = "r-XA-chat-1"};
  ASSERT_TRUE(known.Apply(&challenge));
  EXPECT_EQ(challenge.challenge, "c-1");
  EXPECT_EQ(known.challenges()[0].due - known.challenges()[0].filed, std::chrono::days(14));
  Change answer{.kind = ChangeKind::kAnswer,
                .by = {"a", "c"},
                .why = "The source gives the day",
                .challenge = "c-1",
                .upheld = false};
  EXPECT_THAT(Refusal(&known, answer), HasSubstr("two others"));
  answer.by = {"c", "d"};
  ASSERT_TRUE(known.Apply(answer));
  EXPECT_EQ(known.challenges()[0].upheld, false);
  EXPECT_THAT(Refusal(&known, answer), HasSubstr("has its answer"));
}

TEST(KnownAt, UsesNothingRecordedLater) {
  Register known = Begun();
  Change end = Moved(ChangeKind::kEnd, {Says_("press", Says::kEnded, "2020-04-01")});
  end.recorded_at = Time(Days{20000});
  end.to = DayPair{D("2020-04-01"), D("2020-04-01")};
  ASSERT_TRUE(known.Apply(end));
  const auto before = ReplayedTo(known.changes(), Time(Days{20000}) - std::chrono::seconds(1));
  ASSERT_TRUE(before);
  EXPECT_EQ(AnswerOn(Only(*before), D("2020-04-02")).certainty, Certainty::kYes);
  const auto then = ReplayedTo(known.changes(), Time(Days{20000}));
  EXPECT_EQ(AnswerOn(Only(*then), D("2020-04-02")).certainty, Certainty::kNo);
}

TEST(ChangesAsJson, ReadBackToTheSameBytes) {
  Register known = Begun({kOfPress, kUnread});
  Change lapse = Moved(ChangeKind::kLapse);
  lapse.lapse = DaySpan{D("2020-03-11"), D("2020-03-12")};
  ASSERT_TRUE(known.Apply(lapse));
  ASSERT_TRUE(known.Apply(
      {.kind = ChangeKind::kImported, .by = {"a", "b"}, .files = {std::string(64, 'a')}}));
  for (const Change& change : known.changes()) {
    codec::JsonDocument document;
    const auto again = ReadChange(*document.ParseCopy(ChangeJson(change)));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, change);
    EXPECT_EQ(ChangeJson(*again), ChangeJson(change));
  }
  codec::JsonDocument document;
  EXPECT_FALSE(ReadChange(
      *document.ParseCopy(R"({"change": "open", "at": "2020-01-01T00:00:00Z", "device": "x"})")));
}

TEST(CsvForm, ARowWithOneDateIsAPlan) {
  const std::string_view text =
      "state,service,kind,from,to,source1,source2,note,seen\n"
      "XA,chat,block,2026-04-01,,https://a.example/,,\"said, not seen\",\n"
      "XA,chat,block,,,https://a.example/,,,2024\n";
  const auto changes = ReadCsvForm(text, {.by = {"a", "b"}});
  ASSERT_TRUE(changes) << changes.error().message;
  Register known;
  for (const Change& change : *changes) ASSERT_TRUE(known.Apply(change));
  EXPECT_EQ(known.plans().size(), 1U);
  EXPECT_EQ(known.entries().size(), 1U);
  EXPECT_EQ(known.plans()[0].notes.at("en"), "said, not seen");
  const auto again = ReadCsvForm(WriteCsvForm(known), {.by = {"a", "b"}});
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)[0], (*changes)[1]);
  EXPECT_EQ((*again)[1], (*changes)[0]);
}

TEST(CsvForm, ErrorsNameTheRow) {
  const std::string header = "state,service,kind,from,to,source1,source2,note,seen\n";
  const auto error = [&](const std::string& text) {
    return ReadCsvForm(text, {.by = {"a", "b"}}).error().message;
  };
  EXPECT_THAT(error(header + "XA,chat,blok,2020,,https://a.example/,,,2020\n"),
              HasSubstr("row 2: 'blok'"));
  EXPECT_THAT(error(header + "XA,chat,block,2020-13,,https://a.example/,,,2020\n"),
              HasSubstr("row 2: '2020-13'"));
  EXPECT_THAT(error(header + "XA,chat\n"), HasSubstr("row 2 has 2 fields"));
  EXPECT_THAT(error("state,colour\n"), HasSubstr("'colour' is no column"));
  EXPECT_THAT(error(""), HasSubstr("empty"));
}

TEST(CsvForm, ALapseIsTwoRows) {
  Register known = Begun();
  Change lapse = Moved(ChangeKind::kLapse);
  lapse.lapse = DaySpan{D("2020-03-11"), D("2020-03-12")};
  ASSERT_TRUE(known.Apply(lapse));
  EXPECT_EQ(WriteCsvForm(known),
            "state,service,kind,from,to,source1,source2,note,seen\n"
            "XA,chat,block,2020-03-10,2020-03-11,https://press.example/1,,,\n"
            "XA,chat,block,2020-03-12,,https://press.example/1,,,2020-03-12\n");
}

}  // namespace
}  // namespace evenhand::access
