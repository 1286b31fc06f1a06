#include "text/fold_table.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <memory>

#include "text/normalizers.h"

namespace evenhand::text {
namespace {

bool IsScript(char32_t c, UScriptCode script) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == script;
}

bool IsLetter(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_L_MASK) != 0; }

bool IsSpacingMark(char32_t c) {
  return u_charType(static_cast<UChar32>(c)) == U_COMBINING_SPACING_MARK;
}

bool DropsMarkOnLatin(char32_t base, char32_t mark) {
  switch (mark) {
    case 0x0300:
    case 0x0301:
    case 0x0302:
    case 0x0308:
      return base == 'a' || base == 'e' || base == 'i' || base == 'o' || base == 'u' || base == 'y';
    case 0x0307:
      return base == 'i';
    default:
      return false;
  }
}

bool DropsMarkOnCyrillic(char32_t base, char32_t mark) {
  constexpr char32_t kIe = 0x0435;
  return mark == 0x0301 || (mark == 0x0308 && base == kIe);
}

bool AllCombining(const icu::UnicodeString& text) {
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    if (!IsCombining(static_cast<char32_t>(text.char32At(i)))) return false;
  }
  return true;
}

// The one character of a text, or 0.
char32_t Only(const icu::UnicodeString& text) {
  const bool one = !text.isEmpty() && text.moveIndex32(0, 1) == text.length();
  return one ? static_cast<char32_t>(text.char32At(0)) : 0;
}

void Settle(CharFold* fold, char32_t key, char32_t base) {
  const bool space = u_isUWhiteSpace(static_cast<UChar32>(key));
  fold->kind = space ? FoldKind::kSpace : FoldKind::kCopy;
  fold->key = space ? U' ' : key;
  fold->base = base;
}

// K2 of a character that is the first of its segment, if that is one character.
void SettleSearch(const icu::UnicodeString& decomposed, CharFold* fold) {
  const auto first = static_cast<char32_t>(decomposed.char32At(0));
  if (first == kTatweel && decomposed.length() == 1) {
    fold->kind = FoldKind::kDropped;
    return;
  }
  if (IsCombining(first) || first == kTatweel) return;
  icu::UnicodeString kept(static_cast<UChar32>(FoldLetter(first)));
  for (std::int32_t i = decomposed.moveIndex32(0, 1); i < decomposed.length();
       i = decomposed.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(decomposed.char32At(i));
    if (!IsCombining(c)) return;
    if (!DropsMark(first, c)) kept.append(static_cast<UChar32>(c));
  }
  const char32_t key = Only(Normalize(Compose(), kept));
  if (key == 0 || !Compose().hasBoundaryBefore(static_cast<UChar32>(key))) return;
  Settle(fold, key, IsSpacingMark(first) ? 0 : first);
}

CharFold MakeFold(FoldDepth depth, char32_t c) {
  CharFold fold;
  const auto raw = static_cast<UChar32>(c);
  const icu::UnicodeString folded = Normalize(Casefold(), icu::UnicodeString(raw));
  if (folded.isEmpty()) {
    fold.kind = FoldKind::kIgnorable;
    return fold;
  }
  fold.starts = Casefold().hasBoundaryBefore(raw);
  const icu::UnicodeString decomposed = Normalize(Decompose(), folded);
  if (depth == FoldDepth::kSearch && AllCombining(decomposed)) {
    fold.kind = FoldKind::kMark;
  } else if (fold.starts && depth == FoldDepth::kSearch) {
    SettleSearch(decomposed, &fold);
  } else if (fold.starts && Only(folded) != 0) {
    Settle(&fold, Only(folded), 0);
  }
  return fold;
}

}  // namespace

bool IsCombining(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

bool DropsEveryMark(char32_t base) {
  return base == 0 || !IsLetter(base) || IsScript(base, USCRIPT_ARABIC);
}

bool DropsMark(char32_t base, char32_t mark) {
  if (DropsEveryMark(base)) return true;
  if (IsScript(base, USCRIPT_LATIN)) return DropsMarkOnLatin(base, mark);
  return IsScript(base, USCRIPT_CYRILLIC) && DropsMarkOnCyrillic(base, mark);
}

char32_t FoldLetter(char32_t c) {
  switch (c) {
    // Yehs.
    case 0x064A:
    case 0x0649:
    case 0x06D2:
    case 0x06CD:
    case 0x06D0:
    case 0x063D:
    case 0x063E:
    case 0x063F:
      return 0x06CC;
    // Kafs.
    case 0x0643:
    case 0x06AA:
      return 0x06A9;
    // Hehs.
    case 0x0629:
    case 0x06C1:
    case 0x06C3:
    case 0x06BE:
    case 0x06D5:
    case 0x06FF:
      return 0x0647;
    // Alefs that do not decompose.
    case 0x0671:
    case 0x0672:
    case 0x0673:
      return 0x0627;
    case 0x060C:
    case 0x066C:
      return ',';
    case 0x061B:
      return ';';
    case 0x061F:
      return '?';
    case 0x06D4:
    case 0x066B:
      return '.';
    case 0x066A:
      return '%';
    default:
      break;
  }
  if (c < 0x80 || u_charType(static_cast<UChar32>(c)) != U_DECIMAL_DIGIT_NUMBER) return c;
  return U'0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(c)));
}

const FoldTable& FoldTable::Of(FoldDepth depth) {
  // Never destroyed: other threads may still fold while the process ends.
  static const auto* const kCase = new FoldTable(FoldDepth::kCase);
  static const auto* const kSearch = new FoldTable(FoldDepth::kSearch);
  return depth == FoldDepth::kCase ? *kCase : *kSearch;
}

const FoldTable::Page* FoldTable::MakePage(char32_t number) const {
  auto page = std::make_unique<Page>();
  for (char32_t i = 0; i < page->size(); ++i) (*page)[i] = MakeFold(depth_, number << 8 | i);
  const Page* expected = nullptr;
  if (!pages_[number].compare_exchange_strong(expected, page.get(), std::memory_order_acq_rel)) {
    return expected;  // another thread was first
  }
  return page.release();
}

}  // namespace evenhand::text
