// `evenhand access labels`: which accounts of offices and state media carry a label, or are not
// recommended, at a time; and what came and went since another. All of it follows from the register
// and the published measures; nothing is stored, no strike is given.

#include <fmt/format.h>

#include <map>

#include "app/access_commands.h"
#include "app/access_fact.h"
#include "app/access_store.h"
#include "app/access_text.h"
#include "app/command_line.h"
#include "app/ledger_files.h"
#include "app/shipped_policies.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "page/access_label.h"
#include "policy/decide.h"
#include "register/asymmetry.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostAccountsBytes = 256U << 20;
constexpr std::string_view kPolicy = "state-accounts-2022";

struct Options {
  RegisterOptions from;
  std::string day, since, accounts, format = "text", language = "en";
  std::vector<std::string> at_war;
};

// What one account carries.
struct Carried {
  std::string access = {};        // the fact
  access::AnswerRow closed = {};  // of this very service; its entry is null: no label of it
  std::string sentence = {};      // that, in the language asked for
  std::vector<std::string> actions = {};
  bool operator==(const Carried& other) const {
    return access == other.access && sentence == other.sentence && actions == other.actions;
  }
};

// By service and account.
using Labels = std::map<std::pair<std::string, std::string>, Carried>;

Result<Carried> CarriedBy(const policy::Rulebook& book, const access::Register& known,
                          const access::StateAccount& account, access::Day day, bool at_war,
                          const std::string& language) {
  Carried carried{.access = std::string(AccessFactOf(known, account.state, "", day))};
  policy::Ledger strikes(&book.strikes);
  policy::GrantRegister grants;
  const policy::Time at = std::max(policy::Time(day), book.effective_at);
  const policy::CaseInput input{
      .decision = "label",
      .account = account.account,
      .posted = at,
      .at = at,
      .attributes = {{"account_kind", account.is_media ? "state_media" : "state"}},
      .facts = {{"access", carried.access}, {"conflict", at_war}}};
  EVENHAND_ASSIGN(const policy::Decision decision, policy::Decide(book, input, &strikes, &grants));
  for (const policy::Action& action : decision.measures)
    carried.actions.push_back(policy::FormatAction(action));
  for (const access::AnswerRow& row : access::AnswersOn(
           known.entries(), {.day = day, .state = account.state, .service = account.service})) {
    const bool closes =
        row.entry->kind == access::Kind::kBlock || row.entry->kind == access::Kind::kThrottle;
    if (closes && row.answer.certainty > carried.closed.answer.certainty) carried.closed = row;
  }
  if (carried.closed.entry != nullptr)
    carried.sentence =
        page::AccessLabel(carried.closed, carried.closed.entry->sources.size(), language);
  return carried;
}

Result<Labels> LabelsOn(const policy::Rulebook& book, const access::Register& known,
                        const std::vector<access::StateAccount>& accounts, access::Day day,
                        const std::vector<std::string>& at_war, const std::string& language) {
  Labels labels;
  for (const access::StateAccount& account : accounts) {
    if ((account.from && day < *account.from) || (account.to && day >= *account.to)) continue;
    const bool is_at_war = std::ranges::find(at_war, account.state) != at_war.end();
    EVENHAND_ASSIGN(Carried carried, CarriedBy(book, known, account, day, is_at_war, language));
    if (carried.actions.empty() && carried.sentence.empty()) continue;
    labels.emplace(std::pair(account.service, account.account), std::move(carried));
  }
  return labels;
}

std::string Line(const Labels::value_type& label) {
  const auto& [key, carried] = label;
  std::string line =
      fmt::format("{} on {}: {}", ForTerminal(key.second), ForTerminal(key.first), carried.access);
  for (const std::string& action : carried.actions) line += "; " + action;
  if (!carried.sentence.empty()) line += "\n      " + carried.sentence;
  return line + "\n";
}

