#include "register/change.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "codec/iso8601.h"

namespace evenhand::access {
namespace {

using codec::Json;
using codec::JsonKind;
using codec::JsonOut;

constexpr std::string_view kKinds[] = {"open",    "plan",     "source",   "confirm",   "contest",
                                       "settle",  "end",      "propose",  "seen",      "lapse",
                                       "correct", "withdraw", "imported", "challenge", "answer"};

std::string FormatTime(Time time) {
  const Day day = std::chrono::floor<Days>(time);
  const std::chrono::hh_mm_ss clock(time - day);
  const auto two = [](auto count) {
    return std::string(count < 10 ? "0" : "") + std::to_string(count);
  };
  return FormatDay(day) + "T" + two(clock.hours().count()) + ":" + two(clock.minutes().count()) +
         ":" + two(clock.seconds().count()) + "Z";
}

// ---- writing

void AppendText(std::string_view key, std::string_view value, JsonOut* out) {
  if (!value.empty()) out->Key(key).String(value);
}

void AppendDay(std::string_view key, const std::optional<Day>& day, JsonOut* out) {
  if (day) out->Key(key).String(FormatDay(*day));
}

void AppendDays(std::string_view key, const std::optional<DayPair>& days, JsonOut* out) {
  if (days) out->Key(key).String(FormatDays(*days));
}

void AppendTexts(std::string_view key, const std::vector<std::string>& texts, JsonOut* out) {
  if (texts.empty()) return;
  out->Key(key).Open('[');
  for (const std::string& text : texts) out->String(text);
  out->Close(']');
}

// ---- reading

tl::unexpected<Error> Bad(std::string_view key, std::string_view what) {
  return Fail(ErrorCode::kCorrupt, "'" + std::string(key) + "' " + std::string(what));
}

Result<std::string> TextIn(std::string_view key, const Json& value) {
  if (value.kind() != JsonKind::kString) return Bad(key, "is no text");
  return std::string(value.AsString());
}

Result<std::vector<std::string>> TextsIn(std::string_view key, const Json& value) {
  if (value.kind() != JsonKind::kArray) return Bad(key, "is no list");
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < value.size(); ++i) {
    EVENHAND_ASSIGN(std::string text, TextIn(key, value.Item(i)));
    texts.push_back(std::move(text));
  }
  return texts;
}

Result<std::optional<Day>> DayIn(std::string_view key, const Json& value) {
  EVENHAND_ASSIGN(const std::string text, TextIn(key, value));
  EVENHAND_ASSIGN(const Day day, ParseDay(text));
  return day;
}

Result<std::optional<DayPair>> DaysIn(std::string_view key, const Json& value) {
  EVENHAND_ASSIGN(const std::string text, TextIn(key, value));
  EVENHAND_ASSIGN(const DayPair days, ParseDays(text));
  return days;
}

Result<bool> YesNoIn(std::string_view key, const Json& value) {
  if (value.kind() != JsonKind::kBool) return Bad(key, "is neither true nor false");
  return value.AsBool();
}

Result<Time> TimeIn(std::string_view key, const Json& value) {
  EVENHAND_ASSIGN(const std::string text, TextIn(key, value));
  const auto time = codec::ParseIso8601(text);
  if (!time || Count(time->utc) % 1'000'000 != 0) return Bad(key, "is no time");
  return Time(std::chrono::seconds(Count(time->utc) / 1'000'000));
}

Result<void> ReadSourceField(std::string_view key, const Json& value, Source* source) {
  if (key == "day" || key == "published" || key == "read") {
    EVENHAND_ASSIGN((key == "day"    ? source->day
                     : key == "read" ? source->read
                                     : source->published),
                    DayIn(key, value));
    return {};
  }
  EVENHAND_ASSIGN(std::string text, TextIn(key, value));
  if (key == "kind") {
    const auto kind = SourceKindNamed(text);
    if (!kind) return Bad(key, "is no kind of source");
    source->kind = *kind;
  } else if (key == "says") {
    const auto says = SaysNamed(text);
    if (!says) return Bad(key, "is nothing that a source can say");
    source->says = *says;
  } else {
    std::string* field = key == "url"        ? &source->url
                         : key == "origin"   ? &source->origin
                         : key == "sha256"   ? &source->sha256
                         : key == "language" ? &source->language
                                             : nullptr;
    if (field == nullptr) return Bad(key, "is no field of a source");
    *field = std::move(text);
  }
  return {};
}

Result<std::vector<Source>> SourcesIn(const Json& value) {
  if (value.kind() != JsonKind::kArray) return Bad("sources", "is no list");
  std::vector<Source> sources;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const Json item = value.Item(i);
    if (item.kind() != JsonKind::kObject) return Bad("sources", "has something else than objects");
    Source source;
    for (const auto& [key, field] : item.Members())
      EVENHAND_TRY(ReadSourceField(key, field, &source));
    sources.push_back(std::move(source));
  }
  return sources;
}

