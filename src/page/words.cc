#include "page/words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace evenhand::page {
namespace {

using enum Word;
using InLanguages = std::array<std::string_view, 5>;  // in the order of Language

struct Phrase {
  Word word;
  InLanguages in;
};

struct NamedId {
  std::string_view id;
  InLanguages in;
};

constexpr std::array<std::string_view, 5> kTags = {"en", "fa", "ar", "ru", "es"};

// By hand: the tool takes Persian letters for wider than they are and breaks lines word by word.
// clang-format off
constexpr Phrase kPhrases[] = {
    {kRulebook, {"Rulebook", "کتاب قواعد", "كتاب القواعد", "Свод правил", "Reglamento"}},
    {kVersion, {"Version {}", "نسخهٔ {}", "الإصدار {}", "Версия {}", "Versión {}"}},
    {kInForceSince,
     {"In force since {}", "در اعتبار از {}", "سارٍ منذ {}", "Действует с {}",
      "En vigor desde el {}"}},
    {kHash,
     {"Fingerprint of this version", "اثر انگشت این نسخه", "بصمة هذا الإصدار",
      "Отпечаток этой версии", "Huella de esta versión"}},
    {kPrevious,
     {"Version before", "نسخهٔ پیشین", "الإصدار السابق", "Предыдущая версия", "Versión anterior"}},
    {kNotPublished,
     {"Not published here: nobody is judged by this text.",
      "اینجا منتشر نشده است: کسی با این متن داوری نمی‌شود.",
      "لم يُنشر هنا: لا يُحكم على أحد بهذا النص.",
      "Здесь не опубликовано: по этому тексту никого не судят.",
      "No está publicado aquí: nadie es juzgado por este texto."}},
    {kContents, {"Contents", "فهرست", "المحتويات", "Содержание", "Contenido"}},
    {kLanguages, {"Languages", "زبان‌ها", "اللغات", "Языки", "Idiomas"}},
    {kSite, {"This site", "این سایت", "هذا الموقع", "Этот сайт", "Este sitio"}},
    {kChanges,
     {"What changed", "چه تغییر کرد", "ما الذي تغيّر", "Что изменилось", "Qué ha cambiado"}},
    {kFirstVersion,
     {"This is the first version.", "این نخستین نسخه است.", "هذا هو الإصدار الأول.",
      "Это первая версия.", "Es la primera versión."}},
    {kNothingChanged,
     {"Nothing differs from the version before.",
      "هیچ‌چیز با نسخهٔ پیشین فرق ندارد.",
      "لا شيء يختلف عن الإصدار السابق.", "Ничто не отличается от предыдущей версии.",
      "Nada difiere de la versión anterior."}},
    {kAdded, {"new", "تازه", "جديدة", "новое", "nueva"}},
    {kRemoved, {"taken out", "برداشته‌شده", "أُزيلت", "убрано", "retirada"}},
    {kChanged, {"changed: {}", "تغییریافته: {}", "تغيّر فيها: {}", "изменено: {}", "cambia: {}"}},
    {kChangedSomehow, {"changed", "تغییریافته", "تغيّر", "изменено", "cambia"}},
    {kFooter,
     {"This page is one file: no script, no cookie, nothing loaded from elsewhere. It may be "
      "saved, printed and passed on.",
      "این صفحه یک پرونده است: بی‌برنامه، بی‌کوکی، بی هیچ باری از جای دیگر. می‌توان آن را نگه "
      "داشت، چاپ کرد و به دیگران داد.",
      "هذه الصفحة ملف واحد: بلا برامج ولا ملفات ارتباط ولا تحميل من أي مكان آخر. يمكن حفظها "
      "وطباعتها وتداولها.",
      "Эта страница — один файл: без скриптов, без cookie, без загрузок со стороны. Её можно "
      "сохранить, распечатать и передать.",
      "Esta página es un solo archivo: sin programas, sin cookies, sin cargar nada de otro sitio. "
      "Puede guardarse, imprimirse y compartirse."}},

    {kPartFamily,
     {"family of strikes", "خانوادهٔ اخطار", "فئة المخالفات", "семейство предупреждений",
      "familia de faltas"}},
    {kPartSeverity, {"how grave", "سنگینی", "الخطورة", "тяжесть", "gravedad"}},
    {kPartWhen, {"when it applies", "شرط", "متى تنطبق", "условие", "cuándo se aplica"}},
    {kPartItem, {"the post", "مطلب", "المنشور", "запись", "la publicación"}},
    {kPartAccount, {"the account", "حساب", "الحساب", "учётная запись", "la cuenta"}},
    {kPartStrikes, {"strikes", "اخطارها", "المخالفات", "предупреждения", "faltas"}},
    {kPartDecider,
     {"who decides", "تصمیم‌گیرنده", "من يقرر", "кто решает", "quién decide"}},
    {kPartAppeal, {"appeal", "اعتراض", "الاعتراض", "обжалование", "recurso"}},
    {kPartText, {"text", "متن", "النص", "текст", "texto"}},

    {kClauses, {"Rules", "قواعد", "القواعد", "Правила", "Reglas"}},
    {kWhen, {"When", "کِی", "متى", "Когда", "Cuándo"}},
    {kUnless, {"Not when", "مگر آنکه", "إلا إذا", "Кроме случаев", "Salvo"}},
    {kAwaits, {"Only once", "تنها پس از", "فقط بعد", "Только после", "Solo cuando"}},
    {kGravity, {"How grave", "سنگینی", "الخطورة", "Тяжесть", "Gravedad"}},
    {kLow, {"low", "کم", "منخفضة", "малая", "baja"}},
    {kMedium, {"medium", "میانه", "متوسطة", "средняя", "media"}},
    {kHigh, {"high", "زیاد", "عالية", "большая", "alta"}},
    {kGrave, {"grave", "بسیار سنگین", "جسيمة", "особая", "muy grave"}},
    {kItem, {"The post", "مطلب", "المنشور", "Запись", "La publicación"}},
    {kAccount, {"The account", "حساب", "الحساب", "Учётная запись", "La cuenta"}},
    {kItemStays,
     {"stays as it is", "همان‌گونه می‌ماند", "يبقى كما هو", "остаётся как есть",
      "se queda como está"}},
    {kAccountStays,
     {"nothing at once", "بی‌درنگ هیچ", "لا شيء فورًا", "сразу ничего",
      "nada de inmediato"}},
    {kStrikes, {"Strikes", "اخطارها", "المخالفات", "Предупреждения", "Faltas"}},
    {kNoStrike, {"none", "هیچ", "لا شيء", "нет", "ninguna"}},
    {kStrikesInFamily,
     {"{0} in the family “{1}”", "{0} در خانوادهٔ «{1}»", "{0} في فئة «{1}»",
      "{0} в семействе «{1}»", "{0} en la familia «{1}»"}},
    {kLiveFor,
     {"expires after {}", "پایان پس از {}", "تنتهي بعد {}", "истекает через {}", "vence tras {}"}},
    {kLiveForever,
     {"never expires", "هرگز پایان نمی‌یابد", "لا تنتهي أبدًا", "не истекает",
      "nunca vence"}},
    {kTooOld,
     {"none for a post older than {}", "برای مطلبی کهنه‌تر از {} هیچ",
      "لا شيء على منشور أقدم من {}", "нет за запись старше, чем {}",
      "ninguna por una publicación de más de {}"}},
    {kAppeal, {"Appeal", "اعتراض", "الاعتراض", "Обжалование", "Recurso"}},
    {kAppealWithin,
     {"yes, for {}", "بله، تا {}", "نعم، خلال {}", "да, в течение срока: {}", "sí, durante {}"}},
    {kNoAppeal, {"no", "نه", "لا", "нет", "no"}},
    {kDecider,
     {"Who decides", "تصمیم‌گیرنده", "من يقرر", "Кто решает", "Quién decide"}},
    {kPerson,
     {"a person, never a machine alone", "یک انسان، هرگز ماشین به تنهایی",
      "إنسان، لا آلة وحدها أبدًا", "человек, никогда не одна машина",
      "una persona, nunca solo una máquina"}},
    {kMachineMay,
     {"a machine may decide alone",
      "ماشین می‌تواند به تنهایی تصمیم بگیرد",
      "يجوز أن تقرر آلة وحدها", "машина может решить одна", "puede decidir solo una máquina"}},
    {kMaySoften,
     {"{} may keep the post behind a notice",
      "{} می‌تواند مطلب را پشت یک هشدار نگه دارد",
      "قد يبقي {} المنشور خلف تنبيه", "{} может оставить запись за уведомлением",
      "{} puede dejar la publicación tras un aviso"}},
    {kNeverSoftens,
     {"{} never covers this", "{} هرگز این را در بر نمی‌گیرد",
      "لا يشمل {} هذا أبدًا", "{} этого никогда не покрывает", "{} nunca cubre esto"}},
    {kExceptionWord,
     {"Exception {}", "استثنای {}", "الاستثناء {}", "Исключение {}", "Excepción {}"}},

    {kLadders,
     {"What strikes lead to", "اخطارها به چه می‌انجامند",
      "ما تؤدي إليه المخالفات", "К чему ведут предупреждения", "A qué llevan las faltas"}},
    {kLadderOf,
     {"Strikes of: {}", "اخطارهای: {}", "مخالفات: {}", "Предупреждения: {}", "Faltas de: {}"}},
    {kLadderNote,
     {"What counts is the strikes that are live after the decision. Steps that are jumped over are "
      "not served.",
      "آنچه شمرده می‌شود اخطارهای زنده پس از تصمیم است. پله‌هایی که از رویشان پریده شود اجرا "
      "نمی‌شوند.",
      "المحسوب هو المخالفات السارية بعد القرار. والدرجات التي يُقفز فوقها لا تُنفذ.",
      "Считаются предупреждения, действующие после решения. Пропущенные ступени не отбываются.",
      "Cuentan las faltas vivas después de la decisión. Los escalones saltados no se cumplen."}},
    {kLockNote,
     {"A lock that comes with a hidden post begins to run when the post is deleted.",
      "قفلی که همراه مطلبی پنهان می‌آید از زمان پاک‌شدن مطلب آغاز می‌شود.",
      "القفل الذي يصاحب منشورًا مخفيًا يبدأ عند حذف المنشور.",
      "Блокировка при скрытой записи отсчитывается от её удаления.",
      "Un bloqueo por una publicación oculta empieza a contar cuando esta se borra."}},
    {kLiveStrikes,
     {"Live strikes", "اخطارهای زنده", "المخالفات السارية", "Действующие предупреждения",
      "Faltas vivas"}},
    {kThen,
     {"What happens to the account", "با حساب چه می‌شود", "ما يحدث للحساب",
      "Что будет с учётной записью", "Qué pasa con la cuenta"}},
    {kOrMore, {"{} or more", "{} یا بیشتر", "{} أو أكثر", "{} и больше", "{} o más"}},
    {kWarningFirst,
     {"The first violation gives a warning instead of a strike. After a lesson the warning "
      "expires: {} after it was completed.",
      "نخستین نقض به جای اخطار، هشدار می‌گیرد. پس از گذراندن درس، هشدار پایان می‌یابد: {} پس از "
      "پایان آن.",
      "المخالفة الأولى تُعطي إنذارًا لا مخالفة محسوبة. وبعد إتمام الدرس ينتهي الإنذار: {} بعد "
      "إتمامه.",
      "Первое нарушение даёт предостережение вместо предупреждения. После урока оно истекает: {} "
      "после завершения.",
      "La primera infracción da un aviso en lugar de una falta. Tras la lección el aviso vence: {} "
      "después de completarla."}},

    {kExceptions, {"Exceptions", "استثناها", "الاستثناءات", "Исключения", "Excepciones"}},
    {kExceptionNote,
     {"An exception changes what happens to the post, never the author’s record. Each one granted "
      "is published.",
      "استثنا آنچه را بر سر مطلب می‌آید تغییر می‌دهد، نه پروندهٔ نویسنده را. هر استثنای داده‌شده "
      "منتشر می‌شود.",
      "الاستثناء يغيّر ما يحدث للمنشور، لا سجل الكاتب. وكل استثناء يُمنح يُنشر.",
      "Исключение меняет судьбу записи, но не учёт нарушений автора. Каждое данное исключение "
      "публикуется.",
      "Una excepción cambia lo que pasa con la publicación, nunca el historial del autor. Cada una "
      "concedida se publica."}},
    {kWho,
     {"Who may be covered", "چه کسی", "من يجوز أن يشمله", "Кого может касаться",
      "A quién puede cubrir"}},
    {kSoftens,
     {"What it may soften", "چه را نرم می‌کند", "ما يجوز أن يخففه",
      "Что может смягчить", "Qué puede suavizar"}},
    {kNever,
     {"What it never excuses", "چه را هرگز نمی‌بخشد", "ما لا يعذره أبدًا",
      "Чего никогда не извиняет", "Lo que nunca excusa"}},
    {kTests,
     {"What reviewers must have found",
      "آنچه بازبین‌ها باید یافته باشند", "ما يجب أن يجده المراجعون",
      "Что должны найти проверяющие", "Lo que deben haber hallado los revisores"}},
    {kTurnsOff,
     {"What the notice turns off", "آنچه هشدار خاموش می‌کند",
      "ما يوقفه التنبيه", "Что отключает уведомление", "Lo que desactiva el aviso"}},
    {kAtMostDays,
     {"{}; then the rule’s own action applies by itself",
      "{}؛ سپس اقدام خود قاعده به خودی خود اجرا می‌شود",
      "{}؛ ثم يسري إجراء القاعدة نفسه تلقائيًا",
      "{}; затем само собой действует то, что велит правило",
      "{}; después se aplica por sí sola la acción de la regla"}},
    {kRenewals, {"Renewals", "تمدید", "التجديد", "Продления", "Renovaciones"}},
    {kNoRenewal, {"none", "ندارد", "لا شيء", "нет", "ninguna"}},
    {kBudget, {"At most", "بیشینه", "الحد الأقصى", "Не больше", "Como máximo"}},
    {kPerAccount,
     {"{0} for one account in {1}", "{0} بار برای هر حساب در {1}", "{0} للحساب الواحد خلال {1}",
      "{0} на одну учётную запись; срок: {1}", "{0} por cuenta en {1}"}},
    {kInTotal,
     {"{0} for all accounts together in {1}",
      "{0} بار برای همهٔ حساب‌ها با هم در {1}",
      "{0} لجميع الحسابات معًا خلال {1}", "{0} на все учётные записи вместе; срок: {1}",
      "{0} para todas las cuentas juntas en {1}"}},
    {kApprovers, {"Who approves", "تأییدکننده", "من يوافق", "Кто одобряет", "Quién aprueba"}},
    {kTwoPeople,
     {"two people, neither of them the first reviewer",
      "دو نفر، که هیچ‌یک بازبین نخست نیست",
      "شخصان، ليس أي منهما المراجع الأول", "два человека, ни один из них не первый проверяющий",
      "dos personas, ninguna de ellas la primera revisora"}},
    {kStrikeStays,
     {"counts all the same", "به هر حال شمرده می‌شود", "تُحسب على كل حال",
      "всё равно считается", "cuenta igualmente"}},
    {kStrikeSpared,
     {"is spared", "بخشیده می‌شود", "تُعفى", "не считается", "se perdona"}},

    {kMeasures,
     {"Labels and limits without a wrong",
      "برچسب‌ها و محدودیت‌های بی‌تخلف", "وسوم وقيود بلا مخالفة",
      "Метки и ограничения без нарушения", "Etiquetas y límites sin infracción"}},
    {kMeasuresNote,
     {"These are no penalty: they add no strike.",
      "این‌ها مجازات نیستند: اخطاری نمی‌افزایند.",
      "ليست عقوبة: لا تضيف مخالفة.", "Это не наказание: предупреждений они не добавляют.",
      "No son una sanción: no añaden faltas."}},
    {kDone, {"What is done", "چه می‌شود", "ما يُفعل", "Что делается", "Qué se hace"}},
    {kQuestions,
     {"What reviewers are asked", "آنچه از بازبین‌ها پرسیده می‌شود",
      "ما يُسأل عنه المراجعون", "О чём спрашивают проверяющих", "Qué se pregunta a los revisores"}},
    {kQuestionsNote,
     {"The same questions for every author and every language. The answers decide, and nothing "
      "else.",
      "همین پرسش‌ها برای هر نویسنده و هر زبان. تنها پاسخ‌ها تصمیم را می‌سازند.",
      "الأسئلة نفسها لكل كاتب ولكل لغة. الأجوبة وحدها تقرر.",
      "Одни и те же вопросы для любого автора и языка. Решают ответы, и больше ничего.",
      "Las mismas preguntas para todo autor y todo idioma. Deciden las respuestas, y nada más."}},
    {kAnswers,
     {"Answers: {}", "پاسخ‌ها: {}", "الأجوبة: {}", "Ответы: {}", "Respuestas: {}"}},
    {kFacts,
     {"Facts from public registers", "دانسته‌هایی از دفترهای عمومی",
      "وقائع من سجلات عامة", "Сведения из открытых реестров", "Hechos de registros públicos"}},
    {kAttributes,
     {"What is read about an author",
      "آنچه دربارهٔ نویسنده خوانده می‌شود", "ما يُقرأ عن الكاتب",
      "Что читается об авторе", "Qué se lee sobre un autor"}},
    {kReadOnly,
     {"These facts, where a rule above names them, and no others:",
      "تنها این‌ها، آنجا که قاعده‌ای نامشان را برده:",
      "هذه وحدها، حيث تسميها قاعدة أعلاه:",
      "Только эти сведения, и лишь там, где их называет правило:",
      "Solo estos datos, donde una regla los nombra:"}},
    {kReadNothing,
     {"Nothing. Every author is judged by what was posted.",
      "هیچ. هر نویسنده تنها با آنچه نوشته داوری می‌شود.",
      "لا شيء. يُحكم على كل كاتب بما نشره فقط.", "Ничего. Каждого судят только по опубликованному.",
      "Nada. A cada autor se le juzga por lo publicado."}},
    {kAuditOnly,
     {"Read by audits only, never by a rule: language, script, declared place, number of reports, "
      "reviewers’ pool, queue, hour, views.",
      "تنها برای بررسی برابری خوانده می‌شود، نه به دست هیچ قاعده‌ای: زبان، خط، جای اعلام‌شده، "
      "شمار گزارش‌ها، گروه بازبین‌ها، صف، ساعت، شمار بازدید.",
      "يُقرأ للتدقيق فقط ولا تقرؤه أي قاعدة: اللغة، الخط، المكان المعلن، عدد البلاغات، مجموعة "
      "المراجعين، الطابور، الساعة، المشاهدات.",
      "Читается только при проверках равенства, правилами — никогда: язык, письменность, указанное "
      "место, число жалоб, группа проверяющих, очередь, час, просмотры.",
      "Solo lo leen las auditorías, nunca una regla: idioma, escritura, lugar declarado, número de "
      "denuncias, grupo de revisores, cola, hora, visitas."}},
    {kBarred,
     {"Never stored, guessed or read: network address, route, VPN or Tor, device, browser, exact "
      "place, legal name, phone, payment, ethnicity, religion, health, sexuality, immigration "
      "status, political opinion, what someone reads, worth to advertisers.",
      "هرگز نگه‌داشته، حدس زده یا خوانده نمی‌شود: نشانی شبکه، مسیر، وی‌پی‌ان یا تور، دستگاه، "
      "مرورگر، جای دقیق، نام قانونی، تلفن، پرداخت، قومیت، دین، سلامت، گرایش جنسی، وضع مهاجرت، نظر "
      "سیاسی، آنچه کسی می‌خواند، ارزش برای آگهی‌دهندگان.",
      "لا يُخزن ولا يُستنتج ولا يُقرأ أبدًا: عنوان الشبكة، المسار، VPN أو Tor، الجهاز، المتصفح، "
      "المكان الدقيق، الاسم القانوني، الهاتف، الدفع، العرق، الدين، الصحة، الميول الجنسية، وضع "
      "الهجرة، الرأي السياسي، ما يقرؤه المرء، القيمة للمعلنين.",
      "Никогда не хранится, не угадывается и не читается: сетевой адрес, маршрут, VPN или Tor, "
      "устройство, браузер, точное место, имя по документам, телефон, платежи, этничность, "
      "религия, здоровье, сексуальность, миграционный статус, политические взгляды, что человек "
      "читает, ценность для рекламодателей.",
      "Nunca se guarda, se deduce ni se lee: dirección de red, ruta, VPN o Tor, dispositivo, "
      "navegador, lugar exacto, nombre legal, teléfono, pagos, etnia, religión, salud, sexualidad, "
      "situación migratoria, opinión política, qué lee alguien, valor para anunciantes."}},

    {kAppeals, {"Appeals", "اعتراض‌ها", "الاعتراضات", "Обжалование", "Recursos"}},
    {kAppealNote,
     {"A decision can be appealed for {}. Times when you were cut off do not count. Another person "
      "decides, never a machine, and it cannot get worse. It costs nothing.",
      "به هر تصمیم تا {} می‌توان اعتراض کرد. زمانی که ارتباط شما قطع بوده به شمار نمی‌آید. شخص "
      "دیگری تصمیم می‌گیرد، نه ماشین، و نتیجه بدتر نمی‌شود. رایگان است.",
      "يمكن الاعتراض على القرار خلال {}. ولا يُحسب زمن انقطاعك. يقرر شخص آخر لا آلة، ولا تسوء "
      "النتيجة. وهو مجاني.",
      "Срок обжалования: {}. Время, когда вы были отрезаны от сети, не считается. Решает другой "
      "человек, никогда не машина, и хуже не станет. Это бесплатно.",
      "Se puede recurrir durante {}. El tiempo en que estuvo sin conexión no cuenta. Decide otra "
      "persona, nunca una máquina, y no puede empeorar. Es gratuito."}},
    {kAgainst, {"Appeal against", "اعتراض به", "الاعتراض على", "Обжалуется", "Recurso contra"}},
    {kAnswerWithin, {"Answered within", "پاسخ تا", "الرد خلال", "Ответ в срок", "Respuesta en"}},
    {kShortLock,
     {"a lock of {} or less", "قفل {} یا کمتر", "قفل لمدة {} أو أقل", "блокировка: {} или меньше",
      "un bloqueo de {} o menos"}},
    {kAnyAccountAction,
     {"anything else on the account", "هر اقدام دیگر بر حساب", "أي إجراء آخر على الحساب",
      "другое с учётной записью", "otra acción sobre la cuenta"}},
    {kAnItem,
     {"what happened to a post", "اقدام بر مطلب", "ما جرى لمنشور", "сделанное с записью",
      "lo hecho con una publicación"}},
    {kLateNote,
     {"If the answer is late, locks and suspensions are lifted until it comes.",
      "اگر پاسخ دیر شود، قفل و تعلیق تا رسیدن آن برداشته می‌شود.",
      "إذا تأخر الرد رُفع القفل والتعليق حتى يصل.",
      "Если ответ опаздывает, блокировки снимаются до его прихода.",
      "Si la respuesta se retrasa, los bloqueos y suspensiones se levantan hasta que llegue."}},
    {kBlockGrace,
     {"Days on which somebody was cut off do not count. Where a state blocks this service, its "
      "first {} "
      "are such days, too.",
      "روزهایی که ارتباط کسی قطع بوده حساب نمی‌شود. جایی که دولتی این سرویس را ببندد، {} نخست هم "
      "چنین است.",
      "لا تُحسب الأيام التي انقطع فيها المرء. وحيث تحجب دولة هذه الخدمة، تُعد أول {} منها كذلك.",
      "Дни, когда человек был отрезан от сети, не считаются. Где государство блокирует эту службу, "
      "таковы и первые {}.",
      "No cuentan los días en que alguien estuvo incomunicado. Donde un Estado bloquea este "
      "servicio, "
      "tampoco sus primeros {}."}},

    {kYes, {"yes", "بله", "نعم", "да", "sí"}},
    {kNo, {"no", "نه", "لا", "нет", "no"}},
    {kAllOf, {"all of these:", "همهٔ این‌ها:", "كل ما يلي:", "всё это:", "todo esto:"}},
    {kAnyOf,
     {"any of these:", "یکی از این‌ها:", "أي مما يلي:", "любое из этого:",
      "cualquiera de estos:"}},
    {kNoneOf, {"not this:", "نه این:", "ليس ما يلي:", "не это:", "no esto:"}},
    {kOr, {" or ", " یا ", " أو ", " или ", " o "}},
    {kAnythingBut,
     {"anything but {}", "هر چه جز {}", "أي شيء عدا {}", "что угодно, кроме: {}",
      "cualquier cosa menos {}"}},
    {kMoreThan, {"more than {}", "بیش از {}", "أكثر من {}", "больше {}", "más de {}"}},
    {kAtLeast, {"{} or more", "{} یا بیشتر", "{} أو أكثر", "{} и больше", "{} o más"}},
    {kLessThan, {"less than {}", "کمتر از {}", "أقل من {}", "меньше {}", "menos de {}"}},
    {kAtMost, {"{} or less", "{} یا کمتر", "{} أو أقل", "{} и меньше", "{} o menos"}},
    {kAny, {"any", "هر کدام", "أي كان", "любое", "cualquiera"}},
    {kUnknown,
     {"none, or not known", "هیچ، یا ناشناخته", "لا شيء أو غير معروف", "нет или неизвестно",
      "ninguno, o no se sabe"}},

    {kNothing, {"nothing", "هیچ", "لا شيء", "ничего", "nada"}},
    {kEducate,
     {"a lesson is offered", "درسی پیشنهاد می‌شود", "يُعرض درس",
      "предлагается урок", "se ofrece una lección"}},
    {kWarn, {"a warning", "هشدار", "إنذار", "предостережение", "un aviso"}},
    {kLabel,
     {"carries a label", "برچسب می‌گیرد", "يحمل وسمًا", "получает метку",
      "lleva una etiqueta"}},
    {kLabelSaying,
     {"carries a label: “{}”", "برچسب می‌گیرد: «{}»", "يحمل وسمًا: «{}»",
      "получает метку: «{}»", "lleva una etiqueta: «{}»"}},
    {kInterstitial,
     {"stands behind a click", "پشت یک کلیک می‌رود", "خلف نقرة",
      "открывается по щелчку", "se abre con un clic"}},
    {kLimit,
     {"is shown less", "کمتر نشان داده می‌شود", "يُعرض أقل", "показывается реже",
      "se muestra menos"}},
    {kNotRecommended,
     {"is not recommended; followers still see it",
      "پیشنهاد نمی‌شود؛ دنبال‌کنندگان می‌بینند",
      "لا يُقترح، ويراه المتابعون", "не рекомендуется; подписчики видят",
      "no se recomienda; los seguidores lo ven"}},
    {kNotice,
     {"stays, behind a notice ({})", "می‌ماند، پشت یک هشدار ({})",
      "يبقى خلف تنبيه ({})", "остаётся за уведомлением ({})", "se queda tras un aviso ({})"}},
    {kWithhold,
     {"is not shown in: {}", "نشان داده نمی‌شود در: {}", "لا يُعرض في: {}",
      "не показывается: {}", "no se muestra en: {}"}},
    {kHide,
     {"is hidden until its author deletes it", "پنهان تا نویسنده آن را پاک کند",
      "يُخفى حتى يحذفه كاتبه", "скрыта, пока автор её не удалит",
      "oculta hasta que su autor la borre"}},
    {kRemove, {"is removed", "برداشته می‌شود", "يُزال", "удаляется", "se retira"}},
    {kLock,
     {"locked for {}: reading only", "قفل {}: تنها خواندن", "قفل لمدة {}: للقراءة فقط",
      "блокировка, срок: {}; только чтение", "bloqueo de {}: solo lectura"}},
    {kLockUntilDeleted,
     {"locked until the post is deleted", "قفل تا پاک‌شدن مطلب",
      "قفل حتى حذف المنشور", "блокировка до удаления записи",
      "bloqueo hasta que se borre la publicación"}},
    {kLockAfterDeletion,
     {"locked until the post is deleted, then {} more",
      "قفل تا پاک‌شدن مطلب، سپس {} دیگر",
      "قفل حتى حذف المنشور، ثم {} بعده", "блокировка до удаления записи и ещё {}",
      "bloqueo hasta que se borre la publicación, y {} más"}},
    {kReadOnlyFor,
     {"reading only for {}", "تنها خواندن برای {}", "للقراءة فقط لمدة {}",
      "только чтение, срок: {}", "solo lectura durante {}"}},
    {kRestrict,
     {"no posting for {}", "بی‌انتشار برای {}", "لا نشر لمدة {}",
      "без публикаций, срок: {}", "sin publicar durante {}"}},
    {kRestricted, {"limited", "محدود", "مقيَّد", "ограничение", "limitada"}},
    {kChallenge,
     {"asked to prove control of the account", "باید در اختیار داشتن حساب نشان داده شود",
      "يُطلب إثبات التحكم بالحساب", "нужно подтвердить владение",
      "debe demostrar el control de la cuenta"}},
    {kSuspend,
     {"suspended for {}", "تعلیق برای {}", "تعليق لمدة {}", "приостановка, срок: {}",
      "suspensión de {}"}},
    {kSuspended, {"suspended", "تعلیق", "تعليق", "приостановка", "suspensión"}},
    {kSuspendForever,
     {"suspended without an end", "تعلیق بی‌پایان", "تعليق بلا نهاية",
      "приостановка без срока", "suspensión sin fin"}},
};
// clang-format on

constexpr bool IsInOrder() {
  for (std::size_t i = 0; i < std::size(kPhrases); ++i) {
    if (static_cast<std::size_t>(kPhrases[i].word) != i) return false;
  }
  return std::size(kPhrases) == static_cast<std::size_t>(kCount);
}
static_assert(IsInOrder(), "the phrases stand in the order of Word");

constexpr NamedId kAttributeNames[] = {
    {"public_office",
     {"public office", "مقام رسمی", "منصب عام", "государственная должность", "cargo público"}},
    {"office",
     {"public office", "مقام رسمی", "منصب عام", "государственная должность", "cargo público"}},
    {"candidate",
     {"candidate in an election", "نامزد انتخابات", "مرشح في انتخابات", "кандидат на выборах",
      "candidato en unas elecciones"}},
    {"state_media",
     {"media run by a state", "رسانهٔ دولتی", "إعلام تديره دولة", "государственное СМИ",
      "medio de un Estado"}},
    {"state", {"which state", "کدام دولت", "أي دولة", "какое государство", "qué Estado"}},
    {"automated",
     {"declared as automated", "خودکار، به گفتهٔ خود", "آلي بإعلانه", "объявлен автоматическим",
      "declarado automático"}},
    {"parody",
     {"declared as parody", "طنز، به گفتهٔ خود", "ساخر بإعلانه", "объявлен пародией",
      "declarado parodia"}},
    {"verified", {"verified", "تأییدشده", "موثّق", "подтверждён", "verificado"}},
    {"followers",
     {"followers", "شمار دنبال‌کنندگان", "عدد المتابعين", "подписчики",
      "seguidores"}},
    {"account_age",
     {"age of the account", "عمر حساب", "عمر الحساب", "возраст учётной записи",
      "antigüedad de la cuenta"}},
    {"minor",
     {"declared as under age", "زیر سن قانونی، به گفتهٔ خود", "قاصر بإعلانه",
      "объявлен несовершеннолетним", "declarado menor"}},
    {"prior_strikes",
     {"earlier strikes", "اخطارهای پیشین", "المخالفات السابقة", "прежние предупреждения",
      "faltas anteriores"}},
    {"account_kind",
     {"kind of account", "نوع حساب", "نوع الحساب", "вид учётной записи", "tipo de cuenta"}},
    {"target_is_private_person",
     {"aimed at a private person", "هدف، شخصی عادی است", "موجَّه إلى شخص عادي",
      "направлено на частное лицо", "dirigido a un particular"}},
    {"target_under_standing_threat",
     {"target under a standing call to kill", "هدف، زیر فرمان کشتن است",
      "الهدف تحت دعوة قائمة إلى قتله", "против цели действует призыв к убийству",
      "contra el objetivo pesa una llamada a matar"}},
    {"affiliated",
     {"affiliated account", "حساب وابسته", "حساب تابع", "связанная учётная запись",
      "cuenta afiliada"}},
};

constexpr NamedId kValueNames[] = {
    {"holder", {"holder", "صاحب‌منصب", "صاحب منصب", "занимает", "titular"}},
    {"candidate", {"candidate", "نامزد", "مرشح", "кандидат", "candidato"}},
    {"state", {"a state", "دولت", "دولة", "государство", "un Estado"}},
    {"state_media",
     {"media run by a state", "رسانهٔ دولتی", "إعلام تديره دولة", "государственное СМИ",
      "medio de un Estado"}},
};

constexpr NamedId kFeatureNames[] = {
    {"like", {"like", "پسندیدن", "الإعجاب", "«нравится»", "me gusta"}},
    {"reply", {"reply", "پاسخ", "الرد", "ответ", "responder"}},
    {"repost", {"repost", "بازنشر", "إعادة النشر", "репост", "republicar"}},
    {"quote", {"quote", "نقل", "الاقتباس", "цитирование", "citar"}},
    {"share", {"share", "هم‌رسانی", "المشاركة", "«поделиться»", "compartir"}},
    {"bookmark", {"bookmark", "نشان‌کردن", "الحفظ", "закладки", "guardar"}},
    {"pin", {"pin", "سنجاق", "التثبيت", "закрепление", "fijar"}},
    {"edit", {"edit", "ویرایش", "التعديل", "правка", "editar"}},
    {"home_recommended",
     {"recommendations", "پیشنهادها", "الاقتراحات", "рекомендации", "recomendaciones"}},
    {"home_following",
     {"followers’ home", "خانهٔ دنبال‌کنندگان", "صفحة المتابعين",
      "лента подписчиков", "inicio de seguidores"}},
    {"search", {"search", "جست‌وجو", "البحث", "поиск", "búsqueda"}},
    {"trends", {"trends", "روندها", "المتداول", "тренды", "tendencias"}},
    {"explore", {"explore", "کاوش", "الاستكشاف", "обзор", "explorar"}},
    {"reply_order",
     {"rank among replies", "جایگاه میان پاسخ‌ها", "ترتيب الردود",
      "место среди ответов", "orden de respuestas"}},
    {"notify_recommended",
     {"recommended notifications", "اعلان‌های پیشنهادی", "إشعارات مقترحة",
      "рекомендательные уведомления", "notificaciones recomendadas"}},
    {"email", {"mail", "رایانامه", "البريد", "почта", "correo"}},
    {"embed", {"embedding", "جاسازی", "التضمين", "встраивание", "incrustar"}},
};

// Of the rulebooks that come with the program.
constexpr NamedId kFamilyNames[] = {
    {"health", {"health", "سلامت", "الصحة", "здоровье", "salud"}},
    {"civic", {"civic", "انتخابات", "الانتخابات", "выборы", "elecciones"}},
    {"profile", {"profile", "نمایه", "الملف الشخصي", "профиль", "perfil"}},
    {"community", {"community", "جامعهٔ کاربران", "المجتمع", "сообщество", "comunidad"}},
    {"conduct", {"conduct", "رفتار", "السلوك", "поведение", "conducta"}},
    {"manipulation", {"manipulation", "دستکاری", "التلاعب", "манипуляция", "manipulación"}},
    {"ordinary", {"ordinary", "عادی", "عادية", "обычные", "ordinarias"}},
    {"grave", {"grave", "سنگین", "جسيمة", "тяжкие", "graves"}},
    {"threats", {"threats", "تهدید", "التهديدات", "угрозы", "amenazas"}},
};

std::string_view Find(std::span<const NamedId> names, std::string_view id, Language language) {
  const auto found = std::ranges::find(names, id, &NamedId::id);
  return found == names.end() ? std::string_view() : found->in[static_cast<std::size_t>(language)];
}

}  // namespace

Language FrameLanguage(std::string_view tag) {
  const auto* found = std::ranges::find(kTags, tag.substr(0, tag.find('-')));
  return found == kTags.end() ? Language::kEnglish : static_cast<Language>(found - kTags.begin());
}

std::string_view Tag(Language language) { return kTags[static_cast<std::size_t>(language)]; }

std::string_view Say(Language language, Word word) {
  return kPhrases[static_cast<std::size_t>(word)].in[static_cast<std::size_t>(language)];
}

std::string_view NameOfAttribute(Language language, std::string_view attribute) {
  return Find(kAttributeNames, attribute, language);
}
std::string_view NameOfValue(Language language, std::string_view value) {
  return Find(kValueNames, value, language);
}
std::string_view NameOfFeature(Language language, std::string_view feature) {
  return Find(kFeatureNames, feature, language);
}
std::string_view NameOfFamily(Language language, std::string_view family) {
  return Find(kFamilyNames, family, language);
}

}  // namespace evenhand::page
