#include "dossier/innocent.h"

#include <algorithm>
#include <map>
#include <set>

#include "dossier/coordination_evidence.h"
#include "dossier/takeover.h"

namespace evenhand::dossier {
namespace {

using Answer = Explanation::Answer;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::int64_t kOnTheMinuteMs = 15'000;  // a sixtieth of a quarter hour: 1.7 % by chance
constexpr std::size_t kManyAtOnce = 5;
constexpr std::size_t kMostOthers = 50;

std::int64_t Within(std::int64_t time_ms, std::int64_t period_ms) {
  const std::int64_t rest = time_ms % period_ms;
  return rest < 0 ? rest + period_ms : rest;
}

// An account's joint posts and objects.
struct Joint {
  std::set<std::pair<std::int64_t, std::uint32_t>> posts;  // time, number
  std::set<std::uint32_t> objects;
  std::set<std::uint32_t> others;
};

double ShareOf(std::size_t part, std::size_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

Explanation Measured(std::string_view name, double share, double from) {
  return {.name = std::string(name),
          .answer = share >= from ? Answer::kYes : Answer::kNo,
          .number = share};
}

class Explainer {
 public:
  explicit Explainer(const Dossier& dossier)
      : dossier_(dossier), line_(dossier), joint_(dossier.accounts.size()) {
    std::map<std::uint32_t, std::set<std::uint32_t>> tied;
    for (const coordination::FoundTie& tie : dossier.basis.ties) {
      joint_[tie.a].others.insert(tie.b);
      joint_[tie.b].others.insert(tie.a);
      for (const coordination::JointAct& act : tie.acts) {
        joint_[tie.a].posts.emplace(act.time_a_ms, act.content_a);
        joint_[tie.b].posts.emplace(act.time_b_ms, act.content_b);
        joint_[tie.a].objects.insert(act.object);
        joint_[tie.b].objects.insert(act.object);
        tied[act.object].insert({tie.a, tie.b});
      }
    }
    for (std::uint32_t object = 0; object < dossier.basis.objects.size(); ++object)
      tied_.push_back(tied.contains(object) ? static_cast<std::uint32_t>(tied[object].size()) : 0);
  }

  std::vector<Explanation> Of(std::uint32_t account) const {
    const Joint& joint = joint_[account];
    std::vector<Explanation> all = {
        Measured("crowd", Crowded(joint), 0.5), Measured("round-times", OnTheMinute(joint), 0.5),
        OneHour(joint), Measured("came-at-once", AtOnce(joint), 0.5), OneOther(account, joint)};
    const std::vector<Sign>& signs = dossier_.accounts[account].signs;
    all.push_back({.name = "taken-over",
                   .answer = SuggestsTakeover(signs) ? Answer::kYes : Answer::kNo,
                   .number = static_cast<double>(signs.size())});
    for (std::size_t i = all.size(); i < kExplanations.size(); ++i)
      all.push_back({.name = std::string(kExplanations[i])});
    return all;
  }

 private:
  // Objects that more accounts outside put out than are tied by them here.
  double Crowded(const Joint& joint) const {
    const auto crowded = std::ranges::count_if(joint.objects, [&](std::uint32_t number) {
      const Object& object = dossier_.basis.objects[number];
      return object.accounts > object.tied_outside + 2 * tied_[number];
    });
    return ShareOf(static_cast<std::size_t>(crowded), joint.objects.size());
  }

  static double OnTheMinute(const Joint& joint) {
    const auto round = std::ranges::count_if(joint.posts, [](const auto& post) {
      return Within(post.first, 15 * kMinuteMs) < kOnTheMinuteMs;
    });
    return ShareOf(static_cast<std::size_t>(round), joint.posts.size());
  }

  static Explanation OneHour(const Joint& joint) {
    std::map<std::int64_t, std::size_t> hours;
    std::set<std::int64_t> days;
    for (const auto& [time_ms, post] : joint.posts) {
      ++hours[Within(time_ms, kDayMs) / kHourMs];
      days.insert((time_ms - Within(time_ms, kDayMs)) / kDayMs);
    }
    std::size_t most = 0;
    for (const auto& [hour, count] : hours) most = std::max(most, count);
    Explanation one = Measured("one-hour", ShareOf(most, joint.posts.size()), 0.8);
    if (days.size() < 2) one.answer = Answer::kNo;
    return one;
  }

  // Posts with so many others of its own within ten minutes.
  static double AtOnce(const Joint& joint) {
    std::vector<std::int64_t> times;
    for (const auto& post : joint.posts) times.push_back(post.first);
    std::size_t many = 0;
    std::size_t low = 0;
    std::size_t high = 0;
    for (const std::int64_t time_ms : times) {
      while (times[low] < time_ms - 10 * kMinuteMs) ++low;
      while (high < times.size() && times[high] <= time_ms + 10 * kMinuteMs) ++high;
      many += high - low > kManyAtOnce;
    }
    return ShareOf(many, times.size());
  }

  // Of the others it is tied to, the fifty first: how many it can stand without.
  Explanation OneOther(std::uint32_t account, const Joint& joint) const {
    std::size_t looked = 0;
    std::size_t stands = 0;
    for (const std::uint32_t other : joint.others) {
      if (looked == kMostOthers) break;
      ++looked;
      stands += StandsWithout(account, other);
    }
    return {.name = "one-other",
            .answer = looked > 0 && stands < looked ? Answer::kYes : Answer::kNo,
            .number = static_cast<double>(stands)};
  }

  bool StandsWithout(std::uint32_t account, std::uint32_t other) const {
    const auto [at, is_new] = without_.try_emplace(other);
    if (is_new) {
      std::vector<bool> out(dossier_.accounts.size(), false);
      out[other] = true;
      for (const auto& standing : line_.Draw(out))
        at->second.push_back(standing.shortfall == coordination::Shortfall::kNone);
    }
    return at->second[account];
  }

  const Dossier& dossier_;
  LineAgain line_;
  std::vector<Joint> joint_;
  std::vector<std::uint32_t> tied_;  // by object: accounts of the network tied by it
  mutable std::map<std::uint32_t, std::vector<bool>> without_;
};

}  // namespace

std::vector<std::vector<Explanation>> InnocentExplanations(const Dossier& dossier) {
  const Explainer explainer(dossier);
  std::vector<std::vector<Explanation>> all;
  for (std::uint32_t account = 0; account < dossier.accounts.size(); ++account)
    all.push_back(explainer.Of(account));
  return all;
}

}  // namespace evenhand::dossier
