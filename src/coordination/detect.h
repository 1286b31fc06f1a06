#pragma once

// From shares to networks of accounts that act together beyond chance, with what each rests on.
//
//   shares ─► ties beyond chance (chance.h), by trace and window ─► the line (line.h) ─► networks
//   (split.h) ─► checks
//
// Where there are several traces, they are also searched as one (any_trace.h); its acts are told as
// those of their own traces. All traces and windows are one search: the false discovery rate is
// divided among them. Whoever is found is a candidate for people to look at, and nothing more; who
// fell short is told too, and why.
//
// Nothing is read but who put out what when. Deterministic on any number of threads; the order of
// rows and the names of accounts change nothing but names.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/name_table.h"
#include "coordination/line.h"
#include "model/share.h"

namespace evenhand::coordination {

struct DetectOptions {
  std::vector<std::int64_t> windows_ms = {10'000, 60'000, 300'000};
  double false_discovery_rate = 0.01;
  LineOptions line = {};
  std::uint32_t max_neighbours = 1'000;  // PairOptions'; what is not compared for it is counted
  // Accounts that say publicly that they act together, each with its group: a newsroom, a union, a
  // party. Ties inside a group are counted, and speak of nobody.
  std::map<std::string, std::string, std::less<>> declared = {};
  unsigned threads = 1;
};

struct Member {
  Standing standing;
  bool core = false;  // tied to at least half of the others of its network
};

// A connected component of the candidates' ties, or a part of one that stands by itself (split.h):
// then its members' standings are those by its own ties, and ties to other parts are of no network.
struct Network {
  std::vector<Member> members = {};        // by account number
  std::vector<std::size_t> ties = {};      // in Detection::ties
  double density = 0;                      // ties of all that could be
  std::int64_t first_ms = 0, last_ms = 0;  // of joint acts
  // Of its members, how many stay candidates
  std::size_t without_any_one =
      0;  // when the one account on whom most rests is left out, of the others
  std::size_t without_popular = 0;  // when the most popular thousandth of objects is left out
};

struct Detection {
  NameTable accounts;                  // of all traces
  std::vector<FoundTie> ties = {};     // beyond chance; by (a, b)
  std::vector<Network> networks = {};  // by size, then first account's name
  std::vector<Standing> fell_short = {};

  // What was searched.
  struct Search {
    model::Trace trace = model::Trace::kObject;
    std::int64_t window_ms = 0;
    std::uint64_t together = 0;  // account pairs together on an object, summed over objects
    double tests = 0;            // account pairs
    std::size_t ties = 0;
    std::size_t declared = 0;  // other ties, inside declared groups
    std::uint64_t not_compared =
        0;  // posts within a window of each other, too many others between them
  };
  std::vector<Search> searches = {};
  std::uint64_t shares = 0;
  std::uint64_t objects = 0;
  std::int64_t first_ms = 0, last_ms = 0;
};

// Called before each search, with what is about to start and how many there are.
using OnSearch =
    std::function<void(const Detection::Search& next, std::size_t number, std::size_t all)>;

Detection Detect(const std::map<model::Trace, model::Shares>& shares, const DetectOptions& options,
                 const OnSearch& on_search = {});

}  // namespace evenhand::coordination
