#include "register/register.h"

#include <algorithm>

#include "register/origins.h"

namespace evenhand::access {
namespace {

tl::unexpected<Error> Refuse(const std::string& why) {
  return Fail(ErrorCode::kInvalidArgument, why);
}
tl::unexpected<Error> Refuse(const Entry& entry, const std::string& why) {
  return Refuse(entry.id + " " + why);
}

bool IsState(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsService(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                  c == '.';
         });
}

bool IsDigest(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// A name of a curator, or of one who challenges: no address, and short.
Result<void> CheckNames(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name.empty()) return Refuse("a name that is given is not empty");
    EVENHAND_TRY(CheckText("a name", name, 80));
  }
  return {};
}

Result<void> CheckSource(const Source& source) {
  if (!source.url.starts_with("https://") && !source.url.starts_with("http://")) {
    return Refuse("a source has the address of a public page, http or https: '" +
                  source.url.substr(0, 60) + "'");
  }
  if (std::ranges::any_of(source.url, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>';
      })) {
    return Refuse("the address of a source has a space or a sign in it that no address has: '" +
                  source.url.substr(0, 60) + "'");
  }
  const std::string_view host = std::string_view(source.url).substr(source.url.find("//") + 2);
  if (source.url.size() > kMostReasonCharacters ||
      host.substr(0, host.find('/')).find('@') != std::string_view::npos) {
    return Refuse("the address of a source is too long, or names a user: '" +
                  source.url.substr(0, 60) + "'");
  }
  EVENHAND_TRY(CheckText("the origin of a source", source.origin, kMostNoteCharacters));
  EVENHAND_TRY(CheckText("the language of a source", source.language, 35));
  if (!source.sha256.empty() && !IsDigest(source.sha256))
    return Refuse("the hash of a source is a SHA-256 in hexadecimal digits");
  const bool needs_day = source.says != Says::kUnread && source.says != Says::kDenied;
  if (needs_day && !source.day)
    return Refuse("a source that says '" + std::string(Name(source.says)) + "' says of which day");
  return {};
}

bool NeedsTwo(ChangeKind kind) { return kind != ChangeKind::kChallenge; }

bool SaysItHolds(const Source& source, const Beginning& from) {
  if (source.says == Says::kUnread) return true;
  const bool holds = source.says == Says::kInForce || source.says == Says::kSince;
  return holds && (!from.earliest || *source.day >= *from.earliest);
}

Result<void> CheckOrder(const Beginning& from, const std::optional<DayPair>& to) {
  if (from.earliest && from.latest && *from.latest < *from.earliest)
    return Refuse("a beginning's latest day lies before its earliest");
  const auto begins = from.earliest ? from.earliest : from.latest;
  if (to && begins && to->latest < *begins) {
    return Refuse("it ends (" + FormatDays(*to) + ") before it begins (" + FormatBeginning(from) +
                  ")");
  }
  return {};
}

}  // namespace

const Entry* Register::Find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &entries_[found->second];
}

const Challenge* Register::FindChallenge(std::string_view id) const {
  const auto found = std::ranges::find(challenges_, id, &Challenge::id);
  return found == challenges_.end() ? nullptr : &*found;
}

std::size_t Register::CountStates() const {
  std::set<std::string_view> states;
  for (const Entry& entry : entries_) states.insert(entry.state);
  return states.size();
}

Result<void> Register::Apply(Change* change) {
  EVENHAND_TRY(Check(*change));
  if (change->kind == ChangeKind::kOpen) {
    EVENHAND_TRY(Open(change));
  } else if (change->kind == ChangeKind::kPlan) {
    EVENHAND_TRY(Plan_(*change));
  } else if (change->kind == ChangeKind::kChallenge) {
    EVENHAND_TRY(File(change));
  } else if (change->kind == ChangeKind::kAnswer) {
    EVENHAND_TRY(Answer(*change));
  } else if (change->kind == ChangeKind::kImported) {
    imported_.insert(change->files.begin(), change->files.end());
  } else {
    EVENHAND_ASSIGN(Entry* const entry, Named(*change));
    Entry moved = *entry;
    EVENHAND_TRY(Move(change, &moved));
    *entry = std::move(moved);
  }
  if (const auto found = by_id_.find(change->entry); found != by_id_.end()) {
    entries_[found->second].history.push_back(changes_.size());
  }
  changes_.push_back(*change);
  return {};
}

