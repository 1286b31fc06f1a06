#include "carry/letter.h"

#include <gtest/gtest.h>

#include "carry/code.h"
#include "carry/sealed_letter.h"
#include "carry/typed_date.h"
#include "record/age.h"

namespace evenhand::carry {
namespace {

const std::string kCode = MakeCode(std::string(32, 'k'), Purpose::kAppeal, "d-1", 1);

std::chrono::sys_days Day(int y, unsigned m, unsigned d) {
  return std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d);
}

TEST(Letter, ReadsWhatItWrites) {
  Letter letter{.decision = "41-7f3a",
                .code = kCode,
                .cut_off = CutOffClaim{.days = std::pair(Day(2026, 1, 8), Day(2026, 1, 27))},
                .answer = AnswerBy::kBundle,
                .words = "نقل قول بود.\n\nIt was a quotation: see."};
  const auto read = ReadLetter(WriteLetter(letter));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(WriteLetter(*read), WriteLetter(letter));
  letter = {.kind = LetterKind::kComply,
            .decision = "41",
            .code = kCode,
            .item = "at://x/y",
            .language = "fa"};
  EXPECT_EQ(WriteLetter(*ReadLetter(WriteLetter(letter))), WriteLetter(letter));
}

constexpr std::string_view kLanguages[] = {"en", "fa", "ar", "ru", "es"};

// What a page prints is what a letter may say: no word of one language is another word of another.
TEST(LetterWords, EveryPrintedLabelIsRead) {
  for (int label = 0; label <= static_cast<int>(Label::kLanguage); ++label) {
    for (const std::string_view language : kLanguages) {
      const auto printed = LabelIn(language, static_cast<Label>(label));
      const auto read = ReadLabel(" " + std::string(printed) + " ");
      ASSERT_TRUE(read) << printed;
      EXPECT_EQ(read->label, static_cast<Label>(label)) << printed;
    }
  }
  EXPECT_EQ(LabelIn("tr", Label::kAnswer), "Answer");
  EXPECT_FALSE(ReadLabel("Dear desk"));
}

// A phone for Arabic writes Persian with its own yeh and kaf.
TEST(LetterWords, AnArabicKeyboardWritesPersianLabels) {
  EXPECT_EQ(ReadLabel("تصميم")->label, Label::kDecision);
  EXPECT_EQ(ReadLabel("واقعيت تازه")->label, Label::kNewFacts);
  EXPECT_EQ(ReadLabel("از من نيست")->label, Label::kNotMine);
  EXPECT_EQ(ReadLabel("ليس مني")->language, "ar");
  EXPECT_EQ(ReadLabel("ÍTEM"), std::nullopt);
  EXPECT_EQ(ReadLabel("CÓDIGO")->label, Label::kCode);
}

TEST(LetterWords, WhereTheAnswerIsLookedForInFiveLanguages) {
  for (const std::string_view language : kLanguages) {
    for (const AnswerBy by : {AnswerBy::kBoth, AnswerBy::kPage, AnswerBy::kBundle}) {
      const auto letter = ReadLetter("EVENHAND APPEAL 1\nDecision: 41\nCode: " + kCode + "\n" +
                                     std::string(LabelIn(language, Label::kAnswer)) + ": " +
                                     std::string(AnswerIn(language, by)) + "\n\nsee");
      ASSERT_TRUE(letter) << letter.error().message;
      EXPECT_EQ(letter->answer, by) << language;
    }
  }
  for (const char* page : {"PAGE", "on the page", "در صفحه", "صفحهٔ سایت", "على الصفحة",
                           "на странице", "Página", "en la pagina"})
    EXPECT_EQ(ReadAnswer(page), AnswerBy::kPage) << page;
  for (const char* bundle :
       {"bundles", "بسته‌ها", "بستهها", "في الحزم", "в пакетах", "PAQUETES"})
    EXPECT_EQ(ReadAnswer(bundle), AnswerBy::kBundle) << bundle;
  // A form that was left as it is.
  for (const char* both : {"", "page | bundle", "صفحه | بسته", "الصفحة | الحزمة", "?"})
    EXPECT_EQ(ReadAnswer(both), AnswerBy::kBoth) << both;
}

TEST(Letter, AFormIsALetterOnceWordsStandBelowIt) {
  for (const std::string_view language : kLanguages) {
    const Letter appeal{.decision = "41-7f3a", .code = kCode, .language = std::string(language)};
    const auto read = ReadLetter(WriteForm(appeal) + "نقل قول بود");
    ASSERT_TRUE(read) << language << ": " << read.error().message;
    EXPECT_EQ(read->decision, appeal.decision);
    EXPECT_EQ(read->code, appeal.code);
    EXPECT_EQ(read->words, "نقل قول بود");
    EXPECT_EQ(read->answer, AnswerBy::kBoth);
    EXPECT_FALSE(read->cut_off);
    EXPECT_EQ(read->language, language == "en" ? "" : language);
    const Letter order{.kind = LetterKind::kComply,
                       .decision = "41",
                       .code = kCode,
                       .item = "at://x/y",
                       .language = std::string(language)};
    EXPECT_EQ(ReadLetter(WriteForm(order))->item, order.item) << language;
    const Letter challenge{.kind = LetterKind::kChallenge,
                           .language = std::string(language),
                           .entry = "r-IR-twitter-3"};
    EXPECT_EQ(ReadLetter(WriteForm(challenge) + "open")->entry, challenge.entry) << language;
  }
}

// What a messenger hangs on to an order to delete is no part of it.
TEST(Letter, AnOrderToDeleteHasNoWords) {
  const Letter order = {
      .kind = LetterKind::kComply, .decision = "d-2", .code = kCode, .item = "at://ann/2"};
  const auto read = ReadLetter(WriteLetter(order) + "\nSent from my phone\nhttps://m.example\n");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->words, "");
  EXPECT_EQ(WriteLetter(*read), WriteLetter(order));
}

