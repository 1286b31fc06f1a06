#pragma once

// One line on the terminal that says how far a long job is: share, rate, time left. Draws nothing
// where nobody watches, and at most ten times a second.

#include <chrono>
#include <cstdint>
#include <string>

#include "app/session.h"

namespace evenhand::app {

class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  // `total_bytes` 0: unknown, as from a pipe. `what` is counted: "events".
  Progress(const Session& session, std::uint64_t total_bytes, std::string what = "events");
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Update(std::uint64_t done_bytes, std::uint64_t events) {
    if (shown_ && Clock::now() - drawn_at_ >= std::chrono::milliseconds(100)) {
      Draw(done_bytes, events);
    }
  }
  // Takes the line away, for other output.
  void Clear();
  double seconds() const { return std::chrono::duration<double>(Clock::now() - began_at_).count(); }

 private:
  void Draw(std::uint64_t done_bytes, std::uint64_t events);

  bool shown_;
  bool on_screen_ = false;
  std::uint64_t total_bytes_;
  std::string what_;
  Clock::time_point began_at_;
  Clock::time_point drawn_at_;
};

// The line's text: "  42 %  1,234,567 events  310,000/s  12.0 s left".
std::string ProgressText(std::uint64_t done_bytes, std::uint64_t total_bytes, std::uint64_t events,
                         double seconds, const std::string& what = "events");

}  // namespace evenhand::app
