#include "register/services.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "codec/csv.h"

namespace evenhand::access {
namespace {

constexpr std::array<std::string_view, 6> kServiceColumns = {"id",      "name",  "since",
                                                             "domains", "tests", "sources"};
constexpr std::string_view kUnsourced = "unsourced";
constexpr std::array<std::string_view, 6> kProviderColumns = {"state", "network", "from",
                                                              "to",    "source",  "note"};

Result<void> Wrong(std::int64_t row, std::string_view what) {
  return Fail(ErrorCode::kInvalidArgument, fmt::format("row {}: {}", row, what));
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

std::optional<std::int64_t> Number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number <= 0) return std::nullopt;
  return number;
}

Result<std::optional<Day>> DayIn(std::string_view text) {
  if (text.empty()) return std::optional<Day>();
  EVENHAND_ASSIGN(const Day day, ParseDay(text));
  return std::optional(day);
}

bool IsState(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<void> AddService(codec::CsvRow row, std::int64_t number, ServiceList* list) {
  if (row.size() != kServiceColumns.size() || row[0].empty() || row[1].empty())
    return Wrong(number, "a service has id, name, since, domains, tests, sources");
  ServiceName name{.name = std::string(row[1]),
                   .domains = Words(row[3]),
                   .tests = Words(row[4]),
                   .sources = Words(row[5])};
  auto since = DayIn(row[2]);
  if (!since) return tl::unexpected(std::move(since).error().Within(fmt::format("row {}", number)));
  name.since = *since;
  const bool claims = !name.domains.empty() || name.since;
  const bool has_pages = std::ranges::all_of(
      name.sources, [](const std::string& source) { return source.starts_with("https://"); });
  const bool is_unsourced = row[5] == kUnsourced;
  if ((claims && name.sources.empty()) || (!has_pages && !is_unsourced))
    return Wrong(number,
                 "domains and the day of a name have sources, pages that begin with https://, or "
                 "say unsourced");
  if (is_unsourced) name.sources.clear();
  const bool is_new = list->services.empty() || list->services.back().id != row[0];
  if (is_new && list->Find(row[0]) != nullptr)
    return Wrong(number, "rows of one service stand together, its names by time");
  if (is_new) list->services.push_back({.id = std::string(row[0])});
  std::vector<ServiceName>& names = list->services.back().names;
  const bool in_order =
      names.empty() ? !name.since
                    : name.since && (!names.back().since || *names.back().since < *name.since);
  if (!in_order)
    return Wrong(number, "the first name has no 'since', and each later one a later day");
  names.push_back(std::move(name));
  return {};
}

}  // namespace

const Service* ServiceList::Find(std::string_view id) const {
  const auto found = std::ranges::find(services, id, &Service::id);
  return found == services.end() ? nullptr : &*found;
}

Result<ServiceList> ReadServices(std::string_view csv) {
  ServiceList list;
  EVENHAND_TRY(codec::ReadCsv(csv, [&](codec::CsvRow row, std::int64_t number) -> Result<void> {
    if (number == 1) {
      const auto version = row.size() == 2 && row[0] == "version" ? Number(row[1]) : std::nullopt;
      if (!version) return Wrong(number, "a list of services begins with version,N");
      list.version = *version;
      return {};
    }
    if (number == 2)
      return std::ranges::equal(row, kServiceColumns)
                 ? Result<void>()
                 : Wrong(number, "its columns are id,name,since,domains,tests,sources");
    return AddService(row, number, &list);
  }));
  if (list.version == 0)
    return Fail(ErrorCode::kInvalidArgument, "a list of services begins with version,N");
  std::ranges::sort(list.services, {}, &Service::id);
  return list;
}

const ServiceName& NameOn(const Service& service, Day day) {
  std::size_t found = 0;
  for (std::size_t i = 1; i < service.names.size(); ++i) {
    if (*service.names[i].since <= day) found = i;
  }
  return service.names[found];
}

Result<std::vector<SingleProvider>> ReadSingleProviders(std::string_view csv) {
  std::vector<SingleProvider> list;
  EVENHAND_TRY(codec::ReadCsv(csv, [&](codec::CsvRow row, std::int64_t number) -> Result<void> {
    if (number == 1)
      return std::ranges::equal(row, kProviderColumns)
                 ? Result<void>()
                 : Wrong(number, "its columns are state,network,from,to,source,note");
    const auto network =
        row.size() == kProviderColumns.size() && IsState(row[0]) ? Number(row[1]) : std::nullopt;
    if (!network || row[4].empty())
      return Wrong(number,
                   "a state has two capitals, the number of its network, days and a source");
    auto from = DayIn(row[2]), to = DayIn(row[3]);
    for (auto* day : {&from, &to}) {
      if (!*day)
        return tl::unexpected(std::move(*day).error().Within(fmt::format("row {}", number)));
    }
    list.push_back({.state = std::string(row[0]),
                    .network = *network,
                    .from = *from,
                    .to = *to,
                    .source = std::string(row[4]),
                    .note = std::string(row[5])});
    return {};
  }));
  return list;
}

bool IsSingleProvider(const std::vector<SingleProvider>& list, std::string_view state, Day first,
                      Day last) {
  return std::ranges::any_of(list, [&](const SingleProvider& one) {
    return one.state == state && (!one.from || *one.from <= first) && (!one.to || last < *one.to);
  });
}

}  // namespace evenhand::access
