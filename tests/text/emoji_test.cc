#include "text/emoji.h"

#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

struct Case {
  const char* name;
  const char* text;
  std::size_t size;  // of the run at the start
};

class EmojiRun : public testing::TestWithParam<Case> {};
TEST_P(EmojiRun, TakesWhatBelongsTogether) {
  EXPECT_EQ(EmojiRunAt(GetParam().text, 0), GetParam().size);
}

INSTANTIATE_TEST_SUITE_P(
    Table, EmojiRun,
    testing::Values(Case{"one", "🚀 up", 4}, Case{"several", "🚀🔥!", 8}, Case{"heart", "❤️.", 6},
                    Case{"skin", "👍🏽 ok", 8}, Case{"family", "👨‍👩‍👧 home", 18},
                    Case{"flag", "🇮🇷", 8}, Case{"joiner_at_the_end", "👨\u200D x", 4},
                    Case{"none", "up 🚀", 0}, Case{"style_alone", "\uFE0F", 0},
                    Case{"digit", "1", 0}, Case{"sign", "©", 0}, Case{"persian", "سلام", 0},
                    Case{"japanese", "日本語", 0}, Case{"empty", "", 0}),
    [](const auto& c) { return c.param.name; });

}  // namespace
}  // namespace evenhand::text
