#pragma once

// Fetches pages, one after the other: over HTTP or HTTPS, directly or through a SOCKS5 proxy such
// as Tor's, which then looks up the name too.
//
// It sends a host, nothing of the machine that it runs on, and keeps no cookie. It follows no
// redirect: where a page has moved to is in what it says. Of HTTPS the certificate must be good for
// the name, by the system's list of authorities.
//
// Errors: kInvalidArgument for what is no address; kUnavailable when nobody answers in time, the
//         certificate is not good or the answer ends too early; kLimit for more than most_bytes.
// Thread: one owner.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http.h"

namespace evenhand::net {

struct FetchOptions {
  std::size_t most_bytes = 64u << 20;
  std::chrono::seconds patience{120};  // for connecting, and for each answer
  std::string socks = {};              // "127.0.0.1:9050"; empty: directly
};

struct Fetched {
  int status = 0;
  std::vector<Header> headers = {};
  std::string body = {};
};

// The value of the first header of that name, however its letters are written; empty: none.
std::string_view HeaderNamed(const Fetched& fetched, std::string_view name);

class HttpClient {
 public:
  // Of a site: "https://example.org/mirror". Connects when something is fetched.
  static Result<std::unique_ptr<HttpClient>> For(const std::string& address, FetchOptions options);
  virtual ~HttpClient() = default;
  // What lies at this path below the address; it begins with a '/'.
  virtual Result<Fetched> Get(std::string_view path) = 0;
  // Sends a text there. It may arrive twice when a connection breaks: only for what may.
  virtual Result<Fetched> Post(std::string_view path, std::string_view text) = 0;
};

}  // namespace evenhand::net
