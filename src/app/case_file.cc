#include "app/case_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/certified.h"
#include "app/ledger_files.h"
#include "app/table.h"
#include "codec/json_document.h"
#include "docket/body.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20;

}  // namespace

Result<policy::Rulebook> LoadRulebookFile(const std::string& path) {
  const std::string file = DocumentAt(path);
  EVENHAND_ASSIGN(const std::string yaml, ReadWholeFile(file, kMostBytes));
  auto book = policy::LoadRulebook(yaml);
  if (!book) return tl::unexpected(std::move(book).error().Within(file));
  return book;
}

std::string ProblemText(const std::string& file, const policy::Problem& p) {
  return fmt::format("{}:{}:{}: {}: {}\n{}", file, p.place.line, p.place.column,
                     p.is_error ? "error" : "warning", ForTerminal(p.message),
                     p.mend.empty() ? "" : fmt::format("  {}\n", ForTerminal(p.mend)));
}

Result<std::vector<policy::CaseInput>> ReadCaseFile(const std::string& file) {
  std::vector<policy::CaseInput> cases;
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(file, kMostBytes));
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    codec::JsonDocument document;
    const auto json = document.ParseCopy(line);
    auto request = json ? docket::ReadCaseRequest(*json, policy::Time::max())
                        : Result<docket::CaseRequest>(tl::unexpected(json.error()));
    if (!request)
      return tl::unexpected(
          std::move(request).error().Within(fmt::format("{} line {}", file, number)));
    if (request->input.at == policy::Time::max()) request->input.at = request->input.posted;
    if (request->input.decision.empty()) request->input.decision = fmt::format("line {}", number);
    cases.push_back(std::move(request->input));
  }
  return cases;
}

}  // namespace evenhand::app
