#pragma once

// What folding does with one character that stands alone: the precomputed part of fold.h.
//
// Pages of 256 characters are made on first use and kept for the life of the process: about 3 kB a
// page, 13 MB for all of Unicode.
// Thread: safe.

#include <array>
#include <atomic>
#include <cstdint>

namespace evenhand::text {

// How far folding goes (docs/text.md).
enum class FoldDepth : std::uint8_t {
  kCase,    // K1: compatibility forms, case, characters that are ignored by default
  kSearch,  // K2: also marks, digits, and the letters that keyboards give differently
};

enum class FoldKind : std::uint8_t {
  kCopy,       // becomes `key`, whatever stands around it
  kSpace,      // white space
  kIgnorable,  // vanishes before anything else happens
  kDropped,    // vanishes, and the marks after it belong to the letter before it (tatweel)
  kMark,       // combining marks only: kept or dropped by the letter before it
  kContext,    // becomes several characters, or joins with its neighbours: ask the normaliser
};

struct CharFold {
  char32_t key = 0;
  char32_t base = 0;  // what marks after it rest on; 0 leaves the one before
  FoldKind kind = FoldKind::kContext;
  bool starts = false;  // nothing before it can change it, nor it what is before
};

class FoldTable {
 public:
  static const FoldTable& Of(FoldDepth depth);

  const CharFold& At(char32_t c) const {
    const Page* page = pages_[c >> 8].load(std::memory_order_acquire);
    if (page == nullptr) [[unlikely]]
      page = MakePage(c >> 8);
    return (*page)[c & 0xFF];
  }

 private:
  using Page = std::array<CharFold, 256>;

  explicit FoldTable(FoldDepth depth) : depth_(depth) {}
  const Page* MakePage(char32_t number) const;

  FoldDepth depth_;
  mutable std::array<std::atomic<const Page*>, 0x1100> pages_{};
};

// Rules of the walk that both the table and the folder need; characters are those of NFD.
bool IsCombining(char32_t c);                  // a nonspacing or enclosing mark
bool DropsMark(char32_t base, char32_t mark);  // base 0: none
bool DropsEveryMark(char32_t base);
char32_t FoldLetter(char32_t c);  // letters, digits and punctuation of the table
inline constexpr char32_t kTatweel = 0x0640;

}  // namespace evenhand::text
