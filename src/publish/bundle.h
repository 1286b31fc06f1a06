#pragma once

// Bundles: the published site, or a part of it, as one ZIP whose list of sums is signed.
//
//   kFull     everything                                   a mirror, once it is unpacked
//   kReader   pages alone, 250 decisions on each, and the record without its entries     people
//   kDelta    what is new since a size of the record and, given the list of sums that the other
//   side has,
//             files that changed; under site/ the lists of the whole, for after it is unpacked
//             mirrors
//
// The list comes first, so that each file that arrived can be checked even where the rest did not.
// All files are of the day that about.txt names. The same site gives the same bytes for everybody.
//
// Errors: kInvalidArgument for a delta from beyond the record; kIo; kNotFound where there is no
// site. Cost:   the bundle in memory, once unpacked and once packed.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "publish/about.h"
#include "publish/copy.h"
#include "publish/write_site.h"
#include "record/sign.h"

namespace evenhand::publish {

struct BundleOptions {
  CopyKind kind = CopyKind::kFull;  // or kDelta
  std::uint64_t from = 0;           // of a delta
  std::string known_sums =
      {};  // of a delta: SHA256 of the copy that the other side has; may be empty
};

struct Bundle {
  std::string name = {};  // "evenhand-example.org-record-reader-184227-20261125.zip"
  std::string bytes = {};
  std::size_t files = 0;
  std::string sums_hash = {};  // hexadecimal SHA-256 of its list: what the record says of it
};

// Of a published site: kFull and kDelta.
Result<Bundle> MakeBundle(const Copy& site, const BundleOptions& options,
                          const record::SigningKey& key);

// kReader, made from what a site is made from. `input` is changed to what suits a bundle.
Result<Bundle> MakeReaderBundle(SiteInput input, const std::vector<SiteFile>& files,
                                const record::Files& log, std::chrono::sys_days date,
                                const record::SigningKey& key);

// Any files as a bundle, with about.txt, the list and its signature added.
Result<Bundle> PackBundle(std::vector<ZipFile> files, const About& about,
                          const record::SigningKey& key);

// Whether `zip` is, byte for byte, how these files are packed here. A ZIP has room for what is in
// no file (dates, attributes, comments, the order of files): by it one copy could be told from
// another though each file in it is as it was signed. Another program, or another version of its
// library, packs otherwise too.
inline constexpr std::uint64_t kMostRepackedBytes = 64U << 20;  // unpacked: not asked of more
Result<bool> IsPackedAsHere(const Copy& copy, std::string_view zip);

}  // namespace evenhand::publish
