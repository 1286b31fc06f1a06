#pragma once

// How many requests of each kind came in each hour: enough to see that the door is used, too little
// to see by whom.
//
//   file := { hour " " kind " " number LF }       hour like 2026-02-12T05Z, in UTC; sorted
//
// Numbers are rounded to ten before they are written, so that nobody's single visit can be read
// off, and an hour is written when another has begun, or at the end; until then it is in memory
// alone. Hours that began 30 days ago or more are left out. The kind of a page is all that is
// counted of it: not its path, its language or what became of it.
//
// Errors: kIo; kCorrupt naming the line of a file that is none of ours, which is left as it is.
// Thread: Count and Finish from any.

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "policy/time.h"

namespace evenhand::server {

enum class Kind : std::uint8_t {
  kPage,    // a published page, and its plain text
  kForm,    // a form that is asked for
  kSent,    // a form that is sent
  kRecord,  // the log: checkpoint and tiles
  kBundle,
  kOther,  // keys, sums, and what is not there
};
inline constexpr std::array<std::string_view, 6> kKindNames = {"page",   "form",   "sent",
                                                               "record", "bundle", "other"};
inline constexpr std::chrono::days kCountsKept{30};
inline constexpr std::int64_t kCountsRoundedTo = 10;

class Counters {
 public:
  static Result<Counters> Open(const std::string& file, policy::Time now);
  Counters(Counters&& other) noexcept
      : file_(std::move(other.file_)), written_(std::move(other.written_)), hour_(other.hour_) {}

  // An error is of writing the hours before; what is counted is counted.
  Result<void> Count(Kind kind, policy::Time at);
  // Writes the hour that has not ended.
  Result<void> Finish(policy::Time at);

 private:
  using Hour = std::chrono::sys_time<std::chrono::hours>;
  Counters(std::string file, Hour hour) : file_(std::move(file)), hour_(hour) {}
  Result<void> Write(Hour now);

  std::string file_;
  std::map<std::pair<Hour, std::size_t>, std::int64_t> written_;
  std::mutex mutex_;  // guards what follows, and the file
  Hour hour_;
  std::array<std::int64_t, kKindNames.size()> counts_ = {};
};

}  // namespace evenhand::server
