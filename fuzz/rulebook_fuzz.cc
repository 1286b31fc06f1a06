// Any bytes as a rulebook and events: what the checker accepts runs, and each line becomes one
// result, which is JSON, or one dead letter.
//
// The input is main.sml, z.sml, config.yaml, lists/words.yaml and the events, one after the other,
// with a line `---8<---` between.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "codec/json_document.h"
#include "engine/pipeline.h"
#include "engine/rulebook.h"
#include "fuzz/results.h"

namespace {

using namespace evenhand;

void Require(bool condition) {
  if (!condition) std::abort();
}

// The text up to the next line between files; takes it off `rest`.
std::string TakeFile(std::string_view* rest) {
  static constexpr std::string_view kBetween = "---8<---\n";
  const std::size_t end = rest->find(kBetween);
  std::string file(rest->substr(0, end));
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + kBetween.size());
  return file;
}

class Counted final : public engine::DeadLetterOffice {
 public:
  Result<void> Take(const source::Line&, std::string_view reason) override {
    Require(!reason.empty());
    ++count_;
    return {};
  }
  std::size_t count() const { return count_; }

 private:
  std::size_t count_ = 0;
};

void Run(std::shared_ptr<const program::Program> program, std::string_view events) {
  std::string bytes(events);
  bytes.append(codec::kJsonPadding, '\0');
  source::LineBatch batch;
  std::string_view rest = std::string_view(bytes).substr(0, events.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) batch.lines.push_back({.text = rest.substr(0, end), .at = {}});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  state::EntityState state(state::MakeMemoryStore());
  Counted dead_letters;
  auto pipeline = engine::Pipeline::Make(std::move(program), &state, &dead_letters).value();
  fuzz::Results results;
  Require(pipeline->Run(batch, &results).has_value());
  codec::JsonDocument document;
  std::size_t count = dead_letters.count();
  for (rest = results.lines; !rest.empty(); ++count) {
    const std::size_t end = rest.find('\n');
    Require(document.ParseCopy(rest.substr(0, end)).has_value());
    rest.remove_prefix(end + 1);
  }
  Require(count <= batch.lines.size());  // notices within a stream give neither
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  sml::SourceSet sources;
  for (const char* path : {"main.sml", "z.sml"}) sources.files.push_back({path, TakeFile(&rest)});
  sources.configs.push_back({"config.yaml", TakeFile(&rest)});
  sources.lists.push_back({"lists/words.yaml", TakeFile(&rest)});
  auto book = engine::LoadRulebook(std::move(sources));
  if (book && book->program != nullptr) Run(book->program, rest);
  return 0;
}
