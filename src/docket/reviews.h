#pragma once

// The queue of judgement questions: cases that wait for the answers of people before they are
// decided.
//
// A reviewer gets the item's words and one question, and nothing about the author but what a clause
// that reads the question names. One answer is enough; for the cases of the sample, which their ids
// choose, two people must agree, and neither sees the other's answer.
//
// Errors: kInvalidArgument for a question, answer or reviewer that cannot be; kNotFound. Nothing is
// changed
//         then.
// Thread: that of the docket whose store and versions it reads; both must outlive it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/store.h"
#include "docket/body.h"
#include "docket/versions.h"

namespace evenhand::docket {

struct ReviewTask {
  std::string case_id = {};
  std::string question = {};
  policy::Texts texts = {};               // of the question
  std::vector<std::string> answers = {};  // none: true or false
  std::string words = {};                 // the item's
  std::string language = {};
  policy::Facts attributes = {};  // of the author, where a clause names them
};

struct ReviewAnswer {
  std::string case_id = {};
  std::string question = {};
  std::string answer = {};
  std::string reviewer = {};
  policy::Time at = {};
};

// Whether two people must agree on this case: one case in ten, by the hash of its id.
bool IsDoublyReviewed(std::string_view case_id);

class Reviews {
 public:
  static Result<Reviews> Open(cases::CaseStore* store, const Versions* versions);

  // Puts a case in the queue; its id. One that is there already is not put there again.
  Result<std::string> Add(CaseRequest request);
  // The first question, in order of the cases, that `reviewer` has not answered and that needs an
  // answer.
  std::optional<ReviewTask> Next(std::string_view reviewer) const;
  Result<void> Answer(const ReviewAnswer& answer);
  // Cases with all their answers, to be decided at `at`; those that have been decided are gone.
  std::vector<CaseRequest> Ready(policy::Time at) const;

 private:
  struct Given {
    std::string reviewer;
    policy::Fact answer;
  };
  struct Waiting {
    CaseRequest request;
    const policy::Rulebook* rulebook;
    std::map<std::string, std::vector<Given>, std::less<>> given;  // by question
  };

  Reviews(cases::CaseStore* store, const Versions* versions) : store_(store), versions_(versions) {}
  Result<void> Load();
  Result<void> Apply(const cases::CaseEvent& event);
  Result<const policy::Rulebook*> RulebookOf(const CaseRequest& request) const;
  static bool HasAnswered(const Waiting& waiting, std::string_view question,
                          std::string_view reviewer);
  // The answer that settles the question; null while it needs one.
  static const Given* Settled(const Waiting& waiting, std::string_view question);

  cases::CaseStore* store_;
  const Versions* versions_;
  std::vector<std::string> order_;
  std::map<std::string, Waiting, std::less<>> waiting_;
};

}  // namespace evenhand::docket