TEST(Letter, NamesNewFactsInFiveLanguages) {
  const Letter letter{.decision = "41", .code = kCode, .new_facts = "printed", .words = "see"};
  EXPECT_EQ(ReadLetter(WriteLetter(letter))->new_facts, "printed");
  for (const char* label :
       {"New Facts", "واقعیت تازه", "وقائع جديدة", "Новые факты", "HECHOS NUEVOS"}) {
    const auto read = ReadLetter("EVENHAND APPEAL 1\nDecision: 41\nCode: " + kCode + "\n" + label +
                                 ": printed\n\nsee");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(WordsHash(*read), WordsHash(letter)) << label;
  }
  EXPECT_NE(WordsHash(letter), WordsHash({.words = "see"}));
  Letter long_one = letter;
  for (std::size_t i = 0; i < kMostFacts; ++i) long_one.new_facts += "\u0641";
  EXPECT_NE(ReadLetter(WriteLetter(long_one)).error().message.find("'New facts:' is too long"),
            std::string::npos);
}

TEST(Letter, SaysWhatIsNotFromItsAuthorInFiveLanguages) {
  const Letter letter{.decision = "41", .code = kCode, .words = "see", .not_mine = {1, 3}};
  EXPECT_EQ(WriteLetter(*ReadLetter(WriteLetter(letter))), WriteLetter(letter));
  for (const char* line : {"Not mine: 3, 1, 1", "از من نیست: ۱ و ۳", "ليس مني: ١، ٣", "НЕ МОЁ: 1 3",
                           "Не мое: 1, 3", "No es mío: 1 y 3"}) {
    const auto read =
        ReadLetter("EVENHAND APPEAL 1\nDecision: 41\nCode: " + kCode + "\n" + line + "\n");
    ASSERT_TRUE(read) << line << ": " << read.error().message;
    EXPECT_EQ(read->not_mine, letter.not_mine) << line;
    EXPECT_EQ(read->words, "");  // it needs none
  }
  EXPECT_EQ(WordsHash(letter), WordsHash({.words = "see"}));
}

