#include "app/access_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "app/table.h"
#include "codec/csv.h"
#include "codec/json_out.h"
#include "page/access_label.h"
#include "page/access_page.h"
#include "page/locale.h"
#include "register/entry_json.h"
#include "register/origins.h"

namespace evenhand::app {
namespace {

using access::AnswerRow;
using access::AsymmetryRow;
using access::Certainty;
using access::Day;
using access::Days;
using access::Entry;
using access::FormatDay;
using access::Source;
using codec::JsonOut;

std::string Padded(std::string text, std::size_t columns) {
  const std::size_t width = DisplayWidth(text);
  if (width < columns) text.append(columns - width, ' ');
  return text;
}

std::string Plural(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

// "since 2013-09-17", "since between 2009-06-01 and 2009-06-30", "since an unknown day"
std::string SinceText(const Entry& entry) {
  if (entry.from.is_unknown()) return "since an unknown day";
  if (entry.from.earliest && entry.from.latest && entry.from.earliest != entry.from.latest) {
    return fmt::format("since between {} and {}", FormatDay(*entry.from.earliest),
                       FormatDay(*entry.from.latest));
  }
  return "since " + access::FormatBeginning(entry.from);
}

std::string GradeText(const Entry& entry) {
  if (entry.status != access::Status::kEnded) return std::string(Name(entry.status));
  return fmt::format("{}, ended", Name(entry.grade));
}

std::string FactsText(const Entry& entry) {
  std::string text = SinceText(entry);
  if (entry.to) text += ", open again " + access::FormatDays(*entry.to);
  if (entry.seen) text += ", last seen " + access::FormatDays(*entry.seen);
  return text +
         fmt::format(", {}, {}", GradeText(entry), Plural(access::OriginsInForce(entry), "origin"));
}

std::string AnswerText(const AnswerRow& row) {
  std::string answer(Name(row.answer.certainty));
  if (row.answer.certainty == Certainty::kMaybe)
    answer += fmt::format(" ({})", Name(row.answer.doubt));
  return answer;
}

// An unread page counts as itself, so its origin is not written.
void AppendSourceLines(const std::vector<Source>& sources, std::string_view indent,
                       std::string* out) {
  for (const Source& source : sources) {
    *out += fmt::format("{}{}", indent, ForTerminal(source.url));
    if (source.says != access::Says::kUnread) {
      *out += fmt::format("  ({} by {}: {}{})", Name(source.kind),
                          source.origin.empty() ? "itself" : ForTerminal(source.origin),
                          Name(source.says), source.day ? " " + FormatDay(*source.day) : "");
    }
    *out += "\n";
  }
}

std::string NumberOf(const std::vector<AnswerRow>& rows, Certainty certainty) {
  return std::to_string(std::ranges::count(
      rows, certainty, [](const AnswerRow& row) { return row.answer.certainty; }));
}

// ---- the time line

struct Span {
  Day from = {}, to = {};  // half-open
};

Span SpanOf(const access::Register& known, std::string_view state) {
  Span span{Day::max(), Day::min()};
  const auto take = [&](const std::optional<Day>& day) {
    if (!day) return;
    span.from = std::min(span.from, *day);
    span.to = std::max(span.to, *day + Days{1});
  };
  for (const Entry& entry : known.entries()) {
    if (entry.state != state || entry.status == access::Status::kWithdrawn) continue;
    take(entry.from.earliest);
    take(entry.from.latest);
    if (entry.to) take(entry.to->latest);
    if (entry.seen) take(entry.seen->latest);
  }
  return span;
}

struct Column {
  std::string label;
  Span days;
};

std::vector<Column> ColumnsOf(const Span& span) {
  using namespace std::chrono;
  std::vector<Column> columns;
  if (span.from >= span.to) return columns;
  const auto first = year_month_day(span.from), last = year_month_day(span.to - Days{1});
  if (last.year() - first.year() > years{1}) {
    for (year y = first.year(); y <= last.year(); ++y) {
      columns.push_back({fmt::format("{:02}", static_cast<int>(y) % 100),
                         {Day(y / 1 / 1), Day((y + years{1}) / 1 / 1)}});
    }
    return columns;
  }
  for (auto m = first.year() / first.month(); m <= last.year() / last.month(); m += months{1}) {
    columns.push_back({fmt::format("{:02}", static_cast<unsigned>(m.month())),
                       {Day(m / 1), Day((m + months{1}) / 1)}});
  }
  return columns;
}

// The strongest answer of the days, without those after which nothing more was known.
Certainty StrongestIn(const std::vector<const Entry*>& entries, const Span& days) {
  Certainty strongest = Certainty::kNo;
  for (const Entry* entry : entries) {
    for (Day day = days.from; day < days.to && strongest != Certainty::kYes; day += Days{1}) {
      strongest = std::max(strongest, access::AnswerOn(*entry, day).certainty);
    }
  }
  return strongest;
}

constexpr std::string_view kMarks[] = {"·", "▒", "█"};

// ---- rows of the asymmetry

std::string OfficesText(const AsymmetryRow& row) {
  std::string text;
  for (const auto& [office, count] : row.offices) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count,
                        office.empty() ? "office" : ForTerminal(office));
  }
  if (row.media > 0) text += fmt::format("{}{} state media", text.empty() ? "" : ", ", row.media);
  return text;
}

std::string ElsewhereText(const AsymmetryRow& row) {
  std::string text;
  for (const AnswerRow& other : row.elsewhere) {
    text += fmt::format("{}{}{}", text.empty() ? "" : ", ", ForTerminal(other.entry->service),
                        other.answer.certainty == Certainty::kMaybe ? " (maybe)" : "");
  }
  return text;
}

void AppendAsymmetryRow(const AsymmetryRow& row, std::string* out) {
  const std::string name = page::NameOfState("en", row.state);
  *out += fmt::format("{} ({})  {}: {}\n", ForTerminal(name), row.state, ForTerminal(row.service),
                      OfficesText(row));
  if (row.closed.entry != nullptr) {
    const std::size_t sources = row.closed.entry->sources.size();
    *out += fmt::format("  closed: {}; {}\n", AnswerText(row.closed), FactsText(*row.closed.entry));
    *out += fmt::format("  {}\n", page::AccessLabel(row.closed, sources, "en"));
    AppendSourceLines(row.closed.entry->sources, "    ", out);
  }
  *out += row.speaking == 0
              ? "  no public item in the 30 days before: closed, and the state is silent here\n"
              : fmt::format("  {} spoke here in the 30 days before\n",
                            Plural(static_cast<std::size_t>(row.speaking), "account"));
  if (!row.elsewhere.empty())
    *out += fmt::format("  the state limits elsewhere: {}\n", ElsewhereText(row));
}

}  // namespace

