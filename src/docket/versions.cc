#include "docket/versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/hex.h"
#include "record/tree_hash.h"

namespace evenhand::docket {

std::string DocumentHash(std::string_view yaml) {
  return Hex(record::BytesOf(record::Sha256(yaml)));
}

namespace {

record::Digest VersionDigest(std::string_view previous, std::string_view yaml,
                             std::string_view rules) {
  if (rules.empty()) return record::Sha256({previous, "\n", yaml});
  return record::Sha256({previous, "\n", yaml, {"\0", 1}, rules});
}

}  // namespace

std::string VersionHash(std::string_view previous, std::string_view yaml, std::string_view rules) {
  return Hex(record::BytesOf(VersionDigest(previous, yaml, rules)));
}

Result<const Version*> Versions::Add(std::string_view yaml, std::string_view rules,
                                     policy::Time now) {
  EVENHAND_ASSIGN(policy::Rulebook book, policy::LoadRulebook(yaml));
  const Version* before = Newest(book.id);
  const std::int64_t next = before == nullptr ? 1 : before->rulebook.version + 1;
  if (book.version != next) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("version {} of '{}' cannot be published: the next one is {}",
                            book.version, book.id, next));
  }
  if (book.published_at > now) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' says it is published at {}, which is still to come", book.id,
                            policy::FormatTime(book.published_at)));
  }
  if (before != nullptr && book.effective_at < before->rulebook.effective_at) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("version {} of '{}' takes effect before version {}", book.version,
                            book.id, next - 1));
  }
  const std::string previous = before == nullptr ? "" : before->hash;
  if (!book.previous.empty() && book.previous != previous) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("'previous' is not the hash of version {}, which is {}", next - 1, previous));
  }
  auto version = std::make_unique<Version>();
  version->digest = VersionDigest(previous, yaml, rules);
  version->hash = Hex(record::BytesOf(version->digest));
  version->previous = previous;
  version->rules = rules;
  version->rulebook = std::move(book);
  versions_.push_back(std::move(version));
  return versions_.back().get();
}

const Version* Versions::Find(std::string_view hash) const {
  for (const auto& version : versions_) {
    if (version->hash == hash) return version.get();
  }
  return nullptr;
}

const Version* Versions::Newest(std::string_view id) const {
  const Version* newest = nullptr;
  for (const auto& version : versions_) {
    if (version->rulebook.id == id) newest = version.get();
  }
  return newest;
}

Result<const Version*> Versions::InForce(std::string_view id, policy::Time at) const {
  const Version* in_force = nullptr;
  for (const auto& version : versions_) {
    if (version->rulebook.id == id && version->rulebook.effective_at <= at)
      in_force = version.get();
  }
  if (in_force != nullptr) return in_force;
  return Fail(
      ErrorCode::kNotFound,
      Newest(id) == nullptr
          ? fmt::format("no rulebook '{}' is published: `evenhand rulebook publish` does (2.1)", id)
          : fmt::format("no version of '{}' was in force at {} (2.2)", id, policy::FormatTime(at)));
}

Result<std::string> Versions::OnlyId() const {
  const auto is_of_first = [&](const auto& version) {
    return version->rulebook.id == versions_.front()->rulebook.id;
  };
  if (!versions_.empty() && std::ranges::all_of(versions_, is_of_first))
    return versions_.front()->rulebook.id;
  std::set<std::string> ids;
  for (const auto& version : versions_) ids.insert(version->rulebook.id);
  return Fail(ErrorCode::kInvalidArgument,
              ids.empty() ? "no rulebook is published: `evenhand rulebook publish` does (2.1)"
                          : fmt::format("which rulebook: {}?", fmt::join(ids, ", ")));
}

std::vector<const Version*> Versions::All() const {
  std::vector<const Version*> all;
  for (const auto& version : versions_) all.push_back(version.get());
  return all;
}

}  // namespace evenhand::docket