TEST(Letter, NumbersOfWhatIsNotMineAreNumbers) {
  EXPECT_TRUE(ReadNotMine("")->empty());
  EXPECT_TRUE(ReadNotMine(" no ")->empty());
  EXPECT_EQ(*ReadNotMine("7"), (std::vector<std::int64_t>{7}));
  EXPECT_EQ(*ReadNotMine("the 2nd, 99999999999999999999, -4"), (std::vector<std::int64_t>{2, 4}));
  EXPECT_FALSE(ReadNotMine("the first"));
  EXPECT_FALSE(ReadNotMine("99999999999999999999"));
  std::string many;
  for (std::size_t i = 0; i <= kMostNotMine; ++i) many += std::to_string(i) + " ";
  EXPECT_FALSE(ReadNotMine(many));
}

TEST(Letter, ChallengesAnEntryInFiveLanguages) {
  const Letter letter{.kind = LetterKind::kChallenge,
                      .language = "fa",
                      .words = "باز است.\nSource: of words",
                      .entry = "r-IR-twitter-3",
                      .sources = {"https://a.example/1", "https://b.example/2"},
                      .name = "A ministry"};
  const auto read = ReadLetter(WriteLetter(letter));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(WriteLetter(*read), WriteLetter(letter));
  EXPECT_EQ(read->sources, letter.sources);
  EXPECT_EQ(read->words, letter.words);
  for (const char* lines : {"entry: r-1\nsource: https://a", "ثبت: r-1\nمنبع: https://a",
                            "القيد: r-1\nالمصدر: https://a", "Статья: r-1\nИсточник: https://a",
                            "Asiento: r-1\nFuente: https://a"}) {
    const auto typed = ReadLetter(std::string("EVENHAND CHALLENGE 1\n") + lines + "\n\nopen");
    ASSERT_TRUE(typed) << lines << ": " << typed.error().message;
    EXPECT_EQ(typed->entry, "r-1");
    EXPECT_EQ(typed->sources, (std::vector<std::string>{"https://a"})) << lines;
    EXPECT_EQ(typed->words, "open");
  }
  EXPECT_FALSE(ReadLetter("EVENHAND CHALLENGE 1\n\nopen"));
  EXPECT_FALSE(ReadLetter("EVENHAND CHALLENGE 1\nEntry: r-1\n"));
  EXPECT_FALSE(
      ReadLetter("EVENHAND CHALLENGE 1\nEntry: r-1\n\n" + std::string(kMostClaim + 1, 'x')));
}

// What an appeal says may begin like a line of another letter.
TEST(Letter, LabelsOfAnotherKindAreWords) {
  const auto appeal = ReadLetter("EVENHAND APPEAL 1\nDecision: 41\nCode: " + kCode +
                                 "\n\nSource: the paper\nName: none");
  ASSERT_TRUE(appeal);
  EXPECT_EQ(appeal->words, "Source: the paper\nName: none");
  const auto challenge = ReadLetter("EVENHAND CHALLENGE 1\nEntry: r-1\n\nCode: nobody's");
  ASSERT_TRUE(challenge) << challenge.error().message;
  EXPECT_EQ(challenge->words, "Code: nobody's");
}

struct Typed {
  const char* name;
  std::string text;
};
class Shapes : public testing::TestWithParam<Typed> {};
TEST_P(Shapes, IsTheSameAppeal) {
  const auto letter = ReadLetter(GetParam().text);
  ASSERT_TRUE(letter) << letter.error().message;
  EXPECT_EQ(letter->decision, "d-1");
  EXPECT_EQ(letter->code, kCode);
  EXPECT_EQ(WordsHash(*letter), WordsHash({.words = "It was é quotation."}));
}
INSTANTIATE_TEST_SUITE_P(
    Typed, Shapes,
    testing::Values(Typed{"plain", "EVENHAND APPEAL 1\nDecision: d-1\nCode: " + kCode +
                                       "\n\nIt was é quotation.\n"},
                    Typed{"windows", "EVENHAND APPEAL 1\r\nDecision: d-1\r\nCode: " + kCode +
                                         "\r\n\r\nIt was é quotation.\r\n"},
                    Typed{"order", "\n\nevenhand appeal 1\n\ncode:" + GroupedCode(kCode) +
                                       "\n\nAnswer: both\nDECISION: d-1\nIt was é quotation."},
                    Typed{"persian", "EVENHAND APPEAL 1\nتصمیم: d-1\nرمز: \u2066" +
                                         GroupedCode(kCode) +
                                         "\u2069\nقطع بودم: بله\n\nIt was é quotation.  "},
                    Typed{"russian", "EVENHAND APPEAL 1\nРешение: d-1\nКод: " + kCode +
                                         "\nIt was é quotation."},
                    Typed{"spanish", "EVENHAND APPEAL 1\nDecisión: d-1\nCódigo: " + kCode +
                                         "\nIt was é quotation."},
                    Typed{"arabic", "\uFEFFEVENHAND APPEAL 1\nالقرار: d-1\nالرمز: " + kCode +
                                        "\nIt was é quotation."},
                    Typed{"decomposed", "EVENHAND APPEAL 1\nDecision: d-1\nCode: " + kCode +
                                            "\n\n  It was e\u0301 quotation."}),
    [](const auto& one) { return one.param.name; });

