#include "register/csv_form.h"

#include <algorithm>
#include <array>

#include "codec/csv.h"

namespace evenhand::access {
namespace {

constexpr std::array<std::string_view, 9> kColumns = {"state",   "service", "kind", "from", "to",
                                                      "source1", "source2", "note", "seen"};
enum Column : std::uint8_t {
  kState,
  kService,
  kKindOf,
  kFrom,
  kTo,
  kSource1,
  kSource2,
  kNote,
  kSeen
};
constexpr Column kNeeded[] = {kState, kService, kKindOf, kFrom, kSource1};

// Where each column stands in a row.
class Header {
 public:
  static Result<Header> Read(codec::CsvRow row) {
    Header header;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto found = std::ranges::find(kColumns, row[i]);
      if (found == kColumns.end()) {
        return Fail(ErrorCode::kInvalidArgument,
                    "row 1: '" + std::string(row[i].substr(0, 40)) +
                        "' is no column of the register; they are state, service, kind, from, "
                        "to, source1, source2, note, seen");
      }
      header.at_[static_cast<std::size_t>(found - kColumns.begin())] = i;
    }
    for (const Column column : kNeeded) {
      if (header.at_[column] == kNowhere) {
        return Fail(ErrorCode::kInvalidArgument,
                    "row 1: column '" + std::string(kColumns[column]) + "' is missing");
      }
    }
    header.size_ = row.size();
    return header;
  }

  std::size_t size() const { return size_; }
  std::string_view Get(codec::CsvRow row, Column column) const {
    return at_[column] == kNowhere ? std::string_view() : row[at_[column]];
  }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  Header() { at_.fill(kNowhere); }
  std::array<std::size_t, kColumns.size()> at_;
  std::size_t size_ = 0;
};

Result<std::optional<DayPair>> OptionalDays(std::string_view text) {
  if (text.empty()) return std::optional<DayPair>();
  EVENHAND_ASSIGN(const DayPair days, ParseDays(text));
  return std::optional(days);
}

Result<Change> ChangeOf(const Header& header, codec::CsvRow row, const Entered& entered) {
  const auto get = [&](Column column) { return header.Get(row, column); };
  Change change{.recorded_at = entered.at,
                .by = entered.by,
                .state = std::string(get(kState)),
                .service = std::string(get(kService))};
  change.limit = KindNamed(get(kKindOf));
  if (!change.limit) {
    return Fail(ErrorCode::kInvalidArgument,
                "'" + std::string(get(kKindOf).substr(0, 40)) +
                    "' is no kind; they are block, throttle, calls, shutdown, curfew, removed");
  }
  EVENHAND_ASSIGN(change.from, ParseBeginning(get(kFrom)));
  EVENHAND_ASSIGN(change.to, OptionalDays(get(kTo)));
  EVENHAND_ASSIGN(change.seen, OptionalDays(get(kSeen)));
  for (const Column column : {kSource1, kSource2}) {
    if (!get(column).empty()) change.sources.push_back({.url = std::string(get(column))});
  }
  if (!get(kNote).empty()) change.notes.emplace("en", get(kNote));
  if (!change.from->is_unknown() && !change.to && !change.seen) change.kind = ChangeKind::kPlan;
  return change;
}

// ---- writing

void AppendEntry(const Entry& entry, const Beginning& from, const std::string& to,
                 const std::string& seen, std::string* out) {
  const auto source = [&](std::size_t i) {
    return i < entry.sources.size() ? std::string_view(entry.sources[i].url) : "";
  };
  const auto note = entry.notes.find("en");
  const std::string begin = FormatBeginning(from);
  codec::AppendCsvRow(
      std::array<std::string_view, 9>{
          entry.state, entry.service, Name(entry.kind), begin, to, source(0), source(1),
          note == entry.notes.end() ? std::string_view() : note->second, seen},
      out);
}

void AppendParts(const Entry& entry, std::string* out) {
  std::vector<DaySpan> lapses = entry.lapses;
  std::ranges::sort(lapses, {}, &DaySpan::from);
  Beginning from = entry.from;
  for (const DaySpan& lapse : lapses) {
    AppendEntry(entry, from, FormatDay(lapse.from), "", out);
    from = {lapse.to, lapse.to};
  }
  AppendEntry(entry, from, entry.to ? FormatDays(*entry.to) : "",
              entry.seen && !entry.to ? FormatDays(*entry.seen) : "", out);
}

}  // namespace

Result<std::vector<Change>> ReadCsvForm(std::string_view text, const Entered& entered) {
  std::optional<Header> header;
  std::vector<Change> changes;
  EVENHAND_TRY(codec::ReadCsv(text, [&](codec::CsvRow row, std::int64_t number) -> Result<void> {
    if (!header) {
      EVENHAND_ASSIGN(header, Header::Read(row));
      return {};
    }
    const std::string place = "row " + std::to_string(number);
    if (row.size() != header->size()) {
      return Fail(ErrorCode::kInvalidArgument, place + " has " + std::to_string(row.size()) +
                                                   " fields, the header " +
                                                   std::to_string(header->size()));
    }
    if (changes.size() == kMostEntries)
      return Fail(ErrorCode::kLimit, place + ": more rows than a register may have");
    Result<Change> change = ChangeOf(*header, row, entered);
    if (!change) return tl::unexpected(std::move(change).error().Within(place));
    changes.push_back(*std::move(change));
    return {};
  }));
  if (!header)
    return Fail(ErrorCode::kInvalidArgument, "the file is empty; its first row names the columns");
  return changes;
}

std::string WriteCsvForm(const Register& known) {
  std::string out;
  codec::AppendCsvRow(kColumns, &out);
  for (const Entry& entry : known.entries()) {
    if (entry.status != Status::kWithdrawn) AppendParts(entry, &out);
  }
  for (const Plan& plan : known.plans()) {
    const Entry shown{.state = plan.state,
                      .service = plan.service,
                      .kind = plan.kind,
                      .sources = plan.sources,
                      .notes = plan.notes};
    AppendEntry(shown, plan.from, "", "", &out);
  }
  return out;
}

}  // namespace evenhand::access
