#include "dossier/dossier_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "base/utf8.h"
#include "dossier/check.h"
#include "dossier/coordination_evidence.h"
#include "dossier/dossier_words.h"
#include "dossier/innocent.h"
#include "dossier/takeover.h"
#include "page/fill.h"
#include "page/html.h"
#include "page/locale.h"
#include "page/network_words.h"
#include "page/wide_page.h"

namespace evenhand::dossier {
namespace {

using page::Fill;

using coordination::AccountAct;
using page::Shortened;
using page::TimeText;

constexpr std::size_t kMostPairs = 8;
constexpr std::size_t kMostShown = 400;  // accounts

class Page {
 public:
  Page(const Dossier& dossier, std::string_view language)
      : dossier_(dossier),
        language_(language),
        say_(WordsOf(language)),
        networks_(page::WordsOfNetworks(language)),
        standings_(Measure(dossier)),
        acts_(JointActs(dossier.accounts, dossier.basis)) {}

  std::string Write(std::string_view account) {
    const std::string title = Fill(say_.dossier, dossier_.name);
    page::OpenWidePage(&html_, title, language_);
    html_.Element("h1", title).Element("p", say_.caution, {{"class", "note"}});
    if (account.empty()) WriteWhole();
    std::size_t shown = 0;
    for (std::size_t i = 0; i < dossier_.accounts.size() && shown < kMostShown; ++i) {
      if (!account.empty() && dossier_.accounts[i].name != account) continue;
      WriteAccount(i);
      ++shown;
    }
    if (account.empty()) WriteSteps();
    return page::CloseWidePage(&html_, say_.footer);
  }

 private:
  std::string Number(std::uint64_t number) const {
    return page::NumberIn(language_, static_cast<std::int64_t>(number));
  }
  // A name among words, in its own direction.
  static std::string Apart(std::string_view name) { return "\u2068" + Sanitized(name) + "\u2069"; }
  static std::string Small(double value) {
    if (value == 0 || std::abs(value) >= 0.001) return fmt::format("{:.3g}", value);
    return fmt::format("{:.1e}", value);
  }

  void Fact(std::string_view term, std::string_view value) {
    html_.Element("dt", term).Element("dd", value);
  }
  void Cell(std::string_view text) { html_.Element("td", text, {{"class", "n"}}); }
  void OpenTable(std::initializer_list<std::string_view> names) {
    html_.Open("div", {{"class", "scroll"}, {"tabindex", "0"}})
        .Open("table")
        .Open("thead")
        .Open("tr");
    for (const std::string_view name : names) html_.Element("th", name, {{"scope", "col"}});
    html_.Close().Close().Open("tbody");
  }
  void CloseTable() { html_.Close().Close().Close(); }

  void WriteWhole() {
    html_.Element("h2", say_.claim)
        .Element("p", Sanitized(ClaimIn(say_, dossier_.claim)), {{"dir", "auto"}});
    const auto over =
        static_cast<std::uint64_t>(std::ranges::count_if(standings_, &Standing::over));
    html_.Element("p", over == 0 ? std::string(say_.none_over)
                                 : Fill(say_.over_line, Number(over), Number(standings_.size())));
    html_.Element("p", dossier_.accepted ? Fill(say_.accepted, Apart(dossier_.accepted->by),
                                                Apart(TimeText(dossier_.accepted->at_ms)))
                                         : std::string(say_.not_accepted));
    if (dossier_.left_out > 0)
      html_.Element("p", Fill(say_.left_out, Number(dossier_.left_out)), {{"class", "s"}});
    WriteRemoved();
    WriteFaults();
    WriteMethod();
  }

  void WriteRemoved() {
    if (dossier_.removed.empty()) return;
    html_.Element("h2", say_.removed).Open("ul");
    for (const Removal& one : dossier_.removed)
      html_.Element("li", Fill(say_.removed_line, Apart(one.account), Apart(TimeText(one.at_ms)),
                               Apart(one.by), Apart(one.why)));
    html_.Close();
  }

  void WriteFaults() {
    const auto whole = Check(dossier_);
    if (std::ranges::none_of(whole, [](const Fault& fault) { return fault.account.empty(); }))
      return;
    html_.Element("h2", say_.what_lacks).Open("ul");
    for (const Fault& fault : whole)
      if (fault.account.empty()) html_.Element("li", fault.what, {{"lang", "en"}, {"dir", "auto"}});
    html_.Close();
  }

