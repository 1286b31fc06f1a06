#include "server/site_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <charconv>
#include <fstream>

#include "base/hex.h"
#include "codec/deflate.h"
#include "record/tree_hash.h"

namespace evenhand::server {
namespace {

struct Kind {
  std::string_view ending, type;
  bool is_text = true;
};

constexpr std::array<Kind, 8> kKinds = {{{".html", "text/html; charset=utf-8"},
                                         {".txt", "text/plain; charset=utf-8"},
                                         {".yaml", "text/plain; charset=utf-8"},
                                         {".csv", "text/csv; charset=utf-8"},
                                         {".json", "application/json"},
                                         {".svg", "image/svg+xml"},
                                         {".zip", "application/zip", false},
                                         {".bin", "application/octet-stream", false}}};
constexpr Kind kText = {"", "text/plain; charset=utf-8"};
constexpr Kind kBytes = {"", "application/octet-stream", false};

// Tiles have no ending, and neither have keys, sums and checkpoint, which are texts.
const Kind& KindOf(std::string_view path) {
  if (path.starts_with("record/tile/")) return kBytes;
  for (const Kind& kind : kKinds) {
    if (path.ends_with(kind.ending)) return kind;
  }
  return kText;
}

// Whether a list such as `gzip, br;q=0` accepts gzip.
bool AcceptsGzip(std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (!one.starts_with("gzip") && !one.starts_with('*')) continue;
    return one.find("q=0") == one.npos || one.find("q=0.") != one.npos;
  }
  return false;
}

struct Span {
  std::uint64_t from = 0, size = 0;
};

// "bytes=500-", "bytes=0-99", "bytes=-500": one span. Others are answered with the whole, as RFC
// 9110 allows.
std::optional<Span> SpanOf(std::string_view range, std::uint64_t size, bool* cannot_be) {
  *cannot_be = false;
  if (!range.starts_with("bytes=") || range.find(',') != range.npos) return std::nullopt;
  range.remove_prefix(6);
  const std::size_t dash = range.find('-');
  if (dash == range.npos) return std::nullopt;
  const auto number = [](std::string_view text, std::uint64_t* out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
    return error == std::errc() && end == text.data() + text.size();
  };
  std::uint64_t first = 0, last = size - 1;
  const std::string_view left = range.substr(0, dash), right = range.substr(dash + 1);
  if (left.empty()) {
    std::uint64_t count = 0;
    if (!number(right, &count)) return std::nullopt;
    first = count >= size ? 0 : size - count;
    *cannot_be = count == 0 || size == 0;
  } else {
    if (!number(left, &first) || (!right.empty() && !number(right, &last))) return std::nullopt;
    if (!right.empty() && last < first) return std::nullopt;
    last = std::min(last, size - 1);
    *cannot_be = first >= size;
  }
  return *cannot_be ? std::nullopt : std::optional(Span{first, last - first + 1});
}

// Whether the tag is in a list such as `"a", W/"b"`, or the list is `*`.
bool HasTag(std::string_view list, std::string_view tag) {
  return list == "*" || list.find('"' + std::string(tag) + '"') != list.npos;
}

net::Response Head(const SiteRules& rules, std::string_view caching) {
  net::Response response;
  response.headers = rules.headers;
  response.headers.push_back({"Cache-Control", std::string(caching)});
  return response;
}

std::string TagOf(std::string_view bytes) {
  return Hex(record::BytesOf(record::Sha256(bytes))).substr(0, 32);
}

// A text, packed where the reader takes that. The tag is weak, since it is of both forms.
net::Response TextResponse(net::Response response, const Kind& kind, std::string_view tag,
                           std::string_view bytes, std::string_view packed,
                           const net::Request& request) {
  response.headers.push_back({"ETag", fmt::format("W/\"{}\"", tag)});
  response.headers.push_back({"Vary", "Accept-Encoding"});
  if (HasTag(request.if_none_match, tag)) {
    response.status = 304;
    return response;
  }
  response.headers.push_back({"Content-Type", std::string(kind.type)});
  const bool is_packed = !packed.empty() && AcceptsGzip(request.accept_encoding);
  if (is_packed) response.headers.push_back({"Content-Encoding", "gzip"});
  response.body = is_packed ? packed : bytes;
  return response;
}

}  // namespace

