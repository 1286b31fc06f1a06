#include "net/http_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <fstream>
#include <list>
#include <sstream>

#include "net/http_date.h"
#include "net/listen_address.h"

namespace evenhand::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

using Executor = asio::io_context::executor_type;
using Protocol = asio::generic::stream_protocol;  // TCP and Unix sockets alike
using Acceptor = asio::basic_socket_acceptor<Protocol, Executor>;
using Socket = asio::basic_stream_socket<Protocol, Executor>;
using Stream = beast::basic_stream<Protocol, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kAwait;

constexpr std::size_t kPiece = 16 * 1024;
constexpr unsigned kHttp11 = 11;

Method MethodOf(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::kGet;
    case http::verb::head:
      return Method::kHead;
    case http::verb::post:
      return Method::kPost;
    default:
      return Method::kOther;
  }
}

Request RequestOf(http::request<http::string_body>&& from) {
  const auto field = [&](http::field name) { return std::string(from[name]); };
  return {.method = MethodOf(from.method()),
          .target = std::string(from.target()),
          .host = field(http::field::host),
          .content_type = field(http::field::content_type),
          .accept_encoding = field(http::field::accept_encoding),
          .if_none_match = field(http::field::if_none_match),
          .if_range = field(http::field::if_range),
          .range = field(http::field::range),
          .body = std::move(from.body())};
}

Response PlainError(int status, std::string_view text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          .body = std::string(text) + "\n"};
}

class BeastServer final : public HttpServer {
 public:
  BeastServer(ServerOptions options, Answer answer)
      : options_(std::move(options)), answer_(std::move(answer)) {}

  ~BeastServer() override {
    pool_.join();
    if (!options_.unix_path.empty() && acceptor_.is_open()) ::unlink(options_.unix_path.c_str());
  }

  Result<void> Open() {
    EVENHAND_ASSIGN(const ListenAddress where, options_.unix_path.empty()
                                                   ? ParseTcpAddress(options_.listen)
                                                   : UnixAddress(options_.unix_path));
    const Protocol::endpoint endpoint(where.bytes.data(), where.bytes.size());
    beast::error_code error;
    const auto failed = [&](const char* what) {
      const bool is_taken = error == asio::error::address_in_use;
      return Fail(is_taken ? ErrorCode::kUnavailable : ErrorCode::kIo,
                  where.name + ": " + what + ": " + error.message());
    };
    acceptor_.open(endpoint.protocol(), error);
    if (error) return failed("cannot be opened");
    if (options_.unix_path.empty()) {
      acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    } else {
      EVENHAND_TRY(RemoveDeadSocket(options_.unix_path));
    }
    acceptor_.bind(endpoint, error);
    if (error) return failed("cannot be listened on");
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return failed("cannot be listened on");
    address_ = BoundName(acceptor_.native_handle(), where.name);
    return {};
  }

  const std::string& address() const override { return address_; }

  void Run(bool until_signal) override {
    asio::signal_set signals(io_);
    if (until_signal) {
      signals.add(SIGINT);
      signals.add(SIGTERM);
      signals.async_wait([this](beast::error_code error, int) {
        if (!error) StopHere();
      });
    }
    signals_ = &signals;
    asio::co_spawn(io_, Accept(), asio::detached);
    io_.run();
    signals_ = nullptr;
  }

  void Stop() override {
    asio::post(io_, [this] { StopHere(); });
  }

 private:
  struct Connection {
    explicit Connection(Socket socket) : stream(std::move(socket)) {}
    Stream stream;
    std::list<Connection*>::iterator place = {};
    bool waits = false;
  };

  // ---- connections

  Task<void> Accept() {
    while (!is_stopping_) {
      auto [error, socket] = co_await acceptor_.async_accept(kAwait);
      if (is_stopping_) co_return;
      if (error) {
        // No descriptor is free: those that wait give way.
        if (!waiting_.empty()) waiting_.front()->stream.cancel();
        Timer timer(io_, std::chrono::milliseconds(50));
        co_await timer.async_wait(kAwait);
        continue;
      }
      if (connections_ >= options_.limits.connections) {
        if (waiting_.empty()) continue;  // the new one is closed
        waiting_.front()->stream.cancel();
      }
      beast::error_code ignored;
      socket.set_option(asio::ip::tcp::no_delay(true), ignored);
      ++connections_;
      asio::co_spawn(io_, Serve(std::make_unique<Connection>(std::move(socket))), asio::detached);
    }
  }

