#pragma once

// The line between coordinated accounts and the rest: what an account needs, beside ties beyond
// chance, to be a candidate.
//
// A tie beyond chance says that two accounts acted together; it takes more to say so of an account.
// All of:
//   - at least `min_objects` objects put out together with candidates, on `min_days` days or in two
//   kinds of traces;
//   - ties to at least `min_partners` other candidates;
//   - not only objects that more than `common_share` of all active accounts put out beside those
//   tied by it;
//   - that this is much of what it does: at least `many_objects` objects, or half of its own, or
//   ties to at least
//     `many_partners` other candidates.
// A tie counts where the two were together at least `least_effect` times as often as by chance.
// Evidence rests on other candidates, so the line is drawn again until nothing changes: who leaves
// takes the evidence along.
//
// Candidates are not guilty of anything: people may urge a cause together. What else must be shown,
// and by whom, is in docs/coordination.md and in the published policy.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "model/share.h"

namespace evenhand::coordination {

struct LineOptions {
  std::uint32_t min_objects = 3;
  std::uint32_t min_days = 2;
  std::uint32_t min_partners = 2;
  std::uint32_t many_objects = 10;
  std::uint32_t many_partners = 4;
  double least_effect = 10;
  double common_share = 0.01;
};

// One test of one tie.
struct TieEvidence {
  model::Trace trace = model::Trace::kObject;
  std::int64_t window_ms = 0;
  std::uint32_t together = 0;  // objects
  std::uint32_t common = 0;    // objects both put out, at whatever times
  double expected_by_choice = 0;
  double expected_by_timing = 0;
  double p_choice = 1;
  double p_timing = 1;
  double q = 1;  // false discovery rate, for all traces and windows together

  double expected() const {
    return expected_by_choice > expected_by_timing ? expected_by_choice : expected_by_timing;
  }
};

// One object that both put out within a window: the closest two posts.
struct JointAct {
  model::Trace trace = model::Trace::kObject;
  std::uint32_t object = 0;  // number in that trace's shares, as the contents
  std::uint32_t content_a = 0;
  std::uint32_t content_b = 0;
  std::int64_t time_a_ms = 0;
  std::int64_t time_b_ms = 0;
};

// Between accounts a < b, numbers common to all traces.
struct FoundTie {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::vector<TieEvidence> evidence = {};  // by trace, then window
  std::vector<JointAct> acts = {};         // by trace, then object
};

// What the line must know of an account beside its ties.
struct Habits {
  std::uint32_t objects = 0;  // distinct, over all traces
};

enum class Shortfall : std::uint8_t {
  kNone,
  kEffect,
  kObjects,
  kDays,
  kPartners,
  kCommonObjects,
  kSmallPart
};
std::string_view NameOf(Shortfall shortfall);

struct Standing {
  std::uint32_t account = 0;
  Shortfall shortfall = Shortfall::kNone;  // the first thing that lacks; none: a candidate
  std::uint32_t objects = 0;               // put out together with candidates
  std::uint32_t days = 0;
  std::uint32_t traces = 0;
  std::uint32_t partners = 0;
};

// How many accounts put an object of a trace out, of those active in it.
class Audience {
 public:
  virtual ~Audience() = default;
  virtual std::uint32_t AccountsOn(model::Trace trace, std::uint32_t object) const = 0;
  virtual double AccountsIn(model::Trace trace) const = 0;
};

// The line over some ties, to be drawn once or, with some left out, many times. Cost of each time:
// a look at every act, and at those of whoever is tied to one that leaves.
class Line {
 public:
  // `habits` by account. Nothing has to outlive it.
  Line(std::span<const FoundTie> ties, std::span<const Habits> habits, const Audience& audience,
       const LineOptions& options);

  // One standing for each account that has a tie, by account. `left_out`, by account, are treated
  // as if they were not there; empty: nobody.
  std::vector<Standing> Draw(const std::vector<bool>& left_out = {}) const;

 private:
  class Drawing;
  using Object = std::pair<model::Trace, std::uint32_t>;
  // Accounts and objects by their place among those that occur; `[side]` is that of a, b.
  struct Act {
    model::Trace trace;
    std::uint32_t object;
    std::array<std::uint32_t, 2> place = {};  // of the account on the object, among all such
    std::array<std::int64_t, 2> day;
  };
  struct Tie {
    std::array<std::uint32_t, 2> accounts;
    bool strong;
    std::uint32_t first_act, last_act;  // of weak ties none
    std::uint32_t OtherThan(std::uint32_t account) const {
      return accounts[accounts[0] == account ? 1 : 0];
    }
  };
  struct Crowd {
    double accounts;     // that put it out
    double common_from;  // more than so many make it common
  };
  void NumberPlaces();

  LineOptions options_;
  std::vector<std::uint32_t> accounts_;
  std::vector<std::uint32_t> objects_of_;  // by account: all it put out
  std::vector<Object> objects_;
  std::vector<Crowd> crowds_;  // by object
  std::vector<Tie> ties_;
  std::vector<std::vector<std::uint32_t>> ties_of_;  // by account, the strong ones
  std::vector<Act> acts_;
  std::size_t places_ = 0;
};

}  // namespace evenhand::coordination
