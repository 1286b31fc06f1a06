#pragma once

// Removing disguises from a text: the steps of StringClean, in its order.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "text/normal_form.h"

namespace evenhand::functions {

using text::NormalForm;
using text::ParseNormalForm;

struct CleanOptions {
  NormalForm form = NormalForm::kNfkc;
  bool remove_emoji = false;
  bool space = true;
  bool l33t = false;
  bool homoglyph = true;
  bool unicode_normalize = true;
  bool unidecode = false;
  bool upper = false;
  bool lower = false;
  bool remove_space = false;
  bool remove_punctuation = false;
};

// Longer texts are not cleaned: on the way some steps take eighteen times their size.
inline constexpr std::size_t kMaxCleanBytes = std::size_t{4} << 20;

// Empty when the text is longer than kMaxCleanBytes.
std::optional<std::string> CleanString(std::string_view s, const CleanOptions& options);

}  // namespace evenhand::functions
