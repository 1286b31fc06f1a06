#pragma once

// What is done to the register, one step at a time: the history is a list of changes and nothing
// else, so that it can be replayed to what was known at any time (reach.md 2.1, 2.3, 2.8).
//
//   open       a new entry, reported. Sources; from, to, seen, notes, ...
//   plan       a forecast or an announcement alone; answers nothing
//   source     one more source, or what one says, entered later; a denial is one too
//   confirm    two independent origins, one of them of effect
//   contest    an origin of equal grade says the opposite;   settle   back, with reasons
//   end        as many origins for the end as for the force;  propose  an end that answers nothing
//   yet seen       shown in force later than before lapse      open for less than 48 hours correct
//   other days for it, with reasons withdraw   entered in error: stays visible, answers nothing
//   imported   these files were read (by hash), so that reading them again changes nothing
//   challenge  anyone says that an entry is wrong;            answer   two curators say why not, or
//   that it is

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_document.h"
#include "codec/json_out.h"
#include "register/entry.h"

namespace evenhand::access {

enum class ChangeKind : std::uint8_t {
  kOpen,
  kPlan,
  kSource,
  kConfirm,
  kContest,
  kSettle,
  kEnd,
  kPropose,
  kSeen,
  kLapse,
  kCorrect,
  kWithdraw,
  kImported,
  kChallenge,
  kAnswer,
};

std::string_view Name(ChangeKind kind);
std::optional<ChangeKind> ChangeKindNamed(std::string_view name);

inline constexpr std::size_t kMostNoteCharacters = 500;
inline constexpr std::size_t kMostReasonCharacters = 2000;
inline constexpr std::size_t kMostSources = 32;  // of one change

struct Change {
  ChangeKind kind = ChangeKind::kOpen;
  Time recorded_at = {};
  std::vector<std::string> by =
      {};  // curators' pseudonyms; who challenges, if they wish to be named
  std::string why = {};
  std::string entry = {};      // id; of a new one it is made
  std::string challenge = {};  // "c-3", of an answer; of a new one it is made
  // What an entry begins with, or what the change says of it.
  std::string state = {};
  std::string service = {};
  std::optional<Kind> limit = {};
  std::string region = {};
  std::string networks = {};
  std::string group = {};
  bool single_network = false;
  std::optional<Beginning> from = {};
  std::optional<DayPair> to = {};
  std::optional<DayPair> seen = {};
  std::optional<DaySpan> lapse = {};
  std::optional<Day> window = {};  // last day of the measured window behind it
  std::vector<Source> sources = {};
  std::map<std::string, std::string, std::less<>> notes = {};
  std::vector<std::string> files = {};  // SHA-256 in hexadecimal
  std::optional<bool> upheld = {};      // the answer to a challenge
  bool operator==(const Change&) const = default;
};

// A source as JSON, as a change holds it.
void AppendSourceJson(const Source& source, codec::JsonOut* out);

// One line of JSON; fields that say nothing are left out. What is read writes to the same bytes.
std::string ChangeJson(const Change& change);
// Errors: kCorrupt for a field that is not one of these, so that nothing else can come into the
// register.
Result<Change> ReadChange(const codec::Json& json);

// Whether a text may stand in the register: no network address, no mail address, at most `most`
// characters of valid UTF-8 (R10). Errors: kInvalidArgument, kLimit; they begin with `what`.
Result<void> CheckText(std::string_view what, std::string_view text, std::size_t most);

}  // namespace evenhand::access
