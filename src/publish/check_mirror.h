#pragma once

// Whether a mirror says what was published and nothing more, asked as any reader asks it: some of
// its files, and what is said with them.
//
//   list        SHA256.sig is signed by a known key
//   checkpoint  signed by the log; as many witnesses as the policy asks for
//   history     the record continues the one seen before; else it was forked, or is frozen
//   ways        the list of addresses is signed; how old it is
//   files       a sample of the listed files is as listed; the record's and the first pages always
//   foreign     no page asks for anything elsewhere, has a script or a form, or leads away
//   cookies     none is set
//   age         not older than two weeks: else frozen
//
// A mirror can give one reader other bytes than another, so it is asked from several places, with
// samples that it cannot foresee.
//
// Errors: those of `fetch`. What is wrong with the mirror is in the report, all of it.
// Cost:   `samples` fetches, and about a dozen more.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "publish/verify_copy.h"

namespace evenhand::publish {

struct FetchedFile {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
};

// What lies at a path of the site ("fa/index.html").
using FetchFile = std::function<Result<FetchedFile>(const std::string& path)>;

struct CheckMirrorOptions {
  VerifyCopyOptions verify = {};
  std::size_t samples = 40;
  std::string seed = {};  // of the sample: random bytes
};

Result<CopyReport> CheckMirror(const FetchFile& fetch, const CheckMirrorOptions& options);

}  // namespace evenhand::publish
