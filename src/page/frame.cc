#include "page/frame.h"

#include "page/locale.h"

namespace evenhand::page {
namespace {

constexpr std::size_t kMaxStyleBytes = 1'500;

// Said twice, a family has the size that is asked for: said once, browsers take 13/16 of it.
constexpr std::string_view kStyle =
    ":root{color-scheme:light dark;--p:#fff;--t:#1d2228;--s:#4b535d;--c:#f5f6f8;--l:#d3d8de;"
    "--a:#0a4a8c;--g:#8a1f11}"
    "@media(prefers-color-scheme:dark){:root{--p:#14171b;--t:#eceef1;--s:#b9c0c9;--c:#1d2126;"
    "--l:#3b424b;--a:#a5cdff;--g:#ffb4a6}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--p);color:var(--t);font:1.0625em/1.65 system-ui,sans-serif;"
    "overflow-wrap:anywhere}"
    "body>*{max-width:46rem;margin:0 auto;padding:0 1.1rem}"
    "h1{font-size:1.9em;line-height:1.25;margin:1.2rem 0 .4rem}"
    "h2{font-size:1.35em;margin:3rem 0 .8rem}h3{font-size:1.08em;margin:0}"
    "h3+p{margin:.2rem 0 0}"
    "h4{font-size:1em;margin:1.2rem 0 0;padding:1rem 0 0;border-block-start:1px solid var(--l)}"
    "code,pre{font:1em "
    "monospace,monospace}pre{white-space:pre-wrap}time[dir]{white-space:nowrap}a{color:var(--a)}"
    "nav a{display:inline-block;padding:.55rem 0;margin-inline-end:1.4rem}"
    ".s,footer{color:var(--s);font-weight:400}footer{padding-block:1rem 3rem}"
    "article{background:var(--c);border-inline-start:.3rem solid var(--l);border-radius:.4rem;"
    "padding:1rem;margin:0 0 1.2rem}svg{max-width:30rem}"
    ".grave{border-color:var(--g)}dl{margin:.8rem 0 0}dt{color:var(--s)}dd{margin:0 0 .6rem}"
    "@media(min-width:36rem){dl{display:grid;grid:auto/11rem 1fr;gap:0 1rem}}"
    "ul{margin:.2rem 0;padding-inline-start:1.2rem}"
    "table{border-spacing:0;width:100%;margin:.6rem 0 1.6rem}"
    "caption,th,td{text-align:start}caption{font-weight:700}"
    "th,td{vertical-align:top;padding:.55rem 0;padding-inline-end:.8rem;overflow-wrap:break-word;"
    "border-block-end:1px solid var(--l)}";
static_assert(kStyle.size() <= kMaxStyleBytes);

// The same look for pages with a form, where nothing is a table.
constexpr std::string_view kFormStyle =
    ":root{color-scheme:light "
    "dark;--p:#fff;--t:#1d2228;--s:#4b535d;--l:#767e88;--a:#0a4a8c;--g:#8a1f11}"
    "@media(prefers-color-scheme:dark){:root{--p:#14171b;--t:#eceef1;--s:#b9c0c9;--l:#8a939d;--a:#"
    "a5cdff;--g:#ffb4a6}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--p);color:var(--t);font:1.0625em/1.65 "
    "system-ui,sans-serif;overflow-wrap:anywhere}"
    "body>*{max-width:46rem;margin:0 auto;padding:0 1.1rem}"
    "h1{font-size:1.9em;line-height:1.25;margin:1.2rem 0 .4rem}"
    "h2{font-size:1.35em;margin:2.2rem 0 .6rem}"
    "code,pre{font:1em "
    "monospace,monospace}pre{white-space:pre-wrap}.t{font:inherit}.n,time:not([datetime]){white-"
    "space:"
    "nowrap}"
    "a{color:var(--a)}"
    "nav a{display:inline-block;padding:.55rem 0;margin-inline-end:1.4rem}"
    ".s,footer{color:var(--s)}footer{padding-block:1rem 3rem}.s{margin:.2rem 0 0}"
    ".g{border-inline-start:.3rem solid var(--g);padding-inline-start:.8rem}"
    "label{display:block;font-weight:bold;margin:1.2rem 0 .3rem}"
    "input,select,textarea,button{font:inherit;color:inherit;background:var(--p);width:100%;"
    "min-height:2.75rem;padding:.4rem .6rem;border:1px solid var(--l);border-radius:.3rem}"
    "button{margin:1.4rem 0 0;background:var(--a);border-color:var(--a);color:var(--p);"
    "font-weight:bold}"
    "ul{margin:.2rem 0;padding-inline-start:1.2rem}"
    "article{border-inline-start:.3rem solid var(--l);padding-inline-start:.8rem;margin:0 0 1.2rem}"
    "h3{font-size:1.08em;margin:0}dl{margin:.6rem 0 0}dt{color:var(--s)}dd{margin:0 0 .6rem}";
static_assert(kFormStyle.size() <= kMaxStyleBytes);

}  // namespace

std::string PageFile(std::string_view language) { return std::string(language) + ".html"; }

std::string_view StyleSheet() { return kStyle; }
std::string_view FormStyleSheet() { return kFormStyle; }

void OpenPage(Html* html, std::string_view title, std::string_view language,
              const std::vector<std::string>& languages) {
  Around around;
  for (const std::string& other : languages) {
    if (other != language)
      around.languages.push_back({NameOfLanguage(other), PageFile(other), other});
  }
  OpenPage(html, title, language, around);
}

void OpenPage(Html* html, std::string_view title, std::string_view language, const Around& around) {
  html->Open("html", {{"lang", language}, {"dir", DirectionOf(language)}}).Open("head");
  html->Empty("meta", {{"charset", "utf-8"}});
  html->Empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  // Without it a browser asks for /favicon.ico.
  html->Empty("link", {{"rel", "icon"}, {"href", "data:,"}});
  html->Element("title", title).Style(around.has_form ? kFormStyle : kStyle).Close().Open("body");
  if (!around.languages.empty()) {
    html->Open("nav", {{"aria-label", Say(FrameLanguage(language), Word::kLanguages)}});
    for (const Link& link : around.languages) {
      html->Element("a", link.text,
                    {{"href", link.href}, {"hreflang", link.language}, {"lang", link.language}});
      // For text browsers, which have no margins.
      html->Text(" ");
    }
    html->Close();
  }
  if (!around.site.empty()) {
    html->Open("nav", {{"aria-label", Say(FrameLanguage(language), Word::kSite)}});
    for (const Link& link : around.site) {
      html->Element("a", link.text, {{"href", link.href}}).Text(" ");
    }
    html->Close();
  }
  html->Open("main");
}

std::string ClosePage(Html* html, std::string_view footer) {
  html->Close().Element("footer", footer).Close().Close();
  return "<!doctype html>\n" + html->text();
}

std::string ClosePage(Html* html, Language frame) {
  return ClosePage(html, Say(frame, Word::kFooter));
}

std::string LanguageIndex(std::string_view title, const std::vector<std::string>& languages) {
  Html html;
  const std::string_view first =
      languages.empty() ? std::string_view("en") : std::string_view(languages.front());
  OpenPage(&html, title, first, Around{});
  html.Element("h1", title).Open("ul");
  for (const std::string& language : languages) {
    html.Open("li").Element(
        "a", NameOfLanguage(language),
        {{"href", PageFile(language)}, {"hreflang", language}, {"lang", language}});
    html.Close();
  }
  html.Close();
  return ClosePage(&html, FrameLanguage(first));
}

std::string Isolated(std::string_view text) { return "\u2068" + std::string(text) + "\u2069"; }

}  // namespace evenhand::page
