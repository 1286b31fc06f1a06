// What is published of a dossier, as a page of the public side.

#include <chrono>

#include "base/utf8.h"
#include "dossier/dossier_json.h"
#include "dossier/dossier_words.h"
#include "dossier/publication.h"
#include "page/fill.h"
#include "page/locale.h"
#include "page/network_words.h"
#include "page/wide_page.h"

namespace evenhand::dossier {
namespace {

using page::Fill;

using page::Html;

class Page {
 public:
  Page(const Publication& publication, std::string_view language, std::size_t most_hashes,
       Html* html)
      : publication_(publication),
        language_(language),
        say_(WordsOf(language)),
        most_hashes_(most_hashes),
        html_(*html) {}

  void Write() {
    html_.Element("p", say_.published_caution);
    html_.Element("h2", say_.claim)
        .Element("p", Sanitized(ClaimIn(say_, publication_.claim)), {{"dir", "auto"}});
    WriteCorrections();
    if (publication_.hijacked) html_.Element("p", say_.hijacked_caution);
    WriteCounts();
    WriteNames();
    WriteMethod();
    html_.Element("p", say_.state_note, {{"class", "s"}});
  }

 private:
  std::string Number(std::uint64_t number) const {
    return page::NumberIn(language_, static_cast<std::int64_t>(number));
  }
  std::string Date(std::int64_t ms) const {
    return page::DateIn(
        language_,
        std::chrono::floor<std::chrono::seconds>(
            std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms))));
  }
  void Fact(std::string_view term, std::string_view value) {
    html_.Element("dt", term).Element("dd", value);
  }

  // As large as the claim, right under it.
  void WriteCorrections() {
    if (publication_.corrections.empty()) return;
    html_.Element("h2", say_.corrections);
    for (const auto& one : publication_.corrections) {
      html_.Element("p", Fill(say_.correction, Date(one.at_ms), Number(one.accounts)));
      for (const std::string& name : one.named)
        html_.Element("p", Fill(say_.correction_named, "\u2068" + Sanitized(name) + "\u2069"));
    }
  }

  void WriteCounts() {
    html_.Element("h2", say_.counts).Open("dl");
    for (const auto& [role, count] : publication_.roles)
      Fact(say_.roles[static_cast<std::size_t>(role)], Number(count));
    for (const auto& [kind, count] : publication_.kinds)
      Fact(say_.kinds[static_cast<std::size_t>(kind - 1)], Number(count));
    if (!publication_.kinds.empty())
      Fact(say_.range, Date(publication_.first_ms) + " – " + Date(publication_.last_ms));
    html_.Close();
    if (publication_.left_out > 0)
      html_.Element("p", Fill(say_.left_out, Number(publication_.left_out)), {{"class", "s"}});
  }

  void WriteNames() {
    if (!publication_.named.empty()) {
      html_.Element("h2", say_.named).Open("ul");
      for (const auto& one : publication_.named) {
        html_.Open("li").Element("bdi", Sanitized(one.account)).Text(" — ");
        html_.Text(say_.roles[static_cast<std::size_t>(one.role)]).Close();
      }
      html_.Close();
    }
    if (publication_.hijacked) html_.Element("p", say_.nobody_named);
    if (publication_.hashed.empty()) return;
    html_.Element("h2", say_.hashed);
    html_
        .Element(
            "p",
            Fill(say_.hashed_note, Number(static_cast<std::uint64_t>(publication_.follower_line))),
            {{"class", "s"}})
        .Open("ul");
    const std::size_t shown = std::min(most_hashes_, publication_.hashed.size());
    for (std::size_t i = 0; i < shown; ++i)
      html_.Open("li")
          .Element("code", publication_.hashed[i].substr(0, 16), {{"dir", "ltr"}})
          .Close();
    html_.Close();
    if (shown < publication_.hashed.size())
      html_.Element("p", "+ " + Number(publication_.hashed.size() - shown), {{"class", "s"}});
  }

  void WriteMethod() {
    const Method& method = publication_.method;
    const page::NetworkWords& networks = page::WordsOfNetworks(language_);
    html_.Element("h2", say_.method).Element("p", say_.method_note).Open("dl");
    Fact(say_.period, Date(method.from_ms) + " – " + Date(method.to_ms));
    Fact(say_.shares, Number(method.shares));
    Fact(say_.accounts, Number(method.accounts));
    Fact(say_.rate, fmt::format("{}", method.false_discovery_rate));
    Fact(say_.networks, Number(method.networks));
    Fact(say_.candidates, Number(method.candidates));
    std::uint64_t fell_short = 0;
    for (const auto& [lacks, count] : method.fell_short) fell_short += count;
    Fact(say_.fell_short, Number(fell_short));
    html_.Close().Open("ul");
    for (const auto& search : method.searches) {
      const std::string window =
          Fill(networks.seconds, fmt::format("{:g}", static_cast<double>(search.window_ms) / 1000));
      html_.Element("li", fmt::format("{}, {}: {}",
                                      networks.trace_names[static_cast<std::size_t>(search.trace)],
                                      window, Number(search.ties)));
    }
    html_.Close();
  }

  const Publication& publication_;
  std::string language_;
  const Words& say_;
  std::size_t most_hashes_;
  Html& html_;
};

}  // namespace

std::string PublicationTitle(const Publication& publication, std::string_view language) {
  return fmt::format(fmt::runtime(WordsOf(language).dossier), publication.name);
}

void WritePublicationPage(const Publication& publication, std::string_view language,
                          std::size_t most_hashes, Html* html) {
  Page(publication, language, most_hashes, html).Write();
}

}  // namespace evenhand::dossier
