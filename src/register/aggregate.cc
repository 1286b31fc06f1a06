#include "register/aggregate.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "codec/iso8601.h"
#include "codec/json_document.h"

namespace evenhand::access {
namespace {

using codec::Json;
using codec::JsonKind;

enum Field : std::uint8_t {
  kDay,
  kNetwork,
  kCountry,
  kInput,
  kDomain,
  kAll,
  kOk,
  kAnomaly,
  kConfirmed,
  kFailure,
  kFields
};
constexpr std::array<std::string_view, kFields> kNames = {
    "measurement_start_day", "probe_asn", "probe_cc",      "input",           "domain",
    "measurement_count",     "ok_count",  "anomaly_count", "confirmed_count", "failure_count"};
// Axes along which counts would be split a second time.
constexpr std::string_view kOtherAxes[] = {"test_name", "category_code", "blocking_type"};

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

std::string Beginning_(std::string_view text) {
  std::string shown(text.substr(0, 80));
  std::ranges::replace_if(
      shown, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return shown;
}

std::optional<std::uint32_t> Number(std::string_view text, std::uint32_t most) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || number > most)
    return std::nullopt;
  return number;
}

struct DayOfRow {
  Day day = {};
  bool is_hourly = false;
};

Result<DayOfRow> ReadDay(std::string_view text) {
  if (text.size() == 10) {
    if (const auto day = ParseDay(text)) return DayOfRow{*day, false};
  }
  if (text.size() > 10) {
    if (const auto time = codec::ParseIso8601(text)) {
      const std::chrono::sys_time<std::chrono::microseconds> instant(
          std::chrono::microseconds(Count(time->utc)));
      return DayOfRow{std::chrono::floor<Days>(instant), true};
    }
  }
  return Bad(
      "'" + Beginning_(text) +
      "' is no day of measurements; ask for time_grain=day (or hour), which gives 2021-07-09");
}

// The fields of a row as texts, wherever they came from; nothing where the row has none.
using Texts = std::array<std::optional<std::string_view>, kFields>;

Result<AggregateRow> RowOf(const Texts& texts, const AggregateAxes& needed, bool* adds_up) {
  AggregateRow row;
  EVENHAND_ASSIGN(const DayOfRow day, ReadDay(*texts[kDay]));
  row.day = day.day;
  row.is_hourly = day.is_hourly;
  if (texts[kNetwork]) {
    std::string_view text = *texts[kNetwork];
    if (text.starts_with("AS")) text.remove_prefix(2);
    row.network = Number(text, UINT32_MAX);
    if (!row.network && needed.network)
      return Bad("'" + Beginning_(text) + "' is no number of a network");
  }
  if (texts[kCountry]) row.country = *texts[kCountry];
  row.input = texts[kInput] ? *texts[kInput] : texts[kDomain].value_or("");
  std::array<std::optional<std::uint32_t>, kFields> counts;
  for (std::size_t i = kAll; i < kFields; ++i)
    counts[i] = Number(texts[i].value_or(""), kMostCount);
  *adds_up = std::ranges::all_of(counts.begin() + kAll, counts.end(),
                                 [](const auto& count) { return count.has_value(); });
  if (!*adds_up) return row;
  row.counts = {.ok = *counts[kOk],
                .anomaly = *counts[kAnomaly],
                .confirmed = *counts[kConfirmed],
                .failure = *counts[kFailure]};
  *adds_up = row.counts.all() == *counts[kAll];
  return row;
}

}  // namespace

struct AggregateReader::State {
  State(const AggregateAxes& axes, Visit visitor, std::string of_service)
      : needed(axes),
        visit(std::move(visitor)),
        service(std::move(of_service)),
        csv([this](codec::CsvRow row, std::int64_t number) { return OnCsvRow(row, number); }) {}

  // ---- which of the two it is

  Result<void> Begin() {
    if (is_begun) return {};
    const std::size_t at = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (at == std::string::npos) return {};
    is_begun = true;
    is_json = head[at] == '{' || head[at] == '[';
    if (head[at] == '<')
      return Bad("this is a page, not an answer of the aggregation interface; it begins: " +
                 Beginning_(head.substr(at)));
    if (is_json) return {};
    const std::string bytes = std::exchange(head, {});
    return csv.Feed(bytes);
  }

