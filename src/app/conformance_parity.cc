#include "app/conformance_parity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

#include "app/parity_figures.h"
#include "app/vector_files.h"
#include "codec/json_write.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;

// As exact as the published figures promise to be.
constexpr double kTolerance = 1e-6;

std::string Show(const Figure& figure) {
  struct Shower {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const {
      std::string text;
      codec::AppendJsonDouble(value, &text);
      return text;
    }
    std::string operator()(const std::string& value) const {
      std::string text;
      codec::AppendJsonString(value, &text);
      return text;
    }
  };
  return std::visit(Shower{}, figure);
}

std::string Show(const Json& wanted) {
  std::string text;
  codec::AppendJson(wanted, &text);
  return text;
}

bool SameReal(double wanted, double got) {
  if (std::isnan(wanted) || std::isnan(got)) return std::isnan(wanted) && std::isnan(got);
  return std::fabs(wanted - got) <= std::max(kTolerance * std::fabs(wanted), 1e-12);
}

bool SameWhole(std::int64_t wanted, const Figure& got) {
  if (const auto* whole = std::get_if<std::int64_t>(&got)) return *whole == wanted;
  const auto* real = std::get_if<double>(&got);
  return real != nullptr && *real == static_cast<double>(wanted);
}

bool SameNumber(double wanted, const Figure& got) {
  if (const auto* whole = std::get_if<std::int64_t>(&got)) {
    return SameReal(wanted, static_cast<double>(*whole));
  }
  const auto* real = std::get_if<double>(&got);
  return real != nullptr && SameReal(wanted, *real);
}

bool Same(const Json& wanted, const Figure& got) {
  switch (wanted.kind()) {
    case JsonKind::kNull:
      return std::holds_alternative<std::monostate>(got);
    case JsonKind::kBool:
      return got == Figure(wanted.AsBool());
    case JsonKind::kInt:
      return SameWhole(wanted.AsInt(), got);
    case JsonKind::kDouble:
      return SameNumber(wanted.AsDouble(), got);
    case JsonKind::kString:
      return got == Figure(std::string(wanted.AsString()));
    default:
      return false;
  }
}

// Walks one section's wanted figures beside the computed ones.
class Comparison {
 public:
  Comparison(std::string_view section, const Result<Figures>& computed, std::ostream* out)
      : section_(section), computed_(computed), out_(*out) {}

  void Compare(const Json& wanted, const std::string& path) {
    if (wanted.kind() == JsonKind::kObject) {
      for (const auto& [key, value] : wanted.Members()) {
        Compare(value, path.empty() ? std::string(key) : fmt::format("{}.{}", path, key));
      }
    } else if (wanted.kind() == JsonKind::kArray) {
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        Compare(wanted.Item(i), fmt::format("{}[{}]", path, i));
      }
    } else {
      CompareFigure(wanted, path);
    }
  }

  const Tally& tally() const { return tally_; }

 private:
  void CompareFigure(const Json& wanted, const std::string& path) {
    ++tally_.total;
    std::string got = "nothing";
    if (computed_) {
      const auto found = computed_->find(path);
      if (found != computed_->end()) {
        if (Same(wanted, found->second)) {
          ++tally_.passed;
          return;
        }
        got = Show(found->second);
      }
    } else {
      got += fmt::format(" ({})", computed_.error().message);
    }
    const char* joint = path.empty() || path.front() == '[' ? "" : ".";
    out_ << fmt::format("{}{}{}: want {}, got {}\n", section_, joint, path, Show(wanted), got);
  }

  std::string_view section_;
  const Result<Figures>& computed_;
  std::ostream& out_;
  Tally tally_;
};

// None of a file of another kind, which may stand in the same folder.
Result<std::optional<Tally>> RunFile(const std::filesystem::path& path, std::ostream& out) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) return Fail(ErrorCode::kNotFound, "cannot be read");
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const Json root, document.ParseCopy(text.view()));
  if (root.kind() != JsonKind::kObject || root.Field("inputs").kind() != JsonKind::kObject ||
      root.Field("results").kind() != JsonKind::kObject) {
    out << path.filename().string() << ": passed over, it has no 'inputs' and 'results'\n";
    return std::optional<Tally>();
  }
  const VectorFile file{root.Field("inputs"), root.Field("results")};
  Tally tally;
  for (const auto& [section, wanted] : file.results.Members()) {
    const Result<Figures> computed = ComputeSection(file, section);
    Comparison comparison(section, computed, &out);
    comparison.Compare(wanted, "");
    tally.passed += comparison.tally().passed;
    tally.total += comparison.tally().total;
  }
  return std::optional(tally);
}

}  // namespace

Result<Tally> RunParityVectors(const std::string& path, std::ostream& out) {
  EVENHAND_ASSIGN(const std::vector<std::filesystem::path> files, VectorFiles(path));
  Tally tally;
  bool found = false;
  for (const std::filesystem::path& file : files) {
    auto one = RunFile(file, out);
    if (!one) return tl::unexpected(std::move(one).error().Within(file.string()));
    if (!*one) continue;
    found = true;
    tally.passed += (*one)->passed;
    tally.total += (*one)->total;
  }
  if (!found) {
    return Fail(ErrorCode::kCorrupt,
                path + ": expected an object with the objects 'inputs' and 'results'");
  }
  out << fmt::format("{} of {}\n", tally.passed, tally.total);
  return tally;
}

}  // namespace evenhand::app
