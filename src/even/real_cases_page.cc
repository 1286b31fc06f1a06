#include "even/real_cases_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "page/frame.h"
#include "page/html.h"
#include "page/locale.h"
#include "page/rulebook_page.h"
#include "page/spoken.h"
#include "page/words.h"

namespace evenhand::even {
namespace {

using page::Say;
using page::Word;
using policy::Action;
using policy::Decision;

struct Words {
  std::string_view title, lead, as_reported, counts, ordinary_counts, alike, alike_note, cases,
      when, was_done, rule_gives, ordinary, the_same, compared, answers, source, asked_of,
      asked_back, not_asked, no_rule, length_unknown;
  std::array<std::string_view, 4> against;  // in the order of Against
};

constexpr std::array<Words, 2> kWords = {{
    {.title = "A docket of real cases",
     .lead = "What platforms did in cases that are remembered; what a published rule gives for the "
             "same answers; and what "
             "an ordinary account would have got under that rule.",
     .as_reported = "The facts are as reported, each with its source, and so are the answers put "
                    "to the rules. The outcomes are "
                    "computed from those answers by the program that decides cases: each as a "
                    "first finding, since earlier strikes "
                    "are not known, and as if the rule had been in force on that day.",
     .counts = "{0} cases, {1} questions put to rules. What was done is what the rule gives in "
               "{2}, milder in {3}, harsher "
               "in {4}.",
     .ordinary_counts = "In {} an ordinary account would have got something else.",
     .alike = "The same answers, each time",
     .alike_note =
         "Where the answers are the same, a rule says the same. What was done, side by side:",
     .cases = "The cases",
     .when = "When",
     .was_done = "What was done",
     .rule_gives = "What the rule gives",
     .ordinary = "An ordinary account",
     .the_same = "the same",
     .compared = "What was done is",
     .answers = "Answers, as reported",
     .source = "Source",
     .asked_of = "Asked of {0}, in force since {1}",
     .asked_back = ", which is younger than the post",
     .not_asked = "Put to no rule",
     .no_rule = "No rule is broken.",
     .length_unknown = "; for how long is not reported",
     .against = {"what the rule gives", "milder than the rule", "harsher than the rule",
                 "not comparable: how long is not reported"}},
    {.title = "دفتر پرونده‌های واقعی",
     .lead = "پلتفرم‌ها در پرونده‌هایی که در یادها مانده چه کردند؛ قاعده‌ای "
             "منتشرشده "
             "برای "
             "همان پاسخ‌ها چه می‌گوید؛ و یک حساب "
             "عادی با همان قاعده چه می‌دید.",
     .as_reported = "رخدادها چنان‌اند که گزارش شده، هر یک با منبعش، و پاسخ‌هایی که "
                    "به "
                    "قاعده‌ها داده شده "
                    "نیز. نتیجه‌ها را همان برنامه‌ای از "
                    "این پاسخ‌ها حساب کرده که پرونده‌ها را تصمیم می‌گیرد: هر یک چون "
                    "نخستین "
                    "یافته، زیرا "
                    "اخطارهای پیشین دانسته نیست، و چنان "
                    "که گویی قاعده آن روز در اعتبار بوده است.",
     .counts = "{0} پرونده و {1} پرسش از قاعده‌ها. آنچه شد در {2} مورد همان است "
               "که "
               "قاعده "
               "می‌گوید، در {3} مورد سبک‌تر و در {4} "
               "مورد سخت‌تر.",
     .ordinary_counts = "در {} مورد یک حساب عادی چیز دیگری می‌دید.",
     .alike = "همان پاسخ‌ها، هر بار",
     .alike_note = "آنجا که پاسخ‌ها یکی است، قاعده یک سخن دارد. آنچه "
                   "شد، "
                   "کنار "
                   "هم:",
     .cases = "پرونده‌ها",
     .when = "کِی",
     .was_done = "چه شد",
     .rule_gives = "قاعده چه می‌گوید",
     .ordinary = "یک حساب عادی",
     .the_same = "همان",
     .compared = "آنچه شد",
     .answers = "پاسخ‌ها، چنان که گزارش شده",
     .source = "منبع",
     .asked_of = "پرسش از {0}، در اعتبار از {1}",
     .asked_back = "، جوان‌تر از مطلب",
     .not_asked = "از قاعده‌ای پرسیده نشد",
     .no_rule = "هیچ قاعده‌ای نقض نشده است.",
     .length_unknown = "؛ تا کی، گزارش نشده",
     .against = {"همان است که قاعده می‌گوید",
                 "سبک‌تر از قاعده است", "سخت‌تر از قاعده است",
                 "سنجیدنی نیست: مدت گزارش نشده"}},
}};

struct Counts {
  std::size_t cases = 0, answers = 0, ordinary_differs = 0;
  std::array<std::size_t, 4> against = {};
};

Counts CountsOf(const std::vector<JudgedCase>& cases) {
  Counts counts{.cases = cases.size()};
  for (const JudgedCase& one : cases) {
    for (const Answer& answer : one.answers) {
      ++counts.answers;
      ++counts.against[static_cast<std::size_t>(answer.done)];
      counts.ordinary_differs += answer.same_for_ordinary ? 0 : 1;
    }
  }
  return counts;
}

class Page {
 public:
  Page(const std::vector<JudgedCase>& cases, std::string_view language, bool rulebook_pages)
      : cases_(cases),
        tag_(language),
        language_(page::FrameLanguage(language)),
        words_(kWords[language_ == page::Language::kPersian ? 1 : 0]),
        rulebook_pages_(rulebook_pages) {}

