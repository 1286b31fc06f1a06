#include "even/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/rulebook.h"
#include "functions/registry.h"

namespace evenhand::even {
namespace {

using testing::HasSubstr;

constexpr const char* kAttributes =
    "attributes:\n"
    "  - {path: $.review.hour, class: audit, means: hour}\n"
    "  - {path: $.author.religion, class: barred, means: religion}\n"
    "  - {path: $.author.strikes, class: admitted, means: strikes}\n";

Certificate CertifyText(std::string text, const std::vector<const program::FunctionRow*>& rows,
                        std::shared_ptr<const sml::Catalog> catalog) {
  auto sources = std::make_shared<sml::SourceSet>();
  sources->files.push_back({"main.sml", std::move(text)});
  sources->configs.push_back(
      {"config.yaml",
       "labels:\n  l: {valid_for: [Account, Post/x], connotation: neutral, description: l}\n"});
  sml::Diagnostics diagnostics;
  const auto checked = sml::Check(sources, catalog, &diagnostics);
  EXPECT_TRUE(checked) << sml::Render(diagnostics, *sources, {.color = false, .warnings = false});
  const auto attributes = ParseAttributes(kAttributes, "attributes.yaml");
  EXPECT_TRUE(attributes);
  return checked ? Certify(*checked, rows, *attributes) : Certificate{};
}

Certificate CertifyText(std::string text) {
  return CertifyText(std::move(text), functions::Registry(), engine::SharedCatalog());
}

constexpr const char* kLeaky =
    "Hour: int = JsonData(path='$.review.hour', required=False)\n"
    "Strikes: int = JsonData(path='$.author.strikes', required=False)\n"
    "Late = Rule(when_all=[Hour > 22, Strikes > 1], description='late')\n"
    "WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])\n";

TEST(Certificate, ShowsALeakStepByStep) {
  const Certificate certificate = CertifyText(kLeaky);
  EXPECT_FALSE(certificate.granted());
  EXPECT_THAT(CertificateText(certificate),
              HasSubstr("audit-only $.review.hour (hour) is read at main.sml:1\n"
                        "  and can change verdict hold\n"
                        "    $.review.hour\n"
                        "      -> Hour  main.sml:1\n"
                        "      -> rule Late  main.sml:3\n"
                        "      -> WhenRules  main.sml:4\n"
                        "      -> verdict hold\n"));
}

TEST(Certificate, ListsWhatEachActionMayDependOn) {
  const std::string json = CertificateJson(CertifyText(kLeaky));
  EXPECT_THAT(json, HasSubstr("\"may_depend_on\": [{\"attribute\": \"$.author.strikes\""));
  EXPECT_EQ(json.back(), '\n');
}

TEST(Certificate, HasTheSameBytesForTheSameRulebook) {
  EXPECT_EQ(CertificateJson(CertifyText(kLeaky)), CertificateJson(CertifyText(kLeaky)));
}

TEST(Certificate, OfARulebookWithoutActionsIsGranted) {
  const Certificate certificate =
      CertifyText("Hour: int = JsonData(path='$.review.hour', required=False)\n");
  EXPECT_TRUE(certificate.granted());
  EXPECT_TRUE(certificate.actions.empty());
  EXPECT_THAT(CertificateText(certificate), HasSubstr("can change no action"));
}

// An entity whose type is not written may be of any type.
TEST(Certificate, ALabelOnAnEntityOfUnknownTypeIsTheLabelOnEveryType) {
  const std::string text =
      "Hour: int = JsonData(path='$.review.hour', required=False)\n"
      "_A: Entity[str] = EntityJson(type='Account', path='$.did')\n"
      "_B: Entity[str] = EntityJson(type='Post/x', path='$.uri')\n"
      "Late = Rule(when_all=[Hour > 22], description='late')\n"
      "WhenRules(rules_any=[Late], then=[LabelAdd(entity=_B, label='l')])\n"
      "Seen = Rule(when_all=[HasLabel(entity=_A, label='l')], description='seen')\n"
      "WhenRules(rules_any=[Seen], then=[DeclareVerdict(verdict='hold')])\n";
  const Certificate certificate = CertifyText(text);
  ASSERT_EQ(certificate.uses.size(), 1U);
  ASSERT_EQ(certificate.uses[0].reaches.size(), 2U);
  EXPECT_EQ(certificate.uses[0].reaches[0].action, "label l on any entity");
  EXPECT_EQ(certificate.uses[0].reaches[1].action, "verdict hold");
}

// Names of names must not make the analysis slow.
TEST(Certificate, AFeatureUsedTwiceByEachNextIsLookedAtOnce) {
  std::string text = "A0: str = JsonData(path='$.review.hour', required=False)\n";
  for (int i = 1; i <= 200; ++i) {
    text += "A" + std::to_string(i) + " = f'{A" + std::to_string(i - 1) + "}x{A" +
            std::to_string(i - 1) + "}'\n";
  }
  text +=
      "Late = Rule(when_all=[True], description=f'{A200}')\n"
      "T = IncrementWindow(key=A200, window_seconds=60.0, when_all=[True])\n"
      "WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict=A200)])\n";
  EXPECT_FALSE(CertifyText(text).granted());
}

program::Value CallNothing(program::CallContext&, std::span<const program::Value>) {
  return program::Value::None();
}

// Functions that the analysis has never heard of.
class UnknownFunctions : public testing::Test {
 protected:
  UnknownFunctions() {
    rows_ = functions::Registry();
    const auto add = [&](const char* name, const char* signature, program::Purity purity) {
      own_.push_back(
          {.spec = {.name = name, .signature = signature}, .purity = purity, .call = &CallNothing});
    };
    own_.reserve(4);
    add("Guess", "() -> bool", program::Purity::kPure);
    add("Keep", "(value: int) -> None", program::Purity::kEffect);
    add("Recall", "(n: int) -> int", program::Purity::kReads);
    add("Weigh", "(value: int) -> bool", program::Purity::kPure);
    for (const program::FunctionRow& row : own_) rows_.push_back(&row);
    std::vector<const sml::FunctionSpec*> specs;
    for (const program::FunctionRow* row : rows_) specs.push_back(&row->spec);
    catalog_ = std::make_shared<const sml::Catalog>(specs);
  }

