#include "page/access_day.h"

#include <algorithm>

#include "page/access_speech.h"
#include "page/fill.h"
#include "page/locale.h"
#include "page/sheets.h"
#include "register/origins.h"

namespace evenhand::page {
namespace {

using enum AccessWord;

void WriteRow(const access::AnswerRow& row, const AccessSpeech& speech, std::string_view up,
              Html* html) {
  const access::Entry& entry = *row.entry;
  html->Open("li")
      .Element("a", NameOfState(speech.language(), entry.state),
               {{"href", std::string(up) + "asymmetry/" + entry.state + ".html"}})
      .Text(" ");
  if (!entry.region.empty()) html->Element("bdi", entry.region).Text(" ");
  html->Text("— ").Element("bdi", speech.Service(entry.service));
  const auto say = [&](std::string_view text) {
    if (!text.empty()) html->Text(" · ").Text(text);
  };
  const auto say_of = [&](AccessWord what, std::string_view text) {
    say(std::string(speech.Say(what)) + ": " + std::string(text));
  };
  say(speech.Say(WordOf(entry.kind)));
  say_of(kSince, speech.Since(entry.from));
  if (entry.seen) say_of(kSeen, speech.Days(*entry.seen));
  say(speech.Status(entry));
  say_of(kOriginsWord,
         NumberIn(speech.language(), static_cast<std::int64_t>(access::OriginsInForce(entry))));
  say(speech.Doubt(row.answer));
  html->Close();
}

std::vector<access::AnswerRow> RowsOf(const KnownAccess& known, const AccessDay& asked) {
  auto rows =
      access::AnswersOn(known.entries->entries(), {.day = asked.day, .state = asked.place.state});
  if (asked.place.outages_only)
    std::erase_if(rows,
                  [](const access::AnswerRow& r) { return !access::IsOutage(r.entry->kind); });
  return rows;
}

}  // namespace

std::string AccessPlace::Name() const {
  return outages_only ? "outages" : state.empty() ? "asymmetry" : "asymmetry/" + state;
}

std::string AccessDayTitle(const AccessDay& asked, std::string_view language) {
  const Language frame = FrameLanguage(language);
  const std::string date = DateIn(Tag(frame), access::Time(asked.day));
  if (asked.place.outages_only) return OutagesTitle(language) + " · " + date;
  if (!asked.place.state.empty()) return AccessTitle(asked.place.state, language) + " · " + date;
  return Fill(SayOfAccess(frame, kOnDay), date);
}

void WriteAccessDay(const KnownAccess& known, const AccessDay& asked, std::size_t number,
                    std::string_view language, Html* html) {
  const AccessSpeech speech(language, *known.services);
  const auto rows = RowsOf(known, asked);
  if (rows.empty()) {
    html->Element("p", Fill(speech.Say(kNothingOnDay),
                            NumberIn(speech.language(),
                                     static_cast<std::int64_t>(known.entries->CountStates()))));
    return;
  }
  html->Element("p", speech.Say(kOnDayIntro), {{"class", "s"}});
  const std::size_t all = (rows.size() + kAccessRowsOnSheet - 1) / kAccessRowsOnSheet;
  number = std::min(number, all - 1);
  const std::size_t first = number * kAccessRowsOnSheet;
  html->Open("ul");
  for (std::size_t i = first; i < std::min(rows.size(), first + kAccessRowsOnSheet); ++i)
    WriteRow(rows[i], speech, asked.place.Up(), html);
  html->Close();
  const std::string page = std::string(asked.place.Up()) + asked.place.Name() + ".html";
  WriteSheetLinks(
      {.number = number, .all = all, .rows = kAccessRowsOnSheet}, speech.language(),
      [&](std::size_t sheet) {
        return page + "?at=" + access::FormatDay(asked.day) + "&sheet=" + std::to_string(sheet + 1);
      },
      html);
}

}  // namespace evenhand::page
