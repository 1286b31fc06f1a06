#include "record/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "record/verify.h"

namespace evenhand::record {

// One pass over the lines.
class PolicyReader {
 public:
  Result<Policy> Read(std::string_view text) {
    if (text.size() > kMostPolicyBytes) return Bad("the policy is too long");
    while (!text.empty()) {
      ++line_;
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (line_ > kMostPolicyLines) return Bad("the policy has too many lines");
      EVENHAND_TRY(ReadLine(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!has_quorum_) return Bad("there is no quorum line; write `quorum none` if none is wanted");
    return std::move(policy_);
  }

 private:
  using Items = std::vector<std::string_view>;

  tl::unexpected<Error> Bad(std::string_view why) const {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("policy line {}: {}", line_, why));
  }

  Result<void> ReadLine(std::string_view line) {
    for (const char c : line) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 && c != '\t') || byte == 0x7F) return Bad("a control character");
    }
    const Items items = Split(line);
    if (items.empty() || items[0].starts_with('#')) return {};
    if (items[0] == "log") return ReadLog(items);
    if (items[0] == "witness") return ReadWitness(items);
    if (items[0] == "group") return ReadGroup(items);
    if (items[0] == "quorum") return ReadQuorum(items);
    return Bad("it begins with none of log, witness, group and quorum");
  }

  static Items Split(std::string_view line) {
    Items items;
    while (true) {
      line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
      if (line.empty()) return items;
      const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
      items.push_back(line.substr(0, end));
      line.remove_prefix(end);
    }
  }

  Result<void> ReadLog(const Items& items) {
    if (items.size() != 2 && items.size() != 3) return Bad("wants `log <vkey> [url]`");
    return AddKey(items[1], KeyType::kEd25519, &policy_.logs_);
  }

  Result<void> ReadWitness(const Items& items) {
    if (items.size() != 3 && items.size() != 4) return Bad("wants `witness <name> <vkey> [url]`");
    EVENHAND_TRY(AddKey(items[2], KeyType::kCosignature, &policy_.witnesses_));
    return Define({.name = std::string(items[1]), .witness = policy_.witnesses_.size() - 1});
  }

  Result<void> AddKey(std::string_view text, KeyType wanted, std::vector<VerifierKey>* keys) {
    Result<VerifierKey> key = ParseVerifierKey(text);
    if (!key) return Bad(key.error().message);
    if (key->type != wanted) {
      return Bad(fmt::format("a key of type 0x{:02x} is wanted here, not 0x{:02x}",
                             static_cast<unsigned>(wanted), static_cast<unsigned>(key->type)));
    }
    for (const VerifierKey& other : *keys) {
      if (other.public_key == key->public_key) return Bad("this key is listed already");
    }
    keys->push_back(*std::move(key));
    return {};
  }

  Result<void> ReadGroup(const Items& items) {
    if (items.size() < 4) return Bad("wants `group <name> <k|any|all> <members...>`");
    Policy::Party group{.name = std::string(items[1])};
    for (const std::string_view name : std::span(items).subspan(3)) {
      EVENHAND_ASSIGN(const std::size_t member, Find(name));
      if (policy_.parties_[member].is_member) {
        return Bad(fmt::format("{} is a member of a group already", name));
      }
      policy_.parties_[member].is_member = true;
      group.members.push_back(member);
    }
    const auto needed = items[2] == "any"   ? std::optional<std::uint64_t>(1)
                        : items[2] == "all" ? std::optional<std::uint64_t>(group.members.size())
                                            : ParseNumber(items[2]);
    if (!needed || *needed < 1 || *needed > group.members.size()) {
      return Bad(fmt::format("how many is `any`, `all` or 1 to {}", group.members.size()));
    }
    group.needed = *needed;
    return Define(std::move(group));
  }

  Result<void> ReadQuorum(const Items& items) {
    if (items.size() != 2) return Bad("wants `quorum <name>` or `quorum none`");
    if (has_quorum_) return Bad("there is a quorum line already");
    has_quorum_ = true;
    if (items[1] == "none") return {};
    EVENHAND_ASSIGN(policy_.quorum_, Find(items[1]));
    return {};
  }

  Result<void> Define(Policy::Party party) {
    if (party.name == "none") return Bad("`none` cannot be a name");
    if (Find(party.name)) return Bad(fmt::format("{} is defined already", party.name));
    policy_.parties_.push_back(std::move(party));
    return {};
  }

  Result<std::size_t> Find(std::string_view name) const {
    const auto& parties = policy_.parties_;
    const auto found = std::ranges::find(parties, name, &Policy::Party::name);
    if (found == parties.end()) return Bad(fmt::format("{} is not defined above", name));
    return static_cast<std::size_t>(std::distance(parties.begin(), found));
  }

  Policy policy_;
  std::size_t line_ = 0;
  bool has_quorum_ = false;
};

