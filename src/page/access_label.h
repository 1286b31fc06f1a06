#pragma once

// The sentence on an account of a state that limits this very service, in a reader's language.
//
//   in:  closed     what the register answers about the service, of block and throttle
//   (register/answer.h)
//        sources    how many stand behind it
//        language   one of AccessPageLanguages(); any other reads English
//   out: one sentence or two; empty where the answer is no. Days are of ISO 8601, Persian with its
//   own
//        calendar before them; in a language from the right they are set apart by isolating
//        characters.
//
// Source: reach.md 2.9.

#include <string>
#include <string_view>

#include "register/answer.h"

namespace evenhand::page {

std::string AccessLabel(const access::AnswerRow& closed, std::size_t sources,
                        std::string_view language);

}  // namespace evenhand::page
