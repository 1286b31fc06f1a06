#pragma once

// The words of the forms and of what is answered to them, in the five languages of page/words.h, in
// its order; {} in a phrase is filled with Fill.

#include <cstdint>
#include <string>
#include <string_view>

#include "page/fill.h"
#include "page/words.h"

namespace evenhand::server {

enum class Word : std::uint8_t {
  kHome,
  kCarry,
  // the form for a code
  kCodeTitle,
  kCodeIntro,
  kDecision,
  kCode,
  kCodeHint,
  kShow,
  kOnlyHere,
  kWays,
  // the form for an appeal
  kAppealTitle,
  kAppealIntro,
  kAppealSee,
  kWordsLabel,
  kWordsHint,
  kCutOff,
  kCutOffHint,
  kNewFacts,
  kNewFactsHint,
  kAnswerBy,
  kAnswerBoth,
  kAnswerPage,
  kAnswerBundle,
  kAnswerHint,
  kSend,
  // to delete, to report
  kComplyTitle,
  kComplyIntro,
  kItem,
  kDelete,
  kReportTitle,
  kReportIntro,
  kReportItem,
  kReportAccount,
  kReportWords,
  // of an entry of the register
  kChallengeTitle,
  kChallengeIntro,
  kEntry,
  kEntryHint,
  kClaim,
  kSources,
  kSourcesHint,
  kName,
  kNameHint,
  // what came of it
  kFiled,
  kNewest,
  kAddition,
  kDueBy,
  kReceipt,
  kAgain,
  kAsked,
  kAskedUntil,
  kAskedByLetter,
  kDeleted,
  kReported,
  kMarked,
  kChallenged,
  // what was wrong
  kNotDone,
  kNotKnown,
  kLetterInGroup,
  kTooManyGroups,
  kEndsInGroup,
  kWrongCheck,
  kNoDecision,
  kNoWords,
  kTooLong,
  kNoItem,
  kNoEntry,
  kNoClaim,
  kNoNumbers,
  kNotMarked,
  kIncomplete,
  kRefused,
  kRefusedAnswered,
  kRefusedOtherItem,
  kRefusedNoRegister,
  kRefusedNoSuchEntry,
  kRefusedTooMany,
  kUnreadable,
  kBusy,
  kTextBelow,
  kNoPage,
  // behind a code
  kForYouAlone,
  kStatement,
  kStanding,
  kNoStrikes,
  kStrike,
  kForever,
  kExpires,
  kRunsUntilDeleted,
  kLifted,
  kAppealState,
  kStateFiled,
  kStateAssigned,
  kStateAsked,
  kStateUpheld,
  kStateOverturned,
  kStateModified,
  kStateWithdrawn,
  kStateLate,
  kStateReferred,
  kStateDone,
  kReasons,
  kQuestion,
  kAppealAgain,
  kWhatToDo,
  kAppealBy,
  kDaysLeft,
  kAppealOver,
  kNotAppealable,
  kAddMore,
  kTexts,
  kTextsBefore,
  kText,
  kIsNotMine,
  kNotMine,
  kNotMineHint,
  kDeleteNow,
  // the register on a day
  kPlainText,
  kDay,
  kDayHint,
  kNoDay,
  kNoDayNote,
  kCount,
};

std::string_view Say(page::Language language, Word word);

template <class... Parts>
std::string Fill(page::Language language, Word word, const Parts&... parts) {
  return page::Fill(Say(language, word), parts...);
}

}  // namespace evenhand::server
