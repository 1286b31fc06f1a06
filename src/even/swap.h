#pragma once

// Swap tests: the same case with another author (docs/parity.md, "Swap tests").
//
// Each case is decided as it is, and again with one attribute changed, everything else held: its
// judgements, its account's history. A change of an audit-only or barred attribute must change
// nothing; a change that an admitted attribute makes must cite a clause or exception that names it,
// and must be gone when those are taken out. Every admitted attribute is tried, also those that the
// rulebook does not name: of these none may change anything.
//
// Then several change together, author and target: to one whom an exception admits, for each
// exception, and by rows in which every two values of every two attributes meet (covering.h). Such
// a flip must cite a clause or exception that names one of them, and what may not be read changes
// at the same time and must change nothing.
//
// Cost: one decision for each case, attribute and value, and two more for each flip; each copies
// the account's history and the register of exceptions. The first 100 cases under a rulebook are
// tried with every row, twice; each later one with one row, in turn.

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/decide.h"

namespace evenhand::even {

struct Flip {
  std::string decision = {};
  std::string attribute = {};           // or several: "office, verified"
  std::string value = {};               // of each, in that order
  std::string before = {}, after = {};  // "clause: item action, account action"
};

struct SwapReport {
  std::int64_t cases = 0;
  std::int64_t tries = 0;  // changes of one attribute, and of several together
  std::int64_t tries_together = 0;
  std::int64_t refused = 0;            // cases that could not be decided as they are
  std::vector<Flip> barred = {};       // must be empty
  std::vector<Flip> unexplained = {};  // must be empty
  std::map<std::string, std::int64_t> explained = {};  // by the clauses and exceptions that name it
  // Each admitted attribute with its values that was tried in no case: what coverage lacks.
  std::vector<std::string> untried = {};
  std::set<std::string, std::less<>> attributes = {};  // that were changed in some case
  // Admitted attributes that a clause, a measure or an exception names, with those.
  std::map<std::string, std::set<std::string>, std::less<>> named = {};
};

// Case by case, where the caller keeps the histories; cases may come under different rulebooks.
class SwapTest {
 public:
  // `strikes` and `grants`: as they are before the case is decided.
  void Try(const policy::Rulebook& rulebook, const policy::CaseInput& input,
           const policy::Ledger& strikes, const policy::GrantRegister& grants);
  // The case could not be decided as it is.
  void CountRefused() { ++report_.refused; }
  SwapReport Finish();

 private:
  struct Case;
  // What can be tried under one rulebook.
  struct Tries {
    std::vector<std::vector<policy::Fact>> values = {};  // by admitted attribute
    std::vector<policy::Facts> eligible = {};            // for exceptions
    std::vector<policy::Facts> rows = {};
    std::size_t cases = 0;  // tried so far
  };

  const Tries& TriesUnder(const policy::Rulebook& rulebook);
  void TryOne(const Case& one, std::string_view attribute, const policy::Fact& value, bool barred);
  void TryTogether(const Case& one, const policy::Facts& row);
  void Judge(const Case& one, const policy::CaseInput& swapped, Flip flip,
             const std::vector<std::string_view>& changed);
  void NoteNames(const policy::Rulebook& rulebook);

  std::set<std::string, std::less<>> declared_;
  std::map<const policy::Rulebook*, Tries> known_;
  SwapReport report_;
};

// `cases` in order; the cases of one account are one history.
SwapReport Swap(const policy::Rulebook& rulebook, const std::vector<policy::CaseInput>& cases);

}  // namespace evenhand::even
