#include "text/normalizers.h"

#include "base/check.h"

namespace evenhand::text {
namespace {

using Getter = const icu::Normalizer2* (*)(UErrorCode&);

// The data is compiled into the library; without it nothing here can work.
const icu::Normalizer2& Fetch(Getter get) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = get(status);
  EVENHAND_CHECK(U_SUCCESS(status) && normalizer != nullptr);
  return *normalizer;
}

}  // namespace

const icu::Normalizer2& Casefold() {
  static const icu::Normalizer2& kNormalizer = Fetch(&icu::Normalizer2::getNFKCCasefoldInstance);
  return kNormalizer;
}

const icu::Normalizer2& Compose() {
  static const icu::Normalizer2& kNormalizer = Fetch(&icu::Normalizer2::getNFCInstance);
  return kNormalizer;
}

const icu::Normalizer2& Decompose() {
  static const icu::Normalizer2& kNormalizer = Fetch(&icu::Normalizer2::getNFDInstance);
  return kNormalizer;
}

icu::UnicodeString Normalize(const icu::Normalizer2& by, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = by.normalize(text, status);
  EVENHAND_CHECK(U_SUCCESS(status));
  return result;
}

}  // namespace evenhand::text
