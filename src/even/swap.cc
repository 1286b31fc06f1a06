#include "even/swap.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "policy/attributes.h"

namespace evenhand::even {
namespace {

using policy::CaseInput;
using policy::Condition;
using policy::Decision;
using policy::Fact;
using policy::Rulebook;

// What no clause may read, with values that a reader would tell apart.
constexpr std::array<std::string_view, 10> kUnread = {
    "language", "script", "declared_place", "reports",  "hour",
    "ip",       "vpn",    "device",         "religion", "nationality"};

bool Names(const Condition& condition, std::string_view attribute) {
  return std::ranges::find(condition.names(), attribute) != condition.names().end();
}

bool Names(const policy::Clause& clause, std::string_view attribute) {
  return Names(clause.when, attribute) || (clause.unless && Names(*clause.unless, attribute)) ||
         (clause.awaits && Names(*clause.awaits, attribute));
}

// The rulebook without everything that names the attribute; `taken` gets what that was.
Rulebook Without(Rulebook book, std::string_view attribute, std::vector<std::string>* taken) {
  const auto take = [&](bool names, const std::string& id) {
    if (names) taken->push_back(id);
    return names;
  };
  std::erase_if(book.clauses,
                [&](const policy::Clause& c) { return take(Names(c, attribute), c.id); });
  std::erase_if(book.measures,
                [&](const policy::Measure& m) { return take(Names(m.when, attribute), m.id); });
  std::erase_if(book.exceptions, [&](const policy::ExceptionRule& e) {
    return take(Names(e.eligible, attribute), e.id);
  });
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

void SwapTest::Try(const Rulebook& rulebook, const CaseInput& input, const policy::Ledger& strikes,
                   const policy::GrantRegister& grants) {
  ++report_.cases;
  if (known_.insert(&rulebook).second) NoteNames(rulebook);
  const Case one{rulebook, input, strikes, grants, Outcome(On(rulebook, input, strikes, grants))};
  for (const std::string_view attribute : kUnread)
    TryOne(one, attribute, std::string("swapped"), true);
  for (const std::string_view attribute : policy::AdmittedAttributes()) {
    for (const Fact& value : ValuesOf(rulebook, attribute)) TryOne(one, attribute, value, false);
  }
}

void SwapTest::TryOne(const Case& one, std::string_view attribute, const Fact& value, bool barred) {
  if (policy::FactNamed(one.input.attributes, attribute) == value) return;
  CaseInput swapped = one.input;
  swapped.attributes[std::string(attribute)] = value;
  ++report_.tries;
  report_.attributes.emplace(attribute);
  const std::string after = Outcome(On(one.book, swapped, one.strikes, one.grants));
  if (after == one.before) return;
  Flip flip{one.input.decision, std::string(attribute), policy::FormatFact(value), one.before,
            after};
  if (barred) return report_.barred.push_back(std::move(flip));
  std::vector<std::string> taken;
  const Rulebook rest = Without(one.book, attribute, &taken);
  const bool is_gone = Outcome(On(rest, one.input, one.strikes, one.grants)) ==
                       Outcome(On(rest, swapped, one.strikes, one.grants));
  if (taken.empty() || !is_gone) return report_.unexplained.push_back(std::move(flip));
  ++report_.explained[fmt::format("{} by {}", attribute, fmt::join(taken, ", "))];
}

void SwapTest::NoteNames(const Rulebook& rulebook) {
  declared_.insert(rulebook.attributes.begin(), rulebook.attributes.end());
  for (const std::string_view attribute : policy::AdmittedAttributes()) {
    std::vector<std::string> taken;
    Without(rulebook, attribute, &taken);
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
