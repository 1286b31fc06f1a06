// What finding nearly equal texts costs, beside the least that it can: reading each word once.
//
//   similar_bench [POSTS [DAYS]]      default: 126,000 posts in two days
//
// Texts have 4 to 24 words of a vocabulary with Zipf's law; one in twenty repeats one of the last
// 200 with a word changed. Processor seconds, the best of three.

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/memory.h"
#include "coordination/similar_sets.h"

namespace evenhand {
namespace {

double ProcessorSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

class Writer {
 public:
  std::string Next() {
    std::vector<std::uint32_t> words;
    if (!last_.empty() && Below(20) == 0) {
      words = last_[last_.size() - 1 - Below(std::min<std::size_t>(200, last_.size()))];
      words[Below(words.size())] = Word();
    } else {
      words.resize(4 + Below(21));
      for (std::uint32_t& word : words) word = Word();
    }
    last_.push_back(words);
    std::string text;
    for (const std::uint32_t word : words)
      text += fmt::format("{}w{}", text.empty() ? "" : " ", word);
    return text;
  }

 private:
  std::size_t Below(std::size_t n) { return random_() % n; }
  // Rank r with probability about 1 / r, of 50,000.
  std::uint32_t Word() {
    return static_cast<std::uint32_t>(
        std::exp(static_cast<double>(random_() % 1'000'000) / 1e6 * std::log(50'000.0)));
  }

  std::mt19937_64 random_{1};
  std::vector<std::vector<std::uint32_t>> last_;
};

model::Shares Made(std::size_t posts, double days) {
  model::Shares shares;
  Writer writer;
  for (std::size_t post = 0; post < posts; ++post)
    shares.Add(writer.Next(), fmt::format("a{}", post % (posts / 10 + 1)), fmt::format("p{}", post),
               static_cast<std::int64_t>(static_cast<double>(post) / static_cast<double>(posts) *
                                         days * 86'400'000));
  return shares;
}

std::size_t ReadWords(const model::Shares& shares) {
  NameTable words;
  for (std::uint32_t object = 0; object < shares.objects.size(); ++object) {
    const std::string_view text = shares.objects.Name(object);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      words.Number(text.substr(at, end - at));
      at = end + 1;
    }
  }
  return words.size();
}

template <class Work>
double Time(const Work& work) {
  double best = 1e300;
  for (int round = 0; round < 3; ++round) {
    const double began = ProcessorSeconds();
    work();
    best = std::min(best, ProcessorSeconds() - began);
  }
  return best;
}

int Main(int count, char** arguments) {
  KeepFreedMemory();
  const std::size_t posts = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 126'000;
  const double days = count > 2 ? std::strtod(arguments[2], nullptr) : 2;
  if (posts == 0 || !(days > 0)) {
    fmt::print(stderr, "similar_bench [POSTS [DAYS]]\n");
    return 2;
  }
  const model::Shares shares = Made(posts, days);
  std::size_t words = 0;
  const double floor = Time([&] { words = ReadWords(shares); });
  fmt::print("{} posts in {} days, {} words; reading them {:.3f} s\n", posts, days, words, floor);
  for (const double threshold : {0.9, 0.8, 0.6}) {
    for (const std::int64_t window_s : {60, 600, 86'400}) {
      std::size_t pairs = 0;
      const double took = Time([&] {
        pairs = 0;
        coordination::ForEachSimilarPair(shares,
                                         {.window_ms = window_s * 1000, .threshold = threshold},
                                         [&](std::uint32_t, std::uint32_t) { ++pairs; });
      });
      fmt::print("  {} alike within {:>6} s: {:>8} pairs  {:6.3f} s  {:4.1f} x reading\n",
                 threshold, window_s, pairs, took, took / floor);
    }
  }
  return 0;
}

}  // namespace
}  // namespace evenhand

int main(int count, char** arguments) { return evenhand::Main(count, arguments); }
