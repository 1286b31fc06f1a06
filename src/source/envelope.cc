#include "source/envelope.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "codec/iso8601.h"

namespace evenhand::source {
namespace {

constexpr std::size_t kPadding = 64;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Slots of the pickers. An action's own fields come first, so that they are the same alone and in
// an envelope.
enum ActionField : std::size_t {
  kActionId,
  kActionName,
  kTimestamp,
  kData,
  kSecretData,
  kSecret,
  kActionFields
};
enum TopField : std::size_t {
  kSendTime = kActionFields,
  kKind,
  kTimeUs,
  kOperation,
  kCollection,
  kType,
  kPayload,
  kError
};
enum PayloadField : std::size_t {
  kPayloadType,
  kSeq,
  kDid,
  kTime,
  kPayloadOperation,
  kPayloadCollection,
  kRev,
  kRkey,
  kRecord,
  kCid,
  kIdentity,
  kAccount,
  kSync
};

std::vector<codec::JsonPicker::Path> ActionPaths() {
  return {{"action_id"}, {"action_name"}, {"timestamp"}, {"data"}, {"secret_data"}, {"secret"}};
}

std::vector<codec::JsonPicker::Path> TopPaths() {
  auto paths = ActionPaths();
  paths.insert(paths.end(), {{"send_time"},
                             {"kind"},
                             {"time_us"},
                             {"commit", "operation"},
                             {"commit", "collection"},
                             {"$type"},
                             {"payload"},
                             {"error"}});
  return paths;
}

std::vector<codec::JsonPicker::Path> PayloadPaths() {
  return {{"$type"}, {"seq"},    {"did"}, {"time"},     {"operation"}, {"collection"}, {"rev"},
          {"rkey"},  {"record"}, {"cid"}, {"identity"}, {"account"},   {"sync"}};
}

tl::unexpected<Error> Bad(std::string reason) {
  return Fail(ErrorCode::kInvalidArgument, std::move(reason));
}

// Whole slices only: "12" yes, "12.0", "" and "1e3" no.
bool ReadInteger(std::string_view text, std::int64_t* out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return error == std::errc() && end == text.data() + text.size();
}

// An integer, or its digits as a string.
bool ReadId(std::string_view slice, std::int64_t* out) {
  if (codec::IsJsonString(slice) && slice.size() > 2) slice = slice.substr(1, slice.size() - 2);
  return ReadInteger(slice, out);
}

// The same bytes give the same id; never negative.
std::int64_t IdOfContent(std::string_view line) {
  return static_cast<std::int64_t>(XXH3_64bits(line.data(), line.size()) >> 1);
}

Result<std::string_view> ReadText(std::string_view slice, const char* field, Arena* arena) {
  std::string_view text;
  if (!codec::JsonStringValue(slice, arena, &text)) {
    return Bad(slice.empty() ? std::string("no `") + field + "`"
                             : std::string("`") + field + "` is not a string");
  }
  return text;
}

Result<EventTime> ReadTime(std::string_view slice, const char* field, Arena* arena) {
  EVENHAND_ASSIGN(const std::string_view text, ReadText(slice, field, arena));
  const std::optional<EventTime> time = codec::ParseIso8601(text);
  if (!time) {
    return Bad(std::string("`") + field +
               "` is not an ISO 8601 time: " + std::string(text.substr(0, 64)));
  }
  return *time;
}

// A number since 1970: seconds below 10^11 (year 5138), milliseconds below 10^14, else
// microseconds.
Result<EventTime> ReadNumericTime(std::string_view slice) {
  double number = 0;
  const auto [end, error] = std::from_chars(slice.data(), slice.data() + slice.size(), number);
  const double size = std::fabs(number);
  if (error != std::errc() || end != slice.data() + slice.size() || !(size < 1e17)) {
    return Bad("the time is neither ISO 8601 text nor a number: " +
               std::string(slice.substr(0, 64)));
  }
  const double unit_us = size < 1e11 ? 1e6 : size < 1e14 ? 1e3 : 1;
  std::int64_t whole = 0;
  if (ReadInteger(slice, &whole)) {
    return EventTime{.utc = TimeUs{whole * static_cast<std::int64_t>(unit_us)}};
  }
  return EventTime{.utc = TimeUs{std::llround(number * unit_us)}};
}

// "create" and "app.bsky.feed.post" to "create_post".
std::string_view CommitName(std::string_view operation, std::string_view collection, Arena* arena) {
  const std::string_view last = collection.substr(collection.rfind('.') + 1);
  char* const name = static_cast<char*>(arena->Allocate(operation.size() + 1 + last.size(), 1));
  std::memcpy(name, operation.data(), operation.size());
  name[operation.size()] = '_';
  std::memcpy(name + operation.size() + 1, last.data(), last.size());
  return {name, operation.size() + 1 + last.size()};
}

Result<std::string_view> ReadCommitName(std::string_view operation, std::string_view collection,
                                        Arena* arena) {
  EVENHAND_ASSIGN(const std::string_view done, ReadText(operation, "operation", arena));
  EVENHAND_ASSIGN(const std::string_view on, ReadText(collection, "collection", arena));
  return CommitName(done, on, arena);
}

// Builds a JSON text from pieces, with the room behind it that parsers want.
std::string_view Join(std::span<const std::string_view> pieces, Arena* arena) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  char* const start = static_cast<char*>(arena->Allocate(size + kPadding, 1));
  char* to = start;
  for (const std::string_view piece : pieces) to = std::copy(piece.begin(), piece.end(), to);
  std::memset(to, 0, kPadding);
  return {start, size};
}

// A key or JSON pointer as a path of keys.
Result<codec::JsonPicker::Path> ParsePlace(std::string_view place) {
  if (!place.starts_with('/')) return codec::JsonPicker::Path{std::string(place)};
  codec::JsonPicker::Path path;
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (place[i] == '/') {
      path.emplace_back();
    } else if (place[i] == '~') {
      const char kind = i + 1 < place.size() ? place[++i] : '\0';
      if (kind != '0' && kind != '1') return Bad("bad JSON pointer: " + std::string(place));
      path.back() += kind == '0' ? '~' : '/';
    } else {
      path.back() += place[i];
    }
  }
  return path;
}

