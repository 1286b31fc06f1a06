#pragma once

// The operators of the language on values: Python's semantics, except that division, floor division
// and modulo by zero give 0 (docs/language.md, operators).
//
// Arguments are never failed values; the evaluator settles those first. A result that cannot be is
// an ERR, with the reason in *why.

#include <string_view>

#include "program/value.h"
#include "program/workspace.h"
#include "sml/ast.h"

namespace evenhand::program {

// + - * / // % ** << >> | ^ &
Value Arithmetic(sml::Op op, Value left, Value right, Workspace& work, std::string_view* why);

// Equality of Python: numbers by value whatever their kind, lists by element, entities by type and
// id.
bool Equal(Value left, Value right);

// left < right, and so on, of plain integers.
constexpr bool OrderedInts(sml::Op symbol, std::int64_t left, std::int64_t right) {
  switch (symbol) {
    case sml::Op::kLess:
      return left < right;
    case sml::Op::kLessEqual:
      return left <= right;
    case sml::Op::kGreater:
      return left > right;
    default:
      return left >= right;
  }
}

// < <= > >=; none on either side makes it false; values without an order are an ERR.
Value Ordered(sml::Op op, Value left, Value right, std::string_view* why);

// `left in right`. A none left is in a list that holds one; nothing is in none but none.
Value Contains(Value left, Value right, std::string_view* why);

Value Negate(Value operand, Workspace& work, std::string_view* why);

// -1, 0, 1, or 2 when there is no order (NaN). Both are numbers or booleans; exact between kinds.
int CompareNumbers(Value left, Value right);
bool IsNumber(Value v);

// What a boolean context makes of a value.
bool Truthy(Value v);

// The value inside an entity (its id), a rule (bool), a duration (float seconds); others unchanged.
// An experiment becomes its list of strings, made in the arena.
Value Unwrap(Value v, Arena& arena);

}  // namespace evenhand::program
