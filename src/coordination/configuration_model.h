#pragma once

// The bipartite configuration model: the chance that an account puts an object out, such that
// everybody's number of objects and everything's number of accounts are on average what they are,
// and nothing else is assumed.
//
//   chance = x y / (1 + x y), one x for each account and one y for each object
//
// Accounts with equally many objects have the same x, objects of equally many accounts the same y,
// so only those are fitted, by turns, until they no longer change. An account of all objects (or an
// object of all accounts) has chance 1. Source: Saracco, Di Clemente, Gabrielli and Squartini 2015.
// Cost: (distinct numbers of objects) x (distinct numbers of accounts), some hundred times.

#include <cstdint>
#include <vector>

#include "coordination/bipartite.h"

namespace evenhand::coordination {

class ConfigurationModel {
 public:
  explicit ConfigurationModel(const Bipartite& matrix);

  // By row and column of the matrix.
  double Chance(std::size_t row, std::size_t column) const {
    return Chance(rows_.classes[rows_.class_of[row]], columns_.classes[columns_.class_of[column]]);
  }

  // Objects that are alike: one of them, and how many there are.
  struct Kind {
    std::uint32_t column = 0;
    std::uint32_t columns = 0;
  };
  const std::vector<Kind>& kinds() const { return kinds_; }

  // The largest difference between a degree and its average under the model.
  double error() const { return error_; }

 private:
  static constexpr std::uint32_t kNever = 0xFFFFFFFF;

  // Nodes of one degree.
  struct Class {
    std::uint32_t degree = 0;
    std::uint32_t nodes = 0;
    double left = 0;     // degree towards those of the other side that are not settled
    double fitness = 0;  // x or y
    std::uint32_t settled =
        kNever;         // the step at which its chances were found to be all 1 or all 0
    double chance = 0;  // which, with all that were not settled before
  };
  struct Side {
    std::vector<Class> classes;           // by degree
    std::vector<std::uint32_t> class_of;  // by node
  };

  static Side SideOf(const std::vector<std::uint32_t>& degrees);
  static bool Settle(Side* side, Side* other, std::uint32_t step);
  static double Fit(Side* side, const Side& other);
  static double Chance(const Class& row, const Class& column);
  double ErrorOf(const Side& side, const Side& other, bool side_is_rows) const;

  Side rows_;
  Side columns_;
  std::vector<Kind> kinds_;
  double error_ = 0;
};

}  // namespace evenhand::coordination
