// What the open door costs, and whether its time tells which decisions exist.
//   usage: door_times STORE [TRIES]      `./run timing` makes a STORE, and asks over HTTP too
// STORE is a docket's directory with a decision d-1. A wrong code for d-1 and a code for a decision
// that is not there are tried in turn, TRIES times each (default 1,000). The means of the middle
// half of their times, which what else the machine does cannot move, may differ by 5 % at most. A
// round that differs is measured again, kRounds in all: a difference that is real is there each
// time, and then it exits with 1. The server answers both after the same 400 ms; this is what lies
// under that.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "app/site_desk.h"
#include "app/site_input.h"
#include "base/check.h"
#include "carry/code.h"

namespace {

using namespace evenhand;
using Steady = std::chrono::steady_clock;

double Seconds(server::Desk* desk, const char* decision, const std::string& code, policy::Time at) {
  const auto begun = Steady::now();
  const auto opened = desk->Open(decision, code, "en", at);
  EVENHAND_CHECK(opened.has_value() && !opened->decision);
  return std::chrono::duration<double>(Steady::now() - begun).count();
}

constexpr int kRounds = 3;

double MeanOfMiddleHalf(std::vector<double> times) {
  std::ranges::sort(times);
  const auto quarter = static_cast<std::ptrdiff_t>(times.size() / 4);
  const auto count = static_cast<double>(times.size()) - 2.0 * static_cast<double>(quarter);
  return std::accumulate(times.begin() + quarter, times.end() - quarter, 0.0) / count;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    fmt::print(stderr, "usage: door_times STORE [TRIES]\n");
    return 2;
  }
  const app::DocketOptions options{.directory = words[1], .origin = ""};
  auto key = app::PublishingKey(options);
  if (!key) {
    fmt::print(stderr, "{}\n", key.error().message);
    return 3;
  }
  app::SiteDesk desk(options, *std::move(key));
  const int tries = count > 2 ? std::atoi(words[2]) : 1'000;
  const std::string code = carry::MakeCode(std::string(32, 'x'), carry::Purpose::kAppeal, "d-1", 1);
  const policy::Time at = *policy::ParseTime("2026-02-12T00:00:00Z");
  for (int round = 1; round <= kRounds; ++round) {
    std::vector<double> wrong, none;
    for (int i = 0; i < tries; ++i) {
      // In turn, and each first as often: what else the machine does falls on both.
      if (i % 2 == 0) wrong.push_back(Seconds(&desk, "d-1", code, at));
      none.push_back(Seconds(&desk, "d-x", code, at));
      if (i % 2 == 1) wrong.push_back(Seconds(&desk, "d-1", code, at));
    }
    const double of_wrong = MeanOfMiddleHalf(wrong), of_none = MeanOfMiddleHalf(none);
    const double ratio = of_wrong / of_none;
    fmt::print("wrong code {:.3f} ms, no such decision {:.3f} ms, ratio {:.3f} ({} tries each)\n",
               of_wrong * 1e3, of_none * 1e3, ratio, tries);
    if (std::abs(ratio - 1) <= 0.05) return 0;
  }
  return 1;
}
