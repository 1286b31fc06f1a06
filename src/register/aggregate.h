#pragma once

// Answers of OONI's aggregation interface, JSON or CSV, as rows of counts (reach.md 2.6;
// docs/access.md).
//
//   JSON  an object with `v` 0 and the list `result`, of objects; other members are ignored. Or
//         several of them in one object, by service: then the one of `service` is read
//   CSV   a header that names the columns, in any order
//   row   measurement_start_day   YYYY-MM-DD, or a time, which is folded into its UTC day
//         probe_asn               a number, or AS and a number
//         probe_cc                if the row has one
//         input or domain         if the row has one
//         measurement_count, ok_count, anomaly_count, confirmed_count, failure_count   whole, 0 to
//         10^9
//
// A row whose counts are no such numbers, or do not add up, is dropped and counted. What is not an
// answer (an error of the server, a page of HTML) is refused with what it says.
//
// Errors: kInvalidArgument with the row; kLimit for JSON beyond kMostJsonBytes (CSV has no such
// bound). Cost:   linear. CSV: memory for one row; JSON: about four times the file.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "codec/csv.h"
#include "register/verdict.h"

namespace evenhand::access {

inline constexpr std::size_t kMostJsonBytes = 256U << 20;
inline constexpr std::uint32_t kMostCount = 1'000'000'000;

struct AggregateRow {
  Day day = {};
  bool is_hourly = false;
  std::optional<std::uint32_t> network = {};
  std::string_view country = {};  // valid during the call; empty: the row has none
  std::string_view input = {};
  Counts counts = {};
};

// The axes that a reader's rows must have, and may have.
struct AggregateAxes {
  bool network = false, country = false, input = false;
};

class AggregateReader {
 public:
  using Visit = std::function<Result<void>(const AggregateRow&)>;
  AggregateReader(const AggregateAxes& needed, Visit visit, std::string service = {});
  ~AggregateReader();
  AggregateReader(const AggregateReader&) = delete;
  AggregateReader& operator=(const AggregateReader&) = delete;

  Result<void> Feed(std::string_view bytes);
  Result<void> Finish();
  std::int64_t rows() const;
  std::int64_t dropped() const;
  // Whether the file had the answers of several services.
  bool is_of_several() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenhand::access