  void SetWaiting(Connection* connection, bool waits) {
    if (connection->waits == waits) return;
    connection->waits = waits;
    if (waits) {
      connection->place = waiting_.insert(waiting_.end(), connection);
    } else {
      waiting_.erase(connection->place);
    }
  }

  Task<void> Serve(std::unique_ptr<Connection> connection) {
    beast::flat_buffer buffer;
    bool goes_on = true;
    while (goes_on && !is_stopping_) goes_on = co_await ServeOne(connection.get(), &buffer);
    SetWaiting(connection.get(), false);
    beast::error_code ignored;
    connection->stream.socket().shutdown(asio::socket_base::shutdown_both, ignored);
    --connections_;
    if (is_stopping_ && connections_ == 0) farewell_.cancel();
  }

  // One request and its response; whether another may follow.
  Task<bool> ServeOne(Connection* connection, beast::flat_buffer* buffer) {
    Stream& stream = connection->stream;
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(options_.limits.header_bytes));
    parser.body_limit(options_.limits.body_bytes);
    stream.expires_after(options_.limits.idle);
    SetWaiting(connection, true);
    auto [error, read] = co_await http::async_read_header(stream, *buffer, parser, kAwait);
    SetWaiting(connection, false);
    if (!error) {
      stream.expires_after(options_.limits.request);
      if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
        co_await asio::async_write(
            stream, asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")), kAwait);
      }
      std::tie(error, read) = co_await http::async_read(stream, *buffer, parser, kAwait);
    }
    if (error) {
      co_await Refuse(&stream, error);
      co_return false;
    }
    const auto arrived = std::chrono::steady_clock::now();
    const unsigned version = parser.get().version();
    const bool keep_alive = parser.get().keep_alive();
    const Request request = RequestOf(parser.release());
    Response response = co_await AnswerTo(request);
    if (response.not_before.count() > 0) {
      stream.expires_never();
      Timer timer(io_, arrived + response.not_before);
      co_await timer.async_wait(kAwait);
    }
    co_return co_await Send(&stream, std::move(response), request.method == Method::kHead, version,
                            keep_alive && !is_stopping_);
  }

  Task<Response> AnswerTo(const Request& request) {
    if (request.method == Method::kGet || request.method == Method::kHead)
      co_return answer_(request);
    if (pending_ >= options_.limits.waiting)
      co_return PlainError(503, "Too many are waiting. Send it again in a minute.");
    ++pending_;
    Response response = co_await asio::co_spawn(
        pool_,
        [this, &request]() -> asio::awaitable<Response, asio::thread_pool::executor_type> {
          co_return answer_(request);
        },
        asio::use_awaitable_t<Executor>{});
    --pending_;
    co_return response;
  }

  // What could not be read is answered where that helps, and ends the connection.
  Task<void> Refuse(Stream* stream, beast::error_code error) {
    Response response = PlainError(400, "This is no HTTP request.");
    const bool is_http = error.category() == make_error_code(http::error::bad_method).category();
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
      response = PlainError(431, "The header is too long.");
    else if (error == http::error::body_limit)
      response = PlainError(413, "The text is too long.");
    else if (!is_http || error == http::error::end_of_stream ||
             error == http::error::partial_message)
      co_return;  // it is gone, or was silent for too long
    co_await Send(stream, std::move(response), false, kHttp11, false);
  }

  // ---- responses

  Task<bool> Send(Stream* stream, Response response, bool head_only, unsigned version,
                  bool keep_alive) {
    std::string head = HeadOf(response, version, keep_alive);
    if (!response.pad_to.empty()) {
      Pad(&response, head.size());
      head = HeadOf(response, version, keep_alive);
    }
    if (head_only) response.body.clear();
    const bool has_file = response.file && !head_only;
    stream->expires_after(options_.limits.piece);
    if (has_file || response.body.size() <= kPiece) {
      // One write, so that a small page leaves in one flight.
      auto [error, sent] = co_await asio::async_write(
          *stream, std::array{asio::buffer(head), asio::buffer(response.body)}, kAwait);
      if (error) co_return false;
      if (!has_file) co_return keep_alive;
      // Statements of their own: g++ 12 awaits what stands in a ?: or && whatever goes before it.
      const bool is_sent = co_await SendFile(stream, *response.file);
      co_return is_sent&& keep_alive;
    }
    head += response.body;
    for (std::size_t at = 0; at < head.size(); at += kPiece) {
      stream->expires_after(options_.limits.piece);
      auto [error, sent] = co_await asio::async_write(
          *stream, asio::buffer(std::string_view(head).substr(at, kPiece)), kAwait);
      if (error) co_return false;
    }
    co_return keep_alive;
  }

  Task<bool> SendFile(Stream* stream, FilePart part) {
    std::ifstream file(part.path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(part.from));
    std::string piece(kPiece, '\0');
    while (part.size > 0) {
      const std::size_t wanted = std::min<std::uint64_t>(part.size, piece.size());
      if (!file.read(piece.data(), static_cast<std::streamsize>(wanted))) co_return false;
      stream->expires_after(options_.limits.piece);
      auto [error, sent] =
          co_await asio::async_write(*stream, asio::buffer(piece.data(), wanted), kAwait);
      if (error) co_return false;
      part.size -= wanted;
    }
    co_return true;
  }

  std::string HeadOf(const Response& response, unsigned version, bool keep_alive) const {
    http::response<http::empty_body> head(static_cast<http::status>(response.status), version);
    if (options_.now) head.set(http::field::date, HttpDate(options_.now()));
    for (const Header& header : response.headers) head.insert(header.name, header.value);
    if (response.status != 304)
      head.content_length(response.file ? response.file->size : response.body.size());
    head.keep_alive(keep_alive);
    std::ostringstream out;
    out << head.base();
    return std::move(out).str();
  }

  // The length that the header names has as many digits once it is padded, or more: those count
  // too.
  static void Pad(Response* response, std::size_t head_bytes) {
    const auto digits = [](std::size_t number) { return std::to_string(number).size(); };
    const std::size_t size = response->body.size();
    for (const std::size_t wanted : response->pad_to) {
      for (std::size_t more = 0; more <= 2; ++more) {
        if (head_bytes + more + size > wanted) break;
        const std::size_t padded = wanted - head_bytes - more;
        if (digits(padded) != digits(size) + more) continue;
        response->body.append(padded - size, ' ');
        return;
      }
    }
  }

  void StopHere() {
    if (is_stopping_) return;
    is_stopping_ = true;
    beast::error_code ignored;
    acceptor_.close(ignored);
    if (!options_.unix_path.empty()) ::unlink(options_.unix_path.c_str());
    if (signals_ != nullptr) signals_->cancel(ignored);
    for (Connection* connection : waiting_) connection->stream.cancel();
    if (connections_ == 0) return;
    farewell_.expires_after(options_.limits.farewell);
    farewell_.async_wait([this](beast::error_code error) {
      if (!error) io_.stop();
    });
  }

  const ServerOptions options_;
  const Answer answer_;
  std::string address_;
  asio::io_context io_{1};
  asio::thread_pool pool_{1};
  Acceptor acceptor_{io_};
  Timer farewell_{io_};
  asio::signal_set* signals_ = nullptr;
  std::list<Connection*> waiting_;  // for a request, the longest first
  std::size_t connections_ = 0;
  std::size_t pending_ = 0;
  bool is_stopping_ = false;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Listen(ServerOptions options, Answer answer) {
  auto server = std::make_unique<BeastServer>(std::move(options), std::move(answer));
  EVENHAND_TRY(server->Open());
  return server;
}

}  // namespace evenhand::net
