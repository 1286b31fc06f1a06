#include "docket/body.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "codec/iso8601.h"
#include "codec/json_out.h"
#include "policy/fact_json.h"

namespace evenhand::docket {
namespace {

using codec::Json;
using codec::JsonKind;
using codec::JsonOut;
using policy::Fact;
using policy::Facts;
using policy::WriteFact;

tl::unexpected<Error> Bad(std::string_view field, std::string_view why) {
  return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' {}", field, why));
}

Result<std::string> Text(const Json& value, std::string_view field) {
  if (value.kind() == JsonKind::kString) return std::string(value.AsString());
  return Bad(field, "is not a text");
}

Result<std::int64_t> Count(const Json& value, std::string_view field) {
  if (value.kind() == JsonKind::kInt && value.AsInt() >= 0) return value.AsInt();
  return Bad(field, "is not a whole number of 0 or more");
}

Result<bool> Flag(const Json& value, std::string_view field) {
  if (value.kind() == JsonKind::kBool) return value.AsBool();
  return Bad(field, "is not true or false");
}

Result<policy::Time> When(const Json& value, std::string_view field) {
  EVENHAND_ASSIGN(const std::string text, Text(value, field));
  auto time = policy::ParseTime(text);
  if (!time) return Bad(field, time.error().message);
  return *time;
}

Result<Fact> FactIn(const Json& value, std::string_view field) {
  switch (value.kind()) {
    case JsonKind::kNull:
      return Fact{};
    case JsonKind::kBool:
      return Fact{value.AsBool()};
    case JsonKind::kInt:
      return Fact{value.AsInt()};
    case JsonKind::kString:
      return Fact{std::string(value.AsString())};
    default:
      return Bad(field, "is not a text, a whole number, true, false or null");
  }
}

class RequestReader {
 public:
  explicit RequestReader(policy::Time now, std::optional<policy::Time> posted = {})
      : has_posted_(posted.has_value()) {
    request_.input.at = now;
    request_.input.posted = posted.value_or(policy::Time{});
  }

  Result<CaseRequest> Run(const Json& json) {
    if (json.kind() != JsonKind::kObject)
      return Fail(ErrorCode::kInvalidArgument, "a case is not a JSON object");
    for (const auto& [name, value] : json.Members()) EVENHAND_TRY(Read(name, value));
    const policy::CaseInput& input = request_.input;
    if (input.account.empty()) return Bad("account", "is missing");
    if (input.item.empty()) return Bad("item", "is missing");
    if (!has_posted_) return Bad("posted", "is missing: the version of that time judges the item");
    return std::move(request_);
  }

 private:
  Result<void> Read(std::string_view name, const Json& value) {
    policy::CaseInput& input = request_.input;
    policy::Circumstances& around = request_.circumstances;
    if (name == "decision") return Into(Text(value, name), &input.decision);
    if (name == "account") return Into(Text(value, name), &input.account);
    if (name == "item") return Into(Text(value, name), &input.item);
    if (name == "at") return Into(When(value, name), &input.at);
    if (name == "posted") {
      has_posted_ = true;
      return Into(When(value, name), &input.posted);
    }
    if (name == "judgements") return ReadJudgements(value);
    if (name == "attributes") return ReadFacts(value, &input.attributes, true);
    if (name == "facts") return ReadFacts(value, &input.facts, false);
    if (name == "review") return ReadReview(value);
    if (name == "batch") return Into(Text(value, name), &input.batch);
    if (name == "words") return Into(Text(value, name), &around.quote);
    if (name == "language") return Into(Text(value, name), &around.language);
    if (name == "reports") return Into(Count(value, name), &around.reports);
    if (name == "replies_unreachable") return Into(Count(value, name), &around.replies_unreachable);
    if (name == "rulebook") return Into(Text(value, name), &request_.rulebook);
    if (name == "source") {
      EVENHAND_ASSIGN(const std::string text, Text(value, name));
      const auto source = policy::SourceNamed(text);
      if (!source) return Bad(name, fmt::format("is '{}', which is no source", text));
      around.source = *source;
      return {};
    }
    if (policy::ClassOf(name) == policy::AttributeClass::kBarred) {
      ++request_.dropped;
      return {};
    }
    return Bad(name, "is no field of a case");
  }

  template <class T>
  static Result<void> Into(Result<T> value, T* to) {
    if (!value) return tl::unexpected(std::move(value).error());
    *to = *std::move(value);
    return {};
  }

