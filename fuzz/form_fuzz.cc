// Any bytes as a request: its target, its form, its answer.
//   input := target NL content-type NL body

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "net/form_data.h"
#include "server/door.h"
#include "server/route.h"

namespace {

using namespace evenhand;

// A desk that knows nobody; everything that was typed comes back from it.
class NobodysDesk final : public server::Desk {
 public:
  Result<server::Opened> Open(std::string_view, std::string_view, std::string_view,
                              policy::Time) override {
    return server::Opened{};
  }
  Result<server::Reply> Take(const carry::Letter& letter, policy::Time) override {
    EVENHAND_CHECK(!letter.decision.empty() && letter.code.size() == 25);
    return server::Reply{.outcome = server::Outcome::kNotKnown};
  }
  Result<std::vector<server::Reply>> TakePasted(std::string_view, policy::Time) override {
    return std::vector<server::Reply>();
  }
  Result<server::Reply> Report(const server::ReportForm&, policy::Time) override {
    return server::Reply{.outcome = server::Outcome::kReported, .receipt = "r"};
  }
};

std::string_view TakeLine(std::string_view* rest) {
  const std::string_view line = rest->substr(0, rest->find('\n'));
  rest->remove_prefix(std::min(line.size() + 1, rest->size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view target = TakeLine(&rest), type = TakeLine(&rest);
  if (const auto path = server::SitePath(target)) {
    EVENHAND_CHECK(!path->starts_with('/') && path->find("..") != 0 &&
                   path->find("/.") == path->npos);
    EVENHAND_CHECK(path->find('\0') == path->npos && path->find("//") == path->npos);
  }
  if (const auto form = net::ReadForm(type, rest)) {
    EVENHAND_CHECK(form->size() <= net::kMostFields);
    std::size_t bytes = 0;
    for (const auto& [name, value] : *form) bytes += name.size() + value.size();
    EVENHAND_CHECK(bytes <= rest.size());
  }
  static NobodysDesk desk;
  static server::Door door(
      {.site = "/nonexistent",
       .languages = {"en", "fa"},
       .pages = {.caching = [](std::string_view) { return std::string_view("x"); }},
       .forms = {.caching = [](std::string_view) { return std::string_view("x"); }},
       .now = [] { return policy::Time(policy::Seconds(1'800'000'000)); },
       .failed = [](std::string_view, const Error&) {}},
      &desk);
  for (const net::Method method : {net::Method::kGet, net::Method::kPost}) {
    const net::Response response = door.Answer({.method = method,
                                                .target = std::string(target),
                                                .content_type = std::string(type),
                                                .body = std::string(rest)});
    EVENHAND_CHECK(response.status >= 200 && response.status < 600 && !response.file);
  }
  return 0;
}
