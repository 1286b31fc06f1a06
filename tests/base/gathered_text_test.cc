#include "base/gathered_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace evenhand {
namespace {

TEST(GatheredText, AppendsInOrder) {
  std::string out = "[";
  {
    GatheredText text(&out);
    text.Append(std::int64_t{-12});
    text.Append(',');
    text.text()->append("x,");
    text.Append(std::numeric_limits<std::int64_t>::min());
    text.Append("]");
  }
  EXPECT_EQ(out, "[-12,x,-9223372036854775808]");
}

// Pieces of all lengths around those of its rooms, against plain appends.
TEST(GatheredText, HoldsWhatAStringWould) {
  const std::string padding(GatheredText::kPadding, '#');
  std::string out, wanted;
  {
    GatheredText text(&out);
    for (std::size_t size = 0; size < 2100; size = size * 9 / 8 + 1) {
      const std::string piece(size, static_cast<char>('a' + size % 26));
      const std::string padded = piece + padding;
      text.Append(piece);
      text.AppendPadded(std::string_view(padded).substr(0, size));
      wanted += piece + piece;
      EXPECT_EQ(text.size(), wanted.size());
      const std::size_t begin = wanted.size() / 3;
      text.Repeat(begin, wanted.size());
      wanted += wanted.substr(begin);
      if (wanted.size() > 50'000) break;
    }
  }
  EXPECT_EQ(out, wanted);
}

}  // namespace
}  // namespace evenhand
