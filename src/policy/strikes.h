#pragma once

// Strikes and ladders: what one account's decisions add up to (policy.md section 6).
//
// A Ledger takes the decisions, notices and reversals of one account in order of time, and knows
// for each decision what the ladder answered, then and now. Nothing else decides it: equal
// histories under equal rules give equal standings.
//
// Reversal is void-and-replay (6.8): all decisions are run again without the void ones, and a later
// account action becomes what the replay says where that is milder, from its original start; it
// never becomes harsher.
//
// Cost: a decision is amortised constant in the length of the history; a reversal, linear.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/action.h"
#include "policy/time.h"
#include "policy/warning.h"

namespace evenhand::policy {

// Strikes of different families do not mix unless a ladder names several.
struct Family {
  std::string name = {};
  std::optional<Period> expiry = {};   // none: strikes never expire
  std::optional<Period> max_age = {};  // an item older than this gives no strike
};

struct Rung {
  std::int64_t threshold = 1;
  Action action = {};
};

struct Ladder {
  std::vector<std::string> families = {};
  std::vector<Rung> rungs = {};  // thresholds rise
  // A first violation gives a warning instead of a strike; how long it stays after a lesson.
  std::optional<Period> warning = {};

  // The action of the highest threshold not above `count`; none below the first (6.4).
  Action At(std::int64_t count) const;
  bool Counts(std::string_view family) const;
};

struct StrikeRules {
  std::vector<Family> families = {};
  std::vector<Ladder> ladders = {};

  const Family* Find(std::string_view name) const;
};

struct FamilyStrike {
  std::string family = {};
  std::int64_t weight = 1;  // 0 never touches a ladder
  std::string clause = {};  // which clause was broken; told apart by warnings only
};

// A decision as far as strikes are concerned. An item gives strikes once per family (5.2): most
// give one, in the family that is named first.
struct StrikeInput {
  std::string decision = {};
  std::string clause = {};
  std::string family = {};
  std::int64_t weight = 1;
  Time at = {};
  std::optional<Time> posted = {};        // when the item was posted; not known: never too old
  std::string batch = {};                 // items removed together; empty: alone
  std::vector<FamilyStrike> beside = {};  // in further families
};

// The texts of the next two are those of the ledger, and live as long as it is unchanged.
struct Running {
  std::string_view decision = {};
  Action action = {};
  Time from = {};
  std::optional<Time> until = {};  // none: permanent
};

struct LiveStrike {
  std::string_view decision = {};
  std::string_view family = {};
  std::string_view clause = {};
  std::int64_t weight = 1;
  Time at = {};
  std::optional<Time> expires = {};
};

class Ledger {
 public:
  // What a strike did to its family.
  struct Added {
    std::int64_t added = 0;  // the weight that counted
    std::int64_t count = 0;  // of the families of its ladder right after
  };
  // What standings read comes first, on one or two lines of the cache.
  struct Entry {
    Action now = {};  // what is left of `given` after reversals
    StrikeInput input;
    std::int64_t added = 0;  // in the family named first, as first decided
    std::int64_t count = 0;
    std::vector<Added> beside = {};  // as input.beside, as first decided
    Action given = {};               // what the ladders answered first, the strongest of them
    std::int64_t added_now = 0;
    std::int64_t count_now = 0;
    bool voided = false;
  };

  // `rules` must outlive the ledger, as must those given to UseRules.
  explicit Ledger(const StrikeRules* rules);

  // Decisions from now on stand under `rules`: another version of the rulebook took effect. What
  // was given keeps its weight and its expiry; families of one name are one.
  void UseRules(const StrikeRules* rules);

  // Errors: kInvalidArgument for an unknown family, a negative weight, a decision that is there
  // already, or a time before the last one (the clock went backwards). Nothing is changed then.
  Result<const Entry*> Decide(StrikeInput input);
  // The author was told of the batch: what follows counts again.
  Result<void> Notice(std::string_view batch, Time at);
  // The author completed the lesson for `clause`: when its warning expires, none when there is
  // none.
  Result<std::optional<Time>> Lesson(std::string_view clause, Time at);
  // Errors: kNotFound for an unknown decision. Voiding twice changes nothing.
  Result<void> Void(std::string_view decision, Time at);

