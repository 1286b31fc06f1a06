#include "page/rulebook_page.h"

#include <algorithm>
#include <array>

#include "page/frame.h"
#include "page/html.h"
#include "page/locale.h"
#include "page/spoken.h"
#include "page/words.h"
#include "policy/appeal.h"
#include "policy/notice.h"

namespace evenhand::page {
namespace {

using enum Word;
using policy::Action;
using policy::Clause;
using policy::ExceptionRule;
using policy::Rulebook;

struct Part {
  std::string_view name;  // as policy::FieldChange calls it
  Word word;
};

constexpr std::array<Part, 12> kParts = {{{"family", kPartFamily},
                                          {"severity", kPartSeverity},
                                          {"when", kPartWhen},
                                          {"unless", kPartWhen},
                                          {"awaits", kPartWhen},
                                          {"item", kPartItem},
                                          {"account", kPartAccount},
                                          {"strikes", kPartStrikes},
                                          {"max_age", kPartStrikes},
                                          {"automated_ok", kPartDecider},
                                          {"appeal", kPartAppeal},
                                          {"text", kPartText}}};

constexpr std::array<Word, 4> kGravities = {kLow, kMedium, kHigh, kGrave};

struct Section {
  std::string_view id;
  Word title;
  bool is_there;
};

class Page {
 public:
  Page(const Rulebook& book, const Edition& edition, std::string_view language, const Sheet& sheet,
       Html* html)
      : book_(book),
        edition_(edition),
        language_(language),
        frame_(FrameLanguage(language)),
        sheet_(sheet),
        html_(*html) {}

  std::string Write() {
    const std::string title = Title();
    if (edition_.around) {
      OpenPage(&html_, title, language_, *edition_.around);
    } else {
      OpenPage(&html_, title, language_, book_.languages);
    }
    html_.Element("h1", title);
    Head();
    if (sheet_.opens && sheet_.closes) Contents();
    if (sheet_.opens) Changes();
    Clauses();
    if (sheet_.closes) AfterClauses();
    return ClosePage(&html_, frame_);
  }

  void WriteClause(const Clause& clause) { ClauseTerms(clause); }

 private:
  void AfterClauses() {
    Ladders();
    Exceptions();
    Measures();
    Questions();
    Facts();
    Attributes();
    Appeals();
  }

  std::string Title() const { return std::string(SayIt(kRulebook)) + " " + Isolated(book_.id); }
  std::string_view SayIt(Word word) const { return Say(frame_, word); }
  template <class... Parts>
  std::string FillIt(Word word, const Parts&... parts) const {
    return Fill(frame_, word, parts...);
  }
  std::string Length(const policy::Period& period) const { return LengthIn(Tag(frame_), period); }
  std::string Number(std::int64_t number) const { return NumberIn(Tag(frame_), number); }
  std::string Days(std::int64_t days) const { return Length({.seconds = std::chrono::days(days)}); }
  std::string_view TextOf(const policy::Texts& texts) const { return TextIn(texts, language_); }

  // ---- small parts

  void Term(Word term) { html_.Element("dt", SayIt(term)); }
  void Entry(Word term, std::string_view text) {
    Term(term);
    html_.Element("dd", text);
  }
  void Entry(Word term, const policy::Condition& condition) {
    Term(term);
    html_.Open("dd");
    WriteCondition(condition, book_, language_, &html_);
    html_.Close();
  }
  void Heading(std::string_view id, Word title) { html_.Element("h2", SayIt(title), {{"id", id}}); }
  void Note(std::string_view text) { html_.Element("p", text, {{"class", "s"}}); }
  void Id(std::string_view id) {
    html_.Open("p", {{"class", "s"}}).Element("code", id, {{"dir", "ltr"}}).Close();
  }
  // A clause, where it stands: here, or on a page of its own.
  std::string HrefOf(const std::string& clause) const {
    const auto place = std::ranges::find(book_.clauses, clause, &Clause::id);
    const bool is_here =
        place != book_.clauses.end() && sheet_.Holds(place - book_.clauses.begin());
    return is_here || !sheet_.page_of ? "#" + RuleAnchor(clause) : sheet_.page_of(clause);
  }
  void RuleLink(const std::string& id) {
    const Clause* clause = book_.FindClause(id);
    html_.Open("li").Element("a", clause == nullptr ? std::string_view(id) : TextOf(clause->texts),
                             {{"href", HrefOf(id)}});
    html_.Close();
  }
  void RuleLinks(Word term, const std::vector<std::string>& clauses) {
    Term(term);
    html_.Open("dd").Open("ul");
    for (const std::string& id : clauses) RuleLink(id);
    html_.Close().Close();
  }

