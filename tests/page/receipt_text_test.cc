#include "page/receipt_text.h"

#include <gtest/gtest.h>

namespace evenhand::page {
namespace {

constexpr std::string_view kAppeal =
    "untrusted comment: verify with evenhand.pub\nRWQ=\nEVENHAND RECEIPT 1\nAppeal: d-1/1\n"
    "Decision: d-1\nReceived: 2026-02-12T00:00:00Z\nWords: sha256 cbcc\n"
    "Answer by: 2026-02-13T00:00:00Z\nLater: what a later program says\n\nSomeone: decides.\n";

TEST(Receipt, IsSaidInEveryLanguage) {
  for (const Language language : {Language::kEnglish, Language::kPersian, Language::kArabic,
                                  Language::kRussian, Language::kSpanish}) {
    const auto receipt = ReadReceipt(kAppeal, language);
    ASSERT_TRUE(receipt.has_value());
    ASSERT_EQ(receipt->lines.size(), 6u);
    EXPECT_EQ(receipt->lines[0].value, "d-1/1");
    EXPECT_TRUE(receipt->lines[0].is_name);
    EXPECT_FALSE(receipt->lines[2].is_name);
    EXPECT_EQ(receipt->lines[5].label, "Later") << "what has no words stays";
    EXPECT_EQ(receipt->promises.size(), 3u);
  }
  const auto persian = ReadReceipt(kAppeal, Language::kPersian);
  EXPECT_EQ(persian->lines[0].label, "اعتراض");
  EXPECT_NE(persian->lines[4].value.find("۲۴ بهمن ۱۴۰۴"), std::string::npos);
  EXPECT_EQ(ReadReceipt(kAppeal, Language::kRussian)->lines[4].label, "Ответ до");
}

TEST(Receipt, OfADeletionAndAReport) {
  const auto deletion = ReadReceipt(
      "EVENHAND RECEIPT 1\nDeletion: at://ann/2\nDecision: d-2\nCounts from: 2026-02-12T00:00:00Z\n"
      "Lock ends: 2026-02-19T10:30:00Z\n\nThe item counts as deleted.\n",
      Language::kEnglish);
  ASSERT_TRUE(deletion.has_value());
  EXPECT_EQ(ReceiptText(*deletion),
            "Deleted post: \u2068at://ann/2\u2069\nNumber of the decision: \u2068d-2\u2069\n"
            "Counts from: 12 February 2026 \u206800:00 UTC\u2069\n"
            "Lock ends: 19 February 2026 \u206810:30 UTC\u2069\n\n"
            "Locks that waited for it run from that time on.\n");
  EXPECT_EQ(ReadReceipt("EVENHAND RECEIPT 1\nReport: r-1\n", Language::kSpanish)->lines[0].label,
            "Denuncia");
}

TEST(Receipt, OfWhatIsNotMineAndOfAChallenge) {
  EXPECT_EQ(ReadReceipt("EVENHAND RECEIPT 1\nNot mine: 1, 3\n", Language::kEnglish)->lines[0].label,
            "Texts marked as not yours");
  const auto challenge = ReadReceipt(
      "EVENHAND RECEIPT 1\nChallenge: c-3\nEntry: r-IR-twitter-3\nAnswer by: "
      "2026-02-26T00:00:00Z\n",
      Language::kRussian);
  ASSERT_EQ(challenge->lines.size(), 3u);
  EXPECT_EQ(challenge->lines[1].label, "Статья реестра");
  EXPECT_TRUE(challenge->lines[1].is_name);
  ASSERT_EQ(challenge->promises.size(), 1u);
}

// An answer that came in a bundle, to somebody without a line.
TEST(Receipt, AnAnswerIsSaidWithItsReasons) {
  constexpr std::string_view kAnswer =
      "EVENHAND ANSWER 1\nAppeal: d-1/1\nDecision: d-1\nAnswered: 2026-02-12T10:00:00Z\n"
      "Outcome: overturned\n\nنقل قول بود.\n\nAnswer by: is a word of the reviewer's here\n";
  const auto answer = ReadReceipt(kAnswer, Language::kPersian);
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(ReceiptText(*answer),
            "اعتراض: \u2068d-1/1\u2069\nشمارهٔ تصمیم: \u2068d-1\u2069\n"
            "پاسخ در: ۲۳ بهمن ۱۴۰۴ (\u20662026-02-12\u2069) \u206810:00 UTC\u2069\n"
            "نتیجه: تصمیم لغو شد\n\n"
            "نقل قول بود.\n\nAnswer by: is a word of the reviewer's here\n");
  for (const char* outcome :
       {"upheld", "overturned", "modified", "outside_upheld", "outside_overturned"}) {
    const auto said = ReadReceipt("EVENHAND ANSWER 1\nOutcome: " + std::string(outcome) + "\n",
                                  Language::kSpanish);
    EXPECT_NE(said->lines[0].value.find("decisión"), std::string::npos) << outcome;
  }
  EXPECT_EQ(ReadReceipt("EVENHAND ANSWER 1\nOutcome: later\n", Language::kSpanish)->lines[0].value,
            "later");
}

TEST(Receipt, WhatIsNoneIsNone) {
  for (const char* text : {"", "EVENHAND STATEMENT 1\nAppeal: d-1\n",
                           "see EVENHAND RECEIPT 1\nAppeal: d-1\n", "EVENHAND RECEIPT 1"})
    EXPECT_FALSE(ReadReceipt(text, Language::kEnglish).has_value()) << text;
  // Broken lines are passed over, a time that is none stays as it came.
  const auto odd = ReadReceipt("EVENHAND RECEIPT 1\nno label\nReceived: soon", Language::kEnglish);
  ASSERT_EQ(odd->lines.size(), 1u);
  EXPECT_EQ(odd->lines[0].value, "soon");
  EXPECT_TRUE(odd->lines[0].is_name);
}

}  // namespace
}  // namespace evenhand::page
