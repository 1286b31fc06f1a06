#include "app/dossier_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/docket_dir.h"
#include "app/ledger_files.h"
#include "app/table.h"
#include "docket/event.h"
#include "dossier/dossier_json.h"

namespace evenhand::app {

namespace fs = std::filesystem;

namespace {
constexpr std::size_t kMostFiles = 10'000;
}  // namespace

Result<std::vector<std::string>> JsonFilesOf(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(path, error))
      if (entry.is_regular_file(error) && entry.path().extension() == ".json")
        files.push_back(entry.path().string());
    if (error) return Fail(ErrorCode::kIo, path + ": " + error.message());
  }
  if (files.size() > kMostFiles)
    return Fail(ErrorCode::kLimit, fmt::format("more than {} dossiers", kMostFiles));
  std::ranges::sort(files);
  return files;
}

Result<dossier::Dossier> LoadDossier(const std::string& path) {
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, dossier::kMostBytes));
  auto read = dossier::ReadDossier(text);
  if (!read) return tl::unexpected(std::move(read).error().Within(path));
  return read;
}

namespace {

// As people order names: numbers in them by what they count, so that network-51 comes before
// network-509.
bool ComesBefore(std::string_view left, std::string_view right) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view whole_left = left, whole_right = right;
  const auto take_number = [&](std::string_view* text) {
    const auto end = std::ranges::find_if_not(*text, is_digit);
    std::string_view number = text->substr(0, static_cast<std::size_t>(end - text->begin()));
    text->remove_prefix(number.size());
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return number;
  };
  while (!left.empty() && !right.empty()) {
    if (is_digit(left.front()) && is_digit(right.front())) {
      const std::string_view a = take_number(&left), b = take_number(&right);
      if (a.size() != b.size()) return a.size() < b.size();
      if (a != b) return a < b;
      continue;
    }
    if (left.front() != right.front()) return left.front() < right.front();
    left.remove_prefix(1);
    right.remove_prefix(1);
  }
  if (left.empty() != right.empty()) return left.empty();
  return whole_left < whole_right;  // 01 and 1
}

}  // namespace

Result<std::vector<dossier::Publication>> LoadPublications(const std::vector<std::string>& paths) {
  EVENHAND_ASSIGN(const std::vector<std::string> files, JsonFilesOf(paths));
  std::vector<dossier::Publication> all;
  std::set<std::string> names;
  for (const std::string& file : files) {
    EVENHAND_ASSIGN(const std::string text, ReadWholeFile(file, dossier::kMostPublicationBytes));
    auto read = dossier::ReadPublication(text);
    if (!read) return tl::unexpected(std::move(read).error().Within(file));
    if (!names.insert(read->name).second)
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}: there is a published dossier {} already", file, read->name));
    all.push_back(*std::move(read));
  }
  std::ranges::sort(all, ComesBefore, &dossier::Publication::name);
  return all;
}

Result<void> SaveDossier(const std::string& path, const dossier::Dossier& dossier) {
  return WriteWholeFile(path, dossier::WriteDossier(dossier));
}

void AddDossierChange(CLI::App* command, DossierChange* change) {
  command->add_option("FILE", change->file, "the dossier")->required()->type_name("FILE");
  command->add_option("--by", change->by, "who does it: a name or pseudonym that others know")
      ->required()
      ->type_name("NAME");
  command->add_option("-o,--out", change->out, "write here; without it, FILE is replaced")
      ->type_name("FILE");
  command->add_option("--at", change->at, "without it, now")->type_name("TIME");
}

Result<dossier::Who> WhoOf(const DossierChange& change) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(change.at));
  return dossier::Who{.by = change.by, .at_ms = docket::SecondsOf(at) * 1000, .note = change.note};
}

std::string FallenText(const dossier::Dossier& before, const dossier::Dossier& after) {
  const dossier::Names was = dossier::Over(before, dossier::Measure(before));
  const std::vector<dossier::Standing> standings = dossier::Measure(after);
  std::string text;
  std::size_t over = 0;
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const std::string& name = after.accounts[i].name;
    over += standings[i].over();
    if (!was.contains(name) || standings[i].over() || standings[i].lack == dossier::Lack::kRemoved)
      continue;
    text += fmt::format("{} falls {}: it is reinstated the same day\n", ForTerminal(name),
                        dossier::Sentence(standings[i]));
  }
  return text + fmt::format("{} of {} accounts are over the line\n", Grouped(over),
                            Grouped(standings.size()));
}

}  // namespace evenhand::app
