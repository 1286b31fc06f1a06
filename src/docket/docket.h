#pragma once

// What can be done to a case: publish a rulebook, decide, appeal, reinstate; and what can be asked:
// a decision again, an account's standing.
//
// Each change is one transaction: the events and the leaves of the public record go to the store
// together, and only then is anything said to have happened. Leaves reach the record at
// PublishRecord, which may come later (within the time the statement promises) and is done again
// after a crash.
//
// Times come in with each call; none lies before the account's last event. Randomness comes in as a
// function, for the blinding of commitments.
//
// Errors: kInvalidArgument naming the rule that a request breaks, kNotFound, and those of store and
//         record. After an error nothing has changed.
// Thread: one owner.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cases/store.h"
#include "docket/account.h"
#include "docket/body.h"
#include "docket/on_record.h"
#include "docket/versions.h"
#include "policy/intake.h"
#include "policy/statement.h"
#include "record/files.h"
#include "record/leaf.h"
#include "record/log.h"
#include "register/register.h"

namespace evenhand::docket {

using MakeBlinding = std::function<record::Blinding()>;

// What is published with a rulebook's document.
struct Beside {
  std::string rules =
      {};  // content hash of the rules that raise the findings of its clauses; empty: none
  std::string certificate = {};  // even/clause_certificate.h; its leaf commits to it too
};

struct Ruling {
  policy::Statement statement = {};
  std::string json = {};  // of the statement
  const Version* version = nullptr;
  bool was_there = false;  // decided before; nothing was done again
};

// A request in a batch that could not be decided.
struct Refused {
  std::size_t index = 0;
  Error error;
};

struct AppealRequest {
  std::string decision = {};
  policy::Standing who = policy::Standing::kAuthor;
  std::string words = {};
  std::string new_facts = {};  // which a second appeal of the same decision names (13)
  // The answer to "were you cut off?": nothing said, none, or when. Of what the register has, dates
  // are kept that lie after the notice.
  std::optional<std::vector<policy::CutOff>> cut_offs = {};
  policy::Time at = {};
};

struct FiledAppeal : AppealCase {
  // Late but for stated times beyond the cap, which only a review can let count: it is handled
  // meanwhile.
  bool awaits_review = false;
  // It came late and said nothing of being cut off: it is not filed yet, and waits for that answer
  // until then.
  std::optional<policy::Time> asked_until = {};
};

// What the author says in a letter that any way may have brought (carry/letter.h), and more than
// once. The code in it has been checked.
struct AppealLetter {
  std::string decision = {};
  std::string words = {};                                    // NFC, without blanks around them
  std::string new_facts = {};                                // which a second appeal names (13)
  std::int64_t issue = 1;                                    // of the code
  std::optional<std::vector<policy::CutOff>> cut_offs = {};  // as of an AppealRequest
  bool in_bundle = true;  // whether the answer may travel in bundles
  policy::Time at = {};   // of its arrival, whichever way came first
};

enum class LetterEffect : std::uint8_t {
  kFiled,     // it opened the appeal
  kSame,      // these words were there already: nothing happened
  kNewest,    // the newest words of an appeal that nobody has begun to review
  kAddition,  // further facts for whoever reviews it
  kAsked,     // late, and silent about being cut off: it is kept and waits for that answer
};

struct ReceivedLetter {
  FiledAppeal appeal = {};
  LetterEffect effect = {};
  policy::Time received = {};   // the first time
  std::string words_hash = {};  // hexadecimal SHA-256
};

// One text that came for an appeal, by any way, in order; whoever holds the code may have said that
// it is not theirs.
struct AppealWords {
  std::int64_t number = 0;  // among all texts for the decision, from 1
  std::string appeal = {};
  std::string words = {};  // what is new stands before them, apart by an empty line
  std::string hash = {};   // hexadecimal SHA-256, as a receipt has it
  policy::Time received = {};
  std::optional<policy::Time> not_mine = {};
};

// "Not mine": what a letter says of texts that came before it. The code in it has been checked.
struct NotMineRequest {
  std::string decision = {};
  std::vector<std::int64_t> numbers = {};
  std::string words_hash = {};  // of what the letter itself says; empty: nothing
  policy::Time at = {};
};
struct MarkedNotMine {
  FiledAppeal appeal = {};   // the one that they came for
  bool was_there = false;    // all of them were marked before: nothing happened
  policy::Time marked = {};  // the last of them
};

// Words that a letter brought, for the list of what has arrived.
struct LetterOnRecord {
  std::string decision = {};
  policy::Time decided = {};
  std::int64_t issue = 1;
  policy::Time received = {};
};

// What became of an appeal that came by letter, for whoever holds its code.
struct AnswerOnRecord {
  std::string appeal = {};
  std::string decision = {};
  policy::Time decided = {};
  std::int64_t issue = 1;  // of the code in the newest letter
  bool in_bundle = true;   // as that letter chose
  policy::AppealState outcome = policy::AppealState::kUpheld;
  std::string reason = {};
  policy::Time at = {};
};

struct AppealAnswer {
  std::string appeal = {};
  policy::AppealState outcome = policy::AppealState::kUpheld;  // upheld, overturned or modified
  std::string reviewer = {};
  std::string reason = {};
  policy::Action account_action = {};  // of a modified one
  policy::Time at = {};
};

// The last move after an outside body has answered. It does not bind: `follow` voids the decision
// after all.
struct AppealClosing {
  std::string appeal = {};
  bool follow = false;
  std::string reason = {};
  policy::Time at = {};
};

// An appeal that somebody still has to answer.
struct OpenAppeal {
  AppealCase appeal = {};
  std::string account = {};
  policy::Time due = {};  // of the platform's answer, or of the outside body's
  bool is_late = false;
};

// What an overturned decision gave back.
struct Restored {
  std::string item = {};
  std::vector<std::string> reopened =
      {};  // decisions on the same words: the account's, then those of others
  std::vector<std::string> changed = {};  // decisions whose account action became milder
  std::vector<std::string> dossiers =
      {};  // that still hold the account, where the decision rested on one
};

// One thing that a voided decision gives back, and what came of it (policy.md 14.1 and 14.3).
enum class Giving : std::uint8_t { kOpen, kDone, kNotPossible };
std::string_view Name(Giving giving);
std::optional<Giving> GivingNamed(std::string_view name);

struct GivenBack {
  std::string thing = {};  // "item", "followers", "notice to author", ...
  Giving result = Giving::kOpen;
  std::string note = {};  // why it is not possible, or what to know
  std::string by = {};
  policy::Time at = {};
};

struct GivingRequest {
  std::string decision = {};
  std::string thing = {};
  Giving result = Giving::kDone;
  std::string note = {};
  std::string by = {};
  policy::Time at = {};
};

// A lock that waits, or waited, for the deletion of its item (policy.md 7.2).
struct LockView {
  std::string decision = {};
  std::string item = {};
  policy::LockPhase phase = {};  // at the time asked for
};

struct Deletion {
  policy::Time at = {};
  bool was_there = false;            // told before; nothing was done again
  std::vector<LockView> locks = {};  // those that the item's decisions gave
};

// A time in which the author was cut off: dates, and nothing else is kept (policy.md 7.5).
struct CutOffRequest {
  std::string account = {};
  policy::Time from = {};
  policy::Time to = {};
  bool stated =
      true;  // by the author; else the public register has it for the place that they declare
  policy::Time at = {};
};

// Until when a decision may be appealed, and how much of that came from being cut off.
struct FilingPeriod {
  std::string decision = {};
  policy::Time until = {};
  std::chrono::days stopped = {};
  std::chrono::days awaits_review =
      {};  // how much more it would be if a person accepts what is beyond the cap
};

// A stated time of which a part counts only when a person has accepted it.
struct CutOffToReview {
  std::string account = {};
  policy::Time from = {};
  policy::Time to = {};
};

struct CutOffReview {
  std::string account = {};
  policy::Time from = {};
  policy::Time to = {};
  bool accepted = false;
  std::string reviewer = {};
  std::string reason = {};  // of what was decided, and nothing about where the author is
  policy::Time at = {};
};

struct CutOffReviewed {
  std::vector<FilingPeriod> periods = {};
  std::vector<std::string> late_appeals =
      {};  // open ones that came after their period, now that this is refused
};

// An entry of the register of exceptions (policy.md 8.5).
struct RegisterEntry {
  policy::Grant grant = {};
  policy::GrantState state = {};  // at the time asked for
  std::string office =
      {};  // class of the author's office when the item was posted; empty: none is known
  std::string language = {};
  std::vector<std::string> tests = {};
  policy::Action default_action = {};  // on the item, once it has ended
};

struct RenewalRequest {
  std::string decision = {};
  std::vector<std::string> approvers = {};
  bool tests_met = true;
  policy::Time at = {};
};

struct EndedGrant {
  std::string decision = {};
  policy::GrantEnd how = {};
};

// ---- intake (policy.md 11)

struct ReportRequest {
  std::string reporter = {};  // a pseudonym
  std::string account = {};   // the item's author
  std::string item = {};
  std::string words = {};
  policy::Time at = {};
};

struct FiledReport {
  std::string id = {};
  bool was_there = false;    // one sender's report of an item counts once
  bool handled = true;       // not while the sender's reports are suspended
  std::int64_t of_item = 0;  // how many senders reported it; it orders a queue and decides nothing
};

enum class DemandOutcome : std::uint8_t { kMet, kPartlyMet, kRefused };
std::string_view Name(DemandOutcome outcome);
std::optional<DemandOutcome> DemandOutcomeNamed(std::string_view name);

struct DemandEntry {
  std::string id = {};
  policy::Demand demand = {};
  policy::Time received = {};
  policy::DemandHandling handling = {};
  std::optional<DemandOutcome> outcome = {};  // none: not answered yet
  bool was_there = false;
};

struct DemandAnswer {
  std::string demand = {};
  DemandOutcome outcome = DemandOutcome::kRefused;
  std::string reason = {};
  policy::Time at = {};
};

// Its texts live until the docket changes.
struct StandingView {
  std::vector<policy::LiveStrike> live = {};
  std::vector<policy::Running> running = {};
  std::vector<std::string> lifted = {};  // decisions whose action waits for a late answer
  std::vector<LockView> locks = {};      // that are not open yet
  std::optional<policy::Time> free_at = {};
  struct Next {
    std::vector<std::string> families = {};
    std::int64_t count = 0;
    std::vector<policy::NextStep> steps = {};
  };
  std::vector<Next> next = {};  // by ladder
};

struct Conformity {
  std::int64_t recomputed = 0;
  std::int64_t identical = 0;
  struct Difference {
    std::string decision = {};
    std::string what = {};
  };
  std::vector<Difference> different = {};
  std::vector<Difference> not_recomputable = {};
};

class Docket {
 public:
  // `log` may be null: then no leaves are made. Brings the record up to the store first.
  static Result<std::unique_ptr<Docket>> Open(std::unique_ptr<cases::CaseStore> store,
                                              std::unique_ptr<record::Log> log,
                                              MakeBlinding blinding);

