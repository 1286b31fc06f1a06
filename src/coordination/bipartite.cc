#include "coordination/bipartite.h"

#include <algorithm>
#include <cmath>

namespace evenhand::coordination {
namespace {

constexpr std::uint32_t kLeftOut = 0xFFFFFFFF;

// One account and one object that it put out; both by the place of their names among all in order.
struct Link {
  std::uint32_t account;
  std::uint32_t object;
  std::uint32_t times;
};

std::vector<Link> LinksOf(const model::Shares& shares, bool without_originals) {
  const std::vector<std::uint32_t> account_ranks = shares.accounts.Ranks();
  const std::vector<std::uint32_t> object_ranks = shares.objects.Ranks();
  std::vector<std::uint64_t> keys;
  keys.reserve(shares.size());
  for (std::size_t row = 0; row < shares.size(); ++row) {
    if (without_originals &&
        shares.objects.Name(shares.object[row]) == shares.contents.Name(shares.content[row]))
      continue;
    keys.push_back(std::uint64_t{account_ranks[shares.account[row]]} << 32 |
                   object_ranks[shares.object[row]]);
  }
  std::ranges::sort(keys);
  std::vector<Link> links;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i > 0 && keys[i] == keys[i - 1]) {
      ++links.back().times;
    } else {
      links.push_back(
          {static_cast<std::uint32_t>(keys[i] >> 32), static_cast<std::uint32_t>(keys[i]), 1});
    }
  }
  return links;
}

struct Counts {
  std::vector<std::uint32_t> posts;     // by account
  std::vector<std::uint32_t> objects;   // by account, distinct
  std::vector<std::uint32_t> accounts;  // by object, distinct
  std::uint32_t active = 0;             // accounts with any
};

Counts CountLinks(const model::Shares& shares, const std::vector<Link>& links) {
  Counts counts{.posts = std::vector<std::uint32_t>(shares.accounts.size(), 0),
                .objects = std::vector<std::uint32_t>(shares.accounts.size(), 0),
                .accounts = std::vector<std::uint32_t>(shares.objects.size(), 0)};
  for (const Link& link : links) {
    counts.posts[link.account] += link.times;
    counts.active += counts.objects[link.account]++ == 0;
    ++counts.accounts[link.object];
  }
  return counts;
}

class Filter {
 public:
  Filter(const model::Shares& shares, const Support& support)
      : shares_(shares), support_(support), links_(LinksOf(shares, support.without_originals)) {}

  Bipartite Run() {
    const Counts all = CountLinks(shares_, links_);
    std::erase_if(links_, [&](const Link& link) {
      return all.posts[link.account] < support_.min_posts ||
             all.objects[link.account] < support_.min_objects || link.times < support_.min_times;
    });
    FilterObjects(support_.count_all_accounts ? all : CountLinks(shares_, links_));
    const Counts kept = CountLinks(shares_, links_);
    std::erase_if(links_, [&](const Link& link) {
      return kept.objects[link.account] < support_.min_kept_objects;
    });
    return Build();
  }

 private:
  void FilterObjects(const Counts& counts) {
    const double part = support_.max_accounts_part * counts.active;
    const auto too_common = [&](std::uint32_t accounts) {
      return accounts > support_.max_accounts || accounts > part;
    };
    for (const std::uint32_t accounts : counts.accounts) too_common_ += too_common(accounts);
    std::erase_if(links_, [&](const Link& link) {
      const std::uint32_t accounts = counts.accounts[link.object];
      return accounts < support_.min_accounts || too_common(accounts);
    });
  }

  Bipartite Build() const {
    Bipartite matrix;
    matrix.too_common = too_common_;
    std::vector<std::uint32_t> column(shares_.objects.size(), kLeftOut);
    for (const Link& link : links_) column[link.object] = 0;
    for (std::uint32_t object = 0; object < column.size(); ++object) {
      if (column[object] == kLeftOut) continue;
      column[object] = static_cast<std::uint32_t>(matrix.objects.size());
      matrix.objects.push_back(object);
    }
    std::uint32_t last = kLeftOut;
    for (const Link& link : links_) {
      if (link.account != last) {
        last = link.account;
        matrix.accounts.push_back(link.account);
        matrix.starts.push_back(matrix.starts.back());
      }
      ++matrix.starts.back();
      matrix.cells.push_back({column[link.object], link.times});
    }
    ToNumbers(shares_.accounts.Ranks(), &matrix.accounts);
    ToNumbers(shares_.objects.Ranks(), &matrix.objects);
    return matrix;
  }

  // From places among all names to the archive's numbers.
  static void ToNumbers(const std::vector<std::uint32_t>& ranks, std::vector<std::uint32_t>* list) {
    std::vector<std::uint32_t> number(ranks.size());
    for (std::uint32_t i = 0; i < ranks.size(); ++i) number[ranks[i]] = i;
    for (std::uint32_t& one : *list) one = number[one];
  }

  const model::Shares& shares_;
  const Support& support_;
  std::vector<Link> links_;
  std::uint32_t too_common_ = 0;
};

}  // namespace

Bipartite Incidence(const model::Shares& shares, const Support& support) {
  return Filter(shares, support).Run();
}

std::vector<std::uint32_t> AccountsByObject(const Bipartite& matrix) {
  std::vector<std::uint32_t> accounts(matrix.objects.size(), 0);
  for (const Bipartite::Cell& cell : matrix.cells) ++accounts[cell.column];
  return accounts;
}

}  // namespace evenhand::coordination
