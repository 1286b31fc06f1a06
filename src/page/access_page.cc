#include "page/access_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/utf8.h"
#include "page/access_speech.h"
#include "page/fill.h"
#include "page/frame.h"
#include "page/html.h"
#include "page/locale.h"
#include "page/words.h"
#include "register/answer.h"
#include "register/origins.h"

namespace evenhand::page {
namespace {

using access::AnswerRow;
using access::Certainty;
using access::Day;
using access::DayPair;
using access::Days;
using access::Entry;
using access::Kind;
using access::Status;

using enum AccessWord;
using Said = AccessWord;

// ---- the drawing

// As wide as a telephone shows it, so that its words are as large there as those around it.
constexpr int kWidth = 320, kRow = 36, kBar = 12, kTop = 26, kLetters = 16;

// So that an entry fits on a page, whatever is said against it.
constexpr std::size_t kMostChallenges = 3;
constexpr std::size_t kMostOfChallenge = 300;  // characters

struct Stretch {
  Day from = {}, to = {};
  Certainty certainty = Certainty::kNo;
};

// One line of the drawing: a service and what is limited of it.
struct Line {
  std::string service;
  Kind kind = Kind::kBlock;
  std::vector<const Entry*> entries;
};

std::vector<Line> LinesOf(const access::Register& known, std::string_view state) {
  std::map<std::tuple<bool, std::string, Kind>, Line> lines;
  for (const Entry& entry : known.entries()) {
    if (entry.state != state || entry.status == Status::kWithdrawn) continue;
    Line& line = lines[{access::IsOutage(entry.kind), entry.service, entry.kind}];
    line.service = entry.service;
    line.kind = entry.kind;
    line.entries.push_back(&entry);
  }
  std::vector<Line> out;
  for (auto& [key, line] : lines) out.push_back(std::move(line));
  return out;
}

struct Years {
  int first = 9999, last = 0;
  Day from() const { return Day(std::chrono::year(first) / 1 / 1); }
  Day to() const { return Day(std::chrono::year(last + 1) / 1 / 1); }
  double At(Day day) const {
    const auto all = static_cast<double>((to() - from()).count());
    return std::clamp(static_cast<double>((day - from()).count()) / all, 0.0, 1.0) * kWidth;
  }
};

Years YearsOf(const std::vector<Line>& lines) {
  Years years;
  const auto take = [&](const std::optional<Day>& day) {
    if (!day) return;
    const int year = static_cast<int>(std::chrono::year_month_day(*day).year());
    years.first = std::min(years.first, year);
    years.last = std::max(years.last, year);
  };
  for (const Line& line : lines) {
    for (const Entry* entry : line.entries) {
      take(entry->from.earliest);
      take(entry->from.latest);
      if (entry->to) take(entry->to->latest);
      if (entry->seen) take(entry->seen->latest);
    }
  }
  return years;
}

std::vector<Stretch> StretchesOf(const Line& line, const Years& years) {
  std::vector<Stretch> stretches;
  for (Day day = years.from(); day < years.to(); day += Days{1}) {
    Certainty certainty = Certainty::kNo;
    for (const Entry* entry : line.entries)
      certainty = std::max(certainty, access::AnswerOn(*entry, day).certainty);
    if (stretches.empty() || stretches.back().certainty != certainty)
      stretches.push_back({day, day, certainty});
    stretches.back().to = day + Days{1};
  }
  return stretches;
}

std::string Number(double number) { return fmt::format("{:.1f}", number); }

class Body {
 public:
  Body(const KnownAccess& known, std::string_view state, std::string_view language, Html* html)
      : known_(*known.entries),
        may_challenge_(known.may_challenge),
        state_(state),
        speech_(language, *known.services),
        language_(speech_.language()),
        html_(*html) {}

