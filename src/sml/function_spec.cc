#include "sml/function_spec.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace evenhand::sml {
namespace {

constexpr std::size_t kCloseDistance = 3;
constexpr std::size_t kLongestName = 200;  // nobody mistypes more than that

// Lower-case code points.
std::u32string Folded(std::string_view text) {
  std::u32string folded;
  for (std::size_t at = 0; at < text.size();) {
    folded += static_cast<char32_t>(u_tolower(static_cast<UChar32>(DecodeNext(text, &at))));
  }
  return folded;
}

std::size_t EditDistance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

bool Constant::FitsInt64(std::int64_t* out) const {
  if (kind != ExprKind::kInt) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return error == std::errc{} && end == text.data() + text.size();
}

void CallCheck::BadArgument(std::string_view name, std::string_view reason) {
  Span at = call().span;
  if (const Constant* constant = ConstantOf(name); constant && Argument(name)) {
    at = constant->span;
  } else if (const Expr* argument = Argument(name)) {
    at = argument->span;
  }
  Error(at, "bad-value",
        fmt::format("failed to validate argument `{}` for `{}(...)`", name, call().text),
        fmt::format("error: {}", reason));
}

std::string CloseName(std::string_view name, std::span<const std::string> candidates) {
  const std::u32string wanted = Folded(name);
  if (wanted.size() <= kCloseDistance || wanted.size() > kLongestName) return {};
  std::string_view closest;
  std::size_t best = kCloseDistance + 1;
  for (const std::string& candidate : candidates) {
    const std::u32string folded = Folded(candidate);
    const std::size_t apart =
        std::max(folded.size(), wanted.size()) - std::min(folded.size(), wanted.size());
    if (apart >= best) continue;  // as far apart as their lengths at least
    if (const std::size_t distance = EditDistance(wanted, folded); distance < best) {
      best = distance;
      closest = candidate;
    }
  }
  return std::string(closest);
}

}  // namespace evenhand::sml