  void WriteMethod() {
    const Method& method = dossier_.method;
    html_.Element("h2", say_.method).Element("p", say_.method_note).Open("dl");
    html_.Element("dt", say_.period)
        .Open("dd")
        .Element("bdi", TimeText(method.from_ms) + " – " + TimeText(method.to_ms) + " UTC")
        .Close();
    Fact(say_.shares, Number(method.shares));
    Fact(say_.accounts, Number(method.accounts));
    Fact(say_.objects, Number(method.objects));
    Fact(say_.rate, fmt::format("{}", method.false_discovery_rate));
    Fact(say_.line,
         Fill(say_.line_text, Number(method.line.min_objects), Number(method.line.min_days),
              Number(method.line.min_partners), fmt::format("{:g}", method.line.least_effect)));
    Fact(say_.networks, Number(method.networks));
    Fact(say_.candidates, Number(method.candidates));
    std::uint64_t fell_short = 0;
    for (const auto& [lacks, count] : method.fell_short) fell_short += count;
    Fact(say_.fell_short, Number(fell_short));
    html_.Close();
    OpenTable({networks_.trace, networks_.window, networks_.pairs_tested, networks_.together,
               networks_.ties});
    for (const auto& search : method.searches) {
      html_.Open("tr").Element("td", networks_.trace_names[static_cast<std::size_t>(search.trace)]);
      Cell(Fill(networks_.seconds,
                fmt::format("{:g}", static_cast<double>(search.window_ms) / 1000)));
      Cell(Number(static_cast<std::uint64_t>(search.tests)));
      Cell(Number(search.together));
      Cell(Number(search.ties));
      html_.Close();
    }
    CloseTable();
  }

  void WriteAccount(std::size_t i) {
    const Account& account = dossier_.accounts[i];
    html_.Open("article").Open("h2").Element("bdi", Sanitized(account.name)).Close().Open("dl");
    Fact(say_.role,
         account.role ? fmt::format("{} ({})", say_.roles[static_cast<std::size_t>(*account.role)],
                                    Fill(say_.set_by, Apart(account.role_by)))
                      : std::string(say_.no_role));
    if (account.followers)
      Fact(say_.followers, Number(static_cast<std::uint64_t>(*account.followers)));
    Fact(say_.what_lacks, say_.lacks[static_cast<std::size_t>(standings_[i].lack)]);
    html_.Close();
    if (account.role == policy::Role::kHijacked)
      html_.Element("p", say_.hijacked_caution, {{"class", "note"}});
    WriteEvidence(account);
    WritePairs(acts_[i]);
    WriteSigns(account.signs);
    WriteExplanations(account.explanations);
    html_.Close();
  }

  void WriteEvidence(const Account& account) {
    html_.Element("h3", say_.evidence);
    for (const Evidence& one : account.evidence) WriteOne(one);
  }

  void WriteOne(const Evidence& one) {
    const auto kind = KindNumber(one.kind);
    std::string name =
        kind ? std::string(say_.kinds[static_cast<std::size_t>(*kind - 1)]) : Sanitized(one.kind);
    if (one.trace)
      name += fmt::format(" ({})", networks_.trace_names[static_cast<std::size_t>(*one.trace)]);
    if (one.hidden) name += fmt::format(" ({})", say_.hidden);
    html_.Open("p").Element("b", name).Close().Open("dl");
    std::string number = one.number ? fmt::format("{:g}", *one.number) : "–";
    if (one.expected) number += fmt::format("; {} {}", say_.expected, Small(*one.expected));
    Fact(say_.number, number);
    if (one.p) Fact(say_.chance, Small(*one.p) + (one.q ? ", " + Small(*one.q) : ""));
    html_.Element("dt", say_.null)
        .Element("dd", Shortened(NullIn(say_, one), 600), {{"dir", "auto"}});
    if (one.from_ms && one.to_ms)
      Fact(say_.range, Apart(TimeText(*one.from_ms).substr(0, 10) + " – " +
                             TimeText(*one.to_ms).substr(0, 10)));
    Fact(say_.posts, Number(one.posts.size()));
    Fact(say_.rests_on, Number(one.rests_on.size()));
    Fact(say_.by, one.by.empty() ? std::string("evenhand detect") : Apart(one.by));
    if (!one.note.empty())
      html_.Element("dt", "").Element("dd", Shortened(one.note, 600), {{"dir", "auto"}});
    html_.Close();
    if (!one.by.empty() && !one.posts.empty()) {
      html_.Open("ul");
      for (const Post& post : std::span(one.posts).first(std::min(one.posts.size(), kMostPairs)))
        html_.Open("li").Element("bdi", Shortened(post.id)).Close();
      html_.Close();
    }
  }

