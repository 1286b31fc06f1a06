// Appeals that were carried: received exactly once, however often and by whatever ways they come.

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "carry/letter.h"
#include "codec/json_out.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::JsonOut;
using policy::AppealState;
using policy::Time;

constexpr std::string_view kWords = "appeal-words";
constexpr std::string_view kNotMine = "appeal-not-mine";
constexpr std::string_view kReissued = "code-reissued";

std::string HashOfWords(std::string_view words, std::string_view new_facts = {}) {
  return carry::WordsHash(
      {.new_facts = carry::PlainWords(new_facts), .words = carry::PlainWords(words)});
}
std::string WordsId(std::string_view decision, std::string_view hash) {
  return fmt::format("{}/{}", decision, hash);
}

CaseEvent WordsEvent(const std::string& account, const AppealLetter& letter,
                     std::string_view appeal, std::string_view hash) {
  JsonOut body;
  body.Open('{')
      .Key("appeal")
      .String(appeal)
      .Key("decision")
      .String(letter.decision)
      .Key("words")
      .String(letter.words);
  if (!letter.new_facts.empty()) body.Key("new_facts").String(letter.new_facts);
  body.Key("issue").Int(letter.issue).Key("in_bundle").Bool(letter.in_bundle).Close('}');
  return {.account = account,
          .kind = std::string(kWords),
          .id = WordsId(letter.decision, hash),
          .at_s = SecondsOf(letter.at),
          .body = body.text()};
}

CaseEvent NotMineEvent(const std::string& account, const NotMineRequest& request,
                       const AppealWords& words) {
  JsonOut body;
  body.Open('{').Key("appeal").String(words.appeal).Key("decision").String(request.decision);
  body.Key("hash").String(words.hash).Close('}');
  return {.account = account,
          .kind = std::string(kNotMine),
          .id = WordsId(request.decision, words.hash),
          .at_s = SecondsOf(request.at),
          .body = body.text()};
}

}  // namespace

Result<std::optional<Docket::DecisionOnRecord>> Docket::FindDecision(std::string_view decision) {
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", decision));
  if (!event) return std::nullopt;
  EVENHAND_ASSIGN(const codec::Json body, scratch_.ParseCopy(event->body));
  return DecisionOnRecord{.account = event->account,
                          .item = Text(body.Field("case"), "item"),
                          .leaf = Text(body, "leaf"),
                          .blinding = Text(body, "blinding"),
                          .at = TimeOf(*event)};
}

