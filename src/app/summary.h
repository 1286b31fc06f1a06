#pragma once

// What a run did, counted, and shown on one screen.

#include <cstdint>
#include <map>
#include <string>

#include "app/json_out.h"

namespace evenhand::app {

struct Summary {
  std::uint64_t events = 0;
  std::uint64_t dropped = 0;    // by the rulebook's sampling
  std::uint64_t malformed = 0;  // lines that went to the dead letters
  std::uint64_t limited = 0;    // events that passed a limit
  std::uint64_t errors = 0;     // failures inside rules
  double seconds = 0;
  std::map<std::string, std::uint64_t> rules = {};     // fired, by rule
  std::map<std::string, std::uint64_t> verdicts = {};  // declared, by verdict
  std::map<std::string, std::uint64_t> labels = {};    // changed, as "+label" or "-label"
  std::map<std::string, std::uint64_t> errors_by_rule = {};

  void Add(const Summary& other);
};

std::string RenderSummary(const Summary& summary);
void WriteSummary(const Summary& summary, JsonOut* out);

}  // namespace evenhand::app
