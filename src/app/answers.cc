#include "app/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/code_keys.h"
#include "app/site_input.h"
#include "base/utf8.h"
#include "carry/sealed_answer.h"
#include "record/note.h"
#include "record/signify.h"

namespace evenhand::app {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

sys_days MondayOf(sys_days day) { return day - (std::chrono::weekday(day) - std::chrono::Monday); }

// The Monday of "2026-W07".
Result<sys_days> MondayOfWeek(const std::string& week) {
  int year = 0, number = 0;
  char rest = 0;
  const bool reads =
      week.size() == 8 && std::sscanf(week.c_str(), "%4d-W%2d%c", &year, &number, &rest) == 2;
  if (reads && year >= 1970 && number >= 1 && number <= 53) {
    // The week with 4 January is the first.
    const sys_days first = MondayOf(sys_days(std::chrono::year(year) / 1 / 4));
    const sys_days monday = first + days(7 * (number - 1));
    if (WeekOf(policy::Time(monday)) == week) return monday;
  }
  return Fail(ErrorCode::kInvalidArgument, "'" + week + "' is no week; one is like 2026-W07");
}

std::string AnswerText(const docket::AnswerOnRecord& answer, std::string_view reason) {
  return fmt::format(
      "EVENHAND ANSWER 1\nAppeal: {}\nDecision: {}\nAnswered: {}\nOutcome: {}\n\n{}\n",
      answer.appeal, answer.decision, policy::FormatTime(answer.at), policy::Name(answer.outcome),
      reason);
}

// What does not fit is cut, and says so; the page has the whole.
Result<carry::SealedAnswer> Sealed(const docket::AnswerOnRecord& answer, const std::string& code,
                                   const record::SigningKey& key) {
  std::string reason = answer.reason;
  for (;;) {
    EVENHAND_ASSIGN(const std::string text, record::SignText(AnswerText(answer, reason), key));
    auto sealed = carry::SealAnswer(code, text);
    if (sealed || sealed.error().code != ErrorCode::kLimit || reason.empty()) return sealed;
    reason = Sanitized(reason.substr(0, reason.size() * 4 / 5));
    while (reason.ends_with("\uFFFD")) reason.resize(reason.size() - 3);
    if (!reason.empty()) reason += "…";
  }
}

}  // namespace

std::string WeekOf(policy::Time time) {
  // A week belongs to the year of its Thursday.
  const sys_days monday = MondayOf(std::chrono::floor<days>(time));
  const std::chrono::year year = std::chrono::year_month_day(monday + days(3)).year();
  const sys_days first = MondayOf(sys_days(year / 1 / 4));
  return fmt::format("{:04}-W{:02}", static_cast<int>(year), (monday - first).count() / 7 + 1);
}

Result<std::vector<publish::Bundle>> AnswerBundles(docket::Docket& docket,
                                                   const DocketOptions& options,
                                                   const std::string& week,
                                                   const std::string& signed_ways) {
  EVENHAND_ASSIGN(const sys_days monday, MondayOfWeek(week));
  EVENHAND_ASSIGN(const record::SigningKey key, PublishingKey(options));
  EVENHAND_ASSIGN(const std::string note, docket.PublishRecord());
  EVENHAND_ASSIGN(const record::Note parsed, record::ParseNote(note));
  EVENHAND_ASSIGN(const record::Checkpoint checkpoint, record::ParseCheckpoint(parsed.text));
  EVENHAND_ASSIGN(const auto answers, docket.Answers());
  std::map<char, std::map<std::string, std::string>> files;  // by first digit, by path
  for (const docket::AnswerOnRecord& answer : answers) {
    if (!answer.in_bundle || WeekOf(answer.at) != week) continue;
    EVENHAND_ASSIGN(const std::string code, CodeOf(options.directory, carry::Purpose::kAppeal,
                                                   answer.decision, answer.decided, answer.issue));
    EVENHAND_ASSIGN(carry::SealedAnswer sealed, Sealed(answer, code, key));
    files[sealed.name.front()].insert_or_assign("answers/" + sealed.name, std::move(sealed.bytes));
  }
  std::vector<publish::Bundle> bundles;
  for (auto& [digit, of_digit] : files) {
    std::vector<publish::ZipFile> packed;
    for (auto& [path, bytes] : of_digit) packed.push_back({path, std::move(bytes)});
    for (publish::SiteFile& file : KeyFiles(key, ""))
      packed.push_back({std::move(file.path), std::move(file.bytes)});
    if (!signed_ways.empty()) packed.push_back({"ways.txt", signed_ways});
    // Of its week's first day, whenever it is made.
    EVENHAND_ASSIGN(
        publish::Bundle bundle,
        publish::PackBundle(
            std::move(packed),
            {.origin = checkpoint.origin, .kind = publish::CopyKind::kAnswers, .date = monday},
            key));
    // "…-answers-0-20260209.zip" as "…-answers-2026-w07-a.zip".
    std::string lower = week;
    std::ranges::replace(lower, 'W', 'w');
    const std::size_t kind = bundle.name.find("-answers-");
    bundle.name = bundle.name.substr(0, kind) + fmt::format("-answers-{}-{}.zip", lower, digit);
    bundles.push_back(std::move(bundle));
  }
  return bundles;
}

}  // namespace evenhand::app