void AppendLabelJson(const AnswerRow& closed, JsonOut* out) {
  const auto said = [&](std::string_view language) {
    return page::AccessLabel(closed, closed.entry == nullptr ? 0 : closed.entry->sources.size(),
                             language);
  };
  out->Key("label").String(said("en")).Key("labels").Open('{');
  for (const std::string& language : page::AccessPageLanguages()) {
    const std::string sentence = said(language);
    if (!sentence.empty()) out->Key(language).String(sentence);
  }
  out->Close('}');
}

namespace {

void AppendAsymmetryJson(const AsymmetryRow& row, JsonOut* out) {
  out->Open('{').Key("state").String(row.state).Key("service").String(row.service);
  if (row.closed.entry != nullptr) {
    out->Key("closed");
    AppendAnswerJson(row.closed, out);
    AppendLabelJson(row.closed, out);
  } else {
    out->Key("closed").Raw("null");
  }
  out->Key("offices").Open('{');
  for (const auto& [office, count] : row.offices) out->Key(office).Int(count);
  out->Close('}')
      .Key("media")
      .Int(row.media)
      .Key("speaking")
      .Int(row.speaking)
      .Key("elsewhere")
      .Open('[');
  for (const AnswerRow& other : row.elsewhere) AppendAnswerJson(other, out);
  out->Close(']').Close('}');
}

}  // namespace

std::string SourcesCsv(const access::Register& known) {
  std::string out = "entry,state,service,url,kind,origin,says,day,published,read,sha256,language\n";
  const auto day = [](const std::optional<Day>& one) {
    return one ? FormatDay(*one) : std::string();
  };
  const auto add = [&](const Entry& entry, const Source& source) {
    const std::string on = day(source.day), published = day(source.published),
                      read = day(source.read);
    const std::string_view fields[] = {entry.id,
                                       entry.state,
                                       entry.service,
                                       source.url,
                                       access::Name(source.kind),
                                       source.origin,
                                       access::Name(source.says),
                                       on,
                                       published,
                                       read,
                                       source.sha256,
                                       source.language};
    codec::AppendCsvRow(fields, &out);
  };
  for (const Entry& entry : known.entries()) {
    for (const Source& source : entry.sources) add(entry, source);
    for (const Source& source : entry.denials) add(entry, source);
  }
  return out;
}

std::string CoverageLine(std::size_t states) {
  return fmt::format("the register covers {}; what is missing here is not open\n",
                     Plural(states, "state"));
}

// ---- answers

