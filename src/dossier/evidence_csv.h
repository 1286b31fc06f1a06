#pragma once

// Evidence that people bring: K4 to K7, a row each. K1 to K3 come from `evenhand detect` and from
// nowhere else.
//
//   account,kind,number,null,from,to,posts,rests_on,hidden,reviewer,note
//
//   account    as in the dossier            kind       K4, K5, K6 or K7
//   number     what was counted or measured null       what it is measured against, in words
//   from, to   the range of the data: a day or a time, UTC
//   posts      ids of posts, or addresses of documents, that show it, with | between them
//   rests_on   other accounts that it falls with, with | between them
//   hidden     yes or no: of K5, whether the common tool is hidden
//   reviewer   who brings it                note       anything else
//
// posts, rests_on, hidden and note may be left out. Columns are found by name; one that is unknown
// is refused, so that nothing can be slipped in. A whole `to` day ends with its last second.
//
// Errors: kInvalidArgument with every row that is wrong and why, ten at most; kLimit for too many
// rows or bytes.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dossier/dossier.h"

namespace evenhand::dossier {

struct AccountEvidence {
  std::string account = {};
  Evidence evidence = {};
};

inline constexpr std::size_t kMostCsvBytes = std::size_t{16} << 20;

Result<std::vector<AccountEvidence>> ReadEvidenceCsv(std::string_view text);

struct AccountRole {
  std::string account = {};
  policy::Role role = policy::Role::kBystander;
  std::optional<std::int64_t> followers = {};
  std::string note = {};
};

// account,role,followers,note: the last two may be left out. Errors: the same.
Result<std::vector<AccountRole>> ReadRolesCsv(std::string_view text);

}  // namespace evenhand::dossier
