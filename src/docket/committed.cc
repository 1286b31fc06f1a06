#include "docket/committed.h"

#include "docket/event.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;

constexpr std::string_view kStatementKey = "\"statement\": ";

Committed ByAppeal(const CaseEvent& event, const Json& body, const Account* account) {
  const AppealCase* appeal =
      account == nullptr ? nullptr : account->FindAppeal(Text(body, "appeal"));
  const DecidedCase* decided =
      appeal == nullptr ? nullptr : account->FindDecision(appeal->decision);
  return {event.account + '\0' + (decided == nullptr ? "" : decided->item),
          Text(body, event.kind == "appeal-decided" ? "reason" : "words")};
}

}  // namespace

// The statement stands last in a decision's body. Inside a JSON text its key would have escaped
// quotes.
std::string RecordedStatement(const std::string& body) {
  const std::size_t at = body.find(kStatementKey);
  return at == std::string::npos
             ? std::string()
             : body.substr(at + kStatementKey.size(), body.size() - at - kStatementKey.size() - 1);
}

std::string PublishedText(std::string_view yaml, std::string_view certificate) {
  std::string text(yaml);
  if (!certificate.empty()) text.append(1, '\0').append(certificate);
  return text;
}

std::string GivenBackReason(std::string_view thing, std::string_view result,
                            std::string_view note) {
  std::string reason(thing);
  reason.append(1, '\0').append(result).append(1, '\0').append(note);
  return reason;
}

Committed CommittedBy(const CaseEvent& event, const Json& body, const Account* account) {
  if (event.kind == "rulebook")
    return {event.id, PublishedText(Text(body, "yaml"), Text(body, "certificate"))};
  if (event.kind == "decision") {
    return {event.account + '\0' + Text(body.Field("case"), "item"), RecordedStatement(event.body)};
  }
  if (event.kind.starts_with("exception-")) {
    return {Text(body, "account") + '\0' + Text(body, "item"),
            Text(body, event.kind == "exception-ended" ? "how" : "exception")};
  }
  if (event.kind == "given-back") {
    return {event.account + '\0' + Text(body, "item"),
            GivenBackReason(Text(body, "thing"), Text(body, "result"), Text(body, "note"))};
  }
  if (event.kind == "counts") return {event.id, Text(body, "from")};
  if (event.kind == "dossier-accepted")
    return {Text(body, "dossier") + '\0' + Text(body, "digest"), Text(body, "by")};
  if (event.kind == "dossier-removed")
    return {Text(body, "dossier") + '\0' + Text(body, "account"), Text(body, "why")};
  if (event.kind == "demand") return {Text(body, "scope"), Text(body, "handling")};
  if (event.kind == "demand-answered") return {Text(body, "scope"), Text(body, "reason")};
  return ByAppeal(event, body, account);
}

}  // namespace evenhand::docket