  bool Granted(const std::string& text) {
    return CertifyText("Hour: int = JsonData(path='$.review.hour', required=False)\n" + text +
                           "WhenRules(rules_any=[R], then=[DeclareVerdict(verdict='hold')])\n",
                       rows_, catalog_)
        .granted();
  }

  std::vector<program::FunctionRow> own_;
  std::vector<const program::FunctionRow*> rows_;
  std::shared_ptr<const sml::Catalog> catalog_;
};

TEST_F(UnknownFunctions, PassOnWhatTheyAreGiven) {
  EXPECT_FALSE(Granted("R = Rule(when_all=[Weigh(value=Hour)], description='r')\n"));
  EXPECT_TRUE(Granted("R = Rule(when_all=[Weigh(value=3)], description='r')\n"));
}

TEST_F(UnknownFunctions, MayReadTheWholeEventWhenGivenNothing) {
  EXPECT_FALSE(Granted("R = Rule(when_all=[Guess()], description='r')\n"));
}

TEST_F(UnknownFunctions, MayKeepAndRecallAnything) {
  EXPECT_FALSE(
      Granted("Keep(value=Hour)\n"
              "R = Rule(when_all=[Recall(n=1) > 3], description='r')\n"));
  EXPECT_FALSE(
      Granted("Keep(value=Hour)\nR = Rule(when_all=[GetWindowCount(key='k', "
              "window_seconds=60.0, when_all=[True]) > 3], description='r')\n"));
  EXPECT_FALSE(
      Granted("T = IncrementWindow(key='k', window_seconds=60.0, when_all=[Hour > 3])\n"
              "R = Rule(when_all=[Recall(n=1) > 3], description='r')\n"));
  EXPECT_TRUE(
      Granted("Keep(value=3)\n"
              "R = Rule(when_all=[Recall(n=1) > 3], description='r')\n"));
}

// Functions that are given nothing have their answer from somewhere: it must be said from where.
TEST(Functions, WhatIsReadFromTheEventIsSaid) {
  const auto catalog = engine::SharedCatalog();
  for (std::size_t i = 0; i < functions::Registry().size(); ++i) {
    const program::FunctionRow& row = *functions::Registry()[i];
    if (row.call == nullptr || !catalog->entries()[i].signature.parameters.empty()) continue;
    EXPECT_FALSE(row.reads.empty()) << row.spec.name;
  }
}

}  // namespace
}  // namespace evenhand::even