  Result<void> Feed(std::string_view bytes) {
    if (is_begun && !is_json) return csv.Feed(bytes);
    if (head.size() + bytes.size() > kMostJsonBytes) {
      return Fail(ErrorCode::kLimit, "an answer in JSON may have " +
                                         std::to_string(kMostJsonBytes >> 20) +
                                         " MB; ask for format=CSV, or for fewer days at once");
    }
    head += bytes;
    return Begin();
  }

  Result<void> Finish() {
    if (!is_begun) return Bad("the file is empty");
    if (is_json) return ReadJson();
    EVENHAND_TRY(csv.Finish());
    if (!has_header) return Bad("the file is empty");
    return {};
  }

  // ---- rows

  Result<void> OnRow(const Texts& texts) {
    ++rows;
    bool adds_up = false;
    auto row = RowOf(texts, needed, &adds_up);
    if (!row) return tl::unexpected(std::move(row).error().Within("row " + std::to_string(rows)));
    if (!adds_up) {
      ++dropped;
      return {};
    }
    if (auto visited = visit(*row); !visited)
      return tl::unexpected(std::move(visited).error().Within("row " + std::to_string(rows)));
    return {};
  }

  // `has` says which fields the rows have.
  Result<void> CheckAxes(const std::array<bool, kFields>& has) const {
    for (const Field field : {kDay, kAll, kOk, kAnomaly, kConfirmed, kFailure}) {
      if (!has[field])
        return Bad("the rows have no '" + std::string(kNames[field]) +
                   "'; they begin: " + Beginning_(head));
    }
    if (needed.network && !has[kNetwork])
      return Bad("the rows have no network; the axes must be measurement_start_day and probe_asn");
    if (needed.country && !has[kCountry])
      return Bad("the rows have no country; the axes must be measurement_start_day and probe_cc");
    if (needed.input && !has[kInput] && !has[kDomain])
      return Bad(
          "the rows have no input; the axes must be measurement_start_day and input or domain");
    if (!needed.input && (has[kInput] || has[kDomain]))
      return Bad("the rows are split by input; the axes must be the day and one other");
    return {};
  }

  Result<void> OnCsvRow(codec::CsvRow row, std::int64_t number) {
    if (!has_header) return OnHeader(row);
    if (row.size() != width) {
      return Bad("line " + std::to_string(number) + " has " + std::to_string(row.size()) +
                 " fields, the header " + std::to_string(width));
    }
    Texts texts;
    for (std::size_t i = 0; i < kFields; ++i) {
      if (places[i] != kNowhere) texts[i] = row[places[i]];
    }
    return OnRow(texts);
  }

