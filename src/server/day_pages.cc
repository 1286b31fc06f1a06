#include "page/access_day.h"
#include "server/form_writer.h"
#include "server/pages.h"

namespace evenhand::server {
namespace {

using enum Word;

// The same page in the other languages, and as text; `query` is that of the day that is shown.
page::Around AroundDay(const PageFrame& frame, const page::AccessPlace& place,
                       const std::string& query) {
  page::Around around;
  const std::string up(place.Up()), name = place.Name();
  for (const std::string& other : *frame.languages) {
    if (other != frame.language)
      around.languages.push_back(
          {page::NameOfLanguage(other), up + "../" + other + "/" + name + ".html" + query, other});
  }
  const page::Language language = page::FrameLanguage(frame.language);
  around.site.push_back({std::string(Say(language, kHome)), up + "index.html"});
  around.site.push_back({std::string(Say(language, kPlainText)), up + name + ".txt" + query});
  return around;
}

void WriteField(FormWriter* page, const page::AccessPlace& place, std::string_view typed) {
  page->OpenQuestion(place.Name());
  page->Line("at", kDay, typed);
  page->Small(page->Say(kDayHint));
  page->Button(kShow);
}

}  // namespace

std::string DayFormHtml(const PageFrame& frame, const page::KnownAccess& known) {
  FormWriter page(frame, page::AccessStatesTitle(frame.language), AroundDay(frame, {}, ""));
  WriteField(&page, {}, "");
  page::WriteAccessStates(known, page::AccessPlace().Name(), frame.language, &page.html());
  return page.Finish();
}

std::string DayHtml(const PageFrame& frame, const page::KnownAccess& known,
                    const page::AccessDay& asked, std::size_t sheet) {
  const std::string text = access::FormatDay(asked.day);
  FormWriter page(frame, page::AccessDayTitle(asked, frame.language),
                  AroundDay(frame, asked.place, "?at=" + text));
  page::WriteAccessDay(known, asked, sheet, frame.language, &page.html());
  WriteField(&page, asked.place, text);
  return page.Finish();
}

std::string DayRefusedHtml(const PageFrame& frame, const page::AccessPlace& place,
                           std::string_view typed) {
  FormWriter page(frame, Say(page::FrameLanguage(frame.language), kNoDay),
                  AroundDay(frame, place, ""));
  page.Problem(page.Say(kNoDayNote));
  WriteField(&page, place, typed);
  return page.Finish();
}

std::string WithDayField(const PageFrame& frame, const page::AccessPlace& place,
                         std::string published) {
  constexpr std::string_view kHeading = "</h1>\n";
  // The sheet that knows how fields look; a page may have one, which the policy sent with it names.
  const std::string style = std::string(page::StyleSheet()) + "</style>";
  const std::size_t sheet = published.find(style), heading = published.find(kHeading);
  if (sheet == published.npos || heading == published.npos || heading < sheet) return published;
  FormWriter field(frame);
  WriteField(&field, place, "");
  published.insert(heading + kHeading.size(), field.html().text());
  published.replace(sheet, page::StyleSheet().size(), page::FormStyleSheet());
  return published;
}

}  // namespace evenhand::server
