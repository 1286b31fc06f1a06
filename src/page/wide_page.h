#pragma once

// The frame of reports that people keep and pass on: one file with its style in it, wide enough for
// tables, without anything from elsewhere. (Pages of the public side are smaller: frame.h.)

#include <cstdint>
#include <string>
#include <string_view>

#include "page/html.h"

namespace evenhand::page {

// Opens html, body and main, under a head with `title`.
void OpenWidePage(Html* html, std::string_view title, std::string_view language);
// The whole document.
std::string CloseWidePage(Html* html, std::string_view footer);

// "2021-08-15 22:01:32", UTC.
std::string TimeText(std::int64_t ms);

// Texts from outside, which may be long: valid, and at most so many characters of them.
std::string Shortened(std::string_view text, std::size_t most_characters = 160);

}  // namespace evenhand::page
