// `evenhand calibrate`: whether the p-values of `detect` are what they say on one's own data.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "app/archive_input.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/table.h"
#include "archive/share_maker.h"
#include "codec/json_out.h"
#include "coordination/calibrate.h"
#include "coordination/in_order.h"

namespace evenhand::app {
namespace {

using coordination::Calibration;
using coordination::Fit;
using coordination::Permutation;

constexpr double kPasses = 0.02;

struct Options {
  ArchiveInput input;
  std::vector<double> windows_s = {10, 60, 300};
  double rate = 0.01;
  coordination::CalibrateOptions calibrate;
  std::string format = "text";
};

struct Searched {
  model::Trace trace;
  double window_s;
  Calibration calibration;
};

// A test that a permutation says something of. A p-value that is too large is safe, and said.
struct Verdict {
  std::string test;
  Fit fit;
  bool judged = true;
  bool exact() const { return fit.ks < kPasses; }
  bool safe() const { return exact() || (fit.conservative && fit.too_small <= 1); }
  std::string_view word() const {
    return fit.pairs <= 0 ? "none" : exact() ? "PASS" : safe() ? "safe" : judged ? "FAIL" : "kept";
  }
};

std::vector<Verdict> VerdictsOf(const Calibration& calibration) {
  const bool times = calibration.null == Permutation::kTimes;
  return {{"choice", calibration.choice, !times},
          {"choice, busy pairs", calibration.choice_busy, !times},
          {"timing", calibration.timing, calibration.null.has_value()}};
}

// One line that says how far it is and how long it takes yet.
class Watch {
 public:
  Watch(const Session& session, std::size_t all)
      : shown_(session.err_is_terminal), all_(all), began_(Clock::now()) {}
  ~Watch() {
    if (shown_) PrintError("\r\x1b[K");
  }
  void Next(std::string_view what) {
    if (shown_) {
      const double seconds = std::chrono::duration<double>(Clock::now() - began_).count();
      std::string text =
          fmt::format("\r\x1b[K{:3.0f} %  {}", 100.0 * double(done_) / double(all_), what);
      if (done_ > 0)
        text += "  " + Duration(seconds * (double(all_) / double(done_) - 1)) + " left";
      PrintError(text);
    }
    ++done_;
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  std::size_t all_;
  std::size_t done_ = 0;
  Clock::time_point began_;
};

std::string_view WhatIsDealt(std::optional<Permutation> null) {
  if (!null) return "as it is";
  switch (*null) {
    case Permutation::kTimes:
      return "times dealt out within objects";
    case Permutation::kDays:
      return "timelines shifted by days";
    case Permutation::kObjects:
      return "objects dealt out (curveball)";
  }
  return "";
}

std::string TextOf(const std::vector<Searched>& all, const Options& options) {
  std::string text =
      fmt::format("{} permutations of each kind, seed {}; p is spread over its steps\n",
                  options.calibrate.permutations, options.calibrate.seed);
  for (const Searched& searched : all) {
    const Calibration& calibration = searched.calibration;
    if (!calibration.null)
      text += fmt::format("\n{} within {:g} s\n", model::NameOf(searched.trace), searched.window_s);
    text += fmt::format(
        "  {:<32}  {:>6} ties in {} of {}, smallest p {:.2g} to {:.2g}; {:.3g} pairs tested\n",
        WhatIsDealt(calibration.null), Grouped(calibration.ties), calibration.with_ties,
        calibration.permutations, calibration.smallest_p, calibration.largest_smallest_p,
        calibration.tests);
    if (!calibration.null) continue;
    for (const Verdict& verdict : VerdictsOf(calibration)) {
      if (verdict.fit.pairs <= 0) {
        text += fmt::format("    {:<20}  no such pairs\n", verdict.test);
        continue;
      }
      text += fmt::format(
          "    {:<20}  {:<4}  KS {:.4f}{}, p <= 0.01 {:.2f} times as often as 0.01\n", verdict.test,
          verdict.word(), verdict.fit.ks,
          verdict.fit.conservative ? " (p too large)" : " (p too small)", verdict.fit.too_small);
    }
  }
  return text +
         "\nPASS: KS below 0.02. safe: p is too large, which finds less and accuses nobody. kept: "
         "the permutation\n"
         "keeps what this test is about, so that real habits show. FAIL: p is too small.\n";
}

std::string JsonOf(const std::vector<Searched>& all, const Options& options) {
  codec::JsonOut out;
  const auto real = [&](std::string_view key, double value) {
    std::string text;
    codec::AppendJsonDouble(value, &text);
    out.Key(key).Raw(text);
  };
  out.Open('{')
      .Key("format")
      .String("evenhand-calibration-1")
      .Key("permutations")
      .Int(options.calibrate.permutations);
  out.Key("seed").Int(static_cast<std::int64_t>(options.calibrate.seed));
  real("false_discovery_rate", options.rate);
  out.Key("searches").Open('[');
  for (const Searched& searched : all) {
    const Calibration& calibration = searched.calibration;
    out.Open('{').Key("trace").String(model::NameOf(searched.trace));
    real("window_s", searched.window_s);
    out.Key("permuted").String(calibration.null ? NameOf(*calibration.null) : "nothing");
    out.Key("permutations")
        .Int(calibration.permutations)
        .Key("ties")
        .Int(static_cast<std::int64_t>(calibration.ties));
    out.Key("with_ties").Int(calibration.with_ties);
    real("pairs_tested", calibration.tests);
    real("smallest_p", calibration.smallest_p);
    real("largest_smallest_p", calibration.largest_smallest_p);
    out.Key("tests").Open('[');
    for (const Verdict& verdict : VerdictsOf(calibration)) {
      out.Open('{')
          .Key("test")
          .String(verdict.test)
          .Key("verdict")
          .String(calibration.null ? verdict.word() : "none");
      real("ks", verdict.fit.ks);
      out.Key("p_too_large").Bool(verdict.fit.conservative);
      real("too_small", verdict.fit.too_small);
      real("pairs", verdict.fit.pairs);
      out.Close('}');
    }
    out.Close(']').Close('}');
  }
  return out.Close(']').Close('}').text() + "\n";
}

Result<void> Run(const Options& options, Session* session) {
  EVENHAND_ASSIGN(archive::SharesRead read, ReadArchive(options.input, *session));
  for (auto& [trace, shares] : read.shares) shares = coordination::InOrder(std::move(shares));
  if (read.shares.empty()) return Fail(ErrorCode::kInvalidArgument, "the archive has no shares");
  const std::size_t searches = read.shares.size() * options.windows_s.size();
  coordination::CalibrateOptions how = options.calibrate;
  how.threads = static_cast<unsigned>(options.input.threads);
  how.false_discovery_rate = options.rate / static_cast<double>(searches);  // as detect divides it
  std::vector<Searched> all;
  bool failed = false;
  {
    Watch watch(*session, searches * (1 + std::size_t{3} * how.permutations));
    for (const auto& [trace, shares] : read.shares) {
      for (const double window_s : options.windows_s) {
        how.window_ms = std::llround(window_s * 1000);
        for (const auto null :
             {std::optional<Permutation>(), std::optional(Permutation::kTimes),
              std::optional(Permutation::kDays), std::optional(Permutation::kObjects)}) {
          const std::string what = fmt::format("{} within {:g} s, {}", model::NameOf(trace),
                                               window_s, WhatIsDealt(null));
          all.push_back({trace, window_s,
                         coordination::Calibrate(shares, null, how,
                                                 [&](std::uint32_t) { watch.Next(what); })});
          if (!null) continue;
          for (const Verdict& verdict : VerdictsOf(all.back().calibration))
            failed = failed || verdict.word() == "FAIL";
        }
      }
    }
  }
  Print(options.format == "json" ? JsonOf(all, options) : TextOf(all, options));
  if (failed) session->exit_code = kFindings;
  return {};
}

}  // namespace

void AddCalibrateCommand(CLI::App& app, Session* session) {
  CLI::App* command =
      AddCommand(app, "calibrate", "Check that the p-values of `detect` hold on your own data",
                 "  evenhand calibrate tweets.csv.gz\n"
                 "  evenhand calibrate shares.csv --window 60 --permutations 50 --format json\n"
                 "The archive is dealt out at random in three ways, and searched each time: "
                 "nothing should be found.");
  auto options = std::make_shared<Options>();
  AddArchiveInput(command, &options->input);
  command
      ->add_option("--window", options->windows_s,
                   "seconds apart at most, several with commas between")
      ->delimiter(',')
      ->check(CLI::Range(0.0, 31536000.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  command
      ->add_option(
          "--max-neighbours", options->calibrate.max_neighbours,
          "compare a post with so many before and after it of the same object; 0: with all")
      ->capture_default_str();
  command
      ->add_option("--permutations", options->calibrate.permutations, "of each of the three kinds")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->add_option("--seed", options->calibrate.seed, "everything follows from it")
      ->capture_default_str();
  command->add_option("--rate", options->rate, "share of false ties that detect is asked for")
      ->check(CLI::Range(1e-12, 0.5))
      ->capture_default_str();
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
