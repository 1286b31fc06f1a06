#pragma once

// The words of the report's page, in the languages it is written in.

#include <cstdint>
#include <optional>
#include <string_view>

#include "even/many.h"

namespace evenhand::even {

enum class PageLanguage : std::uint8_t { kEnglish, kPersian, kArabic };

// "en", "fa", "ar".
std::optional<PageLanguage> ParsePageLanguage(std::string_view tag);
std::string_view Tag(PageLanguage language);
std::string_view Direction(PageLanguage language);  // "ltr" or "rtl"

enum class PageWord : std::uint8_t {
  kTitle,
  kPeriod,
  kRows,
  kDataHash,
  kRulebook,
  kEngine,
  kMadeAt,
  kComparisons,
  kComparisonsNote,
  kGroup,
  kAgainst,
  kAllOthers,
  kCases,
  kRateA,
  kRateB,
  kDifference,
  kAdjustedP,
  kVerdict,
  kHidden,
  kStrata,
  kStratum,
  kDifferent,
  kAlike,
  kCannotTell,
  kThresholds,
  kFollowers,
  kPublished,
  kPlacebo,
  kJump,
  kHeaping,
  kNotComputed,
  kMatched,
  kSets,
  kTreatedAlike,
  kDivergent,
  kLanguage,
  kAgreement,
  kClause,
  kAll,
  kAgreed,
  kKappa,
  kTime,
  kToDecision,
  kToAnswer,
  kMedian,
  kMedianOthers,
  kOpen,
  kHours,
  kExceptions,
  kAppeals,
  kReviewedAgain,
  kChanged,
  kCoverage,
  kSampled,
  kViolations,
  kEnforced,
  kPrecedents,
  kAction,
  kNearest,
  kDecisions,
  kCellsHidden,
  kTotal,
  kLimits,
  kConformity,
  kRecomputed,
  kIdentical,
  kNotRecomputable,
  kFirstField,
  kSwap,
  kSwaps,
  kFlipsBarred,
  kFlipsUnexplained,
  kTrueRateBelow,
  kAttribute,
  kNamedBy,
  kExplained,
  kDemands,
  kState,
  kBody,
  kLaw,
  kOutcome,
  kNetworks,
  kDossiers,
  kDossier,
  kAccountsActedOn,
  kCorrections,
  kAccountsSearched,
  kSearches,
  kNetworksFound,
  kCandidates,
  kFellShort,
  kShadow,
  kShadowNote,
  kBefore,
  kAfter,
  kMilder,
  kHarsher,
  kMeanSeverity,
  kUndecided,
  kNotSaid,
  kNone,
};

std::string_view Say(PageLanguage language, PageWord word);
std::string_view Say(PageLanguage language, ParityVerdict verdict);

}  // namespace evenhand::even
