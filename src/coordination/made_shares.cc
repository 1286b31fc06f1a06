#include "coordination/made_shares.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

// Rounded down, also before 1970.
std::int64_t WindowOf(std::int64_t time_ms, std::int64_t window_ms) {
  const std::int64_t window = time_ms / window_ms;
  return time_ms % window_ms < 0 ? window - 1 : window;
}

// Without rows; contents by the same numbers.
model::Shares SameAccounts(const model::Shares& shares) {
  model::Shares made;
  made.accounts = shares.accounts;
  made.contents = shares.contents;
  return made;
}

void AddRow(std::string_view object, std::uint32_t account, std::uint32_t content,
            std::int64_t time_ms, model::Shares* made) {
  made->object.push_back(made->objects.Number(object));
  made->account.push_back(account);
  made->content.push_back(content);
  made->time_ms.push_back(time_ms);
}

void AppendName(std::string_view name, std::string* sequence) {
  if (!sequence->empty()) *sequence += ' ';
  for (const char c : name) {
    if (c == ' ' || c == '\\') *sequence += '\\';
    *sequence += c;
  }
}

}  // namespace

model::Shares TimeBins(const model::Shares& shares, std::int64_t bin_ms) {
  model::Shares made = SameAccounts(shares);
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (std::size_t row = 0; row < shares.size(); ++row) {
    if (!seen.emplace(shares.account[row], shares.content[row]).second) continue;
    AddRow(std::to_string(WindowOf(shares.time_ms[row], bin_ms)), shares.account[row],
           shares.content[row], shares.time_ms[row], &made);
  }
  return made;
}

Windowed InWindows(const model::Shares& shares, std::int64_t window_ms) {
  Windowed made{.shares = SameAccounts(shares), .window_of = {}};
  for (std::size_t row = 0; row < shares.size(); ++row) {
    const std::int64_t window = WindowOf(shares.time_ms[row], window_ms);
    std::string object = std::to_string(window) + '\x1f';
    object += shares.objects.Name(shares.object[row]);
    AddRow(object, shares.account[row], shares.content[row], shares.time_ms[row], &made.shares);
    if (made.window_of.size() < made.shares.objects.size()) made.window_of.push_back(window);
  }
  return made;
}

model::Shares DaySequences(const model::Shares& shares, std::uint32_t min_posts,
                           std::uint32_t min_distinct) {
  std::map<std::pair<std::uint32_t, std::int64_t>, std::vector<std::uint32_t>>
      days;  // by account and day: rows
  for (std::uint32_t row = 0; row < shares.size(); ++row)
    days[{shares.account[row], WindowOf(shares.time_ms[row], kDayMs)}].push_back(row);
  model::Shares made = SameAccounts(shares);
  for (auto& [key, rows] : days) {
    std::ranges::stable_sort(rows, {}, [&](std::uint32_t row) { return shares.time_ms[row]; });
    std::set<std::uint32_t> posts, names;
    std::string sequence;
    for (const std::uint32_t row : rows) {
      posts.insert(shares.content[row]);
      names.insert(shares.object[row]);
      AppendName(shares.objects.Name(shares.object[row]), &sequence);
    }
    if (posts.size() < min_posts || names.size() < min_distinct) continue;
    AddRow(std::to_string(key.second) + '\x1f' + sequence, key.first, shares.content[rows.front()],
           shares.time_ms[rows.front()], &made);
  }
  return made;
}

model::Shares FastReposts(const model::Shares& reposts, const model::Shares& posts,
                          std::int64_t most_delay_ms) {
  std::map<std::uint32_t, std::size_t> row_of;  // by object of reposts
  for (std::size_t row = 0; row < posts.size(); ++row) {
    const std::uint32_t object = reposts.objects.Find(posts.contents.Name(posts.content[row]));
    if (object != NameTable::kNone) row_of.emplace(object, row);
  }
  model::Shares made = SameAccounts(reposts);
  for (std::size_t row = 0; row < reposts.size(); ++row) {
    const auto post = row_of.find(reposts.object[row]);
    if (post == row_of.end()) continue;
    const std::string_view author = posts.accounts.Name(posts.account[post->second]);
    const std::int64_t delay_ms = reposts.time_ms[row] - posts.time_ms[post->second];
    if (delay_ms < 0 || delay_ms > most_delay_ms ||
        author == reposts.accounts.Name(reposts.account[row]))
      continue;
    AddRow(author, reposts.account[row], reposts.content[row], reposts.time_ms[row], &made);
  }
  return made;
}

}  // namespace evenhand::coordination
