#include "page/access_speech.h"

#include "page/fill.h"
#include "page/locale.h"
#include "page/service_name.h"

namespace evenhand::page {

using enum AccessWord;

AccessSpeech::AccessSpeech(std::string_view language, const access::ServiceList& services)
    : frame_(FrameLanguage(language)), services_(services) {}

std::string AccessSpeech::Service(std::string_view id) const {
  return ServiceName(frame_, id, services_);
}

std::string AccessSpeech::Day(access::Day day) const {
  return DateIn(language(), access::Time(day));
}

std::string AccessSpeech::Days(const access::DayPair& days) const {
  if (days.is_exact()) return Day(days.earliest);
  return Fill(Say(kBetween), Day(days.earliest), Day(days.latest));
}

std::string AccessSpeech::Since(const access::Beginning& from) const {
  if (from.earliest && from.latest) return Days({*from.earliest, *from.latest});
  if (from.is_unknown()) return std::string(Say(kUnknownDay));
  return from.earliest ? Day(*from.earliest) + " …" : "… " + Day(*from.latest);
}

std::string AccessSpeech::Status(const access::Entry& entry) const {
  std::string status(Say(WordOf(entry.status)));
  if (entry.status == access::Status::kEnded)
    status += " (" + std::string(Say(WordOf(entry.grade))) + ")";
  return status;
}

std::string AccessSpeech::Doubt(const access::Answer& answer) const {
  using enum access::Doubt;
  switch (answer.doubt) {
    case kNone:
      return {};
    case kImprecise:
      return Fill(Say(kPerhaps), Say(kDoubtImprecise));
    case kStale:
      return Fill(Say(kPerhaps), Say(kDoubtStale));
    case kContested:
      return Fill(Say(kPerhaps), Say(kDoubtContested));
  }
  return {};
}

}  // namespace evenhand::page