// What every change needs: two curators, an order in time, and texts that may stand here.
Result<void> Register::Check(const Change& change) const {
  if (!changes_.empty() && change.recorded_at < changes_.back().recorded_at) {
    return Refuse("the clock went backwards: the register's last change is later");
  }
  EVENHAND_TRY(CheckNames(change.by));
  const std::set<std::string_view> people(change.by.begin(), change.by.end());
  if (NeedsTwo(change.kind) && people.size() != 2)
    return Refuse("two curators make a change of the register, not one (2.1)");
  if (!NeedsTwo(change.kind) && change.by.size() > 1)
    return Refuse("a challenge has one name, or none");
  EVENHAND_TRY(CheckText("the reason", change.why, kMostReasonCharacters));
  if (change.sources.size() > kMostSources)
    return Fail(ErrorCode::kLimit, "one change has at most 32 sources");
  for (const Source& source : change.sources) EVENHAND_TRY(CheckSource(source));
  for (const auto& [language, note] : change.notes) {
    EVENHAND_TRY(CheckText("the language of a note", language, 35));
    EVENHAND_TRY(CheckText("the note", note, kMostNoteCharacters));
  }
  for (const std::string_view text :
       {std::string_view(change.region), std::string_view(change.networks),
        std::string_view(change.group)}) {
    EVENHAND_TRY(CheckText("the scope", text, 80));
  }
  for (const std::string& file : change.files) {
    if (!IsDigest(file)) return Refuse("a file that was imported is named by its SHA-256");
  }
  return {};
}

Result<Entry*> Register::Named(const Change& change) {
  const auto found = by_id_.find(change.entry);
  if (found == by_id_.end())
    return Fail(ErrorCode::kNotFound, "the register has no entry '" + change.entry + "'");
  Entry& entry = entries_[found->second];
  if (entry.status == Status::kWithdrawn)
    return Refuse(entry, "was entered in error and withdrawn");
  return &entry;
}

Result<void> Register::Open(Change* change) {
  if (entries_.size() == kMostEntries)
    return Fail(ErrorCode::kLimit, "the register has as many entries as it may");
  if (!IsState(change->state))
    return Refuse("'" + change->state.substr(0, 20) +
                  "' is no state: two capital letters of ISO 3166-1");
  if (!IsService(change->service))
    return Refuse("'" + change->service.substr(0, 40) +
                  "' is no service: lower-case letters, digits and hyphens");
  if (!change->limit)
    return Refuse("an entry has a kind: block, throttle, calls, shutdown, curfew or removed");
  if (!change->region.empty() && !change->region.starts_with(change->state + "-")) {
    return Refuse("region '" + change->region + "' is not one of " + change->state +
                  " (ISO 3166-2)");
  }
  const Beginning from = change->from.value_or(Beginning{});
  EVENHAND_TRY(CheckOrder(from, change->to));
  if (std::ranges::none_of(change->sources,
                           [&](const Source& source) { return SaysItHolds(source, from); })) {
    return Refuse(
        "an entry needs a source that says it is in force on a day when it can be: a forecast or "
        "an announcement alone "
        "opens nothing (2.3)");
  }
  if (!change->seen && !change->to && !from.is_unknown()) {
    return Refuse("no source shows it in force: it is a forecast, which is kept as a plan (2.3)");
  }
  const std::string stem = "r-" + change->state + "-" + change->service;
  const std::string id = stem + "-" + std::to_string(last_number_[stem] + 1);
  if (!change->entry.empty() && change->entry != id)
    return Refuse("the next entry of its kind is " + id + ", not " + change->entry);
  change->entry = id;
  ++last_number_[stem];
  Entry entry{.id = id,
              .state = change->state,
              .service = change->service,
              .kind = *change->limit,
              .region = change->region,
              .networks = change->networks,
              .group = change->group,
              .from = from,
              .to = change->to,
              .seen = change->seen,
              .status = change->to ? Status::kEnded : Status::kReported,
              .single_network = change->single_network,
              .sources = change->sources,
              .notes = change->notes,
              .measured_on = change->window};
  by_id_.emplace(id, entries_.size());
  entries_.push_back(std::move(entry));
  return {};
}

Result<void> Register::Plan_(const Change& change) {
  if (!IsState(change.state) || !IsService(change.service) || !change.limit)
    return Refuse("a plan says of which state, service and kind it is");
  if (!change.from || change.from->is_unknown()) return Refuse("a plan says from when");
  plans_.push_back({.state = change.state,
                    .service = change.service,
                    .kind = *change.limit,
                    .from = *change.from,
                    .sources = change.sources,
                    .notes = change.notes});
  return {};
}

