#pragma once

// The secret keys beside a docket that codes and sealed letters need, one of each kind a year:
//
//   STORE/keys/codes-2026.key    32 random bytes, hexadecimal: codes of decisions of that year
//   STORE/keys/seal-2026.key     the same: what sealed letters open with
//
// Files are readable by their owner only. When a year's file is deleted, nobody can make or check
// its codes any more, or open what was sealed to it.

#include <string>
#include <vector>

#include "app/docket_dir.h"
#include "carry/code.h"
#include "record/secret.h"

namespace evenhand::app {

// The key for codes of a decision taken at `decided`; made when it is not there. A decision of
// which there is none is asked about with today's.
Result<std::string> CodeKey(const std::string& store, policy::Time decided);
// The code as 25 letters.
Result<std::string> CodeOf(const std::string& store, carry::Purpose purpose,
                           std::string_view decision, policy::Time decided, std::int64_t issue);

// The key of the year of `now`, made when it is not there; and all that are there, the newest
// first.
Result<record::SealKey> SealKeyOf(const std::string& store, policy::Time now);
Result<std::vector<record::SealKey>> SealKeys(const std::string& store);

// The public half as a file: "evenhand seal key 1" NL base64 NL.
std::string SealKeyText(const record::SealKey& key);
// The same key as a file of recipients of age: "age1…" NL.
std::string AgeKeyText(const record::SealKey& key);
Result<std::string> ReadSealKeyText(std::string_view text);

}  // namespace evenhand::app
