// Any bytes as a rulebook of four files: checking ends, and what it says can be shown.
//
// The input is main.sml, z.sml, config.yaml and lists/words.yaml, one after the other, with a line
// `---8<---` between.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "functions/registry.h"
#include "sml/checker.h"

namespace {

using namespace evenhand;

// The text up to the next line between files; takes it off `rest`.
std::string TakeFile(std::string_view* rest) {
  static constexpr std::string_view kBetween = "---8<---\n";
  const std::size_t end = rest->find(kBetween);
  std::string file(rest->substr(0, end));
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + kBetween.size());
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  auto sources = std::make_shared<sml::SourceSet>();
  for (const char* path : {"main.sml", "z.sml"}) sources->files.push_back({path, TakeFile(&rest)});
  sources->configs.push_back({"config.yaml", TakeFile(&rest)});
  sources->lists.push_back({"lists/words.yaml", TakeFile(&rest)});
  static const auto catalog = functions::MakeCatalog();
  sml::Diagnostics diagnostics;
  const auto checked = sml::Check(sources, catalog, &diagnostics);
  if ((checked == nullptr) != diagnostics.has_errors()) std::abort();
  diagnostics.Sort(*sources);
  (void)sml::Render(diagnostics, *sources);
  return 0;
}
