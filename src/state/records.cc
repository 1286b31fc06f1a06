#include "state/records.h"

#include "base/check.h"

namespace evenhand::state {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kPending = 1;  // flags of a reason
constexpr std::uint8_t kHasExpiry = 2;

class Writer {
 public:
  void Byte(std::uint8_t b) { bytes_.push_back(static_cast<char>(b)); }
  void Unsigned(std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) Byte(static_cast<std::uint8_t>(n | 0x80));
    Byte(static_cast<std::uint8_t>(n));
  }
  void Signed(std::int64_t n) {
    Unsigned((static_cast<std::uint64_t>(n) << 1) ^ static_cast<std::uint64_t>(n >> 63));
  }
  void Text(std::string_view s) {
    Unsigned(s.size());
    bytes_.append(s);
  }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After the first thing that is not as Writer leaves it, everything reads as nothing and `good` is
// false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool good() const { return good_; }
  bool at_end() const { return bytes_.empty(); }

  std::uint8_t Byte(std::uint8_t most = 0xff) {
    if (bytes_.empty() || static_cast<std::uint8_t>(bytes_.front()) > most) return Bad();
    const auto b = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return b;
  }
  std::uint64_t Unsigned() {
    std::uint64_t n = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint8_t b = Byte();
      if (shift > 0 && b == 0) break;   // could have been shorter
      if (shift == 63 && b > 1) break;  // beyond 64 bits
      n |= std::uint64_t{b & 0x7fu} << shift;
      if (b < 0x80) return n;
    }
    return Bad();
  }
  std::int64_t Signed() {
    const std::uint64_t n = Unsigned();
    return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1);
  }
  std::string Text() {
    const std::uint64_t size = Unsigned();
    if (size > bytes_.size()) return Bad(), std::string();
    std::string text(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return text;
  }
  // How many parts follow; each takes at least a byte.
  std::uint64_t Count() {
    const std::uint64_t n = Unsigned();
    return n > bytes_.size() ? Bad() : n;
  }
  // What the next name stands for in `map`; names are written in ascending order.
  template <class Map>
  typename Map::mapped_type& Named(Map* map) {
    std::string name = Text();
    if (!map->empty() && name <= map->rbegin()->first) Bad();
    return (*map)[std::move(name)];
  }
  std::uint8_t Bad() {
    good_ = false;
    bytes_ = {};
    return 0;
  }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

void WriteReasons(const model::LabelReasons& reasons, Writer* to) {
  to->Unsigned(reasons.size());
  for (const auto& [name, reason] : reasons) {
    to->Text(name);
    to->Byte(static_cast<std::uint8_t>((reason.pending ? kPending : 0) |
                                       (reason.expires_at ? kHasExpiry : 0)));
    to->Text(reason.description);
    to->Unsigned(reason.features.size());
    for (const auto& [field, text] : reason.features) {
      to->Text(field);
      to->Text(text);
    }
    to->Signed(Count(reason.created_at));
    if (reason.expires_at) to->Signed(Count(*reason.expires_at));
  }
}

model::LabelReasons ReadReasons(Reader* from) {
  model::LabelReasons reasons;
  for (std::uint64_t n = from->Count(); n > 0 && from->good(); --n) {
    model::LabelReason& reason = from->Named(&reasons);
    const std::uint8_t flags = from->Byte(kPending | kHasExpiry);
    reason.pending = (flags & kPending) != 0;
    reason.description = from->Text();
    for (std::uint64_t f = from->Count(); f > 0 && from->good(); --f) {
      std::string& field = from->Named(&reason.features);
      field = from->Text();
    }
    reason.created_at = TimeUs{from->Signed()};
    if ((flags & kHasExpiry) != 0) reason.expires_at = TimeUs{from->Signed()};
  }
  return reasons;
}

model::LabelStatus ReadStatus(Reader* from) {
  return static_cast<model::LabelStatus>(
      from->Byte(static_cast<std::uint8_t>(model::LabelStatus::kManuallyAdded)));
}

model::EntityLabels ReadLabels(Reader* from) {
  model::EntityLabels labels;
  for (std::uint64_t n = from->Count(); n > 0 && from->good(); --n) {
    model::LabelState& state = from->Named(&labels);
    state.status = ReadStatus(from);
    state.reasons = ReadReasons(from);
    for (std::uint64_t p = from->Count(); p > 0 && from->good(); --p) {
      const model::LabelStatus status = ReadStatus(from);
      state.previous_states.push_back({status, ReadReasons(from)});
    }
  }
  return labels;
}

void WriteLabels(const model::EntityLabels& labels, Writer* to) {
  to->Unsigned(labels.size());
  for (const auto& [label, state] : labels) {
    to->Text(label);
    to->Byte(static_cast<std::uint8_t>(state.status));
    WriteReasons(state.reasons, to);
    to->Unsigned(state.previous_states.size());
    for (const auto& previous : state.previous_states) {
      to->Byte(static_cast<std::uint8_t>(previous.status));
      WriteReasons(previous.reasons, to);
    }
  }
}

Window ReadWindow(Reader* from) {
  Window window;
  for (std::uint64_t n = from->Count(); n > 0 && from->good(); --n) {
    const std::int64_t bucket = from->Signed();
    if (!window.buckets.empty() && bucket <= window.buckets.back().first) from->Bad();
    window.buckets.emplace_back(bucket, from->Signed());
  }
  return window;
}

}  // namespace

Result<Record> Decode(std::string_view key, std::string_view bytes) {
  Reader from(bytes);
  Record record;
  if (from.Byte() == kVersion && !key.empty()) {
    switch (key.front()) {
      case 'L':
        record = ReadLabels(&from);
        break;
      case 'W':
        record = ReadWindow(&from);
        break;
      case 'C': {
        const TimeUs expires_at{from.Signed()};
        record = Cached{expires_at, from.Text()};
        break;
      }
      default:
        break;
    }
  }
  if (!from.good() || !from.at_end() || std::holds_alternative<std::monostate>(record)) {
    return Fail(ErrorCode::kCorrupt, "the stored record " + std::string(key) + " is damaged");
  }
  return record;
}

std::string Encode(const Record& record) {
  Writer to;
  to.Byte(kVersion);
  if (const auto* labels = std::get_if<model::EntityLabels>(&record)) {
    WriteLabels(*labels, &to);
  } else if (const auto* window = std::get_if<Window>(&record)) {
    to.Unsigned(window->buckets.size());
    for (const auto& [bucket, count] : window->buckets) {
      to.Signed(bucket);
      to.Signed(count);
    }
  } else if (const auto* cached = std::get_if<Cached>(&record)) {
    to.Signed(Count(cached->expires_at));
    to.Text(cached->text);
  } else {
    EVENHAND_CHECK(!"nothing to encode");
  }
  return to.Take();
}

}  // namespace evenhand::state
