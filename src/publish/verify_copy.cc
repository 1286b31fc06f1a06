#include "publish/verify_copy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/hex.h"
#include "carry/base32.h"
#include "docket/versions.h"
#include "publish/about.h"
#include "publish/public_record.h"
#include "publish/ways.h"
#include "record/base64.h"
#include "record/signify.h"
#include "record/tlog_proof.h"
#include "record/tree_hash.h"
#include "record/verify_log.h"

namespace evenhand::publish {
namespace {

constexpr std::string_view kLog = "record/";

// The record inside a copy, as files of a log.
class LogInCopy final : public record::Files {
 public:
  explicit LogInCopy(const Copy& copy) : copy_(copy) {}

  Result<std::optional<std::string>> Read(const std::string& path,
                                          std::size_t most_bytes) const override {
    const auto found = copy_.files().find(std::string(kLog) + path);
    if (found == copy_.files().end()) return std::nullopt;
    if (found->second > most_bytes) return Fail(ErrorCode::kLimit, NameOf(path) + ": is too large");
    EVENHAND_ASSIGN(std::string bytes, copy_.Read(found->first));
    return bytes;
  }

  std::vector<std::uint32_t> PartialWidths(const std::string& path) const override {
    std::vector<std::uint32_t> widths;
    const std::string folder = std::string(kLog) + path + ".p/";
    for (auto file = copy_.files().lower_bound(folder);
         file != copy_.files().end() && file->first.starts_with(folder); ++file) {
      std::uint32_t width = 0;
      const char* end = file->first.data() + file->first.size();
      const auto [stop, error] = std::from_chars(file->first.data() + folder.size(), end, width);
      if (error == std::errc() && stop == end) widths.push_back(width);
    }
    std::ranges::sort(widths);
    return widths;
  }

  std::string NameOf(const std::string& path) const override { return std::string(kLog) + path; }

