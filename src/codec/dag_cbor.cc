#include "codec/dag_cbor.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/utf8.h"

namespace evenhand::codec {
namespace {

enum Major : std::uint8_t {
  kUnsigned = 0,
  kNegative = 1,
  kBytes = 2,
  kText = 3,
  kArray = 4,
  kMap = 5,
  kTag = 6,
  kSimple = 7,
};

constexpr std::uint64_t kFalse = 20, kTrue = 21, kNull = 22, kLinkTag = 42;
constexpr auto kMostInt = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

// Shorter keys first, then bytewise.
bool KeyBefore(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// Version 1, DAG-CBOR or raw, SHA-256 of 32 bytes.
bool IsCid(std::string_view cid) {
  return cid.size() == kCidBytes && cid[0] == 0x01 && (cid[1] == 0x71 || cid[1] == 0x55) &&
         cid[2] == 0x12 && cid[3] == 0x20;
}

tl::unexpected<Error> NoForm(std::string_view why) {
  return Fail(ErrorCode::kInvalidArgument, "this has no DAG-CBOR form: " + std::string(why));
}

class Encoder {
 public:
  Result<void> Append(const Cbor& value, int depth) {
    if (depth > kMaxCborDepth) return NoForm("values are nested too deep");
    return std::visit([&](const auto& inner) { return Write(inner, depth); }, value.value);
  }
  Result<std::string> Take() { return out_.Take(); }

 private:
  Result<void> Write(std::nullptr_t, int) { return Done(out_.Null()); }
  Result<void> Write(bool value, int) { return Done(out_.Bool(value)); }
  Result<void> Write(std::int64_t value, int) { return Done(out_.Int(value)); }
  Result<void> Write(const std::string& text, int) { return Done(out_.Text(text)); }
  Result<void> Write(const CborBytes& bytes, int) { return Done(out_.Bytes(bytes.bytes)); }
  Result<void> Write(const CborLink& link, int) { return Done(out_.Link(link.cid)); }
  Result<void> Write(const Cbor::Array& items, int depth) {
    out_.Array(items.size());
    for (const Cbor& item : items) EVENHAND_TRY(Append(item, depth + 1));
    return {};
  }
  Result<void> Write(const Cbor::Map& fields, int depth) {
    std::vector<const CborField*> sorted;
    for (const CborField& field : fields) sorted.push_back(&field);
    std::ranges::sort(sorted, KeyBefore,
                      [](const CborField* f) { return std::string_view(f->key); });
    out_.Map(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i > 0 && sorted[i]->key == sorted[i - 1]->key) return NoForm("a map has a key twice");
      out_.Key(sorted[i]->key);
      EVENHAND_TRY(Append(sorted[i]->value, depth + 1));
    }
    return {};
  }
  // What is wrong with a part is said at the end.
  static Result<void> Done(const DagCborOut&) { return {}; }

  DagCborOut out_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  Result<Cbor> Whole() {
    EVENHAND_ASSIGN(Cbor value, Next(0));
    if (at_ != bytes_.size()) return Bad("bytes after the value");
    return value;
  }

 private:
  struct Head {
    Major major;
    std::uint64_t number;
  };

  tl::unexpected<Error> Bad(std::string_view why) const {
    return Fail(ErrorCode::kCorrupt,
                "not DAG-CBOR at byte " + std::to_string(at_) + ": " + std::string(why));
  }
  std::size_t left() const { return bytes_.size() - at_; }

  Result<Head> NextHead() {
    if (left() == 0) return Bad("it ends too early");
    const auto first = static_cast<std::uint8_t>(bytes_[at_]);
    const auto major = static_cast<Major>(first >> 5);
    const unsigned low = first & 31u;
    if (low < 24) {
      ++at_;
      return Head{major, low};
    }
    if (low > 27) return Bad("a length that is not definite");
    if (major == kSimple) return Bad("a float, or a value that is none of null, true and false");
    const std::size_t wide = std::size_t{1} << (low - 24);
    if (left() < 1 + wide) return Bad("it ends too early");
    std::uint64_t number = 0;
    for (const char byte : bytes_.substr(at_ + 1, wide)) {
      number = number << 8 | static_cast<std::uint8_t>(byte);
    }
    const bool shortest = wide == 1 ? number >= 24 : number >> (4 * wide) != 0;
    if (!shortest) return Bad("a number in more bytes than it needs");
    at_ += 1 + wide;
    return Head{major, number};
  }

  Result<Cbor> Next(int depth) {
    if (depth > kMaxCborDepth) return Bad("nested too deep");
    EVENHAND_ASSIGN(const Head head, NextHead());
    switch (head.major) {
      case kUnsigned:
      case kNegative:
        return Integer(head);
      case kBytes:
        return Wrapped<CborBytes>(head.number);
      case kText:
        return Text(head.number);
      case kArray:
        return Items(head.number, depth);
      case kMap:
        return Fields(head.number, depth);
      case kTag:
        return Link(head.number);
      case kSimple:
        break;
    }
    if (head.number == kNull) return Cbor{};
    if (head.number == kFalse || head.number == kTrue) return Cbor{head.number == kTrue};
    return Bad("a value that is none of null, true and false");
  }

  Result<Cbor> Integer(Head head) {
    if (head.number > kMostInt) return Bad("an integer beyond 64 bits");
    const auto magnitude = static_cast<std::int64_t>(head.number);
    return Cbor{head.major == kUnsigned ? magnitude : -1 - magnitude};
  }

  Result<std::string> Run(std::uint64_t size) {
    if (size > left()) return Bad("it ends too early");
    std::string run(bytes_.substr(at_, size));
    at_ += size;
    return run;
  }

  template <class T>
  Result<Cbor> Wrapped(std::uint64_t size) {
    EVENHAND_ASSIGN(std::string run, Run(size));
    return Cbor{T{std::move(run)}};
  }

  Result<Cbor> Text(std::uint64_t size) {
    EVENHAND_ASSIGN(std::string text, Run(size));
    if (!IsWellFormed(text, false)) return Bad("a text that is not UTF-8");
    return Cbor{std::move(text)};
  }

  Result<Cbor> Link(std::uint64_t tag) {
    if (tag != kLinkTag) return Bad("a tag other than 42");
    EVENHAND_ASSIGN(const Head head, NextHead());
    if (head.major != kBytes) return Bad("a link that is not bytes");
    EVENHAND_ASSIGN(const std::string run, Run(head.number));
    if (run.empty() || run[0] != '\0' || !IsCid(std::string_view(run).substr(1))) {
      return Bad("a link that is no CID of version 1 with SHA-256");
    }
    return Cbor{CborLink{run.substr(1)}};
  }

  Result<Cbor> Items(std::uint64_t count, int depth) {
    if (count > left()) return Bad("an array longer than the bytes that are left");
    Cbor::Array items;
    while (count-- > 0) {
      EVENHAND_ASSIGN(Cbor item, Next(depth + 1));
      items.push_back(std::move(item));
    }
    return Cbor{std::move(items)};
  }

  Result<Cbor> Fields(std::uint64_t count, int depth) {
    if (count > left() / 2) return Bad("a map longer than the bytes that are left");
    Cbor::Map fields;
    while (count-- > 0) {
      EVENHAND_ASSIGN(const Head head, NextHead());
      if (head.major != kText) return Bad("a key that is not text");
      EVENHAND_ASSIGN(const Cbor key, Text(head.number));
      const auto& name = std::get<std::string>(key.value);
      if (!fields.empty() && !KeyBefore(fields.back().key, name)) {
        return Bad("a key twice, or out of order");
      }
      EVENHAND_ASSIGN(Cbor value, Next(depth + 1));
      fields.push_back({name, std::move(value)});
    }
    return Cbor{std::move(fields)};
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

bool Cbor::operator==(const Cbor& other) const { return value == other.value; }

const Cbor* Cbor::Field(std::string_view key) const {
  const Map* fields = As<Map>();
  if (fields == nullptr) return nullptr;
  const auto found = std::ranges::find(*fields, key, &CborField::key);
  return found == fields->end() ? nullptr : &found->value;
}

DagCborOut& DagCborOut::Head(std::uint8_t major, std::uint64_t number) {
  const auto first = static_cast<std::uint8_t>(major << 5);
  if (number < 24) {
    out_.push_back(static_cast<char>(first | number));
    return *this;
  }
  unsigned log2_bytes = 0;
  while (log2_bytes < 3 && number >> (8u << log2_bytes) != 0) ++log2_bytes;
  char head[9] = {static_cast<char>(first | (24 + log2_bytes))};
  const unsigned bytes = 1u << log2_bytes;
  for (unsigned i = 0; i < bytes; ++i)
    head[1 + i] = static_cast<char>(number >> (8 * (bytes - 1 - i)));
  out_.append(head, 1 + bytes);
  return *this;
}

DagCborOut& DagCborOut::Run(std::uint8_t major, std::string_view bytes) {
  Head(major, bytes.size());
  out_ += bytes;
  return *this;
}

DagCborOut& DagCborOut::Map(std::size_t fields) { return Head(kMap, fields); }
DagCborOut& DagCborOut::Array(std::size_t items) { return Head(kArray, items); }
DagCborOut& DagCborOut::Bool(bool value) { return Head(kSimple, value ? kTrue : kFalse); }
DagCborOut& DagCborOut::Null() { return Head(kSimple, kNull); }
DagCborOut& DagCborOut::Bytes(std::string_view bytes) { return Run(kBytes, bytes); }

DagCborOut& DagCborOut::Int(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value >= 0 ? Head(kUnsigned, bits) : Head(kNegative, ~bits);
}

DagCborOut& DagCborOut::Text(std::string_view text) {
  if (wrong_.empty() && !IsWellFormed(text, false)) wrong_ = "a text is not UTF-8";
  return Run(kText, text);
}

DagCborOut& DagCborOut::Link(std::string_view cid) {
  if (wrong_.empty() && !IsCid(cid)) wrong_ = "a link is no CID of version 1 with SHA-256";
  Head(kTag, kLinkTag).Head(kBytes, cid.size() + 1);
  out_.push_back('\0');
  out_ += cid;
  return *this;
}

Result<std::string> DagCborOut::Take() {
  if (!wrong_.empty()) return NoForm(wrong_);
  return std::move(out_);
}

Result<std::string> EncodeDagCbor(const Cbor& value) {
  Encoder encoder;
  EVENHAND_TRY(encoder.Append(value, 0));
  return encoder.Take();
}

Result<Cbor> DecodeDagCbor(std::string_view bytes) { return Decoder(bytes).Whole(); }

}  // namespace evenhand::codec
