#pragma once

// Lines as QR codes, through libqrencode, which only qr.cc sees.
//
// Each line is one code in the alphanumeric mode, level M, version 15 at most, which still reads
// off a print of 8 cm at 72 dots an inch (docs/offline.md).
//
// Errors: kInvalidArgument for a line that does not fit, or has other letters than 0-9 A-Z $%*+-./:
// and
//         blank.

#include <string>
#include <vector>

#include "base/result.h"

namespace evenhand::carry {

// One code: rows of true for dark, all as long as there are rows.
Result<std::vector<std::vector<bool>>> QrModules(const std::string& line);

// A drawing of all, each 8 cm wide with its number under it, six on a page of A4.
Result<std::string> QrSheet(const std::vector<std::string>& lines);
// One code as a bitmap (PBM), 8 dots a module, for screens and tests.
Result<std::string> QrBitmap(const std::string& line);

}  // namespace evenhand::carry
