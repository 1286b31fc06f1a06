#include "net/listen_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace evenhand::net {
namespace {

template <class T>
std::vector<unsigned char> BytesOf(const T& address) {
  std::vector<unsigned char> bytes(sizeof(T));
  std::memcpy(bytes.data(), &address, sizeof(T));
  return bytes;
}

}  // namespace

Result<ListenAddress> ParseTcpAddress(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  if (colon != text.npos) {
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, port);
    std::string host = text.substr(0, colon);
    if (error == std::errc() && stop == end && stop != text.data() + colon + 1) {
      sockaddr_in v4{};
      v4.sin_family = AF_INET;
      v4.sin_port = htons(port);
      if (inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1)
        return ListenAddress{BytesOf(v4), text};
      sockaddr_in6 v6{};
      v6.sin6_family = AF_INET6;
      v6.sin6_port = htons(port);
      const bool is_bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
      if (is_bracketed) host = host.substr(1, host.size() - 2);
      if (is_bracketed && inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1)
        return ListenAddress{BytesOf(v6), text};
    }
  }
  return Fail(
      ErrorCode::kInvalidArgument,
      "'" + text + "' is no address to listen on; one is like 127.0.0.1:8080 or [::1]:8080");
}

Result<ListenAddress> UnixAddress(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path))
    return Fail(ErrorCode::kInvalidArgument, path + ": a socket's path has at most " +
                                                 std::to_string(sizeof(address.sun_path) - 1) +
                                                 " bytes");
  std::ranges::copy(path, address.sun_path);
  return ListenAddress{BytesOf(address), "unix:" + path};
}

Result<void> RemoveDeadSocket(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode))
    return Fail(ErrorCode::kInvalidArgument, path + ": something that is no socket is there");
  EVENHAND_ASSIGN(const ListenAddress address, UnixAddress(path));
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool is_served = ::connect(probe, reinterpret_cast<const sockaddr*>(address.bytes.data()),
                                   static_cast<socklen_t>(address.bytes.size())) == 0;
  ::close(probe);
  if (is_served) return Fail(ErrorCode::kUnavailable, path + ": another server listens there");
  ::unlink(path.c_str());
  return {};
}

std::string BoundName(int socket, const std::string& otherwise) {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return otherwise;
  if (address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    return std::string(text.data()) + ":" + std::to_string(ntohs(v4.sin_port));
  }
  if (address.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    return "[" + std::string(text.data()) + "]:" + std::to_string(ntohs(v6.sin6_port));
  }
  return otherwise;
}

}  // namespace evenhand::net
