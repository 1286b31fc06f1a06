// Rows P5: ladders by the calendar. Events are dates, with reversals between them, or a sentence
// about how old a post is or how posts were removed.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/worked_row.h"

namespace evenhand::app {
namespace {

using codec::Json;
using namespace policy;  // the words of the rows are its words

constexpr std::array<std::string_view, 11> kOrdinals = {"first", "second", "third",   "fourth",
                                                        "fifth", "sixth",  "seventh", "eighth",
                                                        "ninth", "tenth",  "eleventh"};
constexpr std::array<std::string_view, 11> kNumbers = {
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"};

// From 1; none for a word that is not among them.
template <std::size_t kSize>
std::optional<std::int64_t> PlaceOf(const std::array<std::string_view, kSize>& words,
                                    std::string_view word) {
  const auto* found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return found - words.begin() + 1;
}

// "three", "3", "a", "an"
std::optional<std::int64_t> NumberInWords(const std::string& word) {
  if (word == "a" || word == "an") return 1;
  if (const auto place = PlaceOf(kNumbers, word)) return place;
  const std::int64_t number = Int(word);
  return number > 0 ? std::optional(number) : std::nullopt;
}

// ---- dates

// "10 Jan 2022 12:34:56"; the year may be missing.
struct WrittenDate {
  int day, month;
  std::optional<int> year;
  Seconds clock{0};
};

std::optional<WrittenDate> ReadDate(const std::string& text) {
  const auto match = Match(
      text, R"(^(\d{1,2}) ([A-Z][a-z]{2})[a-z]*(?: (\d{4}))?(?: (\d\d):(\d\d)(?::(\d\d))?)?$)");
  if (!match) return std::nullopt;
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const std::size_t month = kMonths.find((*match)[2]);
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  WrittenDate date{static_cast<int>(Int((*match)[1])), static_cast<int>(month / 3 + 1), {}, {}};
  if (!(*match)[3].empty()) date.year = static_cast<int>(Int((*match)[3]));
  if (!(*match)[4].empty()) {
    date.clock = std::chrono::hours(Int((*match)[4])) + std::chrono::minutes(Int((*match)[5])) +
                 Seconds(!(*match)[6].empty() ? Int((*match)[6]) : 0);
  }
  return date;
}

Result<Time> TimeOfDate(const WrittenDate& date, int year) {
  const std::chrono::year_month_day day = std::chrono::year(year) / date.month / date.day;
  if (!day.ok()) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("there is no {}-{:02}-{:02}", year, date.month, date.day));
  }
  return std::chrono::sys_days(day) + date.clock;
}

// Dates between commas; one without a year takes that of the next one.
Result<std::vector<Time>> ReadDates(const std::string& text) {
  std::vector<Time> times;
  if (const auto daily = Match(text, R"(^one a day, (\d+)-(\d+) (\w+) (\d{4})$)")) {
    const auto first = ReadDate(fmt::format("{} {} {}", (*daily)[1], (*daily)[3], (*daily)[4]));
    if (!first) return Fail(ErrorCode::kCorrupt, fmt::format("no date in '{}'", text));
    EVENHAND_ASSIGN(const Time begin, TimeOfDate(*first, *first->year));
    for (std::int64_t i = 0; i <= Int((*daily)[2]) - Int((*daily)[1]); ++i)
      times.push_back(begin + std::chrono::days(i));
    return times;
  }
  std::vector<WrittenDate> dates;
  for (const std::string& part : Split(text, ", ")) {
    const auto date = ReadDate(part);
    if (!date) return Fail(ErrorCode::kCorrupt, fmt::format("no date in '{}'", part));
    dates.push_back(*date);
  }
  std::optional<int> year;
  for (auto date = dates.rbegin(); date != dates.rend(); ++date) {
    if (!date->year) date->year = year;
    year = date->year;
    if (!year) return Fail(ErrorCode::kCorrupt, fmt::format("no year in '{}'", text));
  }
  for (const WrittenDate& date : dates) {
    EVENHAND_ASSIGN(const Time time, TimeOfDate(date, *date.year));
    times.push_back(time);
  }
  return times;
}

struct Reversal {
  std::int64_t decision;  // from 1
  Time at;
};

// "second void on 2 Mar 12:00". Without a year it is the next such day after the last event.
Result<Reversal> ReadReversal(const std::string& text, Time last) {
  const auto match = Match(text, R"(^(\w+) void on (.*)$)");
  const auto date = match ? ReadDate((*match)[2]) : std::nullopt;
  const auto decision = match ? PlaceOf(kOrdinals, (*match)[1]) : std::nullopt;
  if (!date || !decision)
    return Fail(ErrorCode::kCorrupt, fmt::format("no reversal in '{}'", text));
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(last));
  const int year = date->year.value_or(static_cast<int>(day.year()));
  EVENHAND_ASSIGN(Time at, TimeOfDate(*date, year));
  if (!date->year && at < last) {
    EVENHAND_ASSIGN(at, TimeOfDate(*date, year + 1));
  }
  return Reversal{*decision, at};
}