  void WritePairs(const std::vector<AccountAct>& acts) {
    if (acts.empty()) return;
    html_.Open("details")
        .Element("summary", say_.side_by_side)
        .Element("p", say_.side_note, {{"class", "s"}});
    const std::size_t shown = std::min(acts.size(), kMostPairs);
    for (std::size_t i = 0; i < shown; ++i) WritePair(acts[i]);
    if (shown < acts.size())
      html_.Element("p", Fill(say_.more_pairs, Number(acts.size() - shown)), {{"class", "s"}});
    html_.Close();
  }

  void WritePair(const AccountAct& act) {
    const Basis& basis = dossier_.basis;
    const bool is_text =
        act.trace == model::Trace::kText || act.trace == model::Trace::kSimilarText;
    html_.Open("p", {{"dir", "auto"}})
        .Element("b", networks_.trace_names[static_cast<std::size_t>(act.trace)])
        .Text(": ");
    html_.Text(Shortened(basis.objects[act.object].name, is_text ? 600 : 160)).Close();
    html_.Open("div", {{"class", "pair"}});
    WriteSide(say_.own_post, {}, basis.posts[act.content], act.time_ms);
    WriteSide(say_.nearest_post, dossier_.accounts[act.nearest].name,
              basis.posts[act.nearest_content], act.nearest_ms);
    html_.Close();
    const double apart = std::abs(static_cast<double>(act.time_ms - act.nearest_ms)) / 1000;
    html_.Element("p", Fill(say_.apart, fmt::format("{:g}", apart)), {{"class", "s"}});
  }

  void WriteSide(std::string_view heading, std::string_view account, std::string_view post,
                 std::int64_t time_ms) {
    html_.Open("p").Element("span", heading, {{"class", "s"}});
    if (!account.empty()) html_.Text(" ").Element("bdi", Sanitized(account));
    html_.Empty("br")
        .Element("bdi", Shortened(post))
        .Empty("br")
        .Element("bdi", TimeText(time_ms))
        .Close();
  }

  void WriteSigns(const std::vector<Sign>& signs) {
    if (signs.empty()) return;
    html_.Element("h3", say_.signs).Element("p", say_.signs_note, {{"class", "s"}});
    if (SuggestsTakeover(signs)) html_.Element("p", say_.takeover, {{"class", "note"}});
    OpenTable({say_.sign, say_.at_day, say_.times, "p", say_.before_after});
    for (const Sign& sign : signs) {
      html_.Open("tr").Element("td", say_.changes[static_cast<std::size_t>(sign.change)]);
      Cell(TimeText(sign.at_ms).substr(0, 10));
      Cell(fmt::format("{:.1f}", sign.times));
      Cell(Small(sign.p));
      Cell(Number(sign.before) + ", " + Number(sign.after));
      html_.Close();
    }
    CloseTable();
  }

  void WriteExplanations(const std::vector<Explanation>& explanations) {
    if (explanations.empty()) return;
    html_.Open("details").Element("summary", say_.clears);
    OpenTable({say_.explanation, say_.answer, say_.share});
    for (const Explanation& one : explanations) {
      const auto at = std::ranges::find(kExplanations, one.name);
      html_.Open("tr").Element(
          "td", at == kExplanations.end()
                    ? std::string_view(one.name)
                    : say_.explanations[static_cast<std::size_t>(at - kExplanations.begin())]);
      const bool unasked = one.answer == Explanation::Answer::kUnknown && one.by.empty();
      std::string answer(unasked ? say_.asked_of_people
                                 : say_.answers[static_cast<std::size_t>(one.answer)]);
      if (!one.by.empty())
        answer +=
            fmt::format(" ({}{}{})", Apart(one.by), one.note.empty() ? "" : ": ", Apart(one.note));
      html_.Element("td", answer);
      Cell(one.number ? fmt::format("{:.3g}", *one.number) : "–");
      html_.Close();
    }
    CloseTable();
    html_.Close();
  }

  void WriteSteps() {
    html_.Element("h2", say_.who);
    OpenTable({say_.step, say_.by, say_.at_day, networks_.account});
    for (const Step& step : dossier_.steps) {
      html_.Open("tr").Element(
          "td", step.note.empty() ? step.what : step.what + ": " + Shortened(step.note),
          {{"dir", "auto"}});
      html_.Element("td", Sanitized(step.by), {{"dir", "auto"}});
      Cell(TimeText(step.at_ms));
      html_.Element("td", Sanitized(step.account), {{"dir", "auto"}}).Close();
    }
    CloseTable();
  }

  const Dossier& dossier_;
  std::string language_;
  const Words& say_;
  const page::NetworkWords& networks_;
  std::vector<Standing> standings_;
  std::vector<std::vector<AccountAct>> acts_;
  page::Html html_;
};

}  // namespace

std::string DossierPage(const Dossier& dossier, std::string_view language,
                        std::string_view account) {
  return Page(dossier, language).Write(account);
}

}  // namespace evenhand::dossier
