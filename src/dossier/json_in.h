#pragma once

// Reading JSON that anybody may have written, with the place of what is wrong:
// "accounts[3].evidence[0].p is no number".
//
// The first thing that is wrong is kept; after it every read gives an empty value, so that readers
// are straight lines.

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/iso8601.h"
#include "codec/json_document.h"

namespace evenhand::dossier {

class JsonIn {
 public:
  JsonIn(codec::Json json, std::string place, std::optional<Error>* error)
      : json_(json), place_(std::move(place)), error_(error) {}

  bool failed() const { return error_->has_value(); }
  bool is_null() const { return json_.missing() || json_.kind() == codec::JsonKind::kNull; }
  const std::string& place() const { return place_; }

  void Wrong(std::string_view why, ErrorCode code = ErrorCode::kInvalidArgument) const {
    if (failed()) return;
    *error_ =
        Error{code, (place_.empty() ? std::string("the text") : place_) + " " + std::string(why)};
  }

  JsonIn Field(std::string_view key) const {
    const bool is_object = json_.kind() == codec::JsonKind::kObject;
    return {is_object ? json_.Field(key) : codec::Json{},
            place_.empty() ? std::string(key) : place_ + "." + std::string(key), error_};
  }

  // An object with these fields, each once, and no others. What may be left out is for the readers
  // of the fields.
  void Only(std::initializer_list<std::string_view> keys) const {
    if (failed()) return;
    if (json_.kind() != codec::JsonKind::kObject) return Wrong("is no object");
    std::uint64_t seen = 0;  // a bit for each key
    json_.EachField([&](std::string_view key, const codec::Json&) {
      std::uint64_t bit = 1;
      for (const std::string_view known : keys) {
        if (known == key && (seen & bit) != 0) Wrong(fmt::format("has the field '{}' twice", key));
        if (known == key) {
          seen |= bit;
          return;
        }
        bit <<= 1;
      }
      Wrong(fmt::format("has a field '{}', which has no place here", key.substr(0, 60)));
    });
  }

  template <class Visit>
  void Each(std::size_t most, Visit visit) const {
    if (failed()) return;
    if (json_.kind() != codec::JsonKind::kArray) return Wrong("is no list");
    if (json_.size() > most)
      return Wrong(fmt::format("has more than {} items", most), ErrorCode::kLimit);
    std::size_t index = 0;
    json_.EachItem([&](const codec::Json& item) {
      visit(JsonIn(item, fmt::format("{}[{}]", place_, index++), error_));
      return !failed();
    });
  }
  template <class Visit>
  void EachField(Visit visit) const {
    if (failed()) return;
    if (json_.kind() != codec::JsonKind::kObject) return Wrong("is no object");
    json_.EachField([&](std::string_view key, const codec::Json&) {
      if (!failed()) visit(key, Field(key));
    });
  }

  std::string Text() const {
    if (failed()) return {};
    if (json_.kind() == codec::JsonKind::kString) return std::string(json_.AsString());
    Wrong("is no text");
    return {};
  }
  bool Flag() const {
    if (failed()) return false;
    if (json_.kind() == codec::JsonKind::kBool) return json_.AsBool();
    Wrong("is not true or false");
    return false;
  }
  std::int64_t Whole(std::int64_t least = 0,
                     std::int64_t most = std::numeric_limits<std::int64_t>::max()) const {
    if (failed()) return least;
    if (json_.kind() == codec::JsonKind::kInt && json_.AsInt() >= least && json_.AsInt() <= most)
      return json_.AsInt();
    Wrong(fmt::format("is no whole number from {} to {}", least, most));
    return least;
  }
  std::uint32_t Small() const { return static_cast<std::uint32_t>(Whole(0, 0xFFFF'FFFE)); }
  double Real() const {
    if (failed()) return 0;
    if (json_.kind() == codec::JsonKind::kInt) return static_cast<double>(json_.AsInt());
    if (json_.kind() == codec::JsonKind::kDouble && std::isfinite(json_.AsDouble()))
      return json_.AsDouble();
    Wrong("is no number");
    return 0;
  }
  std::optional<double> RealOrNull() const {
    return is_null() ? std::nullopt : std::optional(Real());
  }
  // "2021-08-15T22:01:32+00:00", to the millisecond.
  std::int64_t TimeMs() const {
    const std::string text = Text();
    if (failed()) return 0;
    if (const auto time = codec::ParseIso8601(text))
      return Count(time->utc) >= 0 ? Count(time->utc) / 1000 : -((-Count(time->utc) + 999) / 1000);
    Wrong("is no time such as 2021-08-15T22:01:32+00:00");
    return 0;
  }
  std::optional<std::int64_t> TimeOrNull() const {
    return is_null() ? std::nullopt : std::optional(TimeMs());
  }
  // One of the names that `named` knows.
  template <class Named>
  auto Word(Named named, std::string_view what) const ->
      typename decltype(named(std::string_view()))::value_type {
    const std::string text = Text();
    if (failed()) return {};
    const auto found = named(text);
    if (found) return *found;
    Wrong(fmt::format("is '{}', which is no {}", text.substr(0, 60), what));
    return {};
  }

 private:
  codec::Json json_;
  std::string place_;
  std::optional<Error>* error_;
};

}  // namespace evenhand::dossier
