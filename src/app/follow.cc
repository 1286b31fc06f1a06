// `evenhand follow`: ties between accounts while posts arrive.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

#include "app/archive_input.h"
#include "app/clock.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/table.h"
#include "archive/share_maker.h"
#include "base/utf8.h"
#include "codec/iso8601.h"
#include "codec/json_out.h"
#include "coordination/tie_stream.h"

namespace evenhand::app {
namespace {

using coordination::StreamTie;
using coordination::TieStream;
using model::Shares;
using model::Trace;

struct Options {
  ArchiveInput input;
  double window_s = 10;
  double horizon_h = 168;
  double lateness_s = 60;
  double every_s = 60;
  double ahead_s = 300;
  std::uint32_t min_objects = 3;
  coordination::TieStreamOptions stream;
  std::string format = "text";
};

std::int64_t Milliseconds(double seconds) { return static_cast<std::int64_t>(seconds * 1000); }

std::string TimeText(std::int64_t ms) {
  std::string text;
  codec::AppendIso8601(&text, {.utc = TimeUs{ms * 1000}, .offset_seconds = 0, .has_offset = true});
  return text;
}

// Shares that were delivered before: at least the newest `most`, at most twice as many.
class Delivered {
 public:
  bool IsNew(std::string key) {
    constexpr std::size_t kMost = 1'000'000;
    if (older_.contains(key) || !newer_.insert(std::move(key)).second) return false;
    if (newer_.size() >= kMost) older_ = std::exchange(newer_, {});
    return true;
  }

 private:
  std::unordered_set<std::string> newer_, older_;
};

class Follower {
 public:
  Follower(const Options& options, const Clock& clock, bool live)
      : options_(options), clock_(clock), live_(live) {}

  Result<void> Take(const std::map<Trace, Shares>& shares) {
    for (const auto& [trace, some] : shares) {
      for (std::size_t row = 0; row < some.size(); ++row) Add(trace, some, row);
    }
    if (next_ms_ != INT64_MIN && newest_ms_ < next_ms_) return {};
    if (next_ms_ != INT64_MIN) Tell();
    next_ms_ = newest_ms_ + Milliseconds(options_.every_s);
    return {};
  }

  void Finish() {
    for (auto& [trace, stream] : streams_) stream.Finish();
    Tell();
  }

  std::string Summary() const {
    std::string text = fmt::format("{} shares", Grouped(shares_));
    const auto count = [&](std::uint64_t number, const char* of) {
      if (number > 0) text += fmt::format("; {} {}", Grouped(number), of);
    };
    std::uint64_t too_late = 0, no_room = 0;
    for (const auto& [trace, stream] : streams_) {
      too_late += stream.too_late();
      no_room += stream.no_room();
    }
    count(repeated_, "delivered before");
    count(ahead_, "dated later than now");
    count(too_late, "too late (--lateness)");
    count(no_room, "without room (--most-waiting)");
    for (const auto& [trace, stream] : streams_) {
      if (stream.complete_since() > stream.newest_ms() - options_.stream.horizon_ms)
        text += fmt::format("; {} ties whole since {} only (--most-pairs)", model::NameOf(trace),
                            TimeText(stream.complete_since()));
    }
    return text + "\n";
  }

 private:
  void Add(Trace trace, const Shares& some, std::size_t row) {
    const std::int64_t time_ms = some.time_ms[row];
    // A post from the future would make all others late.
    if (live_ && time_ms > Count(clock_.Now()) / 1000 + Milliseconds(options_.ahead_s)) {
      ++ahead_;
      return;
    }
    const std::string_view object = some.objects.Name(some.object[row]);
    const std::string_view account = some.accounts.Name(some.account[row]);
    const std::string_view content = some.contents.Name(some.content[row]);
    ++shares_;
    if (!delivered_.IsNew(fmt::format("{} {}:{}{}:{}{}", static_cast<int>(trace), object.size(),
                                      object, account.size(), account, content))) {
      ++repeated_;
      return;
    }
    const auto [stream, is_new] = streams_.try_emplace(trace, options_.stream);
    if (stream->second.Add(object, account, content, time_ms) == TieStream::Taken::kYes)
      newest_ms_ = std::max(newest_ms_, time_ms);
  }

  // What is new since the last time: ties that were not there, or are of more objects.
  void Tell() {
    std::string text;
    for (const auto& [trace, stream] : streams_) {
      std::map<std::pair<std::string, std::string>, std::uint32_t> now;
      for (const StreamTie& tie : stream.Ties(options_.min_objects)) {
        const auto key = std::pair(tie.a, tie.b);
        const auto told = told_[trace].find(key);
        if (told == told_[trace].end() || told->second < tie.objects)
          text += options_.format == "json" ? JsonOf(trace, tie) : TextOf(trace, tie);
        now.emplace(key, tie.objects);
      }
      told_[trace] = std::move(now);
    }
    if (!text.empty()) Print(text);
  }

