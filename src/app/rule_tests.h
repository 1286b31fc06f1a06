#pragma once

// Tests that rule authors write beside their rules: events in, features, verdicts and labels out
// (docs/testing-rules.md).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/memory_facts.h"
#include "engine/rulebook.h"

namespace evenhand::app {

struct TestEvent {
  std::string name = "event";
  std::int64_t id = 1;
  EventTime time = {};
  std::string data = "{}";  // JSON
  std::string secret = "{}";
};

// Only what is given is compared.
struct Expectation {
  std::map<std::string, std::string> features = {};       // canonical values (app/compare.h)
  std::optional<std::vector<std::string>> verdicts = {};  // sorted
  std::optional<std::vector<std::string>> labels =
      {};  // sorted: "+Type/id/label", "-Type/id/label"
  std::optional<std::uint64_t> errors = {};
};

struct TestStep {
  TestEvent event;
  Expectation expect;
};

// The steps share labels, counters and caches, which are empty at the start but for `labels`;
// accepted dossiers say `dossier_roles`.
struct RuleTest {
  std::string name;
  std::string file;
  std::uint32_t line = 0;
  std::map<std::string, model::EntityLabels, std::less<>> labels = {};
  std::map<std::string, std::string, std::less<>> dossier_roles =
      {};  // of accounts; what DossierRole answers
  std::vector<TestStep> steps = {};
};

// The tests in one file's text. Errors: kInvalidArgument with "file:line: ...".
Result<std::vector<RuleTest>> ParseRuleTests(const std::string& file, const std::string& text);

struct TestResult {
  const RuleTest* test = nullptr;
  std::string differences;  // for people; empty when it passed
};

struct TestReport {
  std::vector<TestResult> results;
  std::vector<std::string> never_fired;  // rules that held in no test
};

// `book` has a program.
TestReport RunRuleTests(const engine::Rulebook& book, const std::vector<RuleTest>& tests);

}  // namespace evenhand::app
