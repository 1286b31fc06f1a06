#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <span>

#include "base/hex.h"
#include "page/locale.h"
#include "page/spoken.h"
#include "policy/time.h"
#include "publish/pages.h"

namespace evenhand::publish {
namespace {

using enum Word;
using page::Html;
using record::LeafKind;

// Days are all that a page says.
std::string TimeAttribute(TimeUs time) {
  constexpr std::size_t kDay = 10;
  return policy::FormatTime(policy::Time(policy::Seconds(Count(time) / 1'000'000))).substr(0, kDay);
}

void WriteDate(const Voice& voice, TimeUs time, Html* html) {
  html->Element("time", voice.Date(time), {{"datetime", TimeAttribute(time)}});
}

Word OutcomeWord(const PublicEvent& event) {
  struct Named {
    std::string_view state;
    Word word;
  };
  constexpr Named kOutcomes[] = {{"upheld", kUpheld},
                                 {"overturned", kOverturned},
                                 {"modified", kModified},
                                 {"withdrawn", kWithdrawn},
                                 {"lapsed_for_user", kLate},
                                 {"referred", kReferred},
                                 {"outside_upheld", kOutsideUpheld},
                                 {"outside_overturned", kOutsideOverturned}};
  if (event.kind == LeafKind::kVoided) return kVoided;
  const auto* found = std::ranges::find(kOutcomes, event.action, &Named::state);
  return found == std::end(kOutcomes) ? kClosed : found->word;
}

std::span<const PublicDecision> OnPage(const SiteInput& input, std::size_t number) {
  const std::span all(input.record.decisions);
  const std::size_t first = (number - 1) * input.decisions_per_page;
  return all.subspan(first, std::min(input.decisions_per_page, all.size() - first));
}

class DecisionList {
 public:
  DecisionList(const ClausePlaces& clauses, const Voice& voice, Html* html)
      : clauses_(clauses), voice_(voice), html_(html) {}

  void Write(const PublicDecision& decision) {
    html_->Open("li", {{"id", fmt::format("d{}", decision.index)}});
    html_->Element("b", voice_.Fill(kInRecord, voice_.Number(decision.index))).Text(" · ");
    WriteDate(voice_, decision.time, html_);
    html_->Empty("br");
    WriteRule(decision);
    if (!decision.actions.empty()) WriteActions(decision);
    for (const PublicEvent& event : decision.events) WriteEvent(event);
    html_->Close();
  }

 private:
  void WriteRule(const PublicDecision& decision) {
    if (decision.clause.empty()) {
      html_->Text(voice_.Say(kNoRuleBroken));
      return;
    }
    html_->Text(std::string(voice_.Say(kRule)) + ": ");
    const ClausePlace* place = PlaceOf(decision);
    if (place == nullptr) {
      html_->Element("code", decision.clause, {{"dir", "ltr"}});
      return;
    }
    html_->Element("a", Beginning(page::TextIn(*place->texts, voice_.language()), kMostClauseBytes),
                   {{"href", "../" + place->href}});
  }

  const ClausePlace* PlaceOf(const PublicDecision& decision) const {
    const std::string hash =
        decision.rulebook ? Hex(record::BytesOf(*decision.rulebook)) : std::string();
    const auto found = clauses_.find({hash, decision.clause});
    return found == clauses_.end() ? nullptr : &found->second;
  }

  void WriteActions(const PublicDecision& decision) {
    html_->Empty("br").Text(std::string(voice_.Say(kAction)) + ": ");
    for (const std::string& action : decision.actions) {
      if (&action != &decision.actions.front())
        html_->Text(page::DirectionOf(voice_.language()) == "rtl" ? "؛ " : "; ");
      html_->Text(voice_.Action(action));
    }
  }

  void WriteEvent(const PublicEvent& event) {
    html_->Empty("br");
    if (event.kind == LeafKind::kAppealOpened) {
      html_->Text(voice_.Fill(kAppealed, voice_.Date(event.time)));
    } else if (event.kind == LeafKind::kAppealDecided || event.kind == LeafKind::kVoided) {
      html_->Text(voice_.Fill(kAnswered, voice_.Say(OutcomeWord(event)), voice_.Date(event.time)));
    }
    html_->Text(" ").Element("span", "(" + voice_.Fill(kInRecord, voice_.Number(event.index)) + ")",
                             {{"class", "s"}});
  }

