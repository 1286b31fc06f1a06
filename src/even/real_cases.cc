#include "even/real_cases.h"

#include <algorithm>

#include "even/what_if.h"

namespace evenhand::even {
namespace {

using policy::Action;
using policy::Decision;

constexpr std::string_view kLengthUnknown = " ?";

Result<Decision> AsFirstFinding(const policy::Rulebook& rulebook, const policy::CaseInput& input) {
  policy::Ledger strikes(&rulebook.strikes);
  policy::GrantRegister grants;
  return policy::Decide(rulebook, input, &strikes, &grants);
}

struct Side {
  ReportedAction strong, weak;
};

Side SideOf(const ReportedAction& item, const ReportedAction& account) {
  return policy::IsMilder(account.action, item.action) ? Side{item, account} : Side{account, item};
}

Against CompareOne(const ReportedAction& done, const Action& given) {
  // Of unknown length: told apart by kind only.
  if (!done.length_known && policy::Severity(given) >= policy::Severity(done.action))
    return Against::kCannotTell;
  if (policy::IsMilder(done.action, given)) return Against::kMilder;
  return policy::IsMilder(given, done.action) ? Against::kHarsher : Against::kSame;
}

Against Compare(const Question& question, const Decision& given) {
  const Side done = SideOf(question.item, question.account);
  const Side rule = SideOf({given.item}, {given.account});
  const Against strong = CompareOne(done.strong, rule.strong.action);
  return strong == Against::kSame ? CompareOne(done.weak, rule.weak.action) : strong;
}

Result<Answer> Ask(const Question& question, const policy::Rulebook& published) {
  policy::Rulebook rulebook = published;
  rulebook.effective_at = std::min(rulebook.effective_at, question.input.posted);
  Answer answer{.question = &question, .rulebook = &published};
  answer.asked_back = rulebook.effective_at != published.effective_at;
  EVENHAND_ASSIGN(answer.given, AsFirstFinding(rulebook, question.input));
  rulebook.exceptions.clear();
  policy::CaseInput ordinary = question.input;
  for (const auto& [name, value] : AsOrdinary().attributes) ordinary.attributes[name] = value;
  EVENHAND_ASSIGN(answer.ordinary, AsFirstFinding(rulebook, ordinary));
  answer.done = Compare(question, answer.given);
  answer.same_for_ordinary = answer.given.item == answer.ordinary.item &&
                             answer.given.account == answer.ordinary.account &&
                             answer.given.measures == answer.ordinary.measures;
  return answer;
}

bool IsAnsweredAlike(const Question& a, const Question& b) {
  const auto same = [](const policy::Judgement& x, const policy::Judgement& y) {
    return x.question == y.question && x.answer == y.answer;
  };
  return a.policy == b.policy && std::ranges::equal(a.input.judgements, b.input.judgements, same);
}

}  // namespace

Result<ReportedAction> ParseReportedAction(std::string_view text) {
  ReportedAction reported{.length_known = !text.ends_with(kLengthUnknown)};
  if (!reported.length_known) text.remove_suffix(kLengthUnknown.size());
  EVENHAND_ASSIGN(
      reported.action,
      policy::ParseAction(reported.length_known ? std::string(text) : std::string(text) + " PT0S"));
  return reported;
}

Result<std::vector<JudgedCase>> JudgeAll(const std::vector<RealCase>& cases,
                                         const Rulebooks& rulebooks) {
  std::vector<JudgedCase> judged;
  for (const RealCase& one : cases) {
    judged.push_back({.what = &one});
    for (const Question& question : one.questions) {
      const auto rulebook = rulebooks.find(question.policy);
      if (rulebook == rulebooks.end()) {
        return Fail(ErrorCode::kNotFound,
                    "case '" + one.id + "': there is no policy '" + question.policy + "'");
      }
      auto answer = Ask(question, rulebook->second);
      if (!answer) return tl::unexpected(std::move(answer).error().Within("case '" + one.id + "'"));
      judged.back().answers.push_back(*std::move(answer));
    }
  }
  return judged;
}

std::vector<std::vector<CaseAnswer>> AskedAlike(const std::vector<JudgedCase>& cases) {
  std::vector<std::vector<CaseAnswer>> groups;
  for (const JudgedCase& one : cases) {
    for (const Answer& answer : one.answers) {
      const auto alike = std::ranges::find_if(groups, [&](const auto& group) {
        return IsAnsweredAlike(*group.front().answer->question, *answer.question);
      });
      auto& group = alike == groups.end() ? groups.emplace_back() : *alike;
      group.push_back({one.what, &answer});
    }
  }
  std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
  return groups;
}

}  // namespace evenhand::even