Result<void> Register::Move(Change* change, Entry* entry) {
  if (change->window && entry->measured_on &&
      *change->window < *entry->measured_on + kMeasuredMovesApart) {
    return Refuse(*entry, "was moved by the measurements to " + FormatDay(*entry->measured_on) +
                              "; they move it once in 7 days (2.5)");
  }
  EVENHAND_TRY(AddSources(*change, entry));
  if (change->window) entry->measured_on = change->window;
  for (const auto& [language, note] : change->notes) entry->notes[language] = note;
  switch (change->kind) {
    case ChangeKind::kSource:
      if (change->sources.empty() && change->notes.empty())
        return Refuse("no source and no note is given");
      return {};
    case ChangeKind::kConfirm:
      return Confirm(entry);
    case ChangeKind::kContest:
      return Contest(*change, entry);
    case ChangeKind::kSettle:
      if (change->why.empty()) return Refuse("a contested entry is settled with reasons (2.3)");
      return Settle(entry);
    case ChangeKind::kEnd:
      return End(*change, entry);
    case ChangeKind::kPropose:
      return Propose(*change, entry);
    case ChangeKind::kSeen:
      return See(*change, entry);
    case ChangeKind::kLapse:
      return Lapse(*change, entry);
    case ChangeKind::kCorrect:
      return Correct(*change, entry);
    case ChangeKind::kWithdraw:
      if (change->why.empty()) return Refuse("an entry is withdrawn with reasons");
      entry->status = Status::kWithdrawn;
      return {};
    default:
      return Refuse("this is no change of an entry");
  }
}

// The same page again says more of itself than before.
Result<void> Register::AddSources(const Change& change, Entry* entry) {
  for (const Source& source : change.sources) {
    auto& list = source.says == Says::kDenied ? entry->denials : entry->sources;
    const auto known = std::ranges::find_if(list, [&](const Source& other) {
      return other.url == source.url && (other.says == source.says || other.says == Says::kUnread);
    });
    if (known != list.end()) {
      *known = source;
    } else {
      list.push_back(source);
    }
  }
  return {};
}

Result<void> Register::Confirm(Entry* entry) {
  const bool is_ended = entry->status == Status::kEnded;
  Status& grade = is_ended ? entry->grade : entry->status;
  if (grade != Status::kReported)
    return Refuse(
        *entry, "is " + std::string(Name(grade)) + ", and only what is reported can be confirmed");
  const Grounds grounds = GroundsInForce(*entry);
  if (grounds.origins < 2) {
    return Refuse(*entry, "has " + std::to_string(grounds.origins) +
                              (grounds.origins == 1 ? " origin" : " origins") +
                              " whose word somebody entered; two independent ones confirm it "
                              "(2.4). Pages that repeat one origin, and "
                              "measurements among themselves, count once");
  }
  if (!grounds.has_effect)
    return Refuse(*entry, "rests on orders alone; one origin has to speak of effect (2.3)");
  grade = Status::kConfirmed;
  return {};
}

Result<void> Register::Contest(const Change& change, Entry* entry) {
  if (entry->status != Status::kReported && entry->status != Status::kConfirmed) {
    return Refuse(*entry, "is " + std::string(Name(entry->status)) +
                              ", and only what is reported or confirmed can be contested");
  }
  const Opposition opposition = OppositionTo(*entry);
  const std::size_t needed = entry->status == Status::kConfirmed ? 2 : 1;
  if (opposition.independent == 0) {
    return Refuse(*entry, entry->denials.empty()
                              ? "is opposed by no source that says 'open' or 'ended' of a day on "
                                "which it is in force (2.3)"
                              : "is opposed by a denial alone, which changes nothing: otherwise a "
                                "state could switch it off by a sentence (2.8)");
  }
  if (opposition.origins < needed) {
    return Refuse(*entry,
                  "is confirmed by two origins and opposed by one; equal grade contests it (2.3)");
  }
  if (change.why.empty()) return Refuse("an entry is contested with reasons");
  entry->settled = entry->status;
  entry->status = Status::kContested;
  return {};
}

Result<void> Register::Settle(Entry* entry) {
  if (entry->status != Status::kContested) return Refuse(*entry, "is not contested");
  entry->status = entry->settled;
  return {};
}