  void Write(const ListSheet& sheet) {
    html_.Element("p", speech_.Say(kIntro), {{"class", "s"}});
    const std::vector<Line> lines = LinesOf(known_, state_);
    if (lines.empty()) {
      html_.Element("p", speech_.Say(kNothingKnown));
    } else {
      if (sheet.number == 0) Draw(lines);
      html_.Element("h2", speech_.Say(kEntries));
    }
    std::size_t row = 0;
    for (const Entry& entry : known_.entries()) {
      if (entry.state == state_ && sheet.Holds(row++)) Show(entry);
    }
    for (const access::Plan& plan : known_.plans()) {
      if (plan.state == state_ && sheet.Holds(row++)) Show(plan);
    }
    WriteSheetLinks(sheet, language_, &html_);
  }

  // Where it was, and from when to when, in one line.
  void ShowOutage(const Entry& entry) {
    html_.Open("li")
        .Open("a", {{"href", "asymmetry/" + entry.state + ".html"}})
        .Text(NameOfState(language_, entry.state))
        .Close();
    if (!entry.region.empty()) html_.Text(" ").Element("bdi", entry.region);
    html_.Text(" — ").Text(speech_.Say(WordOf(entry.kind)));
    // Every kind of outage is one of the internet; only of a part of it there is more to say.
    if (entry.service != "internet")
      html_.Text(" (").Element("bdi", speech_.Service(entry.service)).Text(")");
    html_.Text(": ");
    html_.Text(speech_.Since(entry.from));
    if (entry.to) html_.Text(" – ").Text(speech_.Days(*entry.to));
    if (!entry.to && entry.seen)
      html_.Text("; ").Text(speech_.Say(kSeen)).Text(": ").Text(speech_.Days(*entry.seen));
    html_.Text(" · ").Text(speech_.Say(WordOf(entry.status))).Close();
  }

 private:
  void Draw(const std::vector<Line>& lines) {
    const Years years = YearsOf(lines);
    if (years.first > years.last) return;
    const int height = kTop + kRow * static_cast<int>(lines.size()) + 8;
    const std::string in_words = Fill(speech_.Say(kDrawing), years.first, years.last, lines.size());
    // Time runs to the right, so the drawing does not turn with the text.
    html_.Open("svg", {{"viewBox", fmt::format("0 0 {} {}", kWidth, height)},
                       {"width", "100%"},
                       {"role", "img"},
                       {"direction", "ltr"},
                       {"aria-label", in_words},
                       {"font-size", std::to_string(kLetters)},
                       {"fill", "currentColor"}});
    const int step = std::max(1, (years.last - years.first + 1 + 6) / 7);
    for (int year = years.first; year <= years.last; year += step) {
      const std::string x = Number(years.At(Day(std::chrono::year(year) / 1 / 1)));
      html_.Element("text", std::to_string(year), {{"x", x}, {"y", "16"}});
      html_.Empty("path", {{"d", fmt::format("M{} {}V{}", x, kTop - 4, height)},
                           {"stroke", "currentColor"},
                           {"stroke-opacity", ".25"}});
    }
    int top = kTop;
    for (const Line& line : lines) {
      html_.Element(
          "text",
          fmt::format("{} · {}", speech_.Service(line.service), speech_.Say(WordOf(line.kind))),
          {{"x", "2"}, {"y", std::to_string(top + 15)}});
      for (const Stretch& stretch : StretchesOf(line, years)) {
        if (stretch.certainty == Certainty::kNo) continue;
        const double from = years.At(stretch.from),
                     width = std::max(1.5, years.At(stretch.to) - from);
        html_.Empty("rect", {{"x", Number(from)},
                             {"y", std::to_string(top + 20)},
                             {"width", Number(width)},
                             {"height", std::to_string(kBar)},
                             {"fill-opacity", stretch.certainty == Certainty::kYes ? "1" : ".35"}});
      }
      top += kRow;
    }
    html_.Close();
    html_.Open("p", {{"class", "s"}})
        .Text("█ ")
        .Text(speech_.Say(kLegendYes))
        .Text("   ▒ ")
        .Text(speech_.Say(kLegendMaybe))
        .Close();
  }

  void Term(Said what, std::string_view value) {
    html_.Element("dt", speech_.Say(what)).Element("dd", value);
  }

