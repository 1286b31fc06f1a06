#include "text/fold.h"

#include <unicode/uchar.h>

#include <limits>
#include <optional>

#include "base/check.h"
#include "base/utf8.h"
#include "text/normalizers.h"

namespace evenhand::text {
namespace {

constexpr char32_t kZeroWidthNonJoiner = 0x200C;
constexpr std::size_t kMaxMarks = 32;     // kept on one letter
constexpr std::size_t kMaxSegment = 128;  // characters normalised together

std::uint32_t Offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    EVENHAND_CHECK(text.size() <= std::numeric_limits<std::uint32_t>::max());
  }

  std::size_t size() const { return text_.size(); }
  bool ill_formed() const { return ill_formed_; }

  char32_t Next(std::size_t* at) {
    const std::size_t start = *at;
    if (const char32_t c = TwoBytes(start); c != 0) {
      *at += 2;
      return c;
    }
    const char32_t c = DecodeNext(text_, at);
    if (IsSurrogate(c) || (c == kReplacement && *at - start == 1)) [[unlikely]] {
      ill_formed_ = true;
      if (!IsSurrogate(c)) *at = start + IllFormedLength(text_.substr(start));
      return kReplacement;
    }
    return c;
  }

 private:
  // Most letters outside ASCII that rules meet; 0 when something else stands here.
  char32_t TwoBytes(std::size_t at) const {
    if (text_.size() - at < 2) return 0;
    const auto lead = static_cast<unsigned char>(text_[at]);
    const auto next = static_cast<unsigned char>(text_[at + 1]);
    const bool two = lead >= 0xC2 && lead <= 0xDF && (next & 0xC0) == 0x80;
    return two ? char32_t{lead & 0x1Fu} << 6 | (next & 0x3Fu) : 0;
  }

  // Bytes of the maximal part that one U+FFFD stands for: those that could still begin a character.
  static std::size_t IllFormedLength(std::string_view rest) {
    const auto byte = [rest](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0xC2 || lead > 0xF4 || rest.size() < 2) return 1;
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < least || byte(1) > most) return 1;
    const bool third = lead >= 0xF0 && rest.size() > 2 && (byte(2) & 0xC0) == 0x80;
    return third ? 3 : 2;
  }

  std::string_view text_;
  bool ill_formed_ = false;
};

// Characters that stand alone go through the table. One that joins with those before it sends the
// folder back to where its segment began, to be normalised as a whole.
class Folder {
 public:
  Folder(std::string_view text, FoldDepth depth, Joint joint)
      : reader_(text), depth_(depth), joint_(joint), table_(FoldTable::Of(depth)) {
    out_.reserve(text.size());
  }

  KeyText Run() {
    for (std::size_t at = 0; at < reader_.size();) at = Step(at);
    if (!out_.empty() && out_.back().code == ' ') out_.pop_back();
    if (joins_) Recompose();
    return {.chars = std::move(out_), .ill_formed = reader_.ill_formed()};
  }

 private:
  struct Segment {
    std::size_t begin = 0;  // in the input
    std::size_t out = 0;    // in the output
    char32_t base = 0;
    std::size_t marks = 0;
  };

  char32_t Next(std::size_t* at) {
    const char32_t c = reader_.Next(at);
    return c == kZeroWidthNonJoiner && joint_ == Joint::kSpace ? U' ' : c;
  }

  std::size_t Step(std::size_t start) {
    std::size_t at = start;
    const CharFold& fold = table_.At(Next(&at));
    if (fold.starts) segment_ = {start, out_.size(), base_, marks_};
    const Range origin{Offset(start), Offset(at)};
    switch (fold.kind) {
      case FoldKind::kCopy:
        Put(fold.key, origin);
        if (fold.base != 0) Rest(fold.base);
        return at;
      case FoldKind::kSpace:
        PutSpace(origin);
        Rest(' ');
        return at;
      case FoldKind::kIgnorable:
      case FoldKind::kDropped:
        Grow(origin);
        return at;
      case FoldKind::kMark:
        if (DropsEveryMark(base_)) {
          Grow(origin);
          return at;
        }
        break;
      case FoldKind::kContext:
        break;
    }
    return FoldSegment();
  }

