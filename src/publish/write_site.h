#pragma once

// A site as files in a folder that any web server, stick or ZIP can carry, and what changed in it
// alone.
//
//   DIR/…               pages (publish/site.h), each as .html and as .txt
//   DIR/record/…        the log: checkpoint and tiles, as it has them
//   DIR/rulebook/…, keys/…, ways.txt, VERIFY.txt, _headers, nginx.conf
//   DIR/SHA256          "SHA256 (path) = hex" NL for each of these files, sorted
//   DIR/SHA256.sig      the same, signed (record/signify.h)
//   DIR/bundles/        not touched and not listed: bundles are signed in themselves
//
// Order: tiles, pages, checkpoint, list. Each file appears whole, under a name made by renaming.
// What was written is kept in a state file outside the folder, so that a run makes only those pages
// again that are made from something new, or are gone. After a run that was killed, all are made
// again.
//
// Errors: kLimit naming the page that is over its budget; checkpoint and list are as they were
// then.
//         kUnavailable while another run writes; kIo.
// Cost:   a page made or not: one stat for each file, one hash over each that is made.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "publish/site.h"
#include "record/files.h"
#include "record/sign.h"

namespace evenhand::publish {

struct SiteFile {
  std::string path = {};
  std::string bytes = {};
};

struct WriteOptions {
  std::string directory = {};
  std::string state_file = {};
  bool all = false;  // as if nothing were there
};

struct Written {
  std::size_t files = 0;  // of the site
  std::size_t made = 0;   // bytes were made and compared
  std::size_t written = 0;
  std::size_t removed = 0;
  std::string largest = {};      // page nearest to its budget
  std::size_t largest_wire = 0;  // its bytes on the wire
  std::size_t largest_budget = 0;
};

Result<Written> WriteSite(const std::vector<PlannedPage>& pages, const std::vector<SiteFile>& files,
                          const record::Files& log, const record::Checkpoint& checkpoint,
                          const record::SigningKey& key, const WriteOptions& options);

// The files of a log under its checkpoint, with older unfinished ones that still lie there.
std::vector<std::string> LogPaths(const record::Files& log, std::uint64_t size);

// "SHA256 (path) = hex" NL, of paths in order.
std::string SumLine(std::string_view path, std::string_view sha256_hex);

}  // namespace evenhand::publish
