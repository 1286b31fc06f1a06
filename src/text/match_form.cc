#include "text/match_form.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>

#include "base/utf8.h"
#include "text/char_class.h"
#include "text/char_set.h"

namespace evenhand::text {
namespace {

// What one code point turns into: its representative, and whether it is a word character.
class Entry {
 public:
  Entry() = default;
  explicit Entry(char32_t c) : bits_(CaseRepresentative(c) | (IsWordChar(c) ? kWord : 0)) {}
  char32_t representative() const { return bits_ & ~kWord; }
  bool is_word() const { return (bits_ & kWord) != 0; }

 private:
  static constexpr std::uint32_t kWord = 0x80000000;
  std::uint32_t bits_ = 0;
};

// Entries of 256 code points in a row, made when the first of them is seen.
class Pages {
 public:
  using Page = std::array<Entry, 256>;

  static Pages& Shared() {
    static Pages pages;
    return pages;
  }
  const Page& Page0() { return Of(0), *pages_[0].load(std::memory_order_acquire); }
  const Entry& Of(char32_t c) {
    const Page* page = pages_[c >> 8].load(std::memory_order_acquire);
    return (page != nullptr ? *page : Make(c >> 8))[c & 0xFF];
  }

 private:
  ~Pages() {
    for (auto& page : pages_) delete page.load(std::memory_order_relaxed);
  }
  const Page& Make(char32_t number) {
    auto page = std::make_unique<Page>();
    for (char32_t i = 0; i < page->size(); ++i) (*page)[i] = Entry(number << 8 | i);
    const Page* there = nullptr;
    if (pages_[number].compare_exchange_strong(there, page.get(), std::memory_order_acq_rel))
      return *page.release();
    return *there;  // another thread was faster
  }

  std::array<std::atomic<const Page*>, (kMaxCodePoint >> 8) + 1> pages_ = {};
};

// The code point at `at` of a text that ends at `end`, for the commonest lengths without a call.
char32_t Decode(std::string_view text, std::size_t* at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(*at);
  if (first >= 0xC2 && first <= 0xDF && *at + 1 < text.size() && (byte(*at + 1) & 0xC0) == 0x80) {
    *at += 2;
    return char32_t{first & 0x1Fu} << 6 | (byte(*at - 1) & 0x3Fu);
  }
  return DecodeNext(text, at);
}

}  // namespace

std::string_view Marked(std::string_view text, std::string* buffer) {
  // U+FFFD for a stray byte, and a mark beside each character: the worst growth there is.
  const std::size_t most = text.size() * 4 + 8;
  if (buffer->size() < most) buffer->resize(most);
  Pages& pages = Pages::Shared();
  const Pages::Page& ascii = pages.Page0();
  char* const start = buffer->data();
  char* to = start;
  bool in_word = false;
  const auto mark = [&](bool is_word) {  // without a branch: words are short
    *to = kBoundary;
    to += static_cast<int>(is_word != in_word);
    in_word = is_word;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      mark(ascii[byte].is_word());
      *to++ = text[at++];
      continue;
    }
    const std::size_t from = at;
    const char32_t c = Decode(text, &at);
    const Entry entry = pages.Of(c);
    mark(entry.is_word());
    if (entry.representative() == c && at - from == 2) {
      std::memcpy(to, text.data() + from, 2);
      to += 2;
    } else {
      to = EncodeUtf8(entry.representative(), to);
    }
  }
  mark(false);
  return {start, static_cast<std::size_t>(to - start)};
}

}  // namespace evenhand::text
