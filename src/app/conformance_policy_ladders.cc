// Rows P1, P2 and P6: what a ladder answers to one violation after another.

#include <fmt/format.h>

#include <algorithm>

#include "app/worked_row.h"
#include "policy/lock.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;
using namespace policy;  // the words of the rows are its words

// ---- P2: what happens to the last item

// "deleted at +30 h", "not deleted for 30 d", "appealed at +1 h", …
struct Afterwards {
  LockHistory lock;
  bool asked = false;  // something is said about it
};

bool ReadAfterwards(const std::string& text, Time start, Afterwards* after) {
  if (Match(text, R"(^not deleted for (\d+) (h|d)$)")) {
    after->asked = true;
    return true;
  }
  const auto at = Match(text, R"(^(deleted|appealed|upheld|overturned) at \+(\d+) (h|d)$)");
  if (!at) return false;
  after->asked = true;
  const Time when = start + std::chrono::hours(Int((*at)[2]) * ((*at)[3] == "d" ? 24 : 1));
  const std::string what = (*at)[1];
  if (what == "deleted") after->lock.deleted = when;
  if (what == "appealed") after->lock.appealed = when;
  if (what == "upheld" || what == "overturned") {
    after->lock.answered = when;
    after->lock.overturned = what == "overturned";
  }
  return true;
}

std::string DescribeAfterwards(const Afterwards& after, const Action& given) {
  const LockHistory& lock = after.lock;
  const auto hours = [&](Time at) {
    return std::chrono::duration_cast<std::chrono::hours>(at - lock.imposed).count();
  };
  if (IsPermanent(given) && !lock.overturned) return InWords(given);
  const LockPhase last = LockPhases(lock).back();
  switch (last.kind) {
    case LockPhaseKind::kOpen:
      return fmt::format("open at +{} h{}", hours(last.from),
                         lock.overturned ? ", post restored" : "");
    case LockPhaseKind::kLifted:  // the answer to the appeal is late
      return fmt::format("lifted at +{} h, post still hidden", hours(last.from));
    default:
      return fmt::format("still locked; the {} have not begun", ShortPeriod(lock.then));
  }
}

// A lone decision is said in full, several in short.
std::string CivicAction(const std::string& family, const Action& action, bool alone,
                        bool deletion) {
  if (family == "profile" && action.kind == ActionKind::kLock) {
    return alone ? "remove text, lock until removed" : "lock until removed";
  }
  if (action.kind == ActionKind::kNone) return alone ? "no account action" : "none";
  if (action.kind == ActionKind::kLock) {
    const std::string length = ShortPeriod(*action.period);
    return alone && deletion ? "lock until deleted, then " + length : length;
  }
  return InWords(action);
}

// One civic row: its events first, then what is expected of them.
class CivicRow {
 public:
  CivicRow(PolicyRow* row, const Rulebook* book)
      : row_(row), account_(book), start_(Begin(*book)), at_(start_) {}

  Result<void> Run() {
    for (const std::string& event : Split(TextOf(row_->row, "events"), ", ")) {
      EVENHAND_TRY(Take(event));
    }
    if (families_.empty()) {
      row_->ExpectText("counts", "0");
      row_->ExpectText("expected", "no violation");
      return {};
    }
    if (after_.lock.overturned) {
      EVENHAND_TRY(
          account_.strikes().Void(fmt::format("s{}", families_.size()), *after_.lock.answered));
    }
    Compare();
    return {};
  }

 private:
  Result<void> Take(const std::string& event) {
    if (event == "inaccurate claim about a candidate") return {};  // answers no question
    if (ReadAfterwards(event, at_ - std::chrono::days(10), &after_)) return {};
    const auto claim = Match(event, "^(civic|health) (L|D)$");
    if (!claim && event != "profile text")
      return Fail(ErrorCode::kCorrupt, fmt::format("no event '{}'", event));
    deletion_ = !claim || (*claim)[2] == "D";
    families_.push_back(claim ? (*claim)[1] : "profile");
    const Judgement judgement =
        claim ? Answer(families_.back() + "_claim",
                       std::string(deletion_ ? "deletion_level" : "label_level"))
              : Answer("profile_misleads", true);
    EVENHAND_TRY(account_.Decide({.at = at_, .judgements = {judgement}}));
    at_ += std::chrono::days(10);
    return {};
  }

