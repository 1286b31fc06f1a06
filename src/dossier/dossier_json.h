#pragma once

// A dossier as a file: JSON, of the form that docs/dossier.schema.json publishes. What WriteDossier
// wrote is read and written again with the same bytes.
//
// Errors: kInvalidArgument with the place and the reason ("accounts[3].role is 'spy', which is no
// role"): what is unknown,
//         missing or twice there is refused, and so is a number beyond its bounds; kLimit for more
//         than kMostBytes, kMostAccounts, kMostTies. What evidence lacks is no error here: that is
//         told by check.h, account by account.
// Cost:   linear; memory about five times the bytes.

#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/json_text.h"
#include "dossier/dossier.h"
#include "dossier/json_in.h"

namespace evenhand::dossier {

inline constexpr std::size_t kMostBytes = std::size_t{256} << 20;
inline constexpr std::string_view kFormat = "evenhand-dossier-1";

Result<Dossier> ReadDossier(std::string_view text);
std::string WriteDossier(const Dossier& dossier);

// What networks.json and a dossier have in common. A basis is of `accounts` accounts.
void WriteBasis(std::string_view name, const Basis& basis, codec::JsonText* out);
Basis ReadBasis(const JsonIn& in, std::size_t accounts);
void WriteSigns(const std::vector<Sign>& signs, codec::JsonText* out);
std::vector<Sign> ReadSigns(const JsonIn& in);
std::vector<coordination::Detection::Search> ReadSearches(const JsonIn& in);
coordination::LineOptions ReadLine(const JsonIn& in);
// All of what was searched, as member `method`.
void WriteMethod(const Method& method, codec::JsonText* out);
Method ReadMethod(const JsonIn& in);
void WriteTime(std::string_view name, std::optional<std::int64_t> ms, codec::JsonText* out);

}  // namespace evenhand::dossier
