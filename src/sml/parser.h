#pragma once

// Text of one rules file to its tree.
//
// Accepts what CPython 3.11's grammar accepts and the conversion of docs/language.md keeps; every
// other construct is one error with CPython's place. Stops at the first error of the file.
// Limits: nesting deeper than kMaxNesting is an error, so that later recursion is safe.

#include <cstdint>

#include "sml/ast.h"
#include "sml/diagnostic.h"

namespace evenhand::sml {

inline constexpr int kMaxNesting = 1000;

struct ParseOptions {
  bool osprey_1_1 = false;  // as the peer where ours differs (docs/migrating-from-osprey.md)
};

// Parses `text` as file number `file`. Ids of expressions start at *next_id, which is advanced.
// Adds at most one error; the tree is complete only if none was added.
Tree Parse(std::string_view text, std::uint32_t file, std::uint32_t* next_id,
           Diagnostics* diagnostics, const ParseOptions& options = {});

}  // namespace evenhand::sml
