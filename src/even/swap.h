#pragma once

// Swap tests: the same case with another author (docs/parity.md, "Swap tests").
//
// Each case is decided as it is, and again with one attribute changed, everything else held: its
// judgements, its account's history. A change of an audit-only or barred attribute must change
// nothing; a change that an admitted attribute makes must cite a clause or exception that names it,
// and must be gone when those are taken out. Every admitted attribute is tried, also those that the
// rulebook does not name: of these none may change anything.
//
// Cost: one decision for each case, attribute and value, and two more for each flip; each copies
// the
//       account's history and the register of exceptions.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "policy/decide.h"

namespace evenhand::even {

struct Flip {
  std::string decision = {};
  std::string attribute = {};
  std::string value = {};
  std::string before = {}, after = {};  // "clause: item action, account action"
};

struct SwapReport {
  std::int64_t cases = 0;
  std::int64_t tries = 0;
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

  void TryOne(const Case& one, std::string_view attribute, const policy::Fact& value, bool barred);
  void NoteNames(const policy::Rulebook& rulebook);

  std::set<std::string, std::less<>> declared_;
  std::set<const policy::Rulebook*> known_;
  SwapReport report_;
};

// `cases` in order; the cases of one account are one history.
SwapReport Swap(const policy::Rulebook& rulebook, const std::vector<policy::CaseInput>& cases);

}  // namespace evenhand::even