  Result<void> OnHeader(codec::CsvRow row) {
    has_header = true;
    width = row.size();
    places.fill(kNowhere);
    std::array<bool, kFields> has{};
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (std::ranges::find(kOtherAxes, row[i]) != std::end(kOtherAxes)) {
        return Bad("the rows are split by '" + std::string(row[i]) +
                   "'; the axes must be the day and one other");
      }
      const auto found = std::ranges::find(kNames, row[i]);
      if (found == kNames.end()) continue;
      const auto field = static_cast<std::size_t>(found - kNames.begin());
      has[field] = true;
      places[field] = i;
      head += std::string(row[i]) + " ";
    }
    if (!has[kDay]) head = std::string(row.empty() ? std::string_view() : row[0]);
    return CheckAxes(has);
  }

  // The answer itself, or that of the service where there are several.
  Result<Json> OneAnswer(const Json& root) {
    const bool is_one = root.Field("v").kind() != JsonKind::kMissing ||
                        root.Field("result").kind() != JsonKind::kMissing;
    if (is_one) return root;
    std::string names;
    root.EachField([&](std::string_view name, const Json& member) {
      const bool is_answer =
          member.kind() == JsonKind::kObject && member.Field("result").kind() == JsonKind::kArray;
      if (is_answer) names += (names.empty() ? "" : ", ") + std::string(name);
      return true;
    });
    if (names.empty()) return root;
    const Json chosen = root.Field(service);
    is_of_several = true;
    if (!service.empty() && chosen.kind() == JsonKind::kObject) return chosen;
    return Bad("it has the answers of " + Beginning_(names) + ", and none of '" + service +
               "': name one of them as the service");
  }

  Result<void> ReadJson() {
    codec::JsonDocument document;
    auto root = document.ParseCopy(head);
    if (!root)
      return tl::unexpected(
          std::move(root).error().Within("this is no answer of the aggregation interface"));
    if (root->kind() != JsonKind::kObject)
      return Bad("an answer of the aggregation interface is an object with a list 'result'");
    if (const Json error = root->Field("error"); error.kind() == JsonKind::kString) {
      return Bad("the server said: " + Beginning_(error.AsString()));
    }
    EVENHAND_ASSIGN(const Json answer, OneAnswer(*root));
    const Json version = answer.Field("v"), dimensions = answer.Field("dimension_count"),
               result = answer.Field("result");
    if (version.kind() != JsonKind::kInt || version.AsInt() != 0)
      return Bad("the answer has a version 'v' other than 0");
    if (result.kind() != JsonKind::kArray || dimensions.kind() != JsonKind::kInt ||
        dimensions.AsInt() != 2) {
      return Bad(
          "the answer has not two axes ('dimension_count' 2 and a list 'result'); they must be the "
          "day and one other");
    }
    Result<void> done;
    result.EachItem([&](const Json& item) {
      done = OnJsonRow(item);
      return done.has_value();
    });
    return done;
  }

  Result<void> OnJsonRow(const Json& item) {
    if (item.kind() != JsonKind::kObject)
      return Bad("row " + std::to_string(rows + 1) + " is no object");
    Texts texts;
    std::array<bool, kFields> has{};
    std::array<std::array<char, 24>, kFields> digits;
    Result<void> done;
    item.EachField([&](std::string_view key, const Json& value) {
      if (std::ranges::find(kOtherAxes, key) != std::end(kOtherAxes))
        done = Bad("the rows are split by '" + std::string(key) + "'");
      const auto found = std::ranges::find(kNames, key);
      if (found == kNames.end()) return;
      const auto field = static_cast<std::size_t>(found - kNames.begin());
      has[field] = true;
      if (value.kind() == JsonKind::kString && field < kAll) {
        texts[field] = value.AsString();
      } else if (value.kind() == JsonKind::kInt) {
        const auto end =
            std::to_chars(digits[field].begin(), digits[field].end(), value.AsInt()).ptr;
        texts[field] = std::string_view(digits[field].data(),
                                        static_cast<std::size_t>(end - digits[field].data()));
      } else {
        texts[field] = "";  // no count, and no name
      }
    });
    if (done) done = CheckAxes(has);
    if (!done)
      return tl::unexpected(std::move(done).error().Within("row " + std::to_string(rows + 1)));
    return OnRow(texts);
  }

  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  AggregateAxes needed;
  Visit visit;
  const std::string service;  // of several, whose answer is read
  bool is_of_several = false;
  codec::CsvReader csv;
  std::string head;  // of a file that is not known yet; all of a JSON file
  bool is_begun = false, is_json = false, has_header = false;
  std::array<std::size_t, kFields> places{};
  std::size_t width = 0;
  std::int64_t rows = 0, dropped = 0;
};

AggregateReader::AggregateReader(const AggregateAxes& needed, Visit visit, std::string service)
    : state_(std::make_unique<State>(needed, std::move(visit), std::move(service))) {}
AggregateReader::~AggregateReader() = default;
Result<void> AggregateReader::Feed(std::string_view bytes) { return state_->Feed(bytes); }
Result<void> AggregateReader::Finish() { return state_->Finish(); }
std::int64_t AggregateReader::rows() const { return state_->rows; }
std::int64_t AggregateReader::dropped() const { return state_->dropped; }
bool AggregateReader::is_of_several() const { return state_->is_of_several; }

}  // namespace evenhand::access