Result<void> Register::End(const Change& change, Entry* entry) {
  if (entry->status == Status::kEnded)
    return Refuse(*entry, "has ended; opened again and closed, it is a new entry (2.3)");
  if (!change.to) return Refuse("an end says when");
  EVENHAND_TRY(CheckOrder(entry->from, change.to));
  const std::size_t needed = std::min<std::size_t>(2, OriginsInForce(*entry)),
                    have = OriginsOfEnd(*entry);
  // Four measured windows in a row end any entry, and two end what rests on measurement (2.5); the
  // caller has judged them.
  if (have < needed && !change.window) {
    return Refuse(*entry, "has " + std::to_string(needed) + " origins for its force and " +
                              std::to_string(have) +
                              " for its end; until there are as many, the end is a proposal (2.3)");
  }
  entry->to = change.to;
  entry->proposed_to.reset();
  entry->grade = entry->status;
  entry->status = Status::kEnded;
  return {};
}

Result<void> Register::Propose(const Change& change, Entry* entry) {
  if (entry->status == Status::kEnded) return Refuse(*entry, "has ended already");
  if (!change.to) return Refuse("a proposed end says when");
  entry->proposed_to = change.to;
  return {};
}

Result<void> Register::See(const Change& change, Entry* entry) {
  if (!change.seen) return Refuse("a sighting says when");
  if (entry->status == Status::kEnded)
    return Refuse(*entry, "has ended; seen again, it is a new entry (2.3)");
  if (entry->seen && change.seen->earliest < entry->seen->earliest)
    return Refuse(*entry, "was seen later than that: a sighting never moves back (2.5)");
  if (change.sources.empty()) return Refuse("a sighting has a source");
  entry->seen = change.seen;
  return {};
}

Result<void> Register::Lapse(const Change& change, Entry* entry) {
  if (!change.lapse) return Refuse("a lapse says from when to when");
  const Days length = change.lapse->to - change.lapse->from;
  if (length < Days{1}) return Refuse("a lapse ends after it begins");
  if (length > kLongestLapse)
    return Refuse(
        *entry, "was open for 48 hours or more: it ended, and what followed is a new entry (2.3)");
  entry->lapses.push_back(*change.lapse);
  return {};
}

Result<void> Register::Correct(const Change& change, Entry* entry) {
  if (change.why.empty()) return Refuse("a correction gives its reasons");
  if (!change.from && !change.to && !change.seen)
    return Refuse("a correction says what is right: from, to or seen");
  const bool is_ended = entry->status == Status::kEnded;
  if (change.to && !is_ended) return Refuse(*entry, "has no end that could be corrected");
  if (change.from) entry->from = *change.from;
  if (change.to) entry->to = change.to;
  if (change.seen) entry->seen = change.seen;
  return CheckOrder(entry->from, entry->to);
}

Result<void> Register::File(Change* change) {
  if (Find(change->entry) == nullptr)
    return Fail(ErrorCode::kNotFound, "the register has no entry '" + change->entry + "'");
  if (change->why.empty()) return Refuse("a challenge says what is wrong");
  const std::string id = "c-" + std::to_string(challenges_.size() + 1);
  if (!change->challenge.empty() && change->challenge != id)
    return Refuse("the next challenge is " + id + ", not " + change->challenge);
  change->challenge = id;
  challenges_.push_back({.id = id,
                         .entry = change->entry,
                         .claim = change->why,
                         .name = change->by.empty() ? std::string() : change->by.front(),
                         .sources = change->sources,
                         .filed = change->recorded_at,
                         .due = change->recorded_at + kChallengeAnsweredIn});
  return {};
}

Result<void> Register::Answer(const Change& change) {
  const auto found = std::ranges::find(challenges_, change.challenge, &Challenge::id);
  if (found == challenges_.end())
    return Fail(ErrorCode::kNotFound, "there is no challenge '" + change.challenge + "'");
  if (found->upheld) return Refuse("challenge " + found->id + " has its answer");
  if (!change.upheld || change.why.empty())
    return Refuse("an answer says whether the challenge is upheld, and why");
  const Entry& entry = *Find(found->entry);
  for (const std::string& curator : changes_[entry.history.front()].by) {
    if (std::ranges::find(change.by, curator) != change.by.end()) {
      return Refuse(curator + " entered " + entry.id + "; two others answer the challenge (2.8)");
    }
  }
  found->upheld = change.upheld;
  found->answer = change.why;
  found->by = change.by;
  found->answered = change.recorded_at;
  return {};
}

Result<Register> ReplayedTo(const std::vector<Change>& changes, Time known_at) {
  Register known;
  for (const Change& change : changes) {
    if (change.recorded_at > known_at) break;
    EVENHAND_TRY(known.Apply(change));
  }
  return known;
}

}  // namespace evenhand::access
