#include "page/access_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "page/frame.h"
#include "page/html.h"
#include "page/locale.h"
#include "page/words.h"
#include "register/answer.h"
#include "register/origins.h"

namespace evenhand::page {
namespace {

using access::AnswerRow;
using access::Certainty;
using access::Day;
using access::DayPair;
using access::Days;
using access::Entry;
using access::Kind;
using access::Status;

enum Said : std::uint8_t {
  kTitleOf, kIntro, kDrawing, kLegendYes, kLegendMaybe, kEntries, kSince, kUnknownDay, kBetween, kOpenAgain, kSeen, kStatus, kOriginsWord, kSourcesWord, kDenied, kPlanned,
  kPlannedNote, kNothingKnown, kBlock, kThrottle, kCalls, kShutdown, kCurfew, kRemovedKind, kReported, kConfirmed, kContested, kEnded, kWithdrawn, kStates, kSaidCount
};

using Sentences = std::array<std::string_view, kSaidCount>;

constexpr Sentences kEnglishSaid = {
    "Limits on access: {}", "Which services the state limits, since when, by which sources. It says nothing about the people there. What is missing here is not open.",
    "Time line from {} to {}: {} services. The list below has the same days.", "limited", "perhaps", "Entries", "Since", "an unknown day", "between {} and {}", "Open again", "Last seen in force",
    "Status", "Origins", "Sources", "The state denies it", "Announced, and shown by nobody", "It answers nothing until a source shows it in force.",
    "Nothing is entered for this state. That is not openness.", "block", "throttling", "calls only", "shutdown", "curfew", "removed from app stores", "reported", "confirmed", "contested", "ended",
    "entered in error, withdrawn", "Who limits which service"};
constexpr Sentences kPersianSaid = {
    "محدودیت‌های دسترسی: {}", "این دولت کدام سرویس‌ها را محدود می‌کند، از کی و به گواهی کدام منابع. دربارهٔ مردم آنجا چیزی نمی‌گوید. آنچه اینجا نیست، باز نیست.",
    "نمودار زمان از {} تا {}: {} سرویس. فهرست زیر همین روزها را دارد.", "محدود", "شاید", "ثبت‌ها", "از", "روزی نامعلوم", "میان {} و {}", "دوباره باز", "آخرین بار که محدود دیده شد",
    "وضعیت", "سرچشمه‌ها", "منابع", "دولت انکار می‌کند", "اعلام‌شده، و کسی نشانش نداده است", "تا منبعی آن را در اجرا نشان ندهد، پاسخی به چیزی نیست.",
    "برای این دولت چیزی ثبت نشده است. این به معنای باز بودن نیست.", "مسدود", "کند کردن", "فقط تماس‌ها", "قطع اینترنت", "قطع ساعتی", "حذف از فروشگاه برنامه‌ها", "گزارش‌شده", "تأییدشده", "مورد اختلاف",
    "پایان‌یافته", "به اشتباه ثبت و پس گرفته شد", "چه کسی کدام سرویس را محدود می‌کند"};
constexpr Sentences kArabicSaid = {
    "قيود الوصول: {}", "أي الخدمات تقيّدها الدولة، ومنذ متى، وبأي مصادر. لا يقول شيئًا عن الناس هناك. ما لا يرد هنا ليس مفتوحًا.",
    "خط زمني من {} إلى {}: {} من الخدمات. القائمة أدناه فيها الأيام نفسها.", "مقيّد", "ربما", "القيود", "منذ", "يوم غير معروف", "بين {} و{}", "فُتح من جديد", "آخر مرة شوهد فيها ساريًا",
    "الحالة", "الأصول", "المصادر", "الدولة تنفي", "أُعلن ولم يُظهره أحد", "لا يجيب عن شيء حتى يُظهره مصدر ساريًا.",
    "لم يُسجَّل شيء لهذه الدولة. وهذا لا يعني الانفتاح.", "حجب", "إبطاء", "المكالمات فقط", "قطع الإنترنت", "قطع بالساعات", "أُزيل من متاجر التطبيقات", "مُبلَّغ عنه", "مؤكَّد", "متنازَع فيه",
    "انتهى", "سُجّل خطأً وسُحب", "من يقيّد أي خدمة"};
constexpr Sentences kRussianSaid = {
    "Ограничения доступа: {}", "Какие службы ограничивает государство, с какого времени и по каким источникам. О людях там здесь ничего нет. Чего здесь нет, то не значит открыто.",
    "Шкала времени с {} по {}: служб — {}. В списке ниже те же дни.", "ограничено", "возможно", "Записи", "С", "неизвестного дня", "между {} и {}", "Снова открыто", "В последний раз замечено",
    "Состояние", "Первоисточники", "Источники", "Государство отрицает", "Объявлено, но никем не показано", "Ни на что не отвечает, пока источник не покажет, что это действует.",
    "Для этого государства записей нет. Это не значит, что всё открыто.", "блокировка", "замедление", "только звонки", "отключение интернета", "отключение по часам", "удалено из магазинов приложений",
    "сообщено", "подтверждено", "оспаривается", "закончилось", "внесено по ошибке, отозвано", "Кто какую службу ограничивает"};
constexpr Sentences kSpanishSaid = {
    "Límites al acceso: {}", "Qué servicios limita el Estado, desde cuándo y según qué fuentes. No dice nada de las personas de allí. Lo que falta aquí no está abierto.",
    "Línea de tiempo de {} a {}: {} servicios. La lista de abajo tiene los mismos días.", "limitado", "quizá", "Entradas", "Desde", "un día desconocido", "entre {} y {}", "Abierto de nuevo",
    "Visto en vigor por última vez", "Estado", "Orígenes", "Fuentes", "El Estado lo niega", "Anunciado, y nadie lo ha mostrado", "No responde a nada hasta que una fuente lo muestre en vigor.",
    "No hay nada registrado para este Estado. Eso no es apertura.", "bloqueo", "ralentización", "solo llamadas", "apagón", "toque de queda", "retirado de las tiendas", "informado", "confirmado",
    "en disputa", "terminado", "registrado por error, retirado", "Quién limita qué servicio"};

const Sentences& SaidIn(Language language) {
  switch (language) {
    case Language::kEnglish: return kEnglishSaid;
    case Language::kPersian: return kPersianSaid;
    case Language::kArabic: return kArabicSaid;
    case Language::kRussian: return kRussianSaid;
    case Language::kSpanish: return kSpanishSaid;
  }
  return kEnglishSaid;
}

Said SaidOf(Kind kind) { return static_cast<Said>(kBlock + static_cast<int>(kind)); }
Said SaidOf(Status status) { return static_cast<Said>(kReported + static_cast<int>(status)); }

// ---- the drawing

// Narrow, so that its words can still be read on a telephone.
constexpr int kWidth = 440, kRow = 30, kBar = 12, kTop = 24;

struct Stretch {
  Day from = {}, to = {};
  Certainty certainty = Certainty::kNo;
};

// One line of the drawing: a service and what is limited of it.
struct Line {
  std::string service;
  Kind kind = Kind::kBlock;
  std::vector<const Entry*> entries;
};

std::vector<Line> LinesOf(const access::Register& known, std::string_view state) {
  std::map<std::tuple<bool, std::string, Kind>, Line> lines;
  for (const Entry& entry : known.entries()) {
    if (entry.state != state || entry.status == Status::kWithdrawn) continue;
    Line& line = lines[{access::IsOutage(entry.kind), entry.service, entry.kind}];
    line.service = entry.service;
    line.kind = entry.kind;
    line.entries.push_back(&entry);
  }
  std::vector<Line> out;
  for (auto& [key, line] : lines) out.push_back(std::move(line));
  return out;
}

struct Years {
  int first = 9999, last = 0;
  Day from() const { return Day(std::chrono::year(first) / 1 / 1); }
  Day to() const { return Day(std::chrono::year(last + 1) / 1 / 1); }
  double At(Day day) const {
    const auto all = static_cast<double>((to() - from()).count());
    return std::clamp(static_cast<double>((day - from()).count()) / all, 0.0, 1.0) * kWidth;
  }
};

Years YearsOf(const std::vector<Line>& lines) {
  Years years;
  const auto take = [&](const std::optional<Day>& day) {
    if (!day) return;
    const int year = static_cast<int>(std::chrono::year_month_day(*day).year());
    years.first = std::min(years.first, year);
    years.last = std::max(years.last, year);
  };
  for (const Line& line : lines) {
    for (const Entry* entry : line.entries) {
      take(entry->from.earliest);
      take(entry->from.latest);
      if (entry->to) take(entry->to->latest);
      if (entry->seen) take(entry->seen->latest);
    }
  }
  return years;
}

std::vector<Stretch> StretchesOf(const Line& line, const Years& years) {
  std::vector<Stretch> stretches;
  for (Day day = years.from(); day < years.to(); day += Days{1}) {
    Certainty certainty = Certainty::kNo;
    for (const Entry* entry : line.entries) certainty = std::max(certainty, access::AnswerOn(*entry, day).certainty);
    if (stretches.empty() || stretches.back().certainty != certainty) stretches.push_back({day, day, certainty});
    stretches.back().to = day + Days{1};
  }
  return stretches;
}

std::string Number(double number) { return fmt::format("{:.1f}", number); }

class Body {
 public:
  Body(const access::Register& known, std::string_view state, std::string_view language, Html* html)
      : known_(known), state_(state), frame_(FrameLanguage(language)), language_(Tag(frame_)), said_(SaidIn(frame_)), html_(*html) {}

