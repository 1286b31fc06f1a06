#include "text/direction.h"

#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

struct Case {
  const char* name;
  const char* text;
  Direction wanted;
};

class DirectionAudit : public testing::TestWithParam<Case> {};

TEST_P(DirectionAudit, Finds) { EXPECT_EQ(AuditDirection(GetParam().text), GetParam().wanted); }

INSTANTIATE_TEST_SUITE_P(
    Rows, DirectionAudit,
    testing::Values(
        Case{"plain", "سلام hello", {}},
        Case{"marks", "متن \u200EABC\u200E\u061C", {.controls = 3}},
        Case{"closed_isolate", "\u2068نام\u2069", {.controls = 2}},
        Case{"closed_override", "\u202Emoc\u202C", {.controls = 2, .override_ = true}},
        Case{"left_open", "\u202Babc", {.controls = 1, .open_at_end = true}},
        Case{"left_open_in_a_line", "\u2067a\nb", {.controls = 1, .open_at_paragraph_end = true}},
        Case{"closed_too_late",
             "\u2067a\nb\u2069",
             {.controls = 2, .open_at_paragraph_end = true, .stray_pdi = true}},
        Case{"isolate_closes_what_it_holds", "\u2067x\u202By\u2069z", {.controls = 3}},
        Case{"pop_does_not_leave_an_isolate",
             "\u202Aa\u2067b\u202Cc\u2069d\u202C",
             {.controls = 5, .stray_pdf = true}},
        Case{"broken_bytes", "\xE2\x80\xFF", {}}),
    [](const auto& row) { return row.param.name; });

TEST(DirectionAudit, NamesFlagsInOrder) {
  const Direction all{.controls = 9,
                      .override_ = true,
                      .open_at_end = true,
                      .open_at_paragraph_end = true,
                      .stray_pdf = true,
                      .stray_pdi = true};
  EXPECT_EQ(all.Flags(), (std::vector<std::string_view>{"open_at_end", "open_at_paragraph_end",
                                                        "override", "stray_pdf", "stray_pdi"}));
  EXPECT_TRUE(all.flagged());
  EXPECT_FALSE((Direction{.controls = 2}.flagged()));
}

}  // namespace
}  // namespace evenhand::text
