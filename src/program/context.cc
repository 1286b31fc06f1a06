#include "program/context.h"

#include <string>

namespace evenhand::program {

std::string_view EvaluationContext::DataText(std::string_view key) {
  const codec::Json value = event.data.Field(key);
  return value.kind() == codec::JsonKind::kString ? value.AsString() : std::string_view();
}

std::string_view EvaluationContext::DataJson(std::string_view key) {
  const codec::Json value = event.data.Field(key);
  if (value.missing()) return {};
  std::string text;
  codec::AppendJson(value, &text);
  return arena.Copy(text);
}

// Lines of rules go where the owner of the evaluation listens; the pure core has nowhere to write.
void EvaluationContext::Log(std::string_view) {}

}  // namespace evenhand::program