  void OpenTable(std::string_view caption, Word left, Word right) {
    html_.Open("table").Element("caption", caption).Open("thead").Open("tr");
    html_.Element("th", SayIt(left), {{"scope", "col"}})
        .Element("th", SayIt(right), {{"scope", "col"}});
    html_.Close().Close().Open("tbody");
  }
  void Row(std::string_view left, std::string_view right) {
    html_.Open("tr").Element("th", left, {{"scope", "row"}}).Element("td", right).Close();
  }
  void CloseTable() { html_.Close().Close(); }

  // ---- the document

  void Head() {
    html_.Open("p").Text(FillIt(kVersion, Number(book_.version))).Text(" · ");
    html_.Element("time", FillIt(kInForceSince, DateIn(Tag(frame_), book_.effective_at)),
                  {{"datetime", policy::FormatTime(book_.effective_at)}});
    html_.Close();
    if (edition_.hash.empty()) {
      Note(SayIt(kNotPublished));
      return;
    }
    html_.Open("dl");
    Hash(kHash, edition_.hash);
    if (!edition_.previous.empty()) Hash(kPrevious, edition_.previous);
    html_.Close();
    if (edition_.previous.empty()) Note(SayIt(kFirstVersion));
  }
  void Hash(Word term, std::string_view hash) {
    Term(term);
    html_.Open("dd").Element("code", hash, {{"dir", "ltr"}}).Close();
  }

  void Contents() {
    const std::array<Section, 8> sections = {
        {{"rules", kClauses, !book_.clauses.empty()},
         {"strikes", kLadders, !book_.strikes.ladders.empty()},
         {"exceptions", kExceptions, !book_.exceptions.empty()},
         {"measures", kMeasures, !book_.measures.empty()},
         {"questions", kQuestions, !book_.questions.empty()},
         {"facts", kFacts, !book_.facts.empty()},
         {"authors", kAttributes, true},
         {"appeals", kAppeals, true}}};
    html_.Open("nav", {{"aria-label", SayIt(kContents)}});
    for (const Section& section : sections) {
      if (!section.is_there) continue;
      html_.Element("a", SayIt(section.title), {{"href", "#" + std::string(section.id)}}).Text(" ");
    }
    html_.Close();
  }

  void Changes() {
    if (edition_.previous.empty()) return;
    Heading("changes", kChanges);
    if (edition_.changes.empty()) return Note(SayIt(kNothingChanged));
    html_.Open("ul");
    for (const policy::Change& change : edition_.changes) Change(change);
    html_.Close();
  }

  void Change(const policy::Change& change) {
    html_.Open("li");
    const std::string name = NameOf(change);
    const std::string place =
        change.kind == policy::ChangeKind::kRemoved ? std::string() : PlaceOf(change);
    if (place.empty()) {
      html_.Text(name);
    } else {
      html_.Element("a", name, {{"href", place}});
    }
    html_.Text(" — ").Text(ChangeText(frame_, change)).Close();
  }