Result<ReceivedLetter> Docket::ReceiveLetter(const AppealLetter& letter) {
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", letter.decision));
  if (!event)
    return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", letter.decision));
  const std::string hash = HashOfWords(letter.words, letter.new_facts);
  EVENHAND_ASSIGN(Account * account, Warm(event->account));
  ReceivedLetter received{.words_hash = hash};
  EVENHAND_ASSIGN(const auto same, store_->Find(kWords, WordsId(letter.decision, hash)));
  if (same) {
    EVENHAND_ASSIGN(const codec::Json body, scratch_.ParseCopy(same->body));
    const AppealCase* there = account->FindAppeal(Text(body, "appeal"));
    if (there == nullptr)
      return Fail(ErrorCode::kCorrupt, fmt::format("event {} ({} '{}'): there is no such appeal",
                                                   same->sequence, same->kind, same->id));
    received.appeal = {*there};
    received.effect = LetterEffect::kSame;
    received.received = TimeOf(*same);
    return received;
  }
  // A letter speaks of the latest appeal; one that names new facts is a second appeal when the
  // first has its answer.
  const AppealCase* appeal = account->LatestAppealOf(letter.decision);
  Change change;
  received.received = letter.at;
  if (appeal == nullptr || (IsAnswered(appeal->state) && !letter.new_facts.empty())) {
    EVENHAND_ASSIGN(received.appeal, FileInto({.decision = letter.decision,
                                               .words = letter.words,
                                               .new_facts = letter.new_facts,
                                               .cut_offs = letter.cut_offs,
                                               .at = letter.at},
                                              &change));
    if (received.appeal.asked_until) {
      received.effect = LetterEffect::kAsked;
      if (!change.events.empty()) EVENHAND_TRY(Commit(std::move(change)));
      return received;
    }
    received.effect = LetterEffect::kFiled;
  } else {
    if (IsAnswered(appeal->state)) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("the appeal against decision '{}' is {}: nothing can be added (13)",
                              letter.decision, policy::Name(appeal->state)));
    }
    if (letter.at < appeal->filed)
      return Fail(ErrorCode::kInvalidArgument,
                  "the clock went backwards: the appeal was filed later");
    received.appeal = {*appeal};
    received.effect =
        appeal->state == AppealState::kFiled ? LetterEffect::kNewest : LetterEffect::kAddition;
    // The same words may have been filed by a form, which keeps them with the appeal itself.
    EVENHAND_ASSIGN(const auto filed, store_->Find("appeal-filed", appeal->id));
    EVENHAND_ASSIGN(const codec::Json body, scratch_.ParseCopy(filed->body));
    if (HashOfWords(Text(body, "words"), Text(body, "new_facts")) == hash) {
      received.effect = LetterEffect::kSame;
      received.received = TimeOf(*filed);
    }
  }
  CaseEvent words = WordsEvent(event->account, letter, received.appeal.id, hash);
  words.at_s = SecondsOf(received.received);
  EVENHAND_TRY(account->Apply(words, &scratch_));
  change.events.push_back(std::move(words));
  EVENHAND_TRY(Commit(std::move(change)));
  return received;
}

Result<bool> Docket::HasWords(std::string_view decision, std::string_view words) {
  EVENHAND_ASSIGN(const auto event, store_->Find(kWords, WordsId(decision, HashOfWords(words))));
  return event.has_value();
}

Result<std::vector<AppealWords>> Docket::WordsOf(std::string_view appeal) {
  EVENHAND_ASSIGN(const auto filed, store_->Find("appeal-filed", appeal));
  if (!filed) return Fail(ErrorCode::kNotFound, fmt::format("there is no appeal '{}'", appeal));
  EVENHAND_ASSIGN(const codec::Json body, scratch_.ParseCopy(filed->body));
  EVENHAND_ASSIGN(std::vector<AppealWords> all, WordsFor(Text(body, "decision")));
  std::erase_if(all, [&](const AppealWords& one) { return one.appeal != appeal; });
  return all;
}

Result<std::vector<AppealWords>> Docket::WordsFor(std::string_view decision) {
  EVENHAND_ASSIGN(const auto decided, store_->Find("decision", decision));
  if (!decided)
    return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", decision));
  std::vector<AppealWords> all;
  EVENHAND_TRY(store_->EachOf(decided->account, [&](const CaseEvent& event) -> Result<void> {
    const bool is_mark = event.kind == kNotMine;
    if (!is_mark && event.kind != kWords && event.kind != "appeal-filed") return {};
    auto body = scratch_.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    if (Text(*body, "decision") != decision) return {};
    const std::string facts = Text(*body, "new_facts");
    std::string words = Text(*body, "words");
    std::string hash = is_mark ? Text(*body, "hash") : HashOfWords(words, facts);
    const auto before = std::ranges::find(all, hash, &AppealWords::hash);
    if (is_mark) {
      if (before != all.end()) before->not_mine = TimeOf(event);
    } else if (before == all.end()) {
      // A first appeal is filed without what its letter calls new; they are one text.
      const bool is_filed = !all.empty() && all.back().received == TimeOf(event) &&
                            !facts.empty() && all.back().hash == HashOfWords(words);
      if (is_filed) all.pop_back();
      if (!facts.empty()) words = facts + "\n\n" + words;
      all.push_back({.number = static_cast<std::int64_t>(all.size()) + 1,
                     .appeal = Text(*body, "appeal"),
                     .words = std::move(words),
                     .hash = std::move(hash),
                     .received = TimeOf(event)});
    }
    return {};
  }));
  return all;
}