  const Versions& versions() const { return versions_; }
  cases::CaseStore& store() { return *store_; }

  Result<const Version*> Publish(std::string_view yaml, policy::Time now,
                                 const Beside& beside = {});

  Result<Ruling> Decide(CaseRequest request);
  // All that can be decided, in order and in one transaction (two around a decision that cannot be
  // recorded); `refused` gets the others. What `ruled` hears has happened when this returns without
  // an error, and not before.
  Result<void> DecideAll(std::vector<CaseRequest> requests,
                         const std::function<void(Ruling&&)>& ruled, std::vector<Refused>* refused);

  // The author was told of a batch; a lesson was completed; the author was cut off.
  Result<void> Note(std::string_view account, std::string_view kind, std::string_view body,
                    policy::Time at);

  // The author deleted the item: locks that wait for it begin to run. `at` may lie before the
  // account's last event, since a deletion order may have travelled. A second order counts as the
  // first.
  Result<Deletion> DeleteItem(std::string_view account, std::string_view item, policy::Time at);
  // The lock of a decision, at `at`; none when it gave none that waits for a deletion.
  Result<std::optional<LockView>> LockOf(std::string_view decision, policy::Time at);

  // A lesson that lets a warning expire, and when; that the author was told of a batch; a time of
  // being cut off, with what it does to the decisions that can still be appealed. The same dates
  // again change nothing.
  Result<policy::Time> NoteLesson(std::string_view account, std::string_view clause,
                                  policy::Time at);
  Result<void> NoteNotice(std::string_view account, std::string_view batch, policy::Time at);
  Result<std::vector<FilingPeriod>> NoteCutOff(const CutOffRequest& request);
  // Stated times beyond 60 days in any 365 wait for a person, who accepts them or not, with a
  // reason; the first 60 days count either way.
  Result<std::vector<CutOffToReview>> CutOffsToReview();
  Result<CutOffReviewed> ReviewCutOff(const CutOffReview& review);

