#include "net/http_client.h"

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <charconv>
#include <optional>

namespace evenhand::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

template <class T>
using Task = asio::awaitable<T>;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

struct Address {
  bool is_secure = false;
  std::string host = {};
  std::string port = {};
  std::string path = {};  // without a '/' at its end
};

tl::unexpected<Error> NoAddress(const std::string& text) {
  return Fail(ErrorCode::kInvalidArgument,
              "'" + text + "' is no address to fetch from; one is like https://example.org/mirror");
}

Result<Address> ReadAddress(const std::string& text) {
  Address address;
  std::string_view rest = text;
  if (rest.starts_with("https://")) {
    address.is_secure = true;
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else {
    return NoAddress(text);
  }
  const bool is_plain = std::ranges::all_of(
      rest, [](char c) { return c > ' ' && c < 0x7F && c != '@' && c != '?' && c != '#'; });
  if (!is_plain) return NoAddress(text);
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  address.path = rest.substr(slash);
  while (address.path.ends_with('/')) address.path.pop_back();
  std::string_view host = rest.substr(0, slash);
  const std::size_t colon = host.rfind(':');
  const bool has_port = colon != host.npos && host.find(']', colon) == host.npos;
  address.port = has_port ? std::string(host.substr(colon + 1)) : address.is_secure ? "443" : "80";
  address.host = host.substr(0, has_port ? colon : host.npos);
  std::uint16_t port = 0;
  const char* end = address.port.data() + address.port.size();
  const auto [stop, error] = std::from_chars(address.port.data(), end, port);
  if (address.host.empty() || address.host.size() > 255 || error != std::errc() || stop != end ||
      port == 0)
    return NoAddress(text);
  return address;
}

// What connects, and what then carries the pages: a bare stream, or TLS over one.
struct Line {
  explicit Line(asio::io_context* io) : bare(*io) {}
  beast::tcp_stream bare;
  std::optional<beast::ssl_stream<beast::tcp_stream&>> secure;
};

class BeastClient final : public HttpClient {
 public:
  BeastClient(Address address, FetchOptions options)
      : address_(std::move(address)), options_(std::move(options)) {}

  Result<void> Open() {
    if (options_.socks.empty()) return {};
    const std::size_t colon = options_.socks.rfind(':');
    if (colon == std::string::npos) return NoAddress(options_.socks);
    return {};
  }

  Result<Fetched> Get(std::string_view path) override { return Ask(path, std::nullopt); }
  Result<Fetched> Post(std::string_view path, std::string_view text) override {
    return Ask(path, std::string(text));
  }

 private:
  Result<Fetched> Ask(std::string_view path, const std::optional<std::string>& text) {
    // A connection that was kept may be closed meanwhile: then a new one is made, once.
    const bool was_kept = line_ != nullptr;
    Result<Fetched> got = Once(path, text);
    if (!got && got.error().code == ErrorCode::kUnavailable && was_kept) got = Once(path, text);
    return got;
  }

  Result<Fetched> Once(std::string_view path, const std::optional<std::string>& text) {
    Result<Fetched> out = Fail(ErrorCode::kUnavailable, "nothing came");
    asio::co_spawn(io_, Fetch(std::string(path), text),
                   [&](std::exception_ptr error, Result<Fetched> got) {
                     if (error == nullptr) out = std::move(got);
                   });
    io_.restart();
    io_.run();
    if (!out) line_.reset();
    return out;
  }

  tl::unexpected<Error> Gone(const std::string& doing, beast::error_code error) const {
    return Fail(ErrorCode::kUnavailable, address_.host + ": " + doing + ": " + error.message());
  }

  Task<Result<Fetched>> Fetch(std::string path, std::optional<std::string> text) {
    if (line_ == nullptr) {
      const Result<void> connected = co_await Connect();
      if (!connected) co_return tl::unexpected(connected.error());
    }
    line_->bare.expires_after(options_.patience);
    if (line_->secure) {
      Result<Fetched> got = co_await Exchange(&*line_->secure, path, text);
      co_return got;
    }
    Result<Fetched> got = co_await Exchange(&line_->bare, path, text);
    co_return got;
  }

  template <class Stream>
  Task<Result<Fetched>> Exchange(Stream* stream, const std::string& path,
                                 const std::optional<std::string>& text) {
    http::request<http::string_body> request(text ? http::verb::post : http::verb::get,
                                             address_.path + path, 11);
    if (text) {
      request.set(http::field::content_type, "text/plain; charset=utf-8");
      request.body() = *text;
      request.prepare_payload();
    }
    request.set(http::field::host,
                IsUsualPort() ? address_.host : address_.host + ":" + address_.port);
    auto [error, sent] = co_await http::async_write(*stream, request, kAwait);
    if (error) co_return Gone("asking", error);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(options_.most_bytes);
    std::size_t read = 0;
    std::tie(error, read) = co_await http::async_read(*stream, buffer, parser, kAwait);
    if (error == http::error::body_limit)
      co_return Fail(ErrorCode::kLimit,
                     path + ": is larger than " + std::to_string(options_.most_bytes) + " bytes");
    if (error) co_return Gone("reading " + path, error);
    Fetched fetched{.status = static_cast<int>(parser.get().result_int())};
    for (const auto& field : parser.get())
      fetched.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    const bool goes_on = parser.get().keep_alive();
    fetched.body = std::move(parser.get().body());
    if (!goes_on) line_.reset();
    co_return fetched;
  }

  bool IsUsualPort() const { return address_.port == (address_.is_secure ? "443" : "80"); }

  Task<Result<void>> Connect() {
    auto line = std::make_unique<Line>(&io_);
    const std::size_t colon = options_.socks.rfind(':');
    const bool by_socks = !options_.socks.empty();
    tcp::resolver resolver(io_);
    // Named, since g++ 12 destroys temporaries of a ?: twice in an expression that awaits.
    const std::string host = by_socks ? options_.socks.substr(0, colon) : address_.host;
    const std::string port = by_socks ? options_.socks.substr(colon + 1) : address_.port;
    auto [error, found] = co_await resolver.async_resolve(host, port, kAwait);
    if (error) co_return Gone("looking it up", error);
    line->bare.expires_after(options_.patience);
    tcp::endpoint ignored;
    std::tie(error, ignored) = co_await line->bare.async_connect(found, kAwait);
    if (error) co_return Gone("connecting", error);
    if (by_socks) {
      const Result<void> passed = co_await PassProxy(&line->bare);
      if (!passed) co_return tl::unexpected(passed.error());
    }
    if (address_.is_secure) {
      const Result<void> shaken = co_await Handshake(line.get());
      if (!shaken) co_return tl::unexpected(shaken.error());
    }
    line_ = std::move(line);
    co_return Result<void>();
  }

  Task<Result<void>> Handshake(Line* line) {
    if (!has_authorities_) {
      beast::error_code error;
      tls_.set_default_verify_paths(error);
      tls_.set_verify_mode(asio::ssl::verify_peer, error);
      has_authorities_ = true;
    }
    line->secure.emplace(line->bare, tls_);
    SSL_set_tlsext_host_name(line->secure->native_handle(), address_.host.c_str());
    line->secure->set_verify_callback(asio::ssl::host_name_verification(address_.host));
    auto [error] = co_await line->secure->async_handshake(asio::ssl::stream_base::client, kAwait);
    if (error) co_return Gone("its certificate", error);
    co_return Result<void>();
  }

  // SOCKS5 without a password (RFC 1928): the proxy looks the name up.
  Task<Result<void>> PassProxy(beast::tcp_stream* stream) {
    std::string hello("\x05\x01\x00", 3);
    auto [error, size] = co_await asio::async_write(*stream, asio::buffer(hello), kAwait);
    std::string answer(2, '\0');
    if (!error)
      std::tie(error, size) = co_await asio::async_read(*stream, asio::buffer(answer), kAwait);
    if (error) co_return Gone("the proxy", error);
    if (answer != std::string("\x05\x00", 2))
      co_return Fail(ErrorCode::kUnavailable,
                     options_.socks + ": is no SOCKS5 proxy without a password");
    const auto port = static_cast<std::uint16_t>(std::stoi(address_.port));
    std::string ask("\x05\x01\x00\x03", 4);
    ask += static_cast<char>(address_.host.size());
    ask += address_.host;
    ask += static_cast<char>(port >> 8);
    ask += static_cast<char>(port & 0xFF);
    std::tie(error, size) = co_await asio::async_write(*stream, asio::buffer(ask), kAwait);
    std::string head(4, '\0');
    if (!error)
      std::tie(error, size) = co_await asio::async_read(*stream, asio::buffer(head), kAwait);
    if (error) co_return Gone("the proxy", error);
    if (head[1] != 0)
      co_return Fail(ErrorCode::kUnavailable, address_.host + ": the proxy cannot reach it (" +
                                                  std::to_string(head[1]) + ")");
    std::string bound(1, '\0');
    if (head[3] == 3) {
      std::tie(error, size) = co_await asio::async_read(*stream, asio::buffer(bound), kAwait);
      if (error) co_return Gone("the proxy", error);
    }
    const std::size_t rest = head[3] == 1   ? 4
                             : head[3] == 4 ? 16
                                            : static_cast<unsigned char>(bound[0]);
    bound.assign(rest + 2, '\0');
    std::tie(error, size) = co_await asio::async_read(*stream, asio::buffer(bound), kAwait);
    if (error) co_return Gone("the proxy", error);
    co_return Result<void>();
  }

  const Address address_;
  const FetchOptions options_;
  asio::io_context io_{1};
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  bool has_authorities_ = false;
  std::unique_ptr<Line> line_;
};

}  // namespace

std::string_view HeaderNamed(const Fetched& fetched, std::string_view name) {
  const auto found = std::ranges::find_if(
      fetched.headers, [&](const Header& header) { return beast::iequals(header.name, name); });
  return found == fetched.headers.end() ? std::string_view() : found->value;
}

Result<std::unique_ptr<HttpClient>> HttpClient::For(const std::string& address,
                                                    FetchOptions options) {
  EVENHAND_ASSIGN(Address read, ReadAddress(address));
  auto client = std::make_unique<BeastClient>(std::move(read), std::move(options));
  EVENHAND_TRY(client->Open());
  return client;
}

}  // namespace evenhand::net