// The slot of a place, shared by equal ones.
Result<std::size_t> AddPlace(std::string_view place, std::vector<codec::JsonPicker::Path>* paths) {
  if (place.empty()) return kNone;
  EVENHAND_ASSIGN(const codec::JsonPicker::Path path, ParsePlace(place));
  for (std::size_t slot = 0; slot < paths->size(); ++slot) {
    const codec::JsonPicker::Path& other = (*paths)[slot];
    if (other == path) return slot;
    const std::size_t common = std::min(other.size(), path.size());
    if (std::equal(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(common),
                   other.begin())) {
      return Bad(std::string(place) + " lies inside another place that was named, or around it");
    }
  }
  paths->push_back(path);
  return paths->size() - 1;
}

}  // namespace

std::optional<InputFormat> ParseInputFormat(std::string_view name) {
  if (name == "auto") return InputFormat::kAuto;
  if (name == "osprey") return InputFormat::kOsprey;
  if (name == "jetstream") return InputFormat::kJetstream;
  if (name == "bare") return InputFormat::kBare;
  return std::nullopt;
}

EnvelopeReader::EnvelopeReader(InputFormat format, EventTime default_time, const BarePlaces& places,
                               const std::vector<codec::JsonPicker::Path>& bare_paths)
    : format_(format),
      default_time_(default_time),
      places_(places),
      top_(TopPaths()),
      action_(ActionPaths()),
      payload_(PayloadPaths()),
      bare_(bare_paths) {}

