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

using std::chrono::days;

bool IsStoreError(const Error& error) {
  return error.code != ErrorCode::kInvalidArgument && error.code != ErrorCode::kNotFound;
}

carry::Purpose PurposeOf(const carry::Letter& letter) {
  return letter.kind == carry::LetterKind::kAppeal ? carry::Purpose::kAppeal
                                                   : carry::Purpose::kComply;
}

std::string AppealReceipt(const docket::ReceivedLetter& received) {
  return fmt::format(
      "EVENHAND RECEIPT 1\nAppeal: {}\nDecision: {}\nReceived: {}\nWords: sha256 {}\nAnswer by: "
      "{}\n\n"
      "Someone who was not involved decides, and nothing gets worse. If there is no answer by "
      "then, a lock or a suspension is lifted until there "
      "is one. The appeal is in the public record; received.txt on the site and in each bundle has "
      "a line for your code.\n",
      received.appeal.id, received.appeal.decision, policy::FormatTime(received.received),
      received.words_hash, policy::FormatTime(received.appeal.due));
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
  if (!letter) return DeskAnswer{.what = letter.error().message};
  EVENHAND_ASSIGN(DeskAnswer answer, Take(*letter, at));
  answer.language = letter->language;
  return answer;
}

Result<DeskAnswer> LetterDesk::Take(const carry::Letter& letter, policy::Time at) {
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

Result<DeskAnswer> LetterDesk::TakeAppeal(const carry::Letter& letter, std::int64_t issue,
                                          policy::Time at) {
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
    return DeskAnswer{.result = DeskResult::kRefused, .what = received.error().message};
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
  EVENHAND_ASSIGN(answer.receipt, record::SignText(AppealReceipt(*received), key_));
  answer.receipt_name = fmt::format("receipt-{}.txt", received->words_hash.substr(0, 16));
  return answer;
}

Result<DeskAnswer> LetterDesk::TakeOrder(const carry::Letter& letter, const std::string& account,
                                         const std::string& item, policy::Time at) {
  if (letter.item != item)
    return DeskAnswer{
        .result = DeskResult::kRefused,
        .what = fmt::format("decision {} is not about item {}", letter.decision, letter.item)};
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
  answer.receipt_name = fmt::format(
      "receipt-{}.txt", carry::WordsHash({.words = letter.decision + "/" + item}).substr(0, 16));
  return answer;
}

}  // namespace evenhand::app
