#include "coordination/tie_stream.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace evenhand::coordination {
namespace {

// What is out of the horizon is forgotten so often in the length of one.
constexpr std::int64_t kTidiesAHorizon = 16;

std::uint64_t Both(std::uint32_t a, std::uint32_t b) {
  return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

std::int64_t Before(std::int64_t time_ms, std::int64_t by_ms) {
  return time_ms < INT64_MIN + by_ms ? INT64_MIN : time_ms - by_ms;
}

std::uint32_t CountDistinct(std::vector<std::uint32_t>* values) {
  std::ranges::sort(*values);
  return static_cast<std::uint32_t>(std::ranges::unique(*values).begin() - values->begin());
}

// New numbers for those names that are still asked for, in the order of the old ones.
class Renumbered {
 public:
  explicit Renumbered(NameTable* names)
      : names_(names), wanted_(names->size(), false), number_(names->size()) {}
  void Want(std::uint32_t number) { wanted_[number] = true; }
  void Renumber() {
    NameTable fewer;
    for (std::uint32_t old = 0; old < number_.size(); ++old)
      if (wanted_[old]) number_[old] = fewer.Number(names_->Name(old));
    *names_ = std::move(fewer);
  }
  std::uint32_t operator[](std::uint32_t old) const { return number_[old]; }

 private:
  NameTable* names_;
  std::vector<bool> wanted_;
  std::vector<std::uint32_t> number_;
};

}  // namespace

bool TieStream::Share::operator>(const Share& other) const {
  return std::tie(time_ms, account, row) > std::tie(other.time_ms, other.account, other.row);
}

std::int64_t TieStream::complete_since() const {
  return std::max(Before(newest_ms_, options_.horizon_ms), forgotten_before_ms_);
}

TieStream::Taken TieStream::Add(std::string_view object, std::string_view account,
                                std::string_view content, std::int64_t time_ms) {
  if (time_ms < Before(newest_ms_, options_.max_lateness_ms)) {
    ++too_late_;
    return Taken::kTooLate;
  }
  if (waiting_.size() + recent_shares_ >= options_.most_waiting) {
    ++no_room_;
    return Taken::kNoRoom;
  }
  newest_ms_ = std::max(newest_ms_, time_ms);
  // Every share numbers its account, as in the batch: equals in time are in order of numbers.
  const std::uint32_t number = accounts_.Number(account);
  // The post that others repost is no share of itself.
  if (object != content)
    waiting_.push(
        {time_ms, rows_++, number, objects_.Number(object), contents_.Number(content)});
  CompareUntil(Before(newest_ms_, options_.max_lateness_ms));
  if (tidied_ms_ == INT64_MIN) tidied_ms_ = newest_ms_;
  if (newest_ms_ - tidied_ms_ > options_.horizon_ms / kTidiesAHorizon ||
      pairs_ > options_.most_pairs)
    Forget();
  return Taken::kYes;
}

void TieStream::Finish() {
  while (!waiting_.empty()) {
    Compare(waiting_.top());
    waiting_.pop();
  }
  Forget();
}

// Nothing before that time can come any more; of that time something can.
void TieStream::CompareUntil(std::int64_t before_ms) {
  while (!waiting_.empty() && waiting_.top().time_ms < before_ms) {
    Compare(waiting_.top());
    waiting_.pop();
  }
}

void TieStream::Compare(const Share& share) {
  std::deque<Share>& recent = recent_[share.object];
  const std::size_t before = recent.size();
  while (!recent.empty() &&
         (share.time_ms - recent.front().time_ms > options_.window_ms ||
          (options_.max_neighbours > 0 && recent.size() > options_.max_neighbours)))
    recent.pop_front();
  std::size_t left = options_.max_neighbours == 0 ? recent.size() : options_.max_neighbours;
  for (auto older = recent.rbegin(); older != recent.rend() && left > 0; ++older, --left) {
    if (older->account == share.account || older->content == share.content) continue;
    const bool older_is_low = older->account < share.account;
    ties_[Both(older->account, share.account)].push_back(
        {.older_ms = older->time_ms,
         .newer_ms = share.time_ms,
         .object = share.object,
         .content_low = older_is_low ? older->content : share.content,
         .content_high = older_is_low ? share.content : older->content});
    ++pairs_;
  }
  recent.push_back(share);
  recent_shares_ += recent.size() - before;
}

void TieStream::Forget() {
  tidied_ms_ = newest_ms_;
  ForgetPairs(complete_since());
  if (pairs_ > options_.most_pairs) {
    std::vector<std::int64_t> times;
    for (const auto& [accounts, some] : ties_)
      for (const Pair& pair : some) times.push_back(pair.older_ms);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    forgotten_before_ms_ = *middle + 1;
    ForgetPairs(forgotten_before_ms_);
  }
  const std::int64_t oldest =
      Before(Before(newest_ms_, options_.max_lateness_ms), options_.window_ms);
  recent_shares_ = 0;
  for (auto one = recent_.begin(); one != recent_.end();) {
    while (!one->second.empty() && one->second.front().time_ms < oldest) one->second.pop_front();
    recent_shares_ += one->second.size();
    one = one->second.empty() ? recent_.erase(one) : std::next(one);
  }
  RenumberNames();
}

void TieStream::ForgetPairs(std::int64_t before_ms) {
  pairs_ = 0;
  for (auto tie = ties_.begin(); tie != ties_.end();) {
    std::erase_if(tie->second, [&](const Pair& pair) { return pair.older_ms < before_ms; });
    pairs_ += tie->second.size();
    tie = tie->second.empty() ? ties_.erase(tie) : std::next(tie);
  }
}

void TieStream::RenumberNames() {
  std::vector<Share> waiting;
  for (; !waiting_.empty(); waiting_.pop()) waiting.push_back(waiting_.top());
  Renumbered objects(&objects_), accounts(&accounts_), contents(&contents_);
  const auto each_share = [&](const auto& visit) {
    for (Share& share : waiting) visit(&share);
    for (auto& [object, shares] : recent_)
      for (Share& share : shares) visit(&share);
  };
  each_share([&](const Share* share) {
    objects.Want(share->object);
    accounts.Want(share->account);
    contents.Want(share->content);
  });
  for (const auto& [both, pairs] : ties_) {
    accounts.Want(static_cast<std::uint32_t>(both >> 32));
    accounts.Want(static_cast<std::uint32_t>(both));
    for (const Pair& pair : pairs) {
      objects.Want(pair.object);
      contents.Want(pair.content_low);
      contents.Want(pair.content_high);
    }
  }
  for (Renumbered* names : {&objects, &accounts, &contents}) names->Renumber();

  each_share([&](Share* share) {
    *share = {share->time_ms, share->row, accounts[share->account], objects[share->object],
              contents[share->content]};
  });
  for (const Share& share : waiting) waiting_.push(share);
  std::unordered_map<std::uint32_t, std::deque<Share>> recent;
  for (auto& [object, shares] : recent_) recent.emplace(objects[object], std::move(shares));
  recent_ = std::move(recent);
  std::unordered_map<std::uint64_t, std::vector<Pair>> ties;
  for (auto& [both, pairs] : ties_) {
    for (Pair& pair : pairs)
      pair = {pair.older_ms, pair.newer_ms, objects[pair.object], contents[pair.content_low],
              contents[pair.content_high]};
    // The order of two numbers stays.
    ties.emplace(Both(accounts[static_cast<std::uint32_t>(both >> 32)],
                      accounts[static_cast<std::uint32_t>(both)]),
                 std::move(pairs));
  }
  ties_ = std::move(ties);
}

std::vector<StreamTie> TieStream::Ties(std::uint32_t min_objects) const {
  const std::int64_t since = complete_since();
  std::vector<StreamTie> ties;
  std::vector<std::uint32_t> objects, low, high;
  for (const auto& [both, pairs] : ties_) {
    StreamTie tie{.a = std::string(accounts_.Name(static_cast<std::uint32_t>(both >> 32))),
                  .b = std::string(accounts_.Name(static_cast<std::uint32_t>(both))),
                  .first_ms = INT64_MAX,
                  .last_ms = INT64_MIN};
    for (auto* values : {&objects, &low, &high}) values->clear();
    for (const Pair& pair : pairs) {
      if (pair.older_ms < since) continue;
      ++tie.weight;
      tie.delta_sum_ms += pair.newer_ms - pair.older_ms;
      tie.first_ms = std::min(tie.first_ms, pair.older_ms);
      tie.last_ms = std::max(tie.last_ms, pair.newer_ms);
      objects.push_back(pair.object);
      low.push_back(pair.content_low);
      high.push_back(pair.content_high);
    }
    tie.objects = CountDistinct(&objects);
    tie.posts_a = CountDistinct(&low);
    tie.posts_b = CountDistinct(&high);
    if (tie.b < tie.a) {
      std::swap(tie.a, tie.b);
      std::swap(tie.posts_a, tie.posts_b);
    }
    if (tie.weight > 0 && tie.objects >= min_objects) ties.push_back(std::move(tie));
  }
  std::ranges::sort(ties, {}, [](const StreamTie& tie) { return std::tie(tie.a, tie.b); });
  return ties;
}

}  // namespace evenhand::coordination
