#include "page/access_words.h"

#include <array>

namespace evenhand::page {
namespace {

using enum AccessWord;

using Sentences = std::array<std::string_view, static_cast<std::size_t>(kSaidCount)>;

// By hand: the tool takes Persian letters for wider than they are and breaks lines word by word.
// clang-format off
constexpr Sentences kEnglishSaid = {
    "Limits on access: {}",
    "Which services the state limits, since when, by which sources. It says nothing about the "
    "people there. What is missing here is not open.",
    "Time line from {} to {}: {} services. The list below has the same days.",
    "limited",
    "perhaps",
    "Entries",
    "Since",
    "an unknown day",
    "between {} and {}",
    "Open again",
    "Last seen in force",
    "Status",
    "Origins",
    "Sources",
    "The state denies it",
    "Announced, and shown by nobody",
    "It answers nothing until a source shows it in force.",
    "Nothing is entered for this state. That is not openness.",
    "block",
    "throttling",
    "calls only",
    "shutdown",
    "curfew",
    "removed from app stores",
    "reported",
    "confirmed",
    "contested",
    "ended",
    "entered in error, withdrawn",
    "Who limits which service",
    "Outages",
    "Days on which a state shut the internet off, or cut it for hours. They do not count against "
    "the time to appeal of those who were cut off: say so when you appeal; nobody asks for proof.",
    "No outage is entered. That is not openness.",
    "internet",
    "mobile internet",
    "Who limits which service on {}",
    "What the register says of this day, by what is known now. It says nothing about the people "
    "there.",
    "Nothing is entered for this day. The register covers {} states; what is missing here is not "
    "open.",
    "perhaps: {}",
    "the day is not known exactly",
    "nobody has seen it in force for long",
    "contested",
    "Challenge this entry",
    "Challenged on {}",
    "to be answered by {}",
    "upheld",
    "not upheld",
    "{} challenges in all; register/changes.jsonl has every one."};
constexpr Sentences kPersianSaid = {
    "محدودیت‌های دسترسی: {}",
    "این دولت کدام سرویس‌ها را محدود می‌کند، از کی و به گواهی کدام منابع. دربارهٔ مردم آنجا چیزی "
    "نمی‌گوید. آنچه اینجا نیست، باز نیست.",
    "نمودار زمان از {} تا {}: {} سرویس. فهرست زیر همین روزها را دارد.",
    "محدود",
    "شاید",
    "ثبت‌ها",
    "از",
    "روزی نامعلوم",
    "میان {} و {}",
    "دوباره باز",
    "آخرین بار که محدود دیده شد",
    "وضعیت",
    "سرچشمه‌ها",
    "منابع",
    "دولت انکار می‌کند",
    "اعلام‌شده، و کسی نشانش نداده است",
    "تا منبعی آن را در اجرا نشان ندهد، پاسخی به چیزی نیست.",
    "برای این دولت چیزی ثبت نشده است. این به معنای باز بودن نیست.",
    "مسدود",
    "کند کردن",
    "فقط تماس‌ها",
    "قطع اینترنت",
    "قطع ساعتی",
    "حذف از فروشگاه برنامه‌ها",
    "گزارش‌شده",
    "تأییدشده",
    "مورد اختلاف",
    "پایان‌یافته",
    "به اشتباه ثبت و پس گرفته شد",
    "چه کسی کدام سرویس را محدود می‌کند",
    "قطعی‌های اینترنت",
    "روزهایی که دولتی اینترنت را بست یا ساعت‌ها برید. این روزها از زمان اعتراض کسی که ارتباطش قطع "
    "بوده کم نمی‌شود: هنگام اعتراض بگویید؛ کسی مدرک نمی‌خواهد.",
    "هیچ قطعی ثبت نشده است. این به معنای باز بودن نیست.",
    "اینترنت",
    "اینترنت موبایل",
    "چه کسی در {} کدام سرویس را محدود می‌کند",
    "آنچه دفتر ثبت، با دانستهٔ امروز، دربارهٔ این روز می‌گوید. دربارهٔ مردم آنجا چیزی نمی‌گوید.",
    "برای این روز چیزی ثبت نشده است. این دفتر {} دولت را در بر دارد؛ آنچه اینجا نیست، باز نیست.",
    "شاید: {}",
    "روز دقیقش معلوم نیست",
    "مدتی است کسی آن را در اجرا ندیده است",
    "مورد اختلاف",
    "ایراد به این ثبت",
    "ایراد در {}",
    "پاسخ تا {}",
    "پذیرفته شد",
    "پذیرفته نشد",
    "روی هم {} ایراد؛ همه در \u2066register/changes.jsonl\u2069 است."};
constexpr Sentences kArabicSaid = {
    "قيود الوصول: {}",
    "أي الخدمات تقيّدها الدولة، ومنذ متى، وبأي مصادر. لا يقول شيئًا عن الناس هناك. ما لا يرد هنا "
    "ليس مفتوحًا.",
    "خط زمني من {} إلى {}: {} من الخدمات. القائمة أدناه فيها الأيام نفسها.",
    "مقيّد",
    "ربما",
    "القيود",
    "منذ",
    "يوم غير معروف",
    "بين {} و{}",
    "فُتح من جديد",
    "آخر مرة شوهد فيها ساريًا",
    "الحالة",
    "الأصول",
    "المصادر",
    "الدولة تنفي",
    "أُعلن ولم يُظهره أحد",
    "لا يجيب عن شيء حتى يُظهره مصدر ساريًا.",
    "لم يُسجَّل شيء لهذه الدولة. وهذا لا يعني الانفتاح.",
    "حجب",
    "إبطاء",
    "المكالمات فقط",
    "قطع الإنترنت",
    "قطع بالساعات",
    "أُزيل من متاجر التطبيقات",
    "مُبلَّغ عنه",
    "مؤكَّد",
    "متنازَع فيه",
    "انتهى",
    "سُجّل خطأً وسُحب",
    "من يقيّد أي خدمة",
    "انقطاعات الإنترنت",
    "أيام أغلقت فيها دولة الإنترنت أو قطعته ساعات. لا تُحسب من مدة اعتراض من انقطع: قل ذلك عند "
    "الاعتراض، ولا أحد يطلب دليلًا.",
    "لم يُسجَّل أي انقطاع. وهذا لا يعني الانفتاح.",
    "الإنترنت",
    "إنترنت الهاتف المحمول",
    "من يقيّد أي خدمة في {}",
    "ما يقوله السجل عن هذا اليوم، بحسب المعروف الآن. لا يقول شيئًا عن الناس هناك.",
    "لم يُسجَّل شيء لهذا اليوم. يشمل السجل {} من الدول؛ ما لا يرد هنا ليس مفتوحًا.",
    "ربما: {}",
    "اليوم غير معروف بدقة",
    "لم يره أحد ساريًا منذ مدة",
    "متنازَع فيه",
    "الاعتراض على هذا القيد",
    "اعتراض في {}",
    "الجواب حتى {}",
    "قُبل",
    "لم يُقبل",
    "الاعتراضات كلها: {}؛ وهي جميعًا في \u2066register/changes.jsonl\u2069."};
constexpr Sentences kRussianSaid = {
    "Ограничения доступа: {}",
    "Какие службы ограничивает государство, с какого времени и по каким источникам. О людях там "
    "здесь ничего нет. Чего здесь нет, то не значит открыто.",
    "Шкала времени с {} по {}: служб — {}. В списке ниже те же дни.",
    "ограничено",
    "возможно",
    "Записи",
    "С",
    "неизвестного дня",
    "между {} и {}",
    "Снова открыто",
    "В последний раз замечено",
    "Состояние",
    "Первоисточники",
    "Источники",
    "Государство отрицает",
    "Объявлено, но никем не показано",
    "Ни на что не отвечает, пока источник не покажет, что это действует.",
    "Для этого государства записей нет. Это не значит, что всё открыто.",
    "блокировка",
    "замедление",
    "только звонки",
    "отключение интернета",
    "отключение по часам",
    "удалено из магазинов приложений",
    "сообщено",
    "подтверждено",
    "оспаривается",
    "закончилось",
    "внесено по ошибке, отозвано",
    "Кто какую службу ограничивает",
    "Отключения интернета",
    "Дни, когда государство отключало интернет совсем или на часы. Для тех, кто был отрезан, они "
    "не идут в срок обжалования: скажите об этом в жалобе; доказательств не просят.",
    "Отключений не записано. Это не значит, что всё открыто.",
    "интернет",
    "мобильный интернет",
    "Кто какую службу ограничивает: {}",
    "Что реестр говорит об этом дне по тому, что известно сейчас. О людях там здесь ничего нет.",
    "На этот день записей нет. Государств в реестре: {}; чего здесь нет, то не значит открыто.",
    "возможно: {}",
    "точный день неизвестен",
    "давно никто не видел, что это действует",
    "оспаривается",
    "Оспорить эту статью",
    "Возражение, {}",
    "ответ до {}",
    "принято",
    "не принято",
    "Всего возражений: {}. Все — в register/changes.jsonl."};
constexpr Sentences kSpanishSaid = {
    "Límites al acceso: {}",
    "Qué servicios limita el Estado, desde cuándo y según qué fuentes. No dice nada de las "
    "personas de allí. Lo que falta aquí no está abierto.",
    "Línea de tiempo de {} a {}: {} servicios. La lista de abajo tiene los mismos días.",
    "limitado",
    "quizá",
    "Entradas",
    "Desde",
    "un día desconocido",
    "entre {} y {}",
    "Abierto de nuevo",
    "Visto en vigor por última vez",
    "Estado",
    "Orígenes",
    "Fuentes",
    "El Estado lo niega",
    "Anunciado, y nadie lo ha mostrado",
    "No responde a nada hasta que una fuente lo muestre en vigor.",
    "No hay nada registrado para este Estado. Eso no es apertura.",
    "bloqueo",
    "ralentización",
    "solo llamadas",
    "apagón",
    "toque de queda",
    "retirado de las tiendas",
    "informado",
    "confirmado",
    "en disputa",
    "terminado",
    "registrado por error, retirado",
    "Quién limita qué servicio",
    "Apagones de internet",
    "Días en que un Estado cerró internet o lo cortó durante horas. No cuentan en el plazo para "
    "recurrir de quien quedó incomunicado: dígalo al recurrir; nadie pide pruebas.",
    "No hay ningún apagón registrado. Eso no es apertura.",
    "internet",
    "internet móvil",
    "Quién limita qué servicio el {}",
    "Lo que el registro dice de este día, según lo que se sabe ahora. No dice nada de las "
    "personas de allí.",
    "No hay nada registrado para este día. El registro abarca {} Estados; lo que falta aquí no "
    "está abierto.",
    "quizá: {}",
    "no se sabe el día exacto",
    "hace tiempo que nadie lo ve en vigor",
    "en disputa",
    "Impugnar este asiento",
    "Impugnado el {}",
    "respuesta antes del {}",
    "admitida",
    "no admitida",
    "Impugnaciones en total: {}; todas están en register/changes.jsonl."};
// clang-format on

const Sentences& SaidIn(Language language) {
  switch (language) {
    case Language::kEnglish:
      return kEnglishSaid;
    case Language::kPersian:
      return kPersianSaid;
    case Language::kArabic:
      return kArabicSaid;
    case Language::kRussian:
      return kRussianSaid;
    case Language::kSpanish:
      return kSpanishSaid;
  }
  return kEnglishSaid;
}

}  // namespace

std::string_view SayOfAccess(Language language, AccessWord word) {
  return SaidIn(language)[static_cast<std::size_t>(word)];
}

// Both stand in the order of the register.
AccessWord WordOf(access::Kind kind) {
  return static_cast<AccessWord>(static_cast<int>(kBlock) + static_cast<int>(kind));
}
AccessWord WordOf(access::Status status) {
  return static_cast<AccessWord>(static_cast<int>(kReported) + static_cast<int>(status));
}

}  // namespace evenhand::page
