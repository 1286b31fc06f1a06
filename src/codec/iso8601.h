#pragma once

// ISO 8601 times, as event envelopes write them.
//
//   time   := date [("T" | "t" | " ") clock [offset]]
//   date   := YYYY "-" MM "-" DD                          0001-01-01 .. 9999-12-31
//   clock  := HH ":" MM [":" SS [("." | ",") digits]]     digits beyond microseconds are cut off
//   offset := "Z" | "z" | ("+" | "-") HH [[":"] MM [":" SS]]
//
// Nothing else is accepted: no week dates, no 24:00, no second 60, nothing before or after.

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace evenhand::codec {

std::optional<EventTime> ParseIso8601(std::string_view text);

// Appends `time` as the writer's clock showed it, as Python's isoformat() writes it: six fraction
// digits or none, "+00:00" for UTC, no offset when there was none.
void AppendIso8601(std::string* out, const EventTime& time);

}  // namespace evenhand::codec
