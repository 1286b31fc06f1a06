#pragma once

// The register of limits on access on a day, asked of the published folder:
//
//   GET /LANG/asymmetry                      the states, and a field for a day
//   GET /LANG/asymmetry?at=DAY&sheet=N       what is limited on that day (page/access_day.h)
//   GET /LANG/asymmetry/IR, /LANG/outages    the published page with such a field; with ?at=DAY
//                                            that state, or outages alone, on that day
//   the same with .txt                       as text
//
// A day is read as people type it (carry/typed_date.h): 2026-01-08, 1404/10/18. What is none gets
// the form again, with what was typed and what a day looks like.
//
// What is known is register/changes.jsonl and register/services.csv of the folder, read again when
// they change, so that an answer is of the same edition as the pages beside it. A folder without
// them has no such page.
//
// Thread: one at a time. Cost: of a reading, linear in the changes; of an answer, in the entries.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "page/access_page.h"
#include "server/pages.h"

namespace evenhand::server {

inline constexpr std::uint64_t kMostRegisterBytes = 64u << 20;

struct DayRoute {
  std::string language = {};
  page::AccessPlace place = {};
  std::string published = {};  // the page of the folder that stands there
  bool is_text = false;
};
// "fa/asymmetry", "fa/asymmetry/IR-p2.html", "fa/outages.txt" in one of `languages`.
std::optional<DayRoute> DayRouteOf(std::string_view path,
                                   const std::vector<std::string>& languages);

struct DayAnswer {
  std::string html = {};
  bool is_refused = false;  // what was typed is no day
};

class DayDesk {
 public:
  explicit DayDesk(std::string site) : site_(std::move(site)) {}

  // The page for a target's query, "at=2021-02-03"; nothing: the folder has no register, or no such
  // page. Errors: kCorrupt, kLimit for a register that cannot be read.
  Result<std::optional<DayAnswer>> Answer(const PageFrame& frame, const DayRoute& route,
                                          std::string_view query);

 private:
  struct Edition {
    std::int64_t changed_ns = 0;
    std::uint64_t size = 0;
    access::Register entries = {};
    access::ServiceList services = {};
  };
  Result<const Edition*> Read();

  const std::string site_;
  std::unique_ptr<const Edition> edition_;
};

}  // namespace evenhand::server
