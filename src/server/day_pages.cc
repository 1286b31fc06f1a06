#include "page/access_day.h"
#include "server/form_writer.h"
#include "server/pages.h"

namespace evenhand::server {
namespace {

using enum Word;

constexpr std::string_view kName = "asymmetry";

// The same page in the other languages, and as text; `query` is that of the day that is shown.
page::Around AroundDay(const PageFrame& frame, const std::string& query) {
  page::Around around;
  for (const std::string& other : *frame.languages) {
    if (other != frame.language)
      around.languages.push_back({page::NameOfLanguage(other),
                                  "../" + other + "/" + std::string(kName) + ".html" + query,
                                  other});
  }
  const page::Language language = page::FrameLanguage(frame.language);
  around.site.push_back({std::string(Say(language, kHome)), "index.html"});
  around.site.push_back(
      {std::string(Say(language, kPlainText)), std::string(kName) + ".txt" + query});
  return around;
}

void WriteField(FormWriter* page, std::string_view typed) {
  page->OpenQuestion(kName);
  page->Line("at", kDay, typed);
  page->Small(page->Say(kDayHint));
  page->Button(kShow);
}

}  // namespace

std::string DayFormHtml(const PageFrame& frame, const page::KnownAccess& known) {
  FormWriter page(frame, page::AccessStatesTitle(frame.language), AroundDay(frame, ""));
  WriteField(&page, "");
  page::WriteAccessStates(known, kName, frame.language, &page.html());
  return page.Finish();
}

std::string DayHtml(const PageFrame& frame, const page::KnownAccess& known, access::Day day,
                    std::size_t sheet) {
  const std::string text = access::FormatDay(day);
  FormWriter page(frame, page::AccessDayTitle(day, frame.language),
                  AroundDay(frame, "?at=" + text));
  page::WriteAccessDay(known, day, sheet, frame.language, &page.html());
  WriteField(&page, text);
  return page.Finish();
}

std::string DayRefusedHtml(const PageFrame& frame, std::string_view typed) {
  FormWriter page(frame, Say(page::FrameLanguage(frame.language), kNoDay), AroundDay(frame, ""));
  page.Problem(page.Say(kNoDayNote));
  WriteField(&page, typed);
  return page.Finish();
}

}  // namespace evenhand::server
