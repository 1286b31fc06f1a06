// Any bytes as what people write for decisions: a rulebook document, a condition, an action, a
// time, a period, a case. Reading ends, errors have words, what is written again reads the same,
// and a case that is decided comes out the same again.
//
// The first byte says what the rest is.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "codec/json_document.h"
#include "docket/docket.h"
#include "page/statement_text.h"

namespace {

using namespace evenhand;

void Require(bool condition) {
  if (!condition) std::abort();
}

template <class T>
bool Told(const Result<T>& result) {
  Require(result || !result.error().message.empty());
  return result.has_value();
}

constexpr std::string_view kRulebook = R"(id: r
version: 1
languages: [en]
published_at: 2020-01-01T00:00:00Z
effective_at: 2020-01-01T00:00:00Z
attributes: [office, followers]
questions:
  act: {answers: [none, a, b], texts: {en: Act}}
  yes: {texts: {en: Yes}}
families:
  f: {expiry: P1M, max_age: P90D}
ladders:
  - {families: [f], rungs: {1: warn, 2: lock P1D, 4: suspend permanent}}
clauses:
  a: {family: f, severity: high, when: act == a, item: hide, strikes: 2, automated_ok: true, texts: {en: A}}
  b: {family: f, severity: low, when: act == b and yes, item: remove, strikes: 1, texts: {en: B}}
exceptions:
  E: {eligible: office != none and followers > 10, softens: [a], never: [b], profile: N2, max_days: 3,
      budget: {per_account: 1, window_days: 9}, texts: {en: E}}
)";

void ReadDocument(std::string_view bytes) {
  std::vector<policy::Problem> problems;
  const policy::Rulebook book = policy::ReadRulebook(bytes, &problems);
  const bool is_read = problems.empty();
  if (is_read) policy::CheckRulebook(book, &problems);
  for (const policy::Problem& problem : problems)
    Require(!problem.message.empty() && problem.place.line > 0);
}

void ReadWords(std::string_view bytes) {
  const std::string text(bytes);
  if (const auto condition = policy::Condition::Parse(text); Told(condition)) {
    condition->Holds(
        {{"office", std::string("holder")}, {"followers", std::int64_t{11}}, {"yes", true}});
    policy::CanHold(*condition, nullptr);
  }
  if (const auto action = policy::ParseAction(text); Told(action)) {
    Require(policy::ParseAction(policy::FormatAction(*action)) == *action);
  }
  if (const auto period = policy::ParsePeriod(text); Told(period)) {
    Require(policy::ParsePeriod(policy::FormatPeriod(*period)) == *period);
  }
  if (const auto time = policy::ParseTime(text); Told(time)) {
    Require(policy::ParseTime(policy::FormatTime(*time)) == *time);
  }
}

// What may follow a decision, picked by `pick`: done, or refused in words.
void Follow(docket::Docket* docket, const policy::Statement& statement, unsigned pick) {
  const policy::Time at = statement.at;
  const std::string appeal = statement.decision + "/1";
  switch (pick % 6) {
    case 0:
      Told(docket->DeleteItem(statement.account, statement.item, at));
      break;
    case 1:
      Told(
          docket->FileAppeal({.decision = statement.decision, .words = statement.quote, .at = at}));
      break;
    case 2:
      if (!Told(docket->FileAppeal({.decision = statement.decision, .at = at}))) break;
      if (!Told(docket->AssignAppeal(appeal, "fuzz-reviewer", at))) break;
      Told(docket->AnswerAppeal({.appeal = appeal,
                                 .outcome = policy::AppealState::kOverturned,
                                 .reviewer = "fuzz-reviewer",
                                 .reason = "x",
                                 .at = at}));
      break;
    case 3:
      Told(docket->SweepExceptions(at + std::chrono::days(3)));
      break;
    case 4:
      Told(docket->FileReport({.reporter = statement.item,
                               .account = statement.account,
                               .item = statement.item,
                               .at = at}));
      break;
    default:
      Told(docket->LapseAppeals(at + std::chrono::days(20)));
      break;
  }
}

// Each line is a case; all go to one docket.
void DecideCases(std::string_view bytes) {
  const policy::Time now = *policy::ParseTime("2021-01-01T00:00:00Z");
  auto docket =
      *docket::Docket::Open(cases::MakeMemoryStore(), nullptr, [] { return record::Blinding{}; });
  Require(docket->Publish(kRulebook, now).has_value());
  codec::JsonDocument document;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const auto json = document.ParseCopy(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (!Told(json)) continue;
    const auto request = docket::ReadCaseRequest(*json, now);
    if (!Told(request)) continue;
    const auto ruling = docket->Decide(*request);
    if (!Told(ruling)) continue;
    std::string recorded;
    const auto again = docket->Rerun(ruling->statement.decision, &recorded);
    Require(again && again->json == recorded && recorded == ruling->json);
    for (const char* language : {"en", "fa"}) {
      Require(page::StatementText(ruling->statement, ruling->version->rulebook, language).size() <
              page::kMaxStatementText);
    }
    Follow(docket.get(), ruling->statement, static_cast<unsigned>(ruling->json.size()));
  }
  const auto all = docket->Recompute([](std::int64_t) {});
  Require(all && all->identical == all->recomputed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      ReadDocument(bytes);
      break;
    case 1:
      ReadWords(bytes);
      break;
    default:
      DecideCases(bytes);
      break;
  }
  return 0;
}