  void Links(Said what, const std::vector<access::Source>& sources) {
    if (sources.empty()) return;
    html_.Element("dt", speech_.Say(what)).Open("dd");
    for (const access::Source& source : sources) {
      const std::size_t host = source.url.find("//") + 2;
      html_.Element("a",
                    source.origin.empty()
                        ? source.url.substr(host, source.url.find('/', host) - host)
                        : source.origin,
                    {{"href", source.url}, {"rel", "noreferrer"}, {"dir", "auto"}});
      html_.Text(" ");
    }
    html_.Close();
  }

  void Notes(const std::map<std::string, std::string, std::less<>>& notes) {
    auto note = notes.find(language_);
    if (note == notes.end()) note = notes.find("en");
    if (note == notes.end()) note = notes.begin();
    if (note != notes.end())
      html_.Element("p", note->second, {{"lang", note->first}, {"dir", "auto"}});
  }

  void Heading(std::string_view service, Kind kind) {
    html_.Open("h3")
        .Element("bdi", speech_.Service(service))
        .Text(" · ")
        .Text(speech_.Say(WordOf(kind)))
        .Close();
  }

  void Show(const Entry& entry) {
    html_.Open("article", {{"id", entry.id}});
    Heading(entry.service, entry.kind);
    html_.Open("dl");
    Term(kSince, speech_.Since(entry.from));
    if (entry.to) Term(kOpenAgain, speech_.Days(*entry.to));
    if (entry.seen) Term(kSeen, speech_.Days(*entry.seen));
    Term(kStatus, speech_.Status(entry));
    Term(kOriginsWord,
         NumberIn(language_, static_cast<std::int64_t>(access::OriginsInForce(entry))));
    Links(kSourcesWord, entry.sources);
    Links(kDenied, entry.denials);
    html_.Close();
    Notes(entry.notes);
    Challenges(entry);
    html_.Close();
  }

  void Show(const access::Plan& plan) {
    html_.Open("article");
    Heading(plan.service, plan.kind);
    html_.Element("p", speech_.Say(kPlannedNote)).Open("dl");
    Term(kPlanned, speech_.Since(plan.from));
    Links(kSourcesWord, plan.sources);
    html_.Close();
    Notes(plan.notes);
    html_.Close();
  }

  // What was said against an entry, and what came of it: the newest ones, each begun.
  void Challenges(const Entry& entry) {
    std::vector<const access::Challenge*> all;
    for (const access::Challenge& challenge : known_.challenges())
      if (challenge.entry == entry.id) all.push_back(&challenge);
    const std::size_t skipped = all.size() - std::min(all.size(), kMostChallenges);
    for (std::size_t i = skipped; i < all.size(); ++i) Show(*all[i]);
    if (skipped > 0)
      html_.Element("p",
                    Fill(speech_.Say(kMoreChallenges),
                         NumberIn(language_, static_cast<std::int64_t>(all.size()))),
                    {{"class", "s"}});
    if (!may_challenge_) return;
    html_.Open("p").Element("a", speech_.Say(kChallengeIt),
                            {{"href", "../challenge.html?entry=" + entry.id}});
    html_.Close();
  }

  void Show(const access::Challenge& challenge) {
    const auto day = [&](access::Time time) { return speech_.Day(std::chrono::floor<Days>(time)); };
    html_.Element("h4", Fill(speech_.Say(kChallengedOn), day(challenge.filed)) + " — " +
                            (challenge.upheld
                                 ? std::string(speech_.Say(*challenge.upheld ? kChallengeUpheld
                                                                             : kChallengeNotUpheld))
                                 : Fill(speech_.Say(kAnswerDue), day(challenge.due))));
    html_.Open("p", {{"dir", "auto"}}).Text(Begun(challenge.claim));
    if (!challenge.name.empty()) html_.Text(" — ").Element("bdi", challenge.name);
    html_.Close();
    if (challenge.upheld) html_.Open("p", {{"dir", "auto"}}).Text(Begun(challenge.answer)).Close();
  }

  // Whole sentences of others do not fit; the register has them.
  static std::string Begun(const std::string& text) {
    if (CountCodePoints(text) <= kMostOfChallenge) return text;
    std::size_t end = 0;
    for (std::size_t i = 0; i < kMostOfChallenge; ++i) DecodeNext(text, &end);
    return text.substr(0, end) + "…";
  }

