#pragma once

// What an event's leaf in the public record commits to, so that the record can be checked against
// the store.

#include <string>
#include <string_view>

#include "docket/account.h"
#include "record/leaf.h"

namespace evenhand::docket {

struct Committed {
  std::string subject;  // whom or what it is about
  std::string reason;
};

// `account` is the event's, with the event applied; null when it has none.
Committed CommittedBy(const cases::CaseEvent& event, const codec::Json& body,
                      const Account* account);

// Changes of the register of limits on access, whose leaves hold the plain hash of the change.
inline constexpr std::string_view kAccessKind = "access";
bool IsLeafOfAccess(const codec::Json& body, const record::Leaf& leaf);
// Published bundles and reports, whose event is called by a hash (of the list, of the report) and
// whose leaf holds it.
inline constexpr std::string_view kBundleKind = "bundle";
inline constexpr std::string_view kReportKind = "published-report";
bool IsLeafOfHash(std::string_view event, const record::Leaf& leaf);

// What a published rulebook's leaf commits to: the document, and its certificate behind a NUL.
std::string PublishedText(std::string_view yaml, std::string_view certificate);

// What the leaf of a result on a checklist commits to beside whom it is about.
std::string GivenBackReason(std::string_view thing, std::string_view result, std::string_view note);

// The statement of a decision as it was given, out of the body of its event.
std::string RecordedStatement(const std::string& body);

}  // namespace evenhand::docket
