// The functions of docs/text.md, as rules call them. What a view holds is tested with src/text.

#include "functions/call.h"
#include "functions/registry.h"
#include "sml/checker.h"

namespace evenhand::functions {
namespace {

class TextFunctionsTest : public testing::Test {
 protected:
  std::string Key(std::string_view text, std::string_view view) {
    return calls.Show("TextKey", {calls.Text(text), calls.Text(view)});
  }

  struct Options {
    bool exact = false;
    bool prefix = false;
    std::int64_t gap = 0;
    std::string_view view = "K2";
  };
  std::string HasPhrase(std::string_view text, std::string_view phrase) {
    return HasPhrase(text, phrase, Options{});
  }
  std::string HasPhrase(std::string_view text, std::string_view phrase, const Options& options) {
    return calls.Show("TextHasPhrase", {calls.Text(text), calls.Text(phrase),
                                        Value::Bool(options.exact), Value::Bool(options.prefix),
                                        Value::Int(options.gap), calls.Text(options.view)});
  }
  std::string Slogan(std::string_view text, std::string_view language = "",
                     std::initializer_list<std::string_view> targets = {}, bool authority = false) {
    return calls.Show("TextSlogan", {calls.Text(text), calls.Text(language), calls.Texts(targets),
                                     Value::Bool(authority)});
  }

