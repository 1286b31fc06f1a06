#pragma once

// A small HTTP/1.1 server over TCP or a Unix socket, through Boost.Beast, which no header shows. No
// TLS: a front proxy has it (docs/serving.md), or an onion service needs none.
//
// Hostile clients: a header or body over its limit is answered with 431 or 413, what is no HTTP
// with 400, and a connection that sends or takes nothing for too long is closed. When all
// connections are taken, the one that has kept the server waiting longest for a request gives way.
// Nothing about a client is kept or logged.
//
// Thread: Run() is one thread for the network, on which GET and HEAD are answered; every other
//         method is answered on a second thread, one request after the other, so that it may wait
//         for a disk while pages go out. What both use must bear that. Stop() may be called from
//         any thread and from a signal's handler thread.
// Errors: kInvalidArgument for an address that is none; kUnavailable when it is taken; kIo.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/http.h"

namespace evenhand::net {

struct ServerLimits {
  std::size_t header_bytes = 8 * 1024;
  std::size_t body_bytes = 128 * 1024;
  std::size_t connections = 1'000;
  std::size_t waiting = 64;           // requests for the second thread; more are answered with 503
  std::chrono::seconds idle{60};      // for the next request to begin and its header to end
  std::chrono::seconds request{300};  // for its body: 128 KiB at 4 kbit/s
  std::chrono::seconds piece{120};    // for each 16 KiB of a response
  std::chrono::seconds farewell{20};  // for responses that are under way at Stop
};

struct ServerOptions {
  std::string listen = {};     // "127.0.0.1:8080", "[::1]:0"; port 0: one that is free
  std::string unix_path = {};  // instead of it: a socket, which replaces one that nobody serves
  ServerLimits limits = {};
  std::function<std::chrono::sys_seconds()> now = {};  // for the Date of responses
};

using Answer = std::function<Response(const Request&)>;

class HttpServer {
 public:
  // Listens from now on; connections wait until Run.
  static Result<std::unique_ptr<HttpServer>> Listen(ServerOptions options, Answer answer);
  virtual ~HttpServer() = default;

  // "127.0.0.1:8080", "unix:/run/evenhand.sock"
  virtual const std::string& address() const = 0;
  // Answers until Stop, or with `until_signal` SIGINT or SIGTERM: then no new request is taken,
  // those under way are answered, and it returns.
  virtual void Run(bool until_signal) = 0;
  virtual void Stop() = 0;
};

}  // namespace evenhand::net
