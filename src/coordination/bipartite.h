#pragma once

// Who put out what, how often: accounts against objects, without the accounts and objects that say
// too little.
//
// A row is an account, a column an object. An account of three posts is like many others by chance;
// an object of one account ties nobody; an object that everybody shares ties everybody.
//
// Rows and columns are in bytewise order of names, so that whatever adds up along them gives the
// same bytes for the same shares in any order. Cost: a sort of the shares and one of the names; 8
// bytes a share while sorting, 8 bytes a cell.

#include <cstdint>
#include <span>
#include <vector>

#include "model/share.h"

namespace evenhand::coordination {

// Applied in this order, each once.
struct Support {
  bool without_originals =
      false;  // leave out shares whose content is the object: the post that others repost

  // Accounts with less are left out.
  std::uint32_t min_posts = 1;    // shares, repeated ones too
  std::uint32_t min_objects = 1;  // distinct objects, any

  // An account and an object that it put out fewer times have nothing to do with each other.
  std::uint32_t min_times = 1;

  // Objects of fewer or more accounts are left out: of the accounts that are still there, or of all
  // in the shares.
  std::uint32_t min_accounts = 1;
  double max_accounts_part = 1;  // of the number of such accounts
  std::uint32_t max_accounts = 0xFFFFFFFF;
  bool count_all_accounts = false;

  // Accounts with fewer of the objects that are still there are left out.
  std::uint32_t min_kept_objects = 1;
};

struct Bipartite {
  struct Cell {
    std::uint32_t column = 0;
    std::uint32_t times = 0;
  };

  std::vector<std::uint32_t> accounts;  // by row: their numbers in the archive
  std::vector<std::uint32_t> objects;   // by column: theirs
  std::vector<std::uint64_t> starts = {0};
  std::vector<Cell> cells;       // row after row, columns ascending
  std::uint32_t too_common = 0;  // objects left out because of max_accounts or max_accounts_part

  std::size_t rows() const { return accounts.size(); }
  std::span<const Cell> Row(std::size_t row) const {
    return std::span(cells).subspan(starts[row], starts[row + 1] - starts[row]);
  }
};

Bipartite Incidence(const model::Shares& shares, const Support& support = {});

// By column, how many accounts it has.
std::vector<std::uint32_t> AccountsByObject(const Bipartite& matrix);

}  // namespace evenhand::coordination
