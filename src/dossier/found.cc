#include "dossier/found.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/utf8.h"
#include "dossier/dossier_json.h"
#include "dossier/takeover.h"

namespace evenhand::dossier {
namespace {

using coordination::Detection;
using coordination::FoundTie;
using coordination::JointAct;
using coordination::Network;

using Key = std::pair<model::Trace, std::uint32_t>;  // an object or a post in its trace

std::uint64_t Both(std::uint32_t high, std::uint32_t low) {
  return std::uint64_t{high} << 32 | low;
}

// What the archive says of the accounts of all networks, and of their objects.
class Archive {
 public:
  Archive(const Detection& detection, const std::map<model::Trace, model::Shares>& shares) {
    for (const Network& network : detection.networks)
      for (const auto& member : network.members) lives_[member.standing.account];
    for (const auto& [trace, some] : shares) ReadTrace(trace, some, detection);
    for (auto& [account, life] : lives_)
      std::ranges::stable_sort(life.posts, {}, &LifePost::time_ms);
  }

  std::uint32_t AccountsOn(Key object) const {
    return static_cast<std::uint32_t>(neighbours_.at(object).size());
  }
  std::uint32_t ObjectsOf(std::uint32_t account) const { return lives_.at(account).objects; }

  std::vector<Sign> Signs(std::uint32_t account) const {
    const Life& life = lives_.at(account);
    std::vector<std::vector<std::uint32_t>> others(life.posts.size());
    std::vector<LivedPost> posts;
    for (std::size_t i = 0; i < life.posts.size(); ++i) {
      for (const Key& object : life.posts[i].objects)
        for (const std::uint32_t other : neighbours_.at(object))
          if (other != account && others[i].size() < kMostNeighbours) others[i].push_back(other);
      posts.push_back({.time_ms = life.posts[i].time_ms, .neighbours = others[i]});
    }
    return SignsOf(posts);
  }

 private:
  struct LifePost {
    std::int64_t time_ms = 0;
    std::vector<Key> objects = {};
  };
  struct Life {
    std::uint32_t objects = 0;
    std::vector<LifePost> posts = {};
    std::map<std::pair<std::string, std::int64_t>, std::size_t> place_of =
        {};  // by the post's id and time
  };

  void ReadTrace(model::Trace trace, const model::Shares& some, const Detection& detection) {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t account = 0; account < some.accounts.size(); ++account)
      numbers.push_back(detection.accounts.Find(some.accounts.Name(account)));
    std::vector<bool> wanted(some.objects.size(), false);
    std::set<std::uint64_t> own;
    for (std::size_t row = 0; row < some.size(); ++row) {
      const std::uint32_t account = numbers[some.account[row]];
      const auto life = lives_.find(account);
      if (life == lives_.end()) continue;
      wanted[some.object[row]] = true;
      if (own.insert(Both(account, some.object[row])).second) ++life->second.objects;
      AddPost({trace, some.object[row]}, std::string(some.contents.Name(some.content[row])),
              some.time_ms[row], &life->second);
    }
    std::vector<std::uint64_t> links;
    for (std::size_t row = 0; row < some.size(); ++row)
      if (wanted[some.object[row]])
        links.push_back(Both(some.object[row], numbers[some.account[row]]));
    std::ranges::sort(links);
    links.erase(std::ranges::unique(links).begin(), links.end());
    for (const std::uint64_t link : links)
      neighbours_[{trace, static_cast<std::uint32_t>(link >> 32)}].push_back(
          static_cast<std::uint32_t>(link));
  }

  // A post with several objects is one.
  static void AddPost(Key object, std::string id, std::int64_t time_ms, Life* life) {
    const auto [at, is_new] =
        life->place_of.emplace(std::pair(std::move(id), time_ms), life->posts.size());
    if (is_new) life->posts.push_back({.time_ms = time_ms});
    life->posts[at->second].objects.push_back(object);
  }

  std::map<std::uint32_t, Life> lives_;
  std::map<Key, std::vector<std::uint32_t>> neighbours_;  // accounts of objects, ascending
};

class Maker {
 public:
  Maker(const Network& network, const Detection& detection,
        const std::map<model::Trace, model::Shares>& shares, const Archive& archive,
        const std::map<Key, std::set<std::uint32_t>>& tied_by)
      : network_(network),
        detection_(detection),
        shares_(shares),
        archive_(archive),
        tied_by_(tied_by) {}

  FoundNetwork Make() {
    for (const auto& [trace, some] : shares_)
      found_.basis.active[trace] = static_cast<std::uint32_t>(some.accounts.size());
    AddAccounts();
    for (const std::size_t i : network_.ties) AddTie(detection_.ties[i]);
    std::ranges::sort(found_.basis.ties, {},
                      [](const FoundTie& tie) { return Both(tie.a, tie.b); });
    return std::move(found_);
  }

