#pragma once

// Small tables for terminals: names, numbers, and bars drawn in text.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::app {

// Columns that a text takes on a terminal: two for wide East Asian characters and emoji, none for
// combining marks and format characters.
std::size_t DisplayWidth(std::string_view text);

// Text from outside, safe to show: what would move the cursor or turn the direction of the line
// stands as its \u escape. The joiners of Persian and of emoji stay.
std::string ForTerminal(std::string_view text);

// 1234567 as "1,234,567".
std::string Grouped(std::uint64_t number);

// "1.2 s", "340 ms", "2 h 05 min".
std::string Duration(double seconds);

struct BarRow {
  std::string name;
  std::uint64_t count = 0;
};

struct BarOptions {
  std::size_t most_rows = 12;  // the rest become one line, "and 30 more"
  std::size_t bar_columns = 32;
  std::size_t name_columns = 40;  // longer names are cut
};

// Rows sorted by count, then name; each with a bar whose length is its share of the largest. Empty
// for no rows.
//     SpamLinks      1,204  ████████████████
std::string BarTable(std::vector<BarRow> rows, const BarOptions& options = {});

}  // namespace evenhand::app
