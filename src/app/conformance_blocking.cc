#include <fmt/format.h>

#include <filesystem>

#include "app/conformance_access.h"
#include "app/ledger_files.h"
#include "codec/json_document.h"
#include "codec/json_write.h"
#include "register/aggregate.h"
#include "register/measurements.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;

constexpr std::size_t kMostCorpusBytes = 64 << 20;

tl::unexpected<Error> Corrupt(std::string_view what) {
  return Fail(ErrorCode::kCorrupt, std::string(what));
}

std::string TextOf(const Json& object, std::string_view key) {
  const Json value = object.Field(key);
  return value.kind() == JsonKind::kString ? std::string(value.AsString()) : std::string();
}

Result<std::optional<double>> ShareIn(const Json& one, std::string_view key) {
  const Json value = one.Field(key);
  switch (value.kind()) {
    case JsonKind::kNull:
      return std::optional<double>();
    case JsonKind::kInt:
      return std::optional(static_cast<double>(value.AsInt()));
    case JsonKind::kDouble:
      return std::optional(value.AsDouble());
    default:
      return Corrupt(fmt::format("'{}' is no share", key));
  }
}

Result<access::Controls> ControlsIn(const Json& one) {
  access::Controls controls;
  EVENHAND_ASSIGN(controls.world, ShareIn(one, "world_control_share"));
  EVENHAND_ASSIGN(controls.local, ShareIn(one, "local_control_share"));
  const Json days = one.Field("outage_days");
  if (days.kind() != JsonKind::kArray) return controls;
  controls.outage_days.emplace();
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (days.Item(i).kind() != JsonKind::kString)
      return Corrupt("'outage_days' has something else than days");
    EVENHAND_ASSIGN(const access::Day day, access::ParseDay(days.Item(i).AsString()));
    controls.outage_days->insert(day);
  }
  return controls;
}

struct Span {
  access::Day from = {}, to = {};
};

Result<Span> WindowIn(const Json& one) {
  const Json window = one.Field("window");
  if (window.kind() != JsonKind::kArray || window.size() != 2 ||
      window.Item(0).kind() != JsonKind::kString || window.Item(1).kind() != JsonKind::kString) {
    return Corrupt("'window' is not its first and last day");
  }
  Span span;
  EVENHAND_ASSIGN(span.from, access::ParseDay(window.Item(0).AsString()));
  EVENHAND_ASSIGN(span.to, access::ParseDay(window.Item(1).AsString()));
  return span;
}

// The rows go through the importer's own reader, as an answer of the interface.
Result<access::WindowTally> VotesIn(const Json& one, const Span& window) {
  std::string answer = R"({"v": 0, "dimension_count": 2, "result": )";
  codec::AppendJson(one.Field("rows"), &answer);
  answer += "}";
  std::string state;
  const Json rows = one.Field("rows");
  if (rows.kind() != JsonKind::kArray) return Corrupt("'rows' is no list");
  rows.EachItem([&](const Json& row) {
    if (row.kind() == JsonKind::kObject && TextOf(row, "probe_cc") != "ZZ")
      state = TextOf(row, "probe_cc");
    return state.empty();
  });
  access::WindowTally votes;
  if (rows.size() == 0) return votes;
  access::Measurements measured(state, {.daily = true, .add_up = true});
  access::AggregateReader reader(
      {.network = true}, [&](const access::AggregateRow& row) { return measured.Add(row); });
  EVENHAND_TRY(reader.Feed(answer));
  EVENHAND_TRY(reader.Finish());
  EVENHAND_TRY(measured.EndFile());
  for (const access::Cell& cell : measured.cells()) {
    if (cell.date() >= window.from && cell.date() <= window.to)
      votes.Add(cell.network, cell.date(), cell.counts);
  }
  return votes;
}

// One "want, got" line for each figure that differs.
class Comparison {
 public:
  Comparison(std::string name, const Json& expect, std::ostream* out)
      : name_(std::move(name)), expect_(expect), out_(*out) {}

  void Int(std::string_view key, std::int64_t got) {
    const Json want = expect_.Field(key);
    if (want.kind() == JsonKind::kInt && want.AsInt() == got) return;
    Differs(key, std::to_string(got));
  }
  void Text(std::string_view key, std::string_view got) {
    if (TextOf(expect_, key) != got) Differs(key, std::string(got));
  }
  void Bool(std::string_view key, bool got) {
    const Json want = expect_.Field(key);
    if (want.kind() == JsonKind::kBool && want.AsBool() == got) return;
    Differs(key, got ? "true" : "false");
  }
  bool same() const { return same_; }

 private:
  void Differs(std::string_view key, const std::string& got) {
    same_ = false;
    std::string want = "nothing";
    if (!expect_.Field(key).missing()) {
      want.clear();
      codec::AppendJson(expect_.Field(key), &want);
    }
    out_ << fmt::format("{}: {}: want {}, got {}\n", name_, key, want, got);
  }

  std::string name_;
  const Json& expect_;
  std::ostream& out_;
  bool same_ = true;
};

Result<bool> RunCase(const Json& one, std::ostream& out) {
  EVENHAND_ASSIGN(const Span window, WindowIn(one));
  EVENHAND_ASSIGN(const access::Controls controls, ControlsIn(one));
  EVENHAND_ASSIGN(const access::WindowTally votes, VotesIn(one, window));
  const Json reporting = one.Field("asns_reporting"), expect = one.Field("expect");
  if (reporting.kind() != JsonKind::kInt) return Corrupt("'asns_reporting' is no number");
  if (expect.kind() != JsonKind::kObject) return Corrupt("'expect' is no object");
  const access::Judgement judged = access::Judge(votes, reporting.AsInt(), controls);
  Comparison comparison(TextOf(one, "name"), expect, &out);
  comparison.Int("votes", votes.votes());
  comparison.Int("asns", votes.voting_networks());
  comparison.Int("blocked", votes.blocked());
  comparison.Int("open", votes.open());
  comparison.Int("mixed", votes.mixed());
  comparison.Text("status", access::Name(judged.verdict));
  comparison.Bool("controlled", judged.is_controlled);
  return comparison.same();
}

}  // namespace

Result<Tally> RunBlockingCases(const std::string& directory, std::ostream& out) {
  const std::string path = (std::filesystem::path(directory) / "cases.json").string();
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, kMostCorpusBytes));
  codec::JsonDocument document;
  auto root = document.ParseCopy(text);
  if (!root) return tl::unexpected(std::move(root).error().Within(path));
  const Json cases = root->kind() == JsonKind::kObject ? root->Field("cases") : Json();
  if (cases.kind() != JsonKind::kArray)
    return Fail(ErrorCode::kCorrupt, path + ": expected an object with the list 'cases'");
  Tally tally;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Json one = cases.Item(i);
    if (one.kind() != JsonKind::kObject)
      return Fail(ErrorCode::kCorrupt, fmt::format("{}: case {} is no object", path, i + 1));
    auto same = RunCase(one, out);
    if (!same)
      return tl::unexpected(
          std::move(same).error().Within(fmt::format("{}: case {}", path, i + 1)));
    ++tally.total;
    if (*same) ++tally.passed;
  }
  out << fmt::format("{} of {}\n", tally.passed, tally.total);
  return tally;
}

}  // namespace evenhand::app
