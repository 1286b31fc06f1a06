#pragma once

// Batches one after another, the next of which may be read while the one at hand is worked on.

#include <optional>
#include <utility>

#include "base/result.h"
#include "source/line_reader.h"
#include "source/source.h"

namespace evenhand::source {

class ReadAhead {
 public:
  explicit ReadAhead(LineReader* reader) : reader_(*reader) {}

  // The next batch, which lives until the next call; null at the end of all input. As
  // LineReader::Pull.
  Result<const LineBatch*> Next() {
    if (!early_.has_value()) early_ = reader_.Pull(&next_);
    const Result<bool> more = *std::exchange(early_, std::nullopt);
    if (!more) return tl::unexpected(more.error());
    std::swap(batch_, next_);
    return *more ? &batch_ : nullptr;
  }

  // Reads the next batch now, unless that may mean to wait. What goes wrong is for Next to say.
  void ReadEarly() {
    if (!early_.has_value() && reader_.NeverWaits()) early_ = reader_.Pull(&next_);
  }

 private:
  LineReader& reader_;
  LineBatch batch_;
  LineBatch next_;
  std::optional<Result<bool>> early_;
};

}  // namespace evenhand::source