  // What a change is of, as the page calls it; what is gone has only its id.
  std::string NameOf(const policy::Change& change) const {
    using enum policy::RulebookPart;
    const auto in = [&](Word section, std::string_view what) {
      return std::string(SayIt(section)) + ": " + std::string(what);
    };
    switch (change.part) {
      case kRulebook:
        return std::string(SayIt(kAppeals));
      case kLanguage:
        return in(kLanguages, Isolated(change.id));
      case kAttribute:
        return in(kAttributes, NameOfAttribute(frame_, change.id));
      case kQuestion:
        return in(kQuestions, TextOrId(book_.questions, change.id));
      case kFact:
        return in(kFacts, TextOrId(book_.facts, change.id));
      case kFamily:
      case kLadder:
        return FillIt(kLadderOf, FamiliesText(change.families));
      case kClause:
        return TextOrId(book_.clauses, change.id);
      case kException:
        return in(kExceptions, TextOrId(book_.exceptions, change.id));
      case kMeasure:
        return in(kMeasures, TextOrId(book_.measures, change.id));
    }
    return Isolated(change.id);
  }

  std::string FamiliesText(const std::vector<std::string>& families) const {
    std::string text;
    for (const std::string& family : families)
      text += (text.empty() ? "" : Comma()) + FamilyText(frame_, family);
    return text;
  }

  template <class Part>
  std::string TextOrId(const std::vector<Part>& parts, const std::string& id) const {
    const auto part = std::ranges::find(parts, id, &Part::id);
    return part == parts.end() ? Isolated(id) : std::string(TextOf(part->texts));
  }

  std::string PlaceOf(const policy::Change& change) const {
    using enum policy::RulebookPart;
    const auto after = [&](std::string_view place) { return Rest() + "#" + std::string(place); };
    switch (change.part) {
      case kRulebook:
        return after("appeals");
      case kLanguage:
        return {};
      case kAttribute:
        return after("authors");
      case kQuestion:
        return after("questions");
      case kFact:
        return after("facts");
      case kFamily:
      case kLadder:
        return book_.strikes.ladders.empty() ? std::string() : after("strikes");
      case kClause:
        return HrefOf(change.id);
      case kException:
        return after("exception-" + change.id);
      case kMeasure:
        return after("measures");
    }
    return {};
  }

  // ---- clauses

  void Clauses() {
    if (book_.clauses.empty()) return;
    Heading("rules", kClauses);
    std::int64_t number = 0;
    for (const Clause& clause : book_.clauses) {
      if (sheet_.Holds(number++)) OneClause(clause, number);
    }
  }

  void OneClause(const Clause& clause, std::int64_t number) {
    html_.Open("article", {{"id", RuleAnchor(clause.id)}, {"class", Name(clause.severity)}});
    html_.Element("h3", Number(number) + ". " + std::string(TextOf(clause.texts)));
    if (sheet_.page_of) {
      html_.Open("p", {{"class", "s"}}).Open("a", {{"href", sheet_.page_of(clause.id)}});
      html_.Element("code", clause.id, {{"dir", "ltr"}}).Close().Close();
    } else {
      Id(clause.id);
    }
    ClauseTerms(clause);
    html_.Close();
  }

  void ClauseTerms(const Clause& clause) {
    html_.Open("dl");
    Entry(kWhen, clause.when);
    if (clause.unless) Entry(kUnless, *clause.unless);
    if (clause.awaits) Entry(kAwaits, *clause.awaits);
    const bool is_left = clause.item.kind == policy::ActionKind::kNone;
    Entry(kItem, is_left ? std::string(SayIt(kItemStays)) : ActionText(frame_, clause.item));
    ClauseAccount(clause);
    ClauseStrikes(clause);
    ClauseExceptions(clause);
    Entry(kGravity, SayIt(kGravities[static_cast<std::size_t>(clause.severity)]));
    Entry(kDecider, SayIt(clause.automated_ok ? kMachineMay : kPerson));
    Entry(kAppeal, clause.appeal ? FillIt(kAppealWithin, Length(policy::kFilingPeriod))
                                 : std::string(SayIt(kNoAppeal)));
    html_.Close();
  }

