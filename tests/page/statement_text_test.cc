#include "page/statement_text.h"

#include <gtest/gtest.h>

#include "page/statement_words.h"

namespace evenhand::page {
namespace {

constexpr const char* kLanguages[] = {"en", "fa", "ar", "ru", "es"};

policy::Time At(std::string_view text) { return *policy::ParseTime(text); }

// A statement with as much as there can be of everything.
policy::Statement Full() {
  policy::Statement s{
      .decision = std::string(300, 'd'),
      .at = At("2023-02-02T00:00:00Z"),
      .rulebook = "book",
      .rulebook_version = 2,
      .rulebook_hash = std::string(64, 'f'),
      .account = "ann",
      .item = "post",
      .outcome = policy::Outcome::kActed,
      .ground = "health.deletion",
      .strikes_added = 1,
      .strikes_counted = 60,
      .exception =
          policy::ExceptionOutcome{.exception = "E1", .refusal = policy::Refusal::kNotEligible},
      .appeal_until = At("2023-08-02T00:00:00Z")};
  for (int i = 0; i < 300; ++i) s.quote += "«سلام» ";
  s.actions = {
      {.action = *policy::ParseAction("hide"), .from = s.at},
      {.action = *policy::ParseAction("lock PT12H"),
       .on_account = true,
       .from = s.at,
       .until_deleted = true},
      {.action = *policy::ParseAction("suspend permanent"), .on_account = true, .from = s.at}};
  s.judgements = {{.question = "unheard", .answer = true, .by = "r"},
                  {.question = "more", .answer = std::string("words"), .by = "r"}};
  s.attributes_used = {{.name = "followers", .value = std::int64_t{1'200}},
                       {.name = "office", .value = {}}};
  s.next = {{.weight = 1, .action = *policy::ParseAction("lock P7D")},
            {.weight = 2, .action = *policy::ParseAction("suspend permanent")}};
  for (int i = 0; i < 60; ++i)
    s.strikes.push_back({.decision = std::string(300, 'd') + std::to_string(i),
                         .family = "health",
                         .clause = "c",
                         .at = s.at});
  return s;
}

TEST(StatementText, StaysUnderFourKilobytesInEveryLanguage) {
  for (const char* language : {"en", "fa", "ar", "ru", "es", "xx"}) {
    const std::string text = StatementText(Full(), {}, language);
    EXPECT_LT(text.size(), kMaxStatementText) << language;
    EXPECT_NE(text.find("2023-08-02"), std::string::npos)
        << "the last day to appeal is always there: " << language;
  }
}

TEST(StatementText, SaysInWhichFamilyWhereThereAreSeveral) {
  policy::Statement two = Full();
  two.quote = {};
  two.strikes.clear();
  two.family = "health";
  EXPECT_EQ(StatementText(two, {}, "en").find("health:"), std::string::npos);
  two.beside = {{.family = "civic", .added = 2, .counted = 5, .next = {}}};
  const std::string text = StatementText(two, {}, "en");
  EXPECT_LT(text.find("health:\nStrikes: 1 added now, 60 counted."),
            text.find("civic:\nStrikes: 2 added now, 5 counted."))
      << text;
}

// No word of the rulebook's machine is left where a person reads.
TEST(StatementText, SaysWhatWasDoneInTheReadersWords) {
  policy::Statement short_one = Full();
  short_one.quote = "«سلام»";
  short_one.strikes.resize(1);
  for (const char* language : kLanguages) {
    const std::string text = StatementText(short_one, {}, language);
    for (const char* code : {"PT12H", "P7D", "permanent", "not eligible"})
      EXPECT_EQ(text.find(code), std::string::npos) << language << ": " << text;
    const bool is_english = std::string_view(language) == "en";
    for (const char* word :
         {"followers", "suspended", "locked", "is hidden", "was not one of those"})
      EXPECT_EQ(text.find(word) != std::string::npos, is_english)
          << language << ": " << word << ": " << text;
  }
  const std::string persian = StatementText(short_one, {}, "fa");
  for (const char* word : {"سپس ۱۲ ساعت دیگر", "تعلیق بی‌پایان", "۱٬۲۰۰",
                           "نویسنده هنگام انتشار مشمول آن نبود"})
    EXPECT_NE(persian.find(word), std::string::npos) << persian;
}

// A day by which something must be done is read in one's own calendar; a program reads the other.
TEST(StatementText, SaysItsDaysInTheReadersCalendarToo) {
  policy::Statement s = Full();
  s.actions[2] = {.action = *policy::ParseAction("lock P7D"),
                  .on_account = true,
                  .from = s.at,
                  .until = At("2023-02-09T00:00:00Z")};
  const std::string persian = StatementText(s, {}, "fa");
  for (const char* day :
       {"2023-02-02T00:00:00Z\u2069 (۱۳ بهمن ۱۴۰۱)", "2023-02-09T00:00:00Z\u2069 (۲۰ بهمن ۱۴۰۱)",
        "2023-08-02T00:00:00Z\u2069 (۱۱ مرداد ۱۴۰۲)"})
    EXPECT_NE(persian.find(day), std::string::npos) << day << ": " << persian;
  EXPECT_NE(StatementText(s, {}, "en").find("appeal until 2023-08-02T00:00:00Z;"),
            std::string::npos);
}

// Reach.md 5.1, policy.md 12.1: the subject, and of each strike its weight and days.
TEST(StatementText, SaysWhichPostItIsAboutAndWhatEachStrikeWeighs) {
  policy::Statement s = Full();
  s.quote = {};
  s.decision = "d-1";
  s.strikes.resize(1);
  s.strikes[0].decision = "d-0";
  s.strikes[0].expires = At("2023-05-02T00:00:00Z");
  const std::string english = StatementText(s, {}, "en");
  EXPECT_NE(english.find("\nAbout the post post of the account ann.\n"), std::string::npos);
  EXPECT_NE(english.find("- weight 1, on 2023-02-02T00:00:00Z, for decision d-0, expires "
                         "2023-05-02T00:00:00Z\n"),
            std::string::npos)
      << english;
  const std::string persian = StatementText(s, {}, "fa");
  EXPECT_NE(persian.find("دربارهٔ مطلب \u2068post\u2069 از حساب \u2068ann\u2069."),
            std::string::npos);
  EXPECT_NE(persian.find("(۱۲ اردیبهشت ۱۴۰۲)"), std::string::npos) << persian;
  s.item = {};
  for (const char* language : kLanguages) {
    const StatementWords& words = StatementWordsIn(language);
    EXPECT_NE(words.about_post.find("{}"), std::string_view::npos) << language;
    const std::string_view before = words.about_account.substr(0, words.about_account.find("{}"));
    EXPECT_NE(StatementText(s, {}, language).find("\n" + std::string(before)), std::string::npos)
        << language;
  }
  s.item = std::string(5'000, 'i');
  EXPECT_LT(StatementText(s, {}, "fa").size(), kMaxStatementText);
}

TEST(StatementText, HasEveryWordInEveryLanguage) {
  for (const char* language : kLanguages) {
    const StatementWords& words = StatementWordsIn(language);
    ASSERT_EQ(words.language, language);
    for (const std::string_view word : words.sources) EXPECT_FALSE(word.empty()) << language;
    for (std::size_t i = 1; i < words.refusals.size(); ++i)
      EXPECT_FALSE(words.refusals[i].empty()) << language;
  }
}

}  // namespace
}  // namespace evenhand::page
