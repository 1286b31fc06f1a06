#include "app/load.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace evenhand::app {

std::string PatternCacheDirectory() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path root;
  if (cache != nullptr && *cache != '\0') {
    root = cache;
  } else if (home != nullptr && *home != '\0') {
    root = std::filesystem::path(home) / ".cache";
  }
  if (root.empty()) return {};
  const std::filesystem::path directory = root / "evenhand";
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  return error ? std::string() : directory.string();
}

std::unique_ptr<engine::Rulebook> LoadOrReport(const std::string& directory, Session* session) {
  auto book = engine::LoadRulebook(directory,
                                   {.check_only = false, .pattern_cache = PatternCacheDirectory()});
  if (!book) {
    Report(book.error(), session);
    return nullptr;
  }
  if (book->program != nullptr) return std::make_unique<engine::Rulebook>(*std::move(book));
  PrintError(sml::Render(book->diagnostics, *book->sources,
                         {.color = session->color_err(), .warnings = false}));
  session->exit_code = kFindings;
  return nullptr;
}

}  // namespace evenhand::app
