#include "text/normal_form.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/check.h"
#include "base/utf8.h"

namespace evenhand::text {
namespace {

const icu::Normalizer2& NormalizerOf(NormalForm form) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = nullptr;
  switch (form) {
    case NormalForm::kNfc:
      normalizer = icu::Normalizer2::getNFCInstance(status);
      break;
    case NormalForm::kNfd:
      normalizer = icu::Normalizer2::getNFDInstance(status);
      break;
    case NormalForm::kNfkc:
      normalizer = icu::Normalizer2::getNFKCInstance(status);
      break;
    case NormalForm::kNfkd:
      normalizer = icu::Normalizer2::getNFKDInstance(status);
      break;
  }
  EVENHAND_CHECK(U_SUCCESS(status) && normalizer != nullptr);
  return *normalizer;
}

icu::UnicodeString ToUtf16(std::string_view text) {
  icu::UnicodeString wide;
  for (std::size_t at = 0; at < text.size();)
    wide.append(static_cast<UChar32>(DecodeNext(text, &at)));
  return wide;
}

icu::UnicodeString Normalized(const icu::UnicodeString& wide, NormalForm form) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString normal = NormalizerOf(form).normalize(wide, status);
  EVENHAND_CHECK(U_SUCCESS(status));
  return normal;
}

}  // namespace

std::optional<NormalForm> ParseNormalForm(std::string_view name) {
  if (name == "NFC") return NormalForm::kNfc;
  if (name == "NFD") return NormalForm::kNfd;
  if (name == "NFKC") return NormalForm::kNfkc;
  if (name == "NFKD") return NormalForm::kNfkd;
  return std::nullopt;
}

std::string Normalize(std::string_view text, NormalForm form) {
  if (IsAscii(text)) return std::string(text);
  const icu::UnicodeString normal = Normalized(ToUtf16(text), form);
  std::string result;
  result.reserve(text.size());
  for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1))
    AppendUtf8(static_cast<char32_t>(normal.char32At(i)), &result);
  return result;
}

char32_t FirstOfNormal(char32_t c, NormalForm form) {
  if (c < 0x80) return c;
  return static_cast<char32_t>(
      Normalized(icu::UnicodeString(static_cast<UChar32>(c)), form).char32At(0));
}

}  // namespace evenhand::text