  bool HasLadder(const Clause& clause) const {
    return clause.strikes > 0 &&
           std::ranges::any_of(book_.strikes.ladders, [&](const policy::Ladder& ladder) {
             return ladder.Counts(clause.family);
           });
  }

  void ClauseAccount(const Clause& clause) {
    const bool is_hidden = clause.item.kind == policy::ActionKind::kHide;
    const bool is_left = clause.account.kind == policy::ActionKind::kNone;
    Entry(kAccount, is_left ? std::string(SayIt(kAccountStays))
                            : ActionText(frame_, clause.account, is_hidden));
  }

  void ClauseStrikes(const Clause& clause) {
    Term(kStrikes);
    html_.Open("dd").Text(clause.strikes == 0 ? std::string(SayIt(kNoStrike)) : StrikeText(clause));
    if (HasLadder(clause))
      html_.Text(" — ").Element("a", SayIt(kLadders), {{"href", Rest() + "#strikes"}});
    html_.Close();
  }

  std::string StrikeText(const Clause& clause) const {
    std::string text =
        FillIt(kStrikesInFamily, Number(clause.strikes), FamilyText(frame_, clause.family));
    const policy::Family* family = book_.strikes.Find(clause.family);
    if (family == nullptr) return text;
    text += Comma() + (family->expiry ? FillIt(kLiveFor, Length(*family->expiry))
                                      : std::string(SayIt(kLiveForever)));
    const auto& max_age = clause.max_age ? clause.max_age : family->max_age;
    if (max_age) text += Comma() + FillIt(kTooOld, Length(*max_age));
    return text;
  }
  // The page with what comes after the clauses, where it is another.
  std::string Rest() const { return sheet_.closes ? std::string() : sheet_.rest; }
  std::string Comma() const { return DirectionOf(Tag(frame_)) == "rtl" ? "، " : ", "; }

  void ClauseExceptions(const Clause& clause) {
    for (const ExceptionRule& rule : book_.exceptions) {
      const auto has = [&](const std::vector<std::string>& list) {
        return std::ranges::find(list, clause.id) != list.end();
      };
      if (!has(rule.softens) && !has(rule.never)) continue;
      Term(kExceptions);
      html_.Open("dd").Open("a", {{"href", Rest() + "#exception-" + rule.id}});
      html_.Text(FillIt(has(rule.never) ? kNeverSoftens : kMaySoften, Isolated(rule.id)))
          .Close()
          .Close();
    }
  }

  // ---- ladders

  void Ladders() {
    if (book_.strikes.ladders.empty()) return;
    Heading("strikes", kLadders);
    Note(SayIt(kLadderNote));
    for (const policy::Ladder& ladder : book_.strikes.ladders) OneLadder(ladder);
  }

  void OneLadder(const policy::Ladder& ladder) {
    if (ladder.warning) html_.Element("p", FillIt(kWarningFirst, Length(*ladder.warning)));
    const bool hides = std::ranges::any_of(book_.clauses, [&](const Clause& clause) {
      return clause.item.kind == policy::ActionKind::kHide && clause.strikes > 0 &&
             ladder.Counts(clause.family);
    });
    OpenTable(FillIt(kLadderOf, FamiliesText(ladder.families)), kLiveStrikes, kThen);
    for (const policy::Rung& rung : ladder.rungs) {
      const bool is_last = &rung == &ladder.rungs.back();
      const std::string count = Number(rung.threshold);
      const bool waits = hides && rung.action.period == policy::Period{};
      Row(is_last ? FillIt(kOrMore, count) : count, ActionText(frame_, rung.action, waits));
    }
    CloseTable();
    const bool locks = std::ranges::any_of(ladder.rungs, [](const policy::Rung& rung) {
      return rung.action.kind == policy::ActionKind::kLock &&
             rung.action.period != policy::Period{};
    });
    if (hides && locks) Note(SayIt(kLockNote));
  }