  // The register of exceptions, by date; one more term; and the end of those whose time is up or
  // that are beyond the budget of the version in force. Ending them again does nothing.
  Result<std::vector<RegisterEntry>> Exceptions(policy::Time at);
  Result<policy::Time> RenewException(const RenewalRequest& request);
  Result<std::vector<EndedGrant>> SweepExceptions(policy::Time at);

  // Reports are counted and never evidence (11.2). A person judges one manifestly unfounded or not,
  // and rules on misuse: first a warning, then the sender's reports are not handled for a time; the
  // sender's own posts and standing are untouched (11.3).
  Result<FiledReport> FileReport(const ReportRequest& request);
  Result<void> JudgeReport(std::string_view report, bool unfounded, std::string_view reviewer,
                           policy::Time at);
  // The same of appeals (13): of the author's, once upheld. While they are suspended, a new appeal
  // is on record and in time, and its answer is due as if it had come at the end of the suspension.
  Result<void> JudgeAppeal(std::string_view appeal, bool unfounded, std::string_view reviewer,
                           policy::Time at);
  Result<MisuseRuling> RuleOnMisuse(const MisuseRequest& request);

  // What a state demands is on record and counted in public, whatever becomes of it (11.4); the
  // same demand again is the one that is there.
  Result<DemandEntry> FileDemand(const policy::Demand& demand, policy::Time at);
  Result<void> AnswerDemand(const DemandAnswer& answer);
  Result<std::vector<DemandEntry>> Demands();

