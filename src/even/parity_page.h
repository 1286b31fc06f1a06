#pragma once

// report.html: the report for people. One file, no script, nothing loaded from elsewhere; figures
// are inline SVG. Readable without colour and with a screen reader: each figure has its numbers in
// words.
//
// Written in English, Persian or Arabic (right to left); the limits and what comes from data stay
// in their own language and direction.

#include <string>

#include "even/page_words.h"
#include "even/parity_report.h"

namespace evenhand::even {

std::string ReportPage(const ParityReport& report, PageLanguage language);

}  // namespace evenhand::even
