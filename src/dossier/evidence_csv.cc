#include "dossier/evidence_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "codec/csv.h"
#include "codec/iso8601.h"

namespace evenhand::dossier {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kMostRows = 100'000;
constexpr std::size_t kMostTold = 10;

// Rows by the names of their columns, and what is wrong with them.
class NamedRows {
 public:
  NamedRows(std::vector<std::string_view> needed, std::vector<std::string_view> optional)
      : needed_(std::move(needed)), optional_(std::move(optional)) {}

  template <class Visit>
  Result<void> Read(std::string_view text, Visit visit) {
    if (text.size() > kMostCsvBytes)
      return Fail(ErrorCode::kLimit, fmt::format("more than {} bytes", kMostCsvBytes));
    EVENHAND_TRY(codec::ReadCsv(text, [&](codec::CsvRow row, std::int64_t number) -> Result<void> {
      if (number > static_cast<std::int64_t>(kMostRows))
        return Fail(ErrorCode::kLimit, fmt::format("more than {} rows", kMostRows));
      row_ = number;
      if (columns_.empty()) return ReadHeader(row);
      if (row.size() != width_) {
        Wrong(fmt::format("has {} fields, and the header {}", row.size(), width_));
        return {};
      }
      fields_ = row;
      visit();
      return {};
    }));
    if (columns_.empty())
      return Fail(ErrorCode::kInvalidArgument, "is empty: it wants a header and rows");
    if (told_.empty()) return {};
    if (wrong_ > kMostTold) told_ += fmt::format("\n  and {} more", wrong_ - kMostTold);
    return Fail(ErrorCode::kInvalidArgument, told_);
  }

  std::string_view At(std::string_view name) const {
    const auto at = columns_.find(name);
    return at == columns_.end() ? std::string_view() : fields_[at->second];
  }

  void Wrong(std::string_view why) {
    if (++wrong_ <= kMostTold)
      told_ += fmt::format("{}row {}: {}", told_.empty() ? "" : "\n  ", row_, why);
  }

 private:
  Result<void> ReadHeader(codec::CsvRow row) {
    width_ = row.size();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto known = [&](const auto& names) {
        return std::ranges::find(names, row[i]) != names.end();
      };
      if (IsNeverEvidence(row[i]) && !known(optional_))  // followers say how far a name is known
        return Fail(ErrorCode::kInvalidArgument,
                    fmt::format("the column '{}' is not evidence, of anybody (15.3)", row[i]));
      if (!known(needed_) && !known(optional_))
        return Fail(ErrorCode::kInvalidArgument,
                    fmt::format("there is no column '{}'; the columns are {}", row[i], Columns()));
      if (!columns_.emplace(std::string(row[i]), i).second)
        return Fail(ErrorCode::kInvalidArgument,
                    fmt::format("the column '{}' is there twice", row[i]));
    }
    for (const std::string_view name : needed_)
      if (!columns_.contains(name))
        return Fail(ErrorCode::kInvalidArgument,
                    fmt::format("the column '{}' is missing; the columns are {}", name, Columns()));
    return {};
  }

  std::string Columns() const {
    std::string all;
    for (const auto* names : {&needed_, &optional_})
      for (const std::string_view name : *names)
        all += (all.empty() ? "" : ",") + std::string(name);
    return all;
  }

  std::vector<std::string_view> needed_, optional_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::size_t width_ = 0;
  codec::CsvRow fields_;
  std::int64_t row_ = 0;
  std::size_t wrong_ = 0;
  std::string told_;
};

std::vector<std::string> Parts(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('|'), text.size());
    std::string_view part = text.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::optional<std::int64_t> TimeMs(std::string_view text, bool is_end) {
  const auto time = codec::ParseIso8601(text);
  if (!time) return std::nullopt;
  const std::int64_t ms = Count(time->utc) / 1000;
  const bool is_day = text.size() == 10;
  return is_end && is_day ? ms + kDayMs - 1000 : ms;
}

