#include "coordination/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace evenhand::coordination {
namespace {

constexpr double kDay = 86'400;
constexpr double kUsualDays = 30;
constexpr double kStart = 1'700'006'400;  // 2023-11-15

// Numbers by our own formulas: the standard's distributions differ between libraries.
class Random {
 public:
  Random(std::uint64_t seed, double days) : bits_(seed), days_(days) {}
  double Unit() { return static_cast<double>(bits_() >> 11) * 0x1.0p-53; }
  std::uint32_t Below(std::uint32_t limit) { return static_cast<std::uint32_t>(Unit() * limit); }
  std::uint32_t Between(std::uint32_t low, std::uint32_t high) {
    return low + Below(high - low + 1);
  }
  bool Chance(double p) { return Unit() < p; }
  double Exponential(double mean) { return -mean * std::log1p(-Unit()); }
  double LogNormal(double median, double sigma) { return median * std::exp(sigma * Normal()); }
  // A time in the horizon, by day and night.
  double DayCurve() {
    for (;;) {
      const double t = Unit() * days_ * kDay;
      const double phase = 2 * std::numbers::pi * (std::fmod(t, kDay) / kDay - 4.0 / 24);
      if (Unit() < 0.35 + 0.65 * 0.5 * (1 - std::cos(phase))) return t;
    }
  }

 private:
  double Normal() {
    return std::sqrt(-2 * std::log1p(-Unit())) * std::cos(2 * std::numbers::pi * Unit());
  }
  std::mt19937_64 bits_;
  double days_;
};

// Draws one of many by fixed weights.
class Weighted {
 public:
  explicit Weighted(std::vector<double> weights) : sums_(std::move(weights)) {
    for (std::size_t i = 1; i < sums_.size(); ++i) sums_[i] += sums_[i - 1];
  }
  std::uint32_t Draw(Random* random) const {
    const auto at = std::ranges::upper_bound(sums_, random->Unit() * sums_.back());
    return static_cast<std::uint32_t>(
        std::min<std::size_t>(static_cast<std::size_t>(at - sums_.begin()), sums_.size() - 1));
  }

