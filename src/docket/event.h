#pragma once

// What every reader and writer of events needs: times as the store keeps them, and texts out of a
// body.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "cases/store.h"
#include "codec/json_document.h"
#include "policy/time.h"
#include "record/leaf.h"

namespace evenhand::docket {

inline std::int64_t SecondsOf(policy::Time at) { return at.time_since_epoch().count(); }
inline policy::Time TimeOf(const cases::CaseEvent& event) {
  return policy::Time(policy::Seconds(event.at_s));
}
inline TimeUs LeafTime(policy::Time at) { return TimeUs{SecondsOf(at) * 1'000'000}; }

// Empty when `object` is none or has no such text.
inline std::string Text(const codec::Json& object, std::string_view key) {
  const codec::Json value =
      object.kind() == codec::JsonKind::kObject ? object.Field(key) : codec::Json{};
  return value.kind() == codec::JsonKind::kString ? std::string(value.AsString()) : std::string();
}

// SHA-256 of the event's leaf; none: it has no leaf.
std::optional<record::Digest> LeafOf(const codec::Json& body);

// The id that the parts give, so that the same thing told twice is one event.
std::string IdFrom(std::string_view prefix, std::initializer_list<std::string_view> parts);

// Under which all decisions on the same words are found: 15 bytes of a hash, as many as a
// std::string keeps in place; empty for no words.
std::string AboutContent(std::string_view words);
// Under which all reports of an item are found.
std::string AboutItem(std::string_view account, std::string_view item);
// What an event of the history is about, from what it holds; empty: nothing that is looked for.
std::string AboutOf(const cases::CaseEvent& event, const codec::Json& body);

}  // namespace evenhand::docket
