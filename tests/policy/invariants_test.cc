// The invariants of policy.md 19 that speak of one decision, over drawn rulebooks, cases and
// histories.

#include <gtest/gtest.h>

#include <algorithm>

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

// Calls check(draw, history) for as many histories as are wanted.
template <class Check>
void ForHistories(Check check) {
  const Time begin = *ParseTime("2026-01-01T00:00:00Z");
  const std::size_t wanted = Histories();
  std::size_t done = 0;
  for (std::uint64_t seed = 0; done < wanted && !testing::Test::HasFatalFailure(); ++seed) {
    Draw draw(seed);
    auto book = LoadRulebook(draw.Rulebook());
    if (!book) continue;  // drawn conditions may contradict themselves
    History history{*std::move(book), {}};
    for (std::size_t i = 1 + draw.Below(4); i > 0; --i) {
      const auto n = static_cast<int>(history.cases.size());
      history.cases.push_back(draw.Case(fmt::format("d{}", n), begin + std::chrono::hours(n)));
    }
    SCOPED_TRACE(seed);
    check(draw, history);
    ++done;
  }
}

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
    ASSERT_EQ(StatementJson(Last(history).second), StatementJson(Last(history).second));
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
    ASSERT_EQ(said(Last(history).second), said(Last(history, around).second));
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
      return;
    }
    ++differ;
    ASSERT_TRUE(CitesWhatNames(history.book, before, attribute) ||
                CitesWhatNames(history.book, after, attribute))
        << attribute;
  });
  EXPECT_GT(differ, 0u);
}

TEST(Invariants, I5NothingActsWithoutACompleteStatement) {
  ForHistories([](Draw& draw, const History& history) {
    const auto [decision, statement] = Last(history);
    ASSERT_TRUE(CheckComplete(statement, history.book));
    if (decision.outcome != Outcome::kActed) {
      ASSERT_EQ(decision.item.kind, ActionKind::kNone);
      ASSERT_EQ(decision.strikes, 0);
      return;
    }
    Statement lacking = statement;
    switch (draw.Below(6)) {
      case 0:
        lacking.ground = "spirit.of.the.rules";
        break;
      case 1:
        lacking.ground.clear();
        break;
      case 2:
        lacking.judgements.clear();
        break;
      case 3:
        lacking.rulebook_hash.clear();
        break;
      case 4:
        lacking.appeal_until = lacking.at;
        break;
      default:
        lacking.decision.clear();
        break;
    }
    ASSERT_FALSE(CheckComplete(lacking, history.book));
  });
}

TEST(Invariants, I17AMeasureAddsNoStrike) {
  std::size_t measured = 0;
  ForHistories([&](Draw&, const History& history) {
    History without = history;
    without.book.measures.clear();
    const Decision with = Last(history).first, bare = Last(without).first;
    measured += with.measures.empty() ? 0 : 1;
    ASSERT_EQ(with.strikes, bare.strikes);
    ASSERT_EQ(with.counted, bare.counted);
    ASSERT_EQ(with.item, bare.item);
    ASSERT_EQ(with.account, bare.account);
  });
  EXPECT_GT(measured, 0u);
}

}  // namespace
}  // namespace evenhand::policy