  void Compare() {
    const auto& entries = account_.strikes().entries();
    const bool all_civic =
        std::ranges::all_of(families_, [](const auto& f) { return f == "civic"; });
    std::string counts;
    std::vector<std::string> actions;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const bool names_family = !all_civic && (i == 0 || families_[i] != families_[i - 1]);
      const std::int64_t count = entries[i].voided
                                     ? account_.strikes().Count(families_[i], *after_.lock.answered)
                                     : entries[i].count_now;
      counts +=
          fmt::format("{}{}{}", i == 0 ? "" : ", ", names_family ? families_[i] + " " : "", count);
      actions.push_back(
          CivicAction(families_[i], entries[i].given, entries.size() == 1, deletion_));
    }
    row_->ExpectText("counts", counts);
    if (!after_.asked) return row_->ExpectText("expected", Arrows(actions));
    const Action& given = entries.back().given;
    after_.lock.imposed = entries.back().input.at;
    after_.lock.then = given.period.value_or(Period{});
    after_.lock.until_deleted = deletion_;
    row_->ExpectText("expected", DescribeAfterwards(after_, given));
  }

  PolicyRow* row_;
  WorkedAccount account_;
  Time start_, at_;
  std::vector<std::string> families_;  // of the events
  bool deletion_ = false;              // what the last one is about
  Afterwards after_;
};

}  // namespace

// ---- P1

Result<void> RunP1(PolicyRow* row) {
  EVENHAND_ASSIGN(const Rulebook book, BookOfRow(*row, "health-misinformation-2021"));
  WorkedAccount account(&book);
  Time at = Begin(book);
  for (const std::string& event : TextsOf(row->row, "events")) {
    if (event != "L" && event != "D")
      return Fail(ErrorCode::kCorrupt, fmt::format("no event '{}'", event));
    EVENHAND_TRY(account.Decide(
        {.at = at,
         .judgements = {Answer("health_claim",
                               std::string(event == "D" ? "deletion_level" : "label_level"))}}));
    at += std::chrono::days(10);
  }
  const Time after = at - std::chrono::days(9);  // one day after the last
  if (const std::string voided = TextOf(row->row, "void"); !voided.empty()) {
    for (const std::string& decision : Split(voided, ", "))
      EVENHAND_TRY(account.strikes().Void(decision, after));
  }
  std::vector<std::int64_t> counts;
  std::vector<std::string> actions, standing;
  for (const Ledger::Entry& entry : account.strikes().entries()) {
    if (entry.voided) continue;
    counts.push_back(entry.count_now);
    actions.push_back(FormatAction(entry.now));
  }
  for (const Running& running : account.strikes().RunningAt(after)) {
    standing.push_back(FormatAction(running.action) + " from " + std::string(running.decision));
  }
  row->Expect("counts", fmt::format("[{}]", fmt::join(counts, ", ")));
  row->Expect("actions", QuotedList(actions));
  row->ExpectText("standing_after",
                  standing.empty() ? "open" : fmt::format("{}", fmt::join(standing, "; ")));
  return {};
}

// ---- P2

Result<void> RunP2(PolicyRow* row) {
  EVENHAND_ASSIGN(const Rulebook book, BookOfRow(*row, "civic-integrity-2023"));
  return CivicRow(row, &book).Run();
}

// ---- P6

Result<void> RunP6(PolicyRow* row) {
  EVENHAND_ASSIGN(const Rulebook book, BookOfRow(*row, "three-strikes"));
  Ledger ledger(&book.strikes);
  const Time start = Begin(book);
  const auto day_of = [&](Time at) { return (at - start) / std::chrono::days(1); };
  std::vector<std::string> said;
  const std::vector<Json> events = ItemsOf(FieldOf(row->row, "events"));
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::vector<Json> event = ItemsOf(events[i]);
    if (event.size() != 3 || event[0].kind() != JsonKind::kInt ||
        event[1].kind() != JsonKind::kString || event[2].kind() != JsonKind::kString) {
      return Fail(ErrorCode::kCorrupt, "an event is [day, \"v\" or \"t\", policy]");
    }
    const Time at = start + std::chrono::days(event[0].AsInt());
    const std::string_view what = event[1].AsString();
    const std::string policy(event[2].AsString());
    if (what == "t") {
      EVENHAND_ASSIGN(const auto expires, ledger.Lesson(policy, at));
      said.push_back(expires ? fmt::format("warning expires d{}", day_of(*expires)) : "no warning");
      continue;
    }
    if (what != "v") return Fail(ErrorCode::kCorrupt, fmt::format("no event '{}'", what));
    EVENHAND_ASSIGN(const Ledger::Entry* entry, ledger.Decide({.decision = fmt::format("s{}", i),
                                                               .clause = policy,
                                                               .family = "community",
                                                               .at = at}));
    const Action& action = entry->given;
    if (action.kind == ActionKind::kWarn) {
      said.push_back("warning");
    } else if (IsPermanent(action)) {
      said.push_back(fmt::format("strike {}, channel closed", entry->count));
    } else {
      said.push_back(fmt::format("strike {}, no posting until d{}", entry->count,
                                 day_of(After(at, action.period.value_or(Period{})))));
    }
  }
  row->Expect("expected", QuotedList(said));
  return {};
}

}  // namespace evenhand::app
