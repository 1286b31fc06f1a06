#include <fmt/format.h>

#include "even/page_figure.h"
#include "even/shadow.h"
#include "page/html.h"

namespace evenhand::even {
namespace {

using enum PageWord;

constexpr Scale kScale = {-1, 1};
constexpr std::string_view kMilderColour = "#2a6f97", kHarsherColour = "#9c4221";

std::string Percent(double rate) { return fmt::format("{:.1f} %", 100 * rate); }

std::string InWords(const ShadowShare& share) {
  return fmt::format("{} [{}, {}]", Percent(share.rate), Percent(share.interval.low),
                     Percent(share.interval.high));
}

class Page {
 public:
  Page(const ShadowReport& report, PageLanguage language) : report_(report), language_(language) {}

  std::string Write() {
    html_.Open("html", {{"lang", Tag(language_)}, {"dir", Direction(language_)}});
    html_.Open("head").Empty("meta", {{"charset", "utf-8"}});
    html_.Empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.Element("title", Word(kShadow)).Style(kPageStyle);
    html_.Close().Open("body").Open("main").Element("h1", Word(kShadow));
    Head();
    Shares();
    for (const ShadowGroup& group : report_.groups) {
      if (!group.hidden) Matrix(group);
    }
    Undecided();
    html_.Close().Close().Close();
    return "<!doctype html>\n" + html_.text();
  }

 private:
  std::string_view Word(PageWord word) const { return Say(language_, word); }
  std::string_view NameOf(const ShadowGroup& group) const {
    return group.value.empty() ? Word(kNotSaid) : std::string_view(group.value);
  }

  void Data(std::string_view text) { html_.Element("bdi", text); }
  void NumberCell(std::string_view text) {
    html_.Open("td", {{"class", "n"}}).Element("bdi", text, {{"dir", "ltr"}}).Close();
  }
  void HeadCell(std::string_view text, std::string_view scope) {
    html_.Open("th", {{"scope", scope}});
    Data(text);
    html_.Close();
  }
  void Fact(PageWord word, std::string_view value) {
    if (value.empty()) return;
    html_.Element("dt", Word(word)).Open("dd", {{"class", "hash"}});
    Data(value);
    html_.Close();
  }
  void OpenTable() {
    html_.Open("div", {{"class", "scroll"}}).Open("table").Open("thead").Open("tr");
  }
  void OpenRows() { html_.Close().Close().Open("tbody"); }
  void CloseTable() { html_.Close().Close().Close(); }

  void Head() {
    html_.Open("dl");
    Fact(kRows, std::to_string(report_.cases));
    Fact(kBefore, report_.options.before);
    Fact(kAfter, report_.options.after);
    Fact(kEngine, report_.options.engine);
    html_.Close();
    html_.Element("p", Word(kShadowNote));
  }

  void Shares() {
    if (report_.groups.empty()) return;
    OpenTable();
    HeadCell(report_.options.by, "col");
    html_.Element("th", Word(kCases), {{"scope", "col"}});
    html_.Element("th", fmt::format("{} / {}", Word(kMilder), Word(kHarsher)), {{"scope", "col"}});
    for (const PageWord word : {kMilder, kHarsher, kChanged, kMeanSeverity}) {
      html_.Element("th", Word(word), {{"scope", "col"}});
    }
    OpenRows();
    for (const ShadowGroup& group : report_.groups) {
      html_.Open("tr");
      HeadCell(NameOf(group), "row");
      if (group.hidden) {
        html_.Element("td", Word(kHidden), {{"colspan", "6"}, {"class", "quiet"}});
      } else {
        SharesOf(group);
      }
      html_.Close();
    }
    CloseTable();
  }

  void SharesOf(const ShadowGroup& group) {
    NumberCell(std::to_string(group.cases));
    // The drawing stands where a narrow screen still shows it.
    html_.Open("td", {{"dir", "ltr"}});
    Figure(group);
    html_.Close();
    for (const ShadowShare* share : {&group.milder, &group.harsher, &group.changed}) {
      NumberCell(InWords(*share));
    }
    NumberCell(fmt::format("{:.2f} \u2192 {:.2f}", group.severity_before, group.severity_after));
  }

  void Figure(const ShadowGroup& group) {
    const std::string words = fmt::format("{}: {}; {}: {}", Word(kMilder), InWords(group.milder),
                                          Word(kHarsher), InWords(group.harsher));
    html_.Open("svg", {{"width", Number(Scale::kWidth)},
                       {"height", Number(Scale::kHeight)},
                       {"viewBox", fmt::format("0 0 {} {}", Scale::kWidth, Scale::kHeight)},
                       {"role", "img"},
                       {"aria-label", words}});
    Side(group.milder, -1, kMilderColour);
    Side(group.harsher, 1, kHarsherColour);
    Bar(kScale.At(0) - 0.5, kScale.At(0) + 0.5, 0, Scale::kHeight, "#777777");
    html_.Close();
  }

  void Side(const ShadowShare& share, double sign, std::string_view colour) {
    const auto between = [&](double one, double other, double top, double height,
                             std::string_view fill) {
      const double a = kScale.At(sign * one), b = kScale.At(sign * other);
      Bar(std::min(a, b), std::max(a, b), top, height, fill);
    };
    between(0, share.rate, 5, 16, colour);
    between(share.interval.low, share.interval.high, 12, 2, "#1a1a1a");
  }

  void Bar(double from, double to, double top, double height, std::string_view colour) {
    html_.Empty("rect", {{"x", Number(from)},
                         {"y", Number(top)},
                         {"width", Number(to - from)},
                         {"height", Number(height)},
                         {"fill", colour}});
  }

  void Matrix(const ShadowGroup& group) {
    html_.Open("h2");
    Data(NameOf(group));
    html_.Close();
    OpenTable();
    html_.Element("td", "");
    for (const std::string& label : group.after) HeadCell(label, "col");
    html_.Element("th", Word(kTotal), {{"scope", "col"}});
    OpenRows();
    for (std::size_t i = 0; i <= group.before.size(); ++i) {
      html_.Open("tr");
      HeadCell(i < group.before.size() ? std::string_view(group.before[i]) : Word(kTotal), "row");
      for (std::size_t j = 0; j <= group.after.size(); ++j) {
        NumberCell(group.matrix.shown[i][j] ? std::to_string(group.matrix.counts[i][j])
                                            : std::string(kNotShown));
      }
      html_.Close();
    }
    CloseTable();
    html_.Open("p", {{"class", "quiet"}}).Text(std::to_string(group.matrix.hidden)).Text(" ");
    html_.Text(Word(kCellsHidden)).Close();
  }

  void Undecided() {
    if (report_.undecided.empty()) return;
    html_.Element("h2", Word(kUndecided)).Open("ul");
    for (const auto& [why, count] : report_.undecided) {
      const bool shown = count >= report_.options.least;
      html_.Open("li");
      Data(shown ? fmt::format("{}: {}", why, count) : why);
      html_.Close();
    }
    html_.Close();
  }

  const ShadowReport& report_;
  PageLanguage language_;
  page::Html html_;
};

}  // namespace

std::string ShadowPage(const ShadowReport& report, PageLanguage language) {
  return Page(report, language).Write();
}

}  // namespace evenhand::even