  Result<void> ReadJudgements(const Json& list) {
    if (list.kind() != JsonKind::kArray) return Bad("judgements", "is not a list");
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Json one = list.Item(i);
      if (one.kind() != JsonKind::kObject)
        return Bad("judgements", "has something that is not an object");
      policy::Judgement judgement;
      EVENHAND_ASSIGN(judgement.question, Text(one.Field("question"), "question"));
      EVENHAND_ASSIGN(judgement.answer, FactIn(one.Field("answer"), "answer"));
      EVENHAND_ASSIGN(judgement.by, Text(one.Field("by"), "by"));
      if (!one.Field("model").missing())
        EVENHAND_TRY(Into(Flag(one.Field("model"), "model"), &judgement.by_model));
      request_.input.judgements.push_back(std::move(judgement));
    }
    return {};
  }

  Result<void> ReadFacts(const Json& object, Facts* facts, bool about_author) {
    if (object.kind() != JsonKind::kObject)
      return Bad(about_author ? "attributes" : "facts", "is not an object");
    for (const auto& [name, value] : object.Members()) {
      if (policy::ClassOf(name) == policy::AttributeClass::kBarred) {
        ++request_.dropped;
        continue;
      }
      EVENHAND_ASSIGN((*facts)[std::string(name)], FactIn(value, name));
    }
    return {};
  }

  Result<void> ReadReview(const Json& object) {
    if (object.kind() != JsonKind::kObject) return Bad("review", "is not an object");
    policy::ExceptionReview& review = request_.input.review;
    for (const auto& [name, value] : object.Members()) {
      if (name == "tests_met") {
        EVENHAND_TRY(Into(Flag(value, name), &review.tests_met));
      } else if (name == "first_reviewer") {
        EVENHAND_TRY(Into(Text(value, name), &review.first_reviewer));
      } else if (name == "approvers" && value.kind() == JsonKind::kArray) {
        for (std::size_t i = 0; i < value.size(); ++i) {
          EVENHAND_ASSIGN(std::string approver, Text(value.Item(i), name));
          review.approvers.push_back(std::move(approver));
        }
      } else {
        return Bad(name, "is no field of a review");
      }
    }
    return {};
  }

  CaseRequest request_;
  bool has_posted_;
};

// What another rule said of the same item.
void Join(CaseRequest more, CaseRequest* to) {
  std::ranges::move(more.input.judgements, std::back_inserter(to->input.judgements));
  to->input.attributes.merge(more.input.attributes);
  if (to->circumstances.quote.empty())
    to->circumstances.quote = std::move(more.circumstances.quote);
  if (to->circumstances.language.empty())
    to->circumstances.language = std::move(more.circumstances.language);
  to->dropped += more.dropped;
}

Result<policy::Time> TimeOfResult(const Json& result) {
  const Json written = result.Field("__timestamp");
  const auto time =
      written.kind() == JsonKind::kString ? codec::ParseIso8601(written.AsString()) : std::nullopt;
  if (!time) return Bad("__timestamp", "is no time: is this a result of `evenhand run`?");
  return std::chrono::floor<policy::Seconds>(std::chrono::sys_time<std::chrono::microseconds>(
      std::chrono::microseconds(Count(time->utc))));
}

void WriteFacts(std::string_view key, const Facts& facts, JsonOut* out) {
  out->Key(key).Open('{');
  for (const auto& [name, value] : facts) {
    out->Key(name);
    WriteFact(value, out);
  }
  out->Close('}');
}

void WriteReview(const policy::ExceptionReview& review, JsonOut* out) {
  out->Key("review").Open('{').Key("tests_met").Bool(review.tests_met);
  out->Key("first_reviewer").String(review.first_reviewer).Key("approvers").Open('[');
  for (const std::string& approver : review.approvers) out->String(approver);
  out->Close(']').Close('}');
}

void WriteFields(const policy::FamilyStrike& strike, JsonOut* out) {
  out->Key("family").String(strike.family).Key("weight").Int(strike.weight);
  out->Key("clause").String(strike.clause);
}

Result<policy::FamilyStrike> ReadFamilyStrike(const Json& json) {
  policy::FamilyStrike strike;
  EVENHAND_ASSIGN(strike.family, Text(json.Field("family"), "family"));
  EVENHAND_ASSIGN(strike.weight, Count(json.Field("weight"), "weight"));
  EVENHAND_ASSIGN(strike.clause, Text(json.Field("clause"), "clause"));
  return strike;
}

}  // namespace

