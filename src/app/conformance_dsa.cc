#include "app/conformance_dsa.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <map>
#include <vector>

#include "app/ledger_files.h"
#include "codec/json_document.h"
#include "policy/dsa_check.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;

constexpr std::size_t kMostCorpusBytes = 64 << 20;

// "puid: regex", one for each field and rule; in order of names.
std::vector<std::string> Wanted(const Json& errors) {
  std::vector<std::string> wanted;
  if (errors.kind() != JsonKind::kObject) return wanted;
  for (const auto& [field, rules] : errors.Members()) {
    for (std::size_t i = 0; rules.kind() == JsonKind::kArray && i < rules.size(); ++i)
      wanted.push_back(fmt::format("{}: {}", field, rules.Item(i).AsString()));
  }
  std::ranges::sort(wanted);
  return wanted;
}

std::vector<std::string> Given(const std::vector<policy::DsaFault>& faults) {
  std::vector<std::string> given;
  for (const policy::DsaFault& fault : faults)
    given.push_back(fmt::format("{}: {}", fault.field, fault.rule));
  std::ranges::sort(given);
  return given;
}

std::vector<std::string> Texts(const Json& list) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; list.kind() == JsonKind::kArray && i < list.size(); ++i)
    texts.emplace_back(list.Item(i).AsString());
  std::ranges::sort(texts);
  return texts;
}

Result<bool> RunCase(const Json& row, std::ostream& out) {
  if (row.Field("name").kind() != JsonKind::kString || row.Field("valid").kind() != JsonKind::kBool)
    return Fail(ErrorCode::kCorrupt,
                "statement-cases.json: a case wants the text 'name' and the truth 'valid'");
  EVENHAND_ASSIGN(const policy::DsaVerdict verdict,
                  policy::CheckDsaStatement(row.Field("statement")));
  const auto wanted = Wanted(row.Field("errors"));
  const auto given = Given(verdict.faults);
  const auto dropped = Texts(row.Field("dropped"));
  const bool same = verdict.valid() == row.Field("valid").AsBool() && wanted == given &&
                    dropped == verdict.dropped;
  if (!same) {
    out << fmt::format("{}: want {} {}, got {} {}\n", row.Field("name").AsString(), wanted, dropped,
                       given, verdict.dropped);
  }
  return same;
}

}  // namespace

Result<Tally> RunDsaCases(const std::string& directory, std::ostream& out) {
  const std::string path = (std::filesystem::path(directory) / "statement-cases.json").string();
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, kMostCorpusBytes));
  codec::JsonDocument document;
  auto root = document.ParseCopy(text);
  if (!root) return tl::unexpected(std::move(root).error().Within(path));
  const Json cases = root->kind() == JsonKind::kObject ? root->Field("cases") : Json();
  if (cases.kind() != JsonKind::kArray)
    return Fail(ErrorCode::kCorrupt, path + ": expected an object with the list 'cases'");
  Tally tally;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (cases.Item(i).kind() != JsonKind::kObject)
      return Fail(ErrorCode::kCorrupt, fmt::format("{}: case {} is no object", path, i + 1));
    EVENHAND_ASSIGN(const bool same, RunCase(cases.Item(i), out));
    ++tally.total;
    tally.passed += same;
  }
  out << fmt::format("{} of {}\n", tally.passed, tally.total);
  return tally;
}

}  // namespace evenhand::app
