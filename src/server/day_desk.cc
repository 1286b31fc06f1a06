#include "server/day_desk.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "carry/typed_date.h"
#include "codec/json_document.h"
#include "net/form_data.h"
#include "page/access_day.h"
#include "record/files.h"
#include "register/change.h"

namespace evenhand::server {
namespace {

constexpr std::size_t kMostTyped = 100;
constexpr std::size_t kMostSheets = 10'000;

Result<access::Register> RegisterIn(std::string_view lines) {
  access::Register known;
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    codec::JsonDocument document;
    const auto applied = [&]() -> Result<void> {
      EVENHAND_ASSIGN(const codec::Json json, document.ParseCopy(line));
      EVENHAND_ASSIGN(access::Change change, access::ReadChange(json));
      return known.Apply(std::move(change));
    }();
    if (!applied)
      return tl::unexpected(
          Error(applied.error()).Within("register/changes.jsonl, line " + std::to_string(number)));
  }
  return known;
}

// The one day that was typed.
std::optional<access::Day> DayTyped(std::string_view text) {
  const auto days = carry::DaysIn(text);
  return days.size() == 1 ? std::optional(days.front()) : std::nullopt;
}

std::size_t SheetTyped(std::string_view text) {
  std::size_t sheet = 1;
  std::from_chars(text.data(), text.data() + text.size(), sheet);
  return std::clamp<std::size_t>(sheet, 1, kMostSheets) - 1;
}

}  // namespace

std::optional<DayRoute> DayRouteOf(std::string_view path,
                                   const std::vector<std::string>& languages) {
  const std::size_t slash = std::min(path.find('/'), path.size());
  const std::string_view language = path.substr(0, slash), name = path.substr(slash);
  const bool is_text = name == "/asymmetry.txt";
  if ((!is_text && name != "/asymmetry" && name != "/asymmetry.html") ||
      std::ranges::find(languages, language) == languages.end())
    return std::nullopt;
  return DayRoute{std::string(language), is_text};
}

Result<const DayDesk::Edition*> DayDesk::Read() {
  const std::string file = site_ + "/register/changes.jsonl";
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return nullptr;
  const std::int64_t changed = status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec;
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (edition_ != nullptr && edition_->changed_ns == changed && edition_->size == size)
    return edition_.get();
  const auto files = record::OpenFiles(site_);
  EVENHAND_ASSIGN(const auto changes, files->Read("register/changes.jsonl", kMostRegisterBytes));
  EVENHAND_ASSIGN(const auto services, files->Read("register/services.csv", kMostRegisterBytes));
  if (!changes || !services) return nullptr;
  auto edition = std::make_unique<Edition>();
  edition->changed_ns = changed;
  edition->size = size;
  EVENHAND_ASSIGN(edition->entries, RegisterIn(*changes));
  EVENHAND_ASSIGN(edition->services, access::ReadServices(*services));
  edition_ = std::move(edition);
  return edition_.get();
}

Result<std::optional<DayAnswer>> DayDesk::Answer(const PageFrame& frame, std::string_view query) {
  EVENHAND_ASSIGN(const Edition* edition, Read());
  if (edition == nullptr) return std::optional<DayAnswer>();
  const page::KnownAccess known{&edition->entries, &edition->services};
  const auto fields = net::ReadForm("application/x-www-form-urlencoded", query);
  const std::string typed =
      fields ? Sanitized(net::FieldNamed(*fields, "at").substr(0, kMostTyped)) : std::string("?");
  if (typed.empty()) return std::optional(DayAnswer{DayFormHtml(frame, known)});
  const auto day = DayTyped(typed);
  if (!day) return std::optional(DayAnswer{DayRefusedHtml(frame, typed), true});
  return std::optional(
      DayAnswer{DayHtml(frame, known, *day, SheetTyped(net::FieldNamed(*fields, "sheet")))});
}

}  // namespace evenhand::server
