#pragma once

// What the register of limits on access answers for one day (reach.md 2.7), as a list: state,
// service, kind, since when, how sure, last seen, how many origins, and of a "maybe" why.
//
//   in:  known   the register, as it is known now
//        asked   the day, 00:00 to 24:00 UTC, and the page that is asked: all states, one, outages
//        number  of the sheet, from 0; kAccessRowsOnSheet rows each. One that is not there is the
//        last
//
// Links between sheets lead to "NAME.html?at=DAY&sheet=N", so only a server that answers it
// shows this (server/door.h). The same register and question give the same bytes.

#include <cstddef>
#include <string>
#include <string_view>

#include "page/access_page.h"

namespace evenhand::page {

inline constexpr std::size_t kAccessRowsOnSheet = 50;

// The pages that can be asked about a day.
struct AccessPlace {
  std::string state = {};     // empty: all
  bool outages_only = false;  // of all states

  // Without its ending, from the folder of the language: "asymmetry", "asymmetry/IR", "outages".
  std::string Name() const;
  // Back to that folder: "", "../".
  std::string_view Up() const { return state.empty() ? "" : "../"; }
};

struct AccessDay {
  access::Day day = {};
  AccessPlace place = {};
};

std::string AccessDayTitle(const AccessDay& asked, std::string_view language);
void WriteAccessDay(const KnownAccess& known, const AccessDay& asked, std::size_t number,
                    std::string_view language, Html* html);

}  // namespace evenhand::page
