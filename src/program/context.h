#pragma once

// What a called function sees of the evaluation. Not for use outside this folder.

#include "codec/json_document.h"
#include "codec/json_write.h"
#include "program/function.h"
#include "program/workspace.h"

namespace evenhand::program {

class EvaluationContext final : public CallContext {
 public:
  EvaluationContext(Workspace& work, const model::Event& e, Facts& f, Random& r, TimeUs wall_clock)
      : CallContext(work.arena, e, f, r, wall_clock), work_(work) {}

  std::string_view DataText(std::string_view key) override;
  std::string_view DataJson(std::string_view key) override;
  void Log(std::string_view line) override;
  Value Integer(BigInt value) override { return work_.Integer(std::move(value)); }

 private:
  Workspace& work_;
};

}  // namespace evenhand::program
