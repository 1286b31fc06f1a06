#include "app/site_input.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/access_store.h"
#include "app/access_text.h"
#include "app/code_keys.h"
#include "app/dossier_files.h"
#include "app/ledger_files.h"
#include "app/page_files.h"
#include "base/hex.h"
#include "codec/json_document.h"
#include "docket/event.h"
#include "dossier/publication.h"
#include "page/access_page.h"
#include "page/words.h"
#include "publish/about.h"
#include "publish/budget.h"
#include "publish/server_files.h"
#include "publish/verify_text.h"
#include "publish/ways.h"
#include "record/signify.h"
#include "record/tree_hash.h"
#include "register/csv_form.h"
#include "server/door.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNetworksFolder = "networks";
constexpr std::size_t kMostWaysBytes = 16'000;
constexpr std::size_t kMostListedBundles = 20;
constexpr std::size_t kMostBundleBytes = std::size_t{4} << 30;

// The texts of the published rulebooks, in order.
Result<std::vector<publish::PublishedRulebook>> Rulebooks(docket::Docket& docket) {
  std::vector<publish::PublishedRulebook> rulebooks;
  EVENHAND_TRY(
      docket.store().EachOfKind("rulebook", [&](const cases::CaseEvent& event) -> Result<void> {
        codec::JsonDocument document;
        auto body = document.ParseCopy(event.body);
        if (!body) return tl::unexpected(std::move(body).error());
        const docket::Version* version = docket.versions().Find(event.id);
        if (version == nullptr)
          return Fail(ErrorCode::kCorrupt,
                      fmt::format("rulebook {} is on record and not published", event.id));
        rulebooks.push_back({.rulebook = &version->rulebook,
                             .edition = EditionOf(*version, docket.versions()),
                             .yaml = docket::Text(*body, "yaml")});
        return {};
      }));
  return rulebooks;
}

constexpr std::size_t kRowsOnPage = 50;
// Bytes on the wire of a page's frame, and of the field for a day that a server puts in.
constexpr std::size_t kAroundRows = 2'000;

// A list on as few sheets as fit, in every language that a page can have. What holds a note of five
// hundred letters in each row takes more of them.
std::vector<page::ListSheet> SheetsOf(
    const std::string& name, std::size_t rows,
    const std::function<void(std::string_view, const page::ListSheet&, page::Html*)>& write) {
  const std::string file = name.substr(name.rfind('/') + 1);
  for (std::size_t on_each = kRowsOnPage;; on_each = (on_each + 1) / 2) {
    const std::size_t all = std::max<std::size_t>((rows + on_each - 1) / on_each, 1);
    std::vector<page::ListSheet> sheets;
    bool fit = true;
    for (std::size_t number = 0; number < all; ++number) {
      sheets.push_back({.number = number, .all = all, .rows = on_each, .name = file});
      for (const std::string& language : page::AccessPageLanguages()) {
        page::Html html;
        write(language, sheets.back(), &html);
        const publish::PageSize size = publish::MeasurePage(html.text());
        fit = fit && publish::Fits({size.wire + kAroundRows, size.bytes + 2 * kAroundRows},
                                   publish::kFullPage);
      }
    }
    if (fit || on_each == 1) return sheets;
  }
}

// The register of limits on access: the docket's own, or the one that comes with the program.
struct PublishedRegister {
  access::Register entries = {};
  access::ServiceList services = {};
  bool is_own = true;
  page::KnownAccess known() const { return {&entries, &services, is_own}; }
};
Result<std::shared_ptr<const PublishedRegister>> RegisterOf(docket::Docket& docket) {
  PublishedRegister own;
  EVENHAND_ASSIGN(own.services, ShippedServices());
  EVENHAND_ASSIGN(own.entries, docket.Access());
  if (own.entries.changes().empty()) {
    EVENHAND_ASSIGN(own.entries, LoadRegister({}));
    own.is_own = false;
  }
  return std::make_shared<const PublishedRegister>(std::move(own));
}

// It and the lists that it rests on, for programs.
std::vector<publish::SiteFile> RegisterFiles(const access::Register& known) {
  std::string changes;
  for (const access::Change& change : known.changes()) changes += access::ChangeJson(change) + "\n";
  return {{"register/changes.jsonl", std::move(changes)},
          {"register/entries.csv", access::WriteCsvForm(known)},
          {"register/sources.csv", SourcesCsv(known)},
          {"register/services.csv", std::string(ShippedServicesCsv())},
          {"register/single-provider.csv", std::string(ShippedSingleProvidersCsv())}};
}