  std::string Write() {
    page::OpenPage(&html_, words_.title, tag_, RealCasesLanguages());
    html_.Element("h1", words_.title).Element("p", words_.lead);
    Summary();
    html_.Element("p", words_.as_reported, {{"class", "s"}});
    Alike();
    html_.Element("h2", words_.cases);
    for (const JudgedCase& one : cases_) OneCase(one);
    return page::ClosePage(&html_, language_);
  }

 private:
  template <class... Parts>
  std::string Fill(std::string_view phrase, const Parts&... parts) const {
    return fmt::format(fmt::runtime(phrase), parts...);
  }
  std::string Number(std::size_t number) const {
    return page::NumberIn(tag_, static_cast<std::int64_t>(number));
  }
  std::string_view TextOf(const policy::Texts& texts) const { return page::TextIn(texts, tag_); }
  std::string_view AgainstText(const Answer& answer) const {
    return words_.against[static_cast<std::size_t>(answer.done)];
  }

  void Summary() {
    const Counts counts = CountsOf(cases_);
    const auto by = [&](Against what) {
      return Number(counts.against[static_cast<std::size_t>(what)]);
    };
    html_.Open("p").Element(
        "b", Fill(words_.counts, Number(counts.cases), Number(counts.answers), by(Against::kSame),
                  by(Against::kMilder), by(Against::kHarsher)));
    html_.Text(" ")
        .Element("b", Fill(words_.ordinary_counts, Number(counts.ordinary_differs)))
        .Close();
  }

  // ---- actions in words

  std::string ReportedText(const ReportedAction& reported, bool beside_hide) const {
    if (reported.length_known) return page::ActionText(language_, reported.action, beside_hide);
    const bool is_suspended = reported.action.kind == policy::ActionKind::kSuspend;
    return std::string(Say(language_, is_suspended ? Word::kSuspended : Word::kRestricted)) +
           std::string(words_.length_unknown);
  }

  void Lines(const ReportedAction& item, const ReportedAction& account) {
    const bool on_item = item.action.kind != policy::ActionKind::kNone;
    const bool on_account = account.action.kind != policy::ActionKind::kNone;
    if (!on_item && !on_account) html_.Text(Say(language_, Word::kNothing));
    if (on_item)
      html_.Text(fmt::format("{} {}", Say(language_, Word::kItem), ReportedText(item, false)));
    if (on_item && on_account) html_.Empty("br");
    if (on_account) {
      const bool beside_hide = item.action.kind == policy::ActionKind::kHide;
      html_.Text(fmt::format("{}: {}", Say(language_, Word::kAccount),
                             ReportedText(account, beside_hide)));
    }
  }
  void Lines(const Decision& decision) { Lines({decision.item}, {decision.account}); }
  void Ordinary(const Answer& answer) {
    if (answer.same_for_ordinary) {
      html_.Text(words_.the_same);
    } else {
      Lines(answer.ordinary);
    }
  }

  // ---- the same answers

  void Alike() {
    const auto groups = AskedAlike(cases_);
    if (groups.empty()) return;
    html_.Element("h2", words_.alike).Element("p", words_.alike_note, {{"class", "s"}});
    for (const auto& group : groups) OneGroup(group);
  }

  // Where the rule gives one answer each time, it is said once; an exception may make several of
  // it.
  void OneGroup(const std::vector<CaseAnswer>& group) {
    const Answer& first = *group.front().answer;
    const bool is_one = std::ranges::all_of(group, [&](const CaseAnswer& row) {
      return row.answer->given.item == first.given.item &&
             row.answer->given.account == first.given.account;
    });
    html_.Open("table").Open("caption").Text(AnswersText(first));
    if (is_one) {
      html_.Empty("br").Open("span", {{"class", "s"}}).Text(words_.rule_gives).Text(": ");
      Lines(first.given);
      html_.Close();
    }
    html_.Close().Open("thead").Open("tr").Element("th", words_.when, {{"scope", "col"}});
    html_.Element("th", words_.was_done, {{"scope", "col"}});
    if (!is_one) html_.Element("th", words_.rule_gives, {{"scope", "col"}});
    html_.Close().Close().Open("tbody");
    for (const CaseAnswer& row : group) GroupRow(row, !is_one);
    html_.Close().Close();
  }

