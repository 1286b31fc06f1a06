#pragma once

// Which places of an event a JSON path can look at, whatever the event holds.
//
// A path looks at a place when what it finds can change with the value there, with anything below
// it, or with whether it is there at all. Wandering steps (`..`, `*`, slices) look at everything
// they may pass; a step that turns back (`parent`, `$` inside a path) has looked at where it
// turned. An index looks at the object it is put to, because what it does there depends on how many
// members there are. Two places of one list are different places.

#include <cstdint>
#include <string>
#include <vector>

#include "codec/json_path.h"

namespace evenhand::even {

class PathReach {
 public:
  explicit PathReach(const codec::JsonPath& path);

  // Whether a reader of this path can see a change at (or below) the places of the other. Never
  // false when it can; symmetric.
  bool Meets(const PathReach& other) const;

 private:
  struct Step {
    enum class Kind : std::uint8_t { kField, kIndex, kAny };
    Kind kind = Kind::kAny;
    std::string field = {};
    std::int64_t index = 0;
  };
  // A place and all that lies below it. `deep`: what was found is somewhere there. `passed`: only
  // whether it is there counts, and nothing below it.
  struct Place {
    std::vector<Step> steps = {};
    bool deep = false;
    bool passed = false;
  };
  using Places = std::vector<Place>;

  Places Follow(const codec::JsonPath& path, const Place& from);
  Places FollowFields(const codec::JsonPath& path, const Place& from) const;
  void Pass(Place place);
  Places FollowPair(const codec::JsonPath& path, const Place& from);
  static Place Below(const Place& from, Step step);
  static bool MayBeSame(const Step& a, const Step& b);
  static bool ReachesDownTo(const Place& place, std::size_t depth);
  static bool Overlap(const Place& a, const Place& b);

  Places places_;
};

}  // namespace evenhand::even
