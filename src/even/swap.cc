#include "even/swap.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace evenhand::even {
namespace {

using policy::CaseInput;
using policy::Condition;
using policy::Decision;
using policy::Fact;
using policy::Rulebook;

// What no clause may read, with values that a reader would tell apart.
constexpr std::array<std::string_view, 10> kUnread = {"language", "script", "declared_place", "reports",  "hour",
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
  std::erase_if(book.clauses, [&](const policy::Clause& c) { return take(Names(c, attribute), c.id); });
  std::erase_if(book.measures, [&](const policy::Measure& m) { return take(Names(m.when, attribute), m.id); });
  std::erase_if(book.exceptions, [&](const policy::ExceptionRule& e) { return take(Names(e.eligible, attribute), e.id); });
  return book;
}

// Values of an admitted attribute that the rulebook can tell apart, and a few that it should not.
std::vector<Fact> ValuesOf(const Rulebook& book, std::string_view attribute) {
  std::vector<Fact> values = {Fact{}, true, false};
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
  for (const policy::Action& action : decision->measures) measures += " + " + policy::FormatAction(action);
  return fmt::format("{}: {}, {}{} ({} strikes)", decision->ground.empty() ? "no violation" : decision->ground,
                     policy::FormatAction(decision->item), policy::FormatAction(decision->account), measures,
                     decision->strikes);
}

class Swapper {
 public:
  explicit Swapper(const Rulebook& book) : book_(book) {}

  SwapReport Run(const std::vector<CaseInput>& cases) {
    for (const CaseInput& one : cases) {
      auto strikes = ledgers_.try_emplace(one.account, &book_.strikes).first;
      TryAll(one, strikes->second);
      // The history goes on as it was.
      if (!policy::Decide(book_, one, &strikes->second, &grants_)) ++report_.refused;
      ++report_.cases;
    }
    for (const std::string& attribute : book_.attributes) {
      if (!tried_.contains(attribute)) report_.untried.push_back(attribute);
    }
    return std::move(report_);
  }

 private:
  // Decides on copies, so that nothing remains of it.
  static Result<Decision> On(const Rulebook& book, const CaseInput& input, policy::Ledger strikes,
                             policy::GrantRegister grants) {
    return policy::Decide(book, input, &strikes, &grants);
  }

  void TryAll(const CaseInput& one, const policy::Ledger& strikes) {
    const std::string before = Outcome(On(book_, one, strikes, grants_));
    for (const std::string_view attribute : kUnread) {
      Try(one, strikes, before, attribute, std::string("swapped"), true);
    }
    for (const std::string& attribute : book_.attributes) {
      for (const Fact& value : ValuesOf(book_, attribute)) Try(one, strikes, before, attribute, value, false);
    }
  }

  void Try(const CaseInput& one, const policy::Ledger& strikes, const std::string& before,
           std::string_view attribute, const Fact& value, bool barred) {
    if (policy::FactNamed(one.attributes, attribute) == value) return;
    CaseInput swapped = one;
    swapped.attributes[std::string(attribute)] = value;
    ++report_.tries;
    tried_.insert(std::string(attribute));
    const std::string after = Outcome(On(book_, swapped, strikes, grants_));
    if (after == before) return;
    Flip flip{one.decision, std::string(attribute), policy::FormatFact(value), before, after};
    if (barred) return report_.barred.push_back(std::move(flip));
    std::vector<std::string> taken;
    const Rulebook rest = Without(book_, attribute, &taken);
    const bool is_gone = Outcome(On(rest, one, strikes, grants_)) == Outcome(On(rest, swapped, strikes, grants_));
    if (taken.empty() || !is_gone) return report_.unexplained.push_back(std::move(flip));
    ++report_.explained[fmt::format("{} by {}", attribute, fmt::join(taken, ", "))];
  }

  const Rulebook& book_;
  std::map<std::string, policy::Ledger> ledgers_;
  policy::GrantRegister grants_;
  std::set<std::string, std::less<>> tried_;
  SwapReport report_;
};

}  // namespace

SwapReport Swap(const Rulebook& rulebook, const std::vector<CaseInput>& cases) { return Swapper(rulebook).Run(cases); }

}  // namespace evenhand::even
