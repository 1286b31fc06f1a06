#pragma once

// A mirror brought up to a newer bundle, full or delta, that has been verified
// (publish/verify_copy.h) against the mirror's own checkpoint.
//
// New files come first, the checkpoint and the list of sums last; files that the new list does not
// name go. Readers see whole files at any time. A run that was killed is finished by the next with
// the same bundle.
//
// Errors: kInvalidArgument for a bundle of another kind, or a delta from beyond what the mirror
// has;
//         kCorrupt when a file is in neither; kIo.

#include <cstddef>
#include <string>
#include <string_view>

#include "publish/copy.h"

namespace evenhand::publish {

// Where a delta has the lists of the site as a whole.
inline constexpr std::string_view kWholeSite = "site/";

struct Updated {
  std::size_t written = 0;
  std::size_t removed = 0;
};

Result<Updated> UpdateMirror(const std::string& directory, const Copy& bundle);

}  // namespace evenhand::publish
