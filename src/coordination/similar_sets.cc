#include "coordination/similar_sets.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "text/runs.h"

namespace evenhand::coordination {
namespace {

// Each object as the numbers of its words, the rarest first.
class Sets {
 public:
  explicit Sets(const model::Shares& shares) {
    NameTable words;
    for (std::uint32_t object = 0; object < shares.objects.size(); ++object) {
      AddWords(shares.objects.Name(object), &words);
      starts_.push_back(words_.size());
    }
    OrderByRarity(words.size());
  }

  std::span<const std::uint32_t> Of(std::uint32_t object) const {
    return std::span(words_).subspan(starts_[object], starts_[object + 1] - starts_[object]);
  }
  std::size_t vocabulary() const { return vocabulary_; }

 private:
  void AddWords(std::string_view text, NameTable* words) {
    const std::size_t first = words_.size();
    text::EachWord(text, [&](std::string_view word) { words_.push_back(words->Number(word)); });
    const auto mine = std::span(words_).subspan(first);
    std::ranges::sort(mine);
    words_.resize(first +
                  static_cast<std::size_t>(std::ranges::unique(mine).begin() - mine.begin()));
  }

  void OrderByRarity(std::size_t words) {
    vocabulary_ = words;
    std::vector<std::uint32_t> sets(words, 0);
    for (const std::uint32_t word : words_) ++sets[word];
    std::vector<std::uint32_t> order(words);
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t word) { return sets[word]; });
    std::vector<std::uint32_t> rank(words);
    for (std::uint32_t i = 0; i < words; ++i) rank[order[i]] = i;
    for (std::uint32_t& word : words_) word = rank[word];
    for (std::size_t object = 0; object + 1 < starts_.size(); ++object)
      std::sort(words_.begin() + static_cast<std::ptrdiff_t>(starts_[object]),
                words_.begin() + static_cast<std::ptrdiff_t>(starts_[object + 1]));
  }

  std::vector<std::uint32_t> words_;
  std::vector<std::size_t> starts_ = {0};
  std::size_t vocabulary_ = 0;
};

class Join {
 public:
  Join(const model::Shares& shares, const SimilarOptions& options)
      : shares_(shares),
        options_(options),
        sets_(shares),
        postings_(sets_.vocabulary()),
        present_until_(shares.objects.size(), kNeverSeen),
        similar_(shares.objects.size()),
        recent_(shares.objects.size()) {}

  void Run(const std::function<void(std::uint32_t, std::uint32_t)>& visit) {
    for (const std::uint32_t row : RowsInTime()) {
      const std::uint32_t object = shares_.object[row];
      if (sets_.Of(object).empty() || sets_.Of(object).size() < options_.min_words) continue;
      const std::int64_t now = shares_.time_ms[row];
      if (!Present(object, now)) Appear(object, now);
      for (const std::uint32_t other : similar_[object]) VisitRecent(other, row, visit);
      recent_[object].rows.push_back(row);
      present_until_[object] = now + options_.window_ms;
    }
  }

 private:
  static constexpr std::int64_t kNeverSeen = INT64_MIN;
  // Products such as 0.7 * 10 may come out above a whole number that they mean.
  static constexpr double kSlack = 1e-9;

  struct Recent {
    std::vector<std::uint32_t> rows;
    std::size_t first = 0;  // earlier ones are out of every window to come
  };

  std::vector<std::uint32_t> RowsInTime() const {
    std::vector<std::uint32_t> rows(shares_.size());
    std::iota(rows.begin(), rows.end(), 0U);
    std::ranges::stable_sort(rows, {}, [&](std::uint32_t row) { return shares_.time_ms[row]; });
    return rows;
  }

  bool Present(std::uint32_t object, std::int64_t now) const {
    return present_until_[object] >= now;
  }

  // Words of which two similar sets must share one, when words are in the same order in both.
  std::size_t PrefixOf(std::size_t size) const {
    const auto least = static_cast<std::size_t>(
        std::ceil(options_.threshold * static_cast<double>(size) - kSlack));
    return size - std::min(std::max<std::size_t>(least, 1), size) + 1;
  }

  void Appear(std::uint32_t object, std::int64_t now) {
    const auto words = sets_.Of(object);
    const std::size_t prefix = PrefixOf(words.size());
    if (similar_[object].empty()) similar_[object].push_back(object);
    for (const std::uint32_t word : words.first(prefix)) {
      std::vector<std::uint32_t>& sets = postings_[word];
      // Sets that are absent come back by themselves.
      std::erase_if(sets, [&](std::uint32_t other) { return !Present(other, now); });
      for (const std::uint32_t other : sets) Compare(object, other);
      sets.push_back(object);
    }
    compared_now_.clear();
  }

  void Compare(std::uint32_t object, std::uint32_t other) {
    if (!compared_now_.insert(other).second) return;
    const std::uint64_t key =
        std::uint64_t{std::min(object, other)} << 32 | std::max(object, other);
    if (known_.contains(key)) return;
    if (!Similar(sets_.Of(object), sets_.Of(other))) return;
    known_.insert(key);
    similar_[object].push_back(other);
    similar_[other].push_back(object);
  }

  bool Similar(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) const {
    const auto smaller = static_cast<double>(std::min(a.size(), b.size()));
    if (smaller < options_.threshold * static_cast<double>(std::max(a.size(), b.size())) - kSlack)
      return false;
    std::size_t both = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      both += a[i] == b[j];
      const bool step_a = a[i] <= b[j];
      const bool step_b = b[j] <= a[i];
      i += step_a;
      j += step_b;
    }
    return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both) >=
           options_.threshold;
  }

  void VisitRecent(std::uint32_t object, std::uint32_t row,
                   const std::function<void(std::uint32_t, std::uint32_t)>& visit) {
    Recent& recent = recent_[object];
    while (recent.first < recent.rows.size() &&
           shares_.time_ms[row] - shares_.time_ms[recent.rows[recent.first]] > options_.window_ms)
      ++recent.first;
    for (std::size_t i = recent.first; i < recent.rows.size(); ++i) visit(recent.rows[i], row);
  }

  const model::Shares& shares_;
  const SimilarOptions& options_;
  Sets sets_;
  std::vector<std::vector<std::uint32_t>> postings_;  // by word: sets with it in their prefix
  std::vector<std::int64_t> present_until_;           // by object
  std::vector<std::vector<std::uint32_t>> similar_;   // by object: itself, and others found so far
  std::vector<Recent> recent_;                        // by object
  std::unordered_set<std::uint64_t> known_;
  std::unordered_set<std::uint32_t> compared_now_;
};

}  // namespace

void ForEachSimilarPair(const model::Shares& shares, const SimilarOptions& options,
                        const std::function<void(std::uint32_t x, std::uint32_t y)>& visit) {
  Join(shares, options).Run(visit);
}

}  // namespace evenhand::coordination
