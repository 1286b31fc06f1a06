#include "app/table.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>

namespace evenhand::app {
namespace {

// Calls visit(code point, first byte) for each character; -1 for a byte that is none.
template <class Visit>
void EachCharacter(std::string_view text, Visit&& visit) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t begin = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    visit(c, static_cast<std::size_t>(begin));
  }
}

std::size_t WidthOf(UChar32 c) {
  if (c < 0) return 1;
  const std::int8_t type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::string Cut(const std::string& name, std::size_t columns) {
  if (DisplayWidth(name) <= columns) return name;
  std::size_t used = 0, end = 0;
  EachCharacter(name, [&](UChar32 c, std::size_t begin) {
    used += WidthOf(c);
    if (used < columns) end = begin + static_cast<std::size_t>(U8_LENGTH(std::max(c, 0)));
  });
  return name.substr(0, end) + "…";
}

std::string Bar(std::uint64_t count, std::uint64_t largest, std::size_t columns) {
  static constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double share = static_cast<double>(count) / static_cast<double>(largest);
  auto eighths = static_cast<std::size_t>(std::lround(share * static_cast<double>(columns) * 8));
  if (count > 0) eighths = std::max<std::size_t>(eighths, 1);
  std::string bar;
  for (std::size_t i = 0; i < eighths / 8; ++i) bar += "█";
  return bar.append(kEighths[eighths % 8]);
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  EachCharacter(text, [&](UChar32 c, std::size_t) { width += WidthOf(c); });
  return width;
}

std::string ForTerminal(std::string_view text) {
  constexpr UChar32 kNonJoiner = 0x200C, kJoiner = 0x200D;
  std::string safe;
  EachCharacter(text, [&](UChar32 c, std::size_t begin) {
    const bool joins = c == kNonJoiner || c == kJoiner;
    const bool hidden = c >= 0 && !joins && (u_iscntrl(c) || u_charType(c) == U_FORMAT_CHAR);
    if (hidden) {
      safe += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else if (c < 0) {
      safe += "\xef\xbf\xbd";
    } else {
      safe += text.substr(begin, static_cast<std::size_t>(U8_LENGTH(c)));
    }
  });
  return safe;
}

std::string Grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string Duration(double seconds) {
  if (seconds < 0.9995) return fmt::format("{:.0f} ms", seconds * 1000);
  if (seconds < 59.95) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string BarTable(std::vector<BarRow> rows, const BarOptions& options) {
  std::sort(rows.begin(), rows.end(), [](const BarRow& a, const BarRow& b) {
    return a.count != b.count ? a.count > b.count : a.name < b.name;
  });
  const std::size_t shown = std::min(rows.size(), options.most_rows);
  std::size_t name_columns = 0, count_columns = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    rows[i].name = Cut(ForTerminal(rows[i].name), options.name_columns);
    name_columns = std::max(name_columns, DisplayWidth(rows[i].name));
    count_columns = std::max(count_columns, Grouped(rows[i].count).size());
  }
  std::string table;
  for (std::size_t i = 0; i < shown; ++i) {
    const BarRow& row = rows[i];
    table += "  " + row.name + std::string(name_columns - DisplayWidth(row.name), ' ');
    table += fmt::format("  {:>{}}", Grouped(row.count), count_columns);
    table += "  " + Bar(row.count, rows[0].count, options.bar_columns) + "\n";
  }
  if (shown < rows.size()) table += fmt::format("  and {} more\n", rows.size() - shown);
  return table;
}

}  // namespace evenhand::app
