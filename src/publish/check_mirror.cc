#include "publish/check_mirror.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/hex.h"
#include "carry/base32.h"
#include "publish/about.h"
#include "record/files.h"
#include "record/note.h"
#include "record/prove.h"
#include "record/signify.h"
#include "record/tree_hash.h"
#include "record/verify.h"

namespace evenhand::publish {
namespace {

constexpr std::size_t kMostToldEach = 5;
constexpr int kFound = 200;
constexpr int kMissing = 404;
constexpr std::string_view kIcon = "<link rel=\"icon\" href=\"data:,\"/>";

// What no published page has, by what it would do.
constexpr std::array<std::string_view, 13> kForeign = {
    "<script", "<img", "<iframe", "<object", "<embed",  "<form",     "<base",
    "<link",   "src=", "srcset=", "url(",    "@import", "http-equiv"};
// Headers with which a page asks for more, or tells on its reader.
constexpr std::array<std::string_view, 7> kTelling = {
    "link", "refresh", "report-to", "nel", "reporting-endpoints", "location", "clear-site-data"};

std::string Lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string SumOf(std::string_view bytes) { return Hex(record::BytesOf(record::Sha256(bytes))); }

// The record's files, as the mirror gives them.
class RemoteFiles final : public record::Files {
 public:
  explicit RemoteFiles(const FetchFile* fetch) : fetch_(*fetch) {}
  Result<std::optional<std::string>> Read(const std::string& path,
                                          std::size_t most_bytes) const override {
    EVENHAND_ASSIGN(FetchedFile file, fetch_("record/" + path));
    if (file.status != kFound) return std::nullopt;
    if (file.body.size() > most_bytes) return Fail(ErrorCode::kLimit, path + ": is too large");
    return std::move(file.body);
  }
  std::vector<std::uint32_t> PartialWidths(const std::string&) const override { return {}; }
  std::string NameOf(const std::string& path) const override { return "record/" + path; }

 private:
  const FetchFile& fetch_;
};

class Check {
 public:
  Check(const FetchFile* fetch, const CheckMirrorOptions* options, CopyReport* report)
      : fetch_([this, fetch](const std::string& path) { return Watch(*fetch, path); }),
        options_(*options),
        report_(*report) {}

  Result<void> Run() {
    EVENHAND_TRY(List());
    EVENHAND_TRY(Checkpoint());
    EVENHAND_TRY(Files());
    EVENHAND_TRY(Ways());
    Tell("foreign", foreign_, "no page asks for anything elsewhere");
    Tell("cookies", cookies_, "none");
    EVENHAND_TRY(Age());
    const bool holds = report_.verdict == Verdict::kGood || report_.verdict == Verdict::kOld;
    if (holds) report_.to_keep = std::move(to_keep_);
    return {};
  }

 private:
  void Add(const char* name, bool passed, std::string what, Verdict verdict = Verdict::kTampered) {
    report_.checks.push_back({name, passed, std::move(what)});
    // What was changed weighs more than what cannot be judged, and that more than age.
    constexpr std::array<int, 5> kWeight = {0, 3, 4, 2, 1};
    if (!passed && kWeight[static_cast<std::size_t>(verdict)] >
                       kWeight[static_cast<std::size_t>(report_.verdict)])
      report_.verdict = verdict;
  }

  void Tell(const char* name, const std::set<std::string>& found, std::string good) {
    if (found.empty()) return Add(name, true, std::move(good));
    std::vector<std::string> told(found.begin(), found.end());
    const std::size_t all = told.size();
    if (all > kMostToldEach) told.resize(kMostToldEach);
    Add(name, false,
        fmt::format("{}{}", fmt::join(told, "; "),
                    all > kMostToldEach ? fmt::format("; and {} more", all - kMostToldEach) : ""));
  }

