// Lists as a whole: length, one item, order.

#include <algorithm>

#include "functions/registry.h"
#include "functions/string_parts.h"
#include "program/coercion.h"
#include "program/operators.h"
#include "program/workspace.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::FunctionRow;
using program::Tag;
using program::Value;
using Arguments = std::span<const Value>;

Value CallListLength(CallContext&, Arguments arguments) {
  return Value::Int(static_cast<std::int64_t>(arguments[0].AsList().size()));
}

Value CallListRead(CallContext& context, Arguments arguments) {
  const std::span<const Value> items = arguments[0].AsList();
  if (arguments[1].tag() != Tag::kInt) return CallContext::Absent();  // beyond any list
  const auto size = static_cast<std::int64_t>(items.size());
  std::int64_t index = arguments[1].AsInt();
  if (index < 0) index += size;
  if (index < 0 || index >= size) return CallContext::Absent();
  program::ArenaText text(context.arena);
  program::AppendPythonStr(items[static_cast<std::size_t>(index)], &text);
  return Value::Str(text.text());
}

// Whether Python could order the two at all.
bool Comparable(Value a, Value b) {
  if (program::IsNumber(a) && program::IsNumber(b)) return true;
  if (a.tag() == Tag::kStr && b.tag() == Tag::kStr) return true;
  if (a.tag() != Tag::kList || b.tag() != Tag::kList) return false;
  const auto left = a.AsList(), right = b.AsList();
  const std::size_t common = std::min(left.size(), right.size());
  return std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(common), right.begin(),
                    &Comparable);
}

// Python's <, of comparable values. Texts are WTF-8, whose bytes are in the order of code points.
bool Less(Value a, Value b) {
  if (a.tag() == Tag::kStr) return a.AsStr() < b.AsStr();
  if (a.tag() != Tag::kList) return program::CompareNumbers(a, b) == -1;
  const auto left = a.AsList(), right = b.AsList();
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (!program::Equal(left[i], right[i])) return Less(left[i], right[i]);
  }
  return left.size() < right.size();
}

Value CallListSort(CallContext& context, Arguments arguments) {
  const std::span<const Value> items = arguments[0].AsList();
  const bool descending = arguments[1].AsBool();
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (!Comparable(items[0], items[i])) return context.Err("the items of the list have no order");
  }
  const std::span<Value> sorted = context.arena.Array<Value>(items.size());
  std::copy(items.begin(), items.end(), sorted.begin());
  // Equal items keep their order, also when it is descending.
  std::stable_sort(sorted.begin(), sorted.end(),
                   [descending](Value a, Value b) { return descending ? Less(b, a) : Less(a, b); });
  return Value::List(sorted);
}

Value CallConcatStringLists(CallContext& context, Arguments arguments) {
  std::size_t most = 0;
  for (const Value& lists : arguments) {
    for (const Value& list : lists.AsList()) {
      if (list.tag() != Tag::kList) return context.Err("an item to join is no list");
      most += list.AsList().size();
    }
  }
  if (!context.arena.CanTake(most * sizeof(Value))) return TooLarge(context);
  const std::span<Value> joined = context.arena.Array<Value>(most);
  std::size_t size = 0;
  for (const Value& lists : arguments) {
    const bool skips_none = &lists == &arguments[1];
    for (const Value& list : lists.AsList()) {
      for (const Value& item : list.AsList()) {
        if (!skips_none || !item.is_none()) joined[size++] = item;
      }
    }
  }
  return Value::List(joined.first(size));
}

const FunctionRow kRows[] = {
    {.spec = {.name = "ListLength",
              .signature = "(list: List[Any]) -> int",
              .doc = "How many items the list holds.",
              .notes = {{"list", "any list"}}},
     .call = &CallListLength},
    {.spec = {.name = "ListRead",
              .signature = "(list: List[Any], index: int = 0) -> str",
              .doc = "One item of the list, as text.",
              .notes = {{"list", "any list"},
                        {"index", "from 0; a negative one counts from the end"}}},
     .can_fail = true,
     .call = &CallListRead},
    {.spec = {.name = "ConcatStringLists",
              .signature =
                  "(lists: List[List[str]], optional_lists: List[List[Optional[str]]] = []) "
                  "-> List[str]",
              .doc = "All items of all lists, in one list.",
              .notes = {{"lists", "lists of texts"},
                        {"optional_lists", "lists whose items may be none; those are left out"}}},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .call = &CallConcatStringLists},
    {.spec = {.name = "ListSort",
              .signature = "(list: List[Any], reverse: bool = False) -> List[Any]",
              .doc =
                  "The items in ascending order: numbers by value, texts by code point. Equal ones "
                  "keep their order.",
              .notes = {{"list", "items that can be compared with each other"},
                        {"reverse", "descending instead"}}},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .call = &CallListSort},
};

}  // namespace

std::span<const FunctionRow> ListFunctions() { return kRows; }

}  // namespace evenhand::functions
