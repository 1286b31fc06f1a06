#pragma once

// What a run did, on one screen.

#include <string>

#include "codec/json_out.h"
#include "engine/stats.h"

namespace evenhand::app {

std::string RenderSummary(const engine::Stats& stats, double seconds);
void WriteSummary(const engine::Stats& stats, double seconds, codec::JsonOut* out);

}  // namespace evenhand::app
