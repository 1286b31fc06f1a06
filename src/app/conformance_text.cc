#include "app/conformance_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>

#include "base/utf8.h"
#include "text/direction.h"
#include "text/skeleton.h"
#include "text/views.h"

namespace evenhand::app {
namespace {

struct Row {
  std::string id, view, input, output;
};

template <class Parts>
std::string Join(const Parts& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string ShowDirection(std::string_view text) {
  const text::Direction found = text::AuditDirection(text);
  const std::string flags = Join(found.Flags(), ",");
  return fmt::format("{} {}", found.controls, flags.empty() ? "-" : flags);
}

// The character numbers behind \u and \U.
Result<std::string> Unescape(std::string_view escaped) {
  std::string plain;
  for (std::size_t at = 0; at < escaped.size();) {
    const std::string_view rest = escaped.substr(at);
    if (!rest.starts_with("\\u") && !rest.starts_with("\\U")) {
      plain += rest.front();
      ++at;
      continue;
    }
    const std::size_t wanted = rest[1] == 'u' ? 4 : 8;
    const std::string_view digits = rest.substr(2, wanted);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (error != std::errc() || digits.size() != wanted || end != digits.data() + digits.size() ||
        code > kMaxCodePoint) {
      return Fail(ErrorCode::kCorrupt, fmt::format("no character in '{}'", rest.substr(0, 10)));
    }
    AppendUtf8(code, &plain);
    at += 2 + digits.size();
  }
  return plain;
}

Result<Row> ParseRow(std::string_view line) {
  std::array<std::string_view, 5> columns;
  for (std::string_view& column : columns) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    column = line.substr(0, tab);
    line.remove_prefix(std::min(tab + 1, line.size()));
  }
  if (columns[0].empty() || columns[1].empty()) {
    return Fail(ErrorCode::kCorrupt, "expected id, view, input, output and note between tabs");
  }
  EVENHAND_ASSIGN(std::string input, Unescape(columns[2]));
  EVENHAND_ASSIGN(std::string output, Unescape(columns[3]));
  return Row{std::string(columns[0]), std::string(columns[1]), std::move(input), std::move(output)};
}

// Invisible and mixed-direction characters by number, so that a difference can be seen.
std::string Escape(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (c >= 0x20 && c < 0x7F) {
      shown += static_cast<char>(c);
    } else {
      shown += c > 0xFFFF ? fmt::format("\\U{:08x}", std::uint32_t{c})
                          : fmt::format("\\u{:04x}", std::uint32_t{c});
    }
  }
  return shown;
}

Result<bool> RunRow(const Row& row, std::ostream& out) {
  EVENHAND_ASSIGN(const std::string got, ShowView(row.view, row.input));
  if (got == row.output) return true;
  out << fmt::format("{} {}: input {}\n  wanted {}\n  got    {}\n", row.id, row.view,
                     Escape(row.input), Escape(row.output), Escape(got));
  return false;
}

}  // namespace

Result<std::string> ShowView(std::string_view view, std::string_view text) {
  if (view == "T") return Join(text::WordsOf(text::View::kKey, text), "/");
  if (view == "TW") return Join(text::WordsOf(text::View::kKeyWide, text), "/");
  if (view == "H") return text::Skeleton(text);
  if (view == "B") return ShowDirection(text);
  if (const auto known = text::ParseView(view)) return text::Key(*known, text);
  return Fail(ErrorCode::kInvalidArgument, fmt::format("there is no view '{}'", view));
}

Result<Tally> RunTextVectors(const std::string& path, std::ostream& out) {
  std::filesystem::path file = path;
  if (std::filesystem::is_directory(file)) file /= "text-vectors.tsv";
  std::ifstream lines(file);
  if (!lines) return Fail(ErrorCode::kNotFound, fmt::format("cannot read {}", file.string()));
  Tally tally;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string place = fmt::format("{}:{}", file.string(), ++number);
    if (line.empty()) continue;
    Result<Row> row = ParseRow(line);
    if (!row) return tl::unexpected(std::move(row).error().Within(place));
    Result<bool> same = RunRow(*row, out);
    if (!same) return tl::unexpected(std::move(same).error().Within(place));
    tally.passed += *same ? 1 : 0;
    ++tally.total;
  }
  out << fmt::format("{} of {}\n", tally.passed, tally.total);
  return tally;
}

}  // namespace evenhand::app