  // Counts of a period that is over, and their leaf; a period that is on record keeps its leaf.
  // Reports and dossiers in the same way: told again, they change nothing, and false comes back
  // (docket/on_record.h).
  Result<Counts> CountUp(policy::Time from, policy::Time to);
  Result<bool> PublishCounts(const Counts& counts, policy::Time at);
  Result<bool> NoteReport(const PublishedReport& report);
  Result<bool> NoteDossier(const AcceptedDossier& dossier);
  Result<bool> NoteDossierRemoval(const DossierRemoval& removal);

  // The register of limits on access, and changes of it, in one transaction: all or none. Each is a
  // leaf that everyone can check against the change, since it is about nobody. New ids are in what
  // comes back.
  Result<access::Register> Access();
  Result<std::vector<access::Change>> ChangeAccess(std::vector<access::Change> changes);

  // One that comes late is not refused but asked once whether its author was cut off
  // (reach.md 3.4); the answer, within 14 days, counts as if it had come with the appeal.
  Result<FiledAppeal> FileAppeal(const AppealRequest& request);
  // The same, exactly once: an appeal is its decision and the SHA-256 of its words. Words that come
  // before anyone reviews are its newest version, later ones are added, and all are kept in order;
  // after the answer they are refused (reach.md 7.3).
  Result<ReceivedLetter> ReceiveLetter(const AppealLetter& letter);
  // Whether a letter brought these words before.
  Result<bool> HasWords(std::string_view decision, std::string_view words);
  // All words of an appeal, in the order in which they came; and of all appeals of a decision.
  Result<std::vector<AppealWords>> WordsOf(std::string_view appeal);
  Result<std::vector<AppealWords>> WordsFor(std::string_view decision);
  // Marks texts as not from the author, exactly once: nothing is taken away, and reviewers see it.
  // Errors: kInvalidArgument for a number that no text has, the letter's own text, and texts of an
  // appeal that has its answer (reach.md 7.3).
  Result<MarkedNotMine> MarkNotMine(const NotMineRequest& request);
  Result<void> EachLetter(policy::Time since,
                          const std::function<void(const LetterOnRecord&)>& visit);
  // Answers to appeals that came by letter, the last one of each, in order of appeals.
  Result<std::vector<AnswerOnRecord>> Answers();
  // A bundle was made public: the hash of its list (hexadecimal) goes into the record, once.
  Result<void> NoteBundle(std::string_view sums_hash, std::string_view name, policy::Time at);
  // The issue of a decision's codes for a purpose, from 1; a new one makes those before it
  // worthless. Asking costs the same whether there is such a decision.
  Result<std::int64_t> CodeIssue(std::string_view decision, std::string_view purpose);
  Result<std::int64_t> ReissueCode(std::string_view decision, std::string_view purpose,
                                   policy::Time at);
  // What is on record of a decision; none: there is no such one.
  struct DecisionOnRecord {
    std::string account = {};
    std::string item = {};
    std::string leaf = {};      // the CID of its leaf in the public record, hexadecimal
    std::string blinding = {};  // of its commitments, hexadecimal
    policy::Time at = {};
  };
  Result<std::optional<DecisionOnRecord>> FindDecision(std::string_view decision);
  Result<void> AssignAppeal(std::string_view appeal, std::string_view reviewer, policy::Time at);
  Result<void> WithdrawAppeal(std::string_view appeal, policy::Time at);
  Result<std::optional<Restored>> AnswerAppeal(const AppealAnswer& answer);
  // The reviewer asks the author, who replies; the platform's time runs on meanwhile.
  Result<void> AskAppeal(std::string_view appeal, std::string_view reviewer,
                         std::string_view question, policy::Time at);
  Result<void> ReplyAppeal(std::string_view appeal, std::string_view words, policy::Time at);
  // To an outside body, and what it said.
  Result<void> ReferAppeal(std::string_view appeal, std::string_view body, policy::Time at);
  Result<void> RecordOutsideAnswer(std::string_view appeal, bool overturned,
                                   std::string_view reason, policy::Time at);
  Result<std::optional<Restored>> CloseAppeal(const AppealClosing& closing);
  // Marks every appeal whose deadline has passed without an answer; their ids. Again at the same
  // time: none.
  Result<std::vector<std::string>> LapseAppeals(policy::Time at);
  // The queue, the nearest deadline first.
  Result<std::vector<OpenAppeal>> OpenAppeals(policy::Time at);

