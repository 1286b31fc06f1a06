#include "register/answer.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "register/origins.h"

namespace evenhand::access {
namespace {

// Whether `day` can be one on which the entry is in force, by its two ends.
bool IsBetween(const Entry& entry, Day day) {
  if (entry.from.earliest && day < *entry.from.earliest) return false;
  if (!entry.to) return true;
  // The day of an end that is known to the day is open already.
  return entry.to->is_exact() ? day < entry.to->earliest : day <= entry.to->latest;
}

// The first day on which it surely was in force.
std::optional<Day> SurelyFrom(const Entry& entry) {
  if (entry.from.latest || !entry.seen) return entry.from.latest;
  return entry.seen->latest;
}

std::optional<Day> FreshUntil(const Entry& entry) {
  if (!entry.seen) return std::nullopt;
  return entry.seen->earliest + (OriginsInForce(entry) >= 2 ? kFreshWithTwo : kFreshWithOne);
}

Answer ByDays(const Entry& entry, Day day) {
  const Answer imprecise{Certainty::kMaybe, Doubt::kImprecise};
  if (!IsBetween(entry, day)) return {};
  const auto from = SurelyFrom(entry);
  if (entry.to)
    return from && *from <= day && day < entry.to->earliest ? Answer{Certainty::kYes} : imprecise;
  // Said beforehand, and shown by nobody.
  if (!entry.seen && !entry.from.is_unknown()) return {};
  const auto fresh = FreshUntil(entry);
  if (fresh && day > *fresh) return {Certainty::kMaybe, Doubt::kStale};
  return from && *from <= day && fresh ? Answer{Certainty::kYes} : imprecise;
}

bool IsLapse(const Entry& entry, Day day) {
  return std::ranges::any_of(
      entry.lapses, [&](const DaySpan& lapse) { return lapse.from <= day && day < lapse.to; });
}

}  // namespace

std::string_view Name(Certainty certainty) {
  switch (certainty) {
    case Certainty::kNo:
      return "no";
    case Certainty::kMaybe:
      return "maybe";
    case Certainty::kYes:
      return "yes";
  }
  return "";
}

std::string_view Name(Doubt doubt) {
  switch (doubt) {
    case Doubt::kNone:
      return "";
    case Doubt::kImprecise:
      return "imprecise";
    case Doubt::kStale:
      return "stale";
    case Doubt::kContested:
      return "contested";
  }
  return "";
}

Answer AnswerOn(const Entry& entry, Day day) {
  if (entry.status == Status::kWithdrawn || IsLapse(entry, day)) return {};
  Answer answer = ByDays(entry, day);
  const bool is_contested = entry.status == Status::kContested ||
                            (entry.status == Status::kEnded && entry.grade == Status::kContested);
  if (answer.certainty == Certainty::kYes && is_contested)
    answer = {Certainty::kMaybe, Doubt::kContested};
  return answer;
}

std::vector<AnswerRow> AnswersOn(const std::vector<Entry>& entries, const Question& question) {
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, AnswerRow> strongest;
  for (const Entry& entry : entries) {
    if (!question.state.empty() && entry.state != question.state) continue;
    if (!question.service.empty() && entry.service != question.service) continue;
    if (!entry.region.empty() && entry.region != question.region) continue;
    const Answer answer = AnswerOn(entry, question.day);
    if (answer.certainty == Certainty::kNo) continue;
    AnswerRow& row = strongest[{entry.state, entry.service, Name(entry.kind)}];
    if (answer.certainty > row.answer.certainty) row = {answer, &entry};
  }
  std::vector<AnswerRow> rows;
  rows.reserve(strongest.size());
  for (const auto& [key, row] : strongest) rows.push_back(row);
  return rows;
}

}  // namespace evenhand::access
