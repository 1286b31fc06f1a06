#pragma once

// Which ties or accounts of a network are kept: the rules of the literature, each of them a
// function of the ties alone.
//
// They pick the strongest of whatever there is, so they always find something: a way to look at a
// network, no evidence of coordination. Ties go in and come out sorted by (a, b), a < b; where
// weights are equal, the smaller numbers win. Source: docs/coordination.md, "Networks".

#include <cstdint>
#include <span>
#include <vector>

#include "coordination/graph.h"

namespace evenhand::coordination {

// Each account's k heaviest ties, kept when either end has it among them. k = 0: the natural
// logarithm of the number of accounts with ties, rounded down, at least 1 (Weber and Neumann 2021).
std::vector<WeightedTie> KeepNearest(std::span<const WeightedTie> ties, std::uint32_t k = 0);

// Ties of at least that part of the heaviest one's weight.
std::vector<WeightedTie> KeepHeaviest(std::span<const WeightedTie> ties, double part = 0.9);

// Accounts at or above that quantile of unweighted eigenvector centrality, and the ties among them
// (Luceri et al. 2024); centrality is taken component by component.
std::vector<WeightedTie> KeepCentral(std::span<const WeightedTie> ties, double quantile);

// FSA_V (Weber and Neumann 2021): in each community (of modularity, by Leiden), from its heaviest
// tie on, the heaviest tie at the edge of what has been taken, as long as the mean weight of the
// taken ties stays at or above that of the network and falls by no more than `theta` standard
// deviations of its weights.
std::vector<WeightedTie> KeepFocal(std::span<const WeightedTie> ties, double theta = 0.5);

}  // namespace evenhand::coordination
