// Any bytes as the input of a run: each line becomes one result, which is JSON, or one dead letter,
// and two threads give the same bytes as one.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "codec/json_document.h"
#include "engine/pipeline.h"
#include "engine/rulebook.h"
#include "fuzz/pipeline_rules.h"
#include "fuzz/results.h"

namespace {

using namespace evenhand;

std::shared_ptr<const program::Program> Program() {
  static const auto program = [] {
    sml::SourceSet sources;
    sources.files = {{"facts.sml", std::string(fuzz::kFacts)},
                     {"main.sml", std::string(fuzz::kMain)},
                     {"text.sml", std::string(fuzz::kText)}};
    sources.configs = {{"config.yaml", std::string(fuzz::kConfig)}};
    sources.lists = {{"lists/patterns.yaml", std::string(fuzz::kPatterns)},
                     {"lists/words.yaml", std::string(fuzz::kWords)}};
    auto book = engine::LoadRulebook(std::move(sources));
    if (!book || book->program == nullptr) std::abort();
    return book->program;
  }();
  return program;
}

class Counted final : public engine::DeadLetterOffice {
 public:
  Result<void> Take(const source::Line&, std::string_view reason) override {
    if (reason.empty()) std::abort();
    return {};
  }
};

std::string Run(const source::LineBatch& batch, unsigned threads) {
  state::EntityState state(state::MakeMemoryStore());
  Counted dead_letters;
  engine::PipelineOptions options;
  options.threads = threads;
  auto pipeline = engine::Pipeline::Make(Program(), &state, &dead_letters, options).value();
  fuzz::Results results;
  if (!pipeline->Run(batch, &results)) std::abort();
  return results.lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  bytes.append(codec::kJsonPadding, '\0');
  source::LineBatch batch;
  std::string_view rest = std::string_view(bytes).substr(0, size);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) batch.lines.push_back({.text = rest.substr(0, end), .at = {}});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const std::string results = Run(batch, 1);
  if (results != Run(batch, 2)) std::abort();
  codec::JsonDocument document;
  for (rest = results; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    if (!document.ParseCopy(rest.substr(0, end))) std::abort();
    rest.remove_prefix(end + 1);
  }
  return 0;
}
