#include "docket/on_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hex.h"
#include "codec/json_out.h"
#include "docket/committed.h"
#include "docket/docket.h"
#include "docket/event.h"
#include "policy/raised.h"
#include "record/tree_hash.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;
using codec::JsonKind;
using codec::JsonOut;
using policy::Time;

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

// A line of the counts: events of a kind, of which a field has a value, or is there where no value
// is named.
struct CountRow {
  std::string_view name, kind, field = {}, value = {};
};

constexpr std::array<CountRow, 27> kRows = {{
    {"reports", "report"},
    {"reports not handled", "report", "handled", "false"},
    {"reports manifestly unfounded", "report-judged", "unfounded", "true"},
    {"reports in good faith", "report-judged", "unfounded", "false"},
    {"senders of reports warned", "report-warned"},
    {"senders of reports suspended", "report-suspended"},
    {"appeals", "appeal-filed"},
    {"appeals with new facts", "appeal-filed", "new_facts"},
    {"appeals put off", "appeal-filed", "handled_from"},
    {"appeals by reporters", "appeal-filed", "who", "reporter"},
    {"appeals upheld", "appeal-decided", "to", "upheld"},
    {"appeals overturned", "appeal-decided", "to", "overturned"},
    {"appeals modified", "appeal-decided", "to", "modified"},
    {"appeals withdrawn", "appeal-moved", "to", "withdrawn"},
    {"appeals not answered in time", "appeal-moved", "to", "lapsed_for_user"},
    {"appeals referred outside", "appeal-moved", "to", "referred"},
    {"appeals manifestly unfounded", "appeal-judged", "unfounded", "true"},
    {"appeals in good faith", "appeal-judged", "unfounded", "false"},
    {"authors of appeals warned", "appeal-warned"},
    {"authors of appeals suspended", "appeal-suspended"},
    {"stated cut-offs accepted", "cut-off-reviewed", "accepted", "true"},
    {"stated cut-offs refused", "cut-off-reviewed", "accepted", "false"},
    {"demands of states", "demand"},
    {"exceptions granted", "exception-granted"},
    {"decisions voided", "voided"},
    {"dossiers accepted", "dossier-accepted"},
    {"accounts removed from dossiers", "dossier-removed"},
}};

bool IsCounted(const CountRow& row, const Json& body) {
  if (row.field.empty()) return true;
  const Json value = body.Field(row.field);
  if (row.value.empty()) return !value.missing();
  if (value.kind() == JsonKind::kBool) return row.value == (value.AsBool() ? "true" : "false");
  return value.kind() == JsonKind::kString && value.AsString() == row.value;
}

bool IsDate(Time time) { return time == std::chrono::floor<std::chrono::days>(time); }

// A case says that it was decided by a dossier, or that rules raised it, which may have asked for
// the role.
enum class Rests : std::uint8_t { kNot, kPerhaps, kSurely };

Rests RestsOnDossier(const Json& decided) {
  const Json facts = decided.Field("facts");
  if (facts.kind() == JsonKind::kObject && !facts.Field("dossier_role").missing())
    return Rests::kSurely;
  const Json judgements = decided.Field("judgements");
  for (std::size_t i = 0; judgements.kind() == JsonKind::kArray && i < judgements.size(); ++i) {
    if (Text(judgements.Item(i), "question") == policy::kRaised) return Rests::kPerhaps;
  }
  return Rests::kNot;
}

std::string PeriodId(const Counts& counts) {
  return policy::FormatTime(counts.from).substr(0, 10) + "/" +
         policy::FormatTime(counts.to).substr(0, 10);
}

}  // namespace

// ---- counts

Result<Counts> Docket::CountUp(Time from, Time to) {
  if (!IsDate(from) || !IsDate(to) || from >= to)
    return Bad("counts are of whole days, and end after they begin");
  Counts counts{.from = from, .to = to};
  for (const CountRow& row : kRows) {
    std::int64_t count = 0;
    EVENHAND_TRY(store_->EachOfKind(row.kind, [&](const CaseEvent& event) -> Result<void> {
      if (TimeOf(event) < from || TimeOf(event) >= to) return {};
      auto body = scratch_.ParseCopy(event.body);
      if (!body) return tl::unexpected(std::move(body).error());
      count += IsCounted(row, *body) ? 1 : 0;
      return {};
    }));
    counts.lines.emplace_back(row.name, count);
  }
  return counts;
}

