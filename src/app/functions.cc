#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "functions/registry.h"

namespace evenhand::app {
namespace {

using program::FunctionRow;

struct Options {
  std::string name;
  std::string format = "text";
};

using Groups = std::map<std::string, std::vector<const FunctionRow*>>;

Groups ByCategory(const std::string& only) {
  Groups groups;
  for (const FunctionRow* row : functions::Registry()) {
    const std::string category = row->spec.category.empty() ? "Other" : row->spec.category;
    if (only.empty() || row->spec.name == only) groups[category].push_back(row);
  }
  return groups;
}

std::string Declaration(const FunctionRow& row) { return row.spec.name + row.spec.signature; }

std::string FirstSentence(const std::string& doc) {
  const std::size_t end = std::min(doc.find(". "), doc.find(".\n"));
  return end == std::string::npos ? doc : doc.substr(0, end + 1);
}

// What a call may come to besides a value.
std::string Failures(const FunctionRow& row) {
  if (row.can_error && row.can_fail) return "may fail, expectedly or as a counted error";
  if (row.can_error) return "may end in a counted error";
  return row.can_fail ? "may fail, expectedly" : "";
}

std::string Full(const FunctionRow& row) {
  std::string text = Declaration(row) + "\n\n" + row.spec.doc + "\n";
  for (const auto& [parameter, note] : row.spec.notes) {
    text += fmt::format("  {}: {}\n", parameter, note);
  }
  const std::string failures = Failures(row);
  return failures.empty() ? text : text + "  (" + failures + ")\n";
}

std::string Text(const Groups& groups, bool full) {
  std::string text;
  for (const auto& [category, rows] : groups) {
    if (full) {
      for (const FunctionRow* row : rows) text += Full(*row);
      continue;
    }
    text += (text.empty() ? "" : "\n") + category + "\n";
    for (const FunctionRow* row : rows) {
      text += fmt::format("  {:<28} {}\n", row->spec.name, FirstSentence(row->spec.doc));
    }
  }
  return text;
}

// The reference in docs/: the tests compare it with what stands there.
std::string Markdown(const Groups& groups) {
  std::string text =
      "# Functions\n\nEvery function that rules can call, printed from the program's own registry "
      "by\n"
      "`evenhand functions --format markdown`. All arguments are given by keyword.\n";
  for (const auto& [category, rows] : groups) {
    text += "\n## " + category + "\n";
    for (const FunctionRow* row : rows) {
      text += fmt::format("\n### {}\n\n    {}\n\n{}\n", row->spec.name, Declaration(*row),
                          row->spec.doc);
      if (!row->spec.notes.empty()) text += "\n";
      for (const auto& [parameter, note] : row->spec.notes) {
        text += fmt::format("- `{}`: {}\n", parameter, note);
      }
      const std::string failures = Failures(*row);
      if (!failures.empty()) text += "\nThe call " + failures + ".\n";
    }
  }
  return text;
}

std::string Json(const Groups& groups) {
  codec::JsonOut out;
  out.Open('[');
  for (const auto& [category, rows] : groups) {
    for (const FunctionRow* row : rows) {
      out.Open('{').Key("name").String(row->spec.name).Key("category").String(category);
      out.Key("signature").String(row->spec.signature).Key("doc").String(row->spec.doc);
      out.Key("notes").Open('{');
      for (const auto& [parameter, note] : row->spec.notes) out.Key(parameter).String(note);
      out.Close('}').Key("can_error").Bool(row->can_error);
      out.Key("can_fail").Bool(row->can_fail).Close('}');
    }
  }
  out.Close(']');
  return out.text() + "\n";
}

void Run(const Options& options, Session* session) {
  const Groups groups = ByCategory(options.name);
  if (groups.empty()) {
    std::vector<std::string> names;
    for (const FunctionRow* row : functions::Registry()) names.push_back(row->spec.name);
    const std::string close = sml::CloseName(options.name, names);
    return Report(
        {ErrorCode::kInvalidArgument, "no function is called " + options.name +
                                          (close.empty() ? "" : "; did you mean " + close + "?")},
        session);
  }
  if (options.format == "json") return Print(Json(groups));
  if (options.format == "markdown") return Print(Markdown(groups));
  Print(Text(groups, !options.name.empty()));
}

}  // namespace

void AddFunctionsCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(app, "functions", "List the functions that rules can call",
                                 "  evenhand functions\n"
                                 "  evenhand functions HasLabel\n"
                                 "  evenhand functions --format json");
  auto options = std::make_shared<Options>();
  command->add_option("NAME", options->name, "show this one in full");
  AddChoice(command, "--format", &options->format, {"text", "json", "markdown"},
            "text for people, json, or markdown for the reference");
  command->callback([options, session] { Run(*options, session); });
}

}  // namespace evenhand::app