 private:
  const Copy& copy_;
};

// A log's verifier key, for the origin that its checkpoint names.
Result<record::VerifierKey> LogKey(std::string_view checkpoint, std::string_view public_key) {
  const std::string origin(checkpoint.substr(0, checkpoint.find('\n')));
  const std::string typed =
      std::string(1, static_cast<char>(record::KeyType::kEd25519)) + std::string(public_key);
  const std::string id = Hex(record::BytesOf(record::Sha256(origin + "\n" + typed)).substr(0, 4));
  return record::ParseVerifierKey(origin + "+" + id + "+" + record::ToBase64(typed));
}

std::string FirstLine(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

Result<Ways> OpenWays(std::string_view signed_ways, const VerifyCopyOptions& options) {
  EVENHAND_ASSIGN(const record::SignedText opened,
                  record::OpenSigned(signed_ways, options.public_keys));
  return ReadWays(opened.text);
}

// "; use NAME, which is of 2026-03-01, 2 days old" where the reader has a newer list than one of
// `here`, or else what is to be said of those; empty where there is none.
std::string NewestElsewhere(const std::optional<std::chrono::sys_days>& here,
                            const VerifyCopyOptions& options) {
  const auto today = std::chrono::floor<std::chrono::days>(options.now);
  std::string said, newest;
  std::optional<std::chrono::sys_days> date = here;
  for (const auto& [name, bytes] : options.ways) {
    const auto ways = OpenWays(bytes, options);
    if (!ways) {
      said += fmt::format("; {} does not count: {}", name, ways.error().message);
    } else if (!date || ways->date > *date) {
      date = ways->date;
      newest = fmt::format("; use {}, which is {}", name, WaysAge(*ways, today));
    }
  }
  if (newest.empty() && said.empty() && !options.ways.empty()) newest = "; no other is newer";
  return said + newest;
}

class Check {
 public:
  Check(const Copy& copy, const VerifyCopyOptions& options, CopyReport* report)
      : copy_(copy), options_(options), report_(*report), log_(copy) {}

  Result<void> Run() {
    using Step = Result<bool> (Check::*)();
    constexpr Step kSteps[] = {&Check::List,    &Check::Files,  &Check::AboutIt, &Check::Checkpoint,
                               &Check::Earlier, &Check::Record, &Check::History, &Check::Rulebooks,
                               &Check::Ways,    &Check::Age};
    for (const Step step : kSteps) {
      EVENHAND_ASSIGN(const bool passed, (this->*step)());
      if (!passed) break;
    }
    const bool holds = report_.verdict == Verdict::kGood || report_.verdict == Verdict::kOld;
    if (holds && goes_on_ && !report_.is_behind && !note_.empty())
      report_.to_keep = WriteSeen(about_, note_, options_.since, seen_ ? seen_->size : 0);
    return {};
  }

 private:
  bool Pass(std::string name, std::string what) {
    report_.checks.push_back({std::move(name), true, std::move(what)});
    return true;
  }
  bool Stop(Verdict verdict, std::string name, std::string what) {
    report_.checks.push_back({std::move(name), false, std::move(what)});
    report_.verdict = verdict;
    return false;
  }

  // A file that is there; what stands in the way of reading it is a finding.
  Result<std::optional<std::string>> Read(const std::string& path) {
    if (!copy_.files().contains(path)) return std::nullopt;
    auto bytes = copy_.Read(path);
    if (bytes) return *std::move(bytes);
    if (bytes.error().code == ErrorCode::kIo) return tl::unexpected(std::move(bytes).error());
    return std::nullopt;
  }

  Result<bool> List() {
    EVENHAND_ASSIGN(const auto list, Read("SHA256.sig"));
    if (!list)
      return Stop(Verdict::kTampered, "list",
                  "SHA256.sig is missing or damaged: nothing here is signed");
    const auto opened = record::OpenSigned(*list, options_.public_keys);
    if (!opened) {
      const bool unknown = opened.error().code == ErrorCode::kNotFound;
      return Stop(unknown ? Verdict::kUnjudged : Verdict::kTampered, "list",
                  "SHA256.sig: " + opened.error().message);
    }
    key_ = options_.public_keys[opened->key];
    EVENHAND_ASSIGN(const auto plain, Read("SHA256"));
    if (!plain || *plain != opened->text)
      return Stop(Verdict::kTampered, "list", "SHA256 is not the list that was signed");
    list_ = opened->text;
    return Pass("list", "signed");
  }

  Result<bool> Files() {
    std::set<std::string_view> listed;
    for (std::string_view rest = list_; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const std::size_t end = line.find(") = ");
      if (!line.starts_with(record::kSumsLabel) || end == line.npos)
        return Stop(Verdict::kTampered, "files", "SHA256: a line is no sum");
      const std::string_view path =
          line.substr(record::kSumsLabel.size(), end - record::kSumsLabel.size());
      listed.insert(path);
      if (!copy_.files().contains(std::string(path)))
        return Stop(Verdict::kTampered, "files", fmt::format("{} is missing", path));
      EVENHAND_ASSIGN(const auto bytes, Read(std::string(path)));
      const bool matches =
          bytes && Hex(record::BytesOf(record::Sha256(*bytes))) == line.substr(end + 4);
      if (!matches)
        return Stop(Verdict::kTampered, "files", fmt::format("{} is not what was published", path));
    }
    for (const auto& [path, size] : copy_.files()) {
      const bool is_list = path == "SHA256" || path == "SHA256.sig";
      if (!is_list && !listed.contains(path))
        return Stop(Verdict::kTampered, "files",
                    fmt::format("{} is not among what was published", path));
    }
    return Pass("files", fmt::format("{} files, all as listed", listed.size()));
  }

  Result<bool> AboutIt() {
    EVENHAND_ASSIGN(const auto text, Read("about.txt"));
    if (!text) return Stop(Verdict::kTampered, "about", "about.txt is missing");
    auto about = ReadAbout(*text);
    if (!about) return Stop(Verdict::kTampered, "about", about.error().message);
    about_ = *std::move(about);
    return Pass("about", fmt::format("{} of {}", Name(about_.kind), about_.origin));
  }

  Result<bool> Checkpoint() {
    // Sealed answers come without one, so that those of a week are the same bytes whenever they are
    // made.
    if (about_.kind == CopyKind::kAnswers) return Pass("checkpoint", "answers have none");
    EVENHAND_ASSIGN(const auto note, Read("record/checkpoint"));
    if (!note) return Stop(Verdict::kTampered, "checkpoint", "record/checkpoint is missing");
    if (options_.policy) {
      policy_ = *options_.policy;
    } else {
      auto key = LogKey(*note, key_);
      if (!key)
        return Stop(Verdict::kTampered, "checkpoint",
                    "record/checkpoint: its origin cannot be the name of a log");
      policy_ = record::Policy::ForLog(*std::move(key));
    }
    const auto by_log = record::ReadCheckpoint(*note, policy_.LogsOnly());
    if (!by_log)
      return Stop(Verdict::kTampered, "checkpoint", "record/checkpoint: " + by_log.error().message);
    const auto trusted = record::ReadCheckpoint(*note, policy_);
    if (!trusted)
      return Stop(Verdict::kUnjudged, "checkpoint",
                  "record/checkpoint: " + trusted.error().message);
    const record::Checkpoint& checkpoint = checkpoint_ = trusted->checkpoint;
    note_ = *note;
    if (checkpoint.origin != about_.origin || checkpoint.size != about_.size ||
        about_.from > about_.size) {
      return Stop(Verdict::kTampered, "checkpoint",
                  "record/checkpoint: it is not the one that about.txt speaks of");
    }
    report_.short_root = carry::ShortRoot(checkpoint.size, checkpoint.root);
    return Pass("checkpoint",
                fmt::format("signed by {}{}", checkpoint.origin,
                            trusted->cosigners.empty()
                                ? ""
                                : fmt::format(" and {}", fmt::join(trusted->cosigners, ", "))));
  }

  // What was seen before, of this log and signed by it: which witnesses had seen it then is not
  // asked. Where it is of another log, or does not hold, that is not this copy's fault.
  Result<bool> Earlier() {
    if (!options_.since || about_.kind == CopyKind::kAnswers) return true;
    const auto seen = record::ReadCheckpoint(options_.since->checkpoint, policy_.LogsOnly());
    if (!seen)
      return Stop(Verdict::kUnjudged, "history",
                  "the earlier checkpoint cannot be compared: " + seen.error().message);
    if (seen->checkpoint.origin != checkpoint_.origin)
      return Stop(Verdict::kUnjudged, "history",
                  "the earlier checkpoint is one of another log: " + seen->checkpoint.origin);
    seen_ = seen->checkpoint;
    return true;
  }

  Result<bool> Record() {
    if (about_.kind == CopyKind::kPerson) return Proofs();
    if (about_.kind == CopyKind::kAnswers) return Pass("record", "answers have none");
    std::string_view since;
    if (seen_ && seen_->size <= checkpoint_.size) since = options_.since->checkpoint;
    const auto report = record::VerifyLog(
        log_, policy_, {.since = since, .first_entry = about_.from, .with_entries = HasEntries()});
    if (!report) return tl::unexpected(report.error());
    is_forked_ = report->is_other_history;
    if (!report->good() && !is_forked_) {
      const record::Finding& finding = report->findings.front();
      const std::string at = finding.place.empty() ? "" : ", " + finding.place;
      return Stop(Verdict::kTampered, "record",
                  fmt::format("{}{}: {}", finding.file, at, finding.what));
    }
    return Pass("record", HasEntries() ? fmt::format("{} entries and {} tiles lead to the root",
                                                     report->entries, report->tiles)
                                       : fmt::format("{} tiles lead to the root", report->tiles));
  }

  // Each decision's leaf is in the record, and commits to the statement beside it.
  Result<bool> Proofs() {
    std::size_t proved = 0;
    for (const auto& [path, size] : copy_.files()) {
      constexpr std::string_view kBefore = "proofs/", kAfter = ".tlog-proof";
      if (!path.starts_with(kBefore) || !path.ends_with(kAfter)) continue;
      const std::string name =
          path.substr(kBefore.size(), path.size() - kBefore.size() - kAfter.size());
      EVENHAND_ASSIGN(const auto proof, Read(path));
      EVENHAND_ASSIGN(const auto leaf, Read("proofs/" + name + ".leaf"));
      EVENHAND_ASSIGN(const auto opening, Read("proofs/" + name + ".opening"));
      EVENHAND_ASSIGN(const auto statement, Read("statements/" + name + ".json"));
      const std::string why = WhyNotProved(proof.value_or(""), leaf.value_or(""),
                                           opening.value_or(""), statement.value_or(""));
      if (!why.empty()) return Stop(Verdict::kTampered, "record", path + ": " + why);
      ++proved;
    }
    return Pass("record", fmt::format("{} decisions are proved to be in it", proved));
  }

  std::string WhyNotProved(std::string_view proof, std::string_view leaf, std::string_view opening,
                           std::string_view statement) const {
    const auto parsed = record::ParseProof(proof);
    if (!parsed) return parsed.error().message;
    const auto checked = record::CheckProof(*parsed, leaf, policy_);
    if (!checked) return checked.error().message;
    const auto decoded = record::DecodeLeaf(leaf);
    if (!decoded) return decoded.error().message;
    constexpr std::string_view kBlinding = "Blinding: ";
    const std::size_t at = opening.find(kBlinding);
    const auto blindings =
        Unhex(at == opening.npos ? "" : FirstLine(opening.substr(at + kBlinding.size())));
    if (!blindings || blindings->size() != 2 * sizeof(record::Blinding))
      return "its opening is damaged";
    record::Blinding of_reason;
    std::copy_n(blindings->begin() + sizeof(record::Blinding), sizeof(record::Blinding),
                of_reason.begin());
    const bool opens =
        decoded->reason == record::Commit(record::CommitmentDomain::kReason, of_reason, statement);
    return opens ? "" : "its leaf is about another statement";
  }

  bool HasEntries() const { return about_.kind != CopyKind::kReader; }

  Result<bool> History() {
    if (!options_.since)
      return Pass("history", "not compared: nothing was kept of an earlier copy");
    if (about_.kind == CopyKind::kAnswers) return Pass("history", "answers have none");
    if (seen_->size > checkpoint_.size) {
      report_.is_behind = true;
      Shorter shorter =
          JudgeShorter(checkpoint_.size, about_.date, seen_->size, options_.since->date);
      // Of an unknown day it may be the older copy, or a record that went back: the worse counts.
      if (shorter.went_back || !options_.since->date)
        return Stop(Verdict::kTampered, "history", std::move(shorter.what));
      Stop(Verdict::kOld, "history", std::move(shorter.what));
      return true;
    }
    const bool is_same_size = seen_->size == checkpoint_.size;
    if (is_forked_ || (is_same_size && seen_->root != checkpoint_.root))
      return Stop(Verdict::kTampered, "history", std::string(kForked));
    if (about_.kind == CopyKind::kPerson && !is_same_size) {
      goes_on_ = false;
      return Pass("history", "not compared: it holds no tiles");
    }
    return Pass("history", "it begins with the record that was seen before");
  }

  Result<bool> Rulebooks() {
    std::set<std::string> hashes;
    for (const auto& [path, size] : copy_.files()) {
      if (!path.starts_with("rulebook/") || !path.ends_with("/rulebook.yaml")) continue;
      const std::string folder = path.substr(0, path.rfind('/'));
      EVENHAND_ASSIGN(const auto yaml, Read(path));
      EVENHAND_ASSIGN(const auto version, Read(folder + "/version.txt"));
      if (!yaml || !version)
        return Stop(Verdict::kTampered, "rulebooks", folder + "/version.txt is missing");
      const auto value = [&](std::string_view label) {
        const std::size_t at = version->find("\n" + std::string(label));
        return at == version->npos
                   ? std::string()
                   : FirstLine(std::string_view(*version).substr(at + 1 + label.size()));
      };
      const std::string hash = value("Hash: ");
      if (docket::VersionHash(value("Previous: "), *yaml, value("Rules: ")) != hash) {
        return Stop(Verdict::kTampered, "rulebooks",
                    path + ": does not give the hash of its version");
      }
      hashes.insert(hash);
    }
    EVENHAND_ASSIGN(const std::string stranger, NamedElsewhere(hashes));
    if (!stranger.empty()) return Stop(Verdict::kTampered, "rulebooks", stranger);
    return Pass("rulebooks", fmt::format("{} give their hashes", hashes.size()));
  }

  // A decision under a rulebook that is not here; empty: there is none.
  Result<std::string> NamedElsewhere(const std::set<std::string>& hashes) {
    const bool has_all = about_.kind == CopyKind::kSite || about_.kind == CopyKind::kFull;
    if (!has_all) return std::string();
    const auto record = ReadPublicRecord(log_);
    if (!record) return "the record: " + record.error().message;
    for (const PublicDecision& decision : record->decisions) {
      if (decision.rulebook && !hashes.contains(Hex(record::BytesOf(*decision.rulebook)))) {
        return fmt::format("decision {} in the record was taken under a rulebook that is not here",
                           decision.index);
      }
    }
    return std::string();
  }

  Result<bool> Ways() {
    if (!copy_.files().contains("ways.txt"))
      return Pass("ways", "none are listed" + NewestElsewhere(std::nullopt, options_));
    EVENHAND_ASSIGN(const auto ways, Read("ways.txt"));
    const CopyCheck check = CheckWays(ways.value_or(""), options_);
    return check.passed ? Pass("ways", check.what) : Stop(Verdict::kTampered, "ways", check.what);
  }

  Result<bool> Age() {
    const auto today = std::chrono::floor<std::chrono::days>(options_.now);
    const auto age = today - about_.date;
    // Clocks and calendars of two places may differ by a day.
    if (age < std::chrono::days(-1))
      return Stop(Verdict::kTampered, "age",
                  "it is dated in the future; is this machine's date right?");
    // Answers are of their week, and nothing newer takes their place.
    if (about_.kind == CopyKind::kAnswers) return Pass("age", "of its week");
    if (age > kFreshFor)
      return Stop(
          Verdict::kOld, "age",
          fmt::format("it is {} days old: good, and there is probably a newer one", age.count()));
    return Pass("age", fmt::format("{} days", std::max<std::int64_t>(age.count(), 0)));
  }

  const Copy& copy_;
  const VerifyCopyOptions& options_;
  CopyReport& report_;
  const LogInCopy log_;
  std::string key_;
  std::string list_;
  About about_;
  record::Policy policy_;
  std::string note_;               // record/checkpoint
  record::Checkpoint checkpoint_;  // what it says
  std::optional<record::Checkpoint> seen_;
  bool is_forked_ = false;
  bool goes_on_ = true;  // as far as the copy can show
};

}  // namespace

Result<record::Policy> PolicyFor(std::string_view checkpoint, const VerifyCopyOptions& options) {
  if (options.policy) return *options.policy;
  if (options.public_keys.empty())
    return Fail(ErrorCode::kInvalidArgument, "a key is needed (--key)");
  EVENHAND_ASSIGN(record::VerifierKey key, LogKey(checkpoint, options.public_keys.front()));
  return record::Policy::ForLog(std::move(key));
}

CopyCheck CheckWays(std::string_view signed_ways, const VerifyCopyOptions& options) {
  const auto ways = OpenWays(signed_ways, options);
  if (!ways) return {"ways", false, "ways.txt: " + ways.error().message};
  const auto today = std::chrono::floor<std::chrono::days>(options.now);
  // An old list is better than none; who reads it should know.
  return {"ways", true, "signed, " + WaysAge(*ways, today) + NewestElsewhere(ways->date, options)};
}

Result<CopyReport> VerifyCopy(const Copy& copy, const VerifyCopyOptions& options) {
  CopyReport report;
  EVENHAND_TRY(Check(copy, options, &report).Run());
  return report;
}

}  // namespace evenhand::publish
