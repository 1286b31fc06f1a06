#pragma once

// A fact as JSON: a text, a whole number, true, false, or null for "none".

#include <string>
#include <variant>

#include "codec/json_out.h"
#include "policy/condition.h"

namespace evenhand::policy {

inline void WriteFact(const Fact& fact, codec::JsonOut* out) {
  if (const bool* b = std::get_if<bool>(&fact)) {
    out->Bool(*b);
  } else if (const std::int64_t* n = std::get_if<std::int64_t>(&fact)) {
    out->Int(*n);
  } else if (const std::string* s = std::get_if<std::string>(&fact)) {
    out->String(*s);
  } else {
    out->Raw("null");
  }
}

}  // namespace evenhand::policy
