#include "page/network_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/utf8.h"
#include "page/fill.h"
#include "page/locale.h"
#include "page/network_figures.h"
#include "page/network_words.h"
#include "page/wide_page.h"

namespace evenhand::page {
namespace {

using coordination::AccountAct;
using coordination::AccountEvidence;
using coordination::Detection;
using coordination::KindEvidence;
using coordination::Network;

constexpr std::size_t kMostNetworks = 40;
constexpr std::size_t kMostAccounts = 60;
constexpr std::size_t kMostActs = 12;

class Page {
 public:
  Page(const NetworkReport& report, std::string_view language)
      : report_(report),
        detection_(report.detection),
        language_(language),
        say_(WordsOfNetworks(language)) {}

  std::string Write() {
    OpenWidePage(&html_, say_.title, language_);
    html_.Element("h1", say_.title).Element("p", say_.caution, {{"class", "note"}});
    WriteSummary();
    WriteSearches();
    const std::size_t shown = std::min(detection_.networks.size(), kMostNetworks);
    for (std::size_t i = 0; i < shown; ++i) WriteNetwork(i);
    if (shown < detection_.networks.size())
      html_.Element("p", Fill(say_.other_networks, Number(detection_.networks.size() - shown)),
                    {{"class", "s"}});
    WriteFellShort();
    WriteClearing();
    return CloseWidePage(&html_, say_.footer);
  }

 private:
  std::string Number(std::uint64_t number) const {
    return NumberIn(language_, static_cast<std::int64_t>(number));
  }
  std::string Name(std::uint32_t account) const {
    return Sanitized(detection_.accounts.Name(account));
  }
  std::string_view TraceName(model::Trace trace) const {
    return say_.trace_names[static_cast<std::size_t>(trace)];
  }

  static std::string Small(double value) {
    return value < 0.001 ? fmt::format("{:.1e}", value) : fmt::format("{:.3f}", value);
  }

  void Fact(std::string_view term, std::string_view value) {
    html_.Element("dt", term).Element("dd", value);
  }

  void HeadRow(std::initializer_list<std::string_view> names) {
    html_.Open("thead").Open("tr");
    for (const std::string_view name : names) html_.Element("th", name, {{"scope", "col"}});
    html_.Close().Close();
  }

  void Cell(std::string_view text) { html_.Element("td", text, {{"class", "n"}}); }

  void WriteSummary() {
    std::size_t accounts = 0;
    for (const Network& network : detection_.networks) accounts += network.members.size();
    if (accounts == 0) {
      html_.Element("p", say_.nothing_found);
      return;
    }
    html_.Element("h2", Fill(say_.found, Number(accounts), Number(detection_.networks.size())));
    DrawOverview(detection_, &html_);
  }

  void WriteSearches() {
    html_.Element("h2", say_.searched).Element("p", say_.searched_note).Open("dl");
    Fact(say_.shares, Number(detection_.shares));
    Fact(say_.accounts, Number(detection_.accounts.size()));
    Fact(say_.objects, Number(detection_.objects));
    html_.Element("dt", say_.period)
        .Open("dd")
        .Element("bdi", TimeText(detection_.first_ms) + " \u2013 " + TimeText(detection_.last_ms) +
                            " UTC");
    html_.Close();
    Fact(say_.rate, fmt::format("{}", report_.options.false_discovery_rate));
    html_.Close().Open("div", {{"class", "scroll"}, {"tabindex", "0"}}).Open("table");
    HeadRow({say_.trace, say_.window, say_.pairs_tested, say_.together, say_.ties});
    html_.Open("tbody");
    std::uint64_t not_compared = 0;
    for (const Detection::Search& search : detection_.searches) {
      html_.Open("tr").Element("td", TraceName(search.trace));
      Cell(Fill(say_.seconds, Number(static_cast<std::uint64_t>(search.window_ms / 1000))));
      Cell(Number(static_cast<std::uint64_t>(search.tests)));
      Cell(Number(search.together));
      Cell(Number(search.ties));
      html_.Close();
      not_compared += search.not_compared;
    }
    html_.Close().Close().Close();
    if (not_compared > 0)
      html_.Element("p", Fill(say_.not_compared, Number(report_.options.max_neighbours),
                              Number(not_compared)));
  }

