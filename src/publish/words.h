#pragma once

// The words of the site: everything on its pages but the rulebook's own texts. In the five
// languages of page/words.h, in its order; {} in a phrase is filled with Fill.

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "page/words.h"

namespace evenhand::publish {

enum class Word : std::uint8_t {
  kHome,
  kPlainText,
  kIntro,
  kCopyOf,
  kFigures,
  kUpTo,
  // names of pages, and a line about each
  kRules,
  kAboutRules,
  kDecisions,
  kAboutDecisions,
  kRecord,
  kAboutRecord,
  kNetworks,
  kAboutNetworks,
  kReport,
  kAboutReport,
  kAppeal,
  kAboutAppeal,
  kOffline,
  kAboutOffline,
  kCheck,
  kAboutCheck,
  kWays,
  kAboutWays,
  // rules
  kInForce,
  kNotYet,
  kEarlier,
  kOnPages,
  kNoRules,
  kRuleVersions,
  // decisions
  kDecisionsNote,
  kNoDecisions,
  kNewestPage,
  kFirstPage,
  kPage,
  kPageOf,
  kFromNumber,
  kAnyPage,
  kPrevious,
  kNext,
  kRule,
  kNoRuleBroken,
  kAction,
  kInRecord,
  kAppealed,
  kAnswered,
  kUpheld,
  kOverturned,
  kModified,
  kWithdrawn,
  kLate,
  kReferred,
  kOutsideUpheld,
  kOutsideOverturned,
  kClosed,
  kVoided,
  // record
  kRecordNote,
  kShortRoot,
  kShortRootNote,
  kCheckpoint,
  kWhatIsIn,
  // networks, reports
  kNoNetworks,
  kNetworksNote,
  kReportSteps,
  kReportCounts,
  kReportPrivacy,
  // appeals
  kAppealWhat,
  kAppealForm,
  kAppealAnswer,
  kAppealCarry,
  kAppealTwice,
  kAppealDates,
  kAppealCode,
  kAppealNever,
  kComply,
  kReceived,
  // challenges of the register
  kChallenge,
  kChallengeWhat,
  kChallengeForm,
  kChallengeAnswer,
  kChallengeName,
  // offline
  kOfflineWhat,
  kOfflineHow,
  kOfflineCheck,
  kBundles,
  kNoBundles,
  // check
  kCheckWhat,
  kCheckList,
  kCheckStatement,
  kCheckRecord,
  kCheckAll,
  kCheckSeen,
  // ways
  kWaysNote,
  kWaysDated,
  kWaysOlder,
  kWaysEnds,
  kWaysOver,
  kNoWays,
  kWaysTor,
  // kinds of leaves
  kLeafDecision,
  kLeafAppealOpened,
  kLeafAppealDecided,
  kLeafRulebook,
  kLeafException,
  kLeafDemand,
  kLeafOther,
  kCount,
};

std::string_view Say(page::Language language, Word word);

template <class... Parts>
std::string Fill(page::Language language, Word word, const Parts&... parts) {
  return fmt::format(fmt::runtime(Say(language, word)), parts...);
}

}  // namespace evenhand::publish
