#include "even/shadow.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "codec/json_text.h"
#include "even/shown_rate.h"

namespace evenhand::even {
namespace {

using codec::JsonText;

using policy::Action;

enum class Turn : std::uint8_t { kSame, kMilder, kHarsher };

Turn TurnOf(const Actions& before, const Actions& after) {
  for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
    const Action was = i < before.size() ? before[i] : Action{};
    const Action is = i < after.size() ? after[i] : Action{};
    if (policy::IsMilder(is, was)) return Turn::kMilder;
    if (policy::IsMilder(was, is)) return Turn::kHarsher;
  }
  return Turn::kSame;
}

std::int64_t SeverityOf(const Actions& actions) {
  return actions.empty() ? 0 : policy::Severity(actions.front());
}

// The labels of one side, from mild to harsh.
class Labels {
 public:
  void Add(const Actions& actions) {
    by_severity_.emplace(SeverityOf(actions), FormatActions(actions));
  }
  std::vector<std::string> List() const {
    std::vector<std::string> list;
    for (const auto& [severity, label] : by_severity_) list.push_back(label);
    return list;
  }

 private:
  std::set<std::pair<std::int64_t, std::string>> by_severity_;
};

std::size_t PlaceOf(const std::vector<std::string>& labels, const std::string& label) {
  return static_cast<std::size_t>(std::ranges::find(labels, label) - labels.begin());
}

using Group = std::vector<const ShadowCase*>;

Result<ShadowShare> ShareOf(std::int64_t yes, std::int64_t of, std::int64_t least) {
  const Share share{yes, of};
  EVENHAND_ASSIGN(const Interval interval, ClopperPearson(share));
  if (least == 0 || IsFine(share)) return ShadowShare{share.rate(), interval};
  return ShadowShare{WholePoints(share.rate()),
                     {WholePoints(interval.low), WholePoints(interval.high)}};
}

Result<void> FillMatrix(const Group& cases, std::int64_t least, ShadowGroup* out) {
  Labels before, after;
  for (const ShadowCase* one : cases) {
    before.Add(one->before);
    after.Add(*one->after);
  }
  out->before = before.List();
  out->after = after.List();
  std::vector<std::vector<std::int64_t>> counts(out->before.size(),
                                                std::vector<std::int64_t>(out->after.size()));
  for (const ShadowCase* one : cases) {
    ++counts[PlaceOf(out->before, FormatActions(one->before))]
            [PlaceOf(out->after, FormatActions(*one->after))];
  }
  EVENHAND_ASSIGN(out->matrix, SuppressSmall(counts, least));
  return {};
}

// A mean to a tenth where it rests on few cases.
double Mean(std::int64_t sum, std::int64_t of, std::int64_t least) {
  const double mean = Real(sum) / Real(of);
  return least == 0 || of >= kFineRates ? mean : std::round(10 * mean) / 10;
}

Result<ShadowGroup> Fill(const std::string& value, const Group& cases, std::int64_t least) {
  ShadowGroup out{.value = value, .cases = std::ssize(cases)};
  std::int64_t changed = 0, milder = 0, harsher = 0, before = 0, after = 0;
  for (const ShadowCase* one : cases) {
    const Turn turn = TurnOf(one->before, *one->after);
    changed += one->before == *one->after ? 0 : 1;
    milder += turn == Turn::kMilder ? 1 : 0;
    harsher += turn == Turn::kHarsher ? 1 : 0;
    before += SeverityOf(one->before);
    after += SeverityOf(*one->after);
  }
  EVENHAND_ASSIGN(out.changed, ShareOf(changed, out.cases, least));
  EVENHAND_ASSIGN(out.milder, ShareOf(milder, out.cases, least));
  EVENHAND_ASSIGN(out.harsher, ShareOf(harsher, out.cases, least));
  out.severity_before = Mean(before, out.cases, least);
  out.severity_after = Mean(after, out.cases, least);
  EVENHAND_TRY(FillMatrix(cases, least, &out));
  return out;
}

// Groups too small to show, and one more where the first could be computed from the number of
// cases.
Result<std::set<std::string>> HiddenOf(const std::map<std::string, Group>& groups,
                                       std::int64_t least) {
  std::vector<std::vector<std::int64_t>> line(1);
  for (const auto& [value, cases] : groups) line[0].push_back(std::ssize(cases));
  EVENHAND_ASSIGN(const SafeTable table, SuppressSmall(line, least));
  std::set<std::string> hidden;
  std::size_t at = 0;
  for (const auto& [value, cases] : groups) {
    if (!table.shown[0][at++]) hidden.insert(value);
  }
  return hidden;
}

void WriteShare(std::string_view name, const ShadowShare& share, JsonText* out) {
  out->Open(name, '{').Real("rate", share.rate).Range("interval", share.interval).Close();
}

void WriteMatrix(const ShadowGroup& group, JsonText* out) {
  out->Whole("cells_hidden", group.matrix.hidden).Open("matrix", '[');
  for (std::size_t i = 0; i < group.before.size(); ++i) {
    for (std::size_t j = 0; j < group.after.size(); ++j) {
      if (!group.matrix.shown[i][j]) continue;
      out->Open("", '{').Text("before", group.before[i]).Text("after", group.after[j]);
      out->Whole("cases", group.matrix.counts[i][j]).Close();
    }
  }
  out->Close();
}

void WriteGroup(const ShadowGroup& group, JsonText* out) {
  out->Open("", '{').Text("value", group.value).Bool("hidden", group.hidden);
  if (!group.hidden) {
    out->Whole("cases", group.cases);
    WriteShare("changed", group.changed, out);
    WriteShare("milder", group.milder, out);
    WriteShare("harsher", group.harsher, out);
    out->Real("mean_severity_before", group.severity_before);
    out->Real("mean_severity_after", group.severity_after);
    WriteMatrix(group, out);
  }
  out->Close();
}

std::string InWords(const ShadowShare& share) {
  return fmt::format("{:.1f} % [{:.1f}, {:.1f}]", 100 * share.rate, 100 * share.interval.low,
                     100 * share.interval.high);
}

std::string MatrixText(const ShadowGroup& group) {
  std::string text;
  for (std::size_t i = 0; i < group.before.size(); ++i) {
    for (std::size_t j = 0; j < group.after.size(); ++j) {
      if (!group.matrix.shown[i][j] || group.matrix.counts[i][j] == 0) continue;
      text += fmt::format("    {:>7}  {} -> {}\n", group.matrix.counts[i][j], group.before[i],
                          group.after[j]);
    }
  }
  if (group.matrix.hidden > 0) text += fmt::format("    {} cells hidden\n", group.matrix.hidden);
  return text;
}

}  // namespace