  Calls calls{TextFunctions()};
};

TEST_F(TextFunctionsTest, TextKeyIsTheViewAsText) {
  EXPECT_EQ(Key("ＦＵＬＬ  Width", "K1"), "'full width'");
  EXPECT_EQ(Key("كتاب مـــرگ ۱۳۹۹", "K2"), "'کتاب مرگ 1399'");
  EXPECT_EQ(Key("می‌خواهم", "K2"), "'میخواهم'");
  EXPECT_EQ(Key("می‌خواهم", "K2w"), "'می خواهم'");
  EXPECT_EQ(Key("k1ll", "EL"), "'kill'");
  EXPECT_EQ(Key("Khaamene'i", "EF"), "'xamenei'");
  EXPECT_EQ(Key("killlll", "ES"), "'kil'");
  EXPECT_EQ(Key("م ر گ", "EC"), "'مرگ'");
  EXPECT_EQ(Key("as \xff written", "RAW"), "'as \xEF\xBF\xBD written'");
  EXPECT_EQ(Key("", "K2"), "''");
}

TEST_F(TextFunctionsTest, TextTokensAreItsWords) {
  const auto tokens = [&](std::string_view text, std::string_view view) {
    return calls.Show("TextTokens", {calls.Text(text), calls.Text(view)});
  };
  EXPECT_EQ(tokens("زن، زندگی، آزادی!", "K2"), "['زن', 'زندگی', 'ازادی']");
  EXPECT_EQ(tokens("می‌خواهم", "K2w"), "['می', 'خواهم']");
  EXPECT_EQ(tokens("🚀 ...", "K2"), "[]");
}

TEST_F(TextFunctionsTest, TextHasPhraseFindsWholeWordsInAnySpelling) {
  EXPECT_EQ(HasPhrase("#مرگ_بر_ستم", "مرگ بر"), "true");
  EXPECT_EQ(HasPhrase("skill", "kill"), "false");
  EXPECT_EQ(HasPhrase("جايزه رایگان", "جایزه رایگان"), "true");
  for (const char* spelling : {"می‌خواهم", "می خواهم", "میخواهم"}) {
    EXPECT_EQ(HasPhrase(spelling, "می~خواهم"), "true") << spelling;
  }
}

TEST_F(TextFunctionsTest, TextHasPhraseTakesOptions) {
  EXPECT_EQ(HasPhrase("الموت للظلم", "الموت ل"), "false");
  EXPECT_EQ(HasPhrase("الموت للظلم", "الموت ل", {.prefix = true}), "true");
  EXPECT_EQ(HasPhrase("free your crypto", "free crypto"), "false");
  EXPECT_EQ(HasPhrase("free your crypto", "free crypto", {.gap = 1}), "true");
  EXPECT_EQ(HasPhrase("el", "él"), "true");
  EXPECT_EQ(HasPhrase("el", "él", {.exact = true}), "false");
  EXPECT_EQ(HasPhrase("ÉL", "él", {.exact = true}), "true");
  EXPECT_EQ(HasPhrase("fr33 m0ney", "free money", {.view = "EL"}), "true");
  EXPECT_EQ(HasPhrase("Maarg baar", "marg bar", {.view = "EF"}), "true");
  EXPECT_EQ(HasPhrase("a-i-r d.r.o.p", "airdrop", {.view = "EC"}), "true");
}

TEST_F(TextFunctionsTest, TextPhrasesAreAsTheyStandInTheText) {
  const auto phrases = [&](std::string_view text, std::initializer_list<std::string_view> wanted) {
    return calls.Show("TextPhrases", {calls.Text(text), calls.Texts(wanted), Value::Bool(false),
                                      Value::Bool(false), Value::Int(0), calls.Text("EL")});
  };
  EXPECT_EQ(phrases("Get FR33 m0ney, می‌خواهم!", {"می~خواهم", "nothing", "free money"}),
            "['می‌خواهم', 'FR33 m0ney']");
  EXPECT_EQ(phrases("سلام", {"free money"}), "[]");
  EXPECT_EQ(phrases("سلام", {}), "[]");
}

TEST_F(TextFunctionsTest, NamesThatLookAlikeHaveOneSkeleton) {
  const auto looks_like = [&](std::string_view a, std::string_view b) {
    return calls.Show("TextLooksLike", {calls.Text(a), calls.Text(b)});
  };
  EXPECT_EQ(looks_like("khаmenei_ir", "khamenei_ir"), "true") << "Cyrillic а";
  EXPECT_EQ(looks_like("kharnenei_ir", "khamenei_ir"), "true");
  EXPECT_EQ(looks_like("khamenei_ir", "khamenei_ir"), "false") << "the same name";
  EXPECT_EQ(looks_like("khomeini_ir", "khamenei_ir"), "false");
  EXPECT_EQ(calls.Show("TextSkeleton", {calls.Text("khаmenei")}),
            calls.Show("TextSkeleton", {calls.Text("kharnenei")}));
}

TEST_F(TextFunctionsTest, TextDirectionFlagsAreSorted) {
  const auto flags = [&](std::string_view text) {
    return calls.Show("TextDirectionFlags", {calls.Text(text)});
  };
  EXPECT_EQ(flags("safe\u202Egpj.exe"), "['open_at_end', 'override']");
  EXPECT_EQ(flags("a\u2069"), "['stray_pdi']");
  EXPECT_EQ(flags("سلام\u200F world\u200E"), "[]") << "marks are ordinary";
}

TEST_F(TextFunctionsTest, TextSloganTellsRhetoricFromPlans) {
  EXPECT_EQ(Slogan("مرگ بر دیکتاتور!"), "'rhetorical'");
  EXPECT_EQ(Slogan("¡Muera el dictador!"), "'rhetorical'");
  EXPECT_EQ(Slogan("Сегодня ночью убьём его у дома"), "'intent'");
  EXPECT_EQ(Slogan("قربونت برم"), "'idiom'");
  EXPECT_EQ(Slogan("Death to the dictator! We kill him at his house tonight."), "'intent'");
  EXPECT_EQ(Slogan("a lovely day"), "''");
}

TEST_F(TextFunctionsTest, TextSloganTakesOptions) {
  EXPECT_EQ(Slogan("Death to the dictator!", "fa"), "''") << "another language's lexicon";
  EXPECT_EQ(Slogan("Death to the mayor!"), "'rhetorical'");
  EXPECT_EQ(Slogan("Death to the mayor!", "", {"mayor"}), "'judge'");
  EXPECT_EQ(Slogan("Death to the mayor!", "en", {}, true), "'judge'");
}

// --- what is wrong with a call is said when the rulebook is checked ---

struct WrongCall {
  const char* name;
  std::string_view call;
  std::string_view hint;
};

class WrongTextCall : public testing::TestWithParam<WrongCall> {};

TEST_P(WrongTextCall, IsAnErrorWithAReason) {
  auto sources = std::make_shared<sml::SourceSet>();
  sources->files.push_back({"main.sml", std::string("X = ").append(GetParam().call)});
  sources->configs.push_back({"config.yaml", "labels: {}\n"});
  sml::Diagnostics diagnostics;
  EXPECT_EQ(sml::Check(sources, MakeCatalog(), &diagnostics), nullptr);
  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_NE(sml::Render(diagnostics, *sources).find(GetParam().hint), std::string::npos)
      << sml::Render(diagnostics, *sources);
}

INSTANTIATE_TEST_SUITE_P(
    Calls, WrongTextCall,
    testing::Values(
        WrongCall{"CaseOfAView", "TextKey(s='x', view='k2')", "did you mean `K2`?"},
        WrongCall{"UnknownView", "TextTokens(s='x', view='NFC')",
                  "unknown view `NFC`; the views are RAW, K1, K2, K2w, EL, EF, ES, EC"},
        WrongCall{"ViewWithoutPhrases", "TextHasPhrase(s='x', phrase='ab', view='K1')",
                  "a phrase is looked for in view K2, EL, EF, ES or EC"},
        WrongCall{"NoWord", "TextHasPhrase(s='x', phrase='!')",
                  "a phrase needs at least one letter or digit"},
        WrongCall{"OneOfMany", "TextPhrases(s='x', phrases=['ab', '~'])", "phrase '~'"},
        WrongCall{"NegativeGap", "TextHasPhrase(s='x', phrase='ab', gap=-1)",
                  "gap must be from 0 to 16"},
        WrongCall{"WideGap", "TextHasPhrase(s='x', phrase='ab', gap=17)", "gap may be at most 16"},
        WrongCall{"HugeGap", "TextHasPhrase(s='x', phrase='ab', gap=99999999999999999999)",
                  "gap must be from 0 to 16"},
        WrongCall{"UnknownLanguage", "TextSlogan(s='x', language='de')",
                  "there is no lexicon for 'de'"},
        WrongCall{"EmptyTarget", "TextSlogan(s='x', judged_targets=['?'])", "target '?'"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace evenhand::functions
