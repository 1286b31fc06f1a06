#include "source/envelope.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "codec/iso8601.h"

namespace evenhand::source {
namespace {

using codec::Json;
using codec::JsonKind;

tl::unexpected<Error> Bad(std::string reason) {
  return Fail(ErrorCode::kInvalidArgument, std::move(reason));
}

// A short value as it stands in a message.
std::string Shown(Json value) {
  std::string text;
  codec::AppendJson(value, &text);
  return text.substr(0, 64);
}

bool ReadInteger(std::string_view text, std::int64_t* out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return error == std::errc() && end == text.data() + text.size();
}

// An integer, or its digits as a string.
bool ReadId(Json value, std::int64_t* out) {
  if (value.kind() == JsonKind::kString) return ReadInteger(value.AsString(), out);
  if (value.kind() != JsonKind::kInt) return false;
  *out = value.AsInt();
  return true;
}

Result<std::string_view> ReadText(Json value, const char* field) {
  if (value.kind() == JsonKind::kString) return value.AsString();
  return Bad(value.missing() ? std::string("no `") + field + "`"
                             : std::string("`") + field + "` is not a string");
}

Result<EventTime> ReadTime(Json value, const char* field) {
  EVENHAND_ASSIGN(const std::string_view text, ReadText(value, field));
  const std::optional<EventTime> time = codec::ParseIso8601(text);
  if (!time) {
    return Bad(std::string("`") + field +
               "` is not an ISO 8601 time: " + std::string(text.substr(0, 64)));
  }
  return *time;
}

// A number since 1970: seconds below 10^11 (year 5138), milliseconds below 10^14, else
// microseconds.
Result<EventTime> ReadNumericTime(Json value) {
  const bool whole = value.kind() == JsonKind::kInt;
  const double number = whole                               ? static_cast<double>(value.AsInt())
                        : value.kind() == JsonKind::kDouble ? value.AsDouble()
                                                            : NAN;
  const double size = std::fabs(number);
  if (!(size < 1e17)) {
    return Bad("the time is neither ISO 8601 text nor a number: " + Shown(value));
  }
  const double unit_us = size < 1e11 ? 1e6 : size < 1e14 ? 1e3 : 1;
  return EventTime{.utc = TimeUs{whole ? value.AsInt() * static_cast<std::int64_t>(unit_us)
                                       : std::llround(number * unit_us)}};
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

Result<std::string_view> ReadCommitName(Json operation, Json collection, Arena* arena) {
  EVENHAND_ASSIGN(const std::string_view done, ReadText(operation, "operation"));
  EVENHAND_ASSIGN(const std::string_view on, ReadText(collection, "collection"));
  return CommitName(done, on, arena);
}

// A key or JSON pointer as a path of keys.
Result<std::vector<std::string>> ParsePlace(std::string_view place) {
  std::vector<std::string> path;
  if (!place.starts_with('/')) {
    if (!place.empty()) path.emplace_back(place);
    return path;
  }
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

Json Follow(Json from, const std::vector<std::string>& path) {
  for (const std::string& key : path) {
    if (from.kind() != JsonKind::kObject) return {};
    from = from.Field(key);
  }
  return from;
}

}  // namespace

std::optional<InputFormat> ParseInputFormat(std::string_view name) {
  if (name == "auto") return InputFormat::kAuto;
  if (name == "osprey") return InputFormat::kOsprey;
  if (name == "jetstream") return InputFormat::kJetstream;
  if (name == "bare") return InputFormat::kBare;
  return std::nullopt;
}

// What the formats have at the top of a line; missing when absent. Of equal keys the last one
// counts.
struct EnvelopeReader::Fields {
  Json action_id, action_name, timestamp, data, secret_data, secret;  // of an action
  Json send_time, kind, time_us, commit, type, payload, error;

  explicit Fields(Json object) {
    object.EachField([this](std::string_view key, Json value) {
      if (Json* field = Of(key)) *field = value;
    });
  }

 private:
  Json* Of(std::string_view key) {
    switch (key.size()) {
      case 4:
        return key == "data" ? &data : key == "kind" ? &kind : nullptr;
      case 5:
        return key == "$type" ? &type : key == "error" ? &error : nullptr;
      case 6:
        return key == "commit" ? &commit : key == "secret" ? &secret : nullptr;
      case 7:
        return key == "time_us" ? &time_us : key == "payload" ? &payload : nullptr;
      case 9:
        return key == "action_id"   ? &action_id
               : key == "timestamp" ? &timestamp
               : key == "send_time" ? &send_time
                                    : nullptr;
      case 11:
        return key == "action_name" ? &action_name : key == "secret_data" ? &secret_data : nullptr;
      default:
        return nullptr;
    }
  }
};

Result<EnvelopeReader> EnvelopeReader::Make(const EnvelopeOptions& options) {
  const bool names_places = !options.name.empty() || !options.time.empty() || !options.id.empty();
  InputFormat format = options.format;
  if (names_places && format == InputFormat::kAuto) format = InputFormat::kBare;
  if (names_places && format != InputFormat::kBare) {
    return Bad("name, time and id are for bare objects; other formats have their own");
  }
  BarePlaces places;
  const bool fixed = options.name.starts_with('=');
  if (fixed) places.fixed_name = options.name.substr(1);
  EVENHAND_ASSIGN(places.name, ParsePlace(fixed ? "" : options.name));
  EVENHAND_ASSIGN(places.time, ParsePlace(options.time));
  EVENHAND_ASSIGN(places.id, ParsePlace(options.id));
  return EnvelopeReader(format, options.default_time, std::move(places));
}

Result<bool> EnvelopeReader::Read(std::string_view line, Arena* arena, model::Event* event) {
  *event = {};
  EVENHAND_ASSIGN(const Json root, line_.Parse(line));
  if (root.kind() != JsonKind::kObject) return Bad("not a JSON object");
  if (format_ == InputFormat::kBare) return ReadBare(line, root, event);
  const Fields top(root);
  const bool may_be_osprey = format_ != InputFormat::kJetstream;
  const bool may_be_jetstream = format_ != InputFormat::kOsprey;
  if (may_be_osprey && !top.action_name.missing()) return ReadAction(top, {}, event);
  if (may_be_osprey && !top.send_time.missing()) return ReadEnvelope(top, event);
  if (may_be_jetstream && !top.kind.missing() && !top.time_us.missing()) {
    return ReadJetstream(root, top, arena, event);
  }
  if (may_be_jetstream && !top.payload.missing() && !top.type.missing()) {
    return ReadJetstreamMessage(top.payload, arena, event);
  }
  if (may_be_jetstream && !top.error.missing() && !top.type.missing()) {
    return Bad("the stream reports an error: " + Shown(top.error));
  }
  if (format_ == InputFormat::kOsprey && !top.data.missing()) {
    return ReadEnvelope(top, event);
  }
  if (format_ == InputFormat::kOsprey) return Bad("no `action_name`");
  if (format_ == InputFormat::kJetstream) return Bad("no `kind` and `time_us`: not from Jetstream");
  return ReadBare(line, root, event);
}

Result<bool> EnvelopeReader::ReadEnvelope(const Fields& top, model::Event* event) {
  if (top.data.kind() != JsonKind::kObject) return Bad("`data` is not an object");
  const Fields action(top.data);
  if (action.action_name.missing()) return Bad("no `data.action_name`");
  return ReadAction(action, top.send_time, event);
}

Result<bool> EnvelopeReader::ReadAction(const Fields& action, Json send_time, model::Event* event) {
  EVENHAND_ASSIGN(event->name, ReadText(action.action_name, "action_name"));
  if (action.data.kind() != JsonKind::kObject) {
    return Bad(action.data.missing() ? "no `data`" : "`data` is not an object");
  }
  event->data = action.data;
  if (action.action_id.missing()) {
    event->id = IdOfContent(event->data);
  } else if (!ReadId(action.action_id, &event->id)) {
    return Bad("`action_id` is not a 64-bit integer: " + Shown(action.action_id));
  }
  const bool own_time = !action.timestamp.missing() || send_time.missing();
  EVENHAND_ASSIGN(event->time, own_time ? ReadTime(action.timestamp, "timestamp")
                                        : ReadTime(send_time, "send_time"));
  const Json secret = action.secret_data.missing() ? action.secret : action.secret_data;
  if (secret.missing() || secret.kind() == JsonKind::kNull) return true;
  if (secret.kind() != JsonKind::kObject) return Bad("the secret data are not an object");
  event->secret = secret;
  return true;
}

// The same content gives the same id; never negative.
std::int64_t EnvelopeReader::IdOfContent(Json data) {
  text_.clear();
  codec::AppendJson(data, &text_);
  return static_cast<std::int64_t>(XXH3_64bits(text_.data(), text_.size()) >> 1);
}

Result<bool> EnvelopeReader::ReadJetstream(Json root, const Fields& top, Arena* arena,
                                           model::Event* event) {
  if (top.time_us.kind() != JsonKind::kInt) {
    return Bad("`time_us` is not an integer: " + Shown(top.time_us));
  }
  event->id = top.time_us.AsInt();
  event->time = EventTime{.utc = TimeUs{event->id}};
  event->data = root;
  EVENHAND_ASSIGN(event->name, ReadText(top.kind, "kind"));
  if (event->name == "commit") {
    Json operation, collection;
    if (top.commit.kind() == JsonKind::kObject) {
      top.commit.EachField([&](std::string_view key, Json value) {
        if (key == "operation") operation = value;
        if (key == "collection") collection = value;
      });
    }
    EVENHAND_ASSIGN(event->name, ReadCommitName(operation, collection, arena));
  }
  return true;
}

Result<bool> EnvelopeReader::ReadJetstreamMessage(Json payload, Arena* arena, model::Event* event) {
  if (payload.kind() != JsonKind::kObject) return Bad("`payload` is not an object");
  EVENHAND_ASSIGN(const std::string_view type, ReadText(payload.Field("$type"), "payload.$type"));
  const std::string_view kind = type.substr(type.rfind('#') + 1);
  const bool known = kind == "commit" || kind == "identity" || kind == "account" || kind == "sync";
  if (!known) return false;  // notices, and what later versions of the stream may add
  const Json seq = payload.Field("seq");
  if (seq.kind() != JsonKind::kInt) return Bad("no integer `payload.seq`");
  event->id = seq.AsInt();
  EVENHAND_ASSIGN(event->time, ReadTime(payload.Field("time"), "payload.time"));
  event->name = kind;
  if (kind == "commit") {
    EVENHAND_ASSIGN(event->name,
                    ReadCommitName(payload.Field("operation"), payload.Field("collection"), arena));
  }
  text_ = "{\"time_us\": " + std::to_string(Count(event->time.utc));
  const auto add = [&](std::string_view before, std::string_view field) {
    const Json value = payload.Field(field);
    if (value.missing()) return;
    text_.append(before);
    codec::AppendJson(value, &text_);
  };
  add(", \"did\": ", "did");
  add(", \"cursor\": ", "seq");
  add(", \"identity\": ", "identity");
  add(", \"account\": ", "account");
  add(", \"sync\": ", "sync");
  text_.append(", \"kind\": \"").append(kind).append("\"");
  if (kind == "commit") {
    add(", \"commit\": {\"operation\": ", "operation");
    add(", \"collection\": ", "collection");
    add(", \"rev\": ", "rev");
    add(", \"rkey\": ", "rkey");
    add(", \"record\": ", "record");
    add(", \"cid\": ", "cid");
    text_.push_back('}');
  }
  text_.push_back('}');
  EVENHAND_ASSIGN(event->data, rewritten_.ParseCopy(text_));
  return true;
}

Result<bool> EnvelopeReader::ReadBare(std::string_view line, Json root, model::Event* event) {
  event->data = root;
  event->name = places_.fixed_name;
  if (!places_.name.empty()) {
    EVENHAND_ASSIGN(event->name, ReadText(Follow(root, places_.name), "name"));
  }
  event->time = default_time_;
  if (!places_.time.empty()) {
    const Json time = Follow(root, places_.time);
    const bool is_text = time.missing() || time.kind() == JsonKind::kString;
    EVENHAND_ASSIGN(event->time, is_text ? ReadTime(time, "time") : ReadNumericTime(time));
  }
  if (places_.id.empty()) {
    event->id = static_cast<std::int64_t>(XXH3_64bits(line.data(), line.size()) >> 1);
  } else if (!ReadId(Follow(root, places_.id), &event->id)) {
    return Bad("the id is not a 64-bit integer");
  }
  return true;
}

}  // namespace evenhand::source