Result<CaseRequest> ReadCaseRequest(const Json& json, policy::Time now) {
  return RequestReader(now).Run(json);
}

Result<std::vector<CaseRequest>> ReadFindings(const Json& result, std::optional<policy::Time> at) {
  if (result.kind() != JsonKind::kObject)
    return Fail(ErrorCode::kInvalidArgument, "a result is not a JSON object");
  std::vector<CaseRequest> requests;
  const Json entries = result.Field("__finding");
  if (entries.missing()) return requests;
  if (entries.kind() != JsonKind::kArray) return Bad("__finding", "is not a list");
  EVENHAND_ASSIGN(const policy::Time posted, TimeOfResult(result));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EVENHAND_ASSIGN(const std::string entry, Text(entries.Item(i), "__finding"));
    codec::JsonDocument document;
    EVENHAND_ASSIGN(const Json json, document.ParseCopy(entry));
    EVENHAND_ASSIGN(CaseRequest request, RequestReader(at.value_or(posted), posted).Run(json));
    const auto same = std::ranges::find_if(requests, [&](const CaseRequest& other) {
      return other.input.account == request.input.account && other.input.item == request.input.item;
    });
    if (same == requests.end()) {
      requests.push_back(std::move(request));
    } else {
      Join(std::move(request), &*same);
    }
  }
  return requests;
}

void WriteCaseRequest(const CaseRequest& request, JsonOut* to) {
  const policy::CaseInput& input = request.input;
  const policy::Circumstances& around = request.circumstances;
  JsonOut& out = *to;
  out.Open('{').Key("decision").String(input.decision).Key("account").String(input.account);
  out.Key("item").String(input.item).Key("posted").Plain(policy::TimeText(input.posted).text());
  out.Key("at").Plain(policy::TimeText(input.at).text()).Key("judgements").Open('[');
  for (const policy::Judgement& j : input.judgements) {
    out.Open('{').Key("question").String(j.question).Key("answer");
    WriteFact(j.answer, to);
    out.Key("by").String(j.by);
    if (j.by_model) out.Key("model").Bool(true);
    out.Close('}');
  }
  out.Close(']');
  if (!input.attributes.empty()) WriteFacts("attributes", input.attributes, to);
  if (!input.facts.empty()) WriteFacts("facts", input.facts, to);
  if (input.review != policy::ExceptionReview{}) WriteReview(input.review, to);
  if (!input.batch.empty()) out.Key("batch").String(input.batch);
  out.Key("source").Plain(policy::Name(around.source));
  if (!around.quote.empty()) out.Key("words").String(around.quote);
  if (!around.language.empty()) out.Key("language").String(around.language);
  if (around.reports != 0) out.Key("reports").Int(around.reports);
  if (around.replies_unreachable != 0)
    out.Key("replies_unreachable").Int(around.replies_unreachable);
  out.Key("rulebook").String(request.rulebook).Close('}');
}

std::string CaseRequestJson(const CaseRequest& request) {
  JsonOut out;
  WriteCaseRequest(request, &out);
  return std::move(out).text();
}

void WriteStrike(const std::optional<policy::StrikeInput>& strike, JsonOut* out) {
  if (!strike) {
    out->Raw("null");
    return;
  }
  out->Open('{');
  WriteFields({strike->family, strike->weight, strike->clause}, out);
  if (!strike->beside.empty()) {
    out->Key("beside").Open('[');
    for (const policy::FamilyStrike& beside : strike->beside) {
      WriteFields(beside, &out->Open('{'));
      out->Close('}');
    }
    out->Close(']');
  }
  out->Close('}');
}

Result<std::optional<policy::StrikeInput>> ReadStrike(const Json& json) {
  if (json.kind() == JsonKind::kNull || json.missing()) return std::optional<policy::StrikeInput>();
  policy::StrikeInput strike;
  EVENHAND_ASSIGN(policy::FamilyStrike first, ReadFamilyStrike(json));
  strike.family = std::move(first.family);
  strike.weight = first.weight;
  strike.clause = std::move(first.clause);
  const Json beside = json.Field("beside");
  const std::size_t count = beside.kind() == JsonKind::kArray ? beside.size() : 0;
  for (std::size_t i = 0; i < count; ++i) {
    EVENHAND_ASSIGN(strike.beside.emplace_back(), ReadFamilyStrike(beside.Item(i)));
  }
  return std::optional(std::move(strike));
}

}  // namespace evenhand::docket