  void GroupRow(const CaseAnswer& row, bool with_rule) {
    html_.Open("tr")
        .Open("th", {{"scope", "row"}})
        .Element("a", row.what->date, {{"href", "#" + row.what->id}});
    const std::string_view reading = TextOf(row.answer->question->reading);
    if (!reading.empty()) html_.Empty("br").Element("span", reading, {{"class", "s"}});
    html_.Close().Open("td");
    Lines(row.answer->question->item, row.answer->question->account);
    html_.Close();
    if (with_rule) {
      html_.Open("td");
      Lines(row.answer->given);
      html_.Close();
    }
    html_.Close();
  }

  std::string AnswersText(const Answer& answer) const {
    std::string text;
    for (const policy::Judgement& judgement : answer.question->input.judgements) {
      const auto question =
          std::ranges::find(answer.rulebook->questions, judgement.question, &policy::Question::id);
      const bool is_known = question != answer.rulebook->questions.end();
      text += fmt::format(
          "{}{} — {}.", text.empty() ? "" : " ",
          is_known ? TextOf(question->texts) : judgement.question,
          page::ValueText(*answer.rulebook, judgement.question, judgement.answer, tag_));
    }
    return text;
  }

  // ---- one case

  void Entry(std::string_view term, std::string_view text) {
    html_.Element("dt", term).Element("dd", text);
  }

  void OneCase(const JudgedCase& one) {
    const RealCase& what = *one.what;
    html_.Open("article", {{"id", what.id}})
        .Open("h3")
        .Element("bdi", what.date)
        .Text(". ")
        .Text(TextOf(what.happened))
        .Close();
    html_.Open("dl");
    Entry(words_.was_done, TextOf(what.done));
    html_.Element("dt", words_.source).Open("dd");
    for (const Origin& source : what.sources) {
      if (&source != &what.sources.front()) html_.Empty("br");
      html_.Element("a", source.name,
                    {{"href", source.url}, {"rel", "noreferrer"}, {"dir", "auto"}});
    }
    html_.Close();
    if (one.answers.empty()) Entry(words_.not_asked, TextOf(what.not_asked));
    html_.Close();
    for (const Answer& answer : one.answers) OneAnswer(answer);
    html_.Close();
  }

  void OneAnswer(const Answer& answer) {
    html_.Open("h4").Text(Fill(words_.asked_of, page::Isolated(answer.rulebook->id),
                               page::DateIn(tag_, answer.rulebook->effective_at)));
    if (answer.asked_back) html_.Text(words_.asked_back);
    html_.Close().Open("dl");
    const std::string_view reading = TextOf(answer.question->reading);
    html_.Element("dt", words_.answers).Open("dd").Text(AnswersText(answer));
    if (!reading.empty()) html_.Empty("br").Text(reading);
    html_.Close().Element("dt", words_.rule_gives).Open("dd");
    Given(answer);
    html_.Close().Element("dt", words_.ordinary).Open("dd");
    Ordinary(answer);
    html_.Close()
        .Element("dt", words_.compared)
        .Open("dd")
        .Element("b", AgainstText(answer))
        .Close()
        .Close();
  }

  void Given(const Answer& answer) {
    const policy::Clause* clause = answer.rulebook->FindClause(answer.given.ground);
    if (clause == nullptr) {
      html_.Text(words_.no_rule);
      return;
    }
    if (rulebook_pages_) {
      html_.Element("a", TextOf(clause->texts),
                    {{"href", answer.question->policy + "/" + page::PageFile(tag_) + "#" +
                                  page::RuleAnchor(clause->id)}});
    } else {
      html_.Text(TextOf(clause->texts));
    }
    html_.Empty("br");
    Lines(answer.given);
  }

  const std::vector<JudgedCase>& cases_;
  const std::string_view tag_;
  const page::Language language_;
  const Words& words_;
  const bool rulebook_pages_;
  page::Html html_;
};

}  // namespace

std::string RealCasesPage(const std::vector<JudgedCase>& cases, std::string_view language,
                          bool rulebook_pages) {
  return Page(cases, language, rulebook_pages).Write();
}

const std::vector<std::string>& RealCasesLanguages() {
  static const std::vector<std::string> kLanguages = {"en", "fa"};
  return kLanguages;
}

std::string RealCasesIndex() { return page::LanguageIndex(kWords[0].title, RealCasesLanguages()); }

}  // namespace evenhand::even
