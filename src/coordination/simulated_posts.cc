#include "coordination/simulated_posts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "coordination/made_words.h"

namespace evenhand::coordination {
namespace {

enum class Kind : std::uint8_t {
  kLink,
  kRepost,
  kHashtag,
  kText
};  // in this order: KindOfOperation

std::uint64_t Mixed(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

// FNV-1a, mixed with the seed.
std::uint64_t HashOf(std::string_view name, std::uint64_t seed) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return Mixed(hash + seed * 0x9E3779B97F4A7C15);
}

double UnitOf(std::uint64_t hash) { return static_cast<double>(hash >> 11) * 0x1.0p-53; }

// What an object of the archive is in posts.
struct Thing {
  Kind kind = Kind::kLink;
  std::uint32_t language = 0;
  std::uint64_t number = 0;  // its own
  bool of_operation = false;
  std::string link = {}, hashtag = {}, text = {};
  std::optional<std::size_t> original = {};  // of a repost: which post
};

class Writer {
 public:
  Writer(const Simulated& simulated, const SimulateOptions& options)
      : simulated_(simulated), shares_(simulated.shares), options_(options) {}

  SimulatedArchive Make() {
    NameAccounts();
    for (std::uint32_t object = 0; object < shares_.objects.size(); ++object)
      things_.push_back(ThingOf(object));
    AddOriginals();
    for (std::size_t row = 0; row < shares_.size(); ++row) AddPost(row);
    return Numbered();
  }

 private:
  void NameAccounts() {
    // In an order that says nothing of roles: by hash.
    std::vector<std::uint32_t> order(shares_.accounts.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::uint32_t i) {
      return std::pair(HashOf(shares_.accounts.Name(i), options_.seed), i);
    });
    handles_.resize(order.size());
    for (std::size_t place = 0; place < order.size(); ++place)
      handles_[order[place]] = MadeHandle(place);
    for (const SimulatedAccount& account : simulated_.accounts)
      role_of_.emplace(account.name, account);
  }

  Thing ThingOf(std::uint32_t object) const {
    const std::string_view name = shares_.objects.Name(object);
    Thing thing{.number = HashOf(name, options_.seed)};
    thing.language = static_cast<std::uint32_t>(thing.number % kMadeLanguages);
    thing.of_operation =
        name.starts_with(NameOf(Role::kPlanted)) || name.starts_with(NameOf(Role::kHijacked));
    thing.kind = thing.of_operation ? KindOfOperation(name, thing.number)
                                    : KindOf(name, UnitOf(Mixed(thing.number)));
    if (thing.kind == Kind::kLink) thing.link = LinkOf(name, thing.number);
    if (thing.kind == Kind::kHashtag) thing.hashtag = MadeHashtag(thing.language, thing.number);
    if (thing.kind == Kind::kText || thing.kind == Kind::kRepost)
      thing.text = MadeMessage(thing.language, thing.number);
    return thing;
  }

  static Kind KindOf(std::string_view name, double u) {
    if (name.starts_with("fan")) return Kind::kRepost;
    if (name.starts_with("protest")) return Kind::kHashtag;
    if (name.starts_with("news")) return Kind::kLink;
    if (u < 0.4) return Kind::kLink;
    if (u < 0.7) return Kind::kRepost;
    return u < 0.8 ? Kind::kHashtag : Kind::kText;
  }

  // Each operation has a habit, which it keeps to the less the more it hides.
  Kind KindOfOperation(std::string_view name, std::uint64_t number) const {
    const std::uint64_t group = HashOf(name.substr(0, name.find('-')), options_.seed);
    const bool as_ever = UnitOf(Mixed(number)) < 0.8 - 0.5 * options_.stealth;
    return static_cast<Kind>((as_ever ? group : Mixed(number + 1)) % 4);
  }