std::vector<publish::AddedPage> AccessPages(
    const std::shared_ptr<const PublishedRegister>& published) {
  std::vector<publish::AddedPage> pages;
  pages.push_back({.name = "asymmetry",
                   .title = page::AccessStatesTitle,
                   .body = [published](std::string_view language, page::Html* html) {
                     page::WriteAccessStates(published->known(), "asymmetry", language, html);
                   }});
  std::set<std::string> states;
  for (const access::Entry& entry : published->entries.entries()) states.insert(entry.state);
  const auto add = [&](const std::string& name, std::size_t rows, bool on_front, auto title,
                       auto write) {
    for (const page::ListSheet& sheet : SheetsOf(name, rows, write)) {
      pages.push_back({.name = page::SheetName(name, sheet.number),
                       .title = title,
                       .body = [write, sheet](std::string_view language,
                                              page::Html* html) { write(language, sheet, html); },
                       .on_front = on_front && sheet.number == 0});
    }
  };
  for (const std::string& state : states) {
    const std::size_t rows = static_cast<std::size_t>(
        std::ranges::count(published->entries.entries(), state, &access::Entry::state) +
        std::ranges::count(published->entries.plans(), state, &access::Plan::state));
    add(
        "asymmetry/" + state, rows, false,
        [state](std::string_view language) { return page::AccessTitle(state, language); },
        [published, state](std::string_view language, const page::ListSheet& sheet,
                           page::Html* html) {
          page::WriteAccess(published->known(), state, language, sheet, html);
        });
  }
  add("outages", page::CountOutages(published->known()), true, page::OutagesTitle,
      [published](std::string_view language, const page::ListSheet& sheet, page::Html* html) {
        page::WriteOutages(published->known(), language, sheet, html);
      });
  return pages;
}

// A line of a page takes about 40 bytes on the wire, and hashes do not compress.
constexpr std::size_t kMostHashesOnPage = 150;

// Published dossiers, as `evenhand dossier export` wrote them: a page for each, and the file, from
// which the site's bundles are made.
Result<void> AddNetworks(const std::vector<std::string>& paths, Site* site) {
  EVENHAND_ASSIGN(std::vector<dossier::Publication> all, LoadPublications(paths));
  for (dossier::Publication& one : all) {
    const auto published = std::make_shared<const dossier::Publication>(std::move(one));
    const std::string path = std::string(kNetworksFolder) + "/" + published->name;
    site->files.push_back({path + ".json", dossier::WritePublication(*published)});
    site->input.networks.push_back({.name = path,
                                    .title =
                                        [published](std::string_view language) {
                                          return dossier::PublicationTitle(*published, language);
                                        },
                                    .body =
                                        [published](std::string_view language, page::Html* html) {
                                          dossier::WritePublicationPage(*published, language,
                                                                        kMostHashesOnPage, html);
                                        },
                                    .on_front = false});
  }
  return {};
}

Result<std::string> SignedWays(const std::string& file, const record::SigningKey& key) {
  if (file.empty()) return std::string();
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(file, kMostWaysBytes));
  if (const auto ways = publish::ReadWays(text); !ways)
    return Fail(ErrorCode::kInvalidArgument,
                file + ": " + ways.error().message + " (docs/publishing.md, addresses)");
  return record::SignText(text, key);
}

Result<std::vector<publish::ListedBundle>> BundlesIn(const std::string& directory) {
  std::vector<publish::ListedBundle> bundles;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(directory) / "bundles", error)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".zip") continue;
    EVENHAND_ASSIGN(const std::string bytes,
                    ReadWholeFile(entry.path().string(), kMostBundleBytes));
    bundles.push_back({entry.path().filename().string(), bytes.size(),
                       Hex(record::BytesOf(record::Sha256(bytes)))});
  }
  std::ranges::sort(bundles, std::greater<>(), &publish::ListedBundle::name);
  if (bundles.size() > kMostListedBundles) bundles.resize(kMostListedBundles);
  return bundles;
}

}  // namespace

Result<record::SigningKey> PublishingKey(const DocketOptions& options) {
  return ReadSigningKey((fs::path(options.directory) / "record.key").string());
}

std::vector<publish::SiteFile> KeyFiles(const record::SigningKey& key, std::string_view policy) {
  const std::string& public_key = key.public_key();
  return {{"keys/evenhand.pub", record::SignifyPublicKey(public_key)},
          {"keys/evenhand.pem", record::PemPublicKey(public_key)},
          {"keys/evenhand.allowed", record::AllowedSigner(public_key)},
          {"keys/policy", policy.empty() ? fmt::format("log {}\nquorum none\n", key.verifier_key())
                                         : std::string(policy)}};
}

std::string VersionText(const docket::Version& version) {
  return fmt::format("EVENHAND RULEBOOK 1\nHash: {}\nPrevious: {}\nRules: {}\n", version.hash,
                     version.previous, version.rules);
}

namespace {

constexpr std::chrono::days kReceivedFor{365};

// A line for each code whose letter arrived, which only its holder can recognise.
Result<std::string> ReceivedList(docket::Docket& docket, const std::string& store,
                                 policy::Time now) {
  std::set<std::string> marks;
  Result<void> failed;
  EVENHAND_TRY(docket.EachLetter(now - kReceivedFor, [&](const docket::LetterOnRecord& letter) {
    auto code =
        CodeOf(store, carry::Purpose::kAppeal, letter.decision, letter.decided, letter.issue);
    if (code) {
      marks.insert(carry::ReceivedMark(*code));
    } else {
      failed = tl::unexpected(std::move(code).error());
    }
  }));
  EVENHAND_TRY(std::move(failed));
  return marks.empty() ? std::string() : fmt::format("{}\n", fmt::join(marks, "\n"));
}

}  // namespace

