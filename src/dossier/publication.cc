#include "dossier/publication.h"

#include <algorithm>

#include "base/hex.h"
#include "dossier/check.h"
#include "dossier/dossier_json.h"
#include "dossier/standing.h"
#include "record/tree_hash.h"

namespace evenhand::dossier {
namespace {

constexpr std::string_view kPublicationFormat = "evenhand-dossier-publication-1";
constexpr std::size_t kLeastKeyBytes = 32;

std::string HashOf(std::string_view account, std::string_view key) {
  std::string text = "evenhand account\n";
  text.append(key).append("\n").append(account);
  return Hex(record::BytesOf(record::Sha256(text)));
}

// As the policy weighs publication: roles and followers of those who are over the line.
Names NamesOf(const Dossier& dossier, const Names& over, std::int64_t follower_line) {
  policy::Suspects suspects;
  for (const Account& account : dossier.accounts)
    if (over.contains(account.name))
      suspects[account.name] = {.role = *account.role, .followers = account.followers.value_or(0)};
  return policy::PublishedByName(suspects, over, follower_line);
}

void AddEvidence(const Account& account, const std::set<int>& kinds, Publication* publication) {
  for (const int kind : kinds) ++publication->kinds[kind];
  for (const Evidence& one : account.evidence) {
    const auto kind = KindNumber(one.kind);
    if (!kind || !kinds.contains(*kind)) continue;
    const bool is_first = publication->first_ms == 0 && publication->last_ms == 0;
    publication->first_ms = is_first ? *one.from_ms : std::min(publication->first_ms, *one.from_ms);
    publication->last_ms = is_first ? *one.to_ms : std::max(publication->last_ms, *one.to_ms);
  }
}

// Each day on which somebody left: those who were removed, and those who fell by it.
void AddCorrections(const Dossier& dossier, std::int64_t follower_line, Publication* publication) {
  const std::vector<RolesFrom> roles = RolesOverTime(dossier);
  Names before;
  for (const auto& [name, role] : roles.front().roles) before.insert(name);
  const Names named = NamesOf(dossier, before, follower_line);
  for (std::size_t i = 1; i < roles.size(); ++i) {
    Publication::Correction correction{.at_ms = roles[i].from_ms};
    for (const auto& [name, role] : roles[i - 1].roles) {
      if (roles[i].roles.contains(name)) continue;
      ++correction.accounts;
      if (named.contains(name)) correction.named.push_back(name);
    }
    if (correction.accounts > 0) publication->corrections.push_back(std::move(correction));
  }
}

void WriteCounts(const Publication& publication, codec::JsonText* out) {
  out->Open("roles", '{');
  for (const auto& [role, count] : publication.roles)
    out->Whole(RoleName(role), static_cast<std::int64_t>(count));
  out->Close().Open("kinds", '{');
  for (const auto& [kind, count] : publication.kinds)
    out->Whole(fmt::format("K{}", kind), static_cast<std::int64_t>(count));
  out->Close();
}

Publication Read(const JsonIn& in) {
  Publication publication;
  if (in.Field("format").is_null() || in.Field("format").Text() != kPublicationFormat)
    in.Field("format").Wrong(
        fmt::format("is not '{}': this is no published dossier", kPublicationFormat));
  in.Only({"format", "name", "claim", "accepted", "method", "follower_line", "hijacked", "roles",
           "kinds", "from", "to", "named", "hashed", "left_out", "corrections"});
  publication.name = in.Field("name").Text();
  if (!IsName(publication.name))
    in.Field("name").Wrong("is not made of letters a to z, digits and hyphens, 40 at most");
  publication.claim = in.Field("claim").Text();
  publication.accepted_ms = in.Field("accepted").TimeMs();
  publication.method = ReadMethod(in.Field("method"));
  publication.follower_line = in.Field("follower_line").Whole();
  publication.hijacked = in.Field("hijacked").Flag();
  in.Field("roles").EachField([&](std::string_view name, const JsonIn& count) {
    const auto role = policy::RoleNamed(name);
    if (!role) return count.Wrong("is no role");
    publication.roles[*role] = static_cast<std::uint64_t>(count.Whole());
  });
  in.Field("kinds").EachField([&](std::string_view name, const JsonIn& count) {
    const auto kind = KindNumber(name);
    if (!kind) return count.Wrong("is no kind of evidence");
    publication.kinds[*kind] = static_cast<std::uint64_t>(count.Whole());
  });
  publication.first_ms = in.Field("from").TimeMs();
  publication.last_ms = in.Field("to").TimeMs();
  in.Field("named").Each(kMostAccounts, [&](const JsonIn& one) {
    one.Only({"account", "role"});
    publication.named.push_back(
        {one.Field("account").Text(), one.Field("role").Word(policy::RoleNamed, "role")});
  });
  in.Field("hashed").Each(kMostAccounts, [&](const JsonIn& one) {
    publication.hashed.push_back(one.Text());
    if (publication.hashed.back().size() != 64) one.Wrong("is no SHA-256");
  });
  publication.left_out = static_cast<std::uint64_t>(in.Field("left_out").Whole());
  in.Field("corrections").Each(kMostAccounts, [&](const JsonIn& one) {
    one.Only({"at", "accounts", "named"});
    Publication::Correction correction{
        .at_ms = one.Field("at").TimeMs(),
        .accounts = static_cast<std::uint64_t>(one.Field("accounts").Whole())};
    one.Field("named").Each(kMostAccounts,
                            [&](const JsonIn& name) { correction.named.push_back(name.Text()); });
    publication.corrections.push_back(std::move(correction));
  });
  return publication;
}

}  // namespace

Result<Publication> Publish(const Dossier& dossier, const PublicationOptions& options) {
  if (!dossier.accepted)
    return Fail(ErrorCode::kInvalidArgument,
                "it is not accepted, and only an accepted dossier may be published: `evenhand "
                "dossier accept`");
  if (options.key.size() < kLeastKeyBytes)
    return Fail(ErrorCode::kInvalidArgument, "the key of the hashes has fewer than 32 bytes");
  for (const Fault& fault : Check(dossier))
    if (fault.account.empty()) return Fail(ErrorCode::kInvalidArgument, fault.what);
  const std::vector<Standing> standings = Measure(dossier);
  const Names over = Over(dossier, standings);
  const Names named = NamesOf(dossier, over, options.follower_line);
  Publication publication{.name = dossier.name,
                          .claim = dossier.claim,
                          .accepted_ms = dossier.accepted->at_ms,
                          .method = dossier.method,
                          .follower_line = options.follower_line,
                          .left_out = dossier.left_out};
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const Account& account = dossier.accounts[i];
    if (!over.contains(account.name)) continue;
    ++publication.roles[*account.role];
    publication.hijacked = publication.hijacked || *account.role == policy::Role::kHijacked;
    AddEvidence(account, standings[i].kinds, &publication);
    if (named.contains(account.name)) {
      publication.named.push_back({account.name, *account.role});
    } else {
      publication.hashed.push_back(HashOf(account.name, options.key));
    }
  }
  std::ranges::sort(publication.hashed);
  AddCorrections(dossier, options.follower_line, &publication);
  return publication;
}