  static std::string LinkOf(std::string_view name, std::uint64_t number) {
    if (name.starts_with("news"))
      return fmt::format("https://paper{}.example/articles/{}", name.substr(4, name.find('-') - 4),
                         number % 1'000'000'000);
    return fmt::format("https://site{}.example/{:x}", Mixed(number) % 400, number >> 16);
  }

  // Each reposted post, a while before its first repost, by somebody else. Rows are not quite in
  // order of time.
  void AddOriginals() {
    std::vector<std::optional<std::size_t>> first(things_.size());
    for (std::size_t row = 0; row < shares_.size(); ++row) {
      std::optional<std::size_t>& earliest = first[shares_.object[row]];
      if (!earliest || shares_.time_ms[row] < shares_.time_ms[*earliest]) earliest = row;
    }
    for (std::uint32_t object = 0; object < things_.size(); ++object) {
      Thing& thing = things_[object];
      if (thing.kind != Kind::kRepost || !first[object]) continue;
      const auto before_s = static_cast<std::int64_t>(5 + Mixed(thing.number + 1) % 600);
      thing.original = posts_.size();
      posts_.push_back(
          {.post = {.account = AuthorOf(shares_.objects.Name(object), thing, *first[object]),
                    .time_ms = shares_.time_ms[*first[object]] - before_s * 1000,
                    .text = thing.text}});
    }
  }

  // Fans and operations have one author each, who posts nothing else; others repost anybody.
  std::string AuthorOf(std::string_view object, const Thing& thing, std::size_t row) const {
    constexpr int kTries = 100;
    std::uint64_t draw = thing.number;
    for (int i = 0; i < kTries && !object.starts_with("fan") && !thing.of_operation;
         ++i, draw = Mixed(draw + 1)) {
      const auto account = static_cast<std::uint32_t>(draw % handles_.size());
      const bool ordinary = !role_of_.contains(shares_.accounts.Name(account));
      if (ordinary && account != shares_.account[row]) return handles_[account];
    }
    return MadeHandle(handles_.size() +
                      HashOf(object.substr(0, object.find('-')), options_.seed) % 1'000'000'000);
  }

  void AddPost(std::size_t row) {
    const Thing& thing = things_[shares_.object[row]];
    const std::uint64_t number = Mixed(options_.seed + 0x1000 + row);
    Draft draft{.post = {.account = handles_[shares_.account[row]],
                         .time_ms = shares_.time_ms[row],
                         .link = thing.link,
                         .hashtag = thing.hashtag,
                         .gateway = GatewayOf(row)},
                .original = thing.original};
    switch (thing.kind) {
      case Kind::kRepost:
        break;
      case Kind::kLink:
      case Kind::kHashtag:
        draft.post.text = MadeRemark(thing.language, number);
        break;
      case Kind::kText:
        draft.post.text = thing.of_operation && UnitOf(Mixed(number)) < options_.stealth
                              ? MadeParaphrase(thing.language, thing.text, number)
                              : MadeCopy(thing.language, thing.text, number);
        break;
    }
    for (const std::string& more : {thing.hashtag, thing.link})
      if (!more.empty()) draft.post.text += " " + more;
    posts_.push_back(std::move(draft));
  }

  // The crowds whose line opens at once come out of one gateway; everybody else has an address of a
  // large block.
  std::string GatewayOf(std::size_t row) const {
    const std::string_view name = shares_.accounts.Name(shares_.account[row]);
    const auto role = role_of_.find(name);
    if (role != role_of_.end() && role->second.role == Role::kLate)
      return fmt::format("192.0.2.{}", 1 + role->second.group % 254);
    const std::uint64_t hash = HashOf(name, options_.seed + 1);
    return fmt::format("2001:db8:{:x}:{:x}::1", hash & 0xFFFF, (hash >> 16) & 0xFFFF);
  }

  SimulatedArchive Numbered() {
    std::vector<std::size_t> order(posts_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return posts_[i].post.time_ms; });
    for (std::size_t place = 0; place < order.size(); ++place)
      posts_[order[place]].post.id = fmt::format("p{}", place + 1);
    SimulatedArchive archive;
    std::map<std::string, SimulatedAccount> accounts;
    std::map<std::string, SimulatedAccount> roles;  // by handle
    for (std::uint32_t account = 0; account < handles_.size(); ++account) {
      const auto role = role_of_.find(shares_.accounts.Name(account));
      if (role != role_of_.end()) roles.emplace(handles_[account], role->second);
    }
    for (const std::size_t i : order) {
      Draft& draft = posts_[i];
      if (draft.original) draft.post.repost_of = posts_[*draft.original].post.id;
      const auto role = roles.find(draft.post.account);
      SimulatedAccount account = role == roles.end() ? SimulatedAccount{} : role->second;
      account.name = draft.post.account;
      accounts.emplace(draft.post.account, account);
    }
    for (const std::size_t i : order) archive.posts.push_back(std::move(posts_[i].post));
    for (auto& [name, account] : accounts) archive.accounts.push_back(std::move(account));
    return archive;
  }

  struct Draft {
    SimulatedPost post;
    std::optional<std::size_t> original = {};
  };

  const Simulated& simulated_;
  const model::Shares& shares_;
  const SimulateOptions& options_;
  std::vector<std::string> handles_;  // by account
  std::map<std::string, SimulatedAccount, std::less<>> role_of_;
  std::vector<Thing> things_;  // by object
  std::vector<Draft> posts_;
};

}  // namespace

SimulatedArchive MakePosts(const Simulated& simulated, const SimulateOptions& options) {
  return Writer(simulated, options).Make();
}

}  // namespace evenhand::coordination