  // What a voided decision gives back: what its actions took, the place in a dossier that it rested
  // on, everyone who is to be told, and whatever else was told of; the latest result of each. A
  // removal from a dossier that is on record is done. Each result is in the public record. The same
  // again changes nothing.
  Result<std::vector<GivenBack>> Checklist(std::string_view decision);
  Result<void> TellGivenBack(const GivingRequest& request);

  // The decision made again from what was recorded. `recorded` gets the bytes that were given then.
  Result<Ruling> Rerun(std::string_view decision, std::string* recorded);
  Result<StandingView> StandingOf(std::string_view account, policy::Time at);
  Result<const Account*> AccountNamed(std::string_view account);
  // What was put to decision on the account and not voided, in order, and the version that judged
  // it.
  Result<void> EachCase(std::string_view account,
                        const std::function<void(const CaseRequest&, const Version&)>& visit);
  // Every decision on record, made again.
  Result<Conformity> Recompute(const std::function<void(std::int64_t)>& progress);

  // Makes everything that is derived from the history anew: how many entries the index has.
  Result<std::int64_t> Rebuild();

  // Whether the store is as it was written, and the public record in `files` says the same: each
  // event's leaf stands there in order, and opens to what the event holds. kCorrupt with the first
  // place.
  Result<void> CheckRecord(const record::Files& files);

  // Leaves that wait go to the record; its checkpoint.
  Result<std::string> PublishRecord();

 private:
  // What one change writes.
  struct Change {
    std::vector<cases::CaseEvent> events;
    std::vector<cases::PendingLeaf> leaves;
  };

  // A leaf to make: what it says, and what it commits to.
  struct NewLeaf {
    record::Leaf leaf = {};
    std::string subject = {};
    std::string_view reason = {};
  };
  struct MadeLeaf {
    std::string bytes = {};
    record::Digest sha256 = {};
    std::string blinding = {};  // both, hexadecimal
    std::string link() const;   // hexadecimal; empty without a leaf
  };

