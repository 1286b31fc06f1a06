#include "app/letter_desk.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "app/code_keys.h"
#include "app/cut_off_answer.h"
#include "app/ledger_files.h"
#include "app/table.h"
#include "carry/wrong_codes.h"
#include "record/signify.h"

namespace evenhand::app {
namespace {

using server::Refusal;
using std::chrono::days;

bool IsStoreError(const Error& error) {
  return error.code != ErrorCode::kInvalidArgument && error.code != ErrorCode::kNotFound;
}

carry::Purpose PurposeOf(const carry::Letter& letter) {
  return letter.kind == carry::LetterKind::kAppeal ? carry::Purpose::kAppeal
                                                   : carry::Purpose::kComply;
}

// The line of a receipt for texts that were marked; nothing for none.
std::string NotMineLine(const std::vector<std::int64_t>& not_mine) {
  return not_mine.empty() ? "" : fmt::format("Not mine: {}\n", carry::WriteNotMine(not_mine));
}

std::string AppealReceipt(const docket::ReceivedLetter& received,
                          const std::vector<std::int64_t>& not_mine) {
  return fmt::format(
      "EVENHAND RECEIPT 1\nAppeal: {}\nDecision: {}\nReceived: {}\nWords: sha256 {}\n{}Answer by: "
      "{}\n\n"
      "Someone who was not involved decides, and nothing gets worse. If there is no answer by "
      "then, a lock or a suspension is lifted until there "
      "is one. The appeal is in the public record; received.txt on the site and in each bundle has "
      "a line for your code.\n",
      received.appeal.id, received.appeal.decision, policy::FormatTime(received.received),
      received.words_hash, NotMineLine(not_mine), policy::FormatTime(received.appeal.due));
}

std::string MarksReceipt(const docket::MarkedNotMine& marked,
                         const std::vector<std::int64_t>& not_mine) {
  return fmt::format(
      "EVENHAND RECEIPT 1\nAppeal: {}\nDecision: {}\nReceived: {}\n{}Answer by: {}\n\n"
      "All that came is kept. Whoever decides sees it, and what you say of it.\n",
      marked.appeal.id, marked.appeal.decision, policy::FormatTime(marked.marked),
      NotMineLine(not_mine), policy::FormatTime(marked.appeal.due));
}

std::string ChallengeReceipt(const access::Challenge& challenge) {
  return fmt::format(
      "EVENHAND RECEIPT 1\nChallenge: {}\nEntry: {}\nReceived: {}\nAnswer by: {}\n\n"
      "Two curators who did not enter it answer by then. The challenge, the answer and its reasons "
      "are public, in the register.\n",
      challenge.id, challenge.entry, policy::FormatTime(challenge.filed),
      policy::FormatTime(challenge.due));
}

std::string ReceiptName(std::string_view of) {
  return fmt::format("receipt-{}.txt", carry::WordsHash({.words = std::string(of)}).substr(0, 16));
}

std::string OrderReceipt(const carry::Letter& letter, const docket::Deletion& deletion) {
  std::string out = fmt::format("EVENHAND RECEIPT 1\nDeletion: {}\nDecision: {}\nCounts from: {}\n",
                                letter.item, letter.decision, policy::FormatTime(deletion.at));
  for (const docket::LockView& lock : deletion.locks) {
    if (lock.phase.until)
      out += fmt::format("Lock ends: {}\n", policy::FormatTime(*lock.phase.until));
  }
  return out +
         "\nThe item counts as deleted by its author. Locks that waited for that run from this "
         "time on.\n";
}

}  // namespace

Result<std::vector<DeskAnswer>> LetterDesk::Take(std::string_view bytes, policy::Time at) {
  EVENHAND_ASSIGN(const auto keys, SealKeys(store_));
  auto arrived = carry::ReadArrived(bytes, keys);
  if (!arrived) return std::vector{DeskAnswer{.what = arrived.error().message}};
  std::vector<DeskAnswer> answers;
  for (const std::string& text : arrived->letters) {
    EVENHAND_ASSIGN(DeskAnswer answer, TakeLetter(text, at));
    answers.push_back(std::move(answer));
  }
  for (const carry::Incomplete& set : arrived->incomplete) {
    answers.push_back({.result = DeskResult::kIncomplete,
                       .what = set.missing.empty()
                                   ? fmt::format("parts {}: {}; send all again", set.id, set.why)
                                   : fmt::format("parts {}: number {} of {} to be sent again",
                                                 set.id, fmt::join(set.missing, ", "), set.count)});
  }
  for (const std::string& why : arrived->unreadable) answers.push_back({.what = why});
  return answers;
}

Result<DeskAnswer> LetterDesk::TakeLetter(std::string_view text, policy::Time at) {
  const auto letter = carry::ReadLetter(text);
  if (!letter)
    return DeskAnswer{.what = letter.error().message, .language = carry::LanguageOfLetter(text)};
  EVENHAND_ASSIGN(DeskAnswer answer, Take(*letter, at));
  answer.language = letter->language;
  return answer;
}

Result<DeskAnswer> LetterDesk::Take(const carry::Letter& letter, policy::Time at) {
  if (letter.kind == carry::LetterKind::kChallenge) return TakeChallenge(letter, at);
  // The same is done for a decision that is not there, so that the time says nothing.
  EVENHAND_ASSIGN(const auto decision, docket_.FindDecision(letter.decision));
  const carry::Purpose purpose = PurposeOf(letter);
  EVENHAND_ASSIGN(const std::int64_t issue,
                  docket_.CodeIssue(letter.decision, carry::Name(purpose)));
  EVENHAND_ASSIGN(const std::string code,
                  CodeOf(store_, purpose, letter.decision, decision ? decision->at : at, issue));
  const bool is_right = record::IsSameSecret(code, letter.code);
  if (!is_right || !decision) return NotKnown(letter.decision, at);
  if (letter.kind == carry::LetterKind::kComply)
    return TakeOrder(letter, decision->account, decision->item, at);
  return TakeAppeal(letter, issue, at);
}

Result<DeskAnswer> LetterDesk::NotKnown(std::string_view decision, policy::Time at) {
  const std::string path = (std::filesystem::path(store_) / "wrong-codes.txt").string();
  const auto before = ReadWholeFile(path, 1u << 20);
  if (!before && before.error().code != ErrorCode::kNotFound) return tl::unexpected(before.error());
  auto wrong =
      carry::WrongCodes::Read(before ? *before : std::string(), at.time_since_epoch() / days(1));
  const bool late = wrong.Add(decision);
  EVENHAND_TRY(WriteWholeFile(path, wrong.Write()));
  return DeskAnswer{
      .result = DeskResult::kNotKnown,
      .what = "no decision has this number and this code; compare both with the statement",
      .late = late};
}

// What the letter says of being cut off, as an answer to that question. Days that cannot be are no
// reason to refuse the appeal: somebody was cut off, and does not remember when.
std::string LetterDesk::CutOffAnswerOf(const carry::Letter& letter, policy::Time at) {
  if (!letter.cut_off) return "";
  if (!letter.cut_off->place.empty()) return letter.cut_off->place;
  const auto& claimed = letter.cut_off->days;
  if (!claimed || claimed->first >= claimed->second || claimed->second > at) return "unknown";
  return fmt::format("{:%F}..{:%F}", claimed->first, claimed->second);
}

Result<LetterDesk::Marks> LetterDesk::Mark(const carry::Letter& letter, policy::Time at) {
  Marks marks;
  if (letter.not_mine.empty()) return marks;
  auto marked = docket_.MarkNotMine(
      {.decision = letter.decision,
       .numbers = letter.not_mine,
       .words_hash = letter.words.empty() ? std::string() : carry::WordsHash(letter),
       .at = at});
  if (!marked && IsStoreError(marked.error())) return tl::unexpected(std::move(marked).error());
  if (marked) {
    marks.done = *std::move(marked);
  } else {
    marks.refused = marked.error().message;
  }
  return marks;
}

Result<DeskAnswer> LetterDesk::AnswerToMarks(const carry::Letter& letter,
                                             const Marks& marks) const {
  if (!marks.done) return DeskAnswer{.result = DeskResult::kRefused, .what = marks.refused};
  const std::string numbers = carry::WriteNotMine(letter.not_mine);
  DeskAnswer answer{
      .result = marks.done->was_there ? DeskResult::kSame : DeskResult::kTaken,
      .what = fmt::format("appeal {}: {} marked as not from its author{}", marks.done->appeal.id,
                          numbers, marks.done->was_there ? "; nothing happened" : ""),
      .is_mark = true,
      .until = marks.done->appeal.due};
  EVENHAND_ASSIGN(answer.receipt,
                  record::SignText(MarksReceipt(*marks.done, letter.not_mine), key_));
  answer.receipt_name = ReceiptName(letter.decision + "/not mine/" + numbers);
  return answer;
}

Result<bool> LetterDesk::HasAnswer(std::string_view decision) {
  EVENHAND_ASSIGN(const auto on_record, docket_.FindDecision(decision));
  if (!on_record) return false;
  EVENHAND_ASSIGN(const docket::Account* account, docket_.AccountNamed(on_record->account));
  const docket::AppealCase* appeal = account->LatestAppealOf(decision);
  return appeal != nullptr && docket::IsAnswered(appeal->state);
}

Result<DeskAnswer> LetterDesk::TakeAppeal(const carry::Letter& letter, std::int64_t issue,
                                          policy::Time at) {
  // Its numbers mean what was there before its own words.
  EVENHAND_ASSIGN(const Marks marks, Mark(letter, at));
  if (letter.words.empty()) return AnswerToMarks(letter, marks);
  docket::AppealLetter carried{.decision = letter.decision,
                               .words = letter.words,
                               .new_facts = letter.new_facts,
                               .issue = issue,
                               .in_bundle = letter.answer != carry::AnswerBy::kPage,
                               .at = at};
  EVENHAND_ASSIGN(carried.cut_offs, CutOffsFrom({.answer = CutOffAnswerOf(letter, at),
                                                 .decision = letter.decision,
                                                 .service = service_,
                                                 .at = at},
                                                {}, &docket_));
  auto received = docket_.ReceiveLetter(carried);
  if (!received) {
    if (IsStoreError(received.error())) return tl::unexpected(std::move(received).error());
    EVENHAND_ASSIGN(const bool is_answered, HasAnswer(letter.decision));
    return DeskAnswer{.result = DeskResult::kRefused,
                      .what = received.error().message,
                      .refusal = is_answered ? Refusal::kAnswered : Refusal::kOther};
  }
  if (received->effect == docket::LetterEffect::kAsked) {
    return DeskAnswer{
        .result = DeskResult::kTaken,
        .what = fmt::format(
            "the appeal against {} came late and waits until {}; if the line was cut, send it "
            "again by then with 'Cut off:' and the days",
            letter.decision, policy::FormatTime(*received->appeal.asked_until)),
        .effect = received->effect,
        .until = received->appeal.asked_until};
  }
  constexpr std::string_view kEffects[] = {"is filed", "has these words already; nothing happened",
                                           "has newer words, which count", "has further facts"};
  DeskAnswer answer{.result = received->effect == docket::LetterEffect::kSame ? DeskResult::kSame
                                                                              : DeskResult::kTaken};
  answer.effect = received->effect;
  answer.until = received->appeal.due;
  answer.what = fmt::format("appeal {} {}; it must be answered by {}", received->appeal.id,
                            kEffects[static_cast<std::size_t>(received->effect)],
                            policy::FormatTime(received->appeal.due));
  const auto numbers = marks.done ? letter.not_mine : std::vector<std::int64_t>();
  if (marks.done)
    answer.what += fmt::format("; {} marked as not from its author", carry::WriteNotMine(numbers));
  answer.not_marked = marks.refused;
  if (!marks.refused.empty()) answer.what += "; nothing is marked: " + marks.refused;
  EVENHAND_ASSIGN(answer.receipt, record::SignText(AppealReceipt(*received, numbers), key_));
  answer.receipt_name =
      numbers.empty() ? fmt::format("receipt-{}.txt", received->words_hash.substr(0, 16))
                      : ReceiptName(received->words_hash + "/" + carry::WriteNotMine(numbers));
  return answer;
}

// ---- challenges (reach.md 2.8)

namespace {

access::Change ChallengeIn(const carry::Letter& letter, policy::Time at) {
  access::Change change{.kind = access::ChangeKind::kChallenge,
                        .recorded_at = at,
                        .why = letter.words,
                        .entry = letter.entry};
  if (!letter.name.empty()) change.by = {letter.name};
  for (const std::string& url : letter.sources) change.sources.push_back({.url = url});
  return change;
}

// The same one, however often and by whatever ways it came.
const access::Challenge* FindSame(const access::Register& known, const access::Change& change) {
  const auto& all = known.challenges();
  const auto found = std::ranges::find_if(all, [&](const access::Challenge& one) {
    return one.entry == change.entry && one.claim == change.why && one.sources == change.sources &&
           one.name == (change.by.empty() ? std::string() : change.by.front());
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

Result<DeskAnswer> LetterDesk::TakeChallenge(const carry::Letter& letter, policy::Time at) {
  const auto refuse = [](std::string why, Refusal refusal) {
    return DeskAnswer{.result = DeskResult::kRefused, .what = std::move(why), .refusal = refusal};
  };
  EVENHAND_ASSIGN(access::Register known, docket_.Access());
  if (known.changes().empty())
    return refuse("no register is kept at this desk; what its site shows is kept elsewhere",
                  Refusal::kNoRegister);
  const access::Change change = ChallengeIn(letter, at);
  const access::Challenge* there = FindSame(known, change);
  DeskAnswer answer{.result = there != nullptr ? DeskResult::kSame : DeskResult::kTaken,
                    .is_challenge = true};
  if (there == nullptr) {
    const auto today = std::chrono::floor<days>(at);
    const auto of_today = std::ranges::count_if(known.challenges(), [&](const auto& one) {
      return std::chrono::floor<days>(one.filed) == today;
    });
    if (of_today >= kMostChallengesOfDay)
      return refuse("very many challenges came today; send it tomorrow", Refusal::kTooMany);
    const auto done = docket_.ChangeAccess({change});
    if (!done && done.error().code != ErrorCode::kLimit && IsStoreError(done.error()))
      return tl::unexpected(done.error());
    if (!done)
      return refuse(done.error().message,
                    known.Find(letter.entry) == nullptr ? Refusal::kNoSuchEntry : Refusal::kOther);
    EVENHAND_TRY(known.Apply(done->front()));
    there = &known.challenges().back();
  }
  answer.until = there->due;
  answer.what = fmt::format("challenge {} of {} {}; it is answered by {}", there->id, there->entry,
                            answer.result == DeskResult::kSame ? "is there already" : "is filed",
                            policy::FormatTime(there->due));
  EVENHAND_ASSIGN(answer.receipt, record::SignText(ChallengeReceipt(*there), key_));
  answer.receipt_name = fmt::format("receipt-{}.txt", there->id);
  return answer;
}

Result<DeskAnswer> LetterDesk::TakeOrder(const carry::Letter& letter, const std::string& account,
                                         const std::string& item, policy::Time at) {
  if (letter.item != item)
    return DeskAnswer{
        .result = DeskResult::kRefused,
        .what = fmt::format("decision {} is not about item {}", letter.decision, letter.item),
        .refusal = Refusal::kOtherItem};
  auto deletion = docket_.DeleteItem(account, item, at);
  if (!deletion) {
    if (IsStoreError(deletion.error())) return tl::unexpected(std::move(deletion).error());
    return DeskAnswer{.result = DeskResult::kRefused, .what = deletion.error().message};
  }
  DeskAnswer answer{.result = deletion->was_there ? DeskResult::kSame : DeskResult::kTaken};
  answer.what =
      fmt::format("item {} counts as deleted since {}{}", item, policy::FormatTime(deletion->at),
                  deletion->was_there ? "; nothing happened" : "");
  EVENHAND_ASSIGN(answer.receipt, record::SignText(OrderReceipt(letter, *deletion), key_));
  answer.receipt_name = ReceiptName(letter.decision + "/" + item);
  return answer;
}

}  // namespace evenhand::app
