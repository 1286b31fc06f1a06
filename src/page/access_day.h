#pragma once

// What the register of limits on access answers for one day (reach.md 2.7), as a list: state,
// service, kind, since when, how sure, last seen, how many origins, and of a "maybe" why.
//
//   in:  known   the register, as it is known now
//        day     00:00 to 24:00 UTC
//        number  of the sheet, from 0; kAccessRowsOnSheet rows each. One that is not there is the
//        last
//
// Links between sheets lead to "asymmetry.html?at=DAY&sheet=N", so only a server that answers it
// shows this (server/door.h). The same register and day give the same bytes.

#include <cstddef>
#include <string>
#include <string_view>

#include "page/access_page.h"

namespace evenhand::page {

inline constexpr std::size_t kAccessRowsOnSheet = 50;

std::string AccessDayTitle(access::Day day, std::string_view language);
void WriteAccessDay(const KnownAccess& known, access::Day day, std::size_t number,
                    std::string_view language, Html* html);

}  // namespace evenhand::page
