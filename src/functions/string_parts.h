#pragma once

// What the files of string functions share.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "program/function.h"

namespace evenhand::functions {

// The ERR of a result that an event has no room for.
inline program::Value TooLarge(program::CallContext& context) {
  return context.Err("the result would pass the memory limit of an event");
}

// A list of texts that outlive the event's evaluation (parts of arguments, or in the arena).
inline program::Value TextList(program::CallContext& context,
                               std::span<const std::string_view> texts) {
  if (!context.arena.CanTake(texts.size() * sizeof(program::Value))) return TooLarge(context);
  const std::span<program::Value> items = context.arena.Array<program::Value>(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) items[i] = program::Value::Str(texts[i]);
  return program::Value::List(items);
}

}  // namespace evenhand::functions
