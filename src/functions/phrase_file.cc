#include "functions/phrase_file.h"

#include <algorithm>
#include <unordered_set>

#include "codec/yaml.h"

namespace evenhand::functions {
namespace {

constexpr std::string_view kFolder = "lists/";
constexpr std::string_view kSuffix = ".yaml";

std::string PathOf(std::string_view name) {
  return std::string(kFolder).append(name).append(kSuffix);
}

std::vector<std::string> NamesOf(const sml::SourceSet& sources) {
  std::vector<std::string> names;
  for (const sml::SourceFile& file : sources.lists) {
    names.push_back(
        file.path.substr(kFolder.size(), file.path.size() - kFolder.size() - kSuffix.size()));
  }
  return names;
}

void ReportMissing(sml::CallCheck& check, std::string_view name) {
  const std::vector<std::string> names = NamesOf(check.sources());
  const std::string close = sml::CloseName(name, names);
  std::string hint;
  if (!close.empty()) {
    hint = "did you mean `" + close + "`?";
  } else if (names.empty()) {
    hint = "the rulebook has no phrase lists; a list is a file of lines like `- free followers`";
  } else {
    hint = "the rulebook's lists are";
    for (const std::string& known : names) hint.append(" `").append(known).append("`");
  }
  const sml::Span at = check.Argument("list")->span;
  std::string message = "there is no phrase list `" + PathOf(name) + "`";
  if (check.config().osprey_1_1) {  // there it is a list that never matches
    check.Warn(at, "no-such-list", std::move(message), std::move(hint));
  } else {
    check.Error(at, "no-such-list", std::move(message), std::move(hint));
  }
}

bool IsText(const codec::YamlNode& node) {
  return node.kind != codec::YamlKind::kNull && node.kind != codec::YamlKind::kList &&
         node.kind != codec::YamlKind::kMap;
}

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// Calls visit(phrase, node) for each entry that is one, refuse(node) for each other.
template <class Visit, class Refuse>
void EachPhrase(const codec::YamlNode& list, Visit&& visit, Refuse&& refuse) {
  std::unordered_set<std::string_view> seen;
  for (const codec::YamlPointer& item : list.items) {
    if (!IsText(*item) || IsBlank(item->text)) {
      refuse(*item);
    } else if (seen.insert(item->text).second) {
      visit(item->text, *item);
    }
  }
}

}  // namespace

std::vector<Phrase> CheckPhraseFile(sml::CallCheck& check) {
  const sml::Constant* name = check.ConstantOf("list");
  if (name == nullptr) return {};
  const sml::SourceSet& sources = check.sources();
  const std::string path = PathOf(name->text);
  const auto file =
      std::find_if(sources.lists.begin(), sources.lists.end(),
                   [&](const sml::SourceFile& candidate) { return candidate.path == path; });
  if (file == sources.lists.end()) {
    ReportMissing(check, name->text);
    return {};
  }
  // Spans count rules files first, then config files, then lists.
  const auto number =
      static_cast<std::uint32_t>(sources.files.size() + sources.configs.size() +
                                 static_cast<std::size_t>(file - sources.lists.begin()));
  const auto yaml = codec::ReadYaml(file->text, number);
  if (!yaml) {
    check.Error({number, yaml.error().line, yaml.error().column}, "bad-list",
                "this phrase list is not YAML: " + yaml.error().message);
    return {};
  }
  if (*yaml == nullptr || (*yaml)->kind != codec::YamlKind::kList) {
    check.Error({number, 1, 0}, "bad-list", "a phrase list is a YAML list",
                "write one phrase a line: `- free followers`");
    return {};
  }
  std::vector<Phrase> phrases;
  bool good = true;
  EachPhrase(
      **yaml,
      [&](const std::string& phrase, const codec::YamlNode& node) {
        phrases.push_back({phrase, {number, node.line, node.column}});
      },
      [&](const codec::YamlNode& node) {
        good = false;
        check.Error({number, node.line, node.column}, "bad-list",
                    IsText(node) ? "an empty phrase would stand in every text"
                                 : "an entry of a phrase list is a text",
                    "put quotes around it if it is meant as it stands, or take it out");
      });
  if (!good) phrases.clear();
  if (good && phrases.empty()) {
    check.Warn({number, 1, 0}, "empty-list", "this phrase list is empty, so it never matches");
  }
  return phrases;
}

std::vector<std::string> ReadPhraseFile(std::string_view name, const program::Lists& lists) {
  std::vector<std::string> phrases;
  const std::string* text = lists.Find(name);
  if (text == nullptr) return phrases;
  const auto yaml = codec::ReadYaml(*text);
  if (!yaml || *yaml == nullptr) return phrases;
  EachPhrase(
      **yaml, [&](const std::string& phrase, const codec::YamlNode&) { phrases.push_back(phrase); },
      [](const codec::YamlNode&) {});
  return phrases;
}

}  // namespace evenhand::functions
