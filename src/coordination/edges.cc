#include "coordination/edges.h"

#include <algorithm>

#include "base/check.h"
#include "base/parallel_sort.h"
#include "coordination/by_other.h"
#include "coordination/by_quieter.h"
#include "coordination/most_often.h"

namespace evenhand::coordination {
namespace {

// 24 bytes: written and read twice for each pair.
struct Record {
  std::uint32_t quieter;  // accounts, by rank
  std::uint32_t busier : 31;
  std::uint32_t quieter_is_older : 1;
  std::uint32_t older;  // positions
  std::uint32_t newer;
  std::uint32_t object;
  std::uint32_t delta_ms;  // kLong: to be looked up
};
constexpr std::uint32_t kLong = 0xFFFFFFFF;

Record RecordOf(const Entry& x, const Entry& y, const Met& met) {
  const bool x_is_quieter = x.rank <= y.rank;
  return {
      .quieter = x_is_quieter ? x.rank : y.rank,
      .busier = (x_is_quieter ? y.rank : x.rank) & kRankMask,
      .quieter_is_older = x_is_quieter,
      .older = met.older,
      .newer = met.newer,
      .object = met.object,
      .delta_ms = static_cast<std::uint32_t>(std::min<std::int64_t>(y.time_ms - x.time_ms, kLong))};
}

// Adds up the pairs of one account with others.
class Adder {
 public:
  Adder(const Pairs& pairs, const EdgeOptions& options)
      : timeline_(pairs.timeline()), options_(options) {}

  // Appends the account's ties: those of one pair in the order in which the others are met, then
  // the rest likewise.
  void Account(std::uint32_t rank, std::span<const Record> records, std::vector<Edge>* edges) {
    for (const Record& record : records) __builtin_prefetch(&timeline_.accounts[record.busier]);
    // Most meet once, which takes no table to know.
    most_often_.Restart(records.size());
    for (const Record& record : records) most_often_.Add(record.busier);
    repeated_.clear();
    const bool wants_single = options_.min_weight <= 1 && options_.min_objects <= 1;
    for (const Record& record : records) {
      if (most_often_.Of(record.busier) > 1) {
        repeated_.push_back(record);
      } else if (wants_single) {
        Single(timeline_.accounts[rank], record, edges);
      }
    }
    for (const Other& other : by_other_.Group(repeated_))
      if (other.pairs >= options_.min_weight) Tie(timeline_.accounts[rank], other, edges);
  }

 private:
  using Other = ByOther<Record>::Other;

  Edge& NewEdge(std::uint32_t account, std::uint32_t other_rank, std::vector<Edge>* edges) const {
    const std::uint32_t other_account = timeline_.accounts[other_rank];
    Edge& edge = edges->emplace_back();  // filled where it stays
    edge.a = std::min(account, other_account);
    edge.b = std::max(account, other_account);
    return edge;
  }

  void Single(std::uint32_t account, const Record& record, std::vector<Edge>* edges) const {
    Edge& edge = NewEdge(account, record.busier, edges);
    edge.weight = edge.objects = edge.posts_a = edge.posts_b = edge.older_posts = edge.newer_posts =
        1;
    edge.delta_sum_ms = Delta(record);
  }

  void Tie(std::uint32_t account, const Other& other, std::vector<Edge>* edges) {
    Edge& edge = NewEdge(account, other.rank, edges);
    edge.weight = other.pairs;
    AddUp(other, account == edge.a, &edge);
    if (edge.objects < options_.min_objects) edges->pop_back();
  }

  void AddUp(const Other& other, bool quieter_is_a, Edge* edge) {
    for (auto* values : {&objects_, &older_, &newer_, &posts_a_, &posts_b_}) values->clear();
    by_other_.ForEach(other, [&](const Record& record) {
      const std::uint32_t older = Post(record.older);
      const std::uint32_t newer = Post(record.newer);
      const bool a_is_older = record.quieter_is_older == quieter_is_a;
      objects_.push_back(record.object);
      older_.push_back(older);
      newer_.push_back(newer);
      posts_a_.push_back(a_is_older ? older : newer);
      posts_b_.push_back(a_is_older ? newer : older);
      edge->delta_sum_ms += Delta(record);
    });
    edge->objects = Count(&objects_);
    edge->older_posts = Count(&older_);
    edge->newer_posts = Count(&newer_);
    edge->posts_a = Count(&posts_a_);
    edge->posts_b = Count(&posts_b_);
  }

  std::int64_t Delta(const Record& record) const {
    if (record.delta_ms != kLong) return record.delta_ms;
    return timeline_.entries[record.newer].time_ms - timeline_.entries[record.older].time_ms;
  }

  // What tells posts apart.
  std::uint32_t Post(std::uint32_t position) const {
    return timeline_.contents_repeat ? timeline_.contents[position] : position;
  }

  static std::uint32_t Count(std::vector<std::uint32_t>* values) {
    std::ranges::sort(*values);
    return static_cast<std::uint32_t>(std::ranges::unique(*values).begin() - values->begin());
  }

  const Timeline& timeline_;
  const EdgeOptions& options_;
  MostOften most_often_;
  std::vector<Record> repeated_;
  ByOther<Record> by_other_;
  std::vector<std::uint32_t> objects_, older_, newer_, posts_a_, posts_b_;
};

}  // namespace

void AddUp(const Pairs& pairs, const EdgeOptions& options,
           const std::function<void(std::span<const Edge>)>& piece) {
  EVENHAND_CHECK(options.threads > 0);
  std::vector<Adder> adders(options.threads, Adder(pairs, options));
  std::vector<std::vector<Edge>> edges(options.threads);
  ByQuieter<Record>(pairs).Run(
      options.threads,
      [](const Entry& x, const Entry& y, const Met& met) { return RecordOf(x, y, met); },
      [&](unsigned thread, std::uint32_t rank, std::span<const Record> records) {
        adders[thread].Account(rank, records, &edges[thread]);
      },
      [&] {
        for (std::vector<Edge>& some : edges) {
          if (!some.empty()) piece(some);
          some.clear();
        }
      });
}

std::vector<Edge> AddUp(const Pairs& pairs, const EdgeOptions& options) {
  std::vector<Edge> edges;
  AddUp(pairs, options,
        [&](std::span<const Edge> some) { edges.insert(edges.end(), some.begin(), some.end()); });
  SortInParallel(options.threads, &edges,
                 [](const Edge& x, const Edge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  return edges;
}

}  // namespace evenhand::coordination
