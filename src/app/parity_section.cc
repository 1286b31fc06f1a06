#include "app/parity_section.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace evenhand::app {

using codec::Json;
using codec::JsonKind;

namespace {

Result<even::Stratum> ReadStratum(const Json& value, std::string_view name) {
  even::Stratum s;
  EVENHAND_ASSIGN(s.a, Whole(Member(value, "a"), fmt::format("{}.a", name)));
  EVENHAND_ASSIGN(s.b, Whole(Member(value, "b"), fmt::format("{}.b", name)));
  EVENHAND_ASSIGN(s.c, Whole(Member(value, "c"), fmt::format("{}.c", name)));
  EVENHAND_ASSIGN(s.d, Whole(Member(value, "d"), fmt::format("{}.d", name)));
  return s;
}

}  // namespace

tl::unexpected<Error> BadInput(std::string_view name, std::string_view wanted) {
  return Fail(ErrorCode::kCorrupt, fmt::format("inputs: '{}' should be {}", name, wanted));
}

// A member of an object; missing from anything else.
Json Member(const Json& object, std::string_view name) {
  return object.kind() == JsonKind::kObject ? object.Field(name) : Json();
}

Result<std::int64_t> Whole(const Json& value, std::string_view name) {
  if (value.kind() == JsonKind::kInt) return value.AsInt();
  if (value.kind() == JsonKind::kDouble && value.AsDouble() == std::floor(value.AsDouble()) &&
      std::fabs(value.AsDouble()) < 9e15) {
    return static_cast<std::int64_t>(value.AsDouble());
  }
  return BadInput(name, "a whole number");
}

Result<double> RealOf(const Json& value, std::string_view name) {
  if (value.kind() == JsonKind::kInt) return static_cast<double>(value.AsInt());
  if (value.kind() == JsonKind::kDouble) return value.AsDouble();
  return BadInput(name, "a number");
}

// Seeds use all 64 bits.
Result<std::uint64_t> Seed(const Json& value, std::string_view name) {
  char room[20];
  std::string_view digits;
  if (value.kind() == JsonKind::kBig) digits = value.digits(room);
  if (value.kind() == JsonKind::kString) digits = value.AsString();
  if (digits.empty()) {
    EVENHAND_ASSIGN(const std::int64_t number, Whole(value, name));
    return static_cast<std::uint64_t>(number);
  }
  std::uint64_t seed = 0;
  const char* const end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, seed).ptr != end)
    return BadInput(name, "a 64-bit number");
  return seed;
}

Result<std::vector<Json>> Items(const Json& value, std::string_view name) {
  if (value.kind() != JsonKind::kArray) return BadInput(name, "a list");
  std::vector<Json> items;
  value.EachItem([&](const Json& item) {
    items.push_back(item);
    return true;
  });
  return items;
}

Result<std::vector<std::int64_t>> Wholes(const Json& value, std::string_view name) {
  EVENHAND_ASSIGN(const std::vector<Json> items, Items(value, name));
  std::vector<std::int64_t> numbers;
  for (const Json& item : items) {
    EVENHAND_ASSIGN(const std::int64_t number, Whole(item, name));
    numbers.push_back(number);
  }
  return numbers;
}

Result<std::vector<double>> Reals(const Json& value, std::string_view name) {
  EVENHAND_ASSIGN(const std::vector<Json> items, Items(value, name));
  std::vector<double> numbers;
  for (const Json& item : items) {
    EVENHAND_ASSIGN(const double number, RealOf(item, name));
    numbers.push_back(number);
  }
  return numbers;
}

// A list of tables, or an object of named ones.
Result<std::vector<NamedStratum>> ReadNamedStrata(const Json& inputs, std::string_view name) {
  std::vector<NamedStratum> strata;
  const Json value = inputs.Field(name);
  if (value.kind() == JsonKind::kObject) {
    for (const auto& [key, table] : value.Members()) {
      EVENHAND_ASSIGN(const even::Stratum s, ReadStratum(table, fmt::format("{}.{}", name, key)));
      strata.push_back({std::string(key), s});
    }
    return strata;
  }
  EVENHAND_ASSIGN(const std::vector<Json> items, Items(value, name));
  for (std::size_t i = 0; i < items.size(); ++i) {
    EVENHAND_ASSIGN(const even::Stratum s, ReadStratum(items[i], fmt::format("{}[{}]", name, i)));
    strata.push_back({std::to_string(i), s});
  }
  return strata;
}

Result<std::vector<even::Stratum>> ReadStrata(const Json& inputs, std::string_view name) {
  EVENHAND_ASSIGN(const std::vector<NamedStratum> named, ReadNamedStrata(inputs, name));
  std::vector<even::Stratum> strata;
  for (const NamedStratum& one : named) strata.push_back(one.stratum);
  return strata;
}

// Data that the published file holds only beside its results.
Json Given(const VectorFile& file, std::string_view section, std::string_view name) {
  const Json input = Member(file.inputs.Field(section), name);
  return input.missing() ? Member(file.results.Field(section), name) : input;
}

// "0_1" as 0.1, "40" as 40.
std::optional<double> NumberInName(std::string_view text) {
  std::string digits(text);
  std::ranges::replace(digits, '_', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

Figure OrNull(const std::optional<double>& value) {
  return value ? Figure(*value) : Figure(std::monostate());
}

void SetInterval(Figures* out, const std::string& path, const even::Interval& interval) {
  (*out)[path + "[0]"] = interval.low;
  (*out)[path + "[1]"] = interval.high;
}

void Append(Figures* out, const std::string& prefix, const Figures& figures) {
  for (const auto& [path, figure] : figures) {
    (*out)[fmt::format("{}{}{}", prefix, path.starts_with('[') ? "" : ".", path)] = figure;
  }
}

}  // namespace evenhand::app