Result<EnvelopeReader> EnvelopeReader::Make(const EnvelopeOptions& options) {
  const bool names_places = !options.name.empty() || !options.time.empty() || !options.id.empty();
  InputFormat format = options.format;
  if (names_places && format == InputFormat::kAuto) format = InputFormat::kBare;
  if (names_places && format != InputFormat::kBare) {
    return Bad("name, time and id are for bare objects; other formats have their own");
  }
  std::vector<codec::JsonPicker::Path> paths;
  BarePlaces places;
  const bool fixed = options.name.starts_with('=');
  if (fixed) places.fixed_name = options.name.substr(1);
  EVENHAND_ASSIGN(places.name, AddPlace(fixed ? "" : options.name, &paths));
  EVENHAND_ASSIGN(places.time, AddPlace(options.time, &paths));
  EVENHAND_ASSIGN(places.id, AddPlace(options.id, &paths));
  return EnvelopeReader(format, options.default_time, places, paths);
}

Result<bool> EnvelopeReader::Read(std::string_view line, Arena* arena, model::Event* event) {
  *event = {};
  if (format_ == InputFormat::kBare) return ReadBare(line, arena, event);
  EVENHAND_ASSIGN(const Slices top, top_.Pick(line));
  const bool may_be_osprey = format_ != InputFormat::kJetstream;
  const bool may_be_jetstream = format_ != InputFormat::kOsprey;
  if (may_be_osprey && !top[kActionName].empty()) return ReadAction(top, {}, arena, event);
  if (may_be_osprey && !top[kSendTime].empty()) return ReadEnvelope(top, arena, event);
  if (may_be_jetstream && !top[kKind].empty() && !top[kTimeUs].empty()) {
    return ReadJetstream(line, top, arena, event);
  }
  if (may_be_jetstream && !top[kPayload].empty() && !top[kType].empty()) {
    return ReadJetstreamMessage(top[kPayload], arena, event);
  }
  if (may_be_jetstream && !top[kError].empty() && !top[kType].empty()) {
    return Bad("the stream reports an error: " + std::string(top[kError].substr(0, 64)));
  }
  if (format_ == InputFormat::kOsprey && !top[kData].empty()) {
    return ReadEnvelope(top, arena, event);
  }
  if (format_ == InputFormat::kOsprey) return Bad("no `action_name`");
  if (format_ == InputFormat::kJetstream) return Bad("no `kind` and `time_us`: not from Jetstream");
  return ReadBare(line, arena, event);
}

Result<bool> EnvelopeReader::ReadEnvelope(Slices top, Arena* arena, model::Event* event) {
  if (!codec::IsJsonObject(top[kData])) return Bad("`data` is not an object");
  const std::string_view send_time = top[kSendTime];
  auto action = action_.Pick(top[kData]);
  if (!action) return tl::unexpected(std::move(action).error().Within("data"));
  if ((*action)[kActionName].empty()) return Bad("no `data.action_name`");
  return ReadAction(*action, send_time, arena, event);
}

Result<bool> EnvelopeReader::ReadAction(Slices action, std::string_view send_time, Arena* arena,
                                        model::Event* event) {
  EVENHAND_ASSIGN(event->name, ReadText(action[kActionName], "action_name", arena));
  if (!codec::IsJsonObject(action[kData])) {
    return Bad(action[kData].empty() ? "no `data`" : "`data` is not an object");
  }
  event->data = action[kData];
  if (action[kActionId].empty()) {
    event->id = IdOfContent(event->data);
  } else if (!ReadId(action[kActionId], &event->id)) {
    return Bad("`action_id` is not a 64-bit integer: " +
               std::string(action[kActionId].substr(0, 64)));
  }
  const bool own_time = !action[kTimestamp].empty() || send_time.empty();
  EVENHAND_ASSIGN(event->time, own_time ? ReadTime(action[kTimestamp], "timestamp", arena)
                                        : ReadTime(send_time, "send_time", arena));
  const std::string_view secret =
      action[kSecretData].empty() ? action[kSecret] : action[kSecretData];
  if (secret.empty() || secret == "null") return true;
  if (!codec::IsJsonObject(secret)) return Bad("the secret data are not an object");
  event->secret = secret;
  return true;
}