  void Write() {
    html_.Element("p", Say_(kIntro), {{"class", "s"}});
    const std::vector<Line> lines = LinesOf(known_, state_);
    if (lines.empty()) {
      html_.Element("p", Say_(kNothingKnown));
    } else {
      Draw(lines);
      html_.Element("h2", Say_(kEntries));
    }
    for (const Entry& entry : known_.entries()) {
      if (entry.state == state_) Show(entry);
    }
    for (const access::Plan& plan : known_.plans()) {
      if (plan.state == state_) Show(plan);
    }
  }

 private:
  std::string_view Say_(Said what) const { return said_[what]; }

  std::string DayText(Day day) const { return DateIn(language_, access::Time(day)); }
  std::string PairText(const DayPair& days) const {
    if (days.is_exact()) return DayText(days.earliest);
    return fmt::format(fmt::runtime(Say_(kBetween)), DayText(days.earliest), DayText(days.latest));
  }
  std::string SinceText(const access::Beginning& from) const {
    if (from.earliest && from.latest) return PairText({*from.earliest, *from.latest});
    if (from.is_unknown()) return std::string(Say_(kUnknownDay));
    return from.earliest ? DayText(*from.earliest) + " …" : "… " + DayText(*from.latest);
  }

  void Draw(const std::vector<Line>& lines) {
    const Years years = YearsOf(lines);
    if (years.first > years.last) return;
    const int height = kTop + kRow * static_cast<int>(lines.size()) + 8;
    const std::string in_words = fmt::format(fmt::runtime(Say_(kDrawing)), years.first, years.last, lines.size());
    // Time runs to the right, so the drawing does not turn with the text.
    html_.Open("svg", {{"viewBox", fmt::format("0 0 {} {}", kWidth, height)}, {"width", "100%"}, {"role", "img"}, {"direction", "ltr"}, {"aria-label", in_words},
                       {"font-size", "13"}, {"fill", "currentColor"}});
    const int step = std::max(1, (years.last - years.first + 1 + 8) / 9);
    for (int year = years.first; year <= years.last; year += step) {
      const std::string x = Number(years.At(Day(std::chrono::year(year) / 1 / 1)));
      html_.Element("text", std::to_string(year), {{"x", x}, {"y", "14"}});
      html_.Empty("path", {{"d", fmt::format("M{} {}V{}", x, kTop - 4, height)}, {"stroke", "currentColor"}, {"stroke-opacity", ".25"}});
    }
    int top = kTop;
    for (const Line& line : lines) {
      html_.Element("text", fmt::format("{} · {}", line.service, Say_(SaidOf(line.kind))), {{"x", "2"}, {"y", std::to_string(top + 12)}});
      for (const Stretch& stretch : StretchesOf(line, years)) {
        if (stretch.certainty == Certainty::kNo) continue;
        const double from = years.At(stretch.from), width = std::max(1.5, years.At(stretch.to) - from);
        html_.Empty("rect", {{"x", Number(from)}, {"y", std::to_string(top + 16)}, {"width", Number(width)}, {"height", std::to_string(kBar)},
                             {"fill-opacity", stretch.certainty == Certainty::kYes ? "1" : ".35"}});
      }
      top += kRow;
    }
    html_.Close();
    html_.Open("p", {{"class", "s"}}).Text("█ ").Text(Say_(kLegendYes)).Text("   ▒ ").Text(Say_(kLegendMaybe)).Close();
  }