  const access::Register& known_;
  const bool may_challenge_;
  std::string state_;
  AccessSpeech speech_;
  std::string language_;
  Html& html_;
};

}  // namespace

const std::vector<std::string>& AccessPageLanguages() {
  static const std::vector<std::string> kLanguages = {"en", "fa", "ar", "ru", "es"};
  return kLanguages;
}

std::string AccessTitle(std::string_view state, std::string_view language) {
  const Language frame = FrameLanguage(language);
  return Fill(SayOfAccess(frame, kTitleOf), NameOfState(Tag(frame), state));
}

void WriteAccess(const KnownAccess& known, std::string_view state, std::string_view language,
                 Html* html) {
  WriteAccess(known, state, language, ListSheet{}, html);
}

void WriteAccess(const KnownAccess& known, std::string_view state, std::string_view language,
                 const ListSheet& sheet, Html* html) {
  Body(known, state, language, html).Write(sheet);
}

// ---- outages

namespace {

// By their beginning, the newest first; of one day by state and id.
std::vector<const Entry*> OutagesOf(const access::Register& known) {
  std::vector<const Entry*> outages;
  for (const Entry& entry : known.entries()) {
    if (access::IsOutage(entry.kind) && entry.status != Status::kWithdrawn)
      outages.push_back(&entry);
  }
  const auto key = [](const Entry* entry) {
    const Day from =
        entry->from.earliest ? *entry->from.earliest : entry->from.latest.value_or(Day{});
    return std::tuple(-from.time_since_epoch().count(), entry->state, entry->id);
  };
  std::ranges::sort(outages, {}, key);
  return outages;
}

}  // namespace

std::string OutagesTitle(std::string_view language) {
  return std::string(SayOfAccess(FrameLanguage(language), kOutages));
}

std::size_t CountOutages(const KnownAccess& known) { return OutagesOf(*known.entries).size(); }

void WriteOutages(const KnownAccess& known, std::string_view language, const ListSheet& sheet,
                  Html* html) {
  const Language frame = FrameLanguage(language);
  const std::vector<const Entry*> outages = OutagesOf(*known.entries);
  html->Element("p", SayOfAccess(frame, outages.empty() ? kNoOutages : kOutagesIntro));
  if (outages.empty()) return;
  html->Open("ul");
  Body body(known, "", language, html);
  for (std::size_t row = 0; row < outages.size(); ++row) {
    if (sheet.Holds(row)) body.ShowOutage(*outages[row]);
  }
  html->Close();
  WriteSheetLinks(sheet, Tag(frame), html);
}

std::string AccessStatesTitle(std::string_view language) {
  return std::string(SayOfAccess(FrameLanguage(language), kStates));
}

void WriteAccessStates(const KnownAccess& known, std::string_view folder, std::string_view language,
                       Html* html) {
  const Language frame = FrameLanguage(language);
  std::map<std::string, std::int64_t> states;
  for (const Entry& entry : known.entries->entries())
    if (entry.status != Status::kWithdrawn) ++states[entry.state];
  html->Element("p", SayOfAccess(frame, kIntro), {{"class", "s"}}).Open("ul");
  for (const auto& [state, entries] : states) {
    html->Open("li").Element("a", NameOfState(Tag(frame), state),
                             {{"href", fmt::format("{}/{}.html", folder, state)}});
    html->Text(" (" + NumberIn(Tag(frame), entries) + ")").Close();
  }
  html->Close();
}

std::string AccessPage(const KnownAccess& known, std::string_view state,
                       std::string_view language) {
  Html html;
  const Language frame = FrameLanguage(language);
  const std::string title = AccessTitle(state, language);
  OpenPage(&html, title, Tag(frame), AccessPageLanguages());
  html.Element("h1", title);
  WriteAccess(known, state, language, &html);
  return ClosePage(&html, frame);
}

std::string AccessIndex(std::string_view state) {
  return LanguageIndex(Fill(SayOfAccess(Language::kEnglish, kTitleOf), NameOfState("en", state)),
                       AccessPageLanguages());
}

}  // namespace evenhand::page