struct Bad {
  const char* name;
  std::string text;
  const char* why;
};
class Refusals : public testing::TestWithParam<Bad> {};
TEST_P(Refusals, NamesTheLine) {
  const auto letter = ReadLetter(GetParam().text);
  ASSERT_FALSE(letter);
  EXPECT_NE(letter.error().message.find(GetParam().why), std::string::npos)
      << letter.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Bad, Refusals,
    testing::Values(
        Bad{"empty", "", "first line"}, Bad{"other", "Dear all,\n", "first line"},
        Bad{"decision", "EVENHAND APPEAL 1\nCode: " + kCode + "\n\nx", "'Decision:'"},
        Bad{"code", "EVENHAND APPEAL 1\nDecision: d-1\n\nx", "'Code:'"},
        Bad{"wrong_code", "EVENHAND APPEAL 1\nDecision: d-1\nCode: 7K4MQ-2XD9U\n\nx", "group 2"},
        Bad{"words", "EVENHAND APPEAL 1\nDecision: d-1\nCode: " + kCode + "\n\n  ",
            "why the decision is wrong"},
        Bad{"long_words",
            "EVENHAND APPEAL 1\nDecision: d-1\nCode: " + kCode + "\n\n" + std::string(4'001, 'x'),
            "4001 characters"},
        Bad{"large", "EVENHAND APPEAL 1\n" + std::string(40'000, 'x'), "longer than"},
        Bad{"item", "EVENHAND COMPLY 1\nDecision: d-1\nCode: " + kCode + "\n", "'Item:'"},
        Bad{"bytes", "EVENHAND APPEAL 1\nDecision: \xff\xfe\nCode: " + kCode + "\n\nx", "UTF-8"}),
    [](const auto& one) { return one.param.name; });

struct SpeaksCase {
  const char* name;
  const char* lines;
  const char* language;
};
class Speaks : public testing::TestWithParam<SpeaksCase> {};
TEST_P(Speaks, TheLanguageOfTheLetter) {
  const auto letter =
      ReadLetter("EVENHAND APPEAL 1\n" + std::string(GetParam().lines) + kCode + "\n\nwhy\n");
  ASSERT_TRUE(letter) << letter.error().message;
  EXPECT_EQ(letter->language, GetParam().language);
}
INSTANTIATE_TEST_SUITE_P(
    Letter, Speaks,
    testing::Values(SpeaksCase{"none_that_is_said", "Decision: d-1\nCode: ", ""},
                    SpeaksCase{"said", "Decision: d-1\nLanguage: FA \nCode: ", "fa"},
                    SpeaksCase{"said_in_persian", "تصمیم: d-1\nزبان: ar\nرمز: ", "ar"},
                    SpeaksCase{"of_the_labels", "Решение: d-1\nКод: ", "ru"},
                    SpeaksCase{"of_some_labels", "Decision: d-1\nرمز: ", "fa"},
                    SpeaksCase{"no_tag", "Decision: d-1\nLanguage: ../../x\nCode: ", ""}),
    [](const auto& speaks) { return std::string(speaks.param.name); });

TEST(CutOff, IsADayPairAStateOrYes) {
  const auto claim = [](const std::string& value) {
    return ReadLetter("EVENHAND APPEAL 1\nDecision: d-1\nCode: " + kCode + "\nCut off: " + value +
                      "\n\nx")
        ->cut_off;
  };
  EXPECT_EQ(claim("IR")->place, "IR");
  EXPECT_EQ(claim("ir")->place, "IR");
  EXPECT_EQ(claim("2026-01-27 2026-01-08")->days, std::pair(Day(2026, 1, 8), Day(2026, 1, 27)));
  EXPECT_EQ(claim("از ۱۴۰۴/۱۰/۱۸ تا ۱۴۰۴/۱۱/۷")->days,
            std::pair(Day(2026, 1, 8), Day(2026, 1, 27)));
  EXPECT_TRUE(claim("بله")->place.empty() && !claim("بله")->days);
  EXPECT_FALSE(claim("no"));
  EXPECT_FALSE(claim("خیر"));
  EXPECT_FALSE(claim(""));
}

TEST(TypedDate, KnowsBothCalendars) {
  const auto only = [](const char* text) {
    const auto days = DaysIn(text);
    return days.size() == 1 ? std::optional(days[0]) : std::nullopt;
  };
  EXPECT_EQ(only("2026-01-08"), Day(2026, 1, 8));
  EXPECT_EQ(only("2026/1/8"), Day(2026, 1, 8));
  // New years of the Persian calendar, around its leap years.
  EXPECT_EQ(only("1300/1/1"), Day(1921, 3, 21));
  EXPECT_EQ(only("1399-12-30"), Day(2021, 3, 20));
  EXPECT_EQ(only("1400-01-01"), Day(2021, 3, 21));
  EXPECT_EQ(only("1403/12/30"), Day(2025, 3, 20));
  EXPECT_EQ(only("۱۴۰۴/۰۱/۰۱"), Day(2025, 3, 21));
  EXPECT_EQ(only("1408/12/30"), Day(2030, 3, 20));
  EXPECT_FALSE(only("1404/12/30"));
  EXPECT_FALSE(only("2026-02-30"));
  EXPECT_FALSE(only("99999-01-01"));
  EXPECT_FALSE(only("2026-01"));
}

TEST(SealedLetter, OpensForTheDeskOnly) {
  const record::SealKey desk = record::MakeSealKey(std::string(32, 'd')),
                        other = record::MakeSealKey(std::string(32, 'o'));
  const std::string text = "EVENHAND APPEAL 1\nDecision: d-1\nCode: " + kCode + "\n\nنقل قول بود";
  const auto parts = *PackLetter(text, desk.public_key, std::string(32, 'e'));
  std::string carried = "here: ";
  for (const std::string& part : parts) carried += part + "\n";
  EXPECT_EQ(carried.find("EVENHAND"), carried.npos);
  // Old keys are tried too.
  EXPECT_EQ(ReadArrived(carried, std::vector{other, desk})->letters, std::vector{text});
  EXPECT_EQ(ReadArrived(SealLetter(text, desk.public_key, std::string(32, 'e')), std::vector{desk})
                ->letters,
            std::vector{text});
  EXPECT_EQ(ReadArrived(text, {})->letters, std::vector{text});
  const auto closed = *ReadArrived(carried, std::vector{other});
  EXPECT_TRUE(closed.letters.empty());
  EXPECT_EQ(closed.unreadable.size(), 1U);
  EXPECT_EQ(ReadArrived("hello", std::vector{desk})->unreadable.size(), 1U);
  // A file of age that is cut, alone and between other words; the parts beside it are read.
  const std::string age = std::string(record::kAgeBegins) + "\nAAAA\n";
  EXPECT_EQ(ReadArrived(age, std::vector{desk})->unreadable.size(), 1U);
  const auto both = *ReadArrived(carried + "\nsee also\n" + age, std::vector{desk});
  EXPECT_EQ(both.letters, std::vector{text});
  EXPECT_EQ(both.unreadable.size(), 1U);
  EXPECT_TRUE(MayBeCarried(age));
  EXPECT_FALSE(MayBeCarried("hello"));
}

}  // namespace
}  // namespace evenhand::carry