  void Term(Said what, std::string_view value) { html_.Element("dt", Say_(what)).Element("dd", value); }

  void Links(Said what, const std::vector<access::Source>& sources) {
    if (sources.empty()) return;
    html_.Element("dt", Say_(what)).Open("dd");
    for (const access::Source& source : sources) {
      const std::size_t host = source.url.find("//") + 2;
      html_.Element("a", source.origin.empty() ? source.url.substr(host, source.url.find('/', host) - host) : source.origin,
                    {{"href", source.url}, {"rel", "noreferrer"}, {"dir", "auto"}});
      html_.Text(" ");
    }
    html_.Close();
  }

  void Notes(const std::map<std::string, std::string, std::less<>>& notes) {
    auto note = notes.find(language_);
    if (note == notes.end()) note = notes.find("en");
    if (note == notes.end()) note = notes.begin();
    if (note != notes.end()) html_.Element("p", note->second, {{"lang", note->first}, {"dir", "auto"}});
  }

  void Heading(std::string_view service, Kind kind) {
    html_.Open("h3").Element("bdi", service).Text(" · ").Text(Say_(SaidOf(kind))).Close();
  }

  void Show(const Entry& entry) {
    html_.Open("article", {{"id", entry.id}});
    Heading(entry.service, entry.kind);
    html_.Open("dl");
    Term(kSince, SinceText(entry.from));
    if (entry.to) Term(kOpenAgain, PairText(*entry.to));
    if (entry.seen) Term(kSeen, PairText(*entry.seen));
    std::string status(Say_(SaidOf(entry.status)));
    if (entry.status == Status::kEnded) status += fmt::format(" ({})", Say_(SaidOf(entry.grade)));
    Term(kStatus, status);
    Term(kOriginsWord, NumberIn(language_, static_cast<std::int64_t>(access::OriginsInForce(entry))));
    Links(kSourcesWord, entry.sources);
    Links(kDenied, entry.denials);
    html_.Close();
    Notes(entry.notes);
    html_.Close();
  }