  static double AverageDelta(const StreamTie& tie) {
    return static_cast<double>(tie.delta_sum_ms) / tie.weight / 1000;
  }

  static std::string TextOf(Trace trace, const StreamTie& tie) {
    return fmt::format("{:<12} {} + {}  {} objects, {} times, {:.1f} s apart  {} to {}\n",
                       model::NameOf(trace), ForTerminal(tie.a), ForTerminal(tie.b), tie.objects,
                       tie.weight, AverageDelta(tie), TimeText(tie.first_ms),
                       TimeText(tie.last_ms));
  }

  static std::string JsonOf(Trace trace, const StreamTie& tie) {
    codec::JsonOut out;
    out.Open('{')
        .Key("trace")
        .String(model::NameOf(trace))
        .Key("account_id")
        .String(Sanitized(tie.a));
    out.Key("account_id_y")
        .String(Sanitized(tie.b))
        .Key("objects")
        .Int(tie.objects)
        .Key("weight")
        .Int(tie.weight);
    out.Key("avg_time_delta")
        .Raw(fmt::format("{:.3f}", AverageDelta(tie)))
        .Key("first")
        .String(TimeText(tie.first_ms));
    return out.Key("last").String(TimeText(tie.last_ms)).Close('}').text() + "\n";
  }

  const Options& options_;
  const Clock& clock_;
  bool live_;
  std::map<Trace, TieStream> streams_;
  std::map<Trace, std::map<std::pair<std::string, std::string>, std::uint32_t>> told_;
  Delivered delivered_;
  std::int64_t newest_ms_ = INT64_MIN;
  std::int64_t next_ms_ = INT64_MIN;  // when to tell, by the posts' own time
  std::uint64_t shares_ = 0, repeated_ = 0, ahead_ = 0;
};

Result<void> Run(Options options, Session* session) {
  options.stream.window_ms = Milliseconds(options.window_s);
  options.stream.horizon_ms = Milliseconds(options.horizon_h * 3600);
  options.stream.max_lateness_ms = Milliseconds(options.lateness_s);
  const SystemClock clock;
  const bool live = std::ranges::find(options.input.files, "-") != options.input.files.end();
  Follower follower(options, clock, live);
  EVENHAND_TRY(ReadArchive(options.input, *session, [&](const std::map<Trace, Shares>& shares) {
    return follower.Take(shares);
  }));
  follower.Finish();
  PrintError("evenhand: " + follower.Summary());
  return {};
}

}  // namespace

void AddFollowCommand(CLI::App& app, Session* session) {
  CLI::App* command =
      AddCommand(app, "follow", "Tell of ties between accounts while posts arrive",
                 "  tail -f posts.jsonl | evenhand follow - --trace link,repost --window 10\n"
                 "  evenhand follow posts.jsonl --horizon 48 --min-objects 5 --format json\n"
                 "A tie says who was together, not whether by chance: look at it with `evenhand "
                 "detect`. See docs/coordination.md.");
  auto options = std::make_shared<Options>();
  AddArchiveInput(command, &options->input);
  const auto number = [&](const char* name, auto* value, double least, double most,
                          const char* purpose) {
    command->add_option(name, *value, purpose)
        ->check(CLI::Range(least, most))
        ->capture_default_str();
  };
  number("--window", &options->window_s, 0, 31536000, "seconds apart at most");
  number("--horizon", &options->horizon_h, 0.001, 87600, "hours back from the newest post");
  number("--lateness", &options->lateness_s, 0, 31536000,
         "seconds that a post may arrive behind the newest");
  number("--ahead", &options->ahead_s, 0, 31536000,
         "live, posts dated so many seconds after now are left out");
  number("--every", &options->every_s, 0.001, 31536000,
         "tell what is new so often, in seconds of the posts' time");
  command->add_option("--min-objects", options->min_objects, "tell of ties over so many objects")
      ->capture_default_str();
  command
      ->add_option("--max-neighbours", options->stream.max_neighbours,
                   "compare a post with so many before it of the same object; 0: with all")
      ->capture_default_str();
  command
      ->add_option("--most-pairs", options->stream.most_pairs,
                   "of more, the oldest half is forgotten")
      ->capture_default_str();
  command
      ->add_option("--most-waiting", options->stream.most_waiting,
                   "posts within the window and not yet compared")
      ->capture_default_str();
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
