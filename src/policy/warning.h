#pragma once

// A warning before the first strike, which a lesson lets expire (worked policy P6).
//
//   no warning in force             -> a warning for the policy broken
//   a warning without a lesson      -> a strike, whatever the policy
//   only warnings with a lesson     -> the same policy again: the warning stays, and a strike;
//                                      another policy: another warning

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/time.h"

namespace evenhand::policy {

class Warnings {
 public:
  // How long after the lesson a warning stays.
  explicit Warnings(Period after_lesson) : after_lesson_(after_lesson) {}

  // A violation of `policy` at `at`: true when it gives a strike, false when a warning.
  bool Violates(std::string_view policy, Time at);
  // The lesson for `policy` was completed: when its warning expires; none when there is no warning.
  std::optional<Time> Learns(std::string_view policy, Time at);

 private:
  struct Warning {
    std::string policy;
    std::optional<Time> expires;  // none: no lesson yet
  };
  void DropExpired(Time at);

  Period after_lesson_;
  std::vector<Warning> warnings_;
};

}  // namespace evenhand::policy
