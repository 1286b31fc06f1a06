// `evenhand mirror`: copies of a site that others host, and whether they lie.

#include <fmt/format.h>

#include <filesystem>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/random.h"
#include "app/table.h"
#include "app/verify_options.h"
#include "net/http_client.h"
#include "publish/check_mirror.h"
#include "publish/update_mirror.h"
#include "publish/verify_copy.h"

namespace evenhand::app {
namespace {

struct Options {
  std::string site;
  std::string copy;
  VerifyOptions verify;
  std::string socks;
  std::size_t samples = 40;
};

Result<void> CheckFolder(const Options& o, Session* session) {
  EVENHAND_ASSIGN(publish::VerifyCopyOptions options, ReadVerifyOptions(o.verify));
  const auto judge = [&]() -> Result<std::optional<publish::CopyReport>> {
    const auto copy = publish::OpenFolder(o.copy);
    if (!copy) {
      EVENHAND_TRY(CannotRead(o.copy, copy.error(), session));
      return std::nullopt;
    }
    EVENHAND_ASSIGN(publish::CopyReport report, publish::VerifyCopy(**copy, options));
    return report;
  };
  return JudgeAndKeep(o.verify, &options, judge, session);
}

bool IsUrl(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

// A mirror as any reader sees it.
Result<void> CheckRemote(const Options& o, Session* session) {
  publish::CheckMirrorOptions options{.samples = o.samples};
  EVENHAND_ASSIGN(options.verify, ReadVerifyOptions(o.verify));
  EVENHAND_ASSIGN(options.seed, RandomBytes(16));
  EVENHAND_ASSIGN(const auto client, net::HttpClient::For(o.copy, {.socks = o.socks}));
  const auto fetch = [&](const std::string& path) -> Result<publish::FetchedFile> {
    EVENHAND_ASSIGN(net::Fetched got, client->Get("/" + path));
    publish::FetchedFile file{.status = got.status, .body = std::move(got.body)};
    for (net::Header& header : got.headers)
      file.headers.emplace_back(std::move(header.name), std::move(header.value));
    return file;
  };
  const auto judge = [&]() -> Result<std::optional<publish::CopyReport>> {
    auto report = publish::CheckMirror(fetch, options);
    if (report) return *std::move(report);
    if (report.error().code != ErrorCode::kUnavailable) return tl::unexpected(report.error());
    EVENHAND_TRY(CannotRead(o.copy, report.error(), session));
    return std::nullopt;
  };
  return JudgeAndKeep(o.verify, &options.verify, judge, session);
}

// Verified against what the mirror has, and only then taken.
Result<void> UpdateIt(const Options& o, Session* session) {
  VerifyOptions with = o.verify;
  std::error_code error;
  const std::string own = (std::filesystem::path(o.site) / "record/checkpoint").string();
  if (with.since.empty() && std::filesystem::exists(own, error)) with.since = own;
  EVENHAND_ASSIGN(const publish::VerifyCopyOptions options, ReadVerifyOptions(with));
  EVENHAND_ASSIGN(const auto bundle, publish::OpenZip(o.copy));
  EVENHAND_ASSIGN(const publish::CopyReport report, publish::VerifyCopy(*bundle, options));
  const bool holds =
      report.verdict == publish::Verdict::kGood || report.verdict == publish::Verdict::kOld;
  // An older bundle would take from the mirror what it has.
  if (!holds || report.is_behind) return PrintReport(report, o.verify, session);
  session->exit_code = static_cast<int>(report.verdict);
  EVENHAND_ASSIGN(const publish::Updated done, publish::UpdateMirror(o.site, *bundle));
  Print(fmt::format("{} files written, {} removed\nrecord  {}\n", Grouped(done.written),
                    Grouped(done.removed), report.short_root));
  return {};
}

}  // namespace

void AddMirrorCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(app, "mirror", "Copies of a site that others host",
                               "  evenhand mirror check mirror --key evenhand.pub");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* check = AddCommand(
      *group, "check",
      "Whether a copied site, an unpacked bundle, or a mirror on the network is what was published",
      std::string("  evenhand mirror check mirror --key evenhand.pub --since seen/checkpoint\n"
                  "  evenhand mirror check https://mirror.example --key evenhand.pub --seen seen") +
          kVerdictExits);
  check->add_option("PLACE", o->copy, "a folder, or an address")->required()->type_name("DIR|URL");
  check->add_option("--samples", o->samples, "of an address: files to fetch beside the first pages")
      ->type_name("N")
      ->capture_default_str();
  check->add_option("--socks", o->socks, "of an address: a proxy such as Tor's, 127.0.0.1:9050")
      ->type_name("HOST:PORT");
  AddVerifyOptions(check, &o->verify);
  AddSeenOption(check, &o->verify);
  CLI::App* update = AddCommand(
      *group, "update",
      "Bring a mirror up to a bundle, full or delta, once it is verified against what the mirror "
      "has",
      std::string("  evenhand mirror update mirror evenhand-…-delta-….zip --key evenhand.pub") +
          kVerdictExits);
  update->add_option("DIR", o->site, "the mirror")->required()->type_name("DIR");
  update->add_option("FILE", o->copy, "the ZIP file")->required()->type_name("FILE");
  AddVerifyOptions(update, &o->verify);
  OnCall(update, session, [o, session] { return UpdateIt(*o, session); });
  OnCall(check, session, [o, session] {
    return IsUrl(o->copy) ? CheckRemote(*o, session) : CheckFolder(*o, session);
  });
}

}  // namespace evenhand::app
