#include "app/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "codec/json_write.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;

// The last of equal keys counts, and keys come out sorted.
std::map<std::string_view, Json> Fields(Json object) {
  std::map<std::string_view, Json> fields;
  if (object.kind() == JsonKind::kObject) {
    object.EachField([&](std::string_view key, Json value) { fields[key] = value; });
  }
  return fields;
}

std::string Joined(const std::vector<std::string>& parts, char open, char close) {
  std::string text(1, open);
  for (std::size_t i = 0; i < parts.size(); ++i) text.append(i > 0 ? ", " : "").append(parts[i]);
  return text += close;
}

// Text as it is, for people; only what would break the line or the quotes is escaped, and
// surrogates that stand alone.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool surrogate =
        byte == 0xED && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xA0;
    if (surrogate || byte < 0x20 || byte == '"' || byte == '\\') {
      codec::AppendJsonEscaped(text.substr(i, surrogate ? 3 : 1), &out);
      if (surrogate) i += 2;
    } else {
      out += text[i];
    }
  }
  return out += '"';
}

// Told apart from integers also when whole; zero has one spelling.
std::string Real(double value) {
  if (std::isnan(value)) return "NaN";
  const std::string text = fmt::format("{}", value == 0 ? 0.0 : value);
  return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
}

// Recorded results write a float that JSON cannot as {"$nonfinite": "Infinity"}.
std::string Nonfinite(std::string_view name) {
  if (name == "NaN") return "NaN";
  const double infinity = std::numeric_limits<double>::infinity();
  return Real(name == "-Infinity" ? -infinity : infinity);
}

}  // namespace

std::string Canonical(Json value, Lists lists) {
  char digits[24];
  switch (value.kind()) {
    case JsonKind::kMissing:
      return {};
    case JsonKind::kNull:
      return "null";
    case JsonKind::kBool:
      return value.AsBool() ? "true" : "false";
    case JsonKind::kInt:
      return std::to_string(value.AsInt());
    case JsonKind::kBig:
      return std::string(value.digits(digits));
    case JsonKind::kDouble:
      return Real(value.AsDouble());
    case JsonKind::kString:
      return Quoted(value.AsString());
    case JsonKind::kArray: {
      std::vector<std::string> items;
      value.EachItem([&](Json item) {
        items.push_back(Canonical(item, lists));
        return true;
      });
      if (lists == Lists::kAsMultisets) std::sort(items.begin(), items.end());
      return Joined(items, '[', ']');
    }
    case JsonKind::kObject: {
      if (const Json real = value.Field("$nonfinite"); real.kind() == JsonKind::kString) {
        return Nonfinite(real.AsString());
      }
      std::vector<std::string> fields;
      for (const auto& [key, field] : Fields(value)) {
        fields.push_back(Quoted(key) + ": " + Canonical(field, lists));
      }
      return Joined(fields, '{', '}');
    }
  }
  return {};
}

std::string CanonicalFeature(std::string_view name, Json value) {
  const bool unordered = name == "__verdicts" || name == "__entity_label_mutations";
  return Canonical(value, unordered ? Lists::kAsMultisets : Lists::kInOrder);
}

std::vector<Difference> CompareFeatures(Json wanted, Json got) {
  std::map<std::string_view, Difference> all;
  for (const auto& [key, value] : Fields(wanted)) all[key].wanted = CanonicalFeature(key, value);
  for (const auto& [key, value] : Fields(got)) all[key].got = CanonicalFeature(key, value);
  std::vector<Difference> differences;
  for (auto& [key, difference] : all) {
    if (difference.wanted == difference.got) continue;
    difference.name = key;
    differences.push_back(std::move(difference));
  }
  return differences;
}

std::string Show(const Difference& difference) {
  const auto shown = [](const std::string& text) { return text.empty() ? "nothing" : text; };
  return fmt::format("  {}: wanted {}, got {}\n", difference.name, shown(difference.wanted),
                     shown(difference.got));
}

}  // namespace evenhand::app
