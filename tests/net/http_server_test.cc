#include "net/http_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include "temp_folder.h"

namespace evenhand::net {
namespace {

using namespace std::chrono_literals;

// A connection as a hostile or a slow client has one: bytes go out as they are written here.
class Client {
 public:
  explicit Client(const std::string& address) {
    const std::size_t colon = address.rfind(':');
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
    inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
    fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
    const timeval patience{10, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof(to)), 0);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(fd_); }

  void Send(std::string_view bytes) {
    EXPECT_EQ(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  // Until the server closes.
  std::string ReadAll() {
    std::string all;
    char piece[4096];
    for (;;) {
      const ssize_t got = ::recv(fd_, piece, sizeof(piece), 0);
      if (got <= 0) return all;
      all.append(piece, static_cast<std::size_t>(got));
    }
  }

 private:
  int fd_;
};

class HttpServerTest : public testing::Test {
 protected:
  void Start(Answer answer, ServerLimits limits = {}) {
    auto made = HttpServer::Listen({.listen = "127.0.0.1:0",
                                    .limits = limits,
                                    .now = [] { return std::chrono::sys_seconds(1'795'640'400s); }},
                                   std::move(answer));
    ASSERT_TRUE(made.has_value()) << made.error().message;
    server_ = *std::move(made);
    thread_ = std::thread([this] { server_->Run(false); });
  }
  void TearDown() override {
    if (server_) server_->Stop();
    if (thread_.joinable()) thread_.join();
  }
  std::string Ask(std::string_view bytes) {
    Client client(server_->address());
    client.Send(bytes);
    return client.ReadAll();
  }

  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

Response Text(std::string body) {
  return {.headers = {{"Content-Type", "text/plain"}}, .body = std::move(body)};
}

TEST_F(HttpServerTest, AnswersWithWhatTheRouteSaysAndADate) {
  Start([](const Request& request) { return Text(request.target + " of " + request.host); });
  EXPECT_EQ(Ask("GET /a?b HTTP/1.1\r\nHost: h\r\nUser-Agent: secret\r\nConnection: close\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nDate: Wed, 25 Nov 2026 21:00:00 GMT\r\nContent-Type: "
            "text/plain\r\nContent-Length: 9\r\nConnection: close\r\n\r\n/a?b of h");
}

TEST_F(HttpServerTest, HeadHasTheLengthAndNoBody) {
  Start([](const Request&) { return Text("12345"); });
  const std::string answer = Ask("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_NE(answer.find("Content-Length: 5\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(HttpServerTest, OneConnectionCarriesManyRequests) {
  Start([](const Request& request) { return Text(request.target); });
  const std::string answer = Ask(
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"
      "GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_LT(answer.find("\r\n\r\n/1"), answer.find("\r\n\r\n/2"));
  EXPECT_LT(answer.find("\r\n\r\n/2"), answer.find("\r\n\r\n/3"));
}

struct Hostile {
  const char* name;
  std::string bytes;
  const char* status;  // empty: closed without an answer
};
class HostileClient : public HttpServerTest, public testing::WithParamInterface<Hostile> {};
TEST_P(HostileClient, IsToldAndLeft) {
  Start([](const Request&) { return Text("ok"); }, {.header_bytes = 1'000, .body_bytes = 1'000});
  const std::string answer = Ask(GetParam().bytes);
  EXPECT_EQ(answer.substr(0, answer.find('\r')), GetParam().status);
}
INSTANTIATE_TEST_SUITE_P(
    Clients, HostileClient,
    testing::Values(
        Hostile{"no_http", "\x16\x03\x01\x02garbage\r\n\r\n", "HTTP/1.1 400 Bad Request"},
        Hostile{"long_header", "GET / HTTP/1.1\r\nX: " + std::string(5'000, 'x'),
                "HTTP/1.1 431 Request Header Fields Too Large"},
        Hostile{"long_body", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n\r\nx",
                "HTTP/1.1 413 Payload Too Large"},
        Hostile{"bad_length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 400 Bad Request"}),
    [](const auto& one) { return one.param.name; });

class Padded : public HttpServerTest, public testing::WithParamInterface<std::size_t> {};
TEST_P(Padded, WholeResponsesHaveOneOfTheSizes) {
  Start([](const Request&) {
    Response response = Text(std::string(GetParam(), 'x'));
    response.pad_to = {1'000, 10'000};
    return response;
  });
  const std::string one = Ask("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string two = Ask("GET / HTTP/1.0\r\nHost: h\r\n\r\n");
  for (const std::string& answer : {one, two}) {
    if (GetParam() > 9'900) {
      EXPECT_GT(answer.size(), 10'000u);
    } else {
      EXPECT_TRUE(answer.size() == 1'000 || answer.size() == 10'000) << answer.size();
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Sizes, Padded,
                         testing::Values(0, 9, 10, 99, 100, 830, 840, 850, 860, 861, 862, 863, 864,
                                         865, 900, 999, 1'000, 5'000, 9'800, 9'990));

TEST_F(HttpServerTest, AnAnswerThatWaitsDoesNotHoldUpOthers) {
  Start([](const Request& request) {
    Response response = Text("ok");
    if (request.target == "/late") response.not_before = 700ms;
    return response;
  });
  Client late(server_->address());
  const auto begun = std::chrono::steady_clock::now();
  late.Send("GET /late HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  Ask("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 700ms);
  EXPECT_TRUE(late.ReadAll().ends_with("ok"));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 700ms);
}

TEST_F(HttpServerTest, APostThatWaitsForTheDiskDoesNotHoldUpPages) {
  std::atomic<bool> may_end = false;
  Start([&](const Request& request) {
    while (request.method == Method::kPost && !may_end) std::this_thread::sleep_for(1ms);
    return Text(request.target);
  });
  Client slow(server_->address());
  slow.Send("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(Ask("GET /page HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").ends_with("/page"));
  may_end = true;
  EXPECT_TRUE(slow.ReadAll().ends_with("/slow"));
}

TEST_F(HttpServerTest, WhoKeepsItWaitingGivesWayWhenAllPlacesAreTaken) {
  Start([](const Request&) { return Text("ok"); }, {.connections = 3});
  Client one(server_->address()), two(server_->address()), three(server_->address());
  for (Client* slow : {&one, &two, &three}) slow->Send("GET / HT");
  // A fourth is served although none of the others ever ends its header.
  EXPECT_TRUE(Ask("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").ends_with("ok"));
  EXPECT_EQ(one.ReadAll(), "");
}

TEST_F(HttpServerTest, ASilentClientIsLeft) {
  Start([](const Request&) { return Text("ok"); }, {.idle = 1s});
  EXPECT_EQ(Ask("GET / HT"), "");
}

TEST_F(HttpServerTest, StopAnswersWhatIsUnderWay) {
  std::atomic<bool> has_begun = false;
  Start([&](const Request&) {
    has_begun = true;
    std::this_thread::sleep_for(200ms);
    return Text("kept");
  });
  Client client(server_->address());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
  while (!has_begun) std::this_thread::sleep_for(1ms);
  server_->Stop();
  EXPECT_TRUE(client.ReadAll().ends_with("kept"));
  thread_.join();
}

TEST_F(HttpServerTest, AFileIsSentInParts) {
  const TempFolder folder;
  std::string bytes;
  for (int i = 0; i < 50'000; ++i) bytes += std::to_string(i);
  const std::string path = folder.Write("file", bytes);
  Start([&](const Request&) { return Response{.file = FilePart{path, 1'000, 150'000}}; });
  const std::string answer = Ask("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.ends_with("\r\n\r\n" + bytes.substr(1'000, 150'000)));
}

TEST(Listen, SaysWhatIsWrongWithAnAddress) {
  for (const char* address : {"", "8080", "localhost:80", "1.2.3.4:", "1.2.3.4:99999", "::1:80"}) {
    const auto made = HttpServer::Listen({.listen = address}, {});
    ASSERT_FALSE(made.has_value()) << address;
    EXPECT_EQ(made.error().code, ErrorCode::kInvalidArgument);
  }
  const auto first = HttpServer::Listen({.listen = "127.0.0.1:0"}, {});
  ASSERT_TRUE(first.has_value());
}

TEST(Listen, ReplacesASocketThatNobodyServesAndNothingElse) {
  const TempFolder folder;
  const std::string path = folder / "door.sock";
  {
    const auto first = HttpServer::Listen({.unix_path = path}, {});
    ASSERT_TRUE(first.has_value()) << first.error().message;
    const auto second = HttpServer::Listen({.unix_path = path}, {});
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  }
  std::ofstream(path) << "a file";
  EXPECT_FALSE(HttpServer::Listen({.unix_path = path}, {}).has_value());
  ::unlink(path.c_str());
}

}  // namespace
}  // namespace evenhand::net