 private:
  std::vector<double> sums_;
};

struct Row {
  double time;
  std::string object;
  std::string account;
};

class World {
 public:
  explicit World(const SimulateOptions& options)
      : options_(options),
        days_(options.days),
        random_(options.seed, days_),
        people_(ParetoWeights(
            std::max(50U, options.accounts > 0 ? options.accounts : options.shares / 10))),
        popularity_(ZipfWeights(Objects())) {
    for (std::uint32_t object = 0; object < Objects(); ++object)
      births_.push_back(random_.DayCurve());
    bursts_.assign(Objects(), false);
    for (std::uint32_t i = 0; i < std::max(2U, options.shares / 50'000); ++i)
      bursts_[random_.Below(std::min(Objects(), 2'000U))] = true;
  }

  Simulated Make() {
    Organic();
    Fans();
    Protests();
    Newsrooms();
    Schedulers();
    Late();
    Operations(Role::kPlanted, options_.operations);
    Operations(Role::kHijacked, options_.hijackings);
    std::ranges::stable_sort(rows_, {}, [](const Row& row) { return std::floor(row.time); });
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto seconds =
          static_cast<std::int64_t>(std::floor(kStart + std::fmod(rows_[i].time, days_ * kDay)));
      made_.shares.Add(rows_[i].object, rows_[i].account, fmt::format("p{}", i), seconds * 1000);
    }
    return std::move(made_);
  }

 private:
  std::uint32_t Objects() const { return std::max(50U, options_.shares / 8); }

  std::vector<double> ParetoWeights(std::uint32_t count) {
    std::vector<double> weights;
    for (std::uint32_t i = 0; i < count; ++i)
      weights.push_back(std::pow(1 - random_.Unit(), -1 / 1.3));
    return weights;
  }
  static std::vector<double> ZipfWeights(std::uint32_t count) {
    std::vector<double> weights;
    for (std::uint32_t i = 0; i < count; ++i) weights.push_back(std::pow(i + 21.0, -1.05));
    return weights;
  }

  void Share(double time, std::string object, const std::string& account) {
    rows_.push_back({time, std::move(object), account});
  }
  // Something that somebody shares by taste.
  void ShareByTaste(const std::string& account) {
    const std::uint32_t object = popularity_.Draw(&random_);
    const double delay =
        bursts_[object] ? random_.LogNormal(240, 0.8) : random_.LogNormal(7'200, 1.7);
    Share(births_[object] + delay, fmt::format("o{}", object), account);
  }
  std::vector<std::string> Group(Role role, std::uint32_t group, std::uint32_t size) {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < size; ++i) {
      names.push_back(fmt::format("{}{}-{}", NameOf(role), group, i));
      made_.accounts.push_back({names.back(), role, group});
    }
    return names;
  }

  void Organic() {
    for (std::uint32_t i = 0; i < options_.shares; ++i)
      ShareByTaste(fmt::format("a{}", people_.Draw(&random_)));
  }

  void Fans() {
    for (std::uint32_t group = 0; group < options_.fan_groups; ++group) {
      const auto fans = Group(Role::kFan, group, random_.Between(20, 60));
      const std::uint32_t posts = random_.Between(10, 30);
      for (std::uint32_t post = 0; post < posts; ++post) {
        const double start = random_.DayCurve();
        for (const std::string& fan : fans) {
          if (random_.Chance(0.7))
            Share(start + random_.LogNormal(1'500, 1.2), fmt::format("fan{}-post{}", group, post),
                  fan);
        }
      }
    }
  }

  void Protests() {
    for (std::uint32_t group = 0; group < options_.protests; ++group) {
      const auto people = Group(Role::kProtest, group, random_.Between(300, 800));
      const std::uint32_t evenings = random_.Between(4, 8);
      for (std::uint32_t evening = 0; evening < evenings; ++evening) {
        const double hour = (evening + 2) * kDay + 20 * 3'600;
        for (const std::string& person : people) {
          if (!random_.Chance(0.5)) continue;
          const std::uint32_t posts = random_.Between(1, 6);
          for (std::uint32_t post = 0; post < posts; ++post)
            Share(hour + random_.Exponential(1'500),
                  fmt::format("protest{}-evening{}", group, evening), person);
        }
      }
      for (const std::string& person : people)
        for (std::uint32_t i = 0; i < 10; ++i) ShareByTaste(person);
    }
  }

  void Newsrooms() {
    for (std::uint32_t group = 0; group < options_.newsrooms; ++group) {
      const auto staff = Group(Role::kNewsroom, group, random_.Between(5, 15));
      const std::uint32_t articles = random_.Between(60, 120);
      for (std::uint32_t article = 0; article < articles; ++article) {
        const double start = random_.DayCurve();
        for (const std::string& account : staff)
          if (random_.Chance(0.6))
            Share(start + random_.Exponential(20), fmt::format("news{}-{}", group, article),
                  account);
        for (std::uint32_t reader = 0; reader < 8; ++reader)
          Share(start + random_.LogNormal(7'200, 1.7), fmt::format("news{}-{}", group, article),
                fmt::format("a{}", people_.Draw(&random_)));
      }
    }
  }

  void Schedulers() {
    for (const std::string& account : Group(Role::kScheduler, 0, options_.schedulers)) {
      for (std::uint32_t i = 0; i < 40; ++i) {
        const std::uint32_t object = popularity_.Draw(&random_);
        const double seen = births_[object] + random_.LogNormal(3'600, 1.0);
        Share(std::ceil(seen / 1'800) * 1'800, fmt::format("o{}", object), account);
      }
    }
  }

  void Late() {
    // The line opens for all of a crowd at once, twice; for the next crowd some hours later.
    for (std::uint32_t crowd = 0; crowd < options_.late_crowds; ++crowd) {
      const auto people = Group(Role::kLate, crowd, options_.late_people);
      for (const double opens : {At(9.5 + 0.3 * crowd), At(17.25 + 0.3 * crowd)}) {
        for (const std::string& person : people) {
          const std::uint32_t posts = random_.Between(2, 8);
          for (std::uint32_t i = 0; i < posts; ++i)
            Share(opens + random_.Exponential(900), fmt::format("o{}", popularity_.Draw(&random_)),
                  person);
        }
      }
    }
  }

  void Operations(Role role, std::uint32_t groups) {
    for (std::uint32_t group = 0; group < groups; ++group) {
      const auto run = Group(role, group, random_.Between(5, 40));
      const std::uint32_t campaigns = random_.Between(8, 30);
      const double from = role == Role::kHijacked ? At(20) : 0;
      const double stealth = options_.stealth;
      const double mean_delay = 8 * std::pow(450, stealth);
      for (std::uint32_t campaign = 0; campaign < campaigns; ++campaign) {
        const double start = from + random_.DayCurve() * (days_ * kDay - from) / (days_ * kDay);
        const std::string object = random_.Chance(0.25)
                                       ? fmt::format("o{}", random_.Below(Objects()))
                                       : fmt::format("{}{}-{}", NameOf(role), group, campaign);
        for (const std::string& account : run)
          if (random_.Chance(0.7 - 0.3 * stealth))
            Share(start + random_.Exponential(mean_delay), object, account);
      }
      const auto cover =
          static_cast<std::uint32_t>(std::lround(random_.Between(5, 24) * (1 + 4 * stealth)));
      for (const std::string& account : run)
        for (std::uint32_t i = 0; i < cover; ++i) ShareByTaste(account);
    }
  }

  // A moment of the usual month, in a shorter or longer one.
  double At(double day) const { return day * (days_ / kUsualDays) * kDay; }

  SimulateOptions options_;
  double days_;
  Random random_;
  Weighted people_;
  Weighted popularity_;
  std::vector<double> births_;
  std::vector<bool> bursts_;
  std::vector<Row> rows_;
  Simulated made_;
};

}  // namespace

std::string_view NameOf(Role role) {
  switch (role) {
    case Role::kOrganic:
      return "organic";
    case Role::kFan:
      return "fan";
    case Role::kProtest:
      return "protest";
    case Role::kNewsroom:
      return "newsroom";
    case Role::kScheduler:
      return "scheduler";
    case Role::kLate:
      return "late";
    case Role::kPlanted:
      return "planted";
    case Role::kHijacked:
      return "hijacked";
  }
  return "organic";
}

Simulated Simulate(const SimulateOptions& options) { return World(options).Make(); }

}  // namespace evenhand::coordination
