#include "dossier/takeover.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/split_mix.h"

namespace evenhand::dossier {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kDimensions = 64;
constexpr std::uint64_t kSeed = 0x7461'6B65'6F76'6572;

using Point = std::array<float, kDimensions>;

std::int64_t DayOf(std::int64_t time_ms) {
  return time_ms >= 0 ? time_ms / kDayMs : -((-time_ms + kDayMs - 1) / kDayMs);
}

// A part of the account's life: what its posts add up to, and how much they weigh.
struct Part {
  double weight = 0;
  std::uint32_t posts = 0;
  Point sum{};
};

// Where the hands of a clock of 24 hours stand, and those of one of 12.
Point OnClock(std::int64_t time_ms) {
  const double turn =
      2 * std::numbers::pi * static_cast<double>(time_ms - DayOf(time_ms) * kDayMs) / kDayMs;
  Point point{};
  point[0] = static_cast<float>(std::cos(turn));
  point[1] = static_cast<float>(std::sin(turn));
  point[2] = static_cast<float>(std::cos(2 * turn));
  point[3] = static_cast<float>(std::sin(2 * turn));
  return point;
}

// Each neighbour is a direction of its own, drawn from its number; posts with the same neighbours
// point the same way.
Point Among(std::span<const std::uint32_t> neighbours) {
  Point point{};
  for (const std::uint32_t neighbour :
       neighbours.first(std::min(neighbours.size(), kMostNeighbours))) {
    std::uint64_t bits = SplitMix64(kSeed ^ neighbour).Next();
    for (float& x : point) {
      x += (bits & 1) != 0 ? 1.0F : -1.0F;
      bits >>= 1;
    }
  }
  float length = 0;
  for (const float x : point) length += x * x;
  if (length > 0)
    for (float& x : point) x /= std::sqrt(length);
  return point;
}

void Add(const Point& point, Part* part) {
  for (std::size_t i = 0; i < kDimensions; ++i) part->sum[i] += point[i];
}

struct Cut {
  double difference = 0;
  std::size_t at = 0;  // the first part of the other life
};

// The cut with the largest difference of means, |mean before - mean after|² × before × after / all.
class Cutter {
 public:
  // Cuts are allowed where both sides have so many posts and parts with posts.
  Cutter(std::span<const Part> parts, std::size_t dimensions, const TakeoverOptions& options)
      : parts_(parts), dimensions_(dimensions), options_(options), order_(parts.size()) {
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    for (const Part& part : parts) {
      all_.weight += part.weight;
      all_.posts += part.posts;
      days_ += part.posts > 0;
      Add(part.sum, &all_);
    }
  }

  Cut Largest() const {
    Cut best;
    Part before;
    std::uint32_t days = 0;
    for (std::size_t i = 0; i + 1 < order_.size(); ++i) {
      const Part& part = parts_[order_[i]];
      before.weight += part.weight;
      before.posts += part.posts;
      days += part.posts > 0;
      for (std::size_t d = 0; d < dimensions_; ++d) before.sum[d] += part.sum[d];
      if (before.posts < options_.least_posts || days < options_.least_days) continue;
      if (all_.posts - before.posts < options_.least_posts || days_ - days < options_.least_days)
        break;
      const double difference = Difference(before);
      if (difference > best.difference) best = {difference, i + 1};
    }
    return best;
  }

  void Shuffle(SplitMix64* random) {
    for (std::size_t i = order_.size(); i > 1; --i)
      std::swap(order_[i - 1], order_[random->Below(i)]);
  }

 private:
  double Difference(const Part& before) const {
    const double after = all_.weight - before.weight;
    double squares = 0;
    for (std::size_t d = 0; d < dimensions_; ++d) {
      const double gap = before.sum[d] / before.weight -
                         (static_cast<double>(all_.sum[d]) - before.sum[d]) / after;
      squares += gap * gap;
    }
    return squares * before.weight * after / all_.weight;
  }

