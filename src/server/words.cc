#include "server/words.h"

#include <array>
#include <iterator>

namespace evenhand::server {
namespace {

using enum Word;

struct Phrase {
  Word word;
  std::array<std::string_view, 5> in;  // in the order of page::Language
};

constexpr Phrase kPhrases[] = {
    {kHome, {"Start", "آغاز", "البداية", "Начало", "Inicio"}},
    {kCarry,
     {"Without a line: by file, message or paper", "بدون اینترنت: با فایل، پیام یا کاغذ",
      "دون اتصال: بملف أو رسالة أو ورقة", "Без связи: файлом, сообщением, на бумаге",
      "Sin conexión: por archivo, mensaje o papel"}},

    {kCodeTitle,
     {"Your decision", "تصمیم دربارهٔ شما", "القرار الذي يخصك", "Решение о вас", "Su decisión"}},
    {kCodeIntro,
     {"With the number and the code from your statement of reasons you see the statement again, "
      "where your account stands, and what you can do by when.",
      "با شماره و رمزِ بیانیهٔ دلایل، خود بیانیه، وضع حساب‌تان و کارهایی را که "
      "تا "
      "کی "
      "می‌توانید "
      "بکنید "
      "می‌بینید.",
      "بالرقم والرمز الواردين في بيان الأسباب ترى البيان من جديد، ووضع حسابك، وما يمكنك فعله وحتى "
      "متى.",
      "По номеру и коду из изложения оснований видно его текст, положение вашей учётной записи и "
      "что и до какого дня можно сделать.",
      "Con el número y el código de su exposición de motivos ve de nuevo el texto, la situación de "
      "su cuenta y qué puede hacer y hasta cuándo."}},
    {kDecision,
     {"Number of the decision", "شمارهٔ تصمیم", "رقم القرار", "Номер решения",
      "Número de la decisión"}},
    {kCode, {"Code", "رمز", "الرمز", "Код", "Código"}},
    {kCodeHint,
     {"Five groups of five. Capitals, blanks and hyphens do not matter.",
      "پنج گروه پنج‌تایی. بزرگ و کوچک، فاصله و خط تیره "
      "فرقی "
      "نمی‌کند.",
      "خمس مجموعات من خمسة. لا فرق بين الكبيرة والصغيرة، ولا أهمية للمسافات والشرطات.",
      "Пять групп по пять. Регистр, пробелы и дефисы не важны.",
      "Cinco grupos de cinco. No importan las mayúsculas, los espacios ni los guiones."}},
    {kShow, {"Show", "نشان بده", "اعرض", "Показать", "Mostrar"}},
    {kOnlyHere,
     {"Type a code only at an address of the signed list.",
      "رمز را تنها در نشانی‌های فهرست امضاشده وارد کنید.",
      "لا تكتب الرمز إلا في عنوان من القائمة الموقّعة.",
      "Вводите код только по адресу из подписанного списка.",
      "Escriba un código solo en una dirección de la lista firmada."}},
    {kWays, {"Ways in", "راه‌ها", "الطرق", "Адреса", "Accesos"}},

    {kAppealTitle, {"Appeal", "اعتراض", "الاعتراض", "Обжаловать", "Recurrir"}},
    {kAppealIntro,
     {"Someone who was not involved decides, and nothing gets worse by it. No name and no account "
      "is asked for.",
      "کسی تصمیم می‌گیرد که در آن دخالت نداشته، و با این کار هیچ چیز بدتر نمی‌شود. "
      "نام "
      "و "
      "حساب "
      "پرسیده "
      "نمی‌شود.",
      "يقرر شخص لم يشارك فيه، ولا يسوء شيء بسبب ذلك. لا يُطلب اسم ولا حساب.",
      "Решает тот, кто не участвовал, и хуже от этого не станет. Ни имя, ни учётная запись не "
      "нужны.",
      "Decide alguien que no intervino, y nada empeora por ello. No se pide nombre ni cuenta."}},
    {kAppealSee,
     {"See the statement first", "نخست بیانیه را ببینید", "اطّلع على البيان أولًا",
      "Сначала посмотреть изложение", "Ver primero la exposición"}},
    {kWordsLabel,
     {"Why it is wrong", "چرا نادرست است", "لماذا هو خطأ", "Почему это неверно",
      "Por qué es errónea"}},
    {kWordsHint,
     {"In any language, up to 4,000 characters. A whole letter or parts (EH1:…) can be pasted "
      "here; "
      "the fields above then stay empty.",
      "به هر زبانی، تا ۴۰۰۰ نویسه. نامهٔ کامل یا تکه‌ها (\u2066EH1:…\u2069) را "
      "هم "
      "می‌توان "
      "اینجا "
      "گذاشت؛ آن‌گاه "
      "خانه‌های بالا خالی می‌ماند.",
      "بأي لغة، حتى 4000 حرف. ويمكن لصق رسالة كاملة أو أجزاء (\u2066EH1:…\u2069) هنا، وتبقى "
      "الخانات أعلاه "
      "فارغة.",
      "На любом языке, до 4000 знаков. Сюда можно вставить целое письмо или части (EH1:…); поля "
      "выше "
      "тогда пустые.",
      "En cualquier idioma, hasta 4000 caracteres. Aquí se puede pegar una carta entera o partes "
      "(EH1:…); los campos de arriba quedan vacíos."}},
    {kCutOff,
     {"Were you cut off?", "آیا ارتباط‌تان قطع بود؟",
      "هل كنت منقطعًا عن الشبكة؟", "Были ли вы отрезаны от сети?", "¿Estuvo incomunicado?"}},
    {kCutOffHint,
     {"If so: two days like 2026/01/08 2026/01/27, a country like IR, or “yes”. No proof is asked "
      "for.",
      "اگر آری: دو روز مانند \u20661404/10/18 1404/11/07\u2069، کشور مانند IR، یا «بله». مدرکی "
      "خواسته نمی‌شود.",
      "إن كان نعم: يومان مثل \u20662026/01/08 2026/01/27\u2069، أو دولة مثل IR، أو «نعم». لا يُطلب "
      "دليل.",
      "Если да: два дня (2026/01/08 2026/01/27), страна (IR) или «да». Доказательств не просят.",
      "Si fue así: dos días como 2026/01/08 2026/01/27, un país como IR, o «sí». No se piden "
      "pruebas."}},
    {kNewFacts,
     {"What is new (only for a second appeal)", "چه چیز تازه است (تنها برای اعتراض دوم)",
      "ما الجديد (للاعتراض الثاني فقط)", "Что нового (только для второго обжалования)",
      "Qué hay de nuevo (solo para un segundo recurso)"}},
    {kNewFactsHint,
     {"When the first appeal has its answer and there are new facts, you may appeal once more. "
      "Otherwise leave it empty.",
      "پس از پاسخِ اعتراض نخست، اگر واقعیت تازه‌ای هست، می‌توانید یک بار دیگر اعتراض کنید. "
      "وگرنه "
      "خالی بگذارید.",
      "بعد الرد على الاعتراض الأول يمكنك الاعتراض مرة أخرى إن وُجدت وقائع جديدة. وإلا فاتركه فارغًا.",
      "Когда на первое обжалование дан ответ и есть новые факты, можно обжаловать ещё раз. Иначе "
      "оставьте пустым.",
      "Con la respuesta al primer recurso y hechos nuevos, puede recurrir una vez más. Si no, "
      "déjelo "
      "vacío."}},
    {kAnswerBy,
     {"Where will you look for the answer?", "پاسخ را کجا می‌بینید؟",
      "أين ستطّلع على الرد؟", "Где вы будете смотреть ответ?", "¿Dónde mirará la respuesta?"}},
    {kAnswerBoth,
     {"here and in bundles", "اینجا و در بسته‌ها", "هنا وفي الحزم",
      "здесь и в пакетах", "aquí y en los paquetes"}},
    {kAnswerPage, {"only here", "تنها اینجا", "هنا فقط", "только здесь", "solo aquí"}},
    {kAnswerBundle,
     {"only in bundles", "تنها در بسته‌ها", "في الحزم فقط", "только в пакетах",
      "solo en los paquetes"}},
    {kAnswerHint,
     {"Bundles carry it sealed with the code, for those without a line. Who later finds the code "
      "and an old bundle can read it.",
      "بسته‌ها آن را مهرشده با رمز می‌برند، برای کسی که اینترنت ندارد. هر که "
      "بعدها "
      "رمز "
      "و "
      "بسته‌ای کهنه "
      "بیابد می‌تواند آن را بخواند.",
      "تحمله الحزم مختومًا بالرمز لمن لا اتصال لديه. ومن يجد الرمز وحزمة قديمة لاحقًا يمكنه قراءته.",
      "В пакетах он запечатан кодом, для тех, у кого нет связи. Кто потом найдёт код и старый "
      "пакет, "
      "сможет его прочесть.",
      "Los paquetes la llevan sellada con el código, para quien no tiene conexión. Quien luego "
      "halle "
      "el código y un paquete viejo podrá leerla."}},
    {kSend, {"Send", "بفرست", "أرسل", "Отправить", "Enviar"}},

    {kComplyTitle,
     {"Delete from afar", "پاک کردن از دور", "الحذف عن بُعد", "Удалить издалека",
      "Borrar a distancia"}},
    {kComplyIntro,
     {"It counts as if you had deleted the post by hand: a lock that waits for it begins to run.",
      "مانند آن است که خودتان مطلب را پاک کرده باشید: قفلی که منتظر آن است به راه "
      "می‌افتد.",
      "يُحسب كأنك حذفت المنشور بيدك: يبدأ القفل الذي ينتظره بالسريان.",
      "Считается, что вы сами удалили запись: блокировка, которая этого ждёт, начинает идти.",
      "Cuenta como si hubiera borrado la publicación usted mismo: el bloqueo que la espera empieza "
      "a "
      "correr."}},
    {kItem, {"The post", "مطلب", "المنشور", "Запись", "La publicación"}},
    {kDelete, {"Delete it", "پاکش کن", "احذفه", "Удалить", "Borrarla"}},
    {kReportTitle,
     {"Report a post", "گزارش یک مطلب", "الإبلاغ عن منشور", "Сообщить о записи",
      "Denunciar una publicación"}},
    {kReportIntro,
     {"No name is asked for, and the author never learns of it. Reports are counted and decide "
      "nothing; a person answers the question.",
      "نامی پرسیده نمی‌شود و نویسنده هرگز باخبر نمی‌شود. گزارش‌ها شمرده می‌شوند "
      "و "
      "چیزی "
      "را "
      "تعیین نمی‌کنند؛ "
      "انسانی به پرسش پاسخ می‌دهد.",
      "لا يُطلب اسم ولا يعلم الكاتب به أبدًا. تُحصى البلاغات ولا تقرر شيئًا؛ ويجيب إنسان عن السؤال.",
      "Имя не нужно, и автор никогда не узнает. Жалобы считают, но они ничего не решают: отвечает "
      "человек.",
      "No se pide nombre y el autor nunca lo sabrá. Las denuncias se cuentan y no deciden nada; "
      "responde una persona."}},
    {kReportItem,
     {"Address or number of the post", "نشانی یا شمارهٔ مطلب", "عنوان المنشور أو رقمه",
      "Адрес или номер записи", "Dirección o número de la publicación"}},
    {kReportAccount,
     {"Account that posted it", "حسابی که آن را نوشته", "الحساب الذي نشره", "Учётная запись автора",
      "Cuenta que la publicó"}},
    {kReportWords,
     {"What is wrong with it", "چه ایرادی دارد", "ما الخطأ فيه", "Что с ней не так",
      "Qué tiene de malo"}},
    {kChallengeTitle,
     {"Challenge an entry of the register", "ایراد به یک ثبت دفتر محدودیت‌ها",
      "الاعتراض على قيد في السجل", "Оспорить статью реестра", "Impugnar un asiento del registro"}},
    {kChallengeIntro,
     {"Anyone may say that an entry about limits on access is wrong, without an account; states too. "
      "Two curators who did not enter it answer within 14 days. What you write here becomes public.",
      "هر کس می‌تواند بدون حساب بگوید که یک ثبت دربارهٔ محدودیت دسترسی نادرست است؛ دولت‌ها هم. دو گرداننده که آن را "
      "ثبت نکرده‌اند تا ۱۴ روز پاسخ می‌دهند. آنچه اینجا می‌نویسید همگانی می‌شود.",
      "يحق لأي أحد، دون حساب، أن يقول إن قيدًا عن تقييد الوصول خطأ؛ وللدول أيضًا. يجيب خلال 14 يومًا قيّمان لم "
      "يُدخلاه. وما تكتبه هنا يصبح علنيًا.",
      "Любой может без учётной записи сказать, что статья об ограничении доступа неверна; государства "
      "тоже. Два куратора, которые её не вносили, ответят за 14 дней. Написанное здесь станет "
      "публичным.",
      "Cualquiera puede decir, sin cuenta, que un asiento sobre límites de acceso es erróneo; los "
      "Estados también. Dos curadores que no lo inscribieron responden en 14 días. Lo que escriba "
      "aquí será público."}},
    {kEntry,
     {"Id of the entry", "شناسهٔ ثبت", "معرّف القيد", "Номер статьи", "Identificador del asiento"}},
    {kEntryHint,
     {"As it stands in the register: r-IR-twitter-3.",
      "همان‌گونه که در دفتر آمده است: \u2066r-IR-twitter-3\u2069.",
      "كما ورد في السجل: \u2066r-IR-twitter-3\u2069.", "Как в реестре: r-IR-twitter-3.",
      "Como consta en el registro: r-IR-twitter-3."}},
    {kClaim,
     {"What is wrong with it, up to 2,000 characters", "چه چیز آن نادرست است، تا ۲۰۰۰ نویسه",
      "ما الخطأ فيه، حتى 2000 حرف", "Что в ней неверно, до 2000 знаков",
      "Qué tiene de erróneo, hasta 2000 caracteres"}},
    {kSources,
     {"Public pages that show it, one on a line", "صفحه‌های همگانی که آن را نشان می‌دهند، هر سطر یکی",
      "صفحات عامة تبيّنه، واحدة في كل سطر", "Открытые страницы, где это видно, по одной в строке",
      "Páginas públicas que lo muestran, una por línea"}},
    {kSourcesHint,
     {"No mail address, no name of a private person.",
      "بدون نشانی رایانامه و بدون نام اشخاص عادی.", "دون عنوان بريد ودون اسم شخص خاص.",
      "Без адресов почты и имён частных лиц.",
      "Sin direcciones de correo ni nombres de particulares."}},
    {kName,
     {"A name, if you wish one to stand there", "نام، اگر می‌خواهید بیاید",
      "اسم، إن أردت أن يظهر", "Имя, если хотите, чтобы оно стояло", "Un nombre, si desea que figure"}},
    {kNameHint,
     {"Leave it empty, and nobody is named.", "خالی بگذارید تا نامی نیاید.", "اتركه فارغًا فلا يُذكر أحد.",
      "Оставьте пустым, и никто не будет назван.", "Déjelo vacío y no se nombra a nadie."}},

    {kFiled,
     {"Your appeal has arrived", "اعتراض شما رسید", "وصل اعتراضك", "Ваша жалоба получена",
      "Su recurso ha llegado"}},
    {kNewest,
     {"Your newer words have arrived, and they count",
      "نوشتهٔ تازهٔ شما رسید و همان به حساب می‌آید",
      "وصل نصك الأحدث، وهو المعتمد", "Новый текст получен, он и учитывается",
      "Su texto más nuevo ha llegado, y es el que cuenta"}},
    {kAddition,
     {"What you added has arrived", "آنچه افزودید رسید", "وصل ما أضفته", "Дополнение получено",
      "Lo que añadió ha llegado"}},
    {kDueBy,
     {"It must be answered by {}.", "باید تا {} به آن پاسخ داده شود.", "يجب الرد عليه قبل {}.",
      "Ответ должен быть до {}.", "Debe responderse antes del {}."}},
    {kReceipt,
     {"The same as it is signed, in English. It holds no code; keep it.",
      "همین، آن‌گونه که امضا شده، به انگلیسی. رمزی در آن نیست؛ "
      "نگهش "
      "دارید.",
      "الشيء نفسه كما وُقّع، بالإنجليزية. لا رمز فيه؛ احتفظ به.",
      "То же, как подписано, по-английски. Кода здесь нет; сохраните.",
      "Lo mismo tal como está firmado, en inglés. No contiene ningún código; guárdelo."}},
    {kAgain,
     {"Sending it again, by any way, does no harm.", "دوباره فرستادنش، از هر راهی، زیانی ندارد.",
      "إعادة إرساله بأي طريق لا تضر.", "Повторная отправка любым путём не вредит.",
      "Enviarlo otra vez, por cualquier vía, no perjudica."}},
    {kAsked,
     {"It came late: were you cut off?",
      "دیر رسید: آیا ارتباط‌تان قطع بود؟", "وصل متأخرًا: هل كنت منقطعًا؟",
      "Пришло поздно: были ли вы отрезаны от сети?", "Llegó tarde: ¿estuvo incomunicado?"}},
    {kAskedUntil,
     {"It is kept and waits until {} for the answer to that question. Answer it below and send "
      "again.",
      "نگه داشته شده و تا {} منتظر پاسخ همین پرسش است. در پایین پاسخ دهید و دوباره بفرستید.",
      "حُفظ وينتظر حتى {} جواب هذا السؤال. أجب أدناه وأرسل من جديد.",
      "Она сохранена и до {} ждёт ответа на этот вопрос. Ответьте ниже и отправьте снова.",
      "Queda guardado y espera hasta el {} la respuesta a esa pregunta. Respóndala abajo y envíe "
      "de "
      "nuevo."}},
    {kDeleted,
     {"The post counts as deleted", "مطلب پاک‌شده به حساب می‌آید",
      "يُعد المنشور محذوفًا", "Запись считается удалённой", "La publicación cuenta como borrada"}},
    {kReported,
     {"The report has arrived", "گزارش رسید", "وصل البلاغ", "Сообщение получено",
      "La denuncia ha llegado"}},
    {kMarked,
     {"Marked as not yours", "نشان شد که از شما نیست", "عُلّم بأنه ليس منك", "Помечено как не ваше",
      "Marcado como no suyo"}},
    {kChallenged,
     {"Your challenge has arrived", "ایراد شما رسید", "وصل اعتراضك على القيد", "Возражение получено",
      "Su impugnación ha llegado"}},

    {kNotDone,
     {"Not done yet", "هنوز انجام نشده", "لم يتم بعد", "Пока не сделано", "Aún no está hecho"}},
    {kNotKnown,
     {"No decision has this number and this code. Compare both with the statement.",
      "هیچ تصمیمی این شماره و این رمز را ندارد. هر دو را با بیانیه مقایسه کنید.",
      "لا قرار بهذا الرقم وهذا الرمز. قارن كليهما بالبيان.",
      "Нет решения с таким номером и кодом. Сверьте оба с изложением.",
      "Ninguna decisión tiene este número y este código. Compare ambos con la exposición."}},
    {kLetterInGroup,
     {"Group {} of the code has a letter that no code has.",
      "گروه {} رمز حرفی دارد که در هیچ رمزی نیست.", "في المجموعة {} من الرمز حرف لا يرد في أي رمز.",
      "В группе {} кода есть буква, которой в кодах не бывает.",
      "El grupo {} del código tiene una letra que ningún código tiene."}},
    {kTooManyGroups,
     {"The code has more than five groups of five.",
      "رمز بیش از پنج گروه پنج‌تایی دارد.",
      "في الرمز أكثر من خمس مجموعات من خمسة.", "В коде больше пяти групп по пять.",
      "El código tiene más de cinco grupos de cinco."}},
    {kEndsInGroup,
     {"The code ends in group {}, after {} of 25 letters.",
      "رمز در گروه {} تمام می‌شود، پس از {} حرف از ۲۵.",
      "ينتهي الرمز في المجموعة {} بعد {} حرفًا من 25.",
      "Код обрывается в группе {}: знаков {} из 25.",
      "El código termina en el grupo {}, tras {} letras de 25."}},
    {kWrongCheck,
     {"A letter of the code is wrong, or two have changed places. Compare it group by group.",
      "حرفی از رمز نادرست است یا دو حرف جابه‌جا شده‌اند. گروه "
      "به "
      "گروه "
      "مقایسه "
      "کنید.",
      "حرف من الرمز خطأ، أو تبادل حرفان مكانيهما. قارنه مجموعة مجموعة.",
      "Одна буква кода неверна или две поменялись местами. Сверьте по группам.",
      "Una letra del código está mal o dos cambiaron de lugar. Compárelo grupo por grupo."}},
    {kNoDecision,
     {"The number of the decision is missing.", "شمارهٔ تصمیم نیامده است.", "رقم القرار ناقص.",
      "Нет номера решения.", "Falta el número de la decisión."}},
    {kNoWords,
     {"Say why it is wrong; a few words are enough.", "بگویید چرا نادرست است؛ چند کلمه بس است.",
      "قل لماذا هو خطأ؛ تكفي بضع كلمات.", "Скажите, почему это неверно; хватит нескольких слов.",
      "Diga por qué es errónea; bastan unas palabras."}},
    {kTooLong,
     {"It has {} characters; {} are read. Send the most important ones.",
      "{} نویسه دارد؛ {} نویسه خوانده می‌شود. مهم‌ترین‌ها "
      "را "
      "بفرستید.",
      "فيه {} حرفًا، ويُقرأ {}. أرسل الأهم.", "Знаков: {}, читают {}. Пришлите самое важное.",
      "Tiene {} caracteres; se leen {}. Envíe lo más importante."}},
    {kNoItem,
     {"Which post it is is missing.", "نگفته‌اید کدام مطلب.", "لم تذكر أي منشور.",
      "Не указано, какая запись.", "Falta qué publicación es."}},
    {kNoEntry,
     {"The id of the entry is missing.", "شناسهٔ ثبت نیامده است.", "معرّف القيد ناقص.",
      "Нет номера статьи.", "Falta el identificador del asiento."}},
    {kNoClaim,
     {"It does not say what is wrong with the entry.", "نمی‌گوید چه چیز آن ثبت نادرست است.",
      "لا يقول ما الخطأ في القيد.", "Не сказано, что в статье неверно.",
      "No dice qué tiene de erróneo el asiento."}},
    {kNoNumbers,
     {"What is not yours is said by the numbers in the list: 1, 3.",
      "آنچه از شما نیست با شماره‌های فهرست گفته می‌شود: ۱، ۳.",
      "ما ليس منك يُذكر بأرقام القائمة: 1، 3.",
      "То, что не от вас, называют номерами из списка: 1, 3.",
      "Lo que no es suyo se dice con los números de la lista: 1, 3."}},
    {kNotMarked,
     {"Your words have arrived, but nothing is marked:", "نوشتهٔ شما رسید، ولی چیزی نشان نشد:",
      "وصل كلامك، لكن لم يُعلَّم شيء:", "Ваш текст получен, но ничего не помечено:",
      "Su texto ha llegado, pero no se marcó nada:"}},
    {kIncomplete,
     {"Parts are missing. Send them again, all together:",
      "تکه‌هایی کم است. همه را با هم دوباره بفرستید:",
      "تنقص أجزاء. أرسلها كلها معًا من جديد:", "Не хватает частей. Пришлите снова, все вместе:",
      "Faltan partes. Envíelas otra vez, todas juntas:"}},
    {kRefused,
     {"It cannot be taken in:", "نمی‌توان پذیرفت:", "لا يمكن قبوله:",
      "Принять нельзя:", "No se puede admitir:"}},
    {kUnreadable,
     {"It cannot be read:", "خوانده نمی‌شود:", "لا يمكن قراءته:",
      "Прочесть не удалось:", "No se puede leer:"}},
    {kBusy,
     {"It could not be written down just now. Send it again in a minute.",
      "همین حالا نشد ثبتش کنیم. یک دقیقهٔ دیگر دوباره بفرستید.",
      "تعذّر تدوينه الآن. أرسله من جديد بعد دقيقة.",
      "Сейчас записать не удалось. Отправьте снова через минуту.",
      "No se pudo anotar ahora. Envíelo otra vez en un minuto."}},
    {kTextBelow,
     {"What you typed stands below; nothing is lost.",
      "آنچه نوشتید در پایین است؛ چیزی از دست نرفته.", "ما كتبته موجود أدناه؛ لم يضع شيء.",
      "Набранное стоит ниже; ничего не потеряно.",
      "Lo que escribió está abajo; nada se ha perdido."}},
    {kNoPage,
     {"There is no such page", "چنین صفحه‌ای نیست", "لا توجد صفحة كهذه",
      "Такой страницы нет", "No existe esa página"}},

    {kForYouAlone,
     {"This page is for whoever sent it. That it was opened is noted nowhere; a copy that you keep "
      "is "
      "yours to guard.",
      "این صفحه برای کسی است که آن را خواسته. باز شدنش جایی ثبت نمی‌شود؛ نگهداری از "
      "نسخه‌ای "
      "که "
      "ذخیره "
      "می‌کنید با خود شماست.",
      "هذه الصفحة لمن طلبها. لا يُدوَّن في أي مكان أنها فُتحت؛ وحفظ النسخة التي تبقيها مسؤوليتك.",
      "Эта страница для того, кто её запросил. Нигде не отмечено, что её открывали; сохранённую "
      "копию "
      "берегите сами.",
      "Esta página es para quien la pidió. En ningún sitio consta que se abrió; la copia que "
      "guarde "
      "queda a su cuidado."}},
    {kStatement,
     {"Statement of reasons", "بیانیهٔ دلایل", "بيان الأسباب", "Изложение оснований",
      "Exposición de motivos"}},
    {kStanding,
     {"Where the account stands", "وضع حساب", "وضع الحساب", "Положение учётной записи",
      "Situación de la cuenta"}},
    {kNoStrikes,
     {"No strike counts.", "هیچ اخطاری به حساب نمی‌آید.",
      "لا مخالفة محسوبة.", "Действующих нарушений нет.", "No cuenta ninguna falta."}},
    {kStrike,
     {"Strike of weight {} ({}), of {}", "اخطار با وزن {} ({})، {}", "مخالفة بوزن {} ({})، {}",
      "Нарушение веса {} ({}), {}", "Falta de peso {} ({}), del {}"}},
    {kForever, {"does not expire", "پایان ندارد", "لا تنقضي", "не истекает", "no caduca"}},
    {kExpires, {"until {}", "تا {}", "حتى {}", "до {}", "hasta el {}"}},
    {kRunsUntilDeleted,
     {"waits until the post is deleted", "منتظر پاک‌شدن مطلب است",
      "ينتظر حذف المنشور", "ждёт удаления записи", "espera a que se borre la publicación"}},
    {kLifted,
     {"lifted: the answer to the appeal is late", "برداشته شده، چون پاسخ اعتراض دیر شده است",
      "مرفوع لأن الرد على الاعتراض تأخر", "снята: ответ на жалобу опоздал",
      "levantado: la respuesta al recurso llega tarde"}},
    {kAppealState, {"The appeal", "اعتراض", "الاعتراض", "Жалоба", "El recurso"}},
    {kStateFiled,
     {"has arrived on {} and waits for someone to take it up",
      "در {} رسیده و منتظر کسی است که به آن رسیدگی کند", "وصل في {} وينتظر من يتولاه",
      "получена {} и ждёт, пока за неё возьмутся", "llegó el {} y espera que alguien lo tome"}},
    {kStateAssigned,
     {"has arrived on {}; someone is deciding it", "در {} رسیده؛ کسی در حال رسیدگی است",
      "وصل في {}؛ وهناك من ينظر فيه", "получена {}; её рассматривают",
      "llegó el {}; alguien lo está decidiendo"}},
    {kStateAsked,
     {"has arrived on {}; there is a question to you", "در {} رسیده؛ پرسشی از شما هست",
      "وصل في {}؛ وهناك سؤال لك", "получена {}; к вам есть вопрос",
      "llegó el {}; hay una pregunta para usted"}},
    {kStateUpheld,
     {"is answered: the decision stands", "پاسخ داده شد: تصمیم برجاست", "رُدّ عليه: القرار قائم",
      "рассмотрена: решение остаётся", "está respondido: la decisión se mantiene"}},
    {kStateOverturned,
     {"is answered: the decision is overturned", "پاسخ داده شد: تصمیم لغو شد",
      "رُدّ عليه: أُلغي القرار", "рассмотрена: решение отменено",
      "está respondido: la decisión se revoca"}},
    {kStateModified,
     {"is answered: the decision is made milder",
      "پاسخ داده شد: تصمیم سبک‌تر شد", "رُدّ عليه: خُفّف القرار",
      "рассмотрена: решение смягчено", "está respondido: la decisión se suaviza"}},
    {kStateWithdrawn, {"is withdrawn", "پس گرفته شده", "سُحب", "отозвана", "está retirado"}},
    {kStateLate,
     {"is not answered in time; a lock or suspension is lifted until it is",
      "به‌موقع پاسخ نگرفته؛ تا پاسخ، قفل یا تعلیق "
      "برداشته "
      "شده "
      "است",
      "لم يُردّ عليه في موعده؛ والقفل أو التعليق مرفوع حتى الرد",
      "не рассмотрена в срок; блокировка снята до ответа",
      "no se respondió a tiempo; el bloqueo o la suspensión se levanta hasta que se haga"}},
    {kStateReferred,
     {"is with an outside body", "نزد نهادی بیرونی است", "لدى جهة خارجية", "у внешнего органа",
      "está ante un órgano externo"}},
    {kStateDone, {"is closed", "بسته شده", "أُغلق", "закрыта", "está cerrado"}},
    {kWhatToDo,
     {"What you can do", "چه می‌توانید بکنید", "ما يمكنك فعله",
      "Что можно сделать", "Qué puede hacer"}},
    {kAppealBy,
     {"Appeal until {}", "اعتراض تا {}", "الاعتراض حتى {}", "Обжаловать до {}",
      "Recurrir hasta el {}"}},
    {kDaysLeft,
     {"{} days left", "{} روز مانده", "الأيام الباقية: {}", "осталось дней: {}", "quedan {} días"}},
    {kAppealOver,
     {"The time to appeal ended on {}. If you were cut off, say so, and it counts.",
      "زمان اعتراض در {} پایان یافت. اگر ارتباط‌تان قطع بود بگویید "
      "تا "
      "به "
      "حساب "
      "آید.",
      "انتهت مدة الاعتراض في {}. إن كنت منقطعًا فقل ذلك ليُحسب.",
      "Срок обжалования истёк {}. Если вы были отрезаны от сети, скажите об этом: это учтут.",
      "El plazo para recurrir terminó el {}. Si estuvo incomunicado, dígalo y contará."}},
    {kNotAppealable,
     {"Nothing was done that could be appealed.", "کاری نشده که بتوان به آن اعتراض کرد.",
      "لم يُتخذ إجراء يُعترض عليه.", "Обжаловать нечего.", "No hay nada que recurrir."}},
    {kAddMore,
     {"Add to the appeal", "افزودن به اعتراض", "الإضافة إلى الاعتراض", "Дополнить жалобу",
      "Añadir al recurso"}},
    {kTexts,
     {"What has come with this code", "آنچه با این رمز رسیده است", "ما وصل بهذا الرمز",
      "Что пришло с этим кодом", "Lo que ha llegado con este código"}},
    {kTextsBefore, {"Before these: {}.", "پیش از این‌ها: {}.", "قبلها: {}.", "До этих: {}.", "Antes de estos: {}."}},
    {kText,
     {"Text {0}, {1}: {2} characters, hash {3}", "نوشتهٔ {0}، {1}: {2} نویسه، چکیده {3}",
      "النص {0}، {1}: {2} حرفًا، البصمة {3}", "Текст {0}, {1}: знаков {2}, хеш {3}",
      "Texto {0}, {1}: {2} caracteres, resumen {3}"}},
    {kIsNotMine,
     {"marked as not yours", "نشان شده: از شما نیست", "معلّم بأنه ليس منك", "помечен как не ваш",
      "marcado como no suyo"}},
    {kNotMine,
     {"Numbers of texts that are not from you", "شمارهٔ نوشته‌هایی که از شما نیست",
      "أرقام النصوص التي ليست منك", "Номера текстов, которые не от вас",
      "Números de los textos que no son suyos"}},
    {kNotMineHint,
     {"For example 1, 3. They stay, and whoever decides sees what you say of them. The field for words "
      "may then be empty.",
      "برای نمونه ۱، ۳. می‌مانند، و هر که تصمیم می‌گیرد می‌بیند که شما دربارهٔ آن‌ها چه گفته‌اید. خانهٔ نوشته آن‌گاه می‌تواند "
      "خالی باشد.",
      "مثلًا 1، 3. تبقى، ويرى من يقرر ما تقوله عنها. ويمكن عندئذ ترك خانة النص فارغة.",
      "Например 1, 3. Они остаются, и тот, кто решает, видит, что вы о них говорите. Поле для текста "
      "тогда может быть пустым.",
      "Por ejemplo 1, 3. Se conservan, y quien decide ve lo que usted dice de ellos. El campo del "
      "texto puede entonces quedar vacío."}},
    {kDeleteNow,
     {"Delete the post", "پاک کردن مطلب", "حذف المنشور", "Удалить запись",
      "Borrar la publicación"}},
    {kPlainText,
     {"As plain text", "به صورت متن ساده", "كنص عادي", "Простым текстом", "Como texto simple"}},
    {kDay, {"On which day?", "در کدام روز؟", "في أي يوم؟", "В какой день?", "¿En qué día?"}},
    {kDayHint,
     {"Like 2026-01-08, of 24 hours UTC. The answer has its own address, which can be passed on.",
      "مانند \u20661404/10/18\u2069 یا \u20662026-01-08\u2069، ۲۴ ساعت UTC. پاسخ نشانی خودش "
      "را دارد و می‌توان آن را به دیگران داد.",
      "مثل \u20662026-01-08\u2069، ٢٤ ساعة بتوقيت UTC. للجواب عنوانه الخاص ويمكن تمريره.",
      "Например, 2026-01-08: сутки UTC. У ответа есть свой адрес, его можно передать другим.",
      "Como 2026-01-08, de 24 horas UTC. La respuesta tiene su propia dirección, que se puede "
      "pasar a otros."}},
    {kNoDay,
     {"That is no day", "این یک روز نیست", "هذا ليس يومًا", "Это не день", "Eso no es un día"}},
    {kNoDayNote,
     {"One day is needed, from 1970 on: year, month and day as numbers, and the day must exist.",
      "یک روز لازم است، از ۱۹۷۰ (۱۳۴۸) به بعد: سال، ماه و روز به عدد؛ و آن روز باید در تقویم باشد.",
      "يلزم يوم واحد، من سنة ١٩٧٠ فصاعدًا: السنة والشهر واليوم أرقامًا، ويجب أن يكون اليوم موجودًا.",
      "Нужен один день, начиная с 1970 года: год, месяц и число цифрами, и такой день должен быть.",
      "Hace falta un día, desde 1970: año, mes y día en números, y el día tiene que existir."}},
};

static_assert(std::size(kPhrases) == static_cast<std::size_t>(kCount));

constexpr bool InOrder() {
  for (std::size_t i = 0; i < std::size(kPhrases); ++i) {
    if (static_cast<std::size_t>(kPhrases[i].word) != i) return false;
  }
  return true;
}
static_assert(InOrder());

}  // namespace

std::string_view Say(page::Language language, Word word) {
  return kPhrases[static_cast<std::size_t>(word)].in[static_cast<std::size_t>(language)];
}

}  // namespace evenhand::server
