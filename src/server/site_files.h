#pragma once

// The published folder as responses: each file with its tag, packed beforehand where that helps, in
// the same bytes for everyone.
//
// A file of up to kMostKept bytes is read, hashed and packed once and kept until it changes on the
// disk; larger ones are sent from the disk, in parts where a part is asked for. What is kept has a
// bound of kMostKeptInAll bytes.
//
// "fa/rules" is "fa/rules.html", "fa/" is "fa/index.html", and "fa" leads to "fa/".
//
// Thread: one at a time.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "net/http.h"

namespace evenhand::server {

inline constexpr std::uint64_t kMostKept = 256 * 1024;
inline constexpr std::uint64_t kMostKeptInAll = 64u << 20;

struct SiteRules {
  std::vector<net::Header> headers = {};                                // of every page
  std::function<std::string_view(std::string_view path)> caching = {};  // Cache-Control of a path
};

class SiteFiles {
 public:
  SiteFiles(std::string directory, SiteRules rules)
      : directory_(std::move(directory)), rules_(std::move(rules)) {}

  // The answer to a GET of `path` (route.h); none: there is no such file.
  std::optional<net::Response> Find(const std::string& path, const net::Request& request);

 private:
  struct Kept {
    std::uint64_t size = 0;
    std::int64_t changed_ns = 0;
    std::string tag = {};     // without quotes
    std::string bytes = {};   // not of a large one
    std::string packed = {};  // gzip; empty where it is no smaller
  };
  const Kept* Keep(const std::string& path);

  const std::string directory_;
  const SiteRules rules_;
  std::unordered_map<std::string, Kept> kept_;
  std::uint64_t kept_bytes_ = 0;
};

// A page that is made here, HTML or plain text, as SiteFiles would serve it.
net::Response PublicPage(const std::string& page, bool is_text, const SiteRules& rules,
                         const net::Request& request);

bool IsPage(std::string_view path);

}  // namespace evenhand::server