Result<bool> EnvelopeReader::ReadJetstream(std::string_view line, Slices top, Arena* arena,
                                           model::Event* event) {
  if (!ReadInteger(top[kTimeUs], &event->id)) {
    return Bad("`time_us` is not an integer: " + std::string(top[kTimeUs].substr(0, 64)));
  }
  event->time = EventTime{.utc = TimeUs{event->id}};
  event->data = line;
  EVENHAND_ASSIGN(event->name, ReadText(top[kKind], "kind", arena));
  if (event->name == "commit") {
    EVENHAND_ASSIGN(event->name, ReadCommitName(top[kOperation], top[kCollection], arena));
  }
  return true;
}

Result<bool> EnvelopeReader::ReadJetstreamMessage(std::string_view payload, Arena* arena,
                                                  model::Event* event) {
  EVENHAND_ASSIGN(const Slices in, payload_.Pick(payload));
  EVENHAND_ASSIGN(const std::string_view type, ReadText(in[kPayloadType], "payload.$type", arena));
  const std::string_view kind = type.substr(type.rfind('#') + 1);
  const bool known = kind == "commit" || kind == "identity" || kind == "account" || kind == "sync";
  if (!known) return false;  // notices, and what later versions of the stream may add
  if (!ReadInteger(in[kSeq], &event->id)) return Bad("no integer `payload.seq`");
  EVENHAND_ASSIGN(event->time, ReadTime(in[kTime], "payload.time", arena));
  event->name = kind;

  char digits[24];
  char* const end = std::to_chars(std::begin(digits), std::end(digits), Count(event->time.utc)).ptr;
  std::array<std::string_view, 32> pieces;
  std::size_t count = 0;
  const auto add = [&](std::string_view before, std::string_view slice) {
    if (slice.empty()) return;
    pieces[count++] = before;
    pieces[count++] = slice;
  };
  add("{\"time_us\":", {digits, static_cast<std::size_t>(end - digits)});
  add(",\"did\":", in[kDid]);
  add(",\"cursor\":", in[kSeq]);
  add(",\"identity\":", in[kIdentity]);
  add(",\"account\":", in[kAccount]);
  add(",\"sync\":", in[kSync]);
  if (kind == "commit") {
    EVENHAND_ASSIGN(event->name,
                    ReadCommitName(in[kPayloadOperation], in[kPayloadCollection], arena));
    add(",\"kind\":\"commit\",\"commit\":{\"operation\":", in[kPayloadOperation]);
    add(",\"collection\":", in[kPayloadCollection]);
    add(",\"rev\":", in[kRev]);
    add(",\"rkey\":", in[kRkey]);
    add(",\"record\":", in[kRecord]);
    add(",\"cid\":", in[kCid]);
    add("}", "}");
  } else {
    add(",\"kind\":\"", kind);
    add("\"", "}");
  }
  event->data = Join(std::span(pieces).first(count), arena);
  return true;
}

Result<bool> EnvelopeReader::ReadBare(std::string_view line, Arena* arena, model::Event* event) {
  EVENHAND_ASSIGN(const Slices in, bare_.Pick(line));
  event->data = line;
  event->name = places_.fixed_name;
  if (places_.name != kNone) {
    EVENHAND_ASSIGN(event->name, ReadText(in[places_.name], "name", arena));
  }
  event->time = default_time_;
  if (places_.time != kNone) {
    const std::string_view time = in[places_.time];
    const bool is_text = time.empty() || codec::IsJsonString(time);
    EVENHAND_ASSIGN(event->time, is_text ? ReadTime(time, "time", arena) : ReadNumericTime(time));
  }
  if (places_.id == kNone) {
    event->id = IdOfContent(line);
  } else if (!ReadId(in[places_.id], &event->id)) {
    return Bad("the id is not a 64-bit integer");
  }
  return true;
}

}  // namespace evenhand::source
