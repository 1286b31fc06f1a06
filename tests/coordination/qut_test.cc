#include "coordination/qut.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "coordination/random_shares.h"

namespace evenhand::coordination {
namespace {

std::set<std::string> WordsOf(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::set<std::string> words;
  for (std::string word; in >> word;) words.insert(word);
  return words;
}

double Jaccard(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::size_t both = 0;
  for (const std::string& word : a) both += b.contains(word);
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

// The definition of qut.h over all pairs of rows.
template <class SameKey>
std::vector<qut::Tie> Reference(const model::Shares& shares, const qut::Options& options,
                                SameKey same_key) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::set<std::uint32_t>> messages;
  for (std::size_t x = 0; x < shares.size(); ++x) {
    for (std::size_t y = 0; y < shares.size(); ++y) {
      if (shares.content[x] == shares.content[y]) continue;
      if (std::abs(shares.time_ms[x] - shares.time_ms[y]) > options.window_ms) continue;
      if (same_key(shares.object[x], shares.object[y]))
        messages[{shares.account[x], shares.account[y]}].insert(shares.content[x]);
    }
  }
  std::vector<qut::Tie> ties;
  for (const auto& [users, those] : messages) {
    if (those.size() >= options.min_weight)
      ties.push_back({users.first, users.second, static_cast<std::uint32_t>(those.size())});
  }
  return ties;
}

qut::Options RandomOptions() {
  return {.window_ms = *rc::gen::element<std::int64_t>(0, 999, 1000, 10'000, 100'000),
          .min_weight = static_cast<std::uint32_t>(*rc::gen::inRange(1, 4)),
          .threads = static_cast<unsigned>(*rc::gen::inRange(1, 4))};
}

RC_GTEST_PROP(QutNetwork, IsItsDefinition, ()) {
  const model::Shares shares = *RandomShares();
  const qut::Options options = RandomOptions();
  std::vector<qut::Tie> ties = qut::Network(shares, options);
  std::ranges::sort(ties, [](const qut::Tie& x, const qut::Tie& y) {
    return std::tie(x.user_1, x.user_2) < std::tie(y.user_1, y.user_2);
  });
  RC_ASSERT(ties == Reference(shares, options, std::equal_to<>()));
}

RC_GTEST_PROP(QutSimilarNetwork, IsItsDefinition, ()) {
  const auto words = *rc::gen::container<std::vector<std::vector<int>>>(
      *rc::gen::inRange<std::size_t>(1, 8),
      rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9)));
  model::Shares shares;
  const int rows = *rc::gen::inRange(0, 40);
  for (int row = 0; row < rows; ++row) {
    std::string text;
    for (const int word : *rc::gen::elementOf(words)) text += " w" + std::to_string(word);
    if (text.size() > 3 && *rc::gen::arbitrary<bool>()) text.resize(text.size() - 3);
    shares.Add(text, "a" + std::to_string(*rc::gen::inRange(0, 4)), "p" + std::to_string(row),
               500 * *rc::gen::inRange(0, 100));
  }
  const qut::SimilarOptions options{
      .common = RandomOptions(),
      .threshold = *rc::gen::element(0.1, 0.5, 2.0 / 3, 0.8, 1.0),
      .min_words = static_cast<std::uint32_t>(*rc::gen::inRange(0, 4))};
  const auto similar = [&](std::uint32_t x, std::uint32_t y) {
    const auto a = WordsOf(shares.objects.Name(x));
    const auto b = WordsOf(shares.objects.Name(y));
    if (a.empty() || b.empty() || std::min(a.size(), b.size()) < options.min_words) return false;
    return Jaccard(a, b) >= options.threshold;
  };
  RC_ASSERT(qut::SimilarNetwork(shares, options) == Reference(shares, options.common, similar));
}

// The toolkit's sets may hold a no-break space as a word; it splits them again where Python does.
TEST(QutSimilarNetwork, WhiteSpaceOfAnyKindIsNoWord) {
  model::Shares shares;
  shares.Add(". world \u00A0", "a", "p1", 0);
  shares.Add("world\u3000.", "b", "p2", 0);
  EXPECT_EQ(qut::SimilarNetwork(shares, {.common = {.min_weight = 1}, .threshold = 1.0}).size(),
            2U);
}

}  // namespace
}  // namespace evenhand::coordination
