#include "server/refusals.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "carry/letter_words.h"
#include "page/frame.h"
#include "page/locale.h"
#include "policy/time.h"

namespace evenhand::server {
namespace {

// Places in the English sentence: {n} a number, {t} a time, {l} a label of a letter, {x} anything.
// The others name them by their order, {0} first, and may leave some out.
struct Sentence {
  std::string_view english;
  std::array<std::string_view, 5> in;  // in the order of page::Language
};

// What stands before the reason and says nothing that the page does not say.
constexpr std::string_view kBefore[] = {"the letter cannot be read: ",
                                        "decision '{x}' cannot be appealed: "};

// By hand: the tool takes Persian letters for wider than they are and breaks lines word by word.
// clang-format off
constexpr Sentence kSentences[] = {
    // letters
    {"it has no line 'Decision:' with the number from the statement",
     {"The line “Decision:” with the number from the statement is missing.",
      "سطر «تصمیم:» با شماره‌ای که در بیانیه آمده نیست.",
      "ينقص سطر «القرار:» وفيه الرقم الوارد في البيان.",
      "Нет строки «Решение:» с номером из изложения.",
      "Falta la línea «Decisión:» con el número de la exposición."}},
    {"it has no line 'Code:' with the code from the statement",
     {"The line “Code:” with the code from the statement is missing.",
      "سطر «رمز:» با رمزی که در بیانیه آمده نیست.",
      "ينقص سطر «الرمز:» وفيه الرمز الوارد في البيان.",
      "Нет строки «Код:» с кодом из изложения.",
      "Falta la línea «Código:» con el código de la exposición."}},
    {"it has no line 'Item:' with the post to be deleted",
     {"The line “Item:” with the post to be deleted is missing.",
      "سطر «مطلب:» با مطلبی که باید پاک شود نیست.",
      "ينقص سطر «المنشور:» وفيه المنشور المراد حذفه.",
      "Нет строки «Запись:» с записью, которую нужно удалить.",
      "Falta la línea «Publicación:» con la publicación que debe borrarse."}},
    {"it has no line 'Entry:' with the id of the entry, such as r-IR-twitter-3",
     {"The line “Entry:” with the id of the entry, such as r-IR-twitter-3, is missing.",
      "سطر «ثبت:» با شناسهٔ ثبت، مانند \u2066r-IR-twitter-3\u2069، نیست.",
      "ينقص سطر «القيد:» وفيه معرّف القيد، مثل \u2066r-IR-twitter-3\u2069.",
      "Нет строки «Статья:» с номером статьи, например r-IR-twitter-3.",
      "Falta la línea «Asiento:» con el identificador, por ejemplo r-IR-twitter-3."}},
    {"the line 'New facts:' is too long; what else is new goes into the words",
     {"The line “New facts:” is too long; what else is new goes into the words.",
      "سطر «واقعیت تازه:» دراز است؛ باقی تازه‌ها را در متن بنویسید.",
      "سطر «وقائع جديدة:» طويل؛ اكتب باقي الجديد في النص.",
      "Строка «Новые факты:» слишком длинна; остальное новое напишите в тексте.",
      "La línea «Hechos nuevos:» es demasiado larga; lo demás que sea nuevo va en el texto."}},
    {"the line '{l}:' is too long",
     {"The line “{0}:” is too long.", "سطر «{0}:» بیش از اندازه دراز است.",
      "السطر «{0}:» أطول مما ينبغي.", "Строка «{0}:» слишком длинна.",
      "La línea «{0}:» es demasiado larga."}},
    {"it does not say why the decision is wrong; a few words are enough",
     {"Say why it is wrong; a few words are enough.", "بگویید چرا نادرست است؛ چند کلمه بس است.",
      "قل لماذا هو خطأ؛ تكفي بضع كلمات.", "Скажите, почему это неверно; хватит нескольких слов.",
      "Diga por qué es errónea; bastan unas palabras."}},
    {"it has {n} characters, and {n} are read; send the most important ones",
     {"It has {0} characters; {1} are read. Send the most important ones.",
      "{0} نویسه دارد؛ {1} نویسه خوانده می‌شود. مهم‌ترین‌ها را بفرستید.",
      "فيه {0} حرفًا، ويُقرأ {1}. أرسل الأهم.", "Знаков: {0}, читают {1}. Пришлите самое важное.",
      "Tiene {0} caracteres; se leen {1}. Envíe lo más importante."}},
    {"it has more than {n} lines 'Source:'",
     {"It has more than {0} lines “Source:”.", "بیش از {0} سطر «منبع:» دارد.",
      "فيه أكثر من {0} سطرًا «المصدر:».", "Строк «Источник:» больше {0}.",
      "Tiene más de {0} líneas «Fuente:»."}},
    {"it does not say what is wrong with the entry",
     {"It does not say what is wrong with the entry.", "نمی‌گوید چه چیز آن ثبت نادرست است.",
      "لا يقول ما الخطأ في القيد.", "Не сказано, что в статье неверно.",
      "No dice qué tiene de erróneo el asiento."}},
    {"the line 'Not mine:' has the numbers of what is not yours, such as 1, 3",
     {"What is not yours is said by the numbers in the list: 1, 3.",
      "آنچه از شما نیست با شماره‌های فهرست گفته می‌شود: ۱، ۳.",
      "ما ليس منك يُذكر بأرقام القائمة: 1، 3.",
      "То, что не от вас, называют номерами из списка: 1, 3.",
      "Lo que no es suyo se dice con los números de la lista: 1, 3."}},
    {"it is longer than {n} bytes",
     {"It is longer than {0} bytes. Send the most important part.",
      "از {0} بایت درازتر است. مهم‌ترین بخش را بفرستید.",
      "أطول من {0} بايت. أرسل الجزء الأهم.", "Оно длиннее {0} байт. Пришлите самое важное.",
      "Tiene más de {0} bytes. Envíe lo más importante."}},
    {"it is not UTF-8 text",
     {"Its letters are damaged. Send it as a file, or write it again.",
      "حروف آن خراب شده است. آن را به صورت فایل بفرستید یا دوباره بنویسید.",
      "حروفه تالفة. أرسله ملفًا أو اكتبه من جديد.",
      "Буквы в нём испорчены. Пришлите файлом или напишите заново.",
      "Sus letras están dañadas. Envíelo como archivo o escríbalo de nuevo."}},
    {"its first line is not 'EVENHAND APPEAL 1', 'EVENHAND COMPLY 1' or 'EVENHAND CHALLENGE 1'",
     {"A letter begins with the line EVENHAND APPEAL 1 (or EVENHAND COMPLY 1, to delete a post; "
      "EVENHAND CHALLENGE 1, for the register).",
      "نامه با سطر \u2066EVENHAND APPEAL 1\u2069 آغاز می‌شود (برای پاک کردن مطلب "
      "\u2066EVENHAND COMPLY 1\u2069 و برای دفتر محدودیت‌ها \u2066EVENHAND CHALLENGE 1\u2069).",
      "تبدأ الرسالة بالسطر \u2066EVENHAND APPEAL 1\u2069 (أو \u2066EVENHAND COMPLY 1\u2069 لحذف "
      "منشور، أو \u2066EVENHAND CHALLENGE 1\u2069 لسجل القيود).",
      "Письмо начинается строкой EVENHAND APPEAL 1 (удалить запись — EVENHAND COMPLY 1, реестр — "
      "EVENHAND CHALLENGE 1).",
      "Una carta empieza con la línea EVENHAND APPEAL 1 (o EVENHAND COMPLY 1, para borrar una "
      "publicación; EVENHAND CHALLENGE 1, para el registro)."}},
    // codes
    {"the code cannot be: group {n} has a letter that no code has (U is never one)",
     {"Group {0} of the code has a letter that no code has.",
      "گروه {0} رمز حرفی دارد که در هیچ رمزی نیست.",
      "في المجموعة {0} من الرمز حرف لا يرد في أي رمز.",
      "В группе {0} кода есть буква, которой в кодах не бывает.",
      "El grupo {0} del código tiene una letra que ningún código tiene."}},
    {"the code cannot be: it has more than five groups of five",
     {"The code has more than five groups of five.", "رمز بیش از پنج گروه پنج‌تایی دارد.",
      "في الرمز أكثر من خمس مجموعات من خمسة.", "В коде больше пяти групп по пять.",
      "El código tiene más de cinco grupos de cinco."}},
    {"the code cannot be: it ends in group {n}, after {n} of 25 letters",
     {"The code ends in group {0}, after {1} of 25 letters.",
      "رمز در گروه {0} تمام می‌شود، پس از {1} حرف از ۲۵.",
      "ينتهي الرمز في المجموعة {0} بعد {1} حرفًا من 25.",
      "Код обрывается в группе {0}: знаков {1} из 25.",
      "El código termina en el grupo {0}, tras {1} letras de 25."}},
    {"the code cannot be: a letter is wrong, or two have changed places; compare it group by group",
     {"A letter of the code is wrong, or two have changed places. Compare it group by group.",
      "حرفی از رمز نادرست است یا دو حرف جابه‌جا شده‌اند. گروه به گروه مقایسه کنید.",
      "حرف من الرمز خطأ، أو تبادل حرفان مكانيهما. قارنه مجموعة مجموعة.",
      "Одна буква кода неверна или две поменялись местами. Сверьте по группам.",
      "Una letra del código está mal o dos cambiaron de lugar. Compárelo grupo por grupo."}},
    // seals and parts
    {"it is sealed, and there is no key here to open it",
     {"It is sealed, and there is no key here to open it. Seal it to the key of this site.",
      "مهر شده و اینجا کلیدی برای گشودنش نیست. با کلید همین سایت مهر کنید.",
      "مختوم ولا مفتاح هنا لفتحه. اختمه بمفتاح هذا الموقع.",
      "Запечатано, а ключа здесь нет. Запечатайте ключом этого сайта.",
      "Está sellado y aquí no hay clave para abrirlo. Séllelo con la clave de este sitio."}},
    {"it is sealed to another key, or damaged",
     {"It is no letter, is sealed to another key, or was damaged on its way. Send it again.",
      "نامه نیست، با کلید دیگری مهر شده یا در راه آسیب دیده است. دوباره بفرستید.",
      "ليس رسالة، أو خُتم بمفتاح آخر، أو تلف في الطريق. أرسله من جديد.",
      "Это не письмо, либо оно запечатано другим ключом или повреждено в пути. Пришлите снова.",
      "No es una carta, está sellado con otra clave o se dañó por el camino. Envíelo otra vez."}},
    {"the age file is sealed to other keys",
     {"The file of age is sealed to other keys. Seal it to the key of this site.",
      "فایل \u2066age\u2069 با کلیدهای دیگری مهر شده است. با کلید همین سایت مهر کنید.",
      "ملف \u2066age\u2069 مختوم بمفاتيح أخرى. اختمه بمفتاح هذا الموقع.",
      "Файл age запечатан другими ключами. Запечатайте ключом этого сайта.",
      "El archivo de age está sellado con otras claves. Séllelo con la clave de este sitio."}},
    {"the age file is damaged: {x}",
     {"The file of age was damaged on its way. Send it again.",
      "فایل \u2066age\u2069 در راه آسیب دیده است. دوباره بفرستید.",
      "تلف ملف \u2066age\u2069 في الطريق. أرسله من جديد.",
      "Файл age повреждён в пути. Пришлите снова.",
      "El archivo de age se dañó por el camino. Envíelo otra vez."}},
    {"more than {n} bytes are sealed in it",
     {"More than {0} bytes are sealed in it. Send the most important part.",
      "بیش از {0} بایت در آن مهر شده است. مهم‌ترین بخش را بفرستید.",
      "خُتم فيه أكثر من {0} بايت. أرسل الجزء الأهم.",
      "В нём запечатано больше {0} байт. Пришлите самое важное.",
      "Hay más de {0} bytes sellados en él. Envíe lo más importante."}},
    {"what was sealed is no letter",
     {"What was sealed is no letter: its first line is not EVENHAND APPEAL 1.",
      "آنچه مهر شده نامه نیست: سطر نخست آن \u2066EVENHAND APPEAL 1\u2069 نیست.",
      "ما خُتم ليس رسالة: سطره الأول ليس \u2066EVENHAND APPEAL 1\u2069.",
      "Запечатано не письмо: его первая строка не EVENHAND APPEAL 1.",
      "Lo sellado no es una carta: su primera línea no es EVENHAND APPEAL 1."}},
    {"a text with parts has at most {n} bytes",
     {"A text with parts has at most {0} bytes. Send it in several.",
      "متنی که تکه‌ها در آن است حداکثر {0} بایت دارد. در چند متن بفرستید.",
      "النص الذي فيه أجزاء لا يتجاوز {0} بايت. أرسله على دفعات.",
      "Текст с частями — не больше {0} байт. Пришлите несколькими.",
      "Un texto con partes tiene como máximo {0} bytes. Envíelo en varios."}},
    {"parts {x}: number {x} of {n} to be sent again",
     {"of {0}, number {1} of {2}.", "از {0} شمارهٔ {1} از {2}.", "من {0} رقم {1} من {2}.",
      "из {0} номер {1} из {2}.", "de {0}, número {1} de {2}."}},
    {"parts {x}: {x}; send all again",
     {"all of {0}; they do not fit together.", "همهٔ {0}؛ تکه‌ها به هم نمی‌خورند.",
      "كل {0}؛ لا تتوافق الأجزاء.", "все из {0}: они не подходят друг к другу.",
      "todas las de {0}; no encajan entre sí."}},
    // appeals
    {"it is void already",
     {"The decision is void already: there is nothing to appeal.",
      "تصمیم پیش‌تر باطل شده است: چیزی برای اعتراض نیست.",
      "القرار باطل من قبل: لا شيء يُعترض عليه.",
      "Решение уже недействительно: обжаловать нечего.",
      "La decisión ya no tiene efecto: no hay nada que recurrir."}},
    {"it has been appealed twice",
     {"It has been appealed twice already; there is no third time.",
      "پیش‌تر دو بار به آن اعتراض شده است؛ بار سومی نیست.",
      "اعتُرض عليه مرتين؛ ولا مرة ثالثة.", "Его уже обжаловали дважды; третьего раза нет.",
      "Ya se recurrió dos veces; no hay una tercera."}},
    {"it has been appealed once, and a second appeal says which facts are new",
     {"It has been appealed once; a second appeal says which facts are new.",
      "یک بار به آن اعتراض شده است؛ اعتراض دوم می‌گوید کدام واقعیت تازه است.",
      "اعتُرض عليه مرة؛ والاعتراض الثاني يذكر ما الجديد من الوقائع.",
      "Его уже обжаловали; вторая жалоба называет новые факты.",
      "Ya se recurrió una vez; un segundo recurso dice qué hechos son nuevos."}},
    {"its appeal is still open: say there what is new",
     {"Its appeal is still open: what is new is added there, without the line for new facts.",
      "اعتراض آن هنوز باز است: تازه‌ها را همان‌جا بیفزایید، بدون سطر واقعیت تازه.",
      "اعتراضه ما زال مفتوحًا: أضف الجديد هناك، دون سطر الوقائع الجديدة.",
      "Жалоба ещё рассматривается: новое добавляют к ней, без строки о новых фактах.",
      "Su recurso sigue abierto: lo nuevo se añade allí, sin la línea de hechos nuevos."}},
    {"it has been appealed once",
     {"It has been appealed once, and that is not answered yet.",
      "یک بار به آن اعتراض شده و هنوز پاسخ نگرفته است.",
      "اعتُرض عليه مرة ولم يُجب بعد.", "Его уже обжаловали, ответа ещё нет.",
      "Ya se recurrió una vez y aún no hay respuesta."}},
    {"it had not been taken yet",
     {"The decision is newer than the time at which this arrived. Send it again later.",
      "تصمیم از زمان رسیدن این نامه تازه‌تر است. بعداً دوباره بفرستید.",
      "القرار أحدث من وقت وصول هذا. أرسله لاحقًا من جديد.",
      "Решение новее времени получения. Пришлите позже снова.",
      "La decisión es más nueva que la llegada de esto. Envíelo otra vez más tarde."}},
    {"the clock went backwards: {x}",
     {"The clock here is wrong just now. Send it again later.",
      "ساعت اینجا اکنون نادرست است. بعداً دوباره بفرستید.",
      "الساعة هنا غير صحيحة الآن. أرسله لاحقًا من جديد.",
      "Часы здесь сейчас неверны. Пришлите позже снова.",
      "El reloj de aquí está mal ahora. Envíelo otra vez más tarde."}},
    {"the period ended at {t}, and the question whether its author was cut off had no answer until "
     "{t}",
     {"The time to appeal ended on {0}, and the question whether you were cut off had no answer "
      "until {1}.",
      "مهلت اعتراض در {0} پایان یافت و این پرسش که آیا ارتباط‌تان قطع بود تا {1} پاسخی نگرفت.",
      "انتهت مهلة الاعتراض في {0}، ولم يُجب عن سؤال انقطاعك حتى {1}.",
      "Срок обжалования истёк {0}, а на вопрос, были ли вы без связи, ответа не было до {1}.",
      "El plazo para recurrir terminó el {0}, y la pregunta de si estuvo incomunicado no tuvo "
      "respuesta hasta el {1}."}},
    {"the period ended at {t}",
     {"The time to appeal ended on {0}.", "مهلت اعتراض در {0} پایان یافت.",
      "انتهت مهلة الاعتراض في {0}.", "Срок обжалования истёк {0}.",
      "El plazo para recurrir terminó el {0}."}},
    {"the author appeals an action, the reporter a finding of no violation",
     {"Nothing was done under this decision: there is nothing for its author to appeal.",
      "با این تصمیم کاری انجام نشده است: نویسنده چیزی برای اعتراض ندارد.",
      "لم يُتخذ إجراء بهذا القرار: ليس للكاتب ما يعترض عليه.",
      "По этому решению ничего не сделано: автору нечего обжаловать.",
      "Con esta decisión no se hizo nada: su autor no tiene qué recurrir."}},
    {"the appeal against decision '{x}' is {x}: nothing can be added",
     {"The appeal has its answer; nothing can be added to it.",
      "اعتراض پاسخ گرفته است؛ چیزی به آن افزوده نمی‌شود.",
      "رُدّ على الاعتراض؛ لا يُضاف إليه شيء.", "На жалобу дан ответ; дополнить её нельзя.",
      "El recurso tiene su respuesta; no se le puede añadir nada."}},
    // what is not mine
    {"there is no text {n} for decision '{x}': {n} came until now",
     {"There is no text {0}: {2} came until now.", "متن {0} نیست: تا کنون {2} رسیده است.",
      "لا نص برقم {0}: وصل حتى الآن {2}.", "Текста {0} нет: до сих пор их пришло {2}.",
      "No hay texto {0}: hasta ahora llegaron {2}."}},
    {"text {n} is what this letter says itself",
     {"Text {0} is what this letter says itself.", "متن {0} همان نوشتهٔ همین نامه است.",
      "النص {0} هو كلام هذه الرسالة نفسها.", "Текст {0} — это само это письмо.",
      "El texto {0} es lo que dice esta misma carta."}},
    {"the appeal with text {n} is {x}: nothing can be said of it",
     {"The appeal with text {0} has its answer: nothing can be said of it any more.",
      "اعتراضی که متن {0} در آن است پاسخ گرفته: دیگر دربارهٔ آن چیزی نمی‌توان گفت.",
      "الاعتراض الذي فيه النص {0} رُدّ عليه: لم يعد يُقال عنه شيء.",
      "На жалобу с текстом {0} дан ответ: о нём больше ничего сказать нельзя.",
      "El recurso con el texto {0} tiene su respuesta: ya no se puede decir nada de él."}},
    // orders to delete
    {"no decision wants item '{x}' of '{x}' deleted",
     {"No decision asks for the deletion of that post.",
      "هیچ تصمیمی پاک کردن آن مطلب را نخواسته است.",
      "لا قرار يطلب حذف ذلك المنشور.", "Ни одно решение не требует удалить эту запись.",
      "Ninguna decisión pide borrar esa publicación."}},
    {"decision {x} is not about item {x}",
     {"The decision is not about that post.", "تصمیم دربارهٔ آن مطلب نیست.",
      "القرار ليس عن ذلك المنشور.", "Решение не об этой записи.",
      "La decisión no trata de esa publicación."}},
    {"item '{x}' cannot have been deleted at {t}: it was hidden at {t}",
     {"The post was hidden on {2}; it cannot have been deleted before.",
      "مطلب در {2} پنهان شد؛ نمی‌تواند پیش از آن پاک شده باشد.",
      "أُخفي المنشور في {2}؛ لا يمكن أن يكون حُذف قبله.",
      "Запись скрыта {2}; удалить её раньше было нельзя.",
      "La publicación se ocultó el {2}; no pudo borrarse antes."}},
    // challenges of the register
    {"a source has the address of a public page, http or https: '{x}'",
     {"A source is the address of a public page, https://…: {0}",
      "منبع نشانی صفحه‌ای همگانی است، \u2066https://…\u2069: {0}",
      "المصدر عنوان صفحة عامة، \u2066https://…\u2069: {0}",
      "Источник — адрес общедоступной страницы, https://…: {0}",
      "Una fuente es la dirección de una página pública, https://…: {0}"}},
    {"the address of a source has a space or a sign in it that no address has: '{x}'",
     {"The address of a source has a space or a sign in it that no address has: {0}",
      "نشانی منبع فاصله یا نشانه‌ای دارد که در هیچ نشانی نیست: {0}",
      "في عنوان المصدر مسافة أو علامة لا ترد في أي عنوان: {0}",
      "В адресе источника пробел или знак, которого в адресах не бывает: {0}",
      "La dirección de una fuente tiene un espacio o un signo que ninguna tiene: {0}"}},
    {"the address of a source is too long, or names a user: '{x}'",
     {"The address of a source is too long, or names a user: {0}",
      "نشانی منبع دراز است یا نام کاربری دارد: {0}",
      "عنوان المصدر طويل أو يذكر مستخدمًا: {0}",
      "Адрес источника слишком длинный или называет пользователя: {0}",
      "La dirección de una fuente es demasiado larga o nombra a un usuario: {0}"}},
    {"one change has at most {n} sources",
     {"A challenge has at most {0} sources.", "هر ایراد حداکثر {0} منبع دارد.",
      "للاعتراض {0} مصدرًا على الأكثر.", "У возражения не больше {0} источников.",
      "Una impugnación tiene como máximo {0} fuentes."}},
    {"{x} has a mail address in it, which has no place in the register",
     {"It has a mail address in it, which has no place in the register. Leave it out.",
      "نشانی رایانامه دارد که جایش در دفتر نیست. آن را بردارید.",
      "فيه عنوان بريد لا مكان له في السجل. احذفه.",
      "В нём адрес почты, которому в реестре не место. Уберите его.",
      "Contiene una dirección de correo, que no cabe en el registro. Quítela."}},
    {"{x} has a network address in it, which has no place in the register",
     {"It has a network address in it, which has no place in the register. Leave it out.",
      "نشانی شبکه (\u2066IP\u2069) دارد که جایش در دفتر نیست. آن را بردارید.",
      "فيه عنوان شبكة (\u2066IP\u2069) لا مكان له في السجل. احذفه.",
      "В нём сетевой адрес (IP), которому в реестре не место. Уберите его.",
      "Contiene una dirección de red (IP), que no cabe en el registro. Quítela."}},
    {"{x} is longer than {n} characters",
     {"It is longer than {1} characters.", "از {1} نویسه درازتر است.", "أطول من {1} حرفًا.",
      "Оно длиннее {1} знаков.", "Tiene más de {1} caracteres."}},
    // forms
    {"the form did not arrive whole",
     {"The form did not arrive whole. Send it again.",
      "فرم کامل نرسید. دوباره بفرستید.", "لم تصل الاستمارة كاملة. أرسلها من جديد.",
      "Форма дошла не полностью. Отправьте снова.",
      "El formulario no llegó entero. Envíelo otra vez."}},
};
// clang-format on
// A comma that is missing joins two languages and leaves the last without words.
static_assert(std::ranges::all_of(kSentences, [](const Sentence& sentence) {
  return std::ranges::none_of(sentence.in, &std::string_view::empty);
}));

struct Found {
  char kind;  // of the place
  std::string_view text;
};

bool IsNumber(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool Fits(const Found& found) {
  switch (found.kind) {
    case 'n':
      return IsNumber(found.text);
    case 't':
      return policy::ParseTime(found.text).has_value();
    case 'l':
      return carry::ReadLabel(found.text).has_value();
    default:
      return !found.text.empty();
  }
}

// What stands in the places of `pattern` where `text` is that sentence. A place ends at the last
// text that lets the rest fit, since quoted names may hold anything.
std::optional<std::vector<Found>> Match(std::string_view pattern, std::string_view text) {
  const std::size_t open = pattern.find('{');
  if (open == pattern.npos)
    return pattern == text ? std::optional(std::vector<Found>()) : std::nullopt;
  if (!text.starts_with(pattern.substr(0, open))) return std::nullopt;
  text.remove_prefix(open);
  const char kind = pattern[open + 1];
  pattern.remove_prefix(open + 3);
  const std::string_view next = pattern.substr(0, pattern.find('{'));
  const bool is_last = next.size() == pattern.size();
  for (std::size_t end = is_last ? text.size() - std::min(text.size(), next.size())
                                 : text.rfind(next);
       end != text.npos; end = is_last || end == 0 ? text.npos : text.rfind(next, end - 1)) {
    const Found found{kind, text.substr(0, end)};
    if (!Fits(found)) continue;
    auto rest = Match(pattern, text.substr(end));
    if (!rest) continue;
    rest->insert(rest->begin(), found);
    return rest;
  }
  return std::nullopt;
}

std::string In(page::Language language, const Found& found) {
  const std::string_view tag = page::Tag(language);
  switch (found.kind) {
    case 'n': {
      std::int64_t number = 0;
      std::from_chars(found.text.data(), found.text.data() + found.text.size(), number);
      return page::NumberIn(tag, number);
    }
    case 't':
      return page::DateIn(tag, *policy::ParseTime(found.text));
    case 'l':
      return std::string(carry::LabelIn(tag, carry::ReadLabel(found.text)->label));
    default:
      return page::Isolated(found.text);
  }
}

// Without what says nothing to the reader: where it was met, and the number of a rule of ours.
std::string_view Core(std::string_view english) {
  for (const std::string_view before : kBefore) {
    if (Match(std::string(before) + "{x}", english)) {
      const std::string_view end = before.substr(before.rfind('}') + 1);
      const std::size_t at = before.find('{') == before.npos ? 0 : english.find(end);
      english.remove_prefix(at + end.size());
    }
  }
  const std::size_t open = english.rfind(" (");
  const bool is_rule = open != english.npos && english.ends_with(")") &&
                       english.find_first_not_of("0123456789.", open + 2) == english.size() - 1;
  return is_rule ? english.substr(0, open) : english;
}

}  // namespace

bool HasWords(std::string_view english) {
  return std::ranges::any_of(kSentences, [core = Core(english)](const Sentence& sentence) {
    return Match(sentence.english, core).has_value();
  });
}

std::string RefusalIn(page::Language language, std::string_view english) {
  const std::string_view core = Core(english);
  for (const Sentence& sentence : kSentences) {
    const auto found = Match(sentence.english, core);
    if (!found) continue;
    fmt::dynamic_format_arg_store<fmt::format_context> places;
    for (const Found& one : *found) places.push_back(In(language, one));
    return fmt::vformat(sentence.in[static_cast<std::size_t>(language)], places);
  }
  return page::Isolated(english);
}

}  // namespace evenhand::server
