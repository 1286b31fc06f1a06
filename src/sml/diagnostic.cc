#include "sml/diagnostic.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <tuple>

#include "base/utf8.h"

namespace evenhand::sml {
namespace {

constexpr std::size_t kLeastDigits = 3;
constexpr std::size_t kTabColumns = 4;
constexpr std::size_t kMostShownBytes = 400;  // of a source line

// The line's text, cut where it grows beyond what a terminal can show.
std::string_view LineOf(std::string_view text, std::uint32_t line) {
  for (std::uint32_t at = 1;; ++at) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (at == line) return text.substr(0, end);
    if (end == text.size()) return {};
    const bool pair = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
    text.remove_prefix(end + (pair ? 2 : 1));
  }
}

// How many columns of a terminal a character takes.
std::size_t Columns(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  switch (u_charType(code)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// A source line made safe to show, and the terminal column of a byte of it.
struct ShownLine {
  std::string text;
  std::size_t caret = 0;
};

ShownLine Show(std::string_view line, std::size_t column) {
  ShownLine shown;
  std::size_t width = 0;
  std::size_t at = 0;
  while (at < line.size() && shown.text.size() < kMostShownBytes) {
    if (at <= column) shown.caret = width;
    const char32_t c = DecodeNext(line, &at);
    if (c == '\t') {
      shown.text.append(kTabColumns, ' ');
      width += kTabColumns;
    } else if (c < ' ' || c == 0x7F || IsSurrogate(c)) {
      AppendUtf8(kReplacement, &shown.text);
      ++width;
    } else {
      AppendUtf8(c, &shown.text);
      width += Columns(c);
    }
  }
  if (column >= at) shown.caret = width + (at == line.size() ? column - at : 0);
  if (at < line.size()) shown.text += "…";
  return shown;
}

class Report {
 public:
  Report(const SourceSet& sources, const RenderOptions& options)
      : sources_(sources), options_(options) {}

  void Add(const Diagnostic& diagnostic, const std::string& prefix) {
    if (shown_++ > 0) out_ += '\n';
    const bool error = diagnostic.severity == Severity::kError;
    out_ += prefix;
    Painted(error ? "\x1b[1;31m" : "\x1b[1;33m", error ? "error" : "warning");
    out_ += ": " + diagnostic.message + '\n';
    const std::size_t digits = Digits(diagnostic);
    Place(diagnostic.span, diagnostic.hint, {}, digits);
    for (std::size_t i = 0; i < diagnostic.notes.size(); ++i) {
      const Diagnostic::Note& note = diagnostic.notes[i];
      if (!note.message.empty()) out_ += "~~~ " + note.message + '\n';
      Place(note.span, note.hint, fmt::format("({}) ", i + 1), digits);
    }
  }

  void Header(std::size_t errors) {
    out_ += std::to_string(errors) + " errors occurred while validating:\n";
  }
  std::string Take() { return std::move(out_); }

 private:
  static std::size_t Digits(const Diagnostic& diagnostic) {
    std::uint32_t line = diagnostic.span.line;
    for (const Diagnostic::Note& note : diagnostic.notes) line = std::max(line, note.span.line);
    return std::max(kLeastDigits, std::to_string(line).size());
  }

  void Painted(std::string_view color, std::string_view text) {
    if (options_.color) out_ += color;
    out_ += text;
    if (options_.color) out_ += "\x1b[0m";
  }

  // The block of one place: where it is, the source line, and a caret with the hint beside it.
  void Place(Span span, std::string_view hint, const std::string& number, std::size_t digits) {
    const std::size_t files =
        sources_.files.size() + sources_.configs.size() + sources_.lists.size();
    if (span.file >= files) return;  // a diagnostic about no file in particular
    const SourceFile& file = sources_.At(span.file);
    const ShownLine line = Show(LineOf(file.text, span.line), span.column);
    const std::string margin(digits + 2, ' ');
    out_ += fmt::format("--> {}{}:{}:{}\n", number, file.path, span.line, span.column);
    out_ += fmt::format("{}|\n {:>{}} | {}\n", margin, span.line, digits, line.text);
    const std::string indent(line.caret + 1, ' ');
    Caret(margin + '|' + indent, '^', hint.substr(0, hint.find('\n')));
    while (hint.find('\n') != std::string_view::npos) {
      hint.remove_prefix(hint.find('\n') + 1);
      Caret(margin + '|' + indent, '|', hint.substr(0, hint.find('\n')));
    }
  }

  void Caret(const std::string& before, char mark, std::string_view hint) {
    out_ += before;
    Painted("\x1b[1;36m", std::string(1, mark));
    if (!hint.empty()) out_ += ' ';
    out_.append(hint) += '\n';
  }

  const SourceSet& sources_;
  const RenderOptions& options_;
  std::size_t shown_ = 0;
  std::string out_;
};

}  // namespace

std::string_view Name(Stage stage) {
  switch (stage) {
    case Stage::kSyntax:
      return "syntax";
    case Stage::kValidation:
      return "validation";
    case Stage::kConfig:
      return "config";
  }
  return {};
}

std::size_t Diagnostics::error_count() const {
  return static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), [](const Diagnostic& d) {
    return d.severity == Severity::kError;
  }));
}

void Diagnostics::Sort(const SourceSet& sources) {
  const auto key = [&](const Diagnostic& d) {
    return std::tuple<std::string_view, std::uint32_t, std::uint32_t, std::string_view>(
        sources.At(d.span.file).path, d.span.line, d.span.column, d.message);
  };
  std::stable_sort(all_.begin(), all_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  // A phrase list is looked at for each call that names it; what is wrong with it is said once.
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) {
    return a.span.file >= sources.files.size() && key(a) == key(b);
  };
  all_.erase(std::unique(all_.begin(), all_.end(), same), all_.end());
}

std::string Render(const Diagnostics& diagnostics, const SourceSet& sources,
                   const RenderOptions& options) {
  Diagnostics sorted = diagnostics;
  sorted.Sort(sources);
  const std::size_t errors = sorted.error_count();
  Report report(sources, options);
  if (errors > 1) report.Header(errors);
  std::size_t number = 0;
  for (const Severity severity : {Severity::kError, Severity::kWarning}) {
    if (severity == Severity::kWarning && !options.warnings) continue;
    for (const Diagnostic& diagnostic : sorted.all()) {
      if (diagnostic.severity != severity) continue;
      const bool numbered = severity == Severity::kError && errors > 1;
      const std::string prefix =
          numbered ? fmt::format("[{}/{}] ", ++number, errors) : std::string();
      report.Add(diagnostic, prefix);
    }
  }
  return report.Take();
}

}  // namespace evenhand::sml