Result<bool> Docket::PublishCounts(const Counts& counts, Time at) {
  if (at < counts.to) return Bad("counts are published when their period is over");
  const std::string id = PeriodId(counts);
  EVENHAND_ASSIGN(const auto before, store_->Find("counts", id));
  if (before) return false;
  record::Leaf leaf{
      .kind = record::LeafKind::kCount, .time = LeafTime(at), .actions = {"counts " + id}};
  JsonOut body;
  body.Open('{')
      .Key("from")
      .String(policy::FormatTime(counts.from))
      .Key("to")
      .String(policy::FormatTime(counts.to));
  body.Key("counts").Open('{');
  for (const auto& [name, count] : counts.lines) {
    leaf.actions.push_back(fmt::format("{} {}", name, count));
    body.Key(name).Int(count);
  }
  Change change;
  std::string blinding;
  EVENHAND_ASSIGN(
      const std::string link,
      AddLeaf(std::move(leaf), id, policy::FormatTime(counts.from), &blinding, &change));
  body.Close('}').Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  change.events.push_back({.kind = "counts", .id = id, .at_s = SecondsOf(at), .body = body.text()});
  EVENHAND_TRY(Commit(std::move(change)));
  return true;
}

// ---- what is called by its hash

bool IsLeafOfHash(std::string_view event, const record::Leaf& leaf) {
  const auto hash = Unhex(event);
  return hash && hash->size() == sizeof(record::Digest) && leaf.subject == record::DigestAt(*hash);
}

Result<bool> Docket::NoteHashed(std::string_view kind, record::LeafKind leaf_kind,
                                const PublishedReport& what) {
  const auto hash = Unhex(what.hash);
  if (!hash || hash->size() != sizeof(record::Digest))
    return Bad(fmt::format("'{}' is no hash of 64 hexadecimal digits", what.hash));
  EVENHAND_ASSIGN(const auto before, store_->Find(kind, what.hash));
  if (before) return false;
  Change change;
  JsonOut body;
  body.Open('{').Key("name").String(what.name);
  if (log_ != nullptr) {
    const record::Leaf leaf{.kind = leaf_kind,
                            .time = LeafTime(what.at),
                            .sequence = store_->last_sequence() + 1,
                            .actions = what.says,
                            .subject = record::DigestAt(*hash)};
    EVENHAND_ASSIGN(std::string encoded, record::EncodeLeaf(leaf));
    body.Key("leaf").String(Hex(record::LinkTo(encoded)));
    change.leaves.push_back({next_leaf_, std::move(encoded)});
  }
  body.Close('}');
  change.events.push_back({.kind = std::string(kind),
                           .id = what.hash,
                           .at_s = SecondsOf(what.at),
                           .body = body.text()});
  EVENHAND_TRY(Commit(std::move(change)));
  return true;
}

Result<bool> Docket::NoteReport(const PublishedReport& report) {
  PublishedReport told = report;
  told.says.insert(told.says.begin(), report.name);
  return NoteHashed(kReportKind, record::LeafKind::kCount, told);
}

// ---- dossiers

