#include "app/rule_tests.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/access_fact.h"
#include "app/compare.h"
#include "app/fixed_random.h"
#include "model/label_rules.h"
#include "program/mutations.h"
#include "program/result_json.h"

namespace evenhand::app {
namespace {

std::string Listed(const std::vector<std::string>& words) {
  return fmt::format("[{}]", fmt::join(words, ", "));
}

// The roles that a test gives.
class GivenRoles final : public program::DossierFacts {
 public:
  explicit GivenRoles(const std::map<std::string, std::string, std::less<>>& roles)
      : roles_(roles) {}
  std::string_view RoleAt(std::string_view account, TimeUs) const override {
    const auto found = roles_.find(account);
    return found == roles_.end() ? std::string_view() : std::string_view(found->second);
  }

 private:
  const std::map<std::string, std::string, std::less<>>& roles_;
};

class Runner {
 public:
  explicit Runner(const engine::Rulebook& book)
      : evaluator_(book.program), held_(book.program->rules.size(), false) {}

  std::string Run(const RuleTest& test) {
    engine::MemoryFacts facts;
    facts.limits = &ShippedAccess();
    facts.labels = test.labels;
    const GivenRoles roles(test.dossier_roles);
    facts.roles = &roles;
    std::string differences;
    for (std::size_t i = 0; i < test.steps.size(); ++i) {
      const std::string found = RunStep(test.steps[i], &facts);
      if (found.empty()) continue;
      if (test.steps.size() > 1) differences += fmt::format("  step {}\n", i + 1);
      differences += found;
    }
    return differences;
  }

  std::vector<std::string> NeverHeld() const {
    std::vector<std::string> names;
    for (std::size_t rule = 0; rule < held_.size(); ++rule) {
      if (!held_[rule]) names.push_back(evaluator_.program().rules[rule].name);
    }
    return names;
  }

 private:
  std::string RunStep(const TestStep& step, engine::MemoryFacts* facts) {
    const auto data = data_.ParseCopy(step.event.data);
    const auto secret = secret_.ParseCopy(step.event.secret);
    if (!data || !secret) return "  " + (data ? secret : data).error().message + "\n";
    if (data->kind() != codec::JsonKind::kObject || secret->kind() != codec::JsonKind::kObject) {
      return "  the data of an event must be a mapping\n";
    }
    const model::Event event{.id = step.event.id,
                             .name = step.event.name,
                             .time = step.event.time,
                             .data = *data,
                             .secret = *secret};
    const TimeUs now = event.time.utc;
    facts->SetNow(now);
    FixedRandom random(static_cast<std::uint64_t>(event.id));
    evaluator_.Evaluate(event, *facts, now, random);
    NoteRules();
    std::string result;
    program::AppendResult(evaluator_, &result);
    return CompareStep(step.expect, result, ApplyLabels(now, facts));
  }

  void NoteRules() {
    const program::Program& program = evaluator_.program();
    const auto& files = evaluator_.outcome().files;
    for (std::size_t rule = 0; rule < program.rules.size(); ++rule) {
      if (std::find(files.begin(), files.end(), program.rules[rule].file) == files.end()) continue;
      const program::Value value = evaluator_.ValueOf(program.rules[rule].op);
      if (!value.failed() && value.AsBool()) held_[rule] = true;
    }
  }

  std::vector<std::string> ApplyLabels(TimeUs now, engine::MemoryFacts* facts) {
    ReusedList<program::EntityMutations> groups;
    program::CollectMutations(evaluator_, &groups);
    std::vector<std::string> changed;
    for (const program::EntityMutations& group : groups) {
      const model::EntityRef entity = evaluator_.Reference(*group.entity);
      const std::string key = engine::EntityKey(entity);
      const model::LabelChanges changes =
          model::ApplyMutations(entity.id, group.mutations, now, &facts->labels[key]);
      const auto note = [&](char sign, std::string_view label) {
        changed.push_back(sign + key + "/" + std::string(label));
      };
      for (const std::string_view label : changes.added) note('+', label);
      for (const std::string_view label : changes.removed) note('-', label);
    }
    std::sort(changed.begin(), changed.end());
    return changed;
  }

  std::string CompareStep(const Expectation& expect, const std::string& result,
                          const std::vector<std::string>& labels) {
    std::string differences;
    codec::JsonDocument document;
    const auto json = document.ParseCopy(result);
    if (!json) return "  " + json.error().message + "\n";
    for (const auto& [name, wanted] : expect.features) {
      const codec::Json value = json->Field(name);
      // Of effects that were not emitted there is no key at all; a test says null.
      const bool no_effect = value.missing() && name.starts_with("__");
      const Difference d{name, wanted, no_effect ? "null" : CanonicalFeature(name, value)};
      if (d.wanted != d.got) differences += Show(d);
    }
    if (expect.verdicts) {
      std::vector<std::string> got;
      const codec::Json verdicts = json->Field("__verdicts");
      if (!verdicts.missing()) {
        verdicts.EachItem([&](codec::Json v) { return got.emplace_back(v.AsString()), true; });
      }
      std::sort(got.begin(), got.end());
      if (got != *expect.verdicts)
        differences += Show({"verdicts", Listed(*expect.verdicts), Listed(got)});
    }
    if (expect.labels && labels != *expect.labels) {
      differences += Show({"labels", Listed(*expect.labels), Listed(labels)});
    }
    const std::uint64_t errors = evaluator_.outcome().error_count;
    if (expect.errors && errors != *expect.errors) {
      differences += Show({"errors", std::to_string(*expect.errors), std::to_string(errors)});
      for (const program::EventError& e : evaluator_.outcome().errors) {
        differences +=
            fmt::format("    {}: {}\n", PlaceOf(evaluator_.program(), e.op), evaluator_.Explain(e));
      }
    }
    return differences;
  }

  program::Evaluator evaluator_;
  codec::JsonDocument data_;
  codec::JsonDocument secret_;
  std::vector<bool> held_;
};

}  // namespace

TestReport RunRuleTests(const engine::Rulebook& book, const std::vector<RuleTest>& tests) {
  Runner runner(book);
  TestReport report;
  for (const RuleTest& test : tests) report.results.push_back({&test, runner.Run(test)});
  report.never_fired = runner.NeverHeld();
  return report;
}

}  // namespace evenhand::app
