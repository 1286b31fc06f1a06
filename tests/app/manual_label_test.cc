#include "app/manual_label.h"

#include <gtest/gtest.h>

namespace evenhand::app {
namespace {

TEST(ParseEntity, TheTypeEndsAtTheFirstSlash) {
  const auto entity = ParseEntity("Post/at://did:plc:ann/app.bsky.feed.post/3k");
  ASSERT_TRUE(entity);
  EXPECT_EQ(entity->type, "Post");
  EXPECT_EQ(entity->id, "at://did:plc:ann/app.bsky.feed.post/3k");
  EXPECT_EQ(ParseEntity("نام/علی")->id, "علی");
  for (const char* bad : {"", "ann", "/ann", "Account/", "Account/\xff"}) {
    EXPECT_FALSE(ParseEntity(bad)) << bad;
  }
}

struct DurationCase {
  const char* text;
  std::int64_t seconds;  // 0: refused
};

TEST(ParseDuration, CountsWeeksToSeconds) {
  for (const DurationCase& c : {DurationCase{"45s", 45},
                                {"90m", 5400},
                                {"12h", 43'200},
                                {"30d", 2'592'000},
                                {"2w", 1'209'600},
                                {"1d12h", 129'600},
                                {"0d1s", 1},
                                {"36525d", 3'155'760'000},
                                {"36525d1s", 0},
                                {"99999999999999999999d", 0},
                                {"9223372036854775807w", 0},
                                {"0s", 0},
                                {"", 0},
                                {"30", 0},
                                {"d", 0},
                                {"-1d", 0},
                                {"1.5h", 0},
                                {"1 d", 0},
                                {"1D", 0},
                                {"1d ", 0}}) {
    const Result<std::int64_t> got = ParseDuration(c.text);
    EXPECT_EQ(got ? *got : 0, c.seconds * 1'000'000) << c.text;
  }
}

TEST(ToMutation, IsAPersonsWordWithWhoAndWhy) {
  const ManualChange change{.label = "link-spammer",
                            .adds = false,
                            .by = "kim",
                            .why = "درخواست پذیرفته شد",
                            .lasts_us = 5};
  const auto mutation = ToMutation(change, TimeUs{100});
  ASSERT_TRUE(mutation);
  EXPECT_EQ(mutation->label, "link-spammer");
  EXPECT_EQ(mutation->reason, "_ManuallyUpdated");
  EXPECT_EQ(mutation->status, model::LabelStatus::kManuallyRemoved);
  EXPECT_EQ(mutation->description, "Manual update by {AdminEmail}: {Reason}");
  EXPECT_EQ(mutation->features.at("AdminEmail"), "kim");
  EXPECT_EQ(mutation->features.at("Reason"), "درخواست پذیرفته شد");
  EXPECT_EQ(mutation->expires_at, TimeUs{105});

  const auto good = ManualChange{.label = "x", .by = "kim", .why = "because"};
  EXPECT_EQ(ToMutation(good, TimeUs{})->status, model::LabelStatus::kManuallyAdded);
  EXPECT_EQ(ToMutation(good, TimeUs{})->expires_at, std::nullopt);
}

TEST(ToMutation, RefusesWhatIsEmptyOrNotText) {
  EXPECT_FALSE(ToMutation({.label = "", .by = "kim", .why = "y"}, TimeUs{}));
  EXPECT_FALSE(ToMutation({.label = "x", .by = "", .why = "y"}, TimeUs{}));
  EXPECT_FALSE(ToMutation({.label = "x", .by = "kim", .why = ""}, TimeUs{}));
  EXPECT_FALSE(ToMutation({.label = "x", .by = "kim", .why = "\xff"}, TimeUs{}));
}

TEST(CheckLabel, WantsALabelOfTheRulebookForThisType) {
  sml::Config config;
  config.labels["link-spammer"].valid_for = {"Account", "Domain"};
  config.labels["unused"] = {};
  EXPECT_TRUE(CheckLabel(config, "link-spammer", "Account"));
  EXPECT_EQ(CheckLabel(config, "link-spamer", "Account").error().message,
            "the rulebook has no label link-spamer; did you mean link-spammer?");
  EXPECT_EQ(CheckLabel(config, "quite-other", "Account").error().message,
            "the rulebook has no label quite-other");
  EXPECT_EQ(CheckLabel(config, "link-spammer", "Post").error().message,
            "the label link-spammer is valid for Account, Domain, not for Post");
  EXPECT_EQ(CheckLabel(config, "unused", "Post").error().message,
            "the label unused is valid for no type of entity, not for Post");
}

}  // namespace
}  // namespace evenhand::app
