#include "policy/dsa.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/json_out.h"
#include "policy/dsa_check.h"
#include "policy/dsa_values.h"
#include "policy/raised.h"

namespace evenhand::policy {
namespace {

// At most `limit` characters of UTF-8, as the database counts them.
std::string CutCharacters(std::string_view text, std::size_t limit) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (begins && characters++ == limit) return std::string(text.substr(0, at));
  }
  return std::string(text);
}

std::string_view TextOf(const Texts& texts) {
  const auto english = texts.find("en");
  if (english != texts.end()) return english->second;
  return texts.empty() ? std::string_view() : std::string_view(texts.begin()->second);
}

std::string Date(Time time) { return FormatTime(time).substr(0, 10); }

// What the action does, in the database's words.
struct Restriction {
  std::vector<std::string_view> visibility;
  std::string_view provision, account;
  std::optional<Time> visibility_end, service_end, account_end;
};

void AddVisibility(std::string_view what, const StatedAction& action, Restriction* r) {
  if (std::ranges::find(r->visibility, what) == r->visibility.end()) r->visibility.push_back(what);
  r->visibility_end = action.until;
}

void Add(const StatedAction& a, Restriction* r) {
  switch (a.action.kind) {
    case ActionKind::kLabel:
    case ActionKind::kInterstitial:
      return AddVisibility("DECISION_VISIBILITY_CONTENT_LABELLED", a, r);
    case ActionKind::kNotice:
      AddVisibility("DECISION_VISIBILITY_CONTENT_LABELLED", a, r);
      return AddVisibility("DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED", a, r);
    case ActionKind::kLimit:
      AddVisibility("DECISION_VISIBILITY_CONTENT_DEMOTED", a, r);
      return AddVisibility("DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED", a, r);
    case ActionKind::kWithhold:
    case ActionKind::kHide:
      return AddVisibility("DECISION_VISIBILITY_CONTENT_DISABLED", a, r);
    case ActionKind::kRemove:
      return AddVisibility("DECISION_VISIBILITY_CONTENT_REMOVED", a, r);
    case ActionKind::kLock:
    case ActionKind::kReadOnly:
    case ActionKind::kRestrict:
      r->provision = "DECISION_PROVISION_PARTIAL_SUSPENSION";
      r->service_end = a.until;
      return;
    case ActionKind::kChallenge:
      r->provision = "DECISION_PROVISION_TOTAL_SUSPENSION";
      return;
    case ActionKind::kSuspend:
      r->account = a.action.period ? "DECISION_ACCOUNT_SUSPENDED" : "DECISION_ACCOUNT_TERMINATED";
      r->account_end = a.until;
      return;
    case ActionKind::kNone:
    case ActionKind::kEducate:
    case ActionKind::kWarn:
      return;
  }
}

std::string_view SourceType(Source source) {
  switch (source) {
    case Source::kOwnReview:
    case Source::kModel:
      return "SOURCE_VOLUNTARY";
    case Source::kReport:
      return "SOURCE_ARTICLE_16";
    case Source::kTrustedFlagger:
      return "SOURCE_TRUSTED_FLAGGER";
    case Source::kCourtOrder:
    case Source::kStateDemand:
    case Source::kPartner:
      return "SOURCE_TYPE_OTHER_NOTIFICATION";
  }
  return "";
}

// What the answer is called, else the answer itself.
std::string AnswerText(const Question* question, const Fact& answer) {
  const auto* id = std::get_if<std::string>(&answer);
  if (question != nullptr && id != nullptr) {
    const auto texts = question->answer_texts.find(*id);
    if (texts != question->answer_texts.end()) return std::string(TextOf(texts->second));
  }
  return FormatFact(answer);
}

// The judgements in plain words; the author's own words stay out of the public database.
std::string Explanation(const Statement& s, const Rulebook& book) {
  std::string text;
  for (const Judgement& j : s.judgements) {
    const auto question = std::ranges::find(book.questions, j.question, &Question::id);
    if (question == book.questions.end() && j.question != kRaised) continue;
    text +=
        fmt::format("{}{} - {}", text.empty() ? "" : "\n",
                    question == book.questions.end() ? RaisedText("en") : TextOf(question->texts),
                    AnswerText(question == book.questions.end() ? nullptr : &*question, j.answer));
  }
  return text;
}

std::string Automation(const Statement& s) {
  if (s.decided_by_machine) return "AUTOMATED_DECISION_FULLY";
  const bool partly = std::ranges::any_of(s.judgements, &Judgement::by_model);
  return partly ? "AUTOMATED_DECISION_PARTIALLY" : "AUTOMATED_DECISION_NOT_AUTOMATED";
}

// Two letters, as ISO 639-1 has them; else nothing is said.
std::string Language(std::string_view tag) {
  const std::string_view language = tag.substr(0, tag.find('-'));
  if (language.size() != 2) return {};
  std::string upper;
  for (const char c : language) {
    if (c < 'a' || c > 'z') return {};
    upper += static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace

std::span<const std::string_view> DsaCategories() { return dsa::kCategory; }

Result<std::string> StatementForDsa(const Statement& s, const Rulebook& book,
                                    std::string_view puid) {
  const Clause* clause = book.FindClause(s.ground);
  Restriction r;
  for (const StatedAction& action : s.actions) Add(action, &r);
  if (clause == nullptr || (r.visibility.empty() && r.provision.empty() && r.account.empty())) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("decision '{}' restricts nothing: there is no statement to send", s.decision));
  }
  codec::JsonOut out;
  out.Open('{');
  const auto text = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) out.Key(key).String(value);
  };
  const auto date = [&](std::string_view key, const std::optional<Time>& time) {
    if (time) out.Key(key).String(Date(*time));
  };
  if (!r.visibility.empty()) {
    out.Key("decision_visibility").Open('[');
    for (const std::string_view what : r.visibility) out.String(what);
    out.Close(']');
    date("end_date_visibility_restriction", r.visibility_end);
  }
  text("decision_provision", r.provision);
  date("end_date_service_restriction", r.service_end);
  text("decision_account", r.account);
  date("end_date_account_restriction", r.account_end);
  text("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT");
  text("incompatible_content_ground",
       CutCharacters(fmt::format("{} version {}, clause {}: {}", book.id, book.version, clause->id,
                                 TextOf(clause->texts)),
                     500));
  const std::string explanation = Explanation(s, book);
  text("incompatible_content_explanation", CutCharacters(explanation, 2'000));
  text("category", clause->dsa_category);
  out.Key("content_type").Open('[').String("CONTENT_TYPE_TEXT").Close(']');
  text("content_language", Language(s.language));
  out.Key("content_date").String(Date(s.posted)).Key("application_date").String(Date(s.at));
  text("decision_facts", CutCharacters(explanation, 5'000));
  text("source_type", SourceType(s.source));
  text("automated_detection", s.found_by_machine ? "Yes" : "No");
  text("automated_decision", Automation(s));
  out.Key("puid").String(puid).Close('}');
  // Nothing is sent that would come back.
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json written, document.ParseCopy(out.text()));
  EVENHAND_ASSIGN(const DsaVerdict verdict, CheckDsaStatement(written));
  if (!verdict.valid()) {
    const DsaFault& fault = verdict.faults.front();
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("decision '{}': the database would refuse '{}' ({}): {}", s.decision,
                            fault.field, fault.rule, fault.mend));
  }
  return out.text();
}

}  // namespace evenhand::policy
