#include "server/refusals.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "carry/code.h"
#include "carry/letter.h"
#include "carry/sealed_letter.h"
#include "policy/appeal.h"
#include "record/secret.h"

namespace evenhand::server {
namespace {

using page::Language;

constexpr Language kAll[] = {Language::kEnglish, Language::kPersian, Language::kArabic,
                             Language::kRussian, Language::kSpanish};

// Runs of Latin letters that stand outside of what is set apart from the text.
bool HasLatin(std::string_view text) {
  int apart = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (c == 0x2066 || c == 0x2068) ++apart;
    if (c == 0x2069) --apart;
    if (apart == 0 && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return true;
  }
  return false;
}

void ExpectWordsInEach(const std::string& english) {
  EXPECT_TRUE(HasWords(english)) << english;
  for (const Language language : kAll) {
    const std::string said = RefusalIn(language, english);
    EXPECT_FALSE(said.empty());
    EXPECT_EQ(said.find('{'), said.npos) << said;
    const bool is_other_script = language == Language::kPersian || language == Language::kArabic;
    EXPECT_FALSE(is_other_script && HasLatin(said)) << english << " -> " << said;
    EXPECT_TRUE(language == Language::kEnglish || said != RefusalIn(Language::kEnglish, english));
  }
}

// Every way in which a letter can be unreadable, as its reader says it.
TEST(Refusal, OfALetterThatCannotBeReadHasWords) {
  const std::string code =
      carry::GroupedCode(carry::MakeCode(std::string(32, 'k'), carry::Purpose::kAppeal, "d-1", 1));
  const std::string appeal = "EVENHAND APPEAL 1\n", head = "Decision: d-1\nCode: " + code + "\n";
  const std::string challenge = "EVENHAND CHALLENGE 1\n", comply = "EVENHAND COMPLY 1\n";
  std::string sources;
  for (int i = 0; i < 40; ++i) sources += "Source: https://example.org/" + std::to_string(i) + "\n";
  const std::string letters[] = {
      "something else",
      appeal + "Code: " + code + "\n\nwords",
      appeal + "Decision: " + std::string(300, 'd') + "\nCode: " + code + "\n\nwords",
      appeal + "Decision: d-1\n\nwords",
      appeal + head,
      appeal + head + "\n" + std::string(4'001, 'w'),
      appeal + head + "New facts: " + std::string(2'000, 'n') + "\n\nwords",
      appeal + head + "Not mine: all of them\n\nwords",
      appeal + "Decision: d-1\nCode: 7K4MQ-2XD9U\n\nwords",
      appeal + "Decision: d-1\nCode: " + code + "AAAAA\n\nwords",
      appeal + "Decision: d-1\nCode: 7K4MQ-2XD9\n\nwords",
      appeal + "Decision: d-1\nCode: 00000-00000-00000-00000-00001\n\nwords",
      appeal + head + "\n\xff\xfe words",
      std::string(200'000, 'x'),
      comply + head,
      comply + head + "Item: " + std::string(2'000, 'i') + "\n",
      challenge + "\nwrong",
      challenge + "Entry: " + std::string(300, 'e') + "\n\nwrong",
      challenge + "Entry: r-IR-twitter-3\n" + sources + "\nwrong",
      challenge + "Entry: r-IR-twitter-3\n",
      challenge + "Entry: r-IR-twitter-3\n\n" + std::string(2'001, 'w'),
  };
  for (const std::string& letter : letters) {
    const auto read = carry::ReadLetter(letter);
    ASSERT_FALSE(read) << letter.substr(0, 120);
    ExpectWordsInEach(read.error().message);
  }
}

TEST(Refusal, OfASealThatDoesNotOpenHasWords) {
  const record::SealKey mine = record::MakeSealKey(std::string(32, '1')),
                        other = record::MakeSealKey(std::string(32, '2'));
  const std::string letter = "EVENHAND APPEAL 1\n", seed(32, 's');
  const std::string sealed = carry::SealLetter(letter, other.public_key, seed);
  const std::vector<record::SealKey> keys = {mine}, none;
  const auto why = [](std::string_view bytes, const std::vector<record::SealKey>& with) {
    const auto arrived = carry::ReadArrived(bytes, with);
    if (!arrived) return arrived.error().message;
    return arrived->unreadable.empty() ? std::string() : arrived->unreadable.front();
  };
  ExpectWordsInEach(why(sealed, keys));
  ExpectWordsInEach(why(sealed, none));
  ExpectWordsInEach(why(carry::SealLetter("no letter", mine.public_key, seed), keys));
  ExpectWordsInEach(
      why("-----BEGIN AGE ENCRYPTED FILE-----\nbroken\n"
          "-----END AGE ENCRYPTED FILE-----\n",
          keys));
  ExpectWordsInEach(why(std::string(carry::kMostPartsText + 1, 'x'), keys));
}

TEST(Refusal, OfAFurtherAppealHasWords) {
  using S = policy::AppealState;
  for (const std::vector<S>& before :
       {std::vector<S>{S::kUpheld, S::kUpheld}, {S::kUpheld}, {S::kFiled}}) {
    for (const bool new_facts : {false, true}) {
      const std::string_view why = policy::WhyNoFurtherAppeal(before, new_facts);
      if (!why.empty())
        ExpectWordsInEach("decision 'd-1' cannot be appealed: " + std::string(why) + " (13)");
    }
  }
}

// As they come from a docket and a register (tests/server/by_hand_test.sh has the real ones).
TEST(Refusal, FillsInNumbersDaysAndNames) {
  const std::string late =
      "decision 'd-1' cannot be appealed: the period ended at "
      "2026-02-12T00:00:00Z (13)";
  EXPECT_EQ(RefusalIn(Language::kEnglish, late), "The time to appeal ended on 12 February 2026.");
  EXPECT_NE(RefusalIn(Language::kPersian, late).find("۲۳ بهمن ۱۴۰۴"), std::string::npos);
  EXPECT_EQ(
      RefusalIn(Language::kPersian, "there is no text 9 for decision 'it's': 2 came until now"),
      "متن ۹ نیست: تا کنون ۲ رسیده است.");
  EXPECT_EQ(
      RefusalIn(Language::kSpanish, "the letter cannot be read: the line 'Item:' is too long"),
      "La línea «Publicación:» es demasiado larga.");
  EXPECT_EQ(RefusalIn(Language::kRussian, "parts 0A1B2C3D: number 2, 3 of 4 to be sent again"),
            "из \u20680A1B2C3D\u2069 номер \u20682, 3\u2069 из 4.");
  for (const char* english :
       {"decision 'd' cannot be appealed: it is void already",
        "decision 'd' cannot be appealed: it had not been taken yet",
        "decision 'd' cannot be appealed: the clock went backwards: its first appeal was answered "
        "later",
        "the clock went backwards: the appeal was filed later",
        "decision 'd' cannot be appealed: the period ended at 2026-02-12T00:00:00Z, and the "
        "question "
        "whether its author was cut off had no answer until 2026-03-12T00:00:00Z (13)",
        "decision 'd' cannot be appealed: the author appeals an action, the reporter a finding of "
        "no "
        "violation (13)",
        "the appeal against decision 'd' is upheld: nothing can be added (13)",
        "text 2 is what this letter says itself",
        "the appeal with text 2 is upheld: nothing can be said of it (13)",
        "no decision wants item 'at://ann/1' of 'ann' deleted (7.2)",
        "decision d-1 is not about item at://ann/7",
        "item 'i' cannot have been deleted at 2026-02-12T00:00:00Z: it was hidden at "
        "2026-02-13T00:00:00Z (7.2)",
        "a source has the address of a public page, http or https: 'ftp://x'",
        "the address of a source has a space or a sign in it that no address has: 'https://a b'",
        "the address of a source is too long, or names a user: 'https://me@x'",
        "one change has at most 32 sources",
        "the reason has a mail address in it, which has no place in the register",
        "the reason has a network address in it, which has no place in the register",
        "a name is longer than 80 characters",
        "parts 0A1B2C3D: its parts do not fit together; send all again",
        "the age file is sealed to other keys",
        "more than 16384 bytes are sealed in it",
        "the form did not arrive whole"})
    ExpectWordsInEach(english);
}

// Nothing is hidden from anybody.
TEST(Refusal, WithoutWordsIsGivenAsItIs) {
  EXPECT_FALSE(HasWords("something new"));
  EXPECT_EQ(RefusalIn(Language::kPersian, "something new"), "\u2068something new\u2069");
}

}  // namespace
}  // namespace evenhand::server
