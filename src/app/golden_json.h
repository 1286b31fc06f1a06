#pragma once

// Recorded results kept as JSON, plain or gzip.

#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json_document.h"

namespace evenhand::app {

// Parses the whole file into `document`, which the value borrows from. Errors: those of
// source/byte_stream.h and codec/json_document.h; kLimit beyond 64 MB.
Result<codec::Json> ReadGoldenJson(const std::string& path, codec::JsonDocument* document);

// Numbers of either kind, true as 1; 0 and "" for anything else.
double GoldenNumber(codec::Json json);
std::string GoldenText(codec::Json json);
std::vector<double> GoldenNumbers(codec::Json list);
std::vector<std::string> GoldenTexts(codec::Json list);

}  // namespace evenhand::app