 private:
  void AddAccounts() {
    std::vector<std::pair<std::string, const coordination::Member*>> names;
    for (const auto& member : network_.members)
      names.emplace_back(Sanitized(detection_.accounts.Name(member.standing.account)), &member);
    std::ranges::stable_sort(names, {},
                             &std::pair<std::string, const coordination::Member*>::first);
    std::set<std::string> taken;
    for (auto& [name, member] : names)
      while (!taken.insert(name).second) name += "~2";
    std::ranges::stable_sort(names, {},
                             &std::pair<std::string, const coordination::Member*>::first);
    for (const auto& [name, member] : names) {
      const std::uint32_t account = member->standing.account;
      number_[account] = static_cast<std::uint32_t>(found_.accounts.size());
      found_.accounts.push_back({.name = name,
                                 .own_objects = archive_.ObjectsOf(account),
                                 .core = member->core,
                                 .signs = archive_.Signs(account)});
    }
  }

  std::uint32_t ObjectNumber(Key object) {
    const auto [at, is_new] =
        objects_.emplace(object, static_cast<std::uint32_t>(found_.basis.objects.size()));
    if (is_new) {
      std::uint32_t outside = 0;
      if (const auto tied = tied_by_.find(object); tied != tied_by_.end())
        for (const std::uint32_t account : tied->second) outside += !number_.contains(account);
      found_.basis.objects.push_back(
          {.trace = object.first,
           .name = Sanitized(shares_.at(object.first).objects.Name(object.second)),
           .accounts = archive_.AccountsOn(object),
           .tied_outside = outside});
    }
    return at->second;
  }

  std::uint32_t PostNumber(Key post) {
    const auto [at, is_new] =
        posts_.emplace(post, static_cast<std::uint32_t>(found_.basis.posts.size()));
    if (is_new)
      found_.basis.posts.push_back(Sanitized(shares_.at(post.first).contents.Name(post.second)));
    return at->second;
  }

  void AddTie(const FoundTie& tie) {
    FoundTie own{.a = number_.at(tie.a), .b = number_.at(tie.b), .evidence = tie.evidence};
    const bool swapped = own.a > own.b;
    if (swapped) std::swap(own.a, own.b);
    for (JointAct act : tie.acts) {
      act.object = ObjectNumber({act.trace, act.object});
      act.content_a = PostNumber({act.trace, act.content_a});
      act.content_b = PostNumber({act.trace, act.content_b});
      if (swapped) {
        std::swap(act.content_a, act.content_b);
        std::swap(act.time_a_ms, act.time_b_ms);
      }
      own.acts.push_back(act);
    }
    found_.basis.ties.push_back(std::move(own));
  }

  const Network& network_;
  const Detection& detection_;
  const std::map<model::Trace, model::Shares>& shares_;
  const Archive& archive_;
  const std::map<Key, std::set<std::uint32_t>>& tied_by_;
  std::map<std::uint32_t, std::uint32_t> number_;  // of an account of the detection, in the network
  std::map<Key, std::uint32_t> objects_, posts_;
  FoundNetwork found_;
};

// Accounts whose ties with an effect rest on an object: the same as line.h counts.
std::map<Key, std::set<std::uint32_t>> TiedBy(const Detection& detection, double least_effect) {
  std::map<Key, std::set<std::uint32_t>> tied;
  for (const FoundTie& tie : detection.ties) {
    const bool has_effect =
        std::ranges::any_of(tie.evidence, [&](const coordination::TieEvidence& one) {
          return one.together >= least_effect * one.expected();
        });
    if (!has_effect) continue;
    for (const JointAct& act : tie.acts) tied[{act.trace, act.object}].insert({tie.a, tie.b});
  }
  return tied;
}

}  // namespace

std::vector<FoundNetwork> FoundNetworks(const Detection& detection,
                                        const std::map<model::Trace, model::Shares>& shares,
                                        const coordination::LineOptions& line) {
  const Archive archive(detection, shares);
  const auto tied_by = TiedBy(detection, line.least_effect);
  std::vector<FoundNetwork> all;
  for (const Network& network : detection.networks)
    all.push_back(Maker(network, detection, shares, archive, tied_by).Make());
  return all;
}

std::string FoundJson(const FoundNetwork& found) {
  codec::JsonText out;
  out.Open("", '{').Open("members", '[');
  for (const Account& account : found.accounts) {
    out.Open("", '{')
        .Text("account", account.name)
        .Whole("own_objects", account.own_objects)
        .Bool("core", account.core);
    WriteSigns(account.signs, &out);
    out.Close();
  }
  out.Close();
  WriteBasis("basis", found.basis, &out);
  return out.Close().text();
}

}  // namespace evenhand::dossier
