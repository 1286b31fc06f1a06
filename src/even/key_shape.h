#pragma once

// What is known of a text before any event: how it begins and how it ends. Keys of counters and
// caches are mostly such: f'spam-{Author}'.

#include <string>
#include <string_view>

namespace evenhand::even {

struct KeyShape {
  std::string prefix;
  std::string suffix;  // as long as `whole`, both are the text
  bool whole = false;  // the text is known in full

  static KeyShape Text(std::string_view text) {
    return {std::string(text), std::string(text), true};
  }
  static KeyShape Unknown() { return {}; }

  auto operator<=>(const KeyShape&) const = default;
};

// The shape of two texts put together.
KeyShape Join(const KeyShape& left, const KeyShape& right);

// Whether two texts of these shapes can be equal. Never false when they can.
bool MayBeEqual(const KeyShape& a, const KeyShape& b);

// For people: 'spam', 'spam-…', 'any'.
std::string Display(const KeyShape& shape);

}  // namespace evenhand::even