Result<Policy> Policy::Parse(std::string_view text) { return PolicyReader().Read(text); }

Policy Policy::ForLog(VerifierKey key) {
  Policy policy;
  policy.AddLog(std::move(key));
  return policy;
}

void Policy::AddLog(VerifierKey key) {
  if (std::ranges::find(logs_, key) == logs_.end()) logs_.push_back(std::move(key));
}

Policy Policy::LogsOnly() const {
  Policy policy;
  policy.logs_ = logs_;
  return policy;
}

// Members stand before their group, so one pass in order is enough.
bool Policy::HasQuorum(std::span<const std::size_t> cosigners) const {
  if (!quorum_) return true;
  std::vector<bool> holds(parties_.size());
  for (std::size_t i = 0; i < parties_.size(); ++i) {
    const Party& party = parties_[i];
    if (party.members.empty()) {
      holds[i] = std::ranges::find(cosigners, party.witness) != cosigners.end();
    } else {
      const auto count =
          std::ranges::count_if(party.members, [&](std::size_t m) { return holds[m]; });
      holds[i] = static_cast<std::size_t>(count) >= party.needed;
    }
  }
  return holds[*quorum_];
}

std::string Policy::QuorumInWords() const {
  if (!quorum_) return "none";
  const Party& party = parties_[*quorum_];
  if (party.members.empty()) return party.name;
  std::vector<std::string> names;
  for (const std::size_t member : party.members) names.push_back(parties_[member].name);
  return fmt::format("{} of {}", party.needed, fmt::join(names, ", "));
}

Result<TrustedCheckpoint> ReadCheckpoint(std::string_view bytes, const Policy& policy) {
  EVENHAND_ASSIGN(const Note note, ParseNote(bytes));
  EVENHAND_ASSIGN(Checkpoint checkpoint, ParseCheckpoint(note.text));
  EVENHAND_ASSIGN(const std::vector<std::size_t> signers, CheckSignatures(note, policy.logs()));
  const bool by_origin = std::ranges::any_of(
      signers, [&](std::size_t i) { return policy.logs()[i].name == checkpoint.origin; });
  if (!by_origin) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("no trusted key of the log {} has signed this", checkpoint.origin));
  }
  EVENHAND_ASSIGN(const std::vector<std::size_t> cosigners,
                  CheckSignatures(note, policy.witnesses()));
  if (!policy.HasQuorum(cosigners)) {
    return Fail(ErrorCode::kCorrupt, fmt::format("too few witnesses have cosigned this: wanted {}",
                                                 policy.QuorumInWords()));
  }
  TrustedCheckpoint trusted{.checkpoint = std::move(checkpoint), .text = note.text};
  trusted.cosigners.reserve(cosigners.size());
  for (const std::size_t i : cosigners) trusted.cosigners.push_back(policy.witnesses()[i].name);
  return trusted;
}

}  // namespace evenhand::record
