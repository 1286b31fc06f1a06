#include <fmt/format.h>

#include <algorithm>

#include "app/command_line.h"
#include "app/commands.h"
#include "codec/json_out.h"
#include "engine/rulebook.h"

namespace evenhand::app {
namespace {

struct Options {
  std::string directory;
  std::string format = "text";
};

struct Feature {
  std::string name;
  std::string type;
  std::string file;
  std::uint32_t line;
};

std::vector<Feature> FeaturesOf(const engine::Rulebook& book) {
  std::vector<Feature> features;
  for (const sml::CheckedStatement& s : book.checked->statements) {
    if (!s.exported) continue;
    features.push_back({s.statement->target, sml::Display(s.type), book.sources->At(s.file).path,
                        s.statement->span.line});
  }
  std::sort(features.begin(), features.end(),
            [](const Feature& a, const Feature& b) { return a.name < b.name; });
  return features;
}

void PrintText(const std::vector<Feature>& features) {
  std::size_t name_columns = 0, type_columns = 0;
  for (const Feature& f : features) {
    name_columns = std::max(name_columns, f.name.size());
    type_columns = std::max(type_columns, f.type.size());
  }
  std::string text;
  for (const Feature& f : features) {
    text += fmt::format("{:<{}}  {:<{}}  {}:{}\n", f.name, name_columns, f.type, type_columns,
                        f.file, f.line);
  }
  Print(text);
}

void PrintJson(const std::vector<Feature>& features) {
  codec::JsonOut out;
  out.Open('[');
  for (const Feature& f : features) {
    out.Open('{').Key("name").String(f.name).Key("type").String(f.type);
    out.Key("file").String(f.file).Key("line").Int(f.line).Close('}');
  }
  out.Close(']');
  Print(out.text() + "\n");
}

void Run(const Options& options, Session* session) {
  const auto book =
      engine::LoadRulebook(options.directory, {.check_only = true, .pattern_cache = {}});
  if (!book) return Report(book.error(), session);
  if (book->checked == nullptr) {
    PrintError(sml::Render(book->diagnostics, *book->sources, {.color = session->color_err()}));
    session->exit_code = kFindings;
    return;
  }
  const std::vector<Feature> features = FeaturesOf(*book);
  options.format == "json" ? PrintJson(features) : PrintText(features);
}

}  // namespace

void AddFeaturesCommand(CLI::App& app, Session* session) {
  CLI::App* command =
      AddCommand(app, "features", "List what a rulebook extracts: name, type, place",
                 "  evenhand features rulebooks/atproto-starter\n"
                 "  evenhand features rules --format json");
  auto options = std::make_shared<Options>();
  AddRulebook(command, &options->directory);
  AddFormat(command, &options->format);
  command->callback([options, session] { Run(*options, session); });
}

}  // namespace evenhand::app
