#pragma once

// The decisions on record, each with its report, its exception and its appeal, from the events of a
// docket.
//
// Nothing is decided again and nothing is read but the events: the same events give the same list.
// Other kinds of events are passed over, so that a history may hold more than this file knows.
//
// Errors: kCorrupt, with the event, for one that cannot be read or does not follow from earlier
// ones.
//
// Cost: linear; a decision in memory is about as large as its event.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cases/store.h"
#include "codec/json_document.h"
#include "docket/versions.h"
#include "policy/recorded.h"

namespace evenhand::docket {

// A demand of a state, in the words of its event; what it does not say is empty.
struct RecordedDemand {
  std::string state = {}, body = {}, law = {};
  std::string outcome = {};  // its answer; until there is one, how it is handled
  auto operator<=>(const RecordedDemand&) const = default;
};

class Recorded {
 public:
  // `versions` must outlive the decisions, which point to its rulebooks.
  explicit Recorded(const Versions* versions) : versions_(versions) {}

  Result<void> Add(const cases::CaseEvent& event);

  const std::vector<policy::RecordedDecision>& decisions() const { return decisions_; }
  const std::vector<RecordedDemand>& demands() const { return demands_; }

 private:
  using Handler = Result<void> (Recorded::*)(const cases::CaseEvent& event,
                                             const codec::Json& body);

  static const std::map<std::string, Handler, std::less<>>& handlers();  // by kind of event
  Result<void> AddDecision(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> AddReport(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> AddGrant(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> AddAppeal(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> MoveAppeal(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> AddDemand(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> AnswerDemand(const cases::CaseEvent& event, const codec::Json& body);
  Result<policy::RecordedDecision*> Find(const std::string& decision);

  const Versions* versions_;
  codec::JsonDocument scratch_;
  std::vector<policy::RecordedDecision> decisions_;
  std::vector<RecordedDemand> demands_;
  std::map<std::string, std::size_t, std::less<>> by_decision_;
  std::map<std::string, std::string, std::less<>> decision_of_appeal_;
  std::map<std::string, std::size_t, std::less<>> place_of_demand_;
  std::map<std::pair<std::string, std::string>, policy::Time> first_reports_;  // by account, item
};

}  // namespace evenhand::docket
