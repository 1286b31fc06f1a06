#pragma once

// What the forms need of a docket. The one that has a store on a disk is app/site_desk.h; tests
// have one in memory.
//
// Whoever holds a code may see and answer that decision. For a code that is wrong and for a
// decision that is not there the same is done and the same is answered.
//
// Errors: kUnavailable when another process has the store; those of the store. What is wrong with a
//         letter is a reply.
// Thread: one owner.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "carry/letter.h"
#include "policy/action.h"
#include "policy/appeal.h"
#include "policy/time.h"

namespace evenhand::server {

enum class Outcome : std::uint8_t {
  kFiled,     // the appeal is on record; also where these words were there before
  kNewest,    // its newest words
  kAddition,  // further facts
  kAsked,     // kept; waits for "were you cut off?"
  kDeleted,
  kReported,
  kMarked,      // what is not from the author, and nothing else
  kChallenged,  // an entry of the register
  kNotKnown,    // no decision has this number and this code
  kRefused,
  kUnreadable,
  kIncomplete,  // parts are missing
};

// Why it was refused, where pages have words for it; of the others `Reply::what` says it.
enum class Refusal : std::uint8_t {
  kOther,
  kAnswered,    // the appeal has its answer, and there are no new facts, or no further time
  kOtherItem,   // an order to delete what the decision is not about
  kNoRegister,  // whose entries could be challenged here
  kNoSuchEntry,
  kTooMany,  // came today
};

struct Reply {
  Outcome outcome = Outcome::kUnreadable;
  std::string receipt = {};                // signed; the same for the same letter
  std::optional<policy::Time> until = {};  // by when it is answered, or how long it waits
  std::string what = {};                   // why not, in English
  Refusal refusal = Refusal::kOther;
  std::string not_marked = {};  // why what it says of other texts was not taken, in English
  bool late = false;            // too many were wrong today: this one is answered late
};

// What a code shows.
struct OpenedDecision {
  std::string decision = {};
  std::string statement = {};  // in the language asked for; without codes
  struct Strike {
    std::int64_t weight = 1;
    std::string family = {};
    policy::Time at = {};
    std::optional<policy::Time> expires = {};
  };
  std::vector<Strike> strikes = {};
  struct Running {
    policy::Action action = {};
    std::optional<policy::Time> until = {};
    bool until_deleted = false;
    bool lifted = false;
  };
  std::vector<Running> running = {};
  struct Appeal {
    policy::AppealState state = policy::AppealState::kFiled;
    policy::Time filed = {};
    policy::Time due = {};
    // The reasons of its answer, or what the author is asked, as they were written.
    std::string said = {};
    std::optional<policy::Time> again_until = {};  // where new facts may still be brought
  };
  std::optional<Appeal> appeal = {};
  // What came with the code, in order; not the words, since another may hold it.
  struct Text {
    std::int64_t number = 0;
    policy::Time received = {};
    std::int64_t characters = 0;
    std::string hash = {};  // as a receipt has it
    bool is_not_mine = false;
  };
  std::vector<Text> texts = {};
  std::optional<policy::Time> appeal_until = {};  // none: there is nothing to appeal
  std::string item = {};                          // that is to be deleted; empty: none
  std::string comply_code = {};                   // where the code that was given is that one
};

struct Opened {
  std::optional<OpenedDecision> decision = {};  // none: not known
  bool late = false;
};

struct ReportForm {
  std::string item = {};
  std::string account = {};
  std::string words = {};
};

class Desk {
 public:
  virtual ~Desk() = default;
  // `code` is as carry/code.h reads it: of either purpose.
  virtual Result<Opened> Open(std::string_view decision, std::string_view code,
                              std::string_view language, policy::Time at) = 0;
  virtual Result<Reply> Take(const carry::Letter& letter, policy::Time at) = 0;
  // Letters and parts, as they were pasted.
  virtual Result<std::vector<Reply>> TakePasted(std::string_view bytes, policy::Time at) = 0;
  virtual Result<Reply> Report(const ReportForm& report, policy::Time at) = 0;
};

}  // namespace evenhand::server
