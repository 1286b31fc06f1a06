#include "program/lower.h"

#include "program/lowering.h"

namespace evenhand::program {

Result<std::shared_ptr<const Program>> Lower(std::shared_ptr<const sml::Checked> checked,
                                             std::span<const FunctionRow* const> rows,
                                             const Lists& lists, const LowerOptions& options) {
  std::shared_ptr<Program> program = Lowering(std::move(checked), rows, lists).Run();
  for (PatternGroup& group : program->groups) {
    auto set = text::PatternSet::Build(group.specs, {.cache_directory = options.pattern_cache});
    if (!set) return tl::unexpected(std::move(set).error().Within("building the text patterns"));
    group.set = *std::move(set);
  }
  return program;
}

std::string PlaceOf(const Program& program, OpIndex op) {
  const sml::Expr* source = program.ops[op].source;
  if (source == nullptr) return {};
  return program.files[source->span.file].path + ":" + std::to_string(source->span.line) + ":" +
         std::to_string(source->span.column);
}

}  // namespace evenhand::program