  // Every answer is looked at for what it does beside giving bytes.
  Result<FetchedFile> Watch(const FetchFile& fetch, const std::string& path) {
    EVENHAND_ASSIGN(FetchedFile file, fetch(path));
    for (const auto& [name, value] : file.headers) {
      const std::string lower = Lower(name);
      if (lower == "set-cookie") cookies_.insert(path + " sets one");
      const bool tells = std::ranges::find(kTelling, lower) != kTelling.end();
      if (tells || (lower == "content-security-policy" && value.find("report-") != value.npos))
        foreign_.insert(fmt::format("{}: header {}", path, name));
    }
    if (path.ends_with(".html") && file.status == kFound) Scan(path, Lower(file.body));
    return file;
  }

  void Scan(const std::string& path, std::string html) {
    if (const std::size_t icon = html.find(kIcon); icon != html.npos)
      html.erase(icon, kIcon.size());
    for (const std::string_view needle : kForeign) {
      if (html.find(needle) != html.npos) foreign_.insert(fmt::format("{} has {}", path, needle));
    }
  }

  Result<void> List() {
    EVENHAND_ASSIGN(const FetchedFile list, fetch_("SHA256.sig"));
    const auto opened = record::OpenSigned(list.body, options_.verify.public_keys);
    if (list.status != kFound) {
      Add("list", false, "SHA256.sig is missing: nothing here is signed");
    } else if (!opened) {
      const bool is_unknown = opened.error().code == ErrorCode::kNotFound;
      Add("list", false, "SHA256.sig: " + opened.error().message,
          is_unknown ? Verdict::kUnjudged : Verdict::kTampered);
    } else {
      ReadSums(opened->text);
      Add("list", true, fmt::format("signed, {} files", sums_.size()));
    }
    return {};
  }

  void ReadSums(std::string_view text) {
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      const std::size_t end = line.find(") = ");
      if (!line.starts_with(record::kSumsLabel) || end == line.npos) continue;
      sums_.emplace(line.substr(record::kSumsLabel.size(), end - record::kSumsLabel.size()),
                    line.substr(end + 4));
    }
  }

  Result<void> Checkpoint() {
    EVENHAND_ASSIGN(const FetchedFile note, fetch_("record/checkpoint"));
    if (note.status != kFound) {
      Add("checkpoint", false, "record/checkpoint is missing");
      return {};
    }
    const auto policy = PolicyFor(note.body, options_.verify);
    const auto trusted =
        policy ? record::ReadCheckpoint(note.body, *policy) : tl::unexpected(policy.error());
    if (!trusted) {
      const bool by_log = policy && record::ReadCheckpoint(note.body, policy->LogsOnly());
      Add("checkpoint", false, "record/checkpoint: " + trusted.error().message,
          by_log ? Verdict::kUnjudged : Verdict::kTampered);
      return {};
    }
    report_.short_root = carry::ShortRoot(trusted->checkpoint.size, trusted->checkpoint.root);
    Add("checkpoint", true, "signed by " + trusted->checkpoint.origin);
    return History(trusted->checkpoint, *policy, note.body);
  }

  Result<void> History(const record::Checkpoint& now, const record::Policy& policy,
                       std::string_view note) {
    const std::optional<Seen>& since = options_.verify.since;
    EVENHAND_ASSIGN(const std::optional<About> about, AboutIt());
    const auto date = about ? std::optional(about->date) : std::nullopt;
    if (!since) {
      Add("history", true, "not compared: nothing was kept of an earlier copy");
      if (about) to_keep_ = WriteSeen(*about, note);
      return {};
    }
    const auto before = record::ReadCheckpoint(since->checkpoint, policy.LogsOnly());
    if (!before || before->checkpoint.origin != now.origin) {
      Add("history", false,
          before ? "the earlier checkpoint is one of another log: " + before->checkpoint.origin
                 : "the earlier checkpoint cannot be compared: " + before.error().message,
          Verdict::kUnjudged);
      return {};
    }
    const record::Checkpoint& then = before->checkpoint;
    if (now.size < then.size) {
      report_.is_behind = true;
      Shorter shorter = JudgeShorter(now.size, date, then.size, since->date);
      Add("history", false, std::move(shorter.what),
          shorter.went_back ? Verdict::kTampered : Verdict::kOld);
      return {};
    }
    const RemoteFiles files(&fetch_);
    record::Prover prover(&files, now.size);
    const auto proof = then.size == 0
                           ? Result<std::vector<record::Digest>>(std::vector<record::Digest>())
                           : prover.Consistency(then.size);
    if (!proof && proof.error().code == ErrorCode::kUnavailable)
      return tl::unexpected(proof.error());
    const bool extends =
        proof && record::ExtendsTree(then.size, then.root, now.size, now.root, *proof);
    Add("history", extends,
        extends ? "it begins with the record that was seen before" : std::string(kForked));
    if (extends && about) to_keep_ = WriteSeen(*about, note, since, then.size);
    return {};
  }

