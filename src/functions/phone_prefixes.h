#pragma once

// Which country a telephone number belongs to, by its calling prefix.

#include <string_view>

namespace evenhand::functions {

// The ISO 3166 country (two letters; XK for Kosovo) of an international number. Everything but its
// decimal digits, of any script, is passed over, so that a leading + makes no difference. Empty
// when no prefix is known.
//
// Source: assignments of ITU-T E.164 and of the North American Numbering Plan, as of the table in
// phone-iso3166 0.3.8, which the peer uses.
std::string_view PhoneCountry(std::string_view number);

}  // namespace evenhand::functions
