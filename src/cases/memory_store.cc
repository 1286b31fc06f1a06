#include <iterator>
#include <map>

#include "cases/store.h"

namespace evenhand::cases {
namespace {

class MemoryStore final : public CaseStore {
 public:
  Result<void> Begin() override {
    committed_events_ = events_.size();
    committed_leaves_ = pending_.size();
    return {};
  }

  Result<void> Put(std::span<CaseEvent> events, std::span<const PendingLeaf> leaves) override {
    for (CaseEvent& event : events) {
      if (by_id_.contains({event.kind, event.id})) {
        return Fail(ErrorCode::kInvalidArgument,
                    event.kind + " '" + event.id + "' is there already");
      }
      event.sequence = last_sequence() + 1;
      event.chain =
          NextChain(events_.empty() ? std::string(32, '\0') : events_.back().chain, event);
      by_id_[{event.kind, event.id}] = events_.size();
      if (!event.about.empty()) about_.emplace(event.about, events_.size());
      events_.push_back(event);
    }
    for (const PendingLeaf& leaf : leaves) pending_[leaf.index] = leaf.bytes;
    return {};
  }

  Result<void> Commit() override { return {}; }

  void Rollback() override {
    for (; events_.size() > committed_events_; events_.pop_back())
      by_id_.erase({events_.back().kind, events_.back().id});
    std::erase_if(about_, [&](const auto& entry) { return entry.second >= events_.size(); });
    while (pending_.size() > committed_leaves_) pending_.erase(std::prev(pending_.end()));
  }

  std::int64_t last_sequence() const override { return static_cast<std::int64_t>(events_.size()); }

  Result<void> Each(std::int64_t from, const VisitEvent& visit) override {
    for (const CaseEvent& event : events_) {
      if (event.sequence >= from) EVENHAND_TRY(visit(event));
    }
    return {};
  }

  Result<void> EachOf(std::string_view account, const VisitEvent& visit) override {
    for (const CaseEvent& event : events_) {
      if (event.account == account) EVENHAND_TRY(visit(event));
    }
    return {};
  }

  Result<void> EachOfKind(std::string_view kind, const VisitEvent& visit) override {
    for (const CaseEvent& event : events_) {
      if (event.kind == kind) EVENHAND_TRY(visit(event));
    }
    return {};
  }

  Result<void> EachAbout(std::string_view about, const VisitEvent& visit) override {
    const auto [first, last] = about_.equal_range(about);
    for (auto at = first; at != last; ++at) EVENHAND_TRY(visit(events_[at->second]));
    return {};
  }

  Result<std::optional<CaseEvent>> Find(std::string_view kind, std::string_view id) override {
    const auto found = by_id_.find({std::string(kind), std::string(id)});
    if (found == by_id_.end()) return std::optional<CaseEvent>();
    return std::optional(events_[found->second]);
  }

  Result<void> EachPending(std::uint64_t from, const VisitLeaf& visit) override {
    for (auto at = pending_.lower_bound(from); at != pending_.end(); ++at)
      EVENHAND_TRY(visit(at->first, at->second));
    return {};
  }

  Result<void> ForgetPending(std::uint64_t below) override {
    pending_.erase(pending_.begin(), pending_.lower_bound(below));
    return {};
  }

  Result<std::int64_t> Reindex(
      const std::function<Result<std::string>(const CaseEvent&)>& about) override {
    std::multimap<std::string, std::size_t, std::less<>> index;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      EVENHAND_ASSIGN(std::string key, about(events_[i]));
      if (!key.empty()) index.emplace(std::move(key), i);
    }
    about_ = std::move(index);
    return static_cast<std::int64_t>(about_.size());
  }

  Result<void> Verify() override { return {}; }

 private:
  std::vector<CaseEvent> events_;
  std::map<std::pair<std::string, std::string>, std::size_t> by_id_;
  std::multimap<std::string, std::size_t, std::less<>> about_;
  std::map<std::uint64_t, std::string> pending_;
  // As they were at Begin.
  std::size_t committed_events_ = 0, committed_leaves_ = 0;
};

}  // namespace

std::unique_ptr<CaseStore> MakeMemoryStore() { return std::make_unique<MemoryStore>(); }

}  // namespace evenhand::cases
