#include "page/wide_page.h"

#include <fmt/format.h>

#include <chrono>

#include "base/utf8.h"
#include "page/locale.h"

namespace evenhand::page {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light "
    "dark;--p:#fff;--t:#1d2228;--s:#4b535d;--c:#f5f6f8;--l:#d3d8de;--a:#0a4a8c}"
    "@media(prefers-color-scheme:dark){:root{--p:#14171b;--t:#eceef1;--s:#b9c0c9;--c:#1d2126;--l:#"
    "3b424b;--a:#a5cdff}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--p);color:var(--t);font:1.0625em/1.6 "
    "system-ui,sans-serif;"
    "overflow-wrap:anywhere}main,footer{max-width:60rem;margin:0 auto;padding:0 1.1rem}"
    "code,pre{font:1em monospace,monospace}pre{white-space:pre-wrap}"
    "h1{font-size:1.9em;line-height:1.25}h2{font-size:1.4em;margin:3rem 0 "
    ".6rem}h3{font-size:1.08em;margin:1.6rem 0 .3rem}"
    ".s,footer,caption{color:var(--s)}footer{padding-block:2rem}a{color:var(--a)}"
    ".note{background:var(--c);border-inline-start:.3rem solid var(--a);padding:.8rem "
    "1rem;border-radius:.4rem}"
    "th{overflow-wrap:normal}.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;"
    "margin:.6rem 0}"
    "th,td{text-align:start;vertical-align:top;padding:.4rem .8rem .4rem 0;padding-inline:0 .8rem;"
    "border-block-end:1px solid var(--l)}td.n{font-variant-numeric:tabular-nums;white-space:nowrap}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.6rem "
    "0}dt{color:var(--s)}dd{margin:0}"
    "@media(max-width:36rem){dl{display:block}dd{margin:0 0 .5rem}}"
    "summary{padding-block:.4rem;color:var(--a)}svg{display:block;margin:.4rem auto;direction:ltr}"
    ".ends{display:flex;justify-content:space-between;max-width:720px;margin:0 "
    "auto}.node{fill:var(--a)}.edge{fill:var(--s)}.tie{stroke:var(--t);stroke-width:"
    "1}.act{stroke:var(--a);stroke-width:1.5;"
    "fill:none}"
    ".pair{display:grid;grid-template-columns:1fr 1fr;gap:0 1rem}.pair>*{margin:0}"
    "article{border-block-start:1px solid "
    "var(--l);margin-block-start:2.2rem;padding-block-start:.2rem}";

}  // namespace

void OpenWidePage(Html* html, std::string_view title, std::string_view language) {
  html->Open("html", {{"lang", language}, {"dir", DirectionOf(language)}}).Open("head");
  html->Empty("meta", {{"charset", "utf-8"}});
  html->Empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html->Empty("link", {{"rel", "icon"}, {"href", "data:,"}});
  html->Element("title", title).Style(kStyle).Close().Open("body").Open("main");
}

std::string CloseWidePage(Html* html, std::string_view footer) {
  html->Close().Element("footer", footer).Close().Close();
  return "<!doctype html>\n" + html->text();
}

std::string TimeText(std::int64_t ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> time{milliseconds(ms)};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(time - day));
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", int(date.year()),
                     unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::string Shortened(std::string_view text, std::size_t most_characters) {
  std::string clean = Sanitized(text);
  const std::size_t end = OffsetOf(clean, most_characters);
  if (end < clean.size()) clean = clean.substr(0, end) + "\u2026";
  return clean;
}

}  // namespace evenhand::page
