#include "app/label_view.h"

#include <gtest/gtest.h>

#include "codec/json_document.h"

namespace evenhand::app {
namespace {

constexpr TimeUs kNoon{1'740'830'400'000'000};  // 2025-03-01T12:00:00Z
constexpr std::int64_t kHourUs = 3'600'000'000;

model::EntityLabels ClearedSpammer() {
  model::EntityLabels labels;
  model::LabelState& state = labels["link-spammer"];
  state.status = model::LabelStatus::kManuallyRemoved;
  state.reasons["_ManuallyUpdated"] = {
      .description = "Manual update by {AdminEmail}: {Reason}",
      .features = {{"AdminEmail", "kim"}, {"Reason", "اشتباه \x1b[2J"}},
      .created_at = kNoon,
      .expires_at = kNoon + kHourUs};
  state.previous_states.push_back(
      {model::LabelStatus::kAdded,
       {{"LinkPost", {.pending = true, .description = "a link", .created_at = kNoon}}}});
  return labels;
}

TEST(RenderLabels, ShowsStatusReasonsAndWhatWasBefore) {
  EXPECT_EQ(RenderLabels({}, kNoon), "");
  EXPECT_EQ(
      RenderLabels(ClearedSpammer(), kNoon),
      "  link-spammer: manually removed\n"
      "    Manual update by kim: اشتباه \\u001b[2J\n"
      "      _ManuallyUpdated, since 2025-03-01T12:00:00+00:00, until 2025-03-01T13:00:00+00:00\n"
      "    before that: added\n"
      "      a link\n"
      "        LinkPost, since 2025-03-01T12:00:00+00:00, pending\n");
}

TEST(RenderLabels, SaysWhenALabelHasEnded) {
  const std::string at_the_end = RenderLabels(ClearedSpammer(), kNoon + kHourUs);
  EXPECT_NE(at_the_end.find("manually removed, but it has ended\n"), std::string::npos);
}

TEST(WriteLabels, IsJsonWithEverything) {
  codec::JsonOut out;
  WriteLabels(ClearedSpammer(), kNoon, &out);
  codec::JsonDocument document;
  EXPECT_TRUE(document.ParseCopy(out.text())) << out.text();
  for (const char* part :
       {"\"status\": \"manually_removed\", \"in_force\": true", "\"expires_at\": null",
        "\"created_at\": \"2025-03-01T12:00:00+00:00\"", "\"pending\": true",
        "\"features\": {\"AdminEmail\": \"kim\"", "\"previous_states\": [{\"status\": \"added\"",
        "\"text\": \"Manual update by kim: "}) {
    EXPECT_NE(out.text().find(part), std::string::npos) << part << "\n" << out.text();
  }
}

struct DescriptionCase {
  const char* description;
  const char* text;
};

TEST(Described, FillsFieldsIn) {
  for (const DescriptionCase& c : {DescriptionCase{"by {Who}", "by علی"},
                                   {"{Who}{Who}", "علیعلی"},
                                   {"{{Who}}", "{Who}"},
                                   {"{Other}", "{Other}"},
                                   {"{Who", "{Who"},
                                   {"}", "}"},
                                   {"", ""}}) {
    EXPECT_EQ(Described({.description = c.description, .features = {{"Who", "علی"}}}), c.text);
  }
}

}  // namespace
}  // namespace evenhand::app