namespace {

std::string AnswersText(const Answers& answers, bool with_sources) {
  std::string out = fmt::format("{}: {} yes, {} maybe\n", FormatDay(answers.day),
                                NumberOf(answers.rows, Certainty::kYes),
                                NumberOf(answers.rows, Certainty::kMaybe));
  for (const AnswerRow& row : answers.rows) {
    out += fmt::format("  {}  {} {} {} {}  [{}]\n", row.entry->state,
                       Padded(ForTerminal(row.entry->service), 15),
                       Padded(std::string(Name(row.entry->kind)), 8), Padded(AnswerText(row), 17),
                       FactsText(*row.entry), row.entry->id);
    if (with_sources) AppendSourceLines(row.entry->sources, "        ", &out);
  }
  return out + CoverageLine(answers.states);
}

}  // namespace

std::string AnswersText(const Answers& answers) { return AnswersText(answers, false); }
std::string AnswersWithSourcesText(const Answers& answers) { return AnswersText(answers, true); }

std::string AnswersJson(const Answers& answers) {
  JsonOut out;
  out.Open('{')
      .Key("at")
      .String(FormatDay(answers.day))
      .Key("states")
      .Int(static_cast<std::int64_t>(answers.states))
      .Key("rows")
      .Open('[');
  for (const AnswerRow& row : answers.rows) AppendAnswerJson(row, &out);
  out.Close(']').Close('}');
  return out.text() + "\n";
}

std::string AnswersCsv(const Answers& answers) {
  std::string out;
  codec::AppendCsvRow(
      std::array<std::string_view, 12>{"at", "state", "service", "kind", "answer", "because",
                                       "since", "to", "seen", "status", "origins", "id"},
      &out);
  for (const AnswerRow& row : answers.rows) {
    const Entry& e = *row.entry;
    const std::string at = FormatDay(answers.day), since = access::FormatBeginning(e.from),
                      to = e.to ? access::FormatDays(*e.to) : "",
                      seen = e.seen ? access::FormatDays(*e.seen) : "",
                      origins = std::to_string(access::OriginsInForce(e));
    codec::AppendCsvRow(
        std::array<std::string_view, 12>{at, e.state, e.service, Name(e.kind),
                                         Name(row.answer.certainty), Name(row.answer.doubt), since,
                                         to, seen, Name(e.status), origins, e.id},
        &out);
  }
  return out;
}

// ---- one state

std::string TimelineText(const access::Register& known, std::string_view state) {
  std::map<std::tuple<bool, std::string, std::string>, std::vector<const Entry*>> rows;
  for (const Entry& entry : known.entries()) {
    if (entry.state != state || entry.status == access::Status::kWithdrawn) continue;
    rows[{IsOutage(entry.kind), entry.service, std::string(Name(entry.kind))}].push_back(&entry);
  }
  const std::vector<Column> columns = ColumnsOf(SpanOf(known, state));
  if (columns.empty()) return {};
  std::string out = std::string(28, ' ');
  for (const Column& column : columns) out += column.label + " ";
  out.back() = '\n';
  for (const auto& [key, entries] : rows) {
    out += Padded(
        fmt::format("  {} {}", Padded(ForTerminal(std::get<1>(key)), 15), std::get<2>(key)), 28);
    for (const Column& column : columns) {
      const auto mark = kMarks[static_cast<std::size_t>(StrongestIn(entries, column.days))];
      out += fmt::format("{}{} ", mark, mark);
    }
    out.back() = '\n';
  }
  return out + "  █ limited on some day of it   ▒ maybe   · not known to be\n";
}

std::string HistoryText(const access::Register& known, std::string_view state) {
  std::string out =
      fmt::format("{} ({})\n", ForTerminal(page::NameOfState("en", state)), ForTerminal(state));
  out += TimelineText(known, state);
  bool has_any = false;
  for (const Entry& entry : known.entries()) {
    if (entry.state != state) continue;
    has_any = true;
    out += fmt::format("{}  {} {}, {}\n", entry.id, ForTerminal(entry.service), Name(entry.kind),
                       FactsText(entry));
    for (const auto& [language, note] : entry.notes)
      out += fmt::format("    {}\n", ForTerminal(note));
    AppendSourceLines(entry.sources, "    ", &out);
    if (!entry.denials.empty()) out += "    denied:\n";
    AppendSourceLines(entry.denials, "    ", &out);
    if (entry.proposed_to)
      out += fmt::format("    an end is proposed: {}\n", access::FormatDays(*entry.proposed_to));
    for (const access::Challenge& challenge : known.challenges()) {
      if (challenge.entry != entry.id) continue;
      out += fmt::format(
          "    challenge {}: {} ({})\n", challenge.id, ForTerminal(challenge.claim),
          !challenge.upheld
              ? "to be answered by " + FormatDay(std::chrono::floor<Days>(challenge.due))
              : (*challenge.upheld ? "upheld: " : "not upheld: ") + ForTerminal(challenge.answer));
    }
  }
  for (const access::Plan& plan : known.plans()) {
    if (plan.state != state) continue;
    has_any = true;
    out +=
        fmt::format("planned  {} {} from {}: announced, and shown by nobody; it answers nothing\n",
                    ForTerminal(plan.service), Name(plan.kind), access::FormatBeginning(plan.from));
    AppendSourceLines(plan.sources, "    ", &out);
  }
  if (!has_any) out += "  nothing is entered; that is not openness\n";
  return out + CoverageLine(known.CountStates());
}

