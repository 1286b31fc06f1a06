#pragma once

// A checked rulebook to its program. Linear in the size of the rulebook.

#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "program/function.h"
#include "program/program.h"

namespace evenhand::program {

struct LowerOptions {
  // Where pattern databases are kept between runs; empty: nowhere.
  std::string pattern_cache;
};

// `rows[i]` is entry i of the checked rulebook's catalog. Errors: kLimit or kInternal when a
// pattern set cannot be built.
Result<std::shared_ptr<const Program>> Lower(std::shared_ptr<const sml::Checked> checked,
                                             std::span<const FunctionRow* const> rows,
                                             const Lists& lists, const LowerOptions& options = {});

}  // namespace evenhand::program
