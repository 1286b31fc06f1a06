#include "text/skeleton.h"

#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <algorithm>

#include "base/check.h"
#include "text/fold.h"
#include "text/normalizers.h"
#include "text/views.h"

namespace evenhand::text {
namespace {

const USpoofChecker* Checker() {
  static const USpoofChecker* const kChecker = [] {
    UErrorCode status = U_ZERO_ERROR;
    const USpoofChecker* checker = uspoof_open(&status);
    EVENHAND_CHECK(U_SUCCESS(status));
    return checker;
  }();
  return kChecker;
}

// Longer is not a name, and the library counts in 31 bits.
constexpr std::size_t kMaxName = 1u << 16;

icu::UnicodeString Utf16(std::span<const KeyChar> chars) {
  icu::UnicodeString text;
  for (const KeyChar& c : chars.first(std::min(chars.size(), kMaxName)))
    text.append(static_cast<UChar32>(c.code));
  return text;
}

UScriptCode ScriptOf(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

// The script of all characters that have one of their own: Common when none has, Unknown when there
// are several.
UScriptCode OnlyScript(std::span<const KeyChar> chars) {
  UScriptCode only = USCRIPT_COMMON;
  for (const KeyChar& c : chars) {
    const UScriptCode script = ScriptOf(c.code);
    if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED || script == only) continue;
    if (only != USCRIPT_COMMON) return USCRIPT_UNKNOWN;
    only = script;
  }
  return only;
}

bool MixesInsideWord(const KeyText& key) {
  for (const Token& token : Tokens(key)) {
    if (OnlyScript(token.In(key)) == USCRIPT_UNKNOWN) return true;
  }
  return false;
}

}  // namespace

std::string Skeleton(std::string_view name) {
  const KeyText key = Fold(name, FoldDepth::kSearch, Joint::kJoins);
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString skeleton;
  uspoof_getSkeletonUnicodeString(Checker(), 0, Utf16(key.chars), skeleton, &status);
  EVENHAND_CHECK(U_SUCCESS(status));
  std::string result;
  return skeleton.toUTF8String(result);
}

bool LooksLike(std::string_view a, std::string_view b) {
  const KeyText key_a = MakeView(View::kCasefold, a);
  const KeyText key_b = MakeView(View::kCasefold, b);
  if (Utf8(key_a.chars) == Utf8(key_b.chars) || Skeleton(a) != Skeleton(b)) return false;
  const UScriptCode script = OnlyScript(key_a.chars);
  const bool one_script = script != USCRIPT_UNKNOWN && script == OnlyScript(key_b.chars);
  return one_script || MixesInsideWord(key_a) || MixesInsideWord(key_b);
}

}  // namespace evenhand::text