  // An appeal made the account action of a decision milder; a harsher one changes nothing.
  Result<void> Soften(std::string_view decision, const Action& action, Time at);

  const std::vector<Entry>& entries() const { return entries_; }
  const Entry* Find(std::string_view decision) const;

  // At `at`, which is not before the last change.
  std::int64_t Count(std::string_view family, Time at) const;
  std::vector<LiveStrike> Live(Time at) const { return Latest(at, SIZE_MAX, {}).strikes; }
  // The latest `most` in the families that `counts` (empty: all) says, oldest first.
  struct LatestStrikes {
    std::vector<LiveStrike> strikes = {};
    std::size_t unlisted = 0;  // how many more are live
  };
  LatestStrikes Latest(Time at, std::size_t most,
                       const std::function<bool(std::string_view family)>& counts) const;
  std::vector<Running> RunningAt(Time at) const;
  // When everything that runs at `at` has ended: `at` when nothing does, none when something never
  // will.
  std::optional<Time> FreeAt(Time at) const;
  // What a ladder would answer to a strike of `weight` given at `at`.
  Action Next(const Ladder& ladder, std::int64_t weight, Time at) const;

 private:
  // The strikes that are live as time passes; within a family in the order in which they expire.
  struct Tally {
    struct Item {
      std::uint32_t entry;
      std::uint32_t part;  // 0: the family named first, then those beside
      std::uint64_t place() const { return std::uint64_t{entry} << 32 | part; }
      std::int64_t weight;
      Time at;
      std::optional<Time> expires;
    };
    struct PerFamily {
      std::deque<Item> live;
      std::int64_t sum = 0;
    };
    const StrikeRules* rules = nullptr;
    std::map<std::string, PerFamily, std::less<>> families;
    // By batch, since its last notice, and family.
    std::map<std::string, std::map<std::string, std::int64_t>, std::less<>> counted;
    std::map<std::string, Warnings, std::less<>> warnings;  // by the ladder's first family
  };
  struct Step {
    enum class Kind : std::uint8_t { kDecision, kNotice, kLesson, kRules };
    Kind kind;
    Time at = {};
    std::size_t entry = 0;  // of a decision
    std::string name = {};  // the batch of a notice, the clause of a lesson
    const StrikeRules* rules = nullptr;
  };
  struct Answer {
    Added first = {};
    std::vector<Added> beside = {};
    Action action = {};
  };
  // One strike of a decision.
  struct Part {
    std::uint32_t entry;
    std::uint32_t part;
    const StrikeInput& input;
    std::string_view family;
    std::int64_t weight;
    std::string_view clause;
  };

  static Tally EmptyTally(const StrikeRules* rules);
  static void SwitchRules(const StrikeRules* rules, Tally* tally);
  void Replay();
  Answer Apply(std::size_t entry, Tally* tally) const;
  Part PartOf(std::size_t at, std::size_t part) const;
  static std::int64_t WeightThatCounts(const Part& part, Tally* tally);
  // Whether it gave a warning in place of a strike is said in *action.
  std::int64_t Add(const Part& part, Tally* tally, Action* action) const;
  std::int64_t CountAfter(std::string_view family, const Tally& tally) const;
  Result<void> CheckFamily(std::string_view family, std::int64_t weight) const;
  std::optional<Time> Teach(std::string_view clause, Time at, Tally* tally) const;
  static bool OnlyWarns(const Part& part, Tally* tally);
  void Advance(Time at, Tally* tally) const;
  std::int64_t Sum(const Ladder& ladder, const Tally& tally) const;
  Result<void> CheckClock(Time at) const;

  const StrikeRules* first_rules_;
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t, std::less<>> by_decision_;
  std::vector<Step> steps_;
  Tally tally_;
  std::optional<Time> last_;
};

}  // namespace evenhand::policy