Result<std::string> WaysOfSite(const std::string& directory, const record::SigningKey& key) {
  EVENHAND_ASSIGN(const auto bytes,
                  record::OpenFiles(directory)->Read("ways.txt", 2 * kMostWaysBytes));
  if (!bytes) return std::string();
  const std::vector<std::string> keys = {key.public_key()};
  if (!record::OpenSigned(*bytes, keys))
    return Fail(ErrorCode::kCorrupt,
                directory + "/ways.txt: is not signed by this docket's key; --ways names the list");
  return *bytes;
}

Result<SiteOptions> OptionsOfSite(const std::string& directory) {
  SiteOptions options;
  EVENHAND_ASSIGN(options.languages, server::LanguagesOfSite(directory));
  const auto there = [&](std::string_view name) {
    std::error_code error;
    const fs::path path = fs::path(directory) / name;
    return fs::exists(path, error) ? path.string() : std::string();
  };
  options.witness = there("keys/policy");
  if (const std::string networks = there(kNetworksFolder); !networks.empty())
    options.dossiers = {networks};
  return options;
}

Result<void> CheckPageLanguage(std::string_view language) {
  if (page::Tag(page::FrameLanguage(language)) == language) return {};
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("pages have no words in '{}'; they have in {}", language,
                          fmt::join(page::AccessPageLanguages(), ", ")));
}

Result<Site> ReadSite(const SiteOptions& options, const std::string& directory) {
  Site site;
  for (const std::string& language : options.languages) EVENHAND_TRY(CheckPageLanguage(language));
  site.input.languages = options.languages;
  EVENHAND_ASSIGN(const policy::Time now, TimeOrNow(options.at));
  EVENHAND_ASSIGN(site.docket, OpenDocket(options.docket, false));
  EVENHAND_ASSIGN(const record::SigningKey key, PublishingKey(options.docket));
  const auto log = record::OpenFiles(options.docket.directory + "/record");
  EVENHAND_ASSIGN(site.input.record, publish::ReadPublicRecord(*log));
  EVENHAND_ASSIGN(site.input.rulebooks, Rulebooks(*site.docket));
  EVENHAND_ASSIGN(site.input.ways, SignedWays(options.ways, key));
  if (options.ways.empty()) site.input.ways = options.signed_ways;
  site.input.day = std::chrono::floor<std::chrono::days>(now);
  EVENHAND_ASSIGN(site.input.bundles, BundlesIn(directory));
  EVENHAND_ASSIGN(const auto known, RegisterOf(*site.docket));
  site.input.added = AccessPages(known);
  std::string policy;
  if (!options.witness.empty()) {
    EVENHAND_ASSIGN(policy, ReadWholeFile(options.witness, record::kMostPolicyBytes));
    EVENHAND_TRY(record::Policy::Parse(policy));
  }
  site.files = KeyFiles(key, policy);
  EVENHAND_TRY(AddNetworks(options.dossiers, &site));
  for (publish::SiteFile& file : RegisterFiles(known->entries))
    site.files.push_back(std::move(file));
  EVENHAND_ASSIGN(const record::SealKey seal, SealKeyOf(options.docket.directory, now));
  site.files.push_back({"keys/seal.pub", SealKeyText(seal)});
  site.files.push_back({"keys/seal.age", AgeKeyText(seal)});
  EVENHAND_ASSIGN(std::string received, ReceivedList(*site.docket, options.docket.directory, now));
  site.files.push_back({"received.txt", std::move(received)});
  for (const publish::PublishedRulebook& published : site.input.rulebooks) {
    const std::string folder =
        fmt::format("rulebook/{}-{}", published.rulebook->id, published.rulebook->version);
    const docket::Version& version = *site.docket->versions().Find(published.edition.hash);
    site.files.push_back({folder + "/rulebook.yaml", published.yaml});
    // What its hash is made from (docket/versions.h).
    site.files.push_back({folder + "/version.txt", VersionText(version)});
  }
  if (!site.input.ways.empty()) site.files.push_back({"ways.txt", site.input.ways});
  site.files.push_back({"VERIFY.txt", publish::SiteVerifyText(site.input.record.checkpoint.origin,
                                                              publish::LanguagesOf(site.input))});
  const record::Checkpoint& checkpoint = site.input.record.checkpoint;
  site.files.push_back(
      {"about.txt", publish::WriteAbout({.origin = checkpoint.origin,
                                         .size = checkpoint.size,
                                         .date = std::chrono::floor<std::chrono::days>(now)})});
  site.files.push_back({"_headers", publish::HeadersFile(options.onion)});
  site.files.push_back({"nginx.conf", publish::NginxSnippet(options.onion)});
  site.files.push_back({"record/checkpoint", site.input.record.note});
  return site;
}

}  // namespace evenhand::app
