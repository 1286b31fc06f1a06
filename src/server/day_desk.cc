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
constexpr std::size_t kMostPageBytes = 1u << 20;
constexpr std::string_view kOfAll = "asymmetry", kOfState = "asymmetry/";

bool IsState(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "outages" of "outages-p2" (page/sheets.h).
std::string_view WithoutSheet(std::string_view name) {
  const std::size_t mark = name.rfind("-p");
  const bool has_number =
      mark != name.npos && mark + 2 < name.size() &&
      std::ranges::all_of(name.substr(mark + 2), [](char c) { return c >= '0' && c <= '9'; });
  return has_number ? name.substr(0, mark) : name;
}

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
  const std::size_t slash = path.find('/');
  if (slash == path.npos) return std::nullopt;
  DayRoute route{.language = std::string(path.substr(0, slash))};
  if (std::ranges::find(languages, route.language) == languages.end()) return std::nullopt;
  std::string_view name = path.substr(slash + 1);
  route.is_text = name.ends_with(".txt");
  if (route.is_text) name.remove_suffix(4);
  if (name.ends_with(".html")) name.remove_suffix(5);
  route.published = route.language + "/" + std::string(name) + ".html";
  const std::string_view whole = name;
  name = WithoutSheet(name);
  route.place.outages_only = name == "outages";
  if (name.starts_with(kOfState) && IsState(name.substr(kOfState.size())))
    route.place.state = name.substr(kOfState.size());
  // The list of states is one page.
  const bool is_one = name == route.place.Name() && (name == whole || name != kOfAll);
  return is_one ? std::optional(route) : std::nullopt;
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

Result<std::optional<DayAnswer>> DayDesk::Answer(const PageFrame& frame, const DayRoute& route,
                                                 std::string_view query) {
  EVENHAND_ASSIGN(const Edition* edition, Read());
  if (edition == nullptr) return std::optional<DayAnswer>();
  const page::KnownAccess known{&edition->entries, &edition->services};
  const bool is_of_all = route.place.Name() == kOfAll;
  std::optional<std::string> published;
  if (!is_of_all) {
    EVENHAND_ASSIGN(published, record::OpenFiles(site_)->Read(route.published, kMostPageBytes));
    if (!published) return std::optional<DayAnswer>();
  }
  const auto fields = net::ReadForm("application/x-www-form-urlencoded", query);
  const std::string typed =
      fields ? Sanitized(net::FieldNamed(*fields, "at").substr(0, kMostTyped)) : std::string("?");
  if (typed.empty())
    return std::optional(DayAnswer{is_of_all
                                       ? DayFormHtml(frame, known)
                                       : WithDayField(frame, route.place, *std::move(published))});
  const auto day = DayTyped(typed);
  if (!day) return std::optional(DayAnswer{DayRefusedHtml(frame, route.place, typed), true});
  return std::optional(DayAnswer{DayHtml(frame, known, {.day = *day, .place = route.place},
                                         SheetTyped(net::FieldNamed(*fields, "sheet")))});
}

}  // namespace evenhand::server
