#pragma once

// Independence of sources (reach.md 2.4): origins are counted, not pages. An origin is who knew it
// first; a page that nobody has looked at stands for itself; all measurements together are one.

#include <cstddef>

#include "register/entry.h"

namespace evenhand::access {

// Behind an entry's being in force, pages that nobody has looked at included: how long its last
// sighting stays fresh hangs on it (2.7).
std::size_t OriginsInForce(const Entry& entry);

// The same of what somebody entered, and whether one of them speaks of effect, not only of an
// order: whether it may be confirmed hangs on it (2.3).
struct Grounds {
  std::size_t origins = 0;
  bool has_effect = false;
};
Grounds GroundsInForce(const Entry& entry);

// Behind its end.
std::size_t OriginsOfEnd(const Entry& entry);
// Behind its not being in force on a day on which it is said to be, denials included; and how many
// of them are not the word of the state that limits, which alone contests nothing (2.8).
struct Opposition {
  std::size_t origins = 0;
  std::size_t independent = 0;
};
Opposition OppositionTo(const Entry& entry);

bool RestsOnMeasurementOnly(const Entry& entry);

}  // namespace evenhand::access
