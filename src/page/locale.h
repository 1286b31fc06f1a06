#pragma once

// Numbers, dates and lengths of time as a language writes them, by ICU's data. Languages are BCP 47
// tags; one that ICU does not know is written as English.

#include <cstdint>
#include <string>
#include <string_view>

#include "policy/time.h"

namespace evenhand::page {

// "100,000"; "۱۰۰٬۰۰۰"
std::string NumberIn(std::string_view language, std::int64_t number);

// "27 June 2019"; Persian in the Persian calendar, with the other beside it, set apart
// so that it keeps its direction: "۶ تیر ۱۳۹۸ (2019-06-27)".
std::string DateIn(std::string_view language, policy::Time time);

// "۶ تیر ۱۳۹۸" in a language with a calendar of its own; empty in others.
std::string OwnDateIn(std::string_view language, policy::Time time);

// "12 hours"; "۹۰ روز". Nothing at all is "0 seconds".
std::string LengthIn(std::string_view language, const policy::Period& period);

// The language's name in itself: "English", "فارسی".
std::string NameOfLanguage(std::string_view language);

// A state's name in a language, by its two letters of ISO 3166-1; the letters when it has none.
std::string NameOfState(std::string_view language, std::string_view state);

// "ltr" or "rtl".
std::string_view DirectionOf(std::string_view language);

}  // namespace evenhand::page