  // ---- exceptions

  void Exceptions() {
    if (book_.exceptions.empty()) return;
    Heading("exceptions", kExceptions);
    Note(SayIt(kExceptionNote));
    for (const ExceptionRule& rule : book_.exceptions) OneException(rule);
  }

  void OneException(const ExceptionRule& rule) {
    html_.Open("article", {{"id", "exception-" + rule.id}});
    html_.Element("h3", TextOf(rule.texts));
    Id(rule.id);
    html_.Open("dl");
    Entry(kWho, rule.eligible);
    RuleLinks(kSoftens, rule.softens);
    RuleLinks(kNever, rule.never);
    ExceptionTests(rule);
    Entry(kApprovers, SayIt(kTwoPeople));
    TurnedOff(rule);
    ExceptionLimits(rule);
    Entry(kStrikes, SayIt(rule.spares_strike ? kStrikeSpared : kStrikeStays));
    html_.Close().Close();
  }

  void ExceptionTests(const ExceptionRule& rule) {
    if (rule.tests.empty()) return;
    Term(kTests);
    html_.Open("dd").Open("ul");
    // In one language only, which may not be the page's.
    for (const std::string& test : rule.tests) html_.Element("li", test, {{"dir", "auto"}});
    html_.Close().Close();
  }

  void TurnedOff(const ExceptionRule& rule) {
    const policy::NoticeProfile* profile = policy::FindNoticeProfile(rule.profile);
    if (profile == nullptr) return;
    std::string off;
    for (const auto list : {profile->engagements_off, profile->surfaces_off}) {
      for (const std::string_view name : list) {
        off += (off.empty() ? "" : Comma()) + std::string(NameOfFeature(frame_, name));
      }
    }
    Entry(kTurnsOff, off + " (" + Isolated(rule.profile) + ")");
  }

  void ExceptionLimits(const ExceptionRule& rule) {
    Term(kBudget);
    html_.Open("dd").Open("ul");
    html_.Element("li", FillIt(kAtMostDays, Days(rule.max_days)));
    const std::string window = Days(rule.budget.window_days);
    html_.Element("li", FillIt(kPerAccount, Number(rule.budget.per_account), window));
    if (rule.budget.total)
      html_.Element("li", FillIt(kInTotal, Number(*rule.budget.total), window));
    html_.Close().Close();
    Entry(kRenewals, rule.renewals == 0 ? std::string(SayIt(kNoRenewal)) : Number(rule.renewals));
  }

  // ---- measures, questions, facts, attributes

  void Measures() {
    if (book_.measures.empty()) return;
    Heading("measures", kMeasures);
    Note(SayIt(kMeasuresNote));
    for (const policy::Measure& measure : book_.measures) {
      html_.Open("article").Element("h3", TextOf(measure.texts));
      Id(measure.id);
      html_.Open("dl");
      Entry(kWhen, measure.when);
      Term(kDone);
      html_.Open("dd");
      for (const Action& action : measure.actions) {
        if (&action != &measure.actions.front()) html_.Empty("br");
        html_.Text(ActionText(frame_, action));
      }
      html_.Close().Close().Close();
    }
  }

  template <class Declared>
  void Declarations(const std::vector<Declared>& all,
                    const std::vector<std::string> Declared::*values) {
    html_.Open("ul");
    for (const Declared& one : all) {
      html_.Open("li").Text(TextOf(one.texts)).Empty("br");
      html_.Element("span", FillIt(kAnswers, ValuesText(one.id, one.*values)), {{"class", "s"}})
          .Close();
    }
    html_.Close();
  }

  std::string ValuesText(std::string_view id, const std::vector<std::string>& values) const {
    if (values.empty())
      return std::string(SayIt(kYes)) + std::string(SayIt(kOr)) + std::string(SayIt(kNo));
    const std::string separator = DirectionOf(Tag(frame_)) == "rtl" ? "؛ " : "; ";
    std::string text;
    for (const std::string& value : values) {
      text += (text.empty() ? "" : separator) + ValueText(book_, id, value, language_);
    }
    return text;
  }

