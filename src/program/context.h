#pragma once

// What a called function sees of the evaluation. Not for use outside this folder.

#include <string_view>
#include <vector>

#include "program/function.h"
#include "program/workspace.h"

namespace evenhand::program {

class EvaluationContext final : public CallContext {
 public:
  EvaluationContext(Workspace& work, const model::Event& e, Facts& f, Random& r, TimeUs wall_clock,
                    std::vector<std::string_view>* log)
      : CallContext(work.arena, e, f, r, wall_clock), work_(work), log_(log) {}

  void Log(std::string_view line) override { log_->push_back(line); }
  Value Integer(BigInt value) override { return work_.Integer(std::move(value)); }

 private:
  Workspace& work_;
  std::vector<std::string_view>* log_;
};

}  // namespace evenhand::program
