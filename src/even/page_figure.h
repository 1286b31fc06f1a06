#pragma once

// What the pages of this folder share: their style sheet, and number lines drawn as SVG.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace evenhand::even {

inline constexpr std::string_view kPageStyle =
    "body{font:16px/1.5 'DejaVu Sans',Tahoma,sans-serif;max-width:72rem;margin:2rem auto;"
    "padding:0 1rem;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2.5rem;border-bottom:1px solid #bbb}"
    "h3{font-size:1rem;margin-top:1.5rem}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0}"
    "th,td{padding:.3rem .7rem;border-bottom:1px solid #ddd;text-align:start;vertical-align:middle}"
    "thead th{border-bottom:2px solid "
    "#888}td.n{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".hash{font-family:monospace;overflow-wrap:anywhere}.quiet{color:#595959}"
    ".verdict{font-weight:bold}svg{display:block}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}"
    "summary{font-weight:bold;margin-top:1rem}";

// Stands for a cell that is hidden.
inline constexpr std::string_view kNotShown = "\u00B7";

// A number line from `low` to `high`, as wide as every other one of its table.
struct Scale {
  double low, high;
  static constexpr double kWidth = 320, kHeight = 26;
  double At(double value) const {
    return (std::clamp(value, low, high) - low) / (high - low) * kWidth;
  }
};

// A coordinate.
inline std::string Number(double value) { return fmt::format("{:.1f}", value); }

}  // namespace evenhand::even
