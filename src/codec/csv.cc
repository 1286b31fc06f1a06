#include "codec/csv.h"

#include <csv.h>

#include <optional>
#include <utility>
#include <vector>

namespace evenhand::codec {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kPiece = 1 << 16;  // bytes between two looks at the limits

int IsNoSpace(unsigned char /*byte*/) { return 0; }

}  // namespace

struct CsvReader::State {
  explicit State(VisitCsvRow visitor) : visit(std::move(visitor)) {
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&parser, &IsNoSpace);
  }
  ~State() { csv_free(&parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  static void OnField(void* bytes, std::size_t size, void* self) {
    static_cast<State*>(self)->AddField({static_cast<const char*>(bytes), size});
  }
  static void OnRow(int /*terminator*/, void* self) { static_cast<State*>(self)->EndRow(); }

  void AddField(std::string_view field) {
    if (failed) return;
    if (ends.size() == kMostCsvFields || row.size() + field.size() > kMostCsvRowBytes) {
      TooLong();
      return;
    }
    row += field;
    ends.push_back(row.size());
  }

  void EndRow() {
    if (failed) return;
    ++number;
    fields.clear();
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
      fields.emplace_back(row.data() + begin, end - begin);
      begin = end;
    }
    if (auto visited = visit(fields, number); !visited) failed = std::move(visited).error();
    row.clear();
    ends.clear();
  }

  void TooLong() {
    failed = Error{ErrorCode::kLimit, "row " + std::to_string(number + 1) +
                                          " is longer than a row may be (" +
                                          std::to_string(kMostCsvRowBytes) + " bytes, " +
                                          std::to_string(kMostCsvFields) + " fields)"};
  }

  Result<void> Outcome() const {
    if (failed) return tl::unexpected(*failed);
    return {};
  }

  Result<void> Malformed() {
    failed = Error{ErrorCode::kInvalidArgument, "row " + std::to_string(number + 1) +
                                                    " is no row of comma-separated values: a field "
                                                    "with a quote in it stands in quotes, and "
                                                    "each quote in it is doubled"};
    return Outcome();
  }

  VisitCsvRow visit;
  csv_parser parser = {};
  std::string row;
  std::vector<std::size_t> ends;
  std::vector<std::string_view> fields;
  std::int64_t number = 0;
  std::string head;  // the first bytes, until it is known whether they are a byte-order mark
  bool has_begun = false;
  std::optional<Error> failed;
};

CsvReader::CsvReader(VisitCsvRow visit) : state_(std::make_unique<State>(std::move(visit))) {}
CsvReader::~CsvReader() = default;

Result<void> CsvReader::Feed(std::string_view bytes) {
  State& s = *state_;
  if (s.failed) return s.Outcome();
  std::string joined;
  if (!s.has_begun) {
    s.head += bytes;
    if (s.head.size() < kByteOrderMark.size() && kByteOrderMark.starts_with(s.head)) return {};
    s.has_begun = true;
    joined = std::exchange(s.head, {});
    bytes = joined;
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  }
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kPiece);
    bytes.remove_prefix(piece.size());
    if (csv_parse(&s.parser, piece.data(), piece.size(), &State::OnField, &State::OnRow, &s) !=
        piece.size()) {
      return s.failed ? s.Outcome() : s.Malformed();
    }
    if (!s.failed && csv_get_buffer_size(&s.parser) > kMostCsvRowBytes + kPiece) s.TooLong();
    if (s.failed) return s.Outcome();
  }
  return {};
}

Result<void> CsvReader::Finish() {
  State& s = *state_;
  if (!s.failed && !s.has_begun && !s.head.empty()) {
    const std::string head = std::exchange(s.head, {});
    s.has_begun = true;
    EVENHAND_TRY(Feed(head));
  }
  if (s.failed) return s.Outcome();
  if (csv_fini(&s.parser, &State::OnField, &State::OnRow, &s) != 0) return s.Malformed();
  return s.Outcome();
}

Result<void> ReadCsv(std::string_view text, const VisitCsvRow& visit) {
  CsvReader reader(visit);
  EVENHAND_TRY(reader.Feed(text));
  return reader.Finish();
}

void AppendCsvRow(std::span<const std::string_view> fields, std::string* out) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) *out += ',';
    const std::string_view field = fields[i];
    if (field.find_first_of(",\"\r\n") == std::string_view::npos &&
        !(fields.size() == 1 && field.empty())) {
      *out += field;
      continue;
    }
    const std::size_t at = out->size(), room = csv_write(nullptr, 0, field.data(), field.size());
    out->resize(at + room);
    csv_write(out->data() + at, room, field.data(), field.size());
  }
  *out += '\n';
}

}  // namespace evenhand::codec
