#include "docket/reviews.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "codec/json_out.h"
#include "docket/event.h"
#include "policy/appeal.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::JsonDocument;
using policy::Clause;
using policy::Fact;
using policy::Question;

constexpr unsigned kSampleOneIn = 10;

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

bool Names(const policy::Condition& condition, std::string_view name) {
  return std::ranges::find(condition.names(), name) != condition.names().end();
}

// The author attributes that clauses which read the question name beside it.
policy::Facts NamedWith(std::string_view question, const policy::Rulebook& rulebook,
                        const policy::Facts& attributes) {
  policy::Facts named;
  for (const Clause& clause : rulebook.clauses) {
    const std::array<const policy::Condition*, 3> parts = {
        &clause.when, clause.unless ? &*clause.unless : nullptr,
        clause.awaits ? &*clause.awaits : nullptr};
    const auto reads = [&](std::string_view name) {
      return std::ranges::any_of(parts, [&](const policy::Condition* part) {
        return part != nullptr && Names(*part, name);
      });
    };
    if (!reads(question)) continue;
    for (const std::string& attribute : rulebook.attributes) {
      if (reads(attribute)) named[attribute] = policy::FactNamed(attributes, attribute);
    }
  }
  return named;
}

Result<Fact> ReadAnswer(std::string_view text, const Question& question) {
  if (question.answers.empty() && (text == "true" || text == "false")) return Fact{text == "true"};
  if (std::ranges::find(question.answers, text) != question.answers.end())
    return Fact{std::string(text)};
  return Bad(fmt::format("'{}' is no answer to '{}': {}", text, question.id,
                         question.answers.empty()
                             ? "true or false"
                             : fmt::format("{}", fmt::join(question.answers, ", "))));
}

bool AnsweredByPerson(const CaseRequest& request, std::string_view question) {
  return std::ranges::any_of(request.input.judgements, [&](const policy::Judgement& j) {
    return j.question == question && !j.by_model;
  });
}

}  // namespace

bool IsDoublyReviewed(std::string_view case_id) {
  const std::string id = IdFrom("double", {case_id});
  const std::string_view digits = std::string_view(id).substr(id.size() - 8);
  unsigned number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  return number % kSampleOneIn == 0;
}

Result<Reviews> Reviews::Open(cases::CaseStore* store, const Versions* versions) {
  Reviews reviews(store, versions);
  EVENHAND_TRY(reviews.Load());
  return reviews;
}

Result<void> Reviews::Load() {
  for (const std::string_view kind : {"review-opened", "review-answered"}) {
    EVENHAND_TRY(store_->EachOfKind(kind, [&](const CaseEvent& event) { return Apply(event); }));
  }
  std::vector<std::string> undecided;
  for (std::string& id : order_) {
    EVENHAND_ASSIGN(const auto decided, store_->Find("decision", id));
    if (decided) {
      waiting_.erase(id);
    } else {
      undecided.push_back(std::move(id));
    }
  }
  order_ = std::move(undecided);
  return {};
}

Result<const policy::Rulebook*> Reviews::RulebookOf(const CaseRequest& request) const {
  std::string id = request.rulebook;
  if (id.empty()) {
    EVENHAND_ASSIGN(id, versions_->OnlyId());
  }
  EVENHAND_ASSIGN(const Version* version, versions_->InForce(id, request.input.posted));
  return &version->rulebook;
}

Result<void> Reviews::Apply(const CaseEvent& event) {
  JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json body, document.ParseCopy(event.body));
  if (event.kind == "review-opened") {
    EVENHAND_ASSIGN(CaseRequest request, ReadCaseRequest(body, TimeOf(event)));
    EVENHAND_ASSIGN(const policy::Rulebook* rulebook, RulebookOf(request));
    order_.push_back(event.id);
    waiting_.emplace(event.id,
                     Waiting{.request = std::move(request), .rulebook = rulebook, .given = {}});
    return {};
  }
  const auto waiting = waiting_.find(Text(body, "case"));
  if (waiting == waiting_.end())
    return Fail(ErrorCode::kCorrupt,
                fmt::format("event {} answers a case that is not there", event.sequence));
  const std::string id = Text(body, "question");
  const auto question = std::ranges::find(waiting->second.rulebook->questions, id, &Question::id);
  if (question == waiting->second.rulebook->questions.end())
    return Fail(ErrorCode::kCorrupt, fmt::format("event {} answers no question", event.sequence));
  EVENHAND_ASSIGN(Fact answer, ReadAnswer(Text(body, "answer"), *question));
  waiting->second.given[id].push_back({Text(body, "reviewer"), std::move(answer)});
  return {};
}

