#include "even/decision_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "codec/iso8601.h"
#include "codec/json_write.h"

namespace evenhand::even {
namespace {

using codec::Json;
using codec::JsonKind;

struct TextField {
  std::string_view name;
  std::string DecisionRow::*member;
};

constexpr TextField kTexts[] = {
    {"case", &DecisionRow::case_id},
    {"item", &DecisionRow::item},
    {"clause", &DecisionRow::clause},
    {"severity", &DecisionRow::severity},
    {"context", &DecisionRow::context},
    {"finding", &DecisionRow::finding},
    {"action", &DecisionRow::action},
    {"exception", &DecisionRow::exception},
    {"source", &DecisionRow::source},
    {"automation", &DecisionRow::automation},
    {"reviewer", &DecisionRow::reviewer},
    {"appeal_outcome", &DecisionRow::appeal_outcome},
    {"role", &DecisionRow::role},
    {"state", &DecisionRow::state},
    {"language", &DecisionRow::language},
    {"follower_band", &DecisionRow::follower_band},
    {"account_age_band", &DecisionRow::account_age_band},
    {"target", &DecisionRow::target},
    {"side", &DecisionRow::side},
    {"matched_set", &DecisionRow::matched_set},
};

struct TimeField {
  std::string_view name;
  std::optional<TimeUs> DecisionRow::*member;
};

constexpr TimeField kTimes[] = {
    {"reported", &DecisionRow::reported},
    {"decided", &DecisionRow::decided},
    {"appealed", &DecisionRow::appealed},
    {"answered", &DecisionRow::answered},
};

// policy: what may not be stored, inferred or read. Sorted.
constexpr std::string_view kBarred[] = {"browser",   "device",
                                        "ethnicity", "faith",
                                        "health",    "immigration_status",
                                        "ip",        "legal_name",
                                        "name",      "opinion",
                                        "payment",   "phone",
                                        "place",     "political_opinion",
                                        "proxy",     "reads",
                                        "religion",  "route",
                                        "sexuality", "tor",
                                        "vpn"};

tl::unexpected<Error> Bad(std::string_view name, std::string_view wanted) {
  return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' should be {}", name, wanted));
}

template <class Field, std::size_t n>
const Field* Find(const Field (&fields)[n], std::string_view name) {
  const auto* found = std::ranges::find(fields, name, &Field::name);
  return found == std::end(fields) ? nullptr : found;
}

Result<std::int64_t> ReadCode(const Json& value, std::string_view name, std::int64_t most) {
  if (value.kind() == JsonKind::kInt && value.AsInt() >= 0 && value.AsInt() <= most) {
    return value.AsInt();
  }
  return Bad(name, fmt::format("a whole number from 0 to {}", most));
}

Result<double> ReadReal(const Json& value, std::string_view name, bool (*good)(double),
                        std::string_view wanted) {
  const bool whole = value.kind() == JsonKind::kInt;
  if (whole || value.kind() == JsonKind::kDouble) {
    const double number = whole ? static_cast<double>(value.AsInt()) : value.AsDouble();
    if (good(number)) return number;
  }
  return Bad(name, wanted);
}

Result<void> ReadJudgements(const Json& value, DecisionRow* row) {
  if (value.kind() != JsonKind::kObject) return Bad("judgements", "an object of texts");
  for (const auto& [name, answer] : value.Members()) {
    if (answer.kind() != JsonKind::kString) return Bad("judgements", "an object of texts");
    row->judgements.emplace(name, answer.AsString());
  }
  return {};
}

Result<void> ReadNumber(std::string_view name, const Json& value, DecisionRow* row) {
  constexpr std::int64_t kMostFollowers = 100'000'000'000;
  if (name == "sev") {
    EVENHAND_ASSIGN(row->sev, ReadCode(value, name, kMaxSev));
  } else if (name == "second_sev") {
    EVENHAND_ASSIGN(row->second_sev, ReadCode(value, name, kMaxSev));
  } else if (name == "followers") {
    EVENHAND_ASSIGN(row->followers, ReadCode(value, name, kMostFollowers));
  } else if (name == "hours") {
    const auto good = [](double hours) { return hours >= 0 && std::isfinite(hours); };
    EVENHAND_ASSIGN(row->hours, ReadReal(value, name, good, "a number of hours, 0 or more"));
  } else if (name == "review_chance") {
    const auto good = [](double chance) { return chance > 0 && chance < 1; };
    EVENHAND_ASSIGN(row->review_chance, ReadReal(value, name, good, "above 0 and below 1"));
  } else {
    std::string known;
    for (const TextField& field : kTexts) known += fmt::format(" {}", field.name);
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("there is no field '{}'; see docs/parity.md for numbers and times, the "
                            "texts are{}",
                            name, known));
  }
  return {};
}

Result<void> ReadField(std::string_view name, const Json& value, RowReading* out) {
  if (std::ranges::find(kBarred, name) != std::end(kBarred)) {
    out->dropped.emplace_back(name);
    return {};
  }
  if (value.kind() == JsonKind::kNull) return {};
  if (const TextField* text = Find(kTexts, name)) {
    if (value.kind() != JsonKind::kString) return Bad(name, "a text");
    out->row.*(text->member) = value.AsString();
    return {};
  }
  if (const TimeField* time = Find(kTimes, name)) {
    const auto parsed =
        value.kind() == JsonKind::kString ? codec::ParseIso8601(value.AsString()) : std::nullopt;
    if (!parsed) return Bad(name, "an ISO 8601 time such as 2026-03-01T12:00:00Z");
    out->row.*(time->member) = parsed->utc;
    return {};
  }
  if (name == "judgements") return ReadJudgements(value, &out->row);
  return ReadNumber(name, value, &out->row);
}

Result<void> CheckOrder(const std::optional<TimeUs>& first, const std::optional<TimeUs>& second,
                        std::string_view name, std::string_view after) {
  if (!second) return {};
  if (!first) return Bad(name, fmt::format("left out, or '{}' given too", after));
  if (*second < *first) return Bad(name, fmt::format("no earlier than '{}'", after));
  return {};
}

Result<void> CheckRow(const DecisionRow& row) {
  if (row.case_id.empty()) return Bad("case", "given");
  if (row.clause.empty()) return Bad("clause", "given");
  if (row.severity.empty()) return Bad("severity", "given");
  constexpr std::string_view kRoles[] = {"public_office", "candidate", "state_media", "ordinary"};
  if (std::ranges::find(kRoles, row.role) == std::end(kRoles)) {
    return Bad("role", "public_office, candidate, state_media or ordinary");
  }
  if (!row.finding.empty() && row.finding != "violation" && row.finding != "none") {
    return Bad("finding", "\"violation\" or \"none\"");
  }
  constexpr std::string_view kOutcomes[] = {"", "upheld", "overturned"};
  if (std::ranges::find(kOutcomes, row.appeal_outcome) == std::end(kOutcomes)) {
    return Bad("appeal_outcome", "\"upheld\" or \"overturned\"");
  }
  if (row.decided && row.reported) {
    EVENHAND_TRY(CheckOrder(row.reported, row.decided, "decided", "reported"));
  }
  EVENHAND_TRY(CheckOrder(row.decided, row.appealed, "appealed", "decided"));
  return CheckOrder(row.appealed, row.answered, "answered", "appealed");
}

// Fields of one line of JSON, empty ones left out.
class Line {
 public:
  void Text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    Name(name);
    codec::AppendJsonString(value, &text_);
  }
  void Whole(std::string_view name, std::int64_t value) {
    Name(name);
    text_ += std::to_string(value);
  }
  void Real(std::string_view name, const std::optional<double>& value) {
    if (!value) return;
    Name(name);
    codec::AppendJsonDouble(*value, &text_);
  }
  void Texts(std::string_view name, const std::map<std::string, std::string>& values) {
    Name(name);
    text_ += '{';
    for (const auto& [key, value] : values) {
      if (text_.back() != '{') text_ += ", ";
      codec::AppendJsonString(key, &text_);
      text_ += ": ";
      codec::AppendJsonString(value, &text_);
    }
    text_ += '}';
  }
  std::string Close() { return text_ + "}"; }

