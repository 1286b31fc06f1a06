#include "app/load.h"

namespace evenhand::app {

std::unique_ptr<engine::Rulebook> LoadOrReport(const std::string& directory, Session* session) {
  auto book = engine::LoadRulebook(directory);
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
