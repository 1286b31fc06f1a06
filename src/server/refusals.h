#pragma once

// Why a letter, parts of one, a mark or a challenge was not taken in, in the reader's language.
//
// The sentences themselves are those of whoever refuses (carry, docket, policy, register), in
// English; here each has its words in the five languages of page/words.h, found by the English one
// as translators of programs do it. What stands in quotes there, numbers, days and labels of
// letters are filled in. A sentence without words here is given back as it is, set apart from the
// text around it, so that nothing is hidden from anybody.
//
// Cost: about fifty comparisons.

#include <string>
#include <string_view>

#include "page/words.h"

namespace evenhand::server {

std::string RefusalIn(page::Language language, std::string_view english);

// Whether it has words here.
bool HasWords(std::string_view english);

}  // namespace evenhand::server
