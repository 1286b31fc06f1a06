#include "even/path_reach.h"

#include <algorithm>

namespace evenhand::even {
namespace {

using codec::JsonPathKind;

// Unions multiply; beyond this many places a path is taken to look at the whole event.
constexpr std::size_t kMaxPlaces = 64;

template <class T>
void Append(std::vector<T> more, std::vector<T>* to) {
  std::move(more.begin(), more.end(), std::back_inserter(*to));
}

}  // namespace

PathReach::PathReach(const codec::JsonPath& path) { Append(Follow(path, {}), &places_); }

// Notes a place that must be there, but is not what is found.
void PathReach::Pass(Place place) {
  if (place.steps.empty() && !place.deep) return;
  place.passed = !place.deep;
  places_.push_back(std::move(place));
}

PathReach::Place PathReach::Below(const Place& from, Step step) {
  Place place = from;
  if (!place.deep) place.steps.push_back(std::move(step));
  return place;
}

PathReach::Places PathReach::FollowFields(const codec::JsonPath& path, const Place& from) const {
  if (path.any_field()) return {Below(from, {})};
  Places found;
  for (const std::string& field : path.fields) {
    found.push_back(Below(from, {.kind = Step::Kind::kField, .field = field}));
  }
  return found;
}

PathReach::Places PathReach::FollowPair(const codec::JsonPath& path, const Place& from) {
  Places found;
  for (Place& left : Follow(path.operands[0], from)) {
    if (path.kind == JsonPathKind::kDescendants) left.deep = true;
    Places right = Follow(path.operands[1], left);
    if (path.kind == JsonPathKind::kWhere) {
      for (Place& place : right) Pass(std::move(place));
      found.push_back(std::move(left));
    } else {
      Append(std::move(right), &found);
    }
    if (found.size() > kMaxPlaces) return {Place{.deep = true}};
  }
  return found;
}

// What the path finds from a place. Where it turned back is noted in places_ on the way.
PathReach::Places PathReach::Follow(const codec::JsonPath& path, const Place& from) {
  switch (path.kind) {
    case JsonPathKind::kThis:
      return {from};
    case JsonPathKind::kRoot:
      Pass(from);
      return {Place{}};
    case JsonPathKind::kParent: {
      Pass(from);
      Place parent = from;
      if (!parent.steps.empty()) parent.steps.pop_back();
      if (parent.deep) parent.steps.clear();
      return {parent};
    }
    case JsonPathKind::kFields:
      return FollowFields(path, from);
    case JsonPathKind::kIndex:
      if (path.index < 0) return {Below(from, {})};
      return {Below(from, {.kind = Step::Kind::kIndex, .index = path.index})};
    case JsonPathKind::kSlice:
      return {Below(from, {}), from};  // an object is a list of itself
    case JsonPathKind::kChild:
    case JsonPathKind::kDescendants:
    case JsonPathKind::kWhere:
      return FollowPair(path, from);
    case JsonPathKind::kUnion:
    case JsonPathKind::kIntersect: {
      Places found = Follow(path.operands[0], from);
      Append(Follow(path.operands[1], from), &found);
      return found;
    }
  }
  return {Place{.deep = true}};
}

bool PathReach::MayBeSame(const Step& a, const Step& b) {
  if (a.kind == Step::Kind::kAny || b.kind == Step::Kind::kAny || a.kind != b.kind) return true;
  return a.kind == Step::Kind::kField ? a.field == b.field : a.index == b.index;
}

bool PathReach::ReachesDownTo(const Place& place, std::size_t depth) {
  return !place.passed || depth <= place.steps.size();
}

// One lies at, above or below the other, and is seen from there.
bool PathReach::Overlap(const Place& a, const Place& b) {
  if (!ReachesDownTo(a, b.steps.size()) || !ReachesDownTo(b, a.steps.size())) return false;
  const std::size_t common = std::min(a.steps.size(), b.steps.size());
  return std::equal(a.steps.begin(), a.steps.begin() + static_cast<std::ptrdiff_t>(common),
                    b.steps.begin(), &MayBeSame);
}

bool PathReach::Meets(const PathReach& other) const {
  return std::any_of(places_.begin(), places_.end(), [&](const Place& mine) {
    return std::any_of(other.places_.begin(), other.places_.end(),
                       [&](const Place& theirs) { return Overlap(mine, theirs); });
  });
}

}  // namespace evenhand::even