std::string* TextField(std::string_view key, Change* change) {
  if (key == "why") return &change->why;
  if (key == "entry") return &change->entry;
  if (key == "challenge") return &change->challenge;
  if (key == "state") return &change->state;
  if (key == "service") return &change->service;
  if (key == "region") return &change->region;
  if (key == "networks") return &change->networks;
  if (key == "group") return &change->group;
  return nullptr;
}

Result<void> ReadLapse(const Json& value, Change* change) {
  EVENHAND_ASSIGN(const std::string text, TextIn("lapse", value));
  EVENHAND_ASSIGN(const DayPair ends, ParseDays(text));
  change->lapse = DaySpan{ends.earliest, ends.latest};
  return {};
}

Result<void> ReadField(std::string_view key, const Json& value, Change* change) {
  if (std::string* plain = TextField(key, change)) {
    EVENHAND_ASSIGN(*plain, TextIn(key, value));
  } else if (key == "change") {
    EVENHAND_ASSIGN(const std::string name, TextIn(key, value));
    const auto kind = ChangeKindNamed(name);
    if (!kind) return Bad(key, "is no change of the register");
    change->kind = *kind;
  } else if (key == "at") {
    EVENHAND_ASSIGN(change->recorded_at, TimeIn(key, value));
  } else if (key == "by") {
    EVENHAND_ASSIGN(change->by, TextsIn(key, value));
  } else if (key == "kind") {
    EVENHAND_ASSIGN(const std::string name, TextIn(key, value));
    change->limit = KindNamed(name);
    if (!change->limit) return Bad(key, "is no kind of limit");
  } else if (key == "single_network") {
    EVENHAND_ASSIGN(change->single_network, YesNoIn(key, value));
  } else if (key == "upheld") {
    EVENHAND_ASSIGN(change->upheld, YesNoIn(key, value));
  } else if (key == "from") {
    EVENHAND_ASSIGN(const std::string text, TextIn(key, value));
    EVENHAND_ASSIGN(change->from, ParseBeginning(text));
  } else if (key == "to") {
    EVENHAND_ASSIGN(change->to, DaysIn(key, value));
  } else if (key == "seen") {
    EVENHAND_ASSIGN(change->seen, DaysIn(key, value));
  } else if (key == "window") {
    EVENHAND_ASSIGN(change->window, DayIn(key, value));
  } else if (key == "lapse") {
    return ReadLapse(value, change);
  } else if (key == "sources") {
    EVENHAND_ASSIGN(change->sources, SourcesIn(value));
  } else if (key == "files") {
    EVENHAND_ASSIGN(change->files, TextsIn(key, value));
  } else if (key == "notes") {
    if (value.kind() != JsonKind::kObject) return Bad(key, "is no object");
    for (const auto& [language, note] : value.Members()) {
      EVENHAND_ASSIGN(change->notes[std::string(language)], TextIn(key, note));
    }
  } else {
    return Bad(key, "is no field of a change");
  }
  return {};
}

// ---- texts

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Four numbers with points between: nothing that a note needs to say.
bool HasNetworkAddress(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!IsDigit(text[at]) || (at > 0 && (IsDigit(text[at - 1]) || text[at - 1] == '.'))) continue;
    std::size_t i = at;
    int numbers = 0;
    while (i < text.size() && IsDigit(text[i])) {
      const std::size_t begin = i;
      while (i < text.size() && IsDigit(text[i])) ++i;
      if (i - begin > 3) break;
      ++numbers;
      if (numbers == 4 || i == text.size() || text[i] != '.') break;
      ++i;
    }
    if (numbers == 4) return true;
  }
  return false;
}

