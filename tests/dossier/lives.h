#pragma once

// The lives of simulated accounts, as takeover.h wants them.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "coordination/simulate.h"
#include "dossier/takeover.h"

namespace evenhand::dossier {

class Lives {
 public:
  explicit Lives(const coordination::Simulated& made) : shares_(made.shares) {
    on_.resize(shares_.objects.size());
    for (std::size_t row = 0; row < shares_.size(); ++row) {
      rows_[shares_.account[row]].push_back(row);
      on_[shares_.object[row]].push_back(shares_.account[row]);
    }
    for (auto& accounts : on_) {
      std::ranges::sort(accounts);
      accounts.erase(std::ranges::unique(accounts).begin(), accounts.end());
    }
  }

  std::size_t PostsOf(const std::string& name) const {
    const std::uint32_t account = shares_.accounts.Find(name);
    return account == NameTable::kNone ? 0 : rows_.at(account).size();
  }

  std::vector<Sign> Signs(const std::string& name, const TakeoverOptions& options = {}) const {
    const std::uint32_t account = shares_.accounts.Find(name);
    if (account == NameTable::kNone) return {};
    std::vector<std::size_t> rows = rows_.at(account);
    std::ranges::stable_sort(rows, {}, [&](std::size_t row) { return shares_.time_ms[row]; });
    std::vector<std::vector<std::uint32_t>> others;
    for (const std::size_t row : rows) {
      others.emplace_back();
      for (const std::uint32_t other : on_[shares_.object[row]])
        if (other != account && others.back().size() < kMostNeighbours)
          others.back().push_back(other);
    }
    std::vector<LivedPost> posts;
    for (std::size_t i = 0; i < rows.size(); ++i)
      posts.push_back({.time_ms = shares_.time_ms[rows[i]], .neighbours = others[i]});
    return SignsOf(posts, options);
  }

 private:
  const model::Shares& shares_;
  std::map<std::uint32_t, std::vector<std::size_t>> rows_;
  std::vector<std::vector<std::uint32_t>> on_;
};

}  // namespace evenhand::dossier