std::string HistoryJson(const access::Register& known, std::string_view state) {
  JsonOut out;
  out.Open('{')
      .Key("state")
      .String(state)
      .Key("states")
      .Int(static_cast<std::int64_t>(known.CountStates()))
      .Key("entries")
      .Open('[');
  for (const Entry& entry : known.entries()) {
    if (entry.state == state) AppendEntryJson(entry, &out);
  }
  out.Close(']').Key("changes").Open('[');
  for (const access::Change& change : known.changes()) {
    const Entry* entry = known.Find(change.entry);
    if (entry != nullptr && entry->state == state) out.Raw(access::ChangeJson(change));
  }
  out.Close(']').Close('}');
  return out.text() + "\n";
}

// ---- who speaks where citizens are blocked

std::string AsymmetryText(const access::Asymmetry& asymmetry, Day day, std::size_t states) {
  std::string out =
      fmt::format("{}: {} of a state speak where its people are, or may be, shut out\n",
                  FormatDay(day), asymmetry.here.empty() ? "no accounts" : "accounts");
  for (const AsymmetryRow& row : asymmetry.here) AppendAsymmetryRow(row, &out);
  if (!asymmetry.elsewhere.empty()) out += "limited elsewhere, and not here:\n";
  for (const AsymmetryRow& row : asymmetry.elsewhere) {
    out += fmt::format("  {} ({})  {}: {}; the state limits {}\n",
                       ForTerminal(page::NameOfState("en", row.state)), row.state,
                       ForTerminal(row.service), OfficesText(row), ElsewhereText(row));
  }
  return out + CoverageLine(states);
}

std::string AsymmetryJson(const access::Asymmetry& asymmetry, Day day, std::size_t states) {
  JsonOut out;
  out.Open('{')
      .Key("at")
      .String(FormatDay(day))
      .Key("states")
      .Int(static_cast<std::int64_t>(states))
      .Key("closed_here")
      .Open('[');
  for (const AsymmetryRow& row : asymmetry.here) AppendAsymmetryJson(row, &out);
  out.Close(']').Key("closed_elsewhere").Open('[');
  for (const AsymmetryRow& row : asymmetry.elsewhere) AppendAsymmetryJson(row, &out);
  out.Close(']').Close('}');
  return out.text() + "\n";
}

std::string AsymmetryCsv(const access::Asymmetry& asymmetry, Day day) {
  std::string out;
  codec::AppendCsvRow(std::array<std::string_view, 12>{"at", "state", "service", "closed", "since",
                                                       "status", "offices", "media", "speaking",
                                                       "elsewhere", "sources", "id"},
                      &out);
  for (const auto* rows : {&asymmetry.here, &asymmetry.elsewhere}) {
    for (const AsymmetryRow& row : *rows) {
      const Entry* entry = row.closed.entry;
      std::int64_t offices = 0;
      for (const auto& [office, count] : row.offices) offices += count;
      std::string elsewhere, sources;
      for (const AnswerRow& other : row.elsewhere)
        elsewhere += (elsewhere.empty() ? "" : " ") + other.entry->service;
      if (entry != nullptr) {
        for (const Source& source : entry->sources)
          sources += (sources.empty() ? "" : " ") + source.url;
      }
      const std::string at = FormatDay(day),
                        since = entry == nullptr ? "" : access::FormatBeginning(entry->from),
                        of_offices = std::to_string(offices), media = std::to_string(row.media),
                        speaking = std::to_string(row.speaking);
      codec::AppendCsvRow(
          std::array<std::string_view, 12>{
              at, row.state, row.service, Name(row.closed.answer.certainty), since,
              entry == nullptr ? "" : Name(entry->status), of_offices, media, speaking, elsewhere,
              sources, entry == nullptr ? std::string_view() : entry->id},
          &out);
    }
  }
  return out;
}

}  // namespace evenhand::app