  void Show(const access::Plan& plan) {
    html_.Open("article");
    Heading(plan.service, plan.kind);
    html_.Element("p", Say_(kPlannedNote)).Open("dl");
    Term(kPlanned, SinceText(plan.from));
    Links(kSourcesWord, plan.sources);
    html_.Close();
    Notes(plan.notes);
    html_.Close();
  }

  const access::Register& known_;
  std::string state_;
  Language frame_;
  std::string language_;
  const Sentences& said_;
  Html& html_;
};

}  // namespace

const std::vector<std::string>& AccessPageLanguages() {
  static const std::vector<std::string> kLanguages = {"en", "fa", "ar", "ru", "es"};
  return kLanguages;
}

std::string AccessTitle(std::string_view state, std::string_view language) {
  const Language frame = FrameLanguage(language);
  return fmt::format(fmt::runtime(SaidIn(frame)[kTitleOf]), NameOfState(Tag(frame), state));
}

void WriteAccess(const access::Register& known, std::string_view state, std::string_view language, Html* html) {
  Body(known, state, language, html).Write();
}

std::string AccessStatesTitle(std::string_view language) {
  return std::string(SaidIn(FrameLanguage(language))[kStates]);
}

void WriteAccessStates(const access::Register& known, std::string_view folder, std::string_view language, Html* html) {
  const Language frame = FrameLanguage(language);
  std::map<std::string, std::int64_t> states;
  for (const Entry& entry : known.entries())
    if (entry.status != Status::kWithdrawn) ++states[entry.state];
  html->Element("p", SaidIn(frame)[kIntro], {{"class", "s"}}).Open("ul");
  for (const auto& [state, entries] : states) {
    html->Open("li").Element("a", NameOfState(Tag(frame), state), {{"href", fmt::format("{}/{}.html", folder, state)}});
    html->Text(" (" + NumberIn(Tag(frame), entries) + ")").Close();
  }
  html->Close();
}

std::string AccessPage(const access::Register& known, std::string_view state, std::string_view language) {
  Html html;
  const Language frame = FrameLanguage(language);
  const std::string title = AccessTitle(state, language);
  OpenPage(&html, title, Tag(frame), AccessPageLanguages());
  html.Element("h1", title);
  WriteAccess(known, state, language, &html);
  return ClosePage(&html, frame);
}

std::string AccessIndex(std::string_view state) {
  return LanguageIndex(fmt::format(fmt::runtime(SaidIn(Language::kEnglish)[kTitleOf]), NameOfState("en", state)), AccessPageLanguages());
}

}  // namespace evenhand::page
