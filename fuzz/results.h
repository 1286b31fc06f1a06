#pragma once

// The results of a pipeline, kept as one text.

#include <string>
#include <string_view>

#include "engine/pipeline.h"

namespace evenhand::fuzz {

struct Results final : engine::ResultSink {
  std::string lines;
  Result<void> Write(std::string_view more) override {
    lines.append(more);
    return {};
  }
};

}  // namespace evenhand::fuzz
