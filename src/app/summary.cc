#include "app/summary.h"

#include <fmt/format.h>

#include "app/table.h"

namespace evenhand::app {
namespace {

using engine::Counts;

std::string Section(const char* title, const Counts& counts) {
  if (counts.empty()) return {};
  std::vector<BarRow> rows;
  for (const auto& [name, count] : counts) rows.push_back({name, count});
  return fmt::format("\n{}\n{}", title, BarTable(std::move(rows)));
}

void WriteCounts(std::string_view key, const Counts& counts, codec::JsonOut* out) {
  out->Key(key).Open('{');
  for (const auto& [name, count] : counts) out->Key(name).Int(static_cast<std::int64_t>(count));
  out->Close('}');
}

}  // namespace

std::string RenderSummary(const engine::Stats& s, double seconds) {
  const double rate = seconds > 0 ? static_cast<double>(s.events) / seconds : 0;
  std::string text = fmt::format("{} events in {}, {} a second\n", Grouped(s.events),
                                 Duration(seconds), Grouped(static_cast<std::uint64_t>(rate)));
  const auto remark = [&](std::uint64_t count, const char* what) {
    if (count > 0) text += fmt::format("{} {}\n", Grouped(count), what);
  };
  remark(s.dropped, "not evaluated, as the rulebook samples them");
  remark(s.malformed, "lines held no event (see the dead letters)");
  remark(s.limited, "events passed a limit and were not decided");
  remark(s.errors, "errors inside rules");
  text += Section("Rules that fired", s.rules);
  text += Section("Verdicts", s.verdicts);
  text += Section("Labels changed", s.labels);
  text += Section("Errors by place in the rules", s.errors_by_place);
  return text;
}

void WriteSummary(const engine::Stats& s, double seconds, codec::JsonOut* out) {
  const auto number = [&](std::string_view key, std::uint64_t value) {
    out->Key(key).Int(static_cast<std::int64_t>(value));
  };
  out->Open('{');
  number("events", s.events);
  number("dropped", s.dropped);
  number("malformed", s.malformed);
  number("limited", s.limited);
  number("errors", s.errors);
  out->Key("seconds").Raw(fmt::format("{:.3f}", seconds));
  WriteCounts("rules", s.rules, out);
  WriteCounts("verdicts", s.verdicts, out);
  WriteCounts("labels", s.labels, out);
  WriteCounts("errors_by_place", s.errors_by_place, out);
  out->Close('}');
}

}  // namespace evenhand::app