Result<MarkedNotMine> Docket::MarkNotMine(const NotMineRequest& request) {
  const auto refuse = [](std::string why) {
    return Fail(ErrorCode::kInvalidArgument, std::move(why));
  };
  EVENHAND_ASSIGN(const std::vector<AppealWords> all, WordsFor(request.decision));
  EVENHAND_ASSIGN(const auto decided, store_->Find("decision", request.decision));
  EVENHAND_ASSIGN(Account * account, Warm(decided->account));
  const std::set<std::int64_t> numbers(request.numbers.begin(), request.numbers.end());
  MarkedNotMine marked;
  Change change;
  for (const std::int64_t number : numbers) {
    if (number < 1 || number > static_cast<std::int64_t>(all.size()))
      return refuse(fmt::format("there is no text {} for decision '{}': {} came until now", number,
                                request.decision, all.size()));
    const AppealWords& words = all[static_cast<std::size_t>(number) - 1];
    if (words.hash == request.words_hash)
      return refuse(fmt::format("text {} is what this letter says itself", number));
    const AppealCase* appeal = account->FindAppeal(words.appeal);
    if (appeal == nullptr)
      return Fail(ErrorCode::kCorrupt, fmt::format("appeal '{}' is not there", words.appeal));
    marked.appeal = {*appeal};
    marked.marked = std::max(marked.marked, words.not_mine.value_or(request.at));
    if (words.not_mine) continue;
    if (IsAnswered(appeal->state))
      return refuse(fmt::format("the appeal with text {} is {}: nothing can be said of it (13)",
                                number, policy::Name(appeal->state)));
    change.events.push_back(NotMineEvent(decided->account, request, words));
  }
  marked.was_there = change.events.empty();
  if (!marked.was_there) EVENHAND_TRY(Commit(std::move(change)));
  return marked;
}

Result<void> Docket::EachLetter(Time since,
                                const std::function<void(const LetterOnRecord&)>& visit) {
  return store_->EachOfKind(kWords, [&](const CaseEvent& event) -> Result<void> {
    if (TimeOf(event) < since) return {};
    auto body = scratch_.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    LetterOnRecord letter{.decision = Text(*body, "decision"),
                          .issue = body->Field("issue").AsInt(),
                          .received = TimeOf(event)};
    auto decided = store_->Find("decision", letter.decision);
    if (!decided) return tl::unexpected(std::move(decided).error());
    if (!*decided)
      return Fail(ErrorCode::kCorrupt, fmt::format("event {} ({} '{}'): there is no such decision",
                                                   event.sequence, event.kind, event.id));
    letter.decided = TimeOf(**decided);
    visit(letter);
    return {};
  });
}

Result<std::int64_t> Docket::CodeIssue(std::string_view decision, std::string_view purpose) {
  for (std::int64_t issue = 1;; ++issue) {
    EVENHAND_ASSIGN(const auto next,
                    store_->Find(kReissued, fmt::format("{}/{}/{}", decision, purpose, issue + 1)));
    if (!next) return issue;
  }
}

Result<std::int64_t> Docket::ReissueCode(std::string_view decision, std::string_view purpose,
                                         Time at) {
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", decision));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", decision));
  EVENHAND_ASSIGN(const std::int64_t issue, CodeIssue(decision, purpose));
  Change change;
  // About no account: it has no part in anybody's standing.
  change.events.push_back({.kind = std::string(kReissued),
                           .id = fmt::format("{}/{}/{}", decision, purpose, issue + 1),
                           .at_s = SecondsOf(at),
                           .body = "{}"});
  EVENHAND_TRY(Commit(std::move(change)));
  return issue + 1;
}

}  // namespace evenhand::docket