bool IsPage(std::string_view path) {
  return path.ends_with(".html") || path.ends_with(".txt") || path.empty() || path.ends_with('/');
}

const SiteFiles::Kept* SiteFiles::Keep(const std::string& path) {
  const std::string file = directory_ + "/" + path;
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return nullptr;
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const std::int64_t changed = status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec;
  const auto before = kept_.find(path);
  const bool is_same =
      before != kept_.end() && before->second.size == size && before->second.changed_ns == changed;
  if (is_same) return &before->second;
  if (kept_bytes_ > kMostKeptInAll) {
    kept_.clear();
    kept_bytes_ = 0;
  }
  Kept kept{.size = size, .changed_ns = changed};
  if (size > kMostKept) {
    kept.tag = fmt::format("{:x}-{:x}", size, changed);
  } else {
    std::ifstream in(file, std::ios::binary);
    kept.bytes.resize(size);
    // It may be replaced meanwhile: the file that is open is the one that counts, or none.
    if (!in.read(kept.bytes.data(), static_cast<std::streamsize>(size))) return nullptr;
    kept.tag = TagOf(kept.bytes);
    if (KindOf(path).is_text) kept.packed = codec::Gzip(kept.bytes);
    if (kept.packed.size() >= kept.bytes.size()) kept.packed.clear();
    kept_bytes_ += kept.bytes.size() + kept.packed.size() + path.size() + 200;
  }
  return &kept_.insert_or_assign(path, std::move(kept)).first->second;
}

std::optional<net::Response> SiteFiles::Find(const std::string& path, const net::Request& request) {
  std::string name = path.empty() || path.ends_with('/') ? path + "index.html" : path;
  const Kept* kept = Keep(name);
  if (kept == nullptr && name == path) {
    kept = Keep(path + ".html");
    if (kept != nullptr) name += ".html";
  }
  if (kept == nullptr && name == path && Keep(path + "/index.html") != nullptr) {
    // Its links would lead elsewhere without the '/'.
    net::Response response = Head(rules_, rules_.caching("/" + path));
    response.status = 308;
    response.headers.push_back({"Location", "/" + path + "/"});
    return response;
  }
  if (kept == nullptr) return std::nullopt;
  const Kind& kind = KindOf(name);
  net::Response response = Head(rules_, rules_.caching("/" + name));
  if (!kept->packed.empty())
    return TextResponse(std::move(response), kind, kept->tag, kept->bytes, kept->packed, request);
  response.headers.push_back({"ETag", '"' + kept->tag + '"'});
  if (HasTag(request.if_none_match, kept->tag)) {
    response.status = 304;
    return response;
  }
  response.headers.push_back({"Content-Type", std::string(kind.type)});
  response.headers.push_back({"Accept-Ranges", "bytes"});
  bool cannot_be = false;
  const bool still_same = request.if_range.empty() || HasTag(request.if_range, kept->tag);
  const auto span = still_same ? SpanOf(request.range, kept->size, &cannot_be) : std::nullopt;
  if (cannot_be) {
    response.status = 416;
    response.headers.push_back({"Content-Range", fmt::format("bytes */{}", kept->size)});
    return response;
  }
  const Span whole = span.value_or(Span{0, kept->size});
  if (span) {
    response.status = 206;
    response.headers.push_back(
        {"Content-Range",
         fmt::format("bytes {}-{}/{}", whole.from, whole.from + whole.size - 1, kept->size)});
  }
  if (kept->size > kMostKept) {
    response.file = net::FilePart{directory_ + "/" + name, whole.from, whole.size};
  } else {
    response.body = kept->bytes.substr(whole.from, whole.size);
  }
  return response;
}

net::Response PublicPage(const std::string& page, bool is_text, const SiteRules& rules,
                         const net::Request& request) {
  return TextResponse(Head(rules, rules.caching("/")), is_text ? kText : kKinds.front(),
                      TagOf(page), page, codec::Gzip(page), request);
}

}  // namespace evenhand::server
