#pragma once

// The words of pages about limits on access, in the five languages of page/words.h.

#include <cstdint>
#include <string_view>

#include "page/words.h"
#include "register/entry.h"

namespace evenhand::page {

// {} in a phrase is filled in the order given.
enum class AccessWord : std::uint8_t {
  kTitleOf,
  kIntro,
  kDrawing,
  kLegendYes,
  kLegendMaybe,
  kEntries,
  kSince,
  kUnknownDay,
  kBetween,
  kOpenAgain,
  kSeen,
  kStatus,
  kOriginsWord,
  kSourcesWord,
  kDenied,
  kPlanned,
  kPlannedNote,
  kNothingKnown,
  kBlock,
  kThrottle,
  kCalls,
  kShutdown,
  kCurfew,
  kRemovedKind,
  kReported,
  kConfirmed,
  kContested,
  kEnded,
  kWithdrawn,
  kStates,
  kOutages,
  kOutagesIntro,
  kNoOutages,
  kInternet,
  kMobileInternet,
  // the register on a day
  kOnDay,
  kOnDayIntro,
  kNothingOnDay,
  kPerhaps,
  kDoubtImprecise,
  kDoubtStale,
  kDoubtContested,
  // challenges of an entry
  kChallengeIt,
  kChallengedOn,
  kAnswerDue,
  kChallengeUpheld,
  kChallengeNotUpheld,
  kMoreChallenges,
  kSaidCount
};

std::string_view SayOfAccess(Language language, AccessWord word);

AccessWord WordOf(access::Kind kind);
AccessWord WordOf(access::Status status);

}  // namespace evenhand::page
