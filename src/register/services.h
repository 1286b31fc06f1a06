#pragma once

// The two lists that the register rests on, as they are published.
//
//   services                 version,N
//                            id,name,since,domains,tests,sources
//   single-provider states   state,network,from,to,source,note
//
// A service that was renamed keeps its id and has a row for each name; `since` is the first day of
// a name, empty for the first. Domains, tests and sources have blanks between them. Sources are
// pages that show the domains and the day of the name, or the word `unsourced` where nobody has
// looked one up; a row with domains or a day has either. A state is on the second list for the days
// on which a source shows that it hangs on one network, [from, to); an open end is none that is
// known.
//
// Errors: kInvalidArgument with the row and what is wrong in it.
// Source: reach.md 2.1, 2.5.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "register/day.h"

namespace evenhand::access {

struct ServiceName {
  std::string name = {};
  std::optional<Day> since = {};  // none: from its beginning
  std::vector<std::string> domains = {};
  std::vector<std::string> tests = {};
  std::vector<std::string> sources = {};  // addresses of pages; none: unsourced
};

struct Service {
  std::string id = {};
  std::vector<ServiceName> names = {};  // by time; at least one
};

struct ServiceList {
  std::int64_t version = 0;
  std::vector<Service> services = {};  // by id

  const Service* Find(std::string_view id) const;
};
Result<ServiceList> ReadServices(std::string_view csv);
// What it was called on a day.
const ServiceName& NameOn(const Service& service, Day day);

struct SingleProvider {
  std::string state = {};
  std::int64_t network = 0;  // its autonomous system
  std::optional<Day> from = {}, to = {};
  std::string source = {};
  std::string note = {};
};
Result<std::vector<SingleProvider>> ReadSingleProviders(std::string_view csv);
// Whether the state hung on one network from the first to the last of these days.
bool IsSingleProvider(const std::vector<SingleProvider>& list, std::string_view state, Day first,
                      Day last);

}  // namespace evenhand::access