// "a:b:" with three groups or more of hexadecimal digits, or "::".
bool HasLongNetworkAddress(std::string_view text) {
  if (text.find("::") != std::string_view::npos) return true;
  int groups = 0;
  std::size_t digits = 0;
  for (const char c : text) {
    const bool is_hex = IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (is_hex) {
      ++digits;
    } else if (c == ':' && digits > 0 && digits <= 4) {
      if (++groups == 4) return true;
      digits = 0;
    } else {
      groups = 0;
      digits = 0;
    }
  }
  return false;
}

bool HasMailAddress(std::string_view text) {
  const auto is_part = [](char c) { return c != ' ' && c != '\n' && c != '\t'; };
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at > 0 && is_part(text[at - 1]) && at + 1 < text.size() && is_part(text[at + 1]))
      return true;
  }
  return false;
}

}  // namespace

std::string_view Name(ChangeKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<ChangeKind> ChangeKindNamed(std::string_view name) {
  const auto* found = std::ranges::find(kKinds, name);
  if (found == std::end(kKinds)) return std::nullopt;
  return static_cast<ChangeKind>(found - std::begin(kKinds));
}

void AppendSourceJson(const Source& source, JsonOut* out) {
  out->Open('{').Key("url").String(source.url).Key("kind").String(Name(source.kind));
  AppendText("origin", source.origin, out);
  out->Key("says").String(Name(source.says));
  AppendDay("day", source.day, out);
  AppendDay("published", source.published, out);
  AppendDay("read", source.read, out);
  AppendText("sha256", source.sha256, out);
  AppendText("language", source.language, out);
  out->Close('}');
}

std::string ChangeJson(const Change& change) {
  JsonOut out;
  out.Open('{')
      .Key("change")
      .String(Name(change.kind))
      .Key("at")
      .String(FormatTime(change.recorded_at));
  AppendText("entry", change.entry, &out);
  AppendText("challenge", change.challenge, &out);
  AppendText("state", change.state, &out);
  AppendText("service", change.service, &out);
  if (change.limit) out.Key("kind").String(Name(*change.limit));
  AppendText("region", change.region, &out);
  AppendText("networks", change.networks, &out);
  AppendText("group", change.group, &out);
  if (change.single_network) out.Key("single_network").Bool(true);
  if (change.from) out.Key("from").String(FormatBeginning(*change.from));
  AppendDays("to", change.to, &out);
  AppendDays("seen", change.seen, &out);
  if (change.lapse)
    out.Key("lapse").String(FormatDay(change.lapse->from) + ".." + FormatDay(change.lapse->to));
  AppendDay("window", change.window, &out);
  if (!change.sources.empty()) {
    out.Key("sources").Open('[');
    for (const Source& source : change.sources) AppendSourceJson(source, &out);
    out.Close(']');
  }
  if (!change.notes.empty()) {
    out.Key("notes").Open('{');
    for (const auto& [language, note] : change.notes) out.Key(language).String(note);
    out.Close('}');
  }
  AppendTexts("files", change.files, &out);
  if (change.upheld) out.Key("upheld").Bool(*change.upheld);
  AppendTexts("by", change.by, &out);
  AppendText("why", change.why, &out);
  out.Close('}');
  return std::move(out).text();
}

Result<Change> ReadChange(const Json& json) {
  if (json.kind() != JsonKind::kObject)
    return Fail(ErrorCode::kCorrupt, "a change of the register is an object");
  Change change;
  bool has_kind = false, has_time = false;
  for (const auto& [key, value] : json.Members()) {
    EVENHAND_TRY(ReadField(key, value, &change));
    has_kind = has_kind || key == "change";
    has_time = has_time || key == "at";
  }
  if (!has_kind || !has_time)
    return Fail(ErrorCode::kCorrupt,
                "a change of the register says what it is ('change') and when ('at')");
  return change;
}

Result<void> CheckText(std::string_view what, std::string_view text, std::size_t most) {
  const auto bad = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument, std::string(what) + " " + std::string(why));
  };
  if (!IsWellFormed(text, false)) return bad("is no UTF-8");
  if (CountCodePoints(text) > most) {
    return Fail(ErrorCode::kLimit,
                std::string(what) + " is longer than " + std::to_string(most) + " characters");
  }
  if (HasNetworkAddress(text) || HasLongNetworkAddress(text)) {
    return bad("has a network address in it, which has no place in the register");
  }
  if (HasMailAddress(text))
    return bad("has a mail address in it, which has no place in the register");
  return {};
}

}  // namespace evenhand::access