  const ClausePlaces& clauses_;
  const Voice& voice_;
  Html* html_;
};

bool IsShown(const PublicEvent& event) {
  return event.kind == LeafKind::kAppealOpened || event.kind == LeafKind::kAppealDecided ||
         event.kind == LeafKind::kVoided;
}

}  // namespace

std::string Beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = text.rfind(' ', most);
  if (end == text.npos || end < most / 2) end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string GivenOfDecisions(const SiteInput& input, std::size_t number) {
  const auto decisions = OnPage(input, number);
  std::string given = fmt::format("{} {}", decisions.front().index, decisions.size());
  if (number < PagesOfDecisions(input)) given += " next";
  for (const PublicDecision& decision : decisions) {
    for (const PublicEvent& event : decision.events) {
      if (IsShown(event)) given += fmt::format(" {}", event.index);
    }
  }
  return given;
}

std::string DecisionsPageNumber(const SiteInput& input, const ClausePlaces& clauses,
                                const Voice& voice, std::size_t number) {
  const std::string title = voice.Fill(kPageOf, voice.Number(number));
  std::vector<page::Link> links = {{std::string(voice.Say(kDecisions)), "../decisions.html"}};
  if (number > 1)
    links.push_back({std::string(voice.Say(kPrevious)), fmt::format("{}.html", number - 1)});
  if (number < PagesOfDecisions(input))
    links.push_back({std::string(voice.Say(kNext)), fmt::format("{}.html", number + 1)});
  Html html;
  page::OpenPage(&html, title, voice.language(),
                 voice.AroundPage(fmt::format("decisions/{}", number), std::move(links)));
  html.Element("h1", title).Open("ul");
  DecisionList list(clauses, voice, &html);
  for (const PublicDecision& decision : OnPage(input, number)) {
    if (std::ranges::all_of(decision.events, IsShown)) {
      list.Write(decision);
      continue;
    }
    PublicDecision shown = decision;
    std::erase_if(shown.events, [](const PublicEvent& event) { return !IsShown(event); });
    list.Write(shown);
  }
  html.Close();
  return page::ClosePage(&html, voice.frame());
}

std::string DecisionsPage(const SiteInput& input, const Voice& voice) {
  Html html;
  page::OpenPage(&html, voice.Say(kDecisions), voice.language(), voice.AroundPage("decisions"));
  html.Element("h1", voice.Say(kDecisions));
  const std::size_t pages = PagesOfDecisions(input);
  if (pages == 0) {
    html.Element("p", voice.Say(kNoDecisions));
    return page::ClosePage(&html, voice.frame());
  }
  html.Element("p", voice.Fill(kDecisionsNote, voice.Number(input.decisions_per_page)));
  html.Open("ul");
  // Whoever has a number from a statement sees between which pages it stands.
  const auto write = [&](std::string_view name, std::size_t page) {
    const std::size_t first = (page - 1) * input.decisions_per_page;
    html.Open("li").Element("a", name, {{"href", fmt::format("decisions/{}.html", page)}});
    html.Text(" — " + voice.Fill(kFromNumber, voice.Number(input.record.decisions[first].index)));
    html.Close();
  };
  write(voice.Say(kNewestPage), pages);
  if (pages > 1) write(voice.Say(kFirstPage), 1);
  // A few pages between, evenly: a bad line should not have to walk.
  constexpr std::size_t kBetween = 10;
  for (std::size_t i = 1; i < kBetween && pages > 2; ++i) {
    const std::size_t page = 1 + (pages - 1) * i / kBetween;
    const std::size_t before = 1 + (pages - 1) * (i - 1) / kBetween;
    if (page == before || page == 1) continue;
    write(voice.Fill(kPage, voice.Number(page)), page);
  }
  html.Close();
  html.Element("p", voice.Fill(kAnyPage, pages), {{"class", "s"}});
  return page::ClosePage(&html, voice.frame());
}

}  // namespace evenhand::publish
