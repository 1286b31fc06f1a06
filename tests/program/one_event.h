#pragma once

// A rulebook of one file run over one event, for the tests of tests/program.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "codec/json_document.h"
#include "engine/memory_facts.h"
#include "engine/rulebook.h"
#include "program/evaluator.h"
#include "program/result_json.h"

namespace evenhand::program {

class OneEvent {
 public:
  static constexpr std::int64_t kTimeUs = 1'740'830'400'000'000;  // 2025-03-01T12:00:00Z

  OneEvent(std::string rules, std::string_view data, std::string config = "labels: {}\n") {
    sml::SourceSet sources;
    sources.files.push_back({"main.sml", std::move(rules)});
    sources.configs.push_back({"config.yaml", std::move(config)});
    book_ = engine::LoadRulebook(std::move(sources)).value();
    if (book_.program == nullptr) {
      ADD_FAILURE() << sml::Render(book_.diagnostics, *book_.sources);
      return;
    }
    evaluator_.emplace(book_.program);
    event_.id = 7;
    event_.name = "test";
    event_.time.utc = TimeUs{kTimeUs};
    event_.data = document_.ParseCopy(data).value();
    evaluator_->Evaluate(event_, facts_, event_.time.utc, random_);
  }

  Evaluator& evaluator() { return *evaluator_; }
  const engine::Rulebook& book() const { return book_; }

  // The result line from the error count on.
  std::string Result() {
    std::string line;
    AppendResult(*evaluator_, &line);
    const std::size_t from = line.find("\"__error_count\"");
    EXPECT_NE(from, line.npos);
    return "{" + line.substr(from);
  }

 private:
  class Zeros final : public Random {
    std::uint64_t Next() override { return 0; }
  };

  codec::JsonDocument document_;
  engine::Rulebook book_;
  engine::MemoryFacts facts_;
  Zeros random_;
  model::Event event_;
  std::optional<Evaluator> evaluator_;
};

}  // namespace evenhand::program
