#pragma once

// One person's own bundle: statements with their codes, standing, the rulebooks, proofs that the
// public record holds the decisions, and forms to answer with. It is for that person and nobody
// else.
//
//   statements/N.txt           signed, with codes       statements/N.json      as it was recorded
//   proofs/N.tlog-proof        that the leaf is in the record (C2SP tlog-proof)
//   proofs/N.leaf              the leaf's bytes          proofs/N.opening       what its
//   commitments open to answers/appeal-N.txt, comply-N.txt                   letters, to be filled
//   in standing.txt, rulebook/…, rules/…, keys/…, record/checkpoint, VERIFY.txt
//   ways.txt                   where a letter can be sent: the list of the published `site`, when
//                              one is named and has it
//
// Errors: kNotFound when there is no decision on the account.

#include <string>
#include <string_view>

#include "app/docket_dir.h"
#include "publish/bundle.h"

namespace evenhand::app {

Result<publish::Bundle> PersonBundle(const DocketOptions& options, const std::string& account,
                                     const std::string& language, const std::string& at,
                                     const std::string& site = {});

}  // namespace evenhand::app