// ---- ages

// "4 years and 1 day", "91 d", "90 d and 1 s": counted back from `at`, calendar steps first, so
// that adding it gives `at` again.
std::optional<Time> PostedBefore(const std::string& age, Time at) {
  struct Unit {
    const char* pattern;
    std::int64_t months;
    Seconds seconds;
  };
  const Unit kUnits[] = {{R"((\d+) (?:y|years?)\b)", 12, Seconds(0)},
                         {R"((\d+) months?\b)", 1, Seconds(0)},
                         {R"((\d+) (?:w|weeks?)\b)", 0, std::chrono::days(7)},
                         {R"((\d+) (?:d|days?)\b)", 0, std::chrono::days(1)},
                         {R"((\d+) (?:h|hours?)\b)", 0, std::chrono::hours(1)},
                         {R"((\d+) (?:min|minutes?)\b)", 0, std::chrono::minutes(1)},
                         {R"((\d+) (?:s|seconds?)\b)", 0, Seconds(1)}};
  std::int64_t months = 0;
  Seconds seconds{0};
  bool any = false;
  for (const Unit& unit : kUnits) {
    const auto match = Match(age, unit.pattern);
    if (!match) continue;
    any = true;
    months += Int((*match)[1]) * unit.months;
    seconds += Int((*match)[1]) * unit.seconds;
  }
  if (!any || months > 12'000) return std::nullopt;
  const Time back = After(at, {.months = -static_cast<std::int32_t>(months)});
  return back - seconds;
}

// ---- one row

class MetaRow {
 public:
  MetaRow(PolicyRow* row, const Rulebook* book) : row_(row), ledger_(&book->strikes) {}

  Result<void> Run(const std::string& events) {
    if (events.find("post") != std::string::npos) return RunSentence(events);
    return RunHistory(events, 0);
  }

 private:
  // ---- histories

  // "as 5.6, second void on …": the events of another row of the file, and what is added.
  Result<std::string> WithoutReference(const std::string& events) const {
    const auto as = Match(events, R"(^as (\S+?)(?:[,;] *(.*))?$)");
    if (!as) return events;
    for (const Json& other : ItemsOf(FieldOf(row_->policy, "cases"))) {
      if (TextOf(other, "id") != (*as)[1]) continue;
      const std::string theirs = TextOf(other, "events");
      return (*as)[2].empty() ? theirs : theirs + "; " + (*as)[2];
    }
    return Fail(ErrorCode::kCorrupt, fmt::format("no row '{}' to be like", (*as)[1]));
  }

  Result<void> RunHistory(const std::string& events, int depth) {
    constexpr int kMostReferences = 8;  // a row may not be like itself
    EVENHAND_ASSIGN(const std::string text, WithoutReference(events));
    if (text.starts_with("as ")) {
      if (depth == kMostReferences)
        return Fail(ErrorCode::kCorrupt, "rows that are like each other");
      return RunHistory(text, depth + 1);
    }
    std::vector<std::string> parts = Split(text, ";");
    EVENHAND_ASSIGN(const std::vector<Time> times, ReadDates(Trimmed(parts.front())));
    std::vector<Reversal> reversals;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      EVENHAND_ASSIGN(const Reversal reversal, ReadReversal(Trimmed(parts[i]), times.back()));
      reversals.push_back(reversal);
    }
    std::ranges::stable_sort(reversals, {}, &Reversal::at);
    // As it happened: a reversal may lie between two decisions; at one moment, decisions first.
    std::size_t next = 0;
    const auto reverse_before = [&](Time until) -> Result<void> {
      for (; next < reversals.size() && reversals[next].at < until; ++next) {
        EVENHAND_TRY(
            ledger_.Void(fmt::format("s{}", reversals[next].decision), reversals[next].at));
      }
      return {};
    };
    for (const Time at : times) {
      EVENHAND_TRY(reverse_before(at));
      EVENHAND_TRY(Add("ordinary", at, at));
    }
    EVENHAND_TRY(reverse_before(Time::max()));
    Compare(reversals.empty() ? times.back() : std::max(times.back(), reversals.back().at));
    return {};
  }

  static std::string Trimmed(std::string text) {
    while (text.starts_with(' ')) text.erase(0, 1);
    while (text.ends_with(' ')) text.pop_back();
    return text;
  }

  Result<void> Add(std::string family, Time at, Time posted, std::string batch = {}) {
    EVENHAND_TRY(ledger_.Decide({.decision = fmt::format("s{}", ledger_.entries().size() + 1),
                                 .family = std::move(family),
                                 .at = at,
                                 .posted = posted,
                                 .batch = std::move(batch)}));
    return {};
  }

  void Compare(Time now) {
    std::vector<std::int64_t> counts;
    std::vector<std::string> actions, standing;
    for (const Ledger::Entry& entry : ledger_.entries()) {
      if (entry.voided) continue;
      counts.push_back(entry.count_now);
      actions.push_back(FormatAction(entry.now));
    }
    for (const Running& running : ledger_.RunningAt(now)) {
      standing.push_back(FormatAction(running.action) + " from " + std::string(running.decision));
    }
    row_->Expect("counts", fmt::format("[{}]", fmt::join(counts, ", ")));
    row_->Expect("actions", QuotedList(actions));
    row_->ExpectText("standing_after",
                     standing.empty() ? "open" : fmt::format("{}", fmt::join(standing, "; ")));
  }

  // ---- sentences

  // "post is 91 d old when removed", "two posts removed together, one notice",
  // "three posts removed an hour apart, each with its notice", each after "grave rule, " or not.
  Result<void> RunSentence(const std::string& text) {
    const Time at = *ParseTime("2022-11-01T00:00:00Z");
    const bool grave = text.starts_with("grave rule, ");
    const std::string family = grave ? "grave" : "ordinary";
    if (const auto posts =
            Match(text, R"((\w+) posts removed (together|(\w+) (\w+) apart), (.*)$)")) {
      EVENHAND_TRY(RemoveSeveral(*posts, family, at));
    } else {
      const auto age = Match(text, R"(\bpost (?:is )?(.*?)(?: old)?(?: when removed)?$)");
      const auto posted = age ? PostedBefore((*age)[1], at) : std::nullopt;
      if (!posted) return Fail(ErrorCode::kCorrupt, fmt::format("no age in '{}'", text));
      EVENHAND_TRY(Add(family, at, *posted));
    }
    CompareSentence(grave);
    return {};
  }

  // Groups: how many, "together" or a gap, its number, its unit, what notices were sent.
  Result<void> RemoveSeveral(const std::vector<std::string>& words, const std::string& family,
                             Time at) {
    const auto number = NumberInWords(words[1]);
    Seconds gap{0};
    if (words[2] != "together") {
      const auto many = NumberInWords(words[3]);
      const bool hours = words[4] == "h" || words[4].starts_with("hour");
      if (!many || (!hours && words[4] != "d" && !words[4].starts_with("day")))
        return Fail(ErrorCode::kCorrupt, fmt::format("no time in '{}'", words[2]));
      gap = *many * (hours ? Seconds(std::chrono::hours(1)) : Seconds(std::chrono::days(1)));
    }
    if (!number) return Fail(ErrorCode::kCorrupt, fmt::format("no number in '{}'", words[1]));
    const bool each = words[5].starts_with("each with its notice");
    for (std::int64_t i = 0; i < *number; ++i) {
      const Time now = at + i * gap;
      EVENHAND_TRY(Add(family, now, at, "b"));
      if (each) EVENHAND_TRY(ledger_.Notice("b", now));
    }
    return {};
  }

  void CompareSentence(bool grave) {
    std::vector<std::string> counts, actions;
    for (const Ledger::Entry& entry : ledger_.entries()) {
      if (entry.added == 0 && ledger_.entries().size() > 1) continue;  // one strike for the batch
      counts.push_back(std::to_string(entry.count));
      std::string action = entry.added == 0 ? "removed, no strike" : InWords(entry.given);
      if (grave && entry.added > 0) action += ", and the grave rule's own limits";
      actions.push_back(std::move(action));
    }
    row_->ExpectText("counts", fmt::format("{}", fmt::join(counts, ", ")));
    row_->ExpectText("actions", Arrows(actions));
  }

  PolicyRow* row_;
  Ledger ledger_;
};

}  // namespace

Result<void> RunP5(PolicyRow* row) {
  const std::string version = TextOf(row->row, "version");
  // A ladder that only the file has stands on the counting rules of the first one.
  const bool is_shipped = version == "2022" || version == "2023";
  EVENHAND_ASSIGN(const Rulebook book,
                  BookOfRow(*row, "strikes-" + (is_shipped ? version : std::string("2022"))));
  if (!is_shipped && FieldOf(FieldOf(row->policy, "rungs"), version).missing())
    return Fail(ErrorCode::kCorrupt, fmt::format("no ladder '{}'", version));
  return MetaRow(row, &book).Run(TextOf(row->row, "events"));
}

}  // namespace evenhand::app