  std::span<const Part> parts_;
  std::size_t dimensions_;
  const TakeoverOptions& options_;
  std::vector<std::size_t> order_;
  Part all_;
  std::uint32_t days_ = 0;
};

struct Life {
  std::int64_t first_day = 0;
  std::int64_t days_a_part = 1;
  std::vector<Part> parts = {};  // one after another, those without posts too
  std::int64_t StartOf(std::size_t part) const {
    return (first_day + static_cast<std::int64_t>(part) * days_a_part) * kDayMs;
  }
};

Life CutIntoDays(std::span<const LivedPost> posts, Sign::Change change) {
  Life life{.first_day = DayOf(posts.front().time_ms)};
  const std::int64_t days = DayOf(posts.back().time_ms) - life.first_day + 1;
  life.days_a_part =
      (days + static_cast<std::int64_t>(kMostDays) - 1) / static_cast<std::int64_t>(kMostDays);
  life.parts.resize(static_cast<std::size_t>((days + life.days_a_part - 1) / life.days_a_part));
  for (const LivedPost& post : posts) {
    Part& part = life.parts[static_cast<std::size_t>((DayOf(post.time_ms) - life.first_day) /
                                                     life.days_a_part)];
    ++part.posts;
    if (change == Sign::Change::kHours) Add(OnClock(post.time_ms), &part);
    if (change == Sign::Change::kTopics) Add(Among(post.neighbours), &part);
    if (change != Sign::Change::kPace) part.weight += 1;
  }
  if (change == Sign::Change::kPace) {
    for (Part& part : life.parts) {
      part.weight = 1;
      part.sum[0] = std::sqrt(
          static_cast<float>(part.posts));  // so that busy days do not outweigh all others
    }
  }
  return life;
}

// A day without posts says something about pace only.
void LeaveEmptyOut(const Life& life, std::vector<Part>* parts, std::vector<std::size_t>* places) {
  for (std::size_t i = 0; i < life.parts.size(); ++i) {
    if (life.parts[i].weight == 0) continue;
    parts->push_back(life.parts[i]);
    places->push_back(i);
  }
}

std::optional<Sign> SignIn(std::span<const LivedPost> posts, Sign::Change change,
                           const TakeoverOptions& options) {
  constexpr double kChanges = 3;
  const Life life = CutIntoDays(posts, change);
  std::vector<Part> parts;
  std::vector<std::size_t> places;
  LeaveEmptyOut(life, &parts, &places);
  const std::size_t dimensions = change == Sign::Change::kPace    ? 1
                                 : change == Sign::Change::kHours ? 4
                                                                  : kDimensions;
  Cutter cutter(parts, dimensions, options);
  const Cut seen = cutter.Largest();
  if (seen.at == 0) return std::nullopt;
  SplitMix64 random(kSeed);
  std::vector<double> by_chance;
  std::size_t as_large = 0;
  const auto p_with = [&](std::size_t count) {
    return kChanges * static_cast<double>(count + 1) /
           static_cast<double>(options.permutations + 1);
  };
  for (std::uint32_t i = 0; i < options.permutations; ++i) {
    cutter.Shuffle(&random);
    by_chance.push_back(cutter.Largest().difference);
    as_large += by_chance.back() >= seen.difference;
    // What comes after cannot make it rare again.
    if (p_with(as_large) > options.level) return std::nullopt;
  }
  std::ranges::nth_element(by_chance,
                           by_chance.begin() + static_cast<std::ptrdiff_t>(by_chance.size() / 2));
  const double median = by_chance[by_chance.size() / 2];
  Sign sign{.change = change,
            .at_ms = life.StartOf(places[seen.at]),
            .times = median > 0 ? seen.difference / median : 0,
            .p = p_with(as_large)};
  for (const LivedPost& post : posts) ++(post.time_ms < sign.at_ms ? sign.before : sign.after);
  return sign;
}

}  // namespace

std::vector<Sign> SignsOf(std::span<const LivedPost> posts, const TakeoverOptions& options) {
  std::vector<Sign> signs;
  if (posts.size() < 2 * std::size_t{options.least_posts} || options.permutations == 0)
    return signs;
  for (const auto change : {Sign::Change::kHours, Sign::Change::kPace, Sign::Change::kTopics})
    if (auto sign = SignIn(posts, change, options)) signs.push_back(*sign);
  return signs;
}

bool SuggestsTakeover(std::span<const Sign> signs, const TakeoverOptions& options) {
  for (std::size_t i = 0; i < signs.size(); ++i)
    for (std::size_t j = i + 1; j < signs.size(); ++j)
      if (std::abs(signs[i].at_ms - signs[j].at_ms) <= options.same_time_days * kDayMs) return true;
  return false;
}

}  // namespace evenhand::dossier
