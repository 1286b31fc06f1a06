#pragma once

// The words of the frame: everything on a page that does not come from a rulebook or a case.
// {} in a phrase is filled with Fill, in the order given.

#include <cstdint>
#include <string>
#include <string_view>

#include "page/fill.h"

namespace evenhand::page {

enum class Language : std::uint8_t { kEnglish, kPersian, kArabic, kRussian, kSpanish };

// By the tag's first part; those without words of their own read English.
Language FrameLanguage(std::string_view tag);
std::string_view Tag(Language language);

enum class Word : std::uint8_t {
  // the document
  kRulebook,
  kVersion,
  kInForceSince,
  kHash,
  kPrevious,
  kNotPublished,
  kContents,
  kLanguages,
  kSite,
  kChanges,
  kFirstVersion,
  kNothingChanged,
  kAdded,
  kRemoved,
  kChanged,
  kChangedSomehow,
  kFooter,
  // parts of a clause that can change
  kPartFamily,
  kPartSeverity,
  kPartWhen,
  kPartItem,
  kPartAccount,
  kPartStrikes,
  kPartDecider,
  kPartAppeal,
  kPartText,
  // clauses
  kClauses,
  kWhen,
  kUnless,
  kAwaits,
  kGravity,
  kLow,
  kMedium,
  kHigh,
  kGrave,
  kItem,
  kAccount,
  kItemStays,
  kAccountStays,
  kStrikes,
  kNoStrike,
  kStrikesInFamily,
  kLiveFor,
  kLiveForever,
  kTooOld,
  kAppeal,
  kAppealWithin,
  kNoAppeal,
  kDecider,
  kPerson,
  kMachineMay,
  kMaySoften,
  kNeverSoftens,
  kExceptionWord,
  // ladders
  kLadders,
  kLadderOf,
  kLadderNote,
  kLockNote,
  kLiveStrikes,
  kThen,
  kOrMore,
  kWarningFirst,
  // exceptions
  kExceptions,
  kExceptionNote,
  kWho,
  kSoftens,
  kNever,
  kTests,
  kTurnsOff,
  kAtMostDays,
  kRenewals,
  kNoRenewal,
  kBudget,
  kPerAccount,
  kInTotal,
  kApprovers,
  kTwoPeople,
  kStrikeStays,
  kStrikeSpared,
  // measures, questions, facts, attributes
  kMeasures,
  kMeasuresNote,
  kDone,
  kQuestions,
  kQuestionsNote,
  kAnswers,
  kFacts,
  kAttributes,
  kReadOnly,
  kReadNothing,
  kAuditOnly,
  kBarred,
  // appeals
  kAppeals,
  kAppealNote,
  kAgainst,
  kAnswerWithin,
  kShortLock,
  kAnyAccountAction,
  kAnItem,
  kLateNote,
  kBlockGrace,
  // conditions
  kYes,
  kNo,
  kAllOf,
  kAnyOf,
  kNoneOf,
  kOr,
  kAnythingBut,
  kMoreThan,
  kAtLeast,
  kLessThan,
  kAtMost,
  kAny,
  kUnknown,
  // actions
  kNothing,
  kEducate,
  kWarn,
  kLabel,
  kLabelSaying,
  kInterstitial,
  kLimit,
  kNotRecommended,
  kNotice,
  kWithhold,
  kHide,
  kRemove,
  kLock,
  kLockUntilDeleted,
  kLockAfterDeletion,
  kReadOnlyFor,
  kRestrict,
  kRestricted,
  kChallenge,
  kSuspend,
  kSuspended,
  kSuspendForever,
  kCount,
};

std::string_view Say(Language language, Word word);

template <class... Parts>
std::string Fill(Language language, Word word, const Parts&... parts) {
  return Fill(Say(language, word), parts...);
}

// What an id of the format is called: an author attribute, a value of one, an engagement or a
// surface of a notice, a family of strikes. Empty for what has no words.
std::string_view NameOfAttribute(Language language, std::string_view attribute);
std::string_view NameOfValue(Language language, std::string_view value);
std::string_view NameOfFeature(Language language, std::string_view feature);
std::string_view NameOfFamily(Language language, std::string_view family);

}  // namespace evenhand::page
