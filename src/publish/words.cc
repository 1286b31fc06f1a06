#include "publish/words.h"

#include <array>
#include <iterator>

namespace evenhand::publish {
namespace {

using enum Word;

struct Phrase {
  Word word;
  std::array<std::string_view, 5> in;  // in the order of page::Language
};

// By hand: the tool takes Persian letters for wider than they are and breaks lines word by word.
// clang-format off
constexpr Phrase kPhrases[] = {
    {kHome, {"Start", "آغاز", "البداية", "Начало", "Inicio"}},
    {kPlainText,
     {"As plain text", "به صورت متن ساده", "كنص عادي", "Простым текстом", "Como texto simple"}},
    {kIntro,
     {"The rules of this place, every decision taken under them, and how to answer one. Nothing "
      "here needs an account, and every page is one small file.",
      "قواعد اینجا، هر تصمیمی که بر پایهٔ آن‌ها گرفته شده، و راه پاسخ دادن به آن. هیچ‌چیز در اینجا "
      "حساب نمی‌خواهد و هر صفحه یک فایل کوچک است.",
      "قواعد هذا المكان، وكل قرار اتُّخذ بموجبها، وكيف يُردّ عليه. لا شيء هنا يحتاج إلى حساب، وكل "
      "صفحة ملف واحد صغير.",
      "Правила этого места, каждое решение по ним и как на него ответить. Учётная запись не "
      "нужна, и каждая страница — один небольшой файл.",
      "Las reglas de este lugar, cada decisión tomada con ellas y cómo responder. Nada de aquí "
      "requiere una cuenta, y cada página es un solo archivo pequeño."}},
    {kCopyOf,
     {"This copy is of {}.", "این نسخه از {} است.", "هذه النسخة بتاريخ {}.", "Эта копия — от {}",
      "Esta copia es del {}."}},
    {kFigures,
     {"{} decisions stand in a record of {} entries.", "{} تصمیم در دفتری با {} ثبت آمده است.",
      "القرارات: {}؛ قيود السجل: {}.", "Решений: {}; записей в журнале: {}.",
      "{} decisiones constan en un registro de {} asientos."}},
    {kUpTo,
     {"The newest is of {}.", "تازه‌ترین: {}.", "الأحدث بتاريخ {}.",
      // A Russian date ends with a stop.
      "Последняя запись: {}", "La más reciente es del {}."}},
    {kRules, {"Rules", "قواعد", "القواعد", "Правила", "Reglas"}},
    {kAboutRules,
     {"the rulebook in force, and every version before it",
      "کتاب قواعد کنونی و همهٔ نسخه‌های پیشین",
      "كتاب القواعد الساري وكل إصدار قبله", "действующий свод и все прежние версии",
      "el reglamento vigente y todas sus versiones anteriores"}},
    {kDecisions, {"Decisions", "تصمیم‌ها", "القرارات", "Решения", "Decisiones"}},
    {kAboutDecisions,
     {"what was done, when, and under which rule; no names",
      "چه شد، کی، و بر پایهٔ کدام قاعده؛ بی‌نام",
      "ما الذي جرى ومتى وبأي قاعدة، بلا أسماء", "что, когда и по какому правилу сделано; без имён",
      "qué se hizo, cuándo y con qué regla; sin nombres"}},
    {kRecord, {"Record", "دفتر", "السجل", "Журнал", "Registro"}},
    {kAboutRecord,
     {"the signed log that shows that nothing was changed afterwards",
      "دفتر امضاشده که نشان می‌دهد چیزی بعداً عوض نشده",
      "السجل الموقّع الذي يبيّن أن شيئًا لم يتغيّر لاحقًا",
      "подписанный журнал: видно, что задним числом ничего не меняли",
      "el registro firmado que muestra que nada se cambió después"}},
    {kNetworks, {"Networks", "شبکه‌ها", "الشبكات", "Сети", "Redes"}},
    {kAboutNetworks,
     {"operations that were found, with their evidence",
      "عملیات‌های یافته‌شده و مدرک آن‌ها",
      "العمليات المكتشفة وأدلتها", "выявленные операции и доказательства",
      "operaciones descubiertas, con sus pruebas"}},
    {kReport, {"Report", "گزارش", "الإبلاغ", "Пожаловаться", "Denunciar"}},
    {kAboutReport,
     {"report a post", "گزارش یک مطلب", "الإبلاغ عن منشور", "сообщить о записи",
      "denunciar una publicación"}},
    {kAppeal, {"Appeal", "اعتراض", "الاعتراض", "Обжаловать", "Recurrir"}},
    {kAboutAppeal,
     {"answer a decision, also without a line", "پاسخ به یک تصمیم، حتی بدون اینترنت",
      "الرد على قرار، حتى دون اتصال", "ответить на решение, в том числе без связи",
      "responder a una decisión, también sin conexión"}},
    {kOffline, {"Offline", "بدون اینترنت", "دون اتصال", "Без сети", "Sin conexión"}},
    {kAboutOffline,
     {"all of this as one file, to pass on",
      "همهٔ این‌ها در یک فایل، برای دست به دست کردن",
      "كل هذا في ملف واحد يُتناقل", "всё это одним файлом, чтобы передавать",
      "todo esto en un solo archivo, para pasarlo"}},
    {kCheck, {"Check", "وارسی", "التحقق", "Проверка", "Comprobar"}},
    {kAboutCheck,
     {"how to verify it with tools that anyone has", "راه وارسی با ابزارهایی که همه دارند",
      "كيف تتحقق بأدوات متاحة للجميع", "как проверить общедоступными средствами",
      "cómo verificarlo con herramientas al alcance de todos"}},
    {kWays, {"Ways in", "راه‌ها", "الطرق", "Адреса", "Accesos"}},
    {kAboutWays,
     {"other addresses of this site, signed",
      "نشانی‌های دیگر این سایت، با امضا",
      "عناوين أخرى لهذا الموقع، موقّعة", "другие адреса этого сайта, с подписью",
      "otras direcciones de este sitio, firmadas"}},

    {kInForce, {"in force", "در اعتبار", "سارٍ", "действует", "vigente"}},
    {kNotYet,
     {"not in force yet", "هنوز در اعتبار نیست", "لم يسرِ بعد", "ещё не действует",
      "aún no vigente"}},
    {kEarlier,
     {"earlier version", "نسخهٔ پیشین", "إصدار سابق", "прежняя версия", "versión anterior"}},
    {kOnPages, {"on {} pages", "در {} صفحه", "في {} صفحات", "на страницах: {}", "en {} páginas"}},
    {kNoRules,
     {"No rulebook is published yet.", "هنوز کتاب قواعدی منتشر نشده است.",
      "لم يُنشر أي كتاب قواعد بعد.", "Свод правил ещё не опубликован.",
      "Aún no se ha publicado ningún reglamento."}},
    {kRuleVersions,
     {"Its versions", "نسخه‌های آن", "إصداراتها", "Версии правила", "Sus versiones"}},

    {kDecisionsNote,
     {"In the order of the record, {} on a page. Whom a decision is about is not public; its "
      "statement of reasons, which the person has, names its number here.",
      "به ترتیب دفتر، هر صفحه {} تصمیم. این‌که تصمیم دربارهٔ کیست همگانی نیست؛ بیانیهٔ دلایل، که نزد "
      "خود شخص است، شمارهٔ آن را در اینجا می‌گوید.",
      "بترتيب السجل، {} في الصفحة. لا يُعلن عمّن يخصّه القرار؛ وبيان الأسباب الذي لدى الشخص يذكر "
      "رقمه هنا.",
      "В порядке журнала, по {} на странице. О ком решение, не публикуется; его номер здесь "
      "указан в изложении оснований, которое есть у самого человека.",
      "En el orden del registro, {} por página. A quién se refiere una decisión no es público; la "
      "exposición de motivos, que tiene la persona, indica su número aquí."}},
    {kNoDecisions,
     {"No decision has been taken yet.", "هنوز تصمیمی گرفته نشده است.", "لم يُتخذ أي قرار بعد.",
      "Решений пока нет.", "Aún no se ha tomado ninguna decisión."}},
    {kNewestPage,
     {"The newest", "تازه‌ترین‌ها", "الأحدث", "Последние", "Las más recientes"}},
    {kFirstPage, {"The first", "نخستین‌ها", "الأولى", "Первые", "Las primeras"}},
    {kPage, {"Page {}", "صفحهٔ {}", "الصفحة {}", "Страница {}", "Página {}"}},
    {kPageOf,
     {"Decisions, page {}", "تصمیم‌ها، صفحهٔ {}", "القرارات، الصفحة {}",
      "Решения, страница {}", "Decisiones, página {}"}},
    {kFromNumber,
     {"from number {}", "از شمارهٔ {}", "من رقم {}", "с номера {}", "desde el número {}"}},
    {kAnyPage,
     {"Pages are called decisions/1.html to decisions/{}.html; a full page changes only when a "
      "decision on it is appealed.",
      "نام صفحه‌ها decisions/1.html تا decisions/{}.html است؛ صفحهٔ پرشده تنها وقتی عوض می‌شود که به "
      "تصمیمی در آن اعتراض شود.",
      "أسماء الصفحات من decisions/1.html إلى decisions/{}.html؛ ولا تتغيّر صفحة مكتملة إلا عند "
      "الاعتراض على قرار فيها.",
      "Страницы называются от decisions/1.html до decisions/{}.html; заполненная меняется, только "
      "когда решение на ней обжалуют.",
      "Las páginas se llaman de decisions/1.html a decisions/{}.html; una página completa solo "
      "cambia cuando se recurre una decisión en ella."}},
    {kPrevious, {"Earlier", "پیش‌تر", "الأقدم", "Раньше", "Anteriores"}},
    {kNext, {"Later", "پس از این", "الأحدث", "Позже", "Posteriores"}},
    {kRule, {"Rule", "قاعده", "القاعدة", "Правило", "Regla"}},
    {kNoRuleBroken,
     {"No rule was broken", "هیچ قاعده‌ای نقض نشده", "لم تُخرق أي قاعدة",
      "Правила не нарушены", "No se infringió ninguna regla"}},
    {kAction, {"Done", "انجام‌شده", "الإجراء", "Сделано", "Medida"}},
    {kInRecord, {"No. {}", "شمارهٔ {}", "رقم {}", "№ {}", "N.º {}"}},
    {kAppealed, {"Appealed {}", "اعتراض {}", "اعتُرض عليه {}", "Обжаловано {}", "Recurrida el {}"}},
    {kAnswered, {"{} on {}", "{} در {}", "{} في {}", "{} {}", "{} el {}"}},
    {kUpheld, {"upheld", "تأیید شد", "أُيّد", "оставлено в силе", "confirmada"}},
    {kOverturned, {"overturned", "لغو شد", "أُلغي", "отменено", "revocada"}},
    {kModified, {"made milder", "سبک‌تر شد", "خُفّف", "смягчено", "suavizada"}},
    {kWithdrawn,
     {"appeal withdrawn", "اعتراض پس گرفته شد", "سُحب الاعتراض", "жалоба отозвана",
      "recurso retirado"}},
    {kLate,
     {"not answered in time", "به‌موقع پاسخ داده نشد", "لم يُجب في الموعد",
      "ответ просрочен", "sin respuesta a tiempo"}},
    {kReferred,
     {"taken to an outside body", "به نهاد بیرونی رفت", "أُحيل إلى جهة خارجية",
      "передано внешнему органу", "llevada a un órgano externo"}},
    {kOutsideUpheld,
     {"upheld by the outside body", "نهاد بیرونی تأیید کرد", "أيّدته الجهة الخارجية",
      "внешний орган согласился", "confirmada por el órgano externo"}},
    {kOutsideOverturned,
     {"not upheld by the outside body", "نهاد بیرونی رد کرد", "لم تؤيّده الجهة الخارجية",
      "внешний орган не согласился", "no confirmada por el órgano externo"}},
    {kClosed, {"closed", "بسته شد", "أُغلق", "закрыто", "cerrada"}},
    {kVoided, {"void", "باطل", "باطل", "недействительно", "sin efecto"}},

    {kRecordNote,
     {"Every decision, appeal and version of the rules is an entry in one log that only grows. "
      "Its newest state is signed:",
      "هر تصمیم، اعتراض و نسخهٔ قواعد یک ثبت در دفتری است که تنها بلندتر می‌شود. تازه‌ترین حال آن "
      "امضا شده است:",
      "كل قرار واعتراض وإصدار للقواعد قيد في سجل واحد لا يزيد إلا طولًا. وأحدث حال له موقّعة:",
      "Каждое решение, жалоба и версия правил — запись в журнале, который только растёт. Его "
      "последнее состояние подписано:",
      "Cada decisión, recurso y versión de las reglas es un asiento en un registro que solo "
      "crece. Su último estado está firmado:"}},
    {kShortRoot, {"In one line", "در یک خط", "في سطر واحد", "Одной строкой", "En una línea"}},
    {kShortRootNote,
     {"Two people who read the same line to each other have the same record.",
      "دو نفر که همین خط را برای هم بخوانند، یک دفتر در دست دارند.",
      "شخصان يقرأ كلٌّ منهما السطر نفسه للآخر لديهما السجل نفسه.",
      "У двоих, кто прочёл друг другу одну и ту же строку, один и тот же журнал.",
      "Dos personas que se leen la misma línea tienen el mismo registro."}},
    {kCheckpoint,
     {"The signed checkpoint", "برگهٔ امضاشده", "نقطة التحقق الموقّعة", "Подписанная отметка",
      "El punto de control firmado"}},
    {kWhatIsIn, {"What is in it", "در آن چیست", "ما الذي فيه", "Что в нём", "Qué contiene"}},

    {kNoNetworks,
     {"No network has been published: none has been found, reviewed and acted on so far.",
      "هیچ شبکه‌ای منتشر نشده: تا کنون هیچ‌کدام یافته، بررسی و بر آن عمل نشده است.",
      "لم تُنشر أي شبكة: لم تُكتشف وتُراجَع ويُتخذ بشأنها إجراء حتى الآن.",
      "Сети не публиковались: ни одна пока не выявлена, не проверена и не стала предметом решения.",
      "No se ha publicado ninguna red: hasta ahora no se ha descubierto, revisado ni sancionado "
      "ninguna."}},
    {kNetworksNote,
     {"When one is, its dossier stands here, account by account, without private people.",
      "وقتی باشد، پروندهٔ آن حساب به حساب و بدون افراد خصوصی اینجا می‌آید.",
      "وحين يحدث ذلك يوضع ملفها هنا، حسابًا حسابًا، دون أفراد عاديين.",
      "Когда это случится, здесь будет её досье по учётным записям, без частных лиц.",
      "Cuando ocurra, su expediente estará aquí, cuenta por cuenta, sin personas privadas."}},
    {kReportSteps,
     {"Say which post it is (its address or number) and which rule you think it breaks, in any "
      "language. Send it to one of the addresses under “Ways in”.",
      "بگویید کدام مطلب است (نشانی یا شماره) و به نظرتان کدام قاعده را نقض می‌کند، به هر زبانی. به "
      "یکی از نشانی‌های «راه‌ها» بفرستید.",
      "اذكر أي منشور (عنوانه أو رقمه) وأي قاعدة تراه يخرقها، بأي لغة. وأرسله إلى أحد العناوين في "
      "«الطرق».",
      "Укажите запись (адрес или номер) и какое правило она, по-вашему, нарушает, на любом языке. "
      "Отправьте на один из адресов со страницы «Адреса».",
      "Diga qué publicación es (dirección o número) y qué regla cree que infringe, en cualquier "
      "idioma. Envíelo a una de las direcciones de «Accesos»."}},
    {kReportCounts,
     {"Reports are counted and decide nothing: one report and a thousand lead to the same "
      "question, which a person answers.",
      "گزارش‌ها شمرده می‌شوند و چیزی را تعیین نمی‌کنند: یک گزارش و هزار گزارش به یک پرسش می‌رسند که "
      "انسانی به آن پاسخ می‌دهد.",
      "تُحصى البلاغات ولا تقرر شيئًا: بلاغ واحد وألف بلاغ يقودان إلى السؤال نفسه الذي يجيب عنه "
      "إنسان.",
      "Жалобы считают, но они ничего не решают: одна и тысяча ведут к одному вопросу, на который "
      "отвечает человек.",
      "Las denuncias se cuentan y no deciden nada: una o mil llevan a la misma pregunta, que "
      "responde una persona."}},
    {kReportPrivacy,
     {"The author never learns who reported.",
      "نویسنده هرگز نمی‌فهمد چه کسی گزارش داده است.",
      "لا يعلم الكاتب أبدًا من أبلغ.", "Автор никогда не узнает, кто пожаловался.",
      "El autor nunca sabrá quién denunció."}},

    {kAppealWhat,
     {"You need two things from the statement of reasons: the number of the decision and the "
      "code. Write this, by hand or on a device:",
      "از بیانیهٔ دلایل دو چیز لازم دارید: شمارهٔ تصمیم و رمز. این را بنویسید، با دست یا روی دستگاه:",
      "تحتاج إلى أمرين من بيان الأسباب: رقم القرار والرمز. اكتب هذا، بيدك أو على جهاز:",
      "Из изложения оснований нужны две вещи: номер решения и код. Напишите от руки или на "
      "устройстве:",
      "Necesita dos cosas de la exposición de motivos: el número de la decisión y el código. "
      "Escriba esto, a mano o en un dispositivo:"}},
    {kAppealForm,
     {"Why it is wrong, in any language, up to 4,000 characters.",
      "چرا نادرست است، به هر زبانی، تا ۴۰۰۰ نویسه.", "لماذا هو خطأ، بأي لغة، حتى 4000 حرف.",
      "Почему это неверно, на любом языке, до 4000 знаков.",
      "Por qué es errónea, en cualquier idioma, hasta 4000 caracteres."}},
    {kAppealAnswer,
     {"“{0}:” says where you will look for the answer. In bundles it is sealed with the code, and "
      "whoever later finds the code and an old bundle can read it: to avoid that, leave only "
      "“{1}”.",
      "«{0}:» می‌گوید پاسخ را کجا خواهید دید. در بسته‌ها با رمز مهر می‌شود و هر که بعدها رمز و "
      "بسته‌ای کهنه بیابد می‌تواند آن را بخواند: اگر این را نمی‌خواهید، تنها «{1}» را بگذارید.",
      "«{0}:» يقول أين ستبحث عن الجواب. في الحزم يُختم بالرمز، ومن يجد لاحقًا الرمز وحزمة قديمة "
      "يمكنه قراءته: لتجنّب ذلك أبقِ «{1}» وحدها.",
      "«{0}:» — где вы будете смотреть ответ. В пакетах он запечатан кодом, и кто потом найдёт код "
      "и старый пакет, прочтёт его: если не хотите этого, оставьте только «{1}».",
      "«{0}:» dice dónde buscará la respuesta. En los paquetes va sellada con el código, y quien "
      "halle después el código y un paquete viejo podrá leerla: para evitarlo, deje solo «{1}»."}},
    {kAppealCarry,
     {"Send it by any way that is open: mail, a messenger, a memory card, paper, a friend. Nobody "
      "notes who carried it.",
      "از هر راهی که باز است بفرستید: رایانامه، پیام‌رسان، کارت حافظه، کاغذ، یک دوست. هیچ‌کس "
      "یادداشت نمی‌کند چه کسی آن را آورد.",
      "أرسله بأي طريق مفتوح: بريد، تطبيق مراسلة، بطاقة ذاكرة، ورقة، صديق. لا يدوّن أحد من حمله.",
      "Отправьте любым открытым путём: почтой, мессенджером, на карте памяти, на бумаге, с "
      "другом. Кто принёс, не записывают.",
      "Envíelo por cualquier vía abierta: correo, mensajería, tarjeta de memoria, papel, un "
      "amigo. Nadie anota quién lo llevó."}},
    {kAppealTwice,
     {"Sending it twice, or by several ways, does no harm: it counts once.",
      "دو بار یا از چند راه فرستادن زیانی ندارد: یک بار حساب می‌شود.",
      "إرساله مرتين أو بعدة طرق لا يضر: يُحسب مرة واحدة.",
      "Отправить дважды или разными путями не страшно: считается один раз.",
      "Enviarlo dos veces o por varias vías no perjudica: cuenta una vez."}},
    {kAppealDates,
     {"You have six months. Days on which you were cut off do not count: add a line “{}:” with "
      "two dates, or your country, or “yes”.",
      "شش ماه وقت دارید. روزهایی که ارتباطتان قطع بوده حساب نمی‌شود: سطر «{}:» را با دو تاریخ، یا "
      "کشورتان، یا «بله» بیفزایید.",
      "لديك ستة أشهر. الأيام التي انقطعت فيها لا تُحسب: أضف سطر «{}:» مع تاريخين أو بلدك أو «نعم».",
      "У вас шесть месяцев. Дни без связи не считаются: добавьте строку «{}:» и две даты, или "
      "страну, или «да».",
      "Tiene seis meses. Los días sin conexión no cuentan: añada una línea «{}:» con dos fechas, "
      "su país o «sí»."}},
    {kAppealCode,
     {"Whoever holds the code can speak for you. It can be given to a friend, and it can be "
      "stolen: keep the paper.",
      "هر که رمز را دارد می‌تواند به جای شما سخن بگوید. می‌توان آن را به دوستی داد و ممکن است "
      "دزدیده شود: کاغذ را نگه دارید.",
      "من يحمل الرمز يتكلم باسمك. يمكن إعطاؤه لصديق، ويمكن أن يُسرق: احتفظ بالورقة.",
      "У кого код, тот говорит за вас. Его можно дать другу, и его могут украсть: берегите бумагу.",
      "Quien tiene el código puede hablar por usted. Puede darlo a un amigo, y pueden robarlo: "
      "guarde el papel."}},
    {kAppealNever,
     {"Never type the code on a page whose address is not under “Ways in”.",
      "هرگز رمز را در صفحه‌ای که نشانی‌اش در «راه‌ها» نیست ننویسید.",
      "لا تكتب الرمز أبدًا في صفحة ليس عنوانها ضمن «الطرق».",
      "Никогда не вводите код на странице, адреса которой нет в разделе «Адреса».",
      "Nunca escriba el código en una página cuya dirección no figure en «Accesos»."}},
    {kComply,
     {"To delete a post from afar, write EVENHAND COMPLY 1, the decision, the second code and "
      "“{}:” with the post. It counts from the day it arrives.",
      "برای پاک کردن مطلب از دور، \u2066EVENHAND COMPLY 1\u2069، تصمیم، رمز دوم و "
      "«{}:» با شمارهٔ مطلب را بنویسید. از روز رسیدن حساب می‌شود.",
      "لحذف منشور عن بُعد، اكتب \u2066EVENHAND COMPLY 1\u2069 والقرار والرمز الثاني "
      "و«{}:» مع المنشور. يُحسب من يوم وصوله.",
      "Чтобы удалить запись издалека, напишите EVENHAND COMPLY 1, решение, второй код и «{}:» с "
      "записью. Считается со дня получения.",
      "Para borrar una publicación a distancia, escriba EVENHAND COMPLY 1, la decisión, el "
      "segundo código y «{}:» con la publicación. Cuenta desde el día en que llega."}},
    {kReceived,
     {"Whether it arrived can be seen without asking: received.txt has one line for each code, "
      "which only its holder can recognise (“evenhand code check CODE --received received.txt”).",
      "رسیدنش را بی‌آن‌که بپرسید می‌توان دید: received.txt برای هر رمز یک خط دارد که تنها دارندهٔ آن "
      "می‌شناسد (\u2066evenhand code check CODE --received received.txt\u2069).",
      "يمكن معرفة وصوله دون سؤال: في received.txt سطر لكل رمز لا يميّزه إلا حامله (\u2066evenhand "
      "code check CODE --received received.txt\u2069).",
      "Дошло ли, видно без запроса: в received.txt по строке на код, узнать её может только его "
      "владелец («evenhand code check CODE --received received.txt»).",
      "Si llegó se ve sin preguntar: received.txt tiene una línea por código que solo su titular "
      "reconoce («evenhand code check CODE --received received.txt»)."}},
    {kChallenge,
     {"Challenge an entry of the register", "ایراد به یک ثبت دفتر محدودیت‌ها",
      "الاعتراض على قيد في السجل", "Оспорить статью реестра", "Impugnar un asiento del registro"}},
    {kChallengeWhat,
     {"Anyone may say that an entry about limits on access is wrong, without an account; states "
      "too. Its id stands in its address and in register/. Write this:",
      "هر کس می‌تواند بدون حساب بگوید که یک ثبت دربارهٔ محدودیت دسترسی نادرست است؛ دولت‌ها هم. شناسهٔ "
      "آن در نشانی‌اش و در \u2066register/\u2069 آمده است. این را بنویسید:",
      "يحق لأي أحد، دون حساب، أن يقول إن قيدًا عن تقييد الوصول خطأ؛ وللدول أيضًا. معرّفه في عنوانه "
      "وفي \u2066register/\u2069. اكتب هذا:",
      "Любой может без учётной записи сказать, что статья об ограничении доступа неверна; "
      "государства тоже. Её номер — в адресе и в register/. Напишите:",
      "Cualquiera puede decir, sin cuenta, que un asiento sobre límites de acceso es erróneo; los "
      "Estados también. Su identificador consta en su dirección y en register/. Escriba esto:"}},
    {kChallengeForm,
     {"What is wrong with it, in any language, up to 2,000 characters.",
      "چه چیز آن نادرست است، به هر زبانی، تا ۲۰۰۰ نویسه.", "ما الخطأ فيه، بأي لغة، حتى 2000 حرف.",
      "Что в ней неверно, на любом языке, до 2000 знаков.",
      "Qué tiene de erróneo, en cualquier idioma, hasta 2000 caracteres."}},
    {kChallengeAnswer,
     {"Two curators who did not enter it answer within 14 days. The challenge, the answer and its "
      "reasons become public. Mail addresses and names of private people have no place in it.",
      "دو گرداننده که آن را ثبت نکرده‌اند تا ۱۴ روز پاسخ می‌دهند. ایراد، پاسخ و دلایلش همگانی "
      "می‌شود. نشانی رایانامه و نام اشخاص عادی در آن جایی ندارد.",
      "يجيب خلال 14 يومًا قيّمان لم يُدخلاه. ويصبح الاعتراض والجواب وأسبابه علنية. ولا مكان فيه "
      "لعناوين البريد ولا لأسماء الأشخاص الخاصين.",
      "Два куратора, которые её не вносили, ответят за 14 дней. Возражение, ответ и его основания "
      "станут публичны. Адресам почты и именам частных лиц в нём не место.",
      "Dos curadores que no lo inscribieron responden en 14 días. La impugnación, la respuesta y "
      "sus motivos se hacen públicos. No caben en ella direcciones de correo ni nombres de "
      "particulares."}},
    {kChallengeName,
     {"A line “{0}:” puts a name there, if you wish one. “{1}:” may stand several times.",
      "سطر «{0}:» نامی می‌آورد، اگر بخواهید. «{1}:» چند بار هم می‌آید.",
      "السطر «{0}:» يضع اسمًا إن أردت. ويمكن تكرار «{1}:».",
      "Строка «{0}:» ставит имя, если вы хотите. «{1}:» может стоять несколько раз.",
      "La línea «{0}:» pone un nombre, si lo desea. «{1}:» puede repetirse."}},

    {kOfflineWhat,
     {"A bundle is one ZIP file: the rules, the record and these pages. Unpacked, it opens in any "
      "browser, and any web server can serve it as a mirror.",
      "یک بسته یک فایل ZIP است: قواعد، دفتر و همین صفحه‌ها. پس از باز کردن، در هر مرورگری دیده "
      "می‌شود و هر کارساز وبی می‌تواند آن را نشان دهد.",
      "الحزمة ملف ZIP واحد: القواعد والسجل وهذه الصفحات. بعد فكها تُفتح في أي متصفح، ويمكن لأي "
      "خادم ويب أن يقدمها نسخةً مرآة.",
      "Пакет — один файл ZIP: правила, журнал и эти страницы. Распакованный, он открывается в "
      "любом браузере, и любой веб-сервер может показывать его как зеркало.",
      "Un paquete es un solo archivo ZIP: las reglas, el registro y estas páginas. "
      "Desempaquetado, se abre en cualquier navegador, y cualquier servidor web puede servirlo "
      "como espejo."}},
    {kOfflineHow,
     {"Pass it on by messenger, card, stick or Bluetooth. It is the same for everyone and names "
      "nobody.",
      "با پیام‌رسان، کارت، فلش یا بلوتوث دست به دست کنید. برای همه یکی است و نام کسی در آن نیست.",
      "مرّره بتطبيق مراسلة أو بطاقة أو ذاكرة أو بلوتوث. هو نفسه للجميع ولا يسمّي أحدًا.",
      "Передавайте мессенджером, на карте, флешке или по Bluetooth. Он одинаков для всех и никого "
      "не называет.",
      "Páselo por mensajería, tarjeta, memoria o Bluetooth. Es el mismo para todos y no nombra a "
      "nadie."}},
    {kOfflineCheck,
     {"Check it before you trust it: evenhand bundle verify FILE, or the public tools under "
      "“Check”.",
      "پیش از اعتماد وارسی‌اش کنید: \u2066evenhand bundle verify FILE\u2069 یا ابزارهای همگانی در "
      "«وارسی».",
      "تحقق منه قبل أن تثق به: \u2066evenhand bundle verify FILE\u2069 أو الأدوات العامة في "
      "«التحقق».",
      "Проверьте, прежде чем доверять: evenhand bundle verify FILE или общедоступные средства из "
      "раздела «Проверка».",
      "Compruébelo antes de confiar: evenhand bundle verify FILE, o las herramientas públicas de "
      "«Comprobar»."}},
    {kBundles, {"Bundles", "بسته‌ها", "الحزم", "Пакеты", "Paquetes"}},
    {kNoBundles,
     {"None is listed here. Whoever has this site can make one: evenhand bundle make.",
      "اینجا فهرست نشده است. هر که این سایت را دارد می‌تواند بسازد: \u2066evenhand bundle "
      "make\u2069.",
      "لا شيء مدرج هنا. من لديه هذا الموقع يمكنه صنع واحدة: \u2066evenhand bundle make\u2069.",
      "Здесь ни одного. У кого есть этот сайт, может сделать: evenhand bundle make.",
      "No hay ninguno aquí. Quien tenga este sitio puede hacer uno: evenhand bundle make."}},

    {kCheckWhat,
     {"Every file here is listed with its SHA-256 sum, and the list is signed. Get the key by "
      "another way than this page, and compare.",
      "هر فایل اینجا با مجموع SHA-256 در فهرستی آمده و فهرست امضا شده است. کلید را از راهی جز این "
      "صفحه بگیرید و بسنجید.",
      "كل ملف هنا مدرج مع مجموع SHA-256، والقائمة موقّعة. احصل على المفتاح بطريق غير هذه الصفحة "
      "وقارن.",
      "Каждый файл здесь указан с суммой SHA-256, и список подписан. Возьмите ключ другим путём, "
      "не с этой страницы, и сравните.",
      "Cada archivo de aquí figura con su suma SHA-256, y la lista está firmada. Obtenga la clave "
      "por otra vía que esta página y compare."}},
    {kCheckList,
     {"All files", "همهٔ فایل‌ها", "كل الملفات", "Все файлы", "Todos los archivos"}},
    {kCheckStatement,
     {"A statement of reasons", "یک بیانیهٔ دلایل", "بيان أسباب", "Изложение оснований",
      "Una exposición de motivos"}},
    {kCheckRecord, {"The record", "دفتر", "السجل", "Журнал", "El registro"}},
    {kCheckAll,
     {"With our own program: everything, in order, and whether a mirror lies",
      "با برنامهٔ خود ما: همه چیز، به ترتیب، و این‌که آیا نسخه‌ای دروغ می‌گوید",
      "ببرنامجنا: كل شيء بالترتيب، وهل تكذب نسخة مرآة",
      "Нашей программой: всё по порядку, и не лжёт ли зеркало",
      "Con nuestro programa: todo, en orden, y si un espejo miente"}},
    {kCheckSeen,
     {"“--seen” keeps a file of yours that remembers the newest copy that held: if a later copy or "
      "mirror hides or changes what was in the record, it is told.",
      "\u2066--seen\u2069 فایلی از خودتان نگه می‌دارد که تازه‌ترین نسخهٔ درست را به یاد دارد: اگر نسخه‌ای "
      "بعدی چیزی از دفتر را پنهان یا عوض کند، گفته می‌شود.",
      "\u2066--seen\u2069 يحتفظ بملف لديك يتذكر أحدث نسخة صحّت: فإن أخفت نسخة لاحقة ما في السجل أو "
      "غيّرته كُشف ذلك.",
      "«--seen» ведёт ваш файл, который помнит последнюю верную копию: если более поздняя прячет или "
      "меняет то, что было в журнале, это будет сказано.",
      "«--seen» mantiene un archivo suyo que recuerda la última copia válida: si una posterior "
      "oculta o cambia lo que había en el registro, se dice."}},

    {kWaysNote,
     {"This list is signed and dated; the newest one counts, wherever it comes from.",
      "این فهرست امضا و تاریخ دارد؛ تازه‌ترین آن معتبر است، از هر جا که برسد.",
      "هذه القائمة موقّعة ومؤرخة؛ والأحدث هي المعتمدة من أي مكان جاءت.",
      "Список подписан и датирован; действует самый новый, откуда бы он ни пришёл.",
      "Esta lista está firmada y fechada; vale la más reciente, venga de donde venga."}},
    {kWaysDated,
     {"It is of {0} and lasts until {1}.", "از {0} است و تا {1} اعتبار دارد.",
      "تاريخها {0} وتسري حتى {1}.", "Он от {0} Действует до {1}", "Es del {0} y vale hasta el {1}."}},
    {kWaysOlder,
     {"If you read this after {0}, it is more than {1} old.",
      "اگر این را پس از {0} می‌خوانید، بیش از {1} از عمرش گذشته است.",
      "إن كنت تقرأ هذا بعد {0} فعمرها أكثر من {1}.",
      "Если вы читаете это после {0}, ему больше {1}.",
      "Si lee esto después del {0}, tiene más de {1}."}},
    {kWaysEnds,
     {"From {} on it is over: look for a newer one. Until you find it, it is better than none.",
      "از {} به بعد اعتبار ندارد: تازه‌ترش را بجویید. تا پیدا نشده، از هیچ بهتر است.",
      "وابتداءً من {} تكون منتهية: ابحث عن أحدث. وحتى تجدها فهي خير من لا شيء.",
      "С {} он не действует: ищите новее; пока не нашли, это лучше, чем ничего.",
      "A partir del {} está vencida: busque una más nueva. Hasta hallarla, es mejor que ninguna."}},
    {kWaysOver,
     {"It has been over since then, and is {} old or more: look for a newer one. Until you find "
      "it, it is better than none.",
      "از آن روز اعتبار ندارد و {} یا بیشتر از عمرش گذشته است: تازه‌ترش را بجویید. تا پیدا نشده، از "
      "هیچ بهتر است.",
      "انتهت منذ ذلك اليوم، وعمرها {} أو أكثر: ابحث عن أحدث. وحتى تجدها فهي خير من لا شيء.",
      "С того дня он не действует, и ему {} или больше: ищите новее; пока не нашли, это лучше, чем "
      "ничего.",
      "Desde ese día está vencida, y tiene {} o más: busque una más nueva. Hasta hallarla, es mejor "
      "que ninguna."}},
    {kNoWays,
     {"No list of addresses is published yet.",
      "هنوز فهرست نشانی‌ها منتشر نشده است.",
      "لم تُنشر قائمة عناوين بعد.", "Список адресов ещё не опубликован.",
      "Aún no se ha publicado una lista de direcciones."}},
    {kWaysTor,
     {"Where an address is blocked, Tor Browser may help: it has bridges built in. Ask it, not "
      "us, how.",
      "اگر نشانی بسته است، شاید مرورگر تور کمک کند: پل‌ها در خود آن است. راهش را از خود آن بپرسید.",
      "إذا حُجب عنوان فقد يفيد متصفح تور: الجسور مدمجة فيه. اسأله هو لا نحن عن الكيفية.",
      "Если адрес заблокирован, может помочь Tor Browser: в нём есть мосты. Как — спросите у "
      "него, не у нас.",
      "Si una dirección está bloqueada, puede ayudar Tor Browser: lleva puentes incorporados. "
      "Pregúntele a él, no a nosotros."}},

    {kLeafDecision, {"decisions", "تصمیم", "قرارات", "решения", "decisiones"}},
    {kLeafAppealOpened,
     {"appeals filed", "اعتراض ثبت‌شده", "اعتراضات مقدّمة", "поданные жалобы",
      "recursos presentados"}},
    {kLeafAppealDecided,
     {"steps and answers of appeals", "گام و پاسخ اعتراض", "خطوات الاعتراضات وأجوبتها",
      "ход жалоб и ответы", "pasos y respuestas de recursos"}},
    {kLeafRulebook,
     {"versions of rulebooks", "نسخهٔ کتاب قواعد", "إصدارات كتب القواعد", "версии сводов правил",
      "versiones de reglamentos"}},
    {kLeafException,
     {"exceptions granted and ended", "استثنای داده‌شده و پایان‌یافته",
      "استثناءات مُنحت وانتهت", "исключения: данные и истёкшие",
      "excepciones concedidas y terminadas"}},
    {kLeafDemand,
     {"demands of states", "درخواست دولت‌ها", "طلبات دول", "требования государств",
      "exigencias de Estados"}},
    {kLeafOther,
     {"other entries", "ثبت‌های دیگر", "قيود أخرى", "прочие записи", "otros asientos"}},
};
// clang-format on
static_assert(std::size(kPhrases) == static_cast<std::size_t>(kCount));

constexpr bool InOrder() {
  for (std::size_t i = 0; i < std::size(kPhrases); ++i) {
    if (kPhrases[i].word != static_cast<Word>(i)) return false;
  }
  return true;
}
static_assert(InOrder());

}  // namespace

std::string_view Say(page::Language language, Word word) {
  return kPhrases[static_cast<std::size_t>(word)].in[static_cast<std::size_t>(language)];
}

}  // namespace evenhand::publish
