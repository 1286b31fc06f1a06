#pragma once

// A person's word on a label: from what stands on the command line to a mutation that the merge
// rules know (docs/labels.md, "What a person decides").

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "model/entity.h"
#include "model/label.h"
#include "sml/config.h"

namespace evenhand::app {

// "Account/did:plc:ann": the type ends at the first slash, the id may hold more. Borrows from
// `text`.
Result<model::EntityRef> ParseEntity(std::string_view text);

// "30d", "12h", "1d12h": whole numbers of w, d, h, m and s, in microseconds; over 0, and not over a
// century.
Result<std::int64_t> ParseDuration(std::string_view text);

struct ManualChange {
  std::string label;
  bool adds = true;  // or removes
  std::string by;    // who
  std::string why;
  std::optional<std::int64_t> lasts_us = {};  // none: for good
};

// Named and described as the peer's own interface does it, so that its tools read it alike.
// Errors: kInvalidArgument when something is empty or is not UTF-8. The mutation views `change`.
Result<model::LabelMutation> ToMutation(const ManualChange& change, TimeUs now);

// kInvalidArgument when the configuration has no such label, or not for entities of this type.
Result<void> CheckLabel(const sml::Config& config, const std::string& label,
                        std::string_view entity_type);

}  // namespace evenhand::app
