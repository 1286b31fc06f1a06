#include "server/pages.h"

#include <algorithm>
#include <optional>

#include "page/frame.h"
#include "page/locale.h"
#include "page/receipt_text.h"
#include "page/spoken.h"
#include "server/form_writer.h"
#include "server/refusals.h"

namespace evenhand::server {
namespace {

using enum Word;
using page::Html;

constexpr std::size_t kMostListedStrikes = 8;
constexpr std::size_t kMostUnbroken = 24;  // letters; more would not fit beside others

constexpr std::size_t kMostListedTexts = 10;
constexpr std::size_t kHashDigits = 16;  // as in the name of a receipt

constexpr Word kTitles[] = {kCodeTitle, kAppealTitle, kComplyTitle, kReportTitle, kChallengeTitle};

page::Around AroundForm(const PageFrame& frame, FormPage page) {
  page::Around around;
  const std::string name(kFormNames[static_cast<std::size_t>(page)]);
  for (const std::string& other : *frame.languages) {
    if (other != frame.language)
      around.languages.push_back({page::NameOfLanguage(other), "../" + other + "/" + name, other});
  }
  const page::Language language = page::FrameLanguage(frame.language);
  around.site.push_back({std::string(Say(language, kHome)), "index.html"});
  for (const FormPage other : {FormPage::kCode, FormPage::kAppeal}) {
    const auto i = static_cast<std::size_t>(other);
    if (other != page)
      around.site.push_back({std::string(Say(language, kTitles[i])), std::string(kFormNames[i])});
  }
  around.site.push_back({std::string(Say(language, kWays)), "ways.html"});
  return around;
}

void WriteKeys(FormWriter* page, const Typed& typed) {
  page->Line("decision", kDecision, typed.decision);
  page->Line("code", kCode, typed.code);
  page->Small(page->Say(kCodeHint));
}

void WriteAnswerChoice(FormWriter* page, std::string_view chosen) {
  page->Label("answer", kAnswerBy);
  page->html().Open("select", {{"id", "answer"}, {"name", "answer"}});
  constexpr std::pair<std::string_view, Word> kChoices[] = {
      {"both", kAnswerBoth}, {"page", kAnswerPage}, {"bundle", kAnswerBundle}};
  for (const auto& [value, word] : kChoices) {
    if (value == chosen)
      page->html().Element("option", page->Say(word), {{"value", value}, {"selected", "selected"}});
    else
      page->html().Element("option", page->Say(word), {{"value", value}});
  }
  page->html().Close();
  page->Small(page->Say(kAnswerHint));
}

void WriteAppealFields(FormWriter* page, const Typed& typed) {
  page->Area("words", kWordsLabel, typed.words);
  page->Small(page->Say(kWordsHint));
  page->LineOfWords("cut_off", kCutOff, typed.cut_off);
  page->Small(page->Say(kCutOffHint));
  page->LineOfWords("new_facts", kNewFacts, typed.new_facts);
  page->Small(page->Say(kNewFactsHint));
  WriteAnswerChoice(page, typed.answer);
}

void WriteNotMine(FormWriter* page, std::string_view typed) {
  page->Line("not_mine", kNotMine, typed);
  page->Small(page->Say(kNotMineHint));
}

void WriteChallengeFields(FormWriter* page, const Typed& typed) {
  page->Line("entry", kEntry, typed.entry);
  page->Small(page->Say(kEntryHint));
  page->Area("words", kClaim, typed.words);
  page->Area("sources", kSources, typed.sources);
  page->Small(page->Say(kSourcesHint));
  page->LineOfWords("name", kName, typed.name);
  page->Small(page->Say(kNameHint));
}

void WriteFields(FormWriter* page, FormPage form, const Typed& typed) {
  switch (form) {
    case FormPage::kCode:
      WriteKeys(page, typed);
      page->Button(kShow);
      return;
    case FormPage::kAppeal:
      WriteKeys(page, typed);
      WriteAppealFields(page, typed);
      // Behind the code, where the numbers are, the form has it; here where it comes back.
      if (!typed.not_mine.empty()) WriteNotMine(page, typed.not_mine);
      page->Button(kSend);
      return;
    case FormPage::kChallenge:
      WriteChallengeFields(page, typed);
      page->Button(kSend);
      return;
    case FormPage::kComply:
      WriteKeys(page, typed);
      page->Line("item", kItem, typed.item);
      page->Button(kDelete);
      return;
    case FormPage::kReport:
      page->Line("item", kReportItem, typed.item);
      page->Line("account", kReportAccount, typed.account);
      page->Area("words", kReportWords, typed.words);
      page->Button(kSend);
      return;
  }
}

void WriteIntro(FormWriter* page, FormPage form) {
  constexpr Word kIntros[] = {kCodeIntro, kAppealIntro, kComplyIntro, kReportIntro,
                              kChallengeIntro};
  page->Paragraph(page->Say(kIntros[static_cast<std::size_t>(form)]));
  if (form == FormPage::kReport || form == FormPage::kChallenge) return;
  page->html().Open("p").Open("b").Text(page->Say(kOnlyHere)).Close().Close();
  if (form == FormPage::kAppeal) page->Link("offline.html", page->Say(kCarry));
}

std::string UntilText(const FormWriter& page, const OpenedDecision::Running& running) {
  if (running.lifted) return std::string(page.Say(kLifted));
  if (running.until_deleted) return std::string(page.Say(kRunsUntilDeleted));
  return page.Fill(kExpires, page.Moment(*running.until));
}

void WriteStanding(FormWriter* page, const OpenedDecision& opened) {
  page->Heading(kStanding);
  page->html().Open("ul");
  for (const OpenedDecision::Running& running : opened.running) {
    // What is permanent says so itself.
    const bool has_end = running.lifted || running.until_deleted || running.until;
    page->html().Element("li", page::ActionText(page->language(), running.action) +
                                   (has_end ? " — " + UntilText(*page, running) : std::string()));
  }
  if (opened.strikes.empty()) page->html().Element("li", page->Say(kNoStrikes));
  // The latest, which last longest; the statements of the others have them.
  const std::size_t skipped =
      opened.strikes.size() > kMostListedStrikes ? opened.strikes.size() - kMostListedStrikes : 0;
  for (std::size_t i = skipped; i < opened.strikes.size(); ++i) {
    page->html().Element("li", StrikeIn(page->language(), opened.strikes[i]));
  }
  page->html().Close();
}

std::string AppealStateText(const FormWriter& page, const OpenedDecision::Appeal& appeal) {
  using policy::AppealState;
  const std::string filed = page.Date(appeal.filed);
  switch (appeal.state) {
    case AppealState::kFiled:
      return page.Fill(kStateFiled, filed);
    case AppealState::kAssigned:
      return page.Fill(kStateAssigned, filed);
    case AppealState::kAsked:
      return page.Fill(kStateAsked, filed);
    case AppealState::kUpheld:
    case AppealState::kOutsideUpheld:
      return std::string(page.Say(kStateUpheld));
    case AppealState::kOverturned:
    case AppealState::kOutsideOverturned:
      return std::string(page.Say(kStateOverturned));
    case AppealState::kModified:
      return std::string(page.Say(kStateModified));
    case AppealState::kWithdrawn:
      return std::string(page.Say(kStateWithdrawn));
    case AppealState::kLapsedForUser:
      return std::string(page.Say(kStateLate));
    case AppealState::kReferred:
      return std::string(page.Say(kStateReferred));
    case AppealState::kDone:
      return std::string(page.Say(kStateDone));
  }
  return {};
}

// Where a run of words in ASCII ends, from the start of `text`; 0: it does not begin with one.
// Signs at its end belong to the sentence around it.
std::size_t AsciiRun(std::string_view text) {
  std::size_t end = 0;
  const auto is_inside = [](char c) { return c >= ' ' && c < 0x7F; };
  while (end < text.size() && is_inside(text[end])) ++end;
  while (end > 0 && std::string_view(" .,;:()-").find(text[end - 1]) != std::string_view::npos)
    --end;
  return text.empty() || std::string_view(" .,;:()-").find(text.front()) != std::string_view::npos
             ? 0
             : end;
}

// The text as it was given. Ids, dates and names of actions stand apart, so that a line from the
// right does not turn them round.
void WriteStatement(std::string_view text, std::string_view language, Html* html) {
  const std::string_view direction = page::DirectionOf(language);
  html->Open("pre", {{"class", "t"}, {"dir", direction}});
  while (direction == "rtl" && !text.empty()) {
    const std::size_t run = AsciiRun(text);
    const std::string_view words = text.substr(0, run);
    // A short id such as d-1 is one word, which breaks nowhere.
    const bool is_id = run <= kMostUnbroken && words.find(' ') == words.npos;
    if (run > 1 && is_id) html->Open("bdi", {{"class", "n"}}).TextWithDays(words).Close();
    if (run > 1 && !is_id) html->Open("bdi").TextWithDays(words).Close();
    const std::size_t after = run > 1 ? run : 1;
    if (run <= 1) html->Text(text.substr(0, 1));
    text.remove_prefix(after);
  }
  html->TextWithDays(text).Close();
}

bool IsOpen(policy::AppealState state) {
  using enum policy::AppealState;
  return state == kFiled || state == kAssigned || state == kAsked || state == kLapsedForUser;
}

// What came, so that its author can tell what did not come from them; not the words, since whoever
// stole the code would read them too.
void WriteTexts(FormWriter* page, const OpenedDecision& opened) {
  if (opened.texts.empty()) return;
  page->html().Element("h3", page->Say(kTexts)).Open("ul");
  const std::size_t skipped = opened.texts.size() - std::min(opened.texts.size(), kMostListedTexts);
  for (std::size_t i = skipped; i < opened.texts.size(); ++i) {
    const OpenedDecision::Text& text = opened.texts[i];
    std::string line =
        page->Fill(kText, page->Number(text.number), page->Moment(text.received),
                   page->Number(text.characters), page::Isolated(text.hash.substr(0, kHashDigits)));
    if (text.is_not_mine) line += " — " + std::string(page->Say(kIsNotMine));
    page->html().Element("li", line);
  }
  page->html().Close();
  if (skipped > 0)
    page->Small(page->Fill(kTextsBefore, page->Number(static_cast<std::int64_t>(skipped))));
}

void WriteAppealForm(FormWriter* page, const OpenedDecision& opened, std::string_view code,
                     Word button) {
  page->OpenForm(FormPage::kAppeal);
  page->Hidden("decision", opened.decision);
  page->Hidden("code", code);
  WriteAppealFields(page, {});
  const bool is_listed = opened.appeal && IsOpen(opened.appeal->state) && !opened.texts.empty();
  if (is_listed) WriteNotMine(page, "");
  page->Button(button);
}

// What whoever decides says to the author: an answer that gives no reasons is none.
void WriteSaid(FormWriter* page, const OpenedDecision::Appeal& appeal) {
  if (appeal.said.empty()) return;
  page->Paragraph(page->Say(appeal.state == policy::AppealState::kAsked ? kQuestion : kReasons));
  page->html().Open("article").Element("p", appeal.said, {{"dir", "auto"}}).Close();
}

// The state of the appeal, or until when there can be one.
void WriteAppealState(FormWriter* page, const OpenedDecision& opened, policy::Time at) {
  page->Heading(kAppealState);
  if (opened.appeal) {
    page->Paragraph(AppealStateText(*page, *opened.appeal));
    WriteSaid(page, *opened.appeal);
    if (opened.appeal->again_until)
      page->Paragraph(page->Fill(kAppealAgain, page->Date(*opened.appeal->again_until)));
    if (!IsOpen(opened.appeal->state)) return;
    page->Paragraph(page->Fill(kDueBy, page->Moment(opened.appeal->due)));
    WriteTexts(page, opened);
  } else if (!opened.appeal_until) {
    page->Paragraph(page->Say(kNotAppealable));
  } else if (at < *opened.appeal_until) {
    const auto left = std::chrono::floor<std::chrono::days>(*opened.appeal_until - at).count();
    page->Paragraph(page->Fill(kAppealBy, page->Date(*opened.appeal_until)) + " — " +
                    page->Fill(kDaysLeft, page->Number(left)));
  } else {
    page->Paragraph(page->Fill(kAppealOver, page->Date(*opened.appeal_until)));
  }
}

// What sends the form for an appeal; nothing: with this code, or now, there is no form.
std::optional<Word> AppealButton(const OpenedDecision& opened) {
  if (!opened.comply_code.empty()) return std::nullopt;
  if (opened.appeal && IsOpen(opened.appeal->state)) return kAddMore;
  if (opened.appeal) return opened.appeal->again_until ? std::optional(kSend) : std::nullopt;
  return opened.appeal_until ? std::optional(kSend) : std::nullopt;
}

void WriteDeletion(FormWriter* page, const OpenedDecision& opened) {
  page->Paragraph(page->Say(kComplyIntro));
  if (opened.comply_code.empty()) {
    page->Link("comply.html", page->Say(kDeleteNow));
    return;
  }
  page->OpenForm(FormPage::kComply);
  page->Hidden("decision", opened.decision);
  page->Hidden("code", opened.comply_code);
  page->Hidden("item", opened.item);
  page->Button(kDeleteNow);
}

}  // namespace

std::string FormHtml(const PageFrame& frame, FormPage form, const Typed& typed,
                     std::string_view problem) {
  const page::Language language = page::FrameLanguage(frame.language);
  const Word title = kTitles[static_cast<std::size_t>(form)];
  // What is wrong comes first, and nothing that leads away from what was typed.
  FormWriter page(frame, Say(language, problem.empty() ? title : kNotDone),
                  problem.empty() ? AroundForm(frame, form) : page::Around());
  if (problem.empty()) {
    WriteIntro(&page, form);
  } else {
    page.Problem(problem);
    if (typed != Typed{}) page.Small(page.Say(kTextBelow));
  }
  page.OpenForm(form);
  WriteFields(&page, form, typed);
  return problem.empty() ? page.Finish() : page.FinishPrivate();
}

bool IsTaken(Outcome outcome) {
  return outcome == Outcome::kFiled || outcome == Outcome::kNewest ||
         outcome == Outcome::kAddition || outcome == Outcome::kDeleted ||
         outcome == Outcome::kReported || outcome == Outcome::kMarked ||
         outcome == Outcome::kChallenged;
}

namespace {

Word WordFor(Refusal refusal) {
  switch (refusal) {
    case Refusal::kAnswered:
      return kRefusedAnswered;
    case Refusal::kOtherItem:
      return kRefusedOtherItem;
    case Refusal::kNoRegister:
      return kRefusedNoRegister;
    case Refusal::kNoSuchEntry:
      return kRefusedNoSuchEntry;
    case Refusal::kTooMany:
      return kRefusedTooMany;
    case Refusal::kOther:
      break;
  }
  return kRefused;
}

}  // namespace

std::string StrikeIn(page::Language language, const OpenedDecision::Strike& strike) {
  const std::string_view tag = page::Tag(language);
  const std::string expires = strike.expires
                                  ? Fill(language, kExpires, page::DateIn(tag, *strike.expires))
                                  : std::string(Say(language, kForever));
  return Fill(language, kStrike, page::NumberIn(tag, strike.weight),
              page::FamilyText(language, strike.family), page::DateIn(tag, strike.at)) +
         " — " + expires;
}

std::string ProblemIn(page::Language language, const Reply& reply, bool is_letter) {
  const auto with_reason = [&](Word word) {
    return std::string(Say(language, word)) + " " + RefusalIn(language, reply.what);
  };
  switch (reply.outcome) {
    case Outcome::kAsked:
      return std::string(Say(language, kAsked)) + " " +
             Fill(language, is_letter ? kAskedByLetter : kAskedUntil,
                  reply.until ? page::DateIn(page::Tag(language), *reply.until) : std::string());
    case Outcome::kNotKnown:
      return std::string(Say(language, kNotKnown));
    case Outcome::kRefused:
      return reply.refusal == Refusal::kOther ? with_reason(kRefused)
                                              : std::string(Say(language, WordFor(reply.refusal)));
    case Outcome::kUnreadable:
      return with_reason(kUnreadable);
    case Outcome::kIncomplete:
      return with_reason(kIncomplete);
    default:
      return {};
  }
}

namespace {

// What a receipt says, in the reader's language.
void WriteReceipt(FormWriter* page, std::string_view receipt) {
  const auto said = page::ReadReceipt(receipt, page->language());
  if (!said) return;
  page->html().Open("ul");
  for (const page::ReceiptInWords::Line& line : said->lines) {
    page->html().Open("li").Text(line.label + ": ");
    if (line.is_name) {
      page->html().Element("bdi", line.value);
    } else {
      page->html().Text(line.value);
    }
    page->html().Close();
  }
  page->html().Close();
  std::string promises;
  for (const std::string& promise : said->promises)
    promises += (promises.empty() ? "" : " ") + promise;
  page->Paragraph(promises);
}

}  // namespace

std::string ReplyHtml(const PageFrame& frame, const std::vector<Reply>& replies) {
  const auto title_of = [](Outcome outcome) {
    switch (outcome) {
      case Outcome::kNewest:
        return kNewest;
      case Outcome::kAddition:
        return kAddition;
      case Outcome::kDeleted:
        return kDeleted;
      case Outcome::kReported:
        return kReported;
      case Outcome::kMarked:
        return kMarked;
      case Outcome::kChallenged:
        return kChallenged;
      default:
        return kFiled;
    }
  };
  const auto first =
      std::ranges::find_if(replies, [](const Reply& r) { return IsTaken(r.outcome); });
  FormWriter page(frame, Say(page::FrameLanguage(frame.language), title_of(first->outcome)));
  for (const Reply& reply : replies) {
    if (!IsTaken(reply.outcome)) {
      page.Problem(ProblemIn(page::FrameLanguage(frame.language), reply));
      continue;
    }
    if (&reply != &*first) page.Heading(title_of(reply.outcome));
    if (!reply.not_marked.empty())
      page.Problem(std::string(page.Say(kNotMarked)) + " " +
                   RefusalIn(page.language(), reply.not_marked));
    WriteReceipt(&page, reply.receipt);
    page.Small(page.Say(kReceipt));
    page.Receipt(reply.receipt);
  }
  page.Small(page.Say(kAgain));
  return page.FinishPrivate();
}

std::string OpenedHtml(const PageFrame& frame, const OpenedDecision& opened, std::string_view code,
                       policy::Time at) {
  FormWriter page(frame, Say(page::FrameLanguage(frame.language), kCodeTitle));
  const std::optional<Word> button = AppealButton(opened);
  const bool may_delete = !opened.item.empty();
  WriteAppealState(&page, opened, at);
  // What was decided comes before what is asked; whoever knows it goes on from here.
  if (button) page.Link("#appeal", page.Say(kAppealTitle));
  if (may_delete) page.Link("#comply", page.Say(kComplyTitle));
  page.Heading(kStatement);
  WriteStatement(opened.statement, frame.language, &page.html());
  WriteStanding(&page, opened);
  if (button) {
    page.Section(kAppealTitle, "appeal");
    WriteAppealForm(&page, opened, code, *button);
  }
  if (may_delete) {
    page.Section(kComplyTitle, "comply");
    WriteDeletion(&page, opened);
  }
  return page.FinishPrivate();
}

std::string NotFoundHtml(const PageFrame& frame) {
  FormWriter page(frame, Say(page::FrameLanguage(frame.language), kNoPage));
  page.Link("/" + frame.language + "/", page.Say(kHome));
  return page.Finish();
}

std::string LanguagesHtml(const PageFrame& frame, std::string_view name) {
  FormWriter page(frame, "Evenhand");
  for (const std::string& language : *frame.languages) {
    page.html().Open("p", {{"lang", language}, {"dir", page::DirectionOf(language)}});
    if (name.empty())
      page.html().Text(std::string(Say(page::FrameLanguage(language), kNoPage)) + " — ");
    page.html().Element(
        "a", page::NameOfLanguage(language),
        {{"href", "/" + language + "/" + std::string(name)}, {"hreflang", language}});
    page.html().Close();
  }
  return page.Finish();
}

}  // namespace evenhand::server
