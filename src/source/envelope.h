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
// The line is not validated beyond what is read here: whoever parses `data` in full does that.
//
// Errors: kInvalidArgument with what is wrong, for one line. Reading goes on with the next.
// Thread: one owner.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "codec/json_pick.h"
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
  std::string id = {};  // an integer; none: taken from the content, the same for equal lines
  EventTime default_time = {};
};

class EnvelopeReader {
 public:
  // kInvalidArgument when an option makes no sense.
  static Result<EnvelopeReader> Make(const EnvelopeOptions& options);

  // Reads one line, which is followed by at least 64 readable bytes. False when it rightly holds no
  // event (notices within a stream). The event borrows from the line, the arena and this reader.
  Result<bool> Read(std::string_view line, Arena* arena, model::Event* event);

 private:
  struct BarePlaces {
    std::string fixed_name = "event";
    std::size_t name, time, id;  // slots of the picker, or kNone
  };
  using Slices = std::span<const std::string_view>;

  EnvelopeReader(InputFormat format, EventTime default_time, const BarePlaces& places,
                 const std::vector<codec::JsonPicker::Path>& bare_paths);

  Result<bool> ReadAction(Slices action, std::string_view send_time, Arena* arena,
                          model::Event* event);
  Result<bool> ReadEnvelope(Slices top, Arena* arena, model::Event* event);
  Result<bool> ReadJetstream(std::string_view line, Slices top, Arena* arena, model::Event* event);
  Result<bool> ReadJetstreamMessage(std::string_view payload, Arena* arena, model::Event* event);
  Result<bool> ReadBare(std::string_view line, Arena* arena, model::Event* event);

  InputFormat format_;
  EventTime default_time_;
  BarePlaces places_;
  codec::JsonPicker top_;
  codec::JsonPicker action_;
  codec::JsonPicker payload_;
  codec::JsonPicker bare_;
};

}  // namespace evenhand::source