std::string LabelsText(const Labels& now, const std::optional<Labels>& before) {
  if (!before) {
    std::string out;
    for (const auto& label : now) out += "  " + Line(label);
    return out.empty() ? "no account carries a label\n" : out;
  }
  std::string out;
  for (const auto& label : now) {
    const auto was = before->find(label.first);
    if (was == before->end()) {
      out += "  + " + Line(label);
    } else if (was->second != label.second) {
      out += "  ~ " + Line(label);
    }
  }
  for (const auto& label : *before) {
    if (!now.contains(label.first))
      out += fmt::format("  - {} on {}: label and limit go, reach is restored; a notice is owed\n",
                         ForTerminal(label.first.second), ForTerminal(label.first.first));
  }
  return out.empty() ? "nothing came or went\n" : out;
}

std::string LabelsJson(const Labels& labels, access::Day day) {
  codec::JsonOut out;
  out.Open('{').Key("at").String(access::FormatDay(day)).Key("accounts").Open('[');
  for (const auto& [key, carried] : labels) {
    out.Open('{')
        .Key("account")
        .String(key.second)
        .Key("service")
        .String(key.first)
        .Key("access")
        .String(carried.access)
        .Key("actions")
        .Open('[');
    for (const std::string& action : carried.actions) out.String(action);
    out.Close(']');
    AppendLabelJson(carried.closed, &out);
    out.Close('}');
  }
  out.Close(']').Close('}');
  return out.text() + "\n";
}

Result<void> Run(const Options& o) {
  EVENHAND_ASSIGN(const access::Day day, access::ParseDay(o.day));
  EVENHAND_ASSIGN(const policy::Rulebook book, LoadShippedPolicy(kPolicy));
  EVENHAND_ASSIGN(const access::Register known, LoadRegister(o.from));
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(o.accounts, kMostAccountsBytes));
  auto accounts = access::ReadStateAccounts(text);
  if (!accounts) return tl::unexpected(std::move(accounts).error().Within(o.accounts));
  EVENHAND_ASSIGN(const Labels now, LabelsOn(book, known, *accounts, day, o.at_war, o.language));
  access::Register known_then;  // labels point into their register
  std::optional<Labels> before;
  if (!o.since.empty()) {
    EVENHAND_ASSIGN(const access::Day since, access::ParseDay(o.since));
    // What was carried then rested on what was known then.
    RegisterOptions then = o.from;
    if (!o.from.directory.empty()) then.known_at = o.since;
    EVENHAND_ASSIGN(known_then, LoadRegister(then));
    EVENHAND_ASSIGN(before, LabelsOn(book, known_then, *accounts, since, o.at_war, o.language));
  }
  Print(o.format == "json" ? LabelsJson(now, day) : LabelsText(now, before));
  return {};
}

}  // namespace

void AddAccessLabels(CLI::App& group, Session* session) {
  CLI::App* command = AddCommand(group, "labels",
                                 "What accounts of offices and state media carry by the register: "
                                 "labels, and limits on reach; never a strike",
                                 "  evenhand access labels 2022-04-06 --accounts officials.jsonl "
                                 "--at-war RU --register docket\n"
                                 "  evenhand access labels 2026-03-02 --since 2026-03-01 "
                                 "--accounts officials.jsonl --register docket");
  auto o = std::make_shared<Options>();
  command->add_option("DATE", o->day, "the day, of 24 hours UTC")->required()->type_name("DATE");
  command
      ->add_option("--accounts", o->accounts,
                   "accounts with public_office or state_media, one JSON object a line")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--since", o->since,
                   "say what came and went since this day; run daily, everything goes within 24 "
                   "hours of its entry")
      ->type_name("DATE");
  command
      ->add_option("--at-war", o->at_war, "a state in armed conflict with another; again for more")
      ->type_name("STATE");
  command
      ->add_option("--language", o->language,
                   "of the sentence on an account: en, fa, ar, ru, es; JSON has all of them")
      ->type_name("TAG")
      ->capture_default_str();
  AddRegister(command, &o->from);
  AddFormat(command, &o->format);
  OnCall(command, session, [o] { return Run(*o); });
}

}  // namespace evenhand::app
