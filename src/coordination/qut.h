#pragma once

// The networks of the QUT coordination-network-toolkit, with its own numbers.
//
//   weight(u1, u2) = distinct messages m1 of u1 for which u2 has a message m2, other than m1, with
//   the same key, at most a window away in time, both ends included
//
// Ties are directed and in general not symmetric; an account may be tied to itself.
// Source: its code (2022-11, MIT), held to its recorded output (conformance/coordination/qut).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/share.h"

namespace evenhand::coordination::qut {

struct Tie {
  std::uint32_t user_1 = 0;
  std::uint32_t user_2 = 0;
  std::uint32_t weight = 0;
  bool operator==(const Tie&) const = default;
};

struct Options {
  std::int64_t window_ms = 1'000;
  std::uint32_t min_weight = 2;
  unsigned threads = 1;
};

// co_retweet, co_reply, co_tweet, co_link, co_post: `shares` has the key as object, the user as
// account and the message as content. In no order: a table of them has its own.
std::vector<Tie> Network(const model::Shares& shares, const Options& options);

// co_similar_tweet: the key is that the sets of words have a Jaccard index of at least `threshold`,
// exactly. Sets with fewer than `min_words` words are like nothing.
struct SimilarOptions {
  Options common;
  double threshold = 0.8;
  std::uint32_t min_words = 1;
};

// Objects of `shares` are sets of words, separated by white space. Cost: the words whose order by
// rarity decides (a prefix filter), for each set at the times when it appears; memory: the pairs of
// messages found.
std::vector<Tie> SimilarNetwork(const model::Shares& shares, const SimilarOptions& options);

}  // namespace evenhand::coordination::qut
