#include "app/conformance_access.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "app/ledger_files.h"
#include "codec/json_document.h"
#include "register/answer.h"
#include "register/csv_form.h"

namespace evenhand::app {
namespace {

using access::Certainty;
using codec::Json;
using codec::JsonKind;

constexpr std::size_t kMostCorpusBytes = 64 << 20;

using Names = std::set<std::string>;  // "IR twitter block"

tl::unexpected<Error> Corrupt(std::size_t number, std::string_view what) {
  return Fail(ErrorCode::kCorrupt, fmt::format("queries.json: answer {}: {}", number, what));
}

Result<Names> WantedIn(const Json& answer, std::string_view key, std::size_t number) {
  const Json list = answer.Field(key);
  if (list.kind() != JsonKind::kArray) return Corrupt(number, fmt::format("'{}' is no list", key));
  Names names;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list.Item(i).kind() != JsonKind::kString)
      return Corrupt(number, fmt::format("'{}' has something else than texts", key));
    names.emplace(list.Item(i).AsString());
  }
  return names;
}

Names Given(const std::vector<access::AnswerRow>& rows, Certainty certainty) {
  Names names;
  for (const access::AnswerRow& row : rows) {
    if (row.answer.certainty != certainty) continue;
    names.insert(fmt::format("{} {} {}", row.entry->state, row.entry->service,
                             access::Name(row.entry->kind)));
  }
  return names;
}

// Prints what one list lacks and what it has too much; whether there is nothing to print.
bool Same(std::string_view at, std::string_view certainty, const Names& wanted, const Names& given,
          std::ostream& out) {
  for (const std::string& name : wanted) {
    if (!given.contains(name))
      out << fmt::format("{}: want {} {}, it is not there\n", at, certainty, name);
  }
  for (const std::string& name : given) {
    if (!wanted.contains(name))
      out << fmt::format("{}: got {} {}, which is not wanted\n", at, certainty, name);
  }
  return wanted == given;
}

Result<access::Register> RegisterIn(const std::string& directory) {
  const std::string path = (std::filesystem::path(directory) / "blocks.csv").string();
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, kMostCorpusBytes));
  access::Register known;
  auto changes = access::ReadCsvForm(text, {.by = {"corpus", "conformance"}});
  if (!changes) return tl::unexpected(std::move(changes).error().Within(path));
  std::size_t row = 1;
  for (access::Change& change : *changes) {
    ++row;
    if (auto applied = known.Apply(&change); !applied) {
      return tl::unexpected(
          std::move(applied).error().Within(fmt::format("{}: row {}", path, row)));
    }
  }
  return known;
}

}  // namespace

Result<Tally> RunAccessQueries(const std::string& directory, std::ostream& out) {
  EVENHAND_ASSIGN(const access::Register known, RegisterIn(directory));
  EVENHAND_ASSIGN(const std::string text,
                  ReadWholeFile((std::filesystem::path(directory) / "queries.json").string(),
                                kMostCorpusBytes));
  codec::JsonDocument document;
  auto root = document.ParseCopy(text);
  if (!root) return tl::unexpected(std::move(root).error().Within("queries.json"));
  const Json answers = root->kind() == JsonKind::kObject ? root->Field("answers") : Json();
  if (answers.kind() != JsonKind::kArray)
    return Fail(ErrorCode::kCorrupt, "queries.json: expected an object with the list 'answers'");
  Tally tally;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Json answer = answers.Item(i);
    if (answer.kind() != JsonKind::kObject || answer.Field("at").kind() != JsonKind::kString)
      return Corrupt(i + 1, "'at' is no text");
    const std::string at(answer.Field("at").AsString());
    EVENHAND_ASSIGN(const access::Day day, access::ParseDay(at));
    EVENHAND_ASSIGN(const Names yes, WantedIn(answer, "yes", i + 1));
    EVENHAND_ASSIGN(const Names maybe, WantedIn(answer, "maybe", i + 1));
    const auto rows = access::AnswersOn(known.entries(), {.day = day});
    const bool same_yes = Same(at, "yes", yes, Given(rows, Certainty::kYes), out);
    const bool same_maybe = Same(at, "maybe", maybe, Given(rows, Certainty::kMaybe), out);
    ++tally.total;
    if (same_yes && same_maybe) ++tally.passed;
  }
  out << fmt::format("{} of {}\n", tally.passed, tally.total);
  return tally;
}

}  // namespace evenhand::app
