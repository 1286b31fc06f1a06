// Precedents: what was done before, in the cases most like a decision about a holder of office.

#include <algorithm>
#include <tuple>

#include "even/report_parts.h"

namespace evenhand::even {
namespace {

constexpr std::size_t kNearest = 5;

// Names answered in only one of the cases count as different.
std::int64_t JudgementsApart(const DecisionRow& one, const DecisionRow& other) {
  std::int64_t apart = 0;
  for (const auto& [name, answer] : one.judgements) {
    const auto found = other.judgements.find(name);
    if (found == other.judgements.end() || found->second != answer) ++apart;
  }
  for (const auto& [name, answer] : other.judgements) {
    if (!one.judgements.contains(name)) ++apart;
  }
  return apart;
}

struct Candidate {
  const DecisionRow* row = nullptr;
  bool other_clause = false, other_severity = false;
  std::int64_t apart = 0;
  std::int64_t earlier_us = 0;

  auto Order() const {
    return std::tie(other_clause, other_severity, apart, earlier_us, row->case_id);
  }
};

PrecedentRow PrecedentsFor(const DecisionRow& decision, Rows rows) {
  std::vector<Candidate> candidates;
  for (const DecisionRow& row : rows) {
    if (!row.is_decided() || row.is_sampled() || *row.decided >= *decision.decided) continue;
    candidates.push_back({&row, row.clause != decision.clause, row.severity != decision.severity,
                          JudgementsApart(decision, row), *decision.decided - *row.decided});
  }
  const auto nearest = std::min(kNearest, candidates.size());
  std::ranges::partial_sort(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(nearest),
                            [](const auto& l, const auto& r) { return l.Order() < r.Order(); });
  PrecedentRow out{decision.case_id,
                   decision.clause,
                   decision.severity,
                   decision.action,
                   decision.exception,
                   decision.sev,
                   {}};
  for (std::size_t i = 0; i < nearest; ++i) {
    const Candidate& c = candidates[i];
    out.nearest.push_back(
        {c.row->case_id, c.row->action, c.row->sev, !c.other_clause, !c.other_severity, c.apart});
  }
  return out;
}

}  // namespace

std::vector<PrecedentRow> PrecedentsOf(Rows rows) {
  std::vector<PrecedentRow> out;
  for (const DecisionRow& row : rows) {
    if (row.role != "public_office" || !row.is_decided() || row.is_sampled()) continue;
    out.push_back(PrecedentsFor(row, rows));
  }
  return out;
}

}  // namespace evenhand::even
