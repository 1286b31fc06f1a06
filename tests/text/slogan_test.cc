#include "text/slogan.h"

#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

const SloganReader& Reader() {
  static const SloganReader kReader = *SloganReader::Make();
  return kReader;
}

struct Case {
  const char* name;
  const char* text;
  Reading wanted;
};

class Slogans : public testing::TestWithParam<Case> {};

TEST_P(Slogans, AreRead) {
  EXPECT_EQ(NameOf(Reader().Read(GetParam().text)), NameOf(GetParam().wanted));
}

using enum Reading;

INSTANTIATE_TEST_SUITE_P(
    FiveLanguages, Slogans,
    testing::Values(
        // A slogan and a plan in each language must come out differently.
        Case{"fa_slogan", "مرگ بر دیکتاتور", kRhetorical},
        Case{"fa_plan", "امشب جلوی خانه‌اش او را می‌کشیم", kIntent},
        Case{"ar_slogan", "الموت للديكتاتور", kRhetorical},
        Case{"ar_plan", "سنقتله الليلة أمام بيته", kIntent},
        Case{"ru_slogan", "Смерть диктатору!", kRhetorical},
        Case{"ru_plan", "Сегодня ночью убьём его у дома", kIntent},
        Case{"es_slogan", "¡Muera el dictador!", kRhetorical},
        Case{"es_plan", "Esta noche lo matamos en su casa", kIntent},
        Case{"en_slogan", "Death to the dictator!", kRhetorical},
        Case{"en_plan", "We kill him at his house tonight", kIntent},
        // Forms.
        Case{"fa_joint", "مرگ‌بر استبداد", kRhetorical},
        Case{"fa_hashtag", "#مرگ_بر_ستمگر", kRhetorical},
        Case{"fa_latin", "Maarg bar zolm", kRhetorical},
        Case{"fa_long_live", "زنده باد آزادی", kRhetorical},
        Case{"ar_falls", "يسقط يسقط حكم العسكر", kRhetorical},
        Case{"ar_preposition_apart", "الموت لـ الظلم", kRhetorical},
        Case{"ru_shame", "Позор цензорам", kRhetorical},
        Case{"es_out", "¡Fuera el mal gobierno!", kRhetorical},
        Case{"en_must_go", "The minister must go", kRhetorical},
        Case{"form_without_target", "Death to!", kNone},
        Case{"must_go_without_target", "must go", kNone},
        // Targets.
        Case{"a_person", "مرگ بر تو", kJudge}, Case{"a_neighbour", "Death to my neighbour", kJudge},
        Case{"an_account", "death to @ana.example.com", kJudge},
        Case{"ar_a_person", "الموت لهم", kJudge},
        Case{"standing_call", "مرگ بر سلمان رشدی", kJudge},
        Case{"nobody_dies", "زنده باد همسایه", kRhetorical},
        Case{"person_in_another_clause", "Death to tyranny, you know", kRhetorical},
        // Aggravators count in the slogan's own sentence.
        Case{"time", "Death to the dictator tonight", kJudge},
        Case{"means", "مرگ بر دیکتاتور با چاقو", kJudge},
        Case{"call_to_a_protest", "Death to the dictator! Tomorrow at noon, in the square.",
             kRhetorical},
        Case{"the_gravest_sentence", "Long live freedom. Tonight we kill him.", kIntent},
        // Idioms.
        Case{"fa_affection", "قربونت برم", kIdiom}, Case{"fa_sympathy", "بمیرم برات", kIdiom},
        Case{"fa_thanks", "فدات شم", kIdiom}, Case{"fa_liver", "جیگرتو بخورم", kIdiom},
        Case{"fa_playful", "خیلی بامزه‌ای، می‌کشمت", kIdiom},
        Case{"fa_not_playful", "امشب دم در خانه می‌کشمت", kIntent},
        Case{"fa_latin_affection", "ghorboonet beram", kIdiom},
        Case{"ar_chant", "بالروح بالدم", kIdiom}, Case{"ar_endearment", "تقبرني", kIdiom},
        Case{"ru_banter", "убью тебя, ха-ха", kIdiom},
        Case{"ru_hilarious", "умереть не встать", kIdiom},
        Case{"es_laughing", "me muero de risa", kIdiom}, Case{"es_banter", "te mato", kIdiom},
        Case{"en_luck", "Break a leg tonight!", kIdiom},
        // Neither.
        Case{"plain", "سلام به همه 🌷", kNone},
        Case{"plans_of_peace", "Tonight at her house we bake bread", kNone},
        Case{"empty", "", kNone}),
    [](const auto& row) { return row.param.name; });

// Every form over targets on all sides: whose name it is must not matter.
TEST(Slogans, ReadAllSidesAlike) {
  const char* const kForms[] = {"مرگ بر ",   "مرده باد ",  "زنده باد ", "marg bar ", "الموت ل",
                                "يسقط ",     "долой ",     "смерть ",   "muera ",    "abajo ",
                                "death to ", "down with ", "long live "};
  const char* const kTargets[] = {"دیکتاتور",  "شاه",          "جمهوری",       "آمریکا",
                                  "اسرائیل",   "ایران",        "الحكومة",      "المعارضة",
                                  "оппозиции", "власти",       "la oposición", "el gobierno",
                                  "the king",  "the republic", "the left",     "the right"};
  for (const char* form : kForms) {
    for (const char* target : kTargets) {
      EXPECT_EQ(Reader().Read(std::string(form) + target), kRhetorical) << form << target;
    }
  }
}

TEST(Slogans, CanBeReadInOneLanguage) {
  const auto russian = SloganReader::Make({.language = "ru"});
  EXPECT_EQ(russian->Read("Долой цензуру"), kRhetorical);
  EXPECT_EQ(russian->Read("Down with censorship"), kNone);
  EXPECT_EQ(SloganReader::Make({.language = "fa"})->Read("marg bar zolm"), kRhetorical);
  EXPECT_EQ(SloganReader::Make({.language = "tlh"}).error().code, ErrorCode::kInvalidArgument);
}

TEST(Slogans, RulebooksCanNameTargetsThatAreJudged) {
  const auto reader = SloganReader::Make({.judged_targets = {"سارا نمونه"}});
  EXPECT_EQ(reader->Read("مرگ بر سارا‌ نمونه"), kJudge);
  EXPECT_EQ(reader->Read("مرگ بر سانسور"), kRhetorical);
  EXPECT_FALSE(SloganReader::Make({.judged_targets = {"…"}}).has_value());
}

TEST(Slogans, OfACommanderAreJudged) {
  const auto reader = SloganReader::Make({.authority = true});
  EXPECT_EQ(reader->Read("مرگ بر منافق"), kJudge);
  EXPECT_EQ(reader->Read("زنده باد آزادی"), kRhetorical);
}

}  // namespace
}  // namespace evenhand::text
