#pragma once

// A long list on several pages.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "page/html.h"

namespace evenhand::page {

struct ListSheet {
  std::size_t number = 0;  // from 0
  std::size_t all = 1;
  std::size_t rows = static_cast<std::size_t>(-1);  // on each
  std::string name = {};  // of the first, without folder: "IR"; the second is "IR-p2"

  bool Holds(std::size_t row) const { return row / rows == number; }
};

// "IR", "IR-p2".
std::string SheetName(std::string_view name, std::size_t number);
// The numbers of all sheets, each leading to its own; of many those beside this one, the ends, and
// some evenly between, so that nobody has to walk. Nothing where there is one.
void WriteSheetLinks(const ListSheet& sheet, std::string_view language, Html* html);
// The same where a sheet has another address than a file's.
void WriteSheetLinks(const ListSheet& sheet, std::string_view language,
                     const std::function<std::string(std::size_t number)>& href, Html* html);

}  // namespace evenhand::page
