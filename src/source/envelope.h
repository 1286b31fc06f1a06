#pragma once

// One line of input to one event: who says what the event is called, when it happened, and what
// rules may read (docs/formats.md, inputs).
//
//   osprey     {"send_time", "data": {"action_id", "action_name", "data": {...}, "timestamp"?,
//              "secret_data"?}}, or the inner object alone ("secret" is accepted for "secret_data")
//   jetstream  an AT Protocol event of Jetstream, first or current wire form. The name is
//              <operation>_<last part of the collection>, or the kind for other events; rules see
//              the first form, whichever came in
//   bare       any JSON object; options say where its name, time and id are
//
// The line is parsed in full, once: whoever evaluates the event reads the same parsed text.
//
// Errors: kInvalidArgument with what is wrong, for one line. Reading goes on with the next.
// Thread: one owner.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "codec/json_document.h"
#include "model/event.h"

namespace evenhand::source {

enum class InputFormat : std::uint8_t { kAuto, kOsprey, kJetstream, kBare };

// "auto", "osprey", "jetstream", "bare".
std::optional<InputFormat> ParseInputFormat(std::string_view name);

struct EnvelopeOptions {
  InputFormat format = InputFormat::kAuto;  // auto decides line by line
  // For bare objects: the key of a field, or a JSON pointer ("/author/name"). Naming one makes
  // `auto` mean `bare`.
  std::string name = {};  // also "=post" for a fixed name; none: "event"
  std::string time = {};  // ISO 8601 text, or a number of seconds, milliseconds or microseconds
                          // since 1970 (told apart by its size); none: `default_time`
  std::string id = {};    // an integer; none: taken from the content, the same for equal lines
  EventTime default_time = {};
};

class EnvelopeReader {
 public:
  // kInvalidArgument when an option makes no sense.
  static Result<EnvelopeReader> Make(const EnvelopeOptions& options);

  // Reads one line, which is followed by at least 64 readable bytes. False when it rightly holds no
  // event (notices within a stream). The event borrows from the line, the arena and this reader,
  // and lives until the next Read.
  Result<bool> Read(std::string_view line, Arena* arena, model::Event* event);

 private:
  using Path = std::vector<std::string>;  // keys, from the outside in; empty: not named
  struct BarePlaces {
    std::string fixed_name = "event";
    Path name, time, id;
  };
  struct Fields;

  EnvelopeReader(InputFormat format, EventTime default_time, BarePlaces places)
      : format_(format), default_time_(default_time), places_(std::move(places)) {}

  Result<bool> ReadAction(const Fields& action, codec::Json send_time, model::Event* event);
  Result<bool> ReadEnvelope(const Fields& top, model::Event* event);
  Result<bool> ReadJetstream(codec::Json root, const Fields& top, Arena* arena,
                             model::Event* event);
  Result<bool> ReadJetstreamMessage(codec::Json payload, Arena* arena, model::Event* event);
  Result<bool> ReadBare(std::string_view line, codec::Json root, model::Event* event);
  std::int64_t IdOfContent(codec::Json data);

  InputFormat format_;
  EventTime default_time_;
  BarePlaces places_;
  codec::JsonDocument line_;
  codec::JsonDocument rewritten_;  // a current Jetstream message in the first form
  std::string text_;
};

}  // namespace evenhand::source
