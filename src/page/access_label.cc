#include "page/access_label.h"

#include <fmt/format.h>

#include "page/fill.h"
#include "page/frame.h"
#include "page/locale.h"
#include "page/words.h"

namespace evenhand::page {
namespace {

using access::Beginning;
using access::Certainty;
using access::Day;
using access::DayPair;

// {} of a sentence: the state; then, where it says so, a number or days.
struct Sentences {
  std::string_view limits, last_seen, never_seen;
  std::string_view since, since_unknown, between, or_later, or_earlier;
  std::string_view source, sources;
};

constexpr Sentences kEnglish = {
    "The government of {} limits this service for people there {}.",
    "The government of {} was last reported to limit this service on {}.",
    "The government of {} was last reported to limit this service.",
    "since {}",
    "since an unknown day",
    "since a day between {} and {}",
    "since {} or later",
    "since {} or earlier",
    "1 source.",
    "{} sources."};
constexpr Sentences kPersian = {
    "دولت {} این سرویس را برای مردم آنجا {} محدود کرده است.",
    "آخرین گزارش از محدود بودن این سرویس به دست دولت {} از {} است.",
    "گزارش شده بود که دولت {} این سرویس را محدود می‌کند.",
    "از {}",
    "از روزی نامعلوم",
    "از روزی میان {} و {}",
    "از {} یا پس از آن",
    "از {} یا پیش از آن",
    "۱ منبع.",
    "{} منبع."};
constexpr Sentences kArabic = {"حكومة {} تقيّد هذه الخدمة على الناس هناك {}.",
                               "آخر ما أُبلغ عن تقييد حكومة {} لهذه الخدمة كان في {}.",
                               "أُبلغ سابقًا أن حكومة {} تقيّد هذه الخدمة.",
                               "منذ {}",
                               "منذ يوم غير معروف",
                               "منذ يوم بين {} و{}",
                               "منذ {} أو بعده",
                               "منذ {} أو قبله",
                               "مصدر واحد.",
                               "عدد المصادر: {}."};
constexpr Sentences kRussian = {
    "{}: государство ограничивает эту службу для людей там {}.",
    "{}: об ограничении этой службы государством в последний раз сообщали {}.",
    "{}: ранее сообщали, что государство ограничивает эту службу.",
    "с {}",
    "с неизвестного дня",
    "с какого-то дня между {} и {}",
    "с {} или позже",
    "с {} или раньше",
    "Источник: 1.",
    "Источников: {}."};
constexpr Sentences kSpanish = {
    "El Gobierno de {} limita este servicio a la población de allí {}.",
    "La última noticia de que el Gobierno de {} limita este servicio es del {}.",
    "Se informó de que el Gobierno de {} limita este servicio.",
    "desde el {}",
    "desde un día desconocido",
    "desde un día entre el {} y el {}",
    "desde el {} o después",
    "desde el {} o antes",
    "1 fuente.",
    "{} fuentes."};

const Sentences& SentencesIn(Language language) {
  switch (language) {
    case Language::kEnglish:
      return kEnglish;
    case Language::kPersian:
      return kPersian;
    case Language::kArabic:
      return kArabic;
    case Language::kRussian:
      return kRussian;
    case Language::kSpanish:
      return kSpanish;
  }
  return kEnglish;
}

class Sentence {
 public:
  explicit Sentence(std::string_view language)
      : language_(FrameLanguage(language)), said_(SentencesIn(language_)) {}

  std::string Write(const access::AnswerRow& closed, std::size_t sources) const {
    const std::string state = NameOfState(Tag(language_), closed.entry->state);
    if (closed.answer.certainty == Certainty::kYes) {
      return Fill(said_.limits, state, Since(closed.entry->from)) + " " +
             (sources == 1 ? std::string(said_.source)
                           : Fill(said_.sources,
                                  NumberIn(Tag(language_), static_cast<std::int64_t>(sources))));
    }
    return closed.entry->seen ? Fill(said_.last_seen, state, Days(*closed.entry->seen))
                              : Fill(said_.never_seen, state);
  }

 private:
  std::string DayText(Day day) const {
    if (language_ == Language::kPersian) return DateIn(Tag(language_), access::Time(day));
    const std::string iso = access::FormatDay(day);
    return language_ == Language::kArabic ? Isolated(iso) : iso;
  }

  std::string Days(const DayPair& days) const {
    return days.is_exact() ? DayText(days.earliest)
                           : DayText(days.earliest) + " – " + DayText(days.latest);
  }

  std::string Since(const Beginning& from) const {
    if (from.is_unknown()) return std::string(said_.since_unknown);
    if (!from.latest) return Fill(said_.or_later, DayText(*from.earliest));
    if (!from.earliest) return Fill(said_.or_earlier, DayText(*from.latest));
    if (from.earliest == from.latest) return Fill(said_.since, DayText(*from.latest));
    return Fill(said_.between, DayText(*from.earliest), DayText(*from.latest));
  }

  Language language_;
  const Sentences& said_;
};

}  // namespace

std::string AccessLabel(const access::AnswerRow& closed, std::size_t sources,
                        std::string_view language) {
  if (closed.entry == nullptr || closed.answer.certainty == Certainty::kNo) return {};
  return Sentence(language).Write(closed, sources);
}

}  // namespace evenhand::page
