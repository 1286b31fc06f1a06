#pragma once

// The desk where carried letters arrive: each is opened, its code checked, and it is put on record
// once. It knows nothing of who carried them, and keeps no names of files.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/docket_dir.h"
#include "carry/letter.h"
#include "carry/sealed_letter.h"
#include "record/sign.h"
#include "server/desk.h"

namespace evenhand::app {

// Challenges by letter and form, of everybody in all; later ones are asked to come tomorrow.
inline constexpr std::int64_t kMostChallengesOfDay = 50;

enum class DeskResult : std::uint8_t {
  kTaken,     // on record now
  kSame,      // was there; nothing happened
  kRefused,   // it may not be done; why is said
  kNotKnown,  // no decision has this number and code
  kUnreadable,
  kIncomplete,  // parts are missing
};

struct DeskAnswer {
  DeskResult result = DeskResult::kUnreadable;
  std::string what = {};                              // for whoever stands at the desk
  server::Refusal refusal = server::Refusal::kOther;  // of what is refused
  std::string receipt = {};  // signed; goes back to the person. Empty: there is none
  std::string receipt_name = {};
  std::string language = {};                        // of the letter, where it says one
  bool late = false;                                // this answer is to be given tomorrow
  std::optional<docket::LetterEffect> effect = {};  // of an appeal that was taken or was there
  bool is_challenge = false;                        // of an entry of the register
  bool is_mark = false;                             // it only says what is not the author's
  std::string not_marked = {};                      // why what it says of other texts is refused
  std::optional<policy::Time> until = {};           // by when it is answered, or how long it waits
};

class LetterDesk {
 public:
  // `docket`, `store` and `key` must outlive this. `store` is the docket's directory.
  // `service` is the id of this service in the register of limits on access, if it has one.
  LetterDesk(docket::Docket* docket, const std::string* store, const record::SigningKey* key,
             std::string service = {})
      : docket_(*docket), store_(*store), key_(*key), service_(std::move(service)) {}

  // Everything that is in `bytes`, at time `at`. Errors: those of the docket's store; what is wrong
  // with a letter is an answer.
  Result<std::vector<DeskAnswer>> Take(std::string_view bytes, policy::Time at);
  // One letter, as carry/letter.h reads it.
  Result<DeskAnswer> Take(const carry::Letter& letter, policy::Time at);
  // What is answered for a code that is wrong and for a decision that is not there; it is counted.
  Result<DeskAnswer> NotKnown(std::string_view decision, policy::Time at);

 private:
  Result<DeskAnswer> TakeLetter(std::string_view text, policy::Time at);
  Result<DeskAnswer> TakeAppeal(const carry::Letter& letter, std::int64_t issue, policy::Time at);
  // What became of what a letter says of texts before it.
  struct Marks {
    std::optional<docket::MarkedNotMine> done = {};
    std::string refused = {};  // why
  };
  Result<Marks> Mark(const carry::Letter& letter, policy::Time at);
  Result<DeskAnswer> AnswerToMarks(const carry::Letter& letter, const Marks& marks) const;
  Result<DeskAnswer> TakeChallenge(const carry::Letter& letter, policy::Time at);
  Result<DeskAnswer> TakeOrder(const carry::Letter& letter, const std::string& account,
                               const std::string& item, policy::Time at);
  // Whether the latest appeal against it has its answer.
  Result<bool> HasAnswer(std::string_view decision);
  static std::string CutOffAnswerOf(const carry::Letter& letter, policy::Time at);

  docket::Docket& docket_;
  const std::string& store_;
  const record::SigningKey& key_;
  const std::string service_;
};

}  // namespace evenhand::app
