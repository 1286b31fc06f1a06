#include "text/name_index.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>

#include "text/parody.h"
#include "text/skeleton.h"

namespace evenhand::text {
namespace {

struct Case {
  const char* title;
  const char* protected_name;
  const char* name;
  std::optional<Likeness> likeness;
};

std::string TitleOf(const testing::TestParamInfo<Case>& param) { return param.param.title; }

class Likenesses : public testing::TestWithParam<Case> {};
TEST_P(Likenesses, AreFound) {
  NameIndex index;
  index.Add("Ministry of Elsewhere");
  index.Add(GetParam().protected_name);
  const auto found = index.Find(GetParam().name);
  if (!GetParam().likeness) {
    EXPECT_TRUE(found.empty());
  } else {
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (NameIndex::Like{1, *GetParam().likeness}));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Names, Likenesses,
    testing::Values(
        Case{"itself", "Ministry of Health", "Ministry of Health", Likeness::kSame},
        Case{"other_case", "Ministry of Health", "MINISTRY OF HEALTH", Likeness::kSame},
        Case{"full_width", "Ministry of Health", "Ｍinistry of Health", Likeness::kSame},
        Case{"zero_width", "Ministry of Health", "Ministry\u200B of Health", Likeness::kSame},
        Case{"cyrillic_letter_in_latin", "Ministry of Health", "Ministry of H\u0435alth",
             Likeness::kLooksAlike},
        Case{"latin_l_for_capital_i", "HealthInfo", "Healthlnfo", Likeness::kOneAway},
        Case{"rn_for_m", "Government", "Governrnent", Likeness::kLooksAlike},
        Case{"digit_for_letter", "MinHealthOffice", "MinHea1thOffice", Likeness::kLooksAlike},
        Case{"latin_letter_in_cyrillic", "Министерство здоровья", "Министерствo здоровья",
             Likeness::kLooksAlike},
        Case{"arabic_yeh_in_persian", "وزارت دارایی", "وزارت دارايي", Likeness::kLooksAlike},
        Case{"arabic_kaf_in_persian", "بانک مرکزی", "بانك مركزي", Likeness::kLooksAlike},
        Case{"zwnj", "خبرگزاری شهر‌ها", "خبرگزاری شهرها", Likeness::kSame},
        Case{"hamza_in_arabic", "وزارة الأوقاف", "وزارة الاوقاف", Likeness::kLooksAlike},
        Case{"teh_marbuta_in_arabic", "وزارة الصحة", "وزارة الصحه", Likeness::kLooksAlike},
        Case{"accent_in_spanish", "Ministerio de Educación", "Ministerio de Educacion",
             Likeness::kLooksAlike},
        Case{"one_letter_more", "Ministry of Health", "Ministry of Healths", Likeness::kOneAway},
        Case{"one_letter_less", "Ministry of Health", "Ministry of Healh", Likeness::kOneAway},
        Case{"one_letter_other", "Ministry of Health", "Ministry of Wealth", Likeness::kOneAway},
        Case{"one_letter_more_in_persian", "وزارت بهداشت", "وزارت بهداشتت", Likeness::kOneAway},
        Case{"two_letters_other", "Ministry of Health", "Ministry of Stealth", std::nullopt},
        Case{"short_names_are_not_one_away", "Press", "Dress", std::nullopt},
        Case{"somebody_else", "Ministry of Health", "Sara", std::nullopt},
        Case{"nothing", "Ministry of Health", "", std::nullopt},
        Case{"a_whole_word_in_another_script", "copa", "сора", std::nullopt}),
    TitleOf);

// Against the slow way: every pair by itself.
TEST(NameIndex, FindsWhatComparingEveryPairFinds) {
  std::mt19937_64 bits(4);
  const std::u32string_view letters = U"aIl1o0аоیي";
  const auto make = [&] {
    std::string name;
    const std::size_t length = 3 + bits() % 2;
    for (std::size_t i = 0; i < length; ++i) {
      const char32_t c = letters[bits() % letters.size()];
      if (c < 0x80) {
        name += static_cast<char>(c);
      } else {
        name += static_cast<char>(0xC0 | (c >> 6));
        name += static_cast<char>(0x80 | (c & 0x3F));
      }
    }
    return name;
  };
  NameIndex index;
  std::vector<std::string> names;
  for (int i = 0; i < 300; ++i) index.Add(names.emplace_back(make()));
  std::size_t alike = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string name = make();
    std::vector<std::uint32_t> found;
    for (const auto& like : index.Find(name))
      if (like.likeness == Likeness::kLooksAlike) found.push_back(like.name);
    std::vector<std::uint32_t> wanted;
    for (std::uint32_t other = 0; other < names.size(); ++other)
      if (LooksLike(name, names[other])) wanted.push_back(other);
    EXPECT_EQ(found, wanted) << name;
    alike += wanted.size();
  }
  EXPECT_GT(alike, 0U);
}

TEST(NameIndex, LongNamesAreLikeNothing) {
  NameIndex index;
  index.Add(std::string(100'000, 'a'));
  EXPECT_TRUE(index.Find(std::string(100'000, 'a')).empty());
  EXPECT_TRUE(index.Find(std::string(99'999, 'a')).empty());
}

struct Said {
  const char* title;
  const char* name;
  bool says;
  const char* rest;
};
std::string SaidTitle(const testing::TestParamInfo<Said>& param) { return param.param.title; }

class Parody : public testing::TestWithParam<Said> {};
TEST_P(Parody, IsSaidInWords) {
  EXPECT_EQ(SaysParody(GetParam().name), GetParam().says);
  EXPECT_EQ(WithoutParody(GetParam().name), GetParam().rest);
}
INSTANTIATE_TEST_SUITE_P(
    Names, Parody,
    testing::Values(Said{"english", "Ministry of Health (Parody)", true, "ministry of health"},
                    Said{"handle", "min_health_fan", true, "min health"},
                    Said{"persian", "طنز وزارت بهداشت", true, "وزارت بهداشت"},
                    Said{"persian_with_a_joint", "وزارت بهداشت غیر‌رسمی", true,
                         "وزارت بهداشت"},
                    Said{"arabic_of_two_words", "وزارة الصحة محاكاة ساخرة", true, "وزاره الصحه"},
                    Said{"russian", "Пародия: Минздрав", true, "минздрав"},
                    Said{"spanish", "Gobierno no oficial", true, "gobierno"},
                    Said{"turkish", "Sağlık parodi", true, "sağlık"},
                    Said{"inside_a_word_is_not_said", "Fantasy Health", false, "fantasy health"},
                    Said{"nothing", "Ministry", false, "ministry"}),
    SaidTitle);

}  // namespace
}  // namespace evenhand::text
