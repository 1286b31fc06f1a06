#include "even/key_shape.h"

namespace evenhand::even {

KeyShape Join(const KeyShape& left, const KeyShape& right) {
  return {.prefix = left.whole ? left.prefix + right.prefix : left.prefix,
          .suffix = right.whole ? left.suffix + right.suffix : right.suffix,
          .whole = left.whole && right.whole};
}

bool MayBeEqual(const KeyShape& a, const KeyShape& b) {
  if (a.whole && b.whole) return a.prefix == b.prefix;
  if (b.whole) return MayBeEqual(b, a);
  if (a.whole) {
    const std::string_view text = a.prefix;
    return text.size() >= b.prefix.size() + b.suffix.size() && text.starts_with(b.prefix) &&
           text.ends_with(b.suffix);
  }
  const std::string_view a_prefix = a.prefix, b_prefix = b.prefix;
  const std::string_view a_suffix = a.suffix, b_suffix = b.suffix;
  return (a_prefix.starts_with(b_prefix) || b_prefix.starts_with(a_prefix)) &&
         (a_suffix.ends_with(b_suffix) || b_suffix.ends_with(a_suffix));
}

std::string Display(const KeyShape& shape) {
  if (shape.whole) return "'" + shape.prefix + "'";
  if (shape.prefix.empty() && shape.suffix.empty()) return "any key";
  return "'" + shape.prefix + "…" + shape.suffix + "'";
}

}  // namespace evenhand::even