  // Folds the whole segment that is under way; returns where the next one begins.
  std::size_t FoldSegment() {
    out_.resize(segment_.out);
    base_ = segment_.base;
    marks_ = segment_.marks;
    std::size_t at = segment_.begin;
    const icu::UnicodeString written = ReadSegment(&at);
    const Range origin{Offset(segment_.begin), Offset(at)};
    const icu::UnicodeString folded = Normalize(Casefold(), written);
    if (depth_ == FoldDepth::kCase) {
      PutAll(folded, origin);
    } else {
      Walk(Normalize(Decompose(), folded), origin);
    }
    if (out_.size() == segment_.out) Grow(origin);
    segment_ = {at, out_.size(), base_, marks_};
    return at;
  }

  icu::UnicodeString ReadSegment(std::size_t* at) {
    icu::UnicodeString segment;
    std::size_t length = 0;
    while (*at < reader_.size()) {
      std::size_t next = *at;
      const char32_t c = Next(&next);
      if (length > 0 && table_.At(c).starts) break;
      const bool full = length >= kMaxSegment;
      if (full && !IsCombining(c)) break;
      if (!full) segment.append(static_cast<UChar32>(c));
      ++length;
      *at = next;
    }
    return segment;
  }

  // Marks that follow rest on this character.
  void Rest(char32_t base) {
    base_ = base;
    marks_ = 0;
  }

  void PutAll(const icu::UnicodeString& text, Range origin) {
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      PutAny(static_cast<char32_t>(text.char32At(i)), origin);
    }
  }

  // Marks, tatweel and letters of one decomposed segment.
  void Walk(const icu::UnicodeString& text, Range origin) {
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const auto c = static_cast<char32_t>(text.char32At(i));
      if (c == kTatweel) continue;
      if (IsCombining(c)) {
        if (DropsMark(base_, c) || marks_ == kMaxMarks) continue;
        ++marks_;
      } else if (u_charType(static_cast<UChar32>(c)) != U_COMBINING_SPACING_MARK) {
        Rest(c);
      }
      PutAny(FoldLetter(c), origin);
      joins_ = joins_ || !Compose().hasBoundaryBefore(static_cast<UChar32>(c));
    }
  }

  void PutAny(char32_t c, Range origin) {
    if (u_isUWhiteSpace(static_cast<UChar32>(c))) {
      PutSpace(origin);
    } else {
      Put(c, origin);
    }
  }

  void Put(char32_t c, Range origin) {
    if (out_.empty() && removed_first_) origin.begin = *removed_first_;
    out_.push_back({c, origin});
  }

  void PutSpace(Range origin) {
    if (out_.empty()) {
      removed_first_.reset();
    } else if (out_.back().code == ' ') {
      Grow(origin);
    } else {
      Put(' ', origin);
    }
  }

  // What stood here is gone; the character before it (or the first to come) answers for it.
  void Grow(Range removed) {
    if (!out_.empty()) {
      out_.back().origin.end = removed.end;
    } else if (!removed_first_) {
      removed_first_ = removed.begin;
    }
  }

  // NFC over the output. Only characters that can join the one before them make work.
  void Recompose() {
    std::vector<KeyChar> composed;
    composed.reserve(out_.size());
    for (std::size_t begin = 0; begin < out_.size();) {
      std::size_t end = begin + 1;
      while (end < out_.size() && end - begin < kMaxSegment &&
             !Compose().hasBoundaryBefore(static_cast<UChar32>(out_[end].code))) {
        ++end;
      }
      AppendComposed(std::span(out_).subspan(begin, end - begin), &composed);
      begin = end;
    }
    out_ = std::move(composed);
  }

  static void AppendComposed(std::span<const KeyChar> segment, std::vector<KeyChar>* to) {
    if (segment.size() == 1) {
      to->push_back(segment.front());
      return;
    }
    icu::UnicodeString text;
    for (const KeyChar& c : segment) text.append(static_cast<UChar32>(c.code));
    text = Normalize(Compose(), text);
    const Range origin = OriginOf(segment);
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      to->push_back({static_cast<char32_t>(text.char32At(i)), origin});
    }
  }

  Reader reader_;
  FoldDepth depth_;
  Joint joint_;
  const FoldTable& table_;
  std::vector<KeyChar> out_;
  Segment segment_;
  char32_t base_ = 0;
  std::size_t marks_ = 0;
  bool joins_ = false;
  std::optional<std::uint32_t> removed_first_;
};

}  // namespace

KeyText Fold(std::string_view text, FoldDepth depth, Joint joint) {
  return Folder(text, depth, joint).Run();
}

KeyText Raw(std::string_view text) {
  Reader reader(text);
  KeyText raw;
  raw.chars.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = reader.Next(&at);
    raw.chars.push_back({c, {Offset(start), Offset(at)}});
  }
  raw.ill_formed = reader.ill_formed();
  return raw;
}

}  // namespace evenhand::text