std::optional<double> NumberIn(std::string_view text) {
  double number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

void ReadRow(NamedRows* rows, AccountEvidence* one) {
  Evidence& evidence = one->evidence;
  one->account = rows->At("account");
  if (one->account.empty()) rows->Wrong("no account is named");
  evidence.kind = rows->At("kind");
  const auto kind = KindNumber(evidence.kind);
  if (IsNeverEvidence(evidence.kind)) {
    rows->Wrong(fmt::format("'{}' is not evidence, of anybody (15.3)", evidence.kind));
  } else if (!kind) {
    rows->Wrong(
        fmt::format("'{}' is no kind of evidence that people bring: K4 (invented persona), K5 "
                    "(shared tools), K6 (admission or purchase), K7 (batches)",
                    evidence.kind));
  } else if (*kind < 4) {
    rows->Wrong(
        fmt::format("{} is measured by `evenhand detect` and cannot be brought", evidence.kind));
  }
  evidence.number = NumberIn(rows->At("number"));
  if (!evidence.number)
    rows->Wrong(fmt::format("number '{}' is no number: say what was counted", rows->At("number")));
  evidence.null = rows->At("null");
  if (evidence.null.empty()) rows->Wrong("null is empty: say what the number is measured against");
  evidence.from_ms = TimeMs(rows->At("from"), false);
  evidence.to_ms = TimeMs(rows->At("to"), true);
  if (!evidence.from_ms || !evidence.to_ms) {
    rows->Wrong("from and to are no days or times, such as 2021-08-15 or 2021-08-15T22:00:00Z");
  } else if (*evidence.from_ms > *evidence.to_ms) {
    rows->Wrong("from is later than to");
  }
  for (std::string& post : Parts(rows->At("posts")))
    evidence.posts.push_back({.id = std::move(post)});
  evidence.rests_on = Parts(rows->At("rests_on"));
  if (std::ranges::find(evidence.rests_on, one->account) != evidence.rests_on.end())
    rows->Wrong("rests_on names the account itself");
  if (!evidence.rests_on.empty() && evidence.posts.empty())
    rows->Wrong(
        "rests on others and shows no post or document of its own: association is not evidence "
        "(15.4)");
  const std::string_view hidden = rows->At("hidden");
  evidence.hidden = hidden == "yes";
  if (!hidden.empty() && hidden != "yes" && hidden != "no")
    rows->Wrong(fmt::format("hidden is '{}', and not yes or no", hidden));
  if (evidence.hidden && kind && *kind != 5) rows->Wrong("hidden is of K5 only");
  evidence.by = rows->At("reviewer");
  if (evidence.by.empty()) rows->Wrong("no reviewer is named");
  evidence.note = rows->At("note");
}

}  // namespace

Result<std::vector<AccountEvidence>> ReadEvidenceCsv(std::string_view text) {
  std::vector<AccountEvidence> all;
  NamedRows rows({"account", "kind", "number", "null", "from", "to", "reviewer"},
                 {"posts", "rests_on", "hidden", "note"});
  EVENHAND_TRY(rows.Read(text, [&] { ReadRow(&rows, &all.emplace_back()); }));
  return all;
}

Result<std::vector<AccountRole>> ReadRolesCsv(std::string_view text) {
  std::vector<AccountRole> all;
  NamedRows rows({"account", "role"}, {"followers", "note"});
  EVENHAND_TRY(rows.Read(text, [&] {
    AccountRole& one = all.emplace_back();
    one.account = rows.At("account");
    one.note = rows.At("note");
    const auto role = policy::RoleNamed(rows.At("role"));
    if (!role)
      rows.Wrong(fmt::format("'{}' is no role: operator, fake_persona, paid, hijacked, bystander",
                             rows.At("role")));
    one.role = role.value_or(policy::Role::kBystander);
    const std::string_view followers = rows.At("followers");
    if (followers.empty()) return;
    const auto number = NumberIn(followers);
    if (!number || *number < 0 || *number != std::floor(*number) || *number > 1e12)
      return rows.Wrong("followers is no whole number");
    one.followers = static_cast<std::int64_t>(*number);
  }));
  return all;
}

}  // namespace evenhand::dossier
