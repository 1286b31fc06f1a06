#pragma once

// JSONPath, in the dialect that rules are written in: text to a tree, and back to a canonical text.
// What a path finds in a document is the evaluator's business.
//
//   path    := path op path | path "[" inside "]" | "[" inside "]" | "(" path ")"
//            | "$" | "`this`" | "`parent`" | fields | "*"
//   op      := ".." | "." | "|" | "&" | "where"      each binds tighter than the one before;
//                                                    all bind to the left
//   inside  := number | [number] ":" [number] | "*" | fields
//   fields  := id ("," id)*
//   id      := [a-zA-Z_@][a-zA-Z0-9_@-]* | '...' | "..."     with backslash escapes in quotes
//
// A bracket after a path takes everything to its left: `a|b[0]` is `(a|b).[0]`.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::codec {

enum class JsonPathKind : std::uint8_t {
  kRoot,         // $
  kThis,         // `this`
  kParent,       // `parent`
  kFields,       // fields: one or more names; any name "*" means every member
  kIndex,        // index
  kSlice,        // start, end; neither: every item, [*]
  kChild,        // operands: left, right: what right finds in what left finds
  kDescendants,  // operands: left, right: right in left and in everything below it
  kWhere,        // operands: left, right: what left finds, if right finds something in it
  kUnion,        // operands: left, right
  kIntersect,    // operands: left, right; parses, but finding with it is an error
};

struct JsonPath {
  JsonPathKind kind = JsonPathKind::kRoot;
  std::vector<std::string> fields = {};
  std::int64_t index = 0;
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> end = {};
  std::vector<JsonPath> operands = {};  // empty or two

  bool any_field() const;  // kFields with "*" among its names
  bool operator==(const JsonPath&) const = default;
};

// Paths with more nodes than this are refused, so that walking the tree may recurse.
inline constexpr int kMaxJsonPathNodes = 256;

// Errors: kInvalidArgument with the place and what was found there; kLimit for too long a path.
Result<JsonPath> ParseJsonPath(std::string_view text);

// The path as error messages show it: `$.a[0]` is "$.a.[0]", `$['x y']` is "$.x y".
std::string Print(const JsonPath& path);

}  // namespace evenhand::codec