Actions ActionsOf(const policy::Decision& decision) {
  Actions actions = {decision.item, decision.account};
  actions.insert(actions.end(), decision.measures.begin(), decision.measures.end());
  std::erase_if(actions, [](const Action& a) { return a.kind == policy::ActionKind::kNone; });
  std::ranges::stable_sort(actions, std::ranges::greater{}, policy::Severity);
  return actions;
}

std::string FormatActions(const Actions& actions) {
  std::vector<std::string> words;
  for (const Action& action : actions) words.push_back(policy::FormatAction(action));
  return words.empty() ? "none" : fmt::format("{}", fmt::join(words, ", "));
}

Result<ShadowReport> MakeShadow(const std::vector<ShadowCase>& cases,
                                const ShadowOptions& options) {
  if (cases.empty()) return Fail(ErrorCode::kInvalidArgument, "there are no decisions on record");
  ShadowReport report{.options = options, .cases = std::ssize(cases)};
  std::map<std::string, Group> groups;
  for (const ShadowCase& one : cases) {
    if (one.after) {
      groups[one.value].push_back(&one);
    } else {
      ++report.undecided[one.why_not];
    }
  }
  if (groups.empty()) return report;
  EVENHAND_ASSIGN(const std::set<std::string> hidden, HiddenOf(groups, options.least));
  for (const auto& [value, group] : groups) {
    if (hidden.contains(value)) {
      report.groups.push_back({.value = value, .hidden = true});
      continue;
    }
    EVENHAND_ASSIGN(ShadowGroup filled, Fill(value, group, options.least));
    report.groups.push_back(std::move(filled));
  }
  return report;
}

std::string ShadowText(const ShadowReport& report) {
  std::string text = fmt::format("{} decisions on record, decided again by {}\n", report.cases,
                                 report.options.after);
  for (const ShadowGroup& group : report.groups) {
    text +=
        fmt::format("{} {}:", report.options.by, group.value.empty() ? "not said" : group.value);
    if (group.hidden) {
      text += " hidden, to protect small groups\n";
      continue;
    }
    text += fmt::format(
        " {} cases; milder {}, harsher {}, changed {}; mean severity {:.2f} -> {:.2f}\n",
        group.cases, InWords(group.milder), InWords(group.harsher), InWords(group.changed),
        group.severity_before, group.severity_after);
    text += MatrixText(group);
  }
  for (const auto& [why, count] : report.undecided) {
    const bool shown = count >= report.options.least;
    text += fmt::format("cannot be decided by it: {}{}\n", why,
                        shown ? fmt::format(" ({} cases)", count) : std::string());
  }
  return text;
}

std::string ShadowJson(const ShadowReport& report) {
  JsonText out;
  out.Open("", '{').Open("head", '{').Text("format", "evenhand-shadow-replay/1");
  out.Text("engine", report.options.engine).Text("before", report.options.before);
  out.Text("after", report.options.after).Text("by", report.options.by);
  out.Whole("cases", report.cases).Close();
  out.Open("groups", '[');
  for (const ShadowGroup& group : report.groups) WriteGroup(group, &out);
  out.Close().Open("undecided", '[');
  for (const auto& [why, count] : report.undecided) {
    out.Open("", '{').Text("why", why);
    if (count < report.options.least) {
      out.Null("cases");
    } else {
      out.Whole("cases", count);
    }
    out.Close();
  }
  out.Close().Close();
  return out.text() + "\n";
}

}  // namespace evenhand::even