Result<std::string> Reviews::Add(CaseRequest request) {
  policy::CaseInput& input = request.input;
  if (input.decision.empty()) input.decision = IdFrom("d", {CaseRequestJson(request)});
  const std::string id = input.decision;
  EVENHAND_ASSIGN(const auto before, store_->Find("review-opened", id));
  if (before) return id;
  EVENHAND_ASSIGN(const auto decided, store_->Find("decision", id));
  if (decided) return Bad(fmt::format("case '{}' is decided already", id));
  EVENHAND_TRY(RulebookOf(request));
  std::array<CaseEvent, 1> events = {CaseEvent{.kind = "review-opened",
                                               .id = id,
                                               .at_s = SecondsOf(input.at),
                                               .body = CaseRequestJson(request)}};
  EVENHAND_TRY(store_->Append(events, {}));
  EVENHAND_TRY(Apply(events[0]));
  return id;
}

const Reviews::Given* Reviews::Settled(const Waiting& waiting, std::string_view question) {
  const auto given = waiting.given.find(question);
  if (given == waiting.given.end() || given->second.empty()) return nullptr;
  const std::vector<Given>& all = given->second;
  if (!IsDoublyReviewed(waiting.request.input.decision)) return &all.front();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (all[i].answer == all[j].answer) return &all[i];
    }
  }
  return nullptr;
}

bool Reviews::HasAnswered(const Waiting& waiting, std::string_view question,
                          std::string_view reviewer) {
  const auto given = waiting.given.find(question);
  return given != waiting.given.end() &&
         std::ranges::find(given->second, reviewer, &Given::reviewer) != given->second.end();
}

std::optional<ReviewTask> Reviews::Next(std::string_view reviewer) const {
  for (const std::string& id : order_) {
    const Waiting& waiting = waiting_.find(id)->second;
    for (const Question& question : waiting.rulebook->questions) {
      if (HasAnswered(waiting, question.id, reviewer) ||
          AnsweredByPerson(waiting.request, question.id) ||
          Settled(waiting, question.id) != nullptr)
        continue;
      return ReviewTask{.case_id = id,
                        .question = question.id,
                        .texts = question.texts,
                        .answers = question.answers,
                        .words = waiting.request.circumstances.quote,
                        .language = waiting.request.circumstances.language,
                        .attributes = NamedWith(question.id, *waiting.rulebook,
                                                waiting.request.input.attributes)};
    }
  }
  return std::nullopt;
}

Result<void> Reviews::Answer(const ReviewAnswer& answer) {
  const auto waiting = waiting_.find(answer.case_id);
  if (waiting == waiting_.end())
    return Fail(ErrorCode::kNotFound,
                fmt::format("no case '{}' waits for answers", answer.case_id));
  if (!policy::MayDecide(answer.reviewer, {})) return Bad("a person answers, under a pseudonym");
  const auto question =
      std::ranges::find(waiting->second.rulebook->questions, answer.question, &Question::id);
  if (question == waiting->second.rulebook->questions.end()) {
    return Bad(fmt::format("'{}' is no question of this rulebook", answer.question));
  }
  EVENHAND_TRY(ReadAnswer(answer.answer, *question));
  if (HasAnswered(waiting->second, answer.question, answer.reviewer)) {
    return Bad(fmt::format("'{}' has answered '{}' for case '{}'", answer.reviewer, answer.question,
                           answer.case_id));
  }
  if (AnsweredByPerson(waiting->second.request, answer.question) ||
      Settled(waiting->second, answer.question) != nullptr) {
    return Bad(
        fmt::format("'{}' needs no further answer for case '{}'", answer.question, answer.case_id));
  }
  codec::JsonOut body;
  body.Open('{').Key("case").String(answer.case_id).Key("question").String(answer.question);
  body.Key("answer").String(answer.answer).Key("reviewer").String(answer.reviewer).Close('}');
  std::array<CaseEvent, 1> events = {
      CaseEvent{.kind = "review-answered",
                .id = IdFrom("answer", {answer.case_id, answer.question, answer.reviewer}),
                .at_s = SecondsOf(answer.at),
                .body = body.text()}};
  EVENHAND_TRY(store_->Append(events, {}));
  return Apply(events[0]);
}

std::vector<CaseRequest> Reviews::Ready(policy::Time at) const {
  std::vector<CaseRequest> ready;
  for (const std::string& id : order_) {
    const Waiting& waiting = waiting_.find(id)->second;
    CaseRequest request = waiting.request;
    request.input.at = at;
    const bool has_all =
        std::ranges::all_of(waiting.rulebook->questions, [&](const Question& question) {
          if (AnsweredByPerson(waiting.request, question.id)) return true;
          const Given* given = Settled(waiting, question.id);
          if (given == nullptr) return false;
          request.input.judgements.push_back(
              {.question = question.id, .answer = given->answer, .by = given->reviewer});
          return true;
        });
    if (has_all) ready.push_back(std::move(request));
  }
  return ready;
}

}  // namespace evenhand::docket