std::string WritePublication(const Publication& publication) {
  codec::JsonText out;
  out.Open("", '{')
      .Text("format", kPublicationFormat)
      .Text("name", publication.name)
      .Text("claim", publication.claim);
  WriteTime("accepted", publication.accepted_ms, &out);
  WriteMethod(publication.method, &out);
  out.Whole("follower_line", publication.follower_line).Bool("hijacked", publication.hijacked);
  WriteCounts(publication, &out);
  WriteTime("from", publication.first_ms, &out);
  WriteTime("to", publication.last_ms, &out);
  out.Open("named", '[');
  for (const auto& one : publication.named)
    out.Open("", '{').Text("account", one.account).Text("role", RoleName(one.role)).Close();
  out.Close().Open("hashed", '[');
  for (const std::string& hash : publication.hashed) out.Text("", hash);
  out.Close()
      .Whole("left_out", static_cast<std::int64_t>(publication.left_out))
      .Open("corrections", '[');
  for (const auto& one : publication.corrections) {
    out.Open("", '{');
    WriteTime("at", one.at_ms, &out);
    out.Whole("accounts", static_cast<std::int64_t>(one.accounts)).Open("named", '[');
    for (const std::string& name : one.named) out.Text("", name);
    out.Close().Close();
  }
  out.Close().Close();
  return out.text() + "\n";
}

Result<Publication> ReadPublication(std::string_view text) {
  if (text.size() > kMostPublicationBytes)
    return Fail(ErrorCode::kLimit,
                fmt::format("a published dossier has at most {} bytes", kMostPublicationBytes));
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json json, document.ParseCopy(text));
  std::optional<Error> error;
  Publication publication = Read(JsonIn(json, "", &error));
  if (error) return tl::unexpected(*std::move(error));
  return publication;
}

}  // namespace evenhand::dossier
