#pragma once

// An entry as JSON, for every export: what it is, its days, its sources; nothing that could name a
// person without an office.

#include "codec/json_out.h"
#include "register/answer.h"
#include "register/entry.h"

namespace evenhand::access {

void AppendEntryJson(const Entry& entry, codec::JsonOut* out);
// An answer with the entry that gives it: certainty, doubt, and what AppendEntryJson has.
void AppendAnswerJson(const AnswerRow& row, codec::JsonOut* out);

}  // namespace evenhand::access