  void Questions() {
    if (book_.questions.empty()) return;
    Heading("questions", kQuestions);
    Note(SayIt(kQuestionsNote));
    Declarations(book_.questions, &policy::Question::answers);
  }

  void Facts() {
    if (book_.facts.empty()) return;
    Heading("facts", kFacts);
    Declarations(book_.facts, &policy::DeclaredFact::values);
  }

  void Attributes() {
    Heading("authors", kAttributes);
    html_.Element("p", SayIt(book_.attributes.empty() ? kReadNothing : kReadOnly));
    if (!book_.attributes.empty()) {
      html_.Open("ul");
      for (const std::string& name : book_.attributes)
        html_.Element("li", NameOfAttribute(frame_, name));
      html_.Close();
    }
    html_.Element("p", SayIt(kAuditOnly)).Element("p", SayIt(kBarred));
  }

  // ---- appeals

  void Appeals() {
    Heading("appeals", kAppeals);
    html_.Element("p", FillIt(kAppealNote, Length(policy::kFilingPeriod)));
    if (book_.block_grace_days > 0)
      html_.Element(
          "p", FillIt(kBlockGrace, Length({.seconds = std::chrono::days(book_.block_grace_days)})));
    const Action short_lock{.kind = policy::ActionKind::kLock,
                            .period = policy::Period{.seconds = std::chrono::hours(12)}};
    const auto due = [](const Action& action) {
      return policy::Period{.seconds = policy::AnswerDue(action, {}) - policy::Time{}};
    };
    OpenTable(SayIt(kLateNote), kAgainst, kAnswerWithin);
    Row(FillIt(kShortLock, Length(*short_lock.period)), Length(due(short_lock)));
    Row(SayIt(kAnyAccountAction), Length(due({.kind = policy::ActionKind::kSuspend})));
    Row(SayIt(kAnItem), Length(due({.kind = policy::ActionKind::kRemove})));
    CloseTable();
  }

  const Rulebook& book_;
  const Edition& edition_;
  const std::string_view language_;
  const Language frame_;
  const Sheet& sheet_;
  Html& html_;
};

}  // namespace

std::string RulebookPage(const Rulebook& rulebook, const Edition& edition,
                         std::string_view language, const Sheet& sheet) {
  Html html;
  return Page(rulebook, edition, language, sheet, &html).Write();
}

void WriteClause(const Rulebook& rulebook, const Clause& clause, std::string_view language,
                 std::string_view rest, Html* html) {
  const Edition edition;
  const Sheet sheet{.closes = false, .rest = std::string(rest)};
  Page(rulebook, edition, language, sheet, html).WriteClause(clause);
}

std::string ChangeText(Language language, const policy::Change& change) {
  if (change.kind == policy::ChangeKind::kRemoved) return std::string(Say(language, kRemoved));
  if (change.kind == policy::ChangeKind::kAdded) return std::string(Say(language, kAdded));
  std::string parts;
  Word last = kCount;
  for (const policy::FieldChange& field : change.fields) {
    // "text in fa" is a text.
    const std::string_view name = std::string_view(field.name).substr(0, field.name.find(' '));
    const auto* part = std::ranges::find(kParts, name, &Part::name);
    if (part == kParts.end() || part->word == last) continue;
    last = part->word;
    parts += (parts.empty() ? "" : ", ") + std::string(Say(language, last));
  }
  if (parts.empty()) return std::string(Say(language, kChangedSomehow));
  return Fill(language, kChanged, parts);
}

std::string RuleAnchor(std::string_view clause) { return "rule-" + std::string(clause); }

std::string RulebookIndex(const Rulebook& rulebook) {
  return LanguageIndex(rulebook.id, rulebook.languages);
}

}  // namespace evenhand::page
