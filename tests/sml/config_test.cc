#include "sml/config.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace evenhand::sml {
namespace {

struct Reading {
  Config config;
  std::vector<std::string> errors;  // "config.yaml:4:0 config-key"
};

Reading Read(const std::map<std::string, std::string>& files) {
  SourceSet sources;
  for (const auto& [path, text] : files) sources.configs.push_back({path, text});
  Diagnostics diagnostics;
  Reading reading;
  reading.config = ReadConfig(sources, &diagnostics);
  for (const Diagnostic& d : diagnostics.all()) {
    EXPECT_EQ(d.stage, Stage::kConfig);
    if (d.severity == Severity::kWarning) continue;
    reading.errors.push_back(fmt::format("{}:{}:{} {}", sources.At(d.span.file).path, d.span.line,
                                         d.span.column, d.kind));
  }
  return reading;
}

TEST(Config, HoldsLabelsAndRates) {
  const Reading reading =
      Read({{"config.yaml",
             "labels:\n"
             "  spam: {valid_for: [User, کاربر], connotation: negative, description: هرزنامه}\n"
             "  trusted: {}\n"
             "actions:\n"
             "  post: {sample_rate: 0}\n"
             "  like: {}\n"
             "compatibility: osprey-1.1\n"}});
  EXPECT_THAT(reading.errors, testing::IsEmpty());
  EXPECT_THAT(reading.config.labels.at("spam").valid_for, testing::ElementsAre("User", "کاربر"));
  EXPECT_EQ(reading.config.labels.at("spam").connotation, "negative");
  EXPECT_EQ(reading.config.labels.at("spam").description, "هرزنامه");
  EXPECT_EQ(reading.config.labels.at("trusted").connotation, "neutral");
  EXPECT_EQ(reading.config.sample_rates.at("post"), 0);
  EXPECT_EQ(reading.config.sample_rates.at("like"), 100);
  EXPECT_TRUE(reading.config.osprey_1_1);
}

TEST(Config, MergesItsFiles) {
  const Reading reading =
      Read({{"config/a.yaml", "labels:\n  spam: {valid_for: [User]}\n"},
            {"config/b.yaml", ""},
            {"config/c.yaml", "labels:\n  spam: {valid_for: [Guild]}\n  ham: {}\n"}});
  EXPECT_THAT(reading.errors, testing::IsEmpty());
  EXPECT_THAT(reading.config.labels.at("spam").valid_for, testing::ElementsAre("User", "Guild"));
  EXPECT_TRUE(reading.config.labels.contains("ham"));
}

TEST(Config, MayBeMissing) {
  const Reading reading = Read({});
  EXPECT_THAT(reading.errors, testing::IsEmpty());
  EXPECT_FALSE(reading.config.osprey_1_1);
}

struct Case {
  const char* name;
  const char* text;
  const char* error;
};
class ConfigRefuses : public testing::TestWithParam<Case> {};
TEST_P(ConfigRefuses, AtItsPlace) {
  EXPECT_THAT(Read({{"config.yaml", GetParam().text}}).errors,
              testing::ElementsAre(GetParam().error));
}
INSTANTIATE_TEST_SUITE_P(
    Values, ConfigRefuses,
    testing::Values(
        Case{"UnknownKey", "labels: {}\nsurprise: 5\n", "config.yaml:2:0 config-key"},
        Case{"NotYaml", "labels: [\n", "config.yaml:2:0 config-yaml"},
        Case{"NotMap", "[labels]\n", "config.yaml:1:0 config-not-map"},
        Case{"Connotation", "labels:\n  spam:\n    connotation: awful\n",
             "config.yaml:2:2 config-value"},
        Case{"LabelKey", "labels:\n  spam:\n    color: red\n", "config.yaml:1:0 config-value"},
        Case{"ValidForText", "labels:\n  spam: {valid_for: User}\n",
             "config.yaml:2:2 config-value"},
        Case{"LabelsNull", "labels:\n", "config.yaml:1:0 config-value"},
        Case{"RateRange", "actions:\n  post:\n    sample_rate: 150\n",
             "config.yaml:2:2 config-value"},
        Case{"RateText", "actions:\n  post:\n    sample_rate: often\n",
             "config.yaml:2:2 config-value"},
        Case{"Role", "acl:\n  roles: {A: []}\n  users:\n    x@y.z: {roles: [B]}\n",
             "config.yaml:4:4 config-value"},
        Case{"Links", "ui_config:\n  external_links: [a]\n", "config.yaml:2:18 config-value"},
        Case{"Threshold", "analytics:\n  monitored_counters:\n    a: {}\n",
             "config.yaml:3:7 config-value"},
        Case{"Flag", "feature_flags:\n  percentage_flags:\n    a: {value: 2}\n",
             "config.yaml:3:8 config-value"},
        Case{"Compatibility", "compatibility: osprey-9\n", "config.yaml:1:15 config-value"}),
    [](const auto& test) { return test.param.name; });

TEST(ConfigMerge, RefusesTwoScalarsInOnePlace) {
  const Reading reading = Read({{"config/a.yaml", "example: {some_int: 1}\n"},
                                {"config/b.yaml", "example: {some_int: 2}\n"}});
  EXPECT_THAT(reading.errors, testing::ElementsAre("config/b.yaml:1:20 config-conflict"));
}

}  // namespace
}  // namespace evenhand::sml
