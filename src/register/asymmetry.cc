#include "register/asymmetry.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "codec/json_document.h"

namespace evenhand::access {
namespace {

using codec::Json;
using codec::JsonKind;

constexpr std::size_t kMostAccounts = 1'000'000;

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

Result<std::string> TextIn(std::string_view key, const Json& value) {
  if (value.kind() != JsonKind::kString) return Bad("'" + std::string(key) + "' is no text");
  return std::string(value.AsString());
}

Result<void> ReadOffice(const Json& office, bool is_media, StateAccount* account) {
  if (office.kind() != JsonKind::kObject)
    return Bad("an office or a medium is an object with the state");
  account->is_media = is_media;
  for (const auto& [key, value] : office.Members()) {
    EVENHAND_ASSIGN(const std::string text, TextIn(key, value));
    if (key == "state") {
      account->state = text;
    } else if (key == "kind" && !is_media) {
      account->office = text;
    } else if ((key == "from" || key == "to") && !is_media) {
      EVENHAND_ASSIGN((key == "from" ? account->from : account->to), ParseDay(text));
    } else if (key != "source") {
      return Bad("'" + std::string(key) + "' is no part of an office");
    }
  }
  return {};
}

Result<StateAccount> AccountIn(const Json& json) {
  if (json.kind() != JsonKind::kObject) return Bad("an account is an object");
  StateAccount account;
  int capacities = 0;
  for (const auto& [key, value] : json.Members()) {
    if (key == "account" || key == "service") {
      EVENHAND_ASSIGN((key == "account" ? account.account : account.service), TextIn(key, value));
    } else if (key == "public_office" || key == "state_media") {
      ++capacities;
      EVENHAND_TRY(ReadOffice(value, key == "state_media", &account));
    } else if (key == "public_items") {
      if (value.kind() != JsonKind::kArray) return Bad("'public_items' is a list of days");
      for (std::size_t i = 0; i < value.size(); ++i) {
        EVENHAND_ASSIGN(const std::string text, TextIn(key, value.Item(i)));
        EVENHAND_ASSIGN(const Day day, ParseDay(text));
        account.public_items.push_back(day);
      }
    } else {
      return Bad("'" + std::string(key) +
                 "' has no place in this list: only offices and state media are counted, and "
                 "nothing else of anyone");
    }
  }
  if (account.account.empty() || account.service.empty() || account.state.empty())
    return Bad("an account says its name, its service and its state");
  if (capacities != 1) return Bad("an account is of one public_office or of one state_media");
  return account;
}

bool IsInOffice(const StateAccount& account, Day day) {
  return (!account.from || *account.from <= day) && (!account.to || day < *account.to);
}

bool Speaks(const StateAccount& account, Day day) {
  return std::ranges::any_of(account.public_items,
                             [&](Day item) { return item <= day && item > day - kSpeaksWithin; });
}

bool ClosesReading(const AnswerRow& row) {
  return row.entry->kind == Kind::kBlock || row.entry->kind == Kind::kThrottle;
}

}  // namespace

Result<std::vector<StateAccount>> ReadStateAccounts(std::string_view lines) {
  std::vector<StateAccount> accounts;
  codec::JsonDocument document;
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string place = "line " + std::to_string(number);
    auto json = document.ParseCopy(line);
    if (!json) return tl::unexpected(std::move(json).error().Within(place));
    auto account = AccountIn(*json);
    if (!account) return tl::unexpected(std::move(account).error().Within(place));
    if (accounts.size() == kMostAccounts)
      return Fail(ErrorCode::kLimit, place + ": more accounts than fit");
    accounts.push_back(*std::move(account));
  }
  return accounts;
}

Asymmetry AsymmetryOn(const std::vector<Entry>& entries, const std::vector<StateAccount>& accounts,
                      Day day) {
  std::map<std::pair<std::string, std::string>, AsymmetryRow> rows;
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> counted;
  for (const StateAccount& account : accounts) {
    if (!IsInOffice(account, day)) continue;
    if (!counted.insert({account.state, account.service, account.account}).second) continue;
    AsymmetryRow& row = rows[{account.state, account.service}];
    row.state = account.state;
    row.service = account.service;
    if (account.is_media) {
      ++row.media;
    } else {
      ++row.offices[account.office];
    }
    row.speaking += Speaks(account, day) ? 1 : 0;
  }
  Asymmetry asymmetry;
  for (auto& [key, row] : rows) {
    bool is_elsewhere = false;
    for (const AnswerRow& answer : AnswersOn(entries, {.day = day, .state = row.state})) {
      if (!ClosesReading(answer)) continue;
      if (answer.entry->service != row.service) {
        row.elsewhere.push_back(answer);
        is_elsewhere = is_elsewhere || answer.answer.certainty == Certainty::kYes;
      } else if (answer.answer.certainty > row.closed.answer.certainty) {
        row.closed = answer;
      }
    }
    if (row.closed.answer.certainty != Certainty::kNo) {
      asymmetry.here.push_back(std::move(row));
    } else if (is_elsewhere) {
      asymmetry.elsewhere.push_back(std::move(row));
    }
  }
  return asymmetry;
}

}  // namespace evenhand::access
