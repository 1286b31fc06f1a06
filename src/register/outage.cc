#include "register/outage.h"

#include <algorithm>
#include <map>

#include "codec/json_document.h"

namespace evenhand::access {
namespace {

using codec::Json;
using codec::JsonKind;

constexpr Day kLongAgo{};  // 1970
constexpr std::size_t kMostEvents = 1'000'000;
constexpr std::chrono::hours kShortestOutage{4};
constexpr Days kLongestEvent{366};
// 1970 to 2100, in seconds.
constexpr std::int64_t kLastSecond = 4'102'444'800;

// From the first day on which it may have been in force to the first on which it surely was not.
DaySpan OuterSpan(const Entry& entry, Day until) {
  DaySpan span{entry.from.earliest.value_or(kLongAgo), until};
  if (entry.to) span.to = entry.to->is_exact() ? entry.to->earliest : entry.to->latest + Days{1};
  span.to = std::min(span.to, until);
  return span;
}

// Whether it is an outage whose grade counts.
bool Counts_(const Entry& entry) {
  const Status grade = entry.status == Status::kEnded ? entry.grade : entry.status;
  if (grade != Status::kReported && grade != Status::kConfirmed) return false;
  return entry.to || entry.seen || entry.from.is_unknown();
}

void AppendWithoutLapses(DaySpan span, const Entry& entry, std::vector<DaySpan>* out) {
  std::vector<DaySpan> lapses = entry.lapses;
  std::ranges::sort(lapses, {}, &DaySpan::from);
  for (const DaySpan& lapse : lapses) {
    if (lapse.from > span.from && lapse.from < span.to) out->push_back({span.from, lapse.from});
    span.from = std::max(span.from, lapse.to);
  }
  if (span.from < span.to) out->push_back(span);
}

std::vector<DaySpan> Merged(std::vector<DaySpan> spans) {
  std::ranges::sort(spans, {}, &DaySpan::from);
  std::vector<DaySpan> merged;
  for (const DaySpan& span : spans) {
    if (!merged.empty() && span.from <= merged.back().to) {
      merged.back().to = std::max(merged.back().to, span.to);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

// ---- feeds

tl::unexpected<Error> Bad(std::size_t number, std::string_view what) {
  return Fail(ErrorCode::kInvalidArgument,
              "event " + std::to_string(number) + " " + std::string(what));
}

std::string TextOf(const Json& object, std::string_view key) {
  const Json value = object.Field(key);
  return value.kind() == JsonKind::kString ? std::string(value.AsString()) : std::string();
}

std::optional<std::int64_t> SecondsOf(const Json& object, std::string_view key) {
  const Json value = object.Field(key);
  if (value.kind() != JsonKind::kInt || value.AsInt() < 0 || value.AsInt() > kLastSecond)
    return std::nullopt;
  return value.AsInt();
}

// "IR" of either format; empty when it is none of a state.
std::string StateOf(const Json& event) {
  constexpr std::string_view kCountry = "country/";
  if (const std::string location = TextOf(event, "location"); location.starts_with(kCountry))
    return location.substr(kCountry.size());
  const Json entity = event.Field("entity");
  if (entity.kind() == JsonKind::kObject)
    return TextOf(entity, "type") == "country" ? TextOf(entity, "code") : std::string();
  const std::string name = TextOf(event, "entity");
  return name.starts_with(kCountry) ? name.substr(kCountry.size()) : std::string();
}

Result<OutageEvent> EventIn(const Json& event, std::string_view state, std::size_t number) {
  if (event.kind() != JsonKind::kObject) return Bad(number, "is no object");
  if (const std::string of = StateOf(event); of != state) {
    return Bad(number, of.empty() ? "is not of a whole state"
                                  : "is about " + of + ", not about " + std::string(state));
  }
  const auto from = SecondsOf(event, event.Field("from").missing() ? "start" : "from");
  auto to = SecondsOf(event, "until");
  if (const auto duration = SecondsOf(event, "duration"); !to && from && duration)
    to = *from + *duration;
  if (!from || !to)
    return Bad(number,
               "does not say when it began and ended (from and until, or start and duration)");
  if (*to < *from || std::chrono::seconds(*to - *from) > kLongestEvent)
    return Bad(number, "ends before it begins, or lasts longer than a year");
  OutageEvent read{.datasource = TextOf(event, "datasource"),
                   .from = Time(std::chrono::seconds(*from)),
                   .to = Time(std::chrono::seconds(*to))};
  if (read.datasource.empty()) return Bad(number, "names no datasource");
  return read;
}

Result<void> AppendEvents(const Json& list, std::string_view state, int depth,
                          std::vector<OutageEvent>* events) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json item = list.Item(i);
    if (item.kind() == JsonKind::kArray && depth < 2) {
      EVENHAND_TRY(AppendEvents(item, state, depth + 1, events));
      continue;
    }
    if (events->size() == kMostEvents)
      return Fail(ErrorCode::kLimit, "more events than a feed may have; ask for fewer days");
    EVENHAND_ASSIGN(OutageEvent event, EventIn(item, state, events->size() + 1));
    events->push_back(std::move(event));
  }
  return {};
}

struct OfDay {
  std::set<std::string> sources;
  std::vector<std::pair<Time, Time>> spans;

  std::chrono::seconds Length() {
    std::ranges::sort(spans);
    std::chrono::seconds length{0};
    Time reached{};
    for (const auto& [from, to] : spans) {
      const Time begin = std::max(from, reached);
      if (begin < to) length += to - begin;
      reached = std::max(reached, to);
    }
    return length;
  }
};

}  // namespace

std::vector<DaySpan> CutOffsOf(const std::vector<Entry>& entries, const CutOffPlace& place) {
  std::vector<DaySpan> spans;
  for (const Entry& entry : entries) {
    if (entry.state != place.state || !Counts_(entry)) continue;
    if (!entry.region.empty() && entry.region != place.region) continue;
    DaySpan span = OuterSpan(entry, place.until);
    const bool is_this_service =
        entry.kind == Kind::kBlock && !place.service.empty() && entry.service == place.service;
    if (is_this_service) {
      // Its beginning may be known to the month only; the doubt favours the person. Without one, it
      // is old.
      if (!entry.from.latest) continue;
      span.to = std::min(span.to, *entry.from.latest + place.grace);
    } else if (!IsOutage(entry.kind)) {
      continue;
    }
    AppendWithoutLapses(span, entry, &spans);
  }
  return Merged(std::move(spans));
}

Result<std::vector<OutageEvent>> ReadOutageFeed(std::string_view json, std::string_view state) {
  codec::JsonDocument document;
  auto root = document.ParseCopy(json);
  if (!root) return tl::unexpected(std::move(root).error().Within("this is no feed of outages"));
  Json list = *root;
  if (list.kind() == JsonKind::kObject) list = list.Field("data");
  if (list.kind() != JsonKind::kArray)
    return Fail(ErrorCode::kInvalidArgument,
                "a feed of outages is a list of events, or an object with a list 'data'");
  std::vector<OutageEvent> events;
  EVENHAND_TRY(AppendEvents(list, state, 0, &events));
  return events;
}

std::set<Day> OutageDaysOf(const std::vector<OutageEvent>& events) {
  std::map<Day, OfDay> days;
  for (const OutageEvent& event : events) {
    for (Day day = std::chrono::floor<Days>(event.from); Time(day) < event.to; day += Days{1}) {
      OfDay& of = days[day];
      of.sources.insert(event.datasource);
      of.spans.emplace_back(std::max(event.from, Time(day)),
                            std::min(event.to, Time(day + Days{1})));
    }
  }
  std::set<Day> outages;
  for (auto& [day, of] : days) {
    if (of.sources.size() >= 2 && of.Length() >= kShortestOutage) outages.insert(day);
  }
  return outages;
}

}  // namespace evenhand::access
