#pragma once

// The parts of a report, one function each. Rows are sorted and checked (parity_report.cc).

#include <set>
#include <span>

#include "even/parity_report.h"

namespace evenhand::even {

using Rows = std::span<const DecisionRow>;

// Values of a group among the rows, sorted, "" left out.
std::vector<std::string> ValuesOf(Rows rows, std::string_view group);

// Values of a group whose number of decided cases must not be shown: those below ten, and a second
// one where the first could be computed from it.
std::set<std::string> HiddenValues(Rows rows, std::string_view group);

std::vector<Contrast> DefaultContrasts(Rows rows);

Result<std::vector<CountTable>> DecisionTables(Rows rows);
Result<std::vector<CountTable>> ExceptionTables(Rows rows);
Result<std::vector<CountTable>> AppealTables(Rows rows);
Result<ComparedGroups> CompareGroups(Rows rows, const Contrast& contrast);
Result<ThresholdRow> ThresholdAt(Rows rows, std::int64_t followers, bool is_published);
Result<MatchedPart> MatchedSetsOf(Rows rows);
Result<std::vector<AgreementRow>> AgreementOf(Rows rows);
Result<std::vector<TimeRow>> TimesOf(Rows rows, const ReportOptions& options);
std::vector<ReviewedAgain> ReviewsOf(Rows rows);
Result<std::vector<CoverageRow>> CoverageOf(Rows rows);
std::vector<PrecedentRow> PrecedentsOf(Rows rows);

}  // namespace evenhand::even
