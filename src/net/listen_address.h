#pragma once

// Where a server listens, as the system's own bytes.

#include <string>
#include <vector>

#include "base/result.h"

namespace evenhand::net {

struct ListenAddress {
  std::vector<unsigned char> bytes = {};  // a sockaddr
  std::string name = {};                  // for people
};

// "127.0.0.1:8080", "[::1]:8080". Errors: kInvalidArgument.
Result<ListenAddress> ParseTcpAddress(const std::string& text);
Result<ListenAddress> UnixAddress(const std::string& path);

// A socket that a server which is gone left behind goes; one that is served stays, and so does a
// file of any other kind. Errors: kUnavailable, kInvalidArgument.
Result<void> RemoveDeadSocket(const std::string& path);

// The address that a listening socket has, with the port that it was given; `otherwise` for others
// than TCP.
std::string BoundName(int socket, const std::string& otherwise);

}  // namespace evenhand::net
