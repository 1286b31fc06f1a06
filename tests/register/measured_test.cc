// From measurements to verdicts and moves (transparency.md 8, reach.md 2.5 and 2.6).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "codec/json_document.h"
#include "register/series.h"
#include "source_dir.h"

namespace evenhand::access {
namespace {

using testing::HasSubstr;

Day D(std::string_view text) { return *ParseDay(text); }

// ---- thresholds

struct Threshold {
  std::int64_t votes, most_open, fewest_blocked;  // -1: not given
};

class Wilson : public testing::TestWithParam<Threshold> {};

WindowTally Tallied(std::int64_t votes, std::int64_t blocked, bool others_open = true) {
  WindowTally tally;
  for (std::int64_t i = 0; i < votes; ++i) {
    const Counts counts = i < blocked   ? Counts{.anomaly = 5}
                          : others_open ? Counts{.ok = 5}
                                        : Counts{.ok = 7, .anomaly = 3};
    tally.Add(static_cast<std::uint32_t>(i % 7 + 1), D("2026-01-05") + Days{i / 7}, counts);
  }
  return tally;
}

TEST_P(Wilson, TheTableOfTheSpecificationHolds) {
  const Threshold& t = GetParam();
  if (t.fewest_blocked >= 0) {
    EXPECT_EQ(Judge(Tallied(t.votes, t.fewest_blocked), 7, {}).verdict, Verdict::kBlocked);
    EXPECT_NE(Judge(Tallied(t.votes, t.fewest_blocked - 1), 7, {}).verdict, Verdict::kBlocked);
  }
  if (t.most_open >= 0) {
    EXPECT_EQ(Judge(Tallied(t.votes, t.most_open), 7, {}).verdict, Verdict::kOpen);
    EXPECT_NE(Judge(Tallied(t.votes, t.most_open + 1), 7, {}).verdict, Verdict::kOpen);
  }
}

INSTANTIATE_TEST_SUITE_P(Votes, Wilson,
                         testing::Values(Threshold{10, -1, 9}, Threshold{14, -1, 11},
                                         Threshold{20, 1, 15}, Threshold{28, 2, 20},
                                         Threshold{49, 6, 32}, Threshold{12, 0, -1}),
                         [](const auto& tested) {
                           return "of" + std::to_string(tested.param.votes);
                         });

TEST(Votes, WhatIsTakenAwayLeavesNothing) {
  WindowTally tally = Tallied(20, 12);
  for (std::int64_t i = 0; i < 20; ++i) {
    const Counts counts = i < 12 ? Counts{.anomaly = 5} : Counts{.ok = 5};
    tally.Remove(static_cast<std::uint32_t>(i % 7 + 1), D("2026-01-05") + Days{i / 7}, counts);
  }
  EXPECT_EQ(tally.votes(), 0);
  EXPECT_EQ(tally.voting_networks(), 0);
  EXPECT_EQ(tally.reporting_networks(), 0);
  EXPECT_EQ(tally.blocked_days(), 0U);
}

// ---- files

constexpr std::string_view kHeader =
    "probe_asn,measurement_start_day,ok_count,anomaly_count,confirmed_count,failure_count,"
    "measurement_count\n";

struct Import {
  Measurements measured{"ET"};
  std::int64_t rows = 0, dropped = 0;
};

Result<Import> Imported(const std::vector<std::string>& files, std::size_t piece = 1000,
                        const MeasurementOptions& options = {}) {
  Import import{Measurements("ET", options)};
  for (const std::string& file : files) {
    AggregateReader reader({.network = true},
                           [&](const AggregateRow& row) { return import.measured.Add(row); });
    for (std::size_t at = 0; at < file.size(); at += piece)
      EVENHAND_TRY(reader.Feed(std::string_view(file).substr(at, piece)));
    EVENHAND_TRY(reader.Finish());
    EVENHAND_TRY(import.measured.EndFile());
    import.rows += reader.rows();
    import.dropped += reader.dropped();
  }
  return import;
}

std::string ErrorOf(const std::string& file) {
  const auto import = Imported({file});
  return import ? std::string() : import.error().message;
}

std::string Csv(std::initializer_list<const char*> rows) {
  std::string text(kHeader);
  for (const char* row : rows) text.append(row).append("\n");
  return text;
}

std::string JsonRow(std::string_view day, std::string_view network, std::string_view more = "") {
  return R"({"measurement_start_day": ")" + std::string(day) + R"(", "probe_asn": )" +
         std::string(network) +
         R"(, "ok_count": 1, "anomaly_count": 2, "confirmed_count": 0, "failure_count": 0, "measurement_count": 3)" +
         std::string(more) + "}";
}

std::string Json(std::string_view rows, std::string_view head = R"("v": 0, "dimension_count": 2)") {
  return "{" + std::string(head) + R"(, "db_stats": {"x": 1}, "result": [)" + std::string(rows) +
         "]}";
}

TEST(Files, CsvAndJsonSayTheSame) {
  const auto csv = Imported({Csv({"AS24757,2019-06-15,1,2,0,0,3"})}, 7);
  const auto json = Imported({Json(JsonRow("2019-06-15", "24757"))}, 7);
  ASSERT_TRUE(csv) << csv.error().message;
  ASSERT_TRUE(json) << json.error().message;
  ASSERT_EQ(csv->measured.cells().size(), 1U);
  ASSERT_EQ(json->measured.cells().size(), 1U);
  EXPECT_EQ(csv->measured.cells()[0].counts, json->measured.cells()[0].counts);
  EXPECT_EQ(csv->measured.cells()[0].network, 24757U);
}

TEST(Files, RowsThatDoNotAddUpAreDroppedAndHiddenOnesLeftOut) {
  const auto import =
      Imported({Csv({"1,2019-06-15,1,2,0,0,3", "2,2019-06-15,1,2,0,0,4", "3,2019-06-15,-1,4,0,0,3",
                     "4,2019-06-15,1.0,2,0,0,3", "5,2019-06-15,2000000000,0,0,0,2000000000",
                     "0,2019-06-15,1,2,0,0,3"})});
  ASSERT_TRUE(import) << import.error().message;
  EXPECT_EQ(import->rows, 6);
  EXPECT_EQ(import->dropped, 4);
  EXPECT_EQ(import->measured.left_out(), 1);
  EXPECT_EQ(import->measured.cells().size(), 1U);
}

TEST(Files, HoursAreAddedUpIntoTheirDay) {
  const auto import =
      Imported({Csv({"1,2019-06-15T00:00:00Z,1,2,0,0,3", "1,2019-06-15T23:00:00Z,4,0,0,1,5",
                     "1,2019-06-16T00:00:00Z,1,0,0,0,1"})});
  ASSERT_TRUE(import) << import.error().message;
  ASSERT_EQ(import->measured.cells().size(), 2U);
  EXPECT_EQ(import->measured.cells()[0].counts, (Counts{.ok = 5, .anomaly = 2, .failure = 1}));
}

TEST(Files, TwoTestsOfAServiceAreAddedUp) {
  const std::string one = Csv({"1,2019-06-15,1,2,0,0,3"});
  const auto import = Imported({one, Csv({"1,2019-06-15,4,0,1,0,5", "2,2019-06-14,1,0,0,0,1"})});
  ASSERT_TRUE(import);
  ASSERT_EQ(import->measured.cells().size(), 2U);
  EXPECT_EQ(import->measured.cells()[0].network, 2U);
  EXPECT_EQ(import->measured.cells()[1].counts, (Counts{.ok = 5, .anomaly = 2, .confirmed = 1}));
}

struct Refused {
  const char* name;
  std::string file;
  const char* says;
};

class Refusing : public testing::TestWithParam<Refused> {};
TEST_P(Refusing, SaysWhatIsWrong) {
  EXPECT_THAT(ErrorOf(GetParam().file), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Answers, Refusing,
    testing::Values(
        Refused{"empty", "", "empty"},
        Refused{"a_page", "<html><body>502 Bad Gateway", "it begins: <html><body>502"},
        Refused{"a_text", "Internal Server Error", "Internal Server Error"},
        Refused{"the_servers_error", R"({"v": 0, "error": "time_grain must be day"})",
                "the server said: time_grain must be day"},
        Refused{"another_version",
                Json(JsonRow("2019-06-15", "1"), R"("v": 1, "dimension_count": 2)"),
                "'v' other than 0"},
        Refused{"one_axis", Json(JsonRow("2019-06-15", "1"), R"("v": 0, "dimension_count": 1)"),
                "not two axes"},
        Refused{"no_axes", R"({"v": 0, "dimension_count": 0, "result": {"ok_count": 1}})",
                "not two axes"},
        Refused{"no_network",
                "measurement_start_day,ok_count,anomaly_count,confirmed_count,failure_count,"
                "measurement_count\n2019-06-15,1,2,0,0,3\n",
                "no network"},
        Refused{"split_by_input", Json(JsonRow("2019-06-15", "1", R"(, "input": "x")")),
                "split by input"},
        Refused{"split_by_test", Json(JsonRow("2019-06-15", "1", R"(, "test_name": "signal")")),
                "split by 'test_name'"},
        Refused{"another_state", Json(JsonRow("2019-06-15", "1", R"(, "probe_cc": "KE")")),
                "about KE, not about ET"},
        Refused{"a_month", Csv({"1,2019-06,1,2,0,0,3"}), "time_grain=day"},
        Refused{"weeks",
                Csv({"1,2019-06-03,1,2,0,0,3", "1,2019-06-10,1,2,0,0,3", "2,2019-06-24,1,2,0,0,3"}),
                "a week apart"},
        Refused{"months",
                Csv({"1,2019-06-01,1,2,0,0,3", "1,2019-07-01,1,2,0,0,3", "2,2019-09-01,1,2,0,0,3"}),
                "a month apart"},
        Refused{"days_and_hours",
                Csv({"1,2019-06-01,1,2,0,0,3", "1,2019-06-02T00:00:00Z,1,2,0,0,3"}),
                "hours and days"},
        Refused{"twice",
                Csv({"1,2019-06-01,1,2,0,0,3", "2,2019-06-01,1,2,0,0,3", "1,2019-06-01,1,2,0,0,3"}),
                "stands twice"},
        Refused{"before_there_were_any", Csv({"1,2009-06-01,1,2,0,0,3"}), "December 2012"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Files, DaysAWeekApartCanBeDays) {
  const std::string file =
      Csv({"1,2019-06-03,1,2,0,0,3", "1,2019-06-10,1,2,0,0,3", "2,2019-06-24,1,2,0,0,3"});
  EXPECT_TRUE(Imported({file}, 1000, {.daily = true}));
}

// ---- moves

// A week-long pattern for each letter: b blocked, o open, - nothing measured; four networks, every
// day.
std::vector<Cell> Weeks(std::string_view pattern) {
  std::vector<Cell> cells;
  auto day = static_cast<std::int32_t>(D("2026-01-05").time_since_epoch().count());
  for (const char letter : pattern) {
    for (int i = 0; i < 7; ++i, ++day) {
      if (letter == '-') continue;
      for (std::uint32_t network = 1; network <= 4; ++network) {
        cells.push_back({day, network, letter == 'b' ? Counts{.anomaly = 5} : Counts{.ok = 5}});
      }
    }
  }
  return cells;
}

Controls AllFine(Day, Day) {
  return {.world = 0.01, .local = 0.02, .outage_days = std::set<Day>()};
}

Result<Register> After(std::string_view pattern, const ControlsOf& controls = AllFine) {
  Register known;
  const auto series = SeriesOf(Weeks(pattern), controls, false);
  const MoveOptions options{.state = "XA",
                            .service = "chat",
                            .source = {.url = "https://measurements.example/",
                                       .kind = SourceKind::kMeasurement,
                                       .origin = "probes"},
                            .entered = {.by = {"a", "b"}, .at = Time(D("2026-06-01"))}};
  EVENHAND_ASSIGN(const auto moves, MovesOf(series, options, &known));
  return known;
}

TEST(Moves, ARunOpensAnEntryWithTheTwoEndsOfItsBeginning) {
  const auto known = After("oobb");
  ASSERT_TRUE(known);
  ASSERT_EQ(known->entries().size(), 1U);
  const Entry& entry = known->entries()[0];
  EXPECT_EQ(entry.status, Status::kReported);
  // Open until two blocked days in 28 votes no longer leave it open; blocked from 20 of 28 votes
  // on.
  EXPECT_EQ(FormatBeginning(entry.from), "2026-01-18..2026-01-23");
  EXPECT_EQ(FormatDays(*entry.seen), "2026-02-01");
}

TEST(Moves, WithoutControlsNothingIsOpened) {
  const auto known = After("oobbbb", [](Day, Day) { return Controls{}; });
  ASSERT_TRUE(known);
  EXPECT_TRUE(known->entries().empty());
}

TEST(Moves, TwoOpenWeeksEndWhatRestsOnMeasurements) {
  const auto known = After("obbboo");
  ASSERT_TRUE(known);
  ASSERT_EQ(known->entries().size(), 1U);
  EXPECT_EQ(known->entries()[0].status, Status::kEnded);
  EXPECT_EQ(known->entries()[0].to->latest, D("2026-02-08"));
}

TEST(Moves, SilenceIsNotOpenness) {
  const auto known = After("obbb----");
  ASSERT_TRUE(known);
  EXPECT_EQ(known->entries()[0].status, Status::kReported);
  EXPECT_FALSE(known->entries()[0].to);
}

TEST(Moves, AFaultOfTheServiceMovesNothing) {
  const auto known = After("obbb", [](Day, Day) {
    return Controls{.world = 0.9, .local = 0.02, .outage_days = std::set<Day>()};
  });
  ASSERT_TRUE(known);
  EXPECT_TRUE(known->entries().empty());
}

// ---- real samples, which are not part of the project

std::optional<std::string> Sample(std::string_view name) {
  const std::filesystem::path path =
      std::filesystem::path(SourceDir()) / "../shared/data/ooni" / name;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// The samples come so: the answers of several services in one file.
TEST(Aggregates, OfSeveralServicesInOneFileThatOfTheServiceIsRead) {
  const std::string row =
      R"("anomaly_count":3,"confirmed_count":0,"failure_count":0,"ok_count":0,"measurement_count":3,)";
  const auto answer = [&](int network) {
    return R"({"v":0,"dimension_count":2,"result":[{)" + row +
           R"("measurement_start_day":"2019-06-12","probe_asn":)" + std::to_string(network) + "}]}";
  };
  const std::string both = R"({"whatsapp":)" + answer(1) + R"(,"telegram":)" + answer(2) + "}";
  const auto read = [&](const std::string& service, bool* is_of_several) -> Result<std::uint32_t> {
    std::uint32_t network = 0;
    AggregateReader reader(
        {.network = true},
        [&](const AggregateRow& one) -> Result<void> {
          network = *one.network;
          return {};
        },
        service);
    EVENHAND_TRY(reader.Feed(both));
    EVENHAND_TRY(reader.Finish());
    *is_of_several = reader.is_of_several();
    return network;
  };
  bool is_of_several = false;
  EXPECT_EQ(*read("whatsapp", &is_of_several), 1U);
  EXPECT_TRUE(is_of_several);
  EXPECT_EQ(*read("telegram", &is_of_several), 2U);
  const auto none = read("signal", &is_of_several);
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("the answers of whatsapp, telegram, and none of 'signal'"),
            std::string::npos)
      << none.error().message;
  EXPECT_NE(ErrorOf(R"({"pairs":[]})").find("version 'v'"), std::string::npos);
}

TEST(RealSamples, AStateWithOneProviderStaysUnknown) {
  const auto text = Sample("aggregation-et-2019.json");
  if (!text) GTEST_SKIP() << "the samples of measurements are not here";
  codec::JsonDocument document;
  const auto root = document.ParseCopy(*text);
  ASSERT_TRUE(root);
  for (const std::string_view service : {"whatsapp", "telegram"}) {
    std::string answer;
    codec::AppendJson(root->Field(service), &answer);
    const auto import = Imported({answer});
    ASSERT_TRUE(import) << import.error().message;
    EXPECT_EQ(import->dropped, 0);
    for (const bool single : {false, true}) {
      const auto series = SeriesOf(import->measured.cells(), AllFine, single);
      for (const Window& window : series)
        EXPECT_EQ(window.judged.verdict, Verdict::kUnknown) << FormatDay(window.last);
      if (service != "telegram") continue;
      ASSERT_EQ(FormatDay(series.back().last), "2019-06-18");
      EXPECT_EQ(series.back().votes, 3);
      EXPECT_EQ(series.back().blocked, 3);
    }
  }
}

TEST(RealSamples, EveryRecordedAnswerIsReadOrRefusedWithAReason) {
  const auto text = Sample("aggregation-answers-2021-07.json");
  if (!text) GTEST_SKIP() << "the samples of measurements are not here";
  codec::JsonDocument document;
  const auto root = document.ParseCopy(*text);
  ASSERT_TRUE(root);
  const auto pairs = root->Field("pairs");
  ASSERT_EQ(pairs.size(), 19U);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    std::string answer;
    // An error is the whole answer that the server gave.
    const auto given = pairs.Item(i).Field("answer");
    codec::AppendJson(given.missing() ? pairs.Item(i) : given, &answer);
    EXPECT_THAT(ErrorOf(answer),
                testing::AnyOf(HasSubstr("not two axes"), HasSubstr("the server said"),
                               HasSubstr("no network"), HasSubstr("version")))
        << pairs.Item(i).Field("request").AsString();
  }
}

}  // namespace
}  // namespace evenhand::access