  // What the mirror says that it is, where that is what was signed.
  Result<std::optional<About>> AboutIt() {
    const auto sum = sums_.find("about.txt");
    if (sum == sums_.end()) return std::nullopt;
    EVENHAND_ASSIGN(const FetchedFile file, fetch_("about.txt"));
    auto about = ReadAbout(file.body);
    if (file.status != kFound || SumOf(file.body) != sum->second || !about) return std::nullopt;
    return *std::move(about);
  }

  // First what every reader sees, then what the seed draws.
  std::vector<std::string> Sample() const {
    std::vector<std::string> always;
    std::vector<std::pair<std::string, std::string>> drawn;
    for (const auto& [path, sum] : sums_) {
      const bool is_first = path == "index.html" || path == "about.txt" ||
                            path == "record/checkpoint" || path == "ways.txt" ||
                            path == "received.txt" || path.ends_with("/index.html") ||
                            path.ends_with("/appeal.html");
      if (is_first)
        always.push_back(path);
      else
        drawn.emplace_back(SumOf(options_.seed + path), path);
    }
    std::ranges::sort(drawn);
    for (std::size_t i = 0; i < drawn.size() && i < options_.samples; ++i)
      always.push_back(drawn[i].second);
    return always;
  }

  Result<void> Files() {
    std::set<std::string> wrong;
    const auto sample = Sample();
    for (const std::string& path : sample) {
      EVENHAND_ASSIGN(const FetchedFile file, fetch_(path));
      if (file.status == kMissing)
        wrong.insert(path + " is missing");
      else if (file.status != kFound)
        wrong.insert(fmt::format("{} is answered with {}", path, file.status));
      else if (SumOf(file.body) != sums_.at(path))
        wrong.insert(path + " is not what was published");
      if (path == "about.txt" && file.status == kFound) {
        if (auto about = ReadAbout(file.body)) date_ = about->date;
      }
    }
    if (!sums_.empty())
      Tell("files", wrong,
           fmt::format("{} of {} files, all as listed", sample.size(), sums_.size()));
    return {};
  }

  Result<void> Ways() {
    if (!sums_.contains("ways.txt")) return {};
    EVENHAND_ASSIGN(const FetchedFile list, fetch_("ways.txt"));
    if (list.status != kFound) return {};  // Files() has said so
    CopyCheck check = CheckWays(list.body, options_.verify);
    Add("ways", check.passed, std::move(check.what));
    return {};
  }

  Result<void> Age() {
    if (!date_) {
      Add("age", false, "about.txt does not say of which day it is");
      return {};
    }
    const auto age = std::chrono::floor<std::chrono::days>(options_.verify.now) - *date_;
    if (age > kFreshFor)
      Add("age", false, fmt::format("frozen: it is {} days old", age.count()), Verdict::kOld);
    else
      Add("age", true, fmt::format("{} days", std::max<std::int64_t>(age.count(), 0)));
    return {};
  }

  const FetchFile fetch_;
  const CheckMirrorOptions& options_;
  CopyReport& report_;
  std::map<std::string, std::string> sums_;
  std::set<std::string> foreign_, cookies_;
  std::optional<std::chrono::sys_days> date_;
  std::optional<std::string> to_keep_;  // if all the rest holds
};

}  // namespace

Result<CopyReport> CheckMirror(const FetchFile& fetch, const CheckMirrorOptions& options) {
  CopyReport report;
  EVENHAND_TRY(Check(&fetch, &options, &report).Run());
  return report;
}

}  // namespace evenhand::publish