Result<bool> Docket::NoteDossier(const AcceptedDossier& dossier) {
  if (dossier.name.empty() || dossier.digest.empty() || dossier.by.empty())
    return Bad("an accepted dossier has a name, a digest, and who accepted it (15)");
  const std::string id = dossier.name + "@" + dossier.digest;
  EVENHAND_ASSIGN(const auto before, store_->Find("dossier-accepted", id));
  if (before) return false;
  Change change;
  std::string blinding;
  record::Leaf leaf{
      .kind = record::LeafKind::kRegisterChange,
      .time = LeafTime(dossier.at),
      .actions = {"dossier accepted", fmt::format("accounts {}", dossier.roles.size())}};
  EVENHAND_ASSIGN(const std::string link,
                  AddLeaf(std::move(leaf), dossier.name + '\0' + dossier.digest, dossier.by,
                          &blinding, &change));
  JsonOut body;
  body.Open('{')
      .Key("dossier")
      .String(dossier.name)
      .Key("digest")
      .String(dossier.digest)
      .Key("by")
      .String(dossier.by);
  body.Key("roles").Open('{');
  for (const auto& [account, role] : dossier.roles) body.Key(account).String(role);
  body.Close('}').Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  change.events.push_back(
      {.kind = "dossier-accepted", .id = id, .at_s = SecondsOf(dossier.at), .body = body.text()});
  EVENHAND_TRY(Commit(std::move(change)));
  return true;
}

Result<bool> Docket::NoteDossierRemoval(const DossierRemoval& removal) {
  if (removal.by.empty() || removal.why.empty())
    return Bad("a removal says who removes, and why (15.5)");
  const std::string id = IdFrom("removal", {removal.dossier, removal.account});
  EVENHAND_ASSIGN(const auto before, store_->Find("dossier-removed", id));
  if (before) return false;
  std::string accepted;  // the leaf of the newest acceptance
  EVENHAND_TRY(store_->EachOfKind("dossier-accepted", [&](const CaseEvent& event) -> Result<void> {
    auto body = scratch_.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    if (Text(*body, "dossier") == removal.dossier) accepted = Text(*body, "leaf");
    return {};
  }));
  Change change;
  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kCorrection,
                    .time = LeafTime(removal.at),
                    .actions = {"removed from a dossier"}};
  if (!accepted.empty()) {
    EVENHAND_ASSIGN(leaf.outcome, Unhex(accepted));
  }
  EVENHAND_ASSIGN(const std::string link,
                  AddLeaf(std::move(leaf), removal.dossier + '\0' + removal.account, removal.why,
                          &blinding, &change));
  JsonOut body;
  body.Open('{')
      .Key("dossier")
      .String(removal.dossier)
      .Key("account")
      .String(removal.account)
      .Key("by")
      .String(removal.by);
  body.Key("why")
      .String(removal.why)
      .Key("leaf")
      .String(link)
      .Key("blinding")
      .String(blinding)
      .Close('}');
  change.events.push_back(
      {.kind = "dossier-removed", .id = id, .at_s = SecondsOf(removal.at), .body = body.text()});
  EVENHAND_TRY(Commit(std::move(change)));
  return true;
}

Result<std::vector<Docket::DossierPlace>> Docket::DossiersBehind(const CaseEvent& decision) {
  EVENHAND_ASSIGN(const Json decided, scratch_.ParseCopy(decision.body));
  const Rests rests = RestsOnDossier(decided.Field("case"));
  std::vector<DossierPlace> places;
  if (rests == Rests::kNot) return places;
  EVENHAND_TRY(store_->EachOfKind("dossier-accepted", [&](const CaseEvent& event) -> Result<void> {
    auto body = scratch_.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    std::string name = Text(*body, "dossier");
    const bool is_known = std::ranges::find(places, name, &DossierPlace::dossier) != places.end();
    if (event.at_s <= decision.at_s && !is_known &&
        !body->Field("roles").Field(decision.account).missing()) {
      places.push_back({.dossier = std::move(name)});
    }
    return {};
  }));
  for (DossierPlace& place : places) {
    EVENHAND_ASSIGN(
        const auto removed,
        store_->Find("dossier-removed", IdFrom("removal", {place.dossier, decision.account})));
    if (!removed) continue;
    EVENHAND_ASSIGN(const Json body, scratch_.ParseCopy(removed->body));
    place.removal = DossierRemoval{.dossier = place.dossier,
                                   .account = decision.account,
                                   .by = Text(body, "by"),
                                   .why = Text(body, "why"),
                                   .at = TimeOf(*removed)};
  }
  // It rested on a dossier that nobody put on record: somebody has to see to it all the same.
  if (places.empty() && rests == Rests::kSurely) places.push_back({});
  return places;
}

}  // namespace evenhand::docket
