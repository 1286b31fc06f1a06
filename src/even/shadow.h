#pragma once

// Shadow replay: the same recorded cases under another rulebook, as a matrix of what was done
// against what would have been, for each value of a group (docs/parity.md, "Another rulebook").
//
//   harsher, milder   by the strongest action of each side, then the next; by severity code, then
//   length changed           any action is another one, also where neither side is harsher
//
// Intervals are exact (Clopper-Pearson, 95 %). Small cells are hidden, and rates are coarse where
// they rest on few cases (suppression.h, shown_rate.h), unless the options say that the reader
// keeps the docket anyway. There is no matrix of all groups together: hidden cells could be
// computed from it.
//
// Errors: kInvalidArgument for no cases.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "even/page_words.h"
#include "even/rate.h"
#include "even/suppression.h"
#include "policy/decide.h"

namespace evenhand::even {

// What a decision does, the strongest first; nothing is an empty list.
using Actions = std::vector<policy::Action>;
Actions ActionsOf(const policy::Decision& decision);
std::string FormatActions(const Actions& actions);  // "lock P7D, hide"; "none"

struct ShadowCase {
  std::string value = {};  // of the group; "": the record does not say
  Actions before = {};
  std::optional<Actions> after = {};
  std::string why_not = {};  // when the other rulebook cannot decide it
};

struct ShadowOptions {
  std::string by = "role";  // a group of decision_row.h; shown as given, like the next three
  std::string before = {};  // rulebooks, with version and hash
  std::string after = {};
  std::string engine = {};
  std::int64_t least = kLeastShown;  // 0: nothing is hidden
};

struct ShadowShare {
  double rate = 0;
  Interval interval = {};
};

struct ShadowGroup {
  std::string value = {};
  bool hidden = false;     // nothing below is filled in
  std::int64_t cases = 0;  // decided by both
  ShadowShare changed = {}, milder = {}, harsher = {};
  double severity_before = 0, severity_after = 0;    // mean severity codes
  std::vector<std::string> before = {}, after = {};  // labels of the matrix
  SafeTable matrix = {};
};

struct ShadowReport {
  ShadowOptions options = {};
  std::int64_t cases = 0;
  std::vector<ShadowGroup> groups = {};                // by value
  std::map<std::string, std::int64_t> undecided = {};  // why -> cases, hidden ones too
};

Result<ShadowReport> MakeShadow(const std::vector<ShadowCase>& cases, const ShadowOptions& options);

std::string ShadowText(const ShadowReport& report);
std::string ShadowJson(const ShadowReport& report);
// One file, no script, nothing loaded from elsewhere; each figure has its numbers in words.
std::string ShadowPage(const ShadowReport& report, PageLanguage language);

}  // namespace evenhand::even
