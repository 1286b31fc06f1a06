#include "even/swap.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "even/covering.h"
#include "policy/attributes.h"

namespace evenhand::even {
namespace {

using policy::CaseInput;
using policy::Condition;
using policy::Decision;
using policy::Fact;
using policy::Facts;
using policy::Rulebook;

// What no clause may read, with values that a reader would tell apart.
constexpr std::array<std::string_view, 10> kUnread = {
    "language", "script", "declared_place", "reports",  "hour",
    "ip",       "vpn",    "device",         "religion", "nationality"};

// Under one rulebook; later cases take the rows in turn.
constexpr std::size_t kCasesWithAllRows = 100;

bool Names(const Condition& condition, std::string_view attribute) {
  return std::ranges::find(condition.names(), attribute) != condition.names().end();
}

bool Names(const policy::Clause& clause, std::string_view attribute) {
  return Names(clause.when, attribute) || (clause.unless && Names(*clause.unless, attribute)) ||
         (clause.awaits && Names(*clause.awaits, attribute));
}

bool Names(const policy::Measure& measure, std::string_view attribute) {
  return Names(measure.when, attribute);
}

bool Names(const policy::ExceptionRule& rule, std::string_view attribute) {
  return Names(rule.eligible, attribute);
}

// The rulebook without everything that names one of the attributes; `taken` gets what that was.
Rulebook Without(Rulebook book, const std::vector<std::string_view>& attributes,
                 std::vector<std::string>* taken) {
  const auto take = [&](const auto& part) {
    const bool names = std::ranges::any_of(
        attributes, [&](std::string_view attribute) { return Names(part, attribute); });
    if (names) taken->push_back(part.id);
    return names;
  };
  std::erase_if(book.clauses, take);
  std::erase_if(book.measures, take);
  std::erase_if(book.exceptions, take);
  return book;
}

// Values of an admitted attribute that the rulebook can tell apart, and a few that it should not.
std::vector<Fact> ValuesOf(const Rulebook& book, std::string_view attribute) {
  std::vector<Fact> values = {Fact{}, true, false, std::int64_t{1'000'000'000},
                              std::string("swapped")};
  const auto add = [&](const Fact& value) {
    if (std::ranges::find(values, value) == values.end()) values.push_back(value);
  };
  const auto collect = [&](const Condition& condition) {
    for (const Fact& value : condition.ValuesOf(attribute)) {
      add(value);
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        add(*number + 1);
        add(*number - 1);
      }
    }
  };
  for (const policy::Clause& clause : book.clauses) {
    collect(clause.when);
    if (clause.unless) collect(*clause.unless);
  }
  for (const policy::Measure& measure : book.measures) collect(measure.when);
  for (const policy::ExceptionRule& rule : book.exceptions) collect(rule.eligible);
  return values;
}

// Attributes that an exception admits; none where no values of those do, or they are too many to
// try.
std::optional<Facts> WhomItAdmits(const policy::ExceptionRule& rule, const Rulebook& book) {
  constexpr std::size_t kMost = 100'000;
  std::vector<std::vector<Fact>> values;
  std::size_t combinations = 1;
  for (const std::string& name : rule.eligible.names()) {
    values.push_back(ValuesOf(book, name));
    combinations *= values.back().size();
    if (combinations > kMost) return std::nullopt;
  }
  for (std::size_t n = 0; n < combinations; ++n) {
    Facts facts;
    std::size_t rest = n;
    for (std::size_t i = 0; i < values.size(); ++i) {
      facts[rule.eligible.names()[i]] = values[i][rest % values[i].size()];
      rest /= values[i].size();
    }
    if (rule.eligible.Holds(facts)) return facts;
  }
  return std::nullopt;
}

std::vector<Facts> RowsOf(const std::vector<std::vector<Fact>>& values) {
  std::vector<std::size_t> sizes(values.size());
  std::ranges::transform(values, sizes.begin(), &std::vector<Fact>::size);
  std::vector<Facts> rows;
  for (const std::vector<std::size_t>& places : PairwiseRows(sizes)) {
    Facts& row = rows.emplace_back();
    for (std::size_t i = 0; i < places.size(); ++i)
      row.emplace(policy::AdmittedAttributes()[i], values[i][places[i]]);
  }
  return rows;
}

// All that a decision is, but for the attributes that it lists as read.
std::string Outcome(const Result<Decision>& decision) {
  if (!decision) return "refused: " + decision.error().message;
  std::string measures;
  for (const policy::Action& action : decision->measures)
    measures += " + " + policy::FormatAction(action);
  std::string strikes = std::to_string(decision->strikes);
  for (const policy::Ledger::Added& beside : decision->beside)
    strikes += " + " + std::to_string(beside.added);
  return fmt::format("{}: {}, {}{} ({} strikes)",
                     decision->ground.empty() ? "no violation" : decision->ground,
                     policy::FormatAction(decision->item), policy::FormatAction(decision->account),
                     measures, strikes);
}

// Many rows show one fault: the first of a case is enough. The flips of one case stand together.
bool HasFlip(const std::vector<Flip>& flips, const CaseInput& input) {
  return !flips.empty() && flips.back().decision == input.decision;
}

// Decides on copies, so that nothing remains of it.
Result<Decision> On(const Rulebook& book, const CaseInput& input, policy::Ledger strikes,
                    policy::GrantRegister grants) {
  return policy::Decide(book, input, &strikes, &grants);
}

}  // namespace

struct SwapTest::Case {
  const Rulebook& book;
  const CaseInput& input;
  const policy::Ledger& strikes;
  const policy::GrantRegister& grants;
  std::string before = {};
};

const SwapTest::Tries& SwapTest::TriesUnder(const Rulebook& rulebook) {
  const auto [place, is_new] = known_.try_emplace(&rulebook);
  Tries& tries = place->second;
  ++tries.cases;
  if (!is_new) return tries;
  NoteNames(rulebook);
  for (const std::string_view attribute : policy::AdmittedAttributes())
    tries.values.push_back(ValuesOf(rulebook, attribute));
  tries.rows = RowsOf(tries.values);
  for (const policy::ExceptionRule& rule : rulebook.exceptions)
    if (auto facts = WhomItAdmits(rule, rulebook)) tries.eligible.push_back(*std::move(facts));
  return tries;
}

void SwapTest::Try(const Rulebook& rulebook, const CaseInput& input, const policy::Ledger& strikes,
                   const policy::GrantRegister& grants) {
  ++report_.cases;
  const Tries& tries = TriesUnder(rulebook);
  const Case one{rulebook, input, strikes, grants, Outcome(On(rulebook, input, strikes, grants))};
  for (const std::string_view attribute : kUnread)
    TryOne(one, attribute, std::string("swapped"), true);
  const auto admitted = policy::AdmittedAttributes();
  for (std::size_t i = 0; i < admitted.size(); ++i) {
    for (const Fact& value : tries.values[i]) TryOne(one, admitted[i], value, false);
  }
  for (const Facts& row : tries.eligible) TryTogether(one, row);
  if (tries.cases > kCasesWithAllRows)
    return TryTogether(one, tries.rows[tries.cases % tries.rows.size()]);
  for (const Facts& row : tries.rows) TryTogether(one, row);
}

void SwapTest::TryOne(const Case& one, std::string_view attribute, const Fact& value, bool barred) {
  if (policy::FactNamed(one.input.attributes, attribute) == value) return;
  CaseInput swapped = one.input;
  swapped.attributes[std::string(attribute)] = value;
  ++report_.tries;
  report_.attributes.emplace(attribute);
  std::string after = Outcome(On(one.book, swapped, one.strikes, one.grants));
  if (after == one.before) return;
  Flip flip{one.input.decision, std::string(attribute), policy::FormatFact(value), one.before,
            std::move(after)};
  if (barred) return report_.barred.push_back(std::move(flip));
  Judge(one, swapped, std::move(flip), {attribute});
}

void SwapTest::TryTogether(const Case& one, const Facts& row) {
  CaseInput swapped = one.input;
  std::vector<std::string_view> changed;
  std::vector<std::string> values;
  for (const auto& [attribute, value] : row) {
    if (policy::FactNamed(one.input.attributes, attribute) == value) continue;
    swapped.attributes[attribute] = value;
    changed.emplace_back(attribute);
    values.push_back(policy::FormatFact(value));
  }
  if (changed.empty()) return;
  ++report_.tries;
  ++report_.tries_together;
  Flip flip{one.input.decision, fmt::format("{}", fmt::join(changed, ", ")),
            fmt::format("{}", fmt::join(values, ", ")), one.before,
            Outcome(On(one.book, swapped, one.strikes, one.grants))};
  CaseInput unread = swapped;
  for (const std::string_view attribute : kUnread)
    unread.attributes[std::string(attribute)] = std::string("swapped");
  ++report_.tries;
  if (std::string after = Outcome(On(one.book, unread, one.strikes, one.grants));
      after != flip.after && !HasFlip(report_.barred, one.input)) {
    report_.barred.push_back({one.input.decision, fmt::format("{}", fmt::join(kUnread, ", ")),
                              "swapped", flip.after, std::move(after)});
  }
  if (flip.after != flip.before && !HasFlip(report_.unexplained, one.input))
    Judge(one, swapped, std::move(flip), changed);
}

// Whether clauses say so that name what was changed: without them, the flip is gone.
void SwapTest::Judge(const Case& one, const CaseInput& swapped, Flip flip,
                     const std::vector<std::string_view>& changed) {
  std::vector<std::string> taken;
  const Rulebook rest = Without(one.book, changed, &taken);
  const bool is_gone = Outcome(On(rest, one.input, one.strikes, one.grants)) ==
                       Outcome(On(rest, swapped, one.strikes, one.grants));
  if (taken.empty() || !is_gone) return report_.unexplained.push_back(std::move(flip));
  std::vector<std::string_view> named;
  for (const std::string_view attribute : changed)
    if (report_.named.contains(attribute)) named.push_back(attribute);
  ++report_.explained[fmt::format("{} by {}", fmt::join(named, ", "), fmt::join(taken, ", "))];
}

void SwapTest::NoteNames(const Rulebook& rulebook) {
  declared_.insert(rulebook.attributes.begin(), rulebook.attributes.end());
  for (const std::string_view attribute : policy::AdmittedAttributes()) {
    std::vector<std::string> taken;
    Without(rulebook, {attribute}, &taken);
    if (!taken.empty()) report_.named[std::string(attribute)].insert(taken.begin(), taken.end());
  }
}

SwapReport SwapTest::Finish() {
  for (const std::string& attribute : declared_) {
    if (!report_.attributes.contains(attribute)) report_.untried.push_back(attribute);
  }
  return std::move(report_);
}

SwapReport Swap(const Rulebook& rulebook, const std::vector<CaseInput>& cases) {
  SwapTest test;
  std::map<std::string, policy::Ledger> ledgers;
  policy::GrantRegister grants;
  for (const CaseInput& one : cases) {
    policy::Ledger& strikes = ledgers.try_emplace(one.account, &rulebook.strikes).first->second;
    test.Try(rulebook, one, strikes, grants);
    // The history goes on as it was.
    if (!policy::Decide(rulebook, one, &strikes, &grants)) test.CountRefused();
  }
  return test.Finish();
}

}  // namespace evenhand::even
