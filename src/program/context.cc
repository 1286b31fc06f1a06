#include "program/context.h"

namespace evenhand::program {

std::string_view EvaluationContext::DataText(std::string_view key) {
  const codec::Json value = data_.Field(key);
  return value.kind() == codec::JsonKind::kString ? value.AsString() : std::string_view();
}

}  // namespace evenhand::program
