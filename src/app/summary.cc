#include "app/summary.h"

#include <fmt/format.h>

#include "app/table.h"

namespace evenhand::app {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

void Sum(const Counts& from, Counts* into) {
  for (const auto& [name, count] : from) (*into)[name] += count;
}

std::string Section(const char* title, const Counts& counts) {
  if (counts.empty()) return {};
  std::vector<BarRow> rows;
  for (const auto& [name, count] : counts) rows.push_back({name, count});
  return fmt::format("\n{}\n{}", title, BarTable(std::move(rows)));
}

void WriteCounts(std::string_view key, const Counts& counts, JsonOut* out) {
  out->Key(key).Open('{');
  for (const auto& [name, count] : counts) out->Key(name).Int(static_cast<std::int64_t>(count));
  out->Close('}');
}

}  // namespace

void Summary::Add(const Summary& other) {
  events += other.events;
  dropped += other.dropped;
  malformed += other.malformed;
  limited += other.limited;
  errors += other.errors;
  Sum(other.rules, &rules);
  Sum(other.verdicts, &verdicts);
  Sum(other.labels, &labels);
  Sum(other.errors_by_rule, &errors_by_rule);
}

std::string RenderSummary(const Summary& s) {
  const double rate = s.seconds > 0 ? static_cast<double>(s.events) / s.seconds : 0;
  std::string text =
      fmt::format("{} events in {}, {} a second\n", Grouped(s.events), Duration(s.seconds),
                  Grouped(static_cast<std::uint64_t>(rate)));
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
  text += Section("Errors by rule", s.errors_by_rule);
  return text;
}

void WriteSummary(const Summary& s, JsonOut* out) {
  const auto number = [&](std::string_view key, std::uint64_t value) {
    out->Key(key).Int(static_cast<std::int64_t>(value));
  };
  out->Open('{');
  number("events", s.events);
  number("dropped", s.dropped);
  number("malformed", s.malformed);
  number("limited", s.limited);
  number("errors", s.errors);
  out->Key("seconds").Raw(fmt::format("{:.3f}", s.seconds));
  WriteCounts("rules", s.rules, out);
  WriteCounts("verdicts", s.verdicts, out);
  WriteCounts("labels", s.labels, out);
  WriteCounts("errors_by_rule", s.errors_by_rule, out);
  out->Close('}');
}

}  // namespace evenhand::app