  void WriteNetwork(std::size_t index) {
    const Network& network = detection_.networks[index];
    html_.Element("h2", Fill(say_.network, Number(index + 1)),
                  {{"id", fmt::format("n{}", index + 1)}});
    const auto core = std::ranges::count(network.members, true, &coordination::Member::core);
    html_.Open("dl");
    Fact(say_.accounts, Number(network.members.size()));
    Fact(say_.core, Number(static_cast<std::uint64_t>(core)));
    Fact(say_.density,
         Number(static_cast<std::uint64_t>(std::lround(100 * network.density))) + " %");
    html_.Element("dt", say_.from_to)
        .Open("dd")
        .Element("bdi",
                 TimeText(network.first_ms) + " \u2013 " + TimeText(network.last_ms) + " UTC");
    html_.Close();
    Fact(say_.stands_without_one,
         Number(network.without_any_one) + " / " + Number(network.members.size() - 1));
    Fact(say_.stands_without_popular,
         Number(network.without_popular) + " / " + Number(network.members.size()));
    html_.Close();
    html_.Element("h3", say_.drawing).Element("p", say_.drawing_note, {{"class", "s"}});
    const std::size_t left_out = DrawTies(network, detection_, &html_);
    if (left_out > 0)
      html_.Element("p", Fill(say_.ties_not_drawn, Number(left_out)), {{"class", "s"}});
    html_.Element("h3", say_.timeline).Element("p", say_.timeline_note, {{"class", "s"}});
    DrawActs(network, detection_, &html_);
    html_.Open("p", {{"class", "s ends"}, {"dir", "ltr"}})
        .Element("span", TimeText(network.first_ms));
    html_.Text(" ").Element("span", TimeText(network.last_ms)).Close();
    WriteEvidence(network);
  }

  void WriteEvidence(const Network& network) {
    html_.Element("h3", say_.evidence).Element("p", say_.evidence_note, {{"class", "s"}});
    html_.Open("div", {{"class", "scroll"}, {"tabindex", "0"}}).Open("table");
    HeadRow({say_.account, say_.objects, say_.days, say_.partners, say_.kinds});
    html_.Open("tbody");
    const std::vector<AccountEvidence> evidence = coordination::EvidenceOf(network, detection_);
    const std::size_t shown = std::min(evidence.size(), kMostAccounts);
    for (std::size_t i = 0; i < shown; ++i) WriteAccount(network.members[i], evidence[i]);
    html_.Close().Close().Close();
    if (shown < evidence.size())
      html_.Element("p", Fill(say_.more_accounts, Number(evidence.size() - shown)),
                    {{"class", "s"}});
  }

  void WriteAccount(const coordination::Member& member, const AccountEvidence& evidence) {
    html_.Open("tr").Open("td").Element("bdi", Name(evidence.account));
    if (member.core) html_.Text(" ").Element("span", say_.in_core, {{"class", "s"}});
    html_.Close();
    Cell(Number(member.standing.objects));
    Cell(Number(member.standing.days));
    Cell(Number(member.standing.partners));
    html_.Open("td").Open("ul");
    for (const KindEvidence& kind : evidence.kinds) {
      html_.Element("li",
                    fmt::format("{} ({}): ", say_.kind_names[static_cast<std::size_t>(kind.kind)],
                                TraceName(kind.trace)) +
                        Fill(say_.times_expected, Number(kind.strongest.together),
                             Small(kind.expected()), Small(kind.p())));
    }
    html_.Close().Open("details").Element("summary", say_.posts_behind).Open("table");
    HeadRow({say_.object, say_.time, say_.with, say_.delay});
    html_.Open("tbody");
    const std::size_t shown = std::min(evidence.acts.size(), kMostActs);
    for (std::size_t i = 0; i < shown; ++i) WriteAct(evidence.acts[i]);
    html_.Close().Close();
    if (shown < evidence.acts.size())
      html_.Element("p", Fill(say_.more_acts, Number(evidence.acts.size() - shown)),
                    {{"class", "s"}});
    html_.Close().Close().Close();
  }

  void WriteAct(const AccountAct& act) {
    const model::Shares& shares = report_.shares.at(act.trace);
    html_.Open("tr")
        .Open("td", {{"dir", "auto"}})
        .Text(Shortened(shares.objects.Name(act.object)))
        .Close();
    html_.Open("td").Element("bdi", TimeText(act.time_ms)).Close();
    html_.Open("td").Element("bdi", Name(act.nearest)).Close();
    const std::int64_t apart =
        act.nearest_ms > act.time_ms ? act.nearest_ms - act.time_ms : act.time_ms - act.nearest_ms;
    Cell(Fill(say_.seconds, fmt::format("{:g}", static_cast<double>(apart) / 1000)));
    html_.Close();
  }

  void WriteFellShort() {
    html_.Element("h2", say_.fell_short);
    if (detection_.fell_short.empty()) {
      html_.Element("p", say_.nobody_fell_short);
      return;
    }
    std::map<coordination::Shortfall, std::uint64_t> counts;
    for (const coordination::Standing& standing : detection_.fell_short)
      ++counts[standing.shortfall];
    html_.Element("p", say_.fell_short_note).Open("table");
    HeadRow({say_.lacks, say_.how_many});
    html_.Open("tbody");
    for (const auto& [shortfall, count] : counts) {
      html_.Open("tr").Element("td", say_.shortfall_names[static_cast<std::size_t>(shortfall)]);
      Cell(Number(count));
      html_.Close();
    }
    html_.Close().Close();
  }

  void WriteClearing() {
    html_.Element("h2", say_.clears).Open("ul");
    for (const std::string_view one : say_.clearing) html_.Element("li", one);
    html_.Close();
  }

  const NetworkReport& report_;
  const Detection& detection_;
  std::string language_;
  const NetworkWords& say_;
  Html html_;
};

}  // namespace

std::string NetworkPage(const NetworkReport& report, std::string_view language) {
  return Page(report, language).Write();
}

}  // namespace evenhand::page
