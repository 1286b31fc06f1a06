// The invariants of policy.md 19 that speak of one decision, over drawn rulebooks, cases and
// histories.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "policy/drawn_document.h"
#include "policy/statement.h"

namespace evenhand::policy {
namespace {

struct History {
  Rulebook book;
  std::vector<CaseInput> cases;  // the last one is looked at
};

// The last case, and the statement of it.
std::pair<Decision, Statement> Last(const History& history, const Circumstances& around = {}) {
  Ledger ledger(&history.book.strikes);
  GrantRegister grants;
  std::pair<Decision, Statement> last;
  for (const CaseInput& input : history.cases) {
    auto decision = Decide(history.book, input, &ledger, &grants);
    EXPECT_TRUE(decision.has_value()) << decision.error().message;
    last.first = *std::move(decision);
    last.second = MakeStatement(history.book, "hash", input, around, last.first, ledger);
  }
  return last;
}

// A property of a history: empty when it holds, else what does not. `draw` is the same each time.
using Property = std::function<std::string(Draw& draw, const History& history)>;

std::string FailureOf(const Property& property, const History& history, std::uint64_t seed) {
  Draw draw(~seed);
  return property(draw, history);
}

// Every history that is smaller by one thing: a case before the last, a clause, a measure, an
// exception, a ladder.
std::vector<History> OneSmaller(const History& history) {
  std::vector<History> smaller;
  const auto without = [&](std::size_t count, auto erase) {
    for (std::size_t i = 0; i < count; ++i) {
      smaller.push_back(history);
      erase(&smaller.back(), static_cast<std::ptrdiff_t>(i));
    }
  };
  const Rulebook& book = history.book;
  without(history.cases.size() - 1,
          [](History* h, std::ptrdiff_t i) { h->cases.erase(h->cases.begin() + i); });
  without(book.clauses.size(),
          [](History* h, std::ptrdiff_t i) { h->book.clauses.erase(h->book.clauses.begin() + i); });
  without(book.measures.size(), [](History* h, std::ptrdiff_t i) {
    h->book.measures.erase(h->book.measures.begin() + i);
  });
  without(book.exceptions.size(), [](History* h, std::ptrdiff_t i) {
    h->book.exceptions.erase(h->book.exceptions.begin() + i);
  });
  without(book.strikes.ladders.size(), [](History* h, std::ptrdiff_t i) {
    h->book.strikes.ladders.erase(h->book.strikes.ladders.begin() + i);
  });
  return smaller;
}

// The smallest history reached from one that fails, taking away one thing after another.
History Shrunk(const Property& property, History history, std::uint64_t seed) {
  for (;;) {
    std::vector<History> smaller = OneSmaller(history);
    const auto fails = std::ranges::find_if(
        smaller, [&](const History& h) { return !FailureOf(property, h, seed).empty(); });
    if (fails == smaller.end()) return history;
    history = *fails;
  }
}

std::string InWords(const History& history) {
  std::string words;
  for (const Clause& clause : history.book.clauses) {
    words += fmt::format("  clause {}: when {}, item {}, account {}, {} strikes\n", clause.id,
                         clause.when.text(), FormatAction(clause.item),
                         FormatAction(clause.account), clause.strikes);
  }
  words += fmt::format("  {} measures, {} exceptions, {} ladders\n", history.book.measures.size(),
                       history.book.exceptions.size(), history.book.strikes.ladders.size());
  for (const CaseInput& input : history.cases) {
    words += fmt::format("  case {} at {}:", input.decision, FormatTime(input.at));
    for (const Judgement& j : input.judgements)
      words += fmt::format(" {} = {}", j.question, FormatFact(j.answer));
    for (const auto& [name, value] : input.attributes)
      words += fmt::format(" {} = {}", name, FormatFact(value));
    words += '\n';
  }
  return words;
}

// Tries the property over as many drawn histories as are wanted; of one that fails, shows the
// smallest that still does.
void ForHistories(const Property& property) {
  const Time begin = *ParseTime("2026-01-01T00:00:00Z");
  const std::size_t wanted = Histories();
  std::size_t done = 0;
  for (std::uint64_t seed = 0; done < wanted; ++seed) {
    Draw draw(seed);
    auto book = LoadRulebook(draw.Rulebook());
    if (!book) continue;  // drawn conditions may contradict themselves
    History history{*std::move(book), {}};
    for (std::size_t i = 1 + draw.Below(4); i > 0; --i) {
      const auto n = static_cast<int>(history.cases.size());
      history.cases.push_back(draw.Case(fmt::format("d{}", n), begin + std::chrono::hours(n)));
    }
    ++done;
    if (FailureOf(property, history, seed).empty()) continue;
    const History least = Shrunk(property, history, seed);
    FAIL() << FailureOf(property, least, seed) << " (seed " << seed << ")\n" << InWords(least);
  }
}

std::string Holds(bool holds, std::string otherwise) { return holds ? "" : std::move(otherwise); }

bool Names(const Condition& condition, std::string_view name) {
  return std::ranges::find(condition.names(), name) != condition.names().end();
}

// Whether something that the decision cites names the attribute.
bool CitesWhatNames(const Rulebook& book, const Decision& decision, std::string_view attribute) {
  std::vector<std::string> cited = decision.also;
  cited.push_back(decision.ground);
  for (const std::string& id : cited) {
    const Clause* clause = book.FindClause(id);
    if (clause != nullptr &&
        (Names(clause->when, attribute) || (clause->unless && Names(*clause->unless, attribute))))
      return true;
  }
  for (const Measure& measure : book.measures) {
    const bool applied =
        std::ranges::find(decision.measure_ids, measure.id) != decision.measure_ids.end();
    if (applied && Names(measure.when, attribute)) return true;
  }
  return decision.exception && std::ranges::any_of(book.exceptions, [&](const ExceptionRule& rule) {
           return rule.id == decision.exception->exception && Names(rule.eligible, attribute);
         });
}

TEST(Invariants, I1TheSameInputsGiveTheSameBytes) {
  ForHistories([](Draw&, const History& history) {
    return Holds(StatementJson(Last(history).second) == StatementJson(Last(history).second),
                 "other bytes");
  });
}

TEST(Invariants, I2AndI4WhoReportedAndInWhichLanguageChangeNothing) {
  ForHistories([](Draw& draw, const History& history) {
    const auto said = [](Statement s) {
      s.language = "";
      s.reports = 0;
      s.source = Source::kOwnReview;
      s.found_by_machine = false;
      return StatementJson(s);
    };
    Circumstances around{.source = Source::kReport,
                         .language = draw.Chance(2) ? "fa" : "en",
                         .reports = static_cast<std::int64_t>(draw.Below(10'000))};
    return Holds(said(Last(history).second) == said(Last(history, around).second),
                 "how it came changed the decision");
  });
}

TEST(Invariants, I3WhatAnAttributeChangesIsCited) {
  std::size_t differ = 0;
  ForHistories([&](Draw& draw, const History& history) {
    const Decision before = Last(history).first;
    const char* attribute = kAttributes[draw.Below(3)];
    History other = history;
    other.cases.back().attributes[attribute] = draw.Attribute(attribute);
    const Decision after = Last(other).first;
    if (before.ground == after.ground && before.item == after.item &&
        before.account == after.account && before.strikes == after.strikes &&
        before.measures == after.measures) {
      return std::string();
    }
    ++differ;
    return Holds(CitesWhatNames(history.book, before, attribute) ||
                     CitesWhatNames(history.book, after, attribute),
                 fmt::format("'{}' changed it, and nothing cited names it", attribute));
  });
  EXPECT_GT(differ, 0u);
}

// The statement without one of the things that it may not lack.
Statement Lacking(Statement statement, Draw* draw) {
  switch (draw->Below(6)) {
    case 0:
      statement.ground = "spirit.of.the.rules";
      break;
    case 1:
      statement.ground.clear();
      break;
    case 2:
      statement.judgements.clear();
      break;
    case 3:
      statement.rulebook_hash.clear();
      break;
    case 4:
      statement.appeal_until = statement.at;
      break;
    default:
      statement.decision.clear();
      break;
  }
  return statement;
}

TEST(Invariants, I5NothingActsWithoutACompleteStatement) {
  ForHistories([](Draw& draw, const History& history) {
    const auto [decision, statement] = Last(history);
    if (!CheckComplete(statement, history.book)) return std::string("a statement that lacks");
    if (decision.outcome != Outcome::kActed) {
      return Holds(decision.item.kind == ActionKind::kNone && decision.strikes == 0,
                   "an action without a clause");
    }
    return Holds(!CheckComplete(Lacking(statement, &draw), history.book),
                 "a statement that lacks something is taken");
  });
}

TEST(Invariants, I17AMeasureAddsNoStrike) {
  std::size_t measured = 0;
  ForHistories([&](Draw&, const History& history) {
    History without = history;
    without.book.measures.clear();
    const Decision with = Last(history).first, bare = Last(without).first;
    measured += with.measures.empty() ? 0 : 1;
    return Holds(with.strikes == bare.strikes && with.counted == bare.counted &&
                     with.item == bare.item && with.account == bare.account,
                 "a measure changed more than itself");
  });
  EXPECT_GT(measured, 0u);
}

// The way of showing a failure itself: of a history with several cases and clauses, what is left is
// what the property speaks of.
TEST(Invariants, AFailureIsShownInItsSmallestHistory) {
  const Property no_hiding = [](Draw&, const History& history) {
    return Holds(Last(history).first.item.kind != ActionKind::kHide, "hidden");
  };
  const Time begin = *ParseTime("2026-01-01T00:00:00Z");
  for (std::uint64_t seed = 0;; ++seed) {
    Draw draw(seed);
    auto book = LoadRulebook(draw.Rulebook());
    if (!book) continue;
    History history{*std::move(book), {}};
    for (int n = 0; n < 4; ++n)
      history.cases.push_back(draw.Case(fmt::format("d{}", n), begin + std::chrono::hours(n)));
    if (history.book.clauses.size() < 2 || FailureOf(no_hiding, history, seed).empty()) continue;
    const History least = Shrunk(no_hiding, history, seed);
    EXPECT_EQ(least.cases.size(), 1u) << InWords(least);
    EXPECT_EQ(least.book.clauses.size(), 1u) << InWords(least);
    EXPECT_TRUE(least.book.measures.empty() && least.book.strikes.ladders.empty());
    return;
  }
}

}  // namespace
}  // namespace evenhand::policy
