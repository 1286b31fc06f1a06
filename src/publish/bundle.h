#pragma once

// Bundles: the published site, or a part of it, as one ZIP whose list of sums is signed.
//
//   kFull     everything                                   a mirror, once it is unpacked
//   kReader   everything but the entries of the record     people
//   kDelta    what is new since a size of the record, and all small files    mirrors, daily
//
// The list comes first, so that each file that arrived can be checked even where the rest did not. All
// files are of the day that about.txt names. The same site gives the same bytes for everybody.
//
// Errors: kInvalidArgument for a delta from beyond the record; kIo; kNotFound where there is no site.
// Cost:   the bundle in memory, once unpacked and once packed.

#include <string>
#include <vector>

#include "publish/about.h"
#include "publish/copy.h"
#include "record/sign.h"

namespace evenhand::publish {

struct BundleOptions {
  CopyKind kind = CopyKind::kReader;
  std::uint64_t from = 0;  // of a delta
};

struct Bundle {
  std::string name = {};   // "evenhand-example.org-record-reader-184227-20261125.zip"
  std::string bytes = {};
  std::size_t files = 0;
  std::string sums_hash = {};  // hexadecimal SHA-256 of its list: what the record says of it
};

Result<Bundle> MakeBundle(const Copy& site, const BundleOptions& options, const record::SigningKey& key);

// Any files as a bundle, with about.txt, the list and its signature added.
Result<Bundle> PackBundle(std::vector<ZipFile> files, const About& about, const record::SigningKey& key);

}  // namespace evenhand::publish
