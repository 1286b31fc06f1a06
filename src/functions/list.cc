#include "functions/registry.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::FunctionRow;
using program::Value;

Value CallListLength(CallContext&, std::span<const Value> arguments) {
  return Value::Int(static_cast<std::int64_t>(arguments[0].AsList().size()));
}

const FunctionRow kRows[] = {
    {.spec = {.name = "ListLength",
              .signature = "(list: List[Any]) -> int",
              .doc = "How many items the list holds.",
              .notes = {{"list", "any list"}}},
     .call = &CallListLength},
};

}  // namespace

std::span<const FunctionRow> ListFunctions() { return kRows; }

}  // namespace evenhand::functions