  Docket(std::unique_ptr<cases::CaseStore> store, std::unique_ptr<record::Log> log,
         MakeBlinding blinding)
      : store_(std::move(store)), log_(std::move(log)), blinding_(std::move(blinding)) {}
  Result<void> Load();
  Result<Account*> Warm(std::string_view account);
  Result<const Version*> VersionFor(const CaseRequest& request, Account* account);
  // A decision as it was taken: all but its leaf and its event.
  struct Taken {
    std::size_t index = 0;  // of its request
    Ruling ruling = {};
    policy::Decision decision = {};
    std::optional<policy::Grant> grant = {};  // of an exception, when it gave one
    DecidedCase* kept = nullptr;              // by its account
  };
  struct Batch {
    std::vector<CaseRequest> requests;
    const std::function<void(Ruling&&)>& ruled;
    std::vector<Refused>* refused;
    std::size_t next = 0;              // request
    Account* account = nullptr;        // its author's
    std::vector<Taken> unsealed = {};  // in memory, and not in the store yet
  };
  Result<void> PutAll(Batch* batch);
  Result<bool> WasDecided(Batch* batch);
  Result<void> Repeat(Batch* batch);
  Result<void> Take(Batch* batch);
  Result<void> Seal(Batch* batch);
  Result<void> Settle(Result<void> done, Batch* batch);
  static std::vector<NewLeaf> LeavesOf(const Batch& batch);
  Change ChangeOf(const Batch& batch, const Taken& taken, const MadeLeaf* leaves);
  std::vector<MadeLeaf> MakeLeaves(std::vector<NewLeaf> leaves, std::int64_t sequence,
                                   Result<void>* all);
  Result<std::string> AddLeaf(record::Leaf leaf, std::string_view subject, std::string_view reason,
                              std::string* blinding_hex, Change* change);
  // Leaves that the open transaction has put.
  void TellLog(std::span<const cases::PendingLeaf> leaves);
  Result<void> Commit(Change change);
  // Commits the transaction if all that went into it is `done`; else nothing of it was.
  Result<void> End(Result<void> done);
  struct NamedAppeal {
    std::string name;  // of the account
    Account* account;
    AppealCase appeal;
    const DecidedCase& decided() const { return *account->FindDecision(appeal.decision); }
  };
  struct AppealMove {
    policy::AppealState to = {};
    std::string_view reviewer = {};  // empty: stays
    std::string_view words = {};
    policy::Time at = {};
    bool in_public = false;  // with a leaf
  };
  Result<FiledAppeal> FileInto(const AppealRequest& request, Change* change);
  Result<void> MoveAppeal(const NamedAppeal& named, const AppealMove& move);
  Result<void> MoveInto(const NamedAppeal& named, const AppealMove& move, Change* change);
  Result<std::vector<FilingPeriod>> FilingPeriods(std::string_view account, policy::Time at);
  struct Timeliness {
    bool is_late = false;
    bool awaits_review = false;
    policy::Time ends = {};
  };
  // Of which appeal, of whose decision, and from when its period runs.
  struct Filing {
    std::string appeal = {};
    std::string late_id = {};  // of its late-appeal event
    policy::Time notice = {};
    std::string account = {};
  };
  static Timeliness TimelinessOf(const AppealRequest& request, const Filing& filing,
                                 const Account& account);
  Result<FiledAppeal> AskWhetherCutOff(const AppealRequest& request, const Filing& filing,
                                       policy::Time ends, Account* account, Change* change);
  Result<void> JudgeInto(const cases::CaseEvent& sent, std::string_view kind, bool unfounded,
                         std::string_view reviewer, policy::Time at);
  Result<NamedAppeal> AppealNamed(std::string_view appeal);
  Result<Restored> VoidInto(const NamedAppeal& named, policy::Time at, Change* change);
  Result<void> CommitAppeal(const NamedAppeal& named, Change change,
                            std::optional<Restored>* restored);
  Result<std::vector<std::string>> SameContent(const NamedAppeal& named);
  // Dossiers on record that hold the account, where the decision rested on one or was raised by
  // rules, which may have asked; and how it left them if it has.
  struct DossierPlace {
    std::string dossier = {};
    std::optional<DossierRemoval> removal = {};
  };
  Result<std::vector<DossierPlace>> DossiersBehind(const cases::CaseEvent& decision);
  // An event with a leaf that holds the plain hash by which it is called; false: it is there
  // already.
  Result<bool> NoteHashed(std::string_view kind, record::LeafKind leaf_kind,
                          const PublishedReport& what);
  Result<void> EndGrantInto(std::string_view decision, policy::GrantEnd how, policy::Time at,
                            Change* change);

  std::unique_ptr<cases::CaseStore> store_;
  std::unique_ptr<record::Log> log_;
  MakeBlinding blinding_;
  Versions versions_;
  policy::GrantRegister grants_;
  std::unordered_map<std::string, Account> accounts_;
  std::uint64_t next_leaf_ = 0;
  codec::JsonDocument scratch_;
  // Where texts are written before they are kept at the size they have: memory that is warm takes
  // many small pieces faster.
  codec::JsonOut statement_room_, body_room_;
  bool is_ahead_ = false;  // memory holds a decision that could not be recorded
};

}  // namespace evenhand::docket
