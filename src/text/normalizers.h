#pragma once

// ICU's normalisers, fetched once. Include from .cc files of text/ only.

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace evenhand::text {

const icu::Normalizer2& Casefold();   // NFKC_Casefold
const icu::Normalizer2& Compose();    // NFC
const icu::Normalizer2& Decompose();  // NFD

icu::UnicodeString Normalize(const icu::Normalizer2& by, const icu::UnicodeString& text);

}  // namespace evenhand::text
