#include "engine/rulebook.h"

#include "engine/rulebook_dir.h"
#include "functions/registry.h"
#include "program/lower.h"

namespace evenhand::engine {
namespace {

// The phrase lists of a source set, by the name of their file.
class SourceLists final : public program::Lists {
 public:
  explicit SourceLists(const sml::SourceSet& sources) : sources_(sources) {}
  const std::string* Find(std::string_view name) const override {
    const std::string path = "lists/" + std::string(name) + ".yaml";
    for (const sml::SourceFile& list : sources_.lists) {
      if (list.path == path) return &list.text;
    }
    return nullptr;
  }

 private:
  const sml::SourceSet& sources_;
};

}  // namespace

const std::shared_ptr<const sml::Catalog>& SharedCatalog() {
  static const std::shared_ptr<const sml::Catalog> catalog = functions::MakeCatalog();
  return catalog;
}

Result<Rulebook> LoadRulebook(sml::SourceSet sources, const RulebookOptions& options) {
  Rulebook rulebook;
  rulebook.sources = std::make_shared<const sml::SourceSet>(std::move(sources));
  rulebook.checked = sml::Check(rulebook.sources, SharedCatalog(), &rulebook.diagnostics);
  rulebook.diagnostics.Sort(*rulebook.sources);
  if (rulebook.checked == nullptr || options.check_only) return rulebook;
  const SourceLists lists(*rulebook.sources);
  EVENHAND_ASSIGN(rulebook.program, program::Lower(rulebook.checked, functions::Registry(), lists,
                                                   {.pattern_cache = options.pattern_cache}));
  return rulebook;
}

Result<Rulebook> LoadRulebook(const std::string& directory, const RulebookOptions& options) {
  EVENHAND_ASSIGN(sml::SourceSet sources, ReadRulebookDir(directory));
  return LoadRulebook(std::move(sources), options);
}

}  // namespace evenhand::engine
