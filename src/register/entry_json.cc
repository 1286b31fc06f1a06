#include "register/entry_json.h"

#include "register/change.h"
#include "register/origins.h"

namespace evenhand::access {
namespace {

using codec::JsonOut;

void AppendEnds(std::string_view key, const std::optional<Day>& earliest,
                const std::optional<Day>& latest, JsonOut* out) {
  out->Key(key).Open('{');
  if (earliest) out->Key("earliest").String(FormatDay(*earliest));
  if (latest) out->Key("latest").String(FormatDay(*latest));
  out->Close('}');
}

void AppendPair(std::string_view key, const std::optional<DayPair>& days, JsonOut* out) {
  if (days) AppendEnds(key, days->earliest, days->latest, out);
}

void AppendSources(std::string_view key, const std::vector<Source>& sources, JsonOut* out) {
  out->Key(key).Open('[');
  for (const Source& source : sources) AppendSourceJson(source, out);
  out->Close(']');
}

void AppendFields(const Entry& entry, JsonOut* out) {
  out->Key("id")
      .String(entry.id)
      .Key("state")
      .String(entry.state)
      .Key("service")
      .String(entry.service);
  out->Key("kind").String(Name(entry.kind)).Key("status").String(Name(entry.status));
  if (entry.status == Status::kEnded) out->Key("grade").String(Name(entry.grade));
  if (!entry.region.empty()) out->Key("region").String(entry.region);
  if (!entry.networks.empty()) out->Key("networks").String(entry.networks);
  if (!entry.group.empty()) out->Key("group").String(entry.group);
  if (entry.single_network) out->Key("single_network").Bool(true);
  AppendEnds("from", entry.from.earliest, entry.from.latest, out);
  AppendPair("to", entry.to, out);
  AppendPair("proposed_to", entry.proposed_to, out);
  AppendPair("seen", entry.seen, out);
  if (!entry.lapses.empty()) {
    out->Key("lapses").Open('[');
    for (const DaySpan& lapse : entry.lapses) {
      out->Open('{')
          .Key("from")
          .String(FormatDay(lapse.from))
          .Key("to")
          .String(FormatDay(lapse.to))
          .Close('}');
    }
    out->Close(']');
  }
  out->Key("origins").Int(static_cast<std::int64_t>(OriginsInForce(entry)));
  AppendSources("sources", entry.sources, out);
  if (!entry.denials.empty()) AppendSources("denials", entry.denials, out);
  out->Key("notes").Open('{');
  for (const auto& [language, note] : entry.notes) out->Key(language).String(note);
  out->Close('}');
}

}  // namespace

void AppendEntryJson(const Entry& entry, JsonOut* out) {
  out->Open('{');
  AppendFields(entry, out);
  out->Close('}');
}

void AppendAnswerJson(const AnswerRow& row, JsonOut* out) {
  out->Open('{').Key("answer").String(Name(row.answer.certainty));
  if (row.answer.doubt != Doubt::kNone) out->Key("because").String(Name(row.answer.doubt));
  AppendFields(*row.entry, out);
  out->Close('}');
}

}  // namespace evenhand::access