 private:
  void Name(std::string_view name) {
    text_ += text_.empty() ? "{" : ", ";
    codec::AppendJsonString(name, &text_);
    text_ += ": ";
  }
  std::string text_;
};

}  // namespace

const std::string* GroupOf(const DecisionRow& row, std::string_view group) {
  if (std::ranges::find(kGroups, group) == kGroups.end()) return nullptr;
  return &(row.*(Find(kTexts, group)->member));
}

Result<RowReading> ReadRow(const Json& json) {
  if (json.kind() != JsonKind::kObject) {
    return Fail(ErrorCode::kInvalidArgument, "a row is a JSON object");
  }
  RowReading out;
  for (const auto& [name, value] : json.Members()) EVENHAND_TRY(ReadField(name, value, &out));
  EVENHAND_TRY(CheckRow(out.row));
  return out;
}

std::string RowJson(const DecisionRow& row) {
  Line line;
  for (const TextField& field : kTexts) line.Text(field.name, row.*(field.member));
  for (const TimeField& field : kTimes) {
    if (const auto& time = row.*(field.member)) {
      std::string text;
      codec::AppendIso8601(&text, {.utc = *time});
      line.Text(field.name, text);
    }
  }
  line.Whole("sev", row.sev);
  if (row.second_sev) line.Whole("second_sev", *row.second_sev);
  if (row.followers) line.Whole("followers", *row.followers);
  line.Real("hours", row.hours);
  line.Real("review_chance", row.review_chance);
  if (!row.judgements.empty()) line.Texts("judgements", row.judgements);
  return line.Close();
}

std::string CanonicalRow(const DecisionRow& row) {
  Line line;
  for (const TextField& field : kTexts) line.Text(field.name, row.*(field.member));
  for (const TimeField& field : kTimes) {
    if (const auto& time = row.*(field.member)) line.Whole(field.name, Count(*time));
  }
  line.Whole("sev", row.sev);
  if (row.second_sev) line.Whole("second_sev", *row.second_sev);
  if (row.followers) line.Whole("followers", *row.followers);
  line.Real("hours", row.hours);
  line.Real("review_chance", row.review_chance);
  for (const auto& [name, answer] : row.judgements) line.Text("judgement " + name, answer);
  return line.Close();
}

}  // namespace evenhand::even
