#include "page/receipt_text.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "page/frame.h"
#include "page/locale.h"
#include "policy/appeal.h"
#include "policy/time.h"

namespace evenhand::page {
namespace {

constexpr std::string_view kTitle = "EVENHAND RECEIPT 1\n", kAnswerTitle = "EVENHAND ANSWER 1\n";

// In the order of page/words.h's languages.
using Phrase = std::array<std::string_view, 5>;

struct Label {
  std::string_view name;
  Phrase in;
  bool is_time = false;
};
// By hand: the tool takes Persian letters for wider than they are and breaks lines word by word.
// clang-format off
constexpr Label kLabels[] = {
    {"Appeal", {"Appeal", "اعتراض", "الاعتراض", "Жалоба", "Recurso"}},
    {"Decision",
     {"Number of the decision", "شمارهٔ تصمیم", "رقم القرار", "Номер решения",
      "Número de la decisión"}},
    {"Received", {"Received", "رسیده در", "وصل في", "Получено", "Recibido"}, true},
    {"Words",
     {"Your words, as a hash", "چکیدهٔ نوشتهٔ شما", "بصمة كلامك", "Хеш вашего текста",
      "Su texto, como resumen"}},
    {"Not mine",
     {"Texts marked as not yours", "نوشته‌هایی که نشان شد از شما نیست", "نصوص معلّمة بأنها ليست منك",
      "Тексты, помеченные как не ваши", "Textos marcados como no suyos"}},
    {"Challenge", {"Challenge", "ایراد", "الاعتراض", "Возражение", "Impugnación"}},
    {"Entry",
     {"Entry of the register", "ثبت دفتر", "القيد في السجل", "Статья реестра",
      "Asiento del registro"}},
    {"Answer by", {"Answer by", "پاسخ تا", "الرد حتى", "Ответ до", "Respuesta antes del"}, true},
    {"Deletion",
     {"Deleted post", "مطلب پاک‌شده", "المنشور المحذوف", "Удалённая запись",
      "Publicación borrada"}},
    {"Counts from",
     {"Counts from", "به حساب می‌آید از", "يُحسب من", "Считается с", "Cuenta desde"},
     true},
    {"Lock ends",
     {"Lock ends", "پایان قفل", "نهاية القفل", "Конец блокировки", "Fin del bloqueo"},
     true},
    {"Report", {"Report", "گزارش", "البلاغ", "Сообщение", "Denuncia"}},
    {"Answered", {"Answered", "پاسخ در", "رُدّ عليه في", "Дан ответ", "Respondido"}, true},
    {"Outcome", {"Outcome", "نتیجه", "النتيجة", "Исход", "Resultado"}},
};

// What stands behind "Outcome:".
struct OutcomeWords {
  policy::AppealState state;
  Phrase in;
};
constexpr OutcomeWords kOutcomes[] = {
    {policy::AppealState::kUpheld,
     {"the decision stands", "تصمیم برجاست", "القرار قائم", "решение остаётся",
      "la decisión se mantiene"}},
    {policy::AppealState::kOverturned,
     {"the decision is overturned", "تصمیم لغو شد", "أُلغي القرار", "решение отменено",
      "la decisión se revoca"}},
    {policy::AppealState::kModified,
     {"the decision is made milder", "تصمیم سبک‌تر شد", "خُفّف القرار", "решение смягчено",
      "la decisión se suaviza"}},
    {policy::AppealState::kOutsideUpheld,
     {"an outside body lets the decision stand", "نهاد بیرونی تصمیم را برجا گذاشت",
      "أبقت جهة خارجية القرار", "внешний орган оставил решение",
      "un órgano externo mantiene la decisión"}},
    {policy::AppealState::kOutsideOverturned,
     {"an outside body overturns the decision", "نهاد بیرونی تصمیم را لغو کرد",
      "ألغت جهة خارجية القرار", "внешний орган отменил решение",
      "un órgano externo revoca la decisión"}},
};
// clang-format on

// What follows from it: whose kind the first line says.
struct Promise {
  std::string_view kind;
  Phrase in;
};
// By hand: the tool takes Persian letters for wider than they are and breaks lines word by word.
// clang-format off
constexpr Promise kPromises[] = {
    {"Appeal",
     {"Someone who was not involved decides, and nothing gets worse.",
      "کسی تصمیم می‌گیرد که دخالتی نداشته، و هیچ چیز بدتر نمی‌شود.",
      "يقرر شخص لم يشارك فيه، ولا يسوء شيء.", "Решает тот, кто не участвовал, и хуже не станет.",
      "Decide alguien que no intervino, y nada empeora."}},
    {"Appeal",
     {"If there is no answer by then, a lock or a suspension is lifted until there is one.",
      "اگر تا آن زمان پاسخی نباشد، قفل یا تعلیق تا رسیدن پاسخ برداشته می‌شود.",
      "إن لم يصل رد حتى ذلك الحين، يُرفع القفل أو التعليق حتى يصل.",
      "Если ответа к этому времени нет, блокировка или приостановка снимается до ответа.",
      "Si para entonces no hay respuesta, el bloqueo o la suspensión se levanta hasta que la "
      "haya."}},
    {"Appeal",
     {"The appeal is in the public record; received.txt on the site and in each bundle has a line "
      "for your code.",
      "اعتراض در دفتر عمومی هست؛ در \u2066received.txt\u2069 سایت و هر بسته سطری برای رمز شماست.",
      "الاعتراض في السجل العام؛ وفي \u2066received.txt\u2069 في الموقع وفي كل حزمة سطر لرمزك.",
      "Жалоба внесена в открытый реестр; в received.txt на сайте и в каждом пакете есть строка "
      "для вашего кода.",
      "El recurso está en el registro público; received.txt, en el sitio y en cada paquete, tiene "
      "una línea para su código."}},
    {"Deletion",
     {"Locks that waited for it run from that time on.",
      "قفل‌هایی که منتظرش بودند از آن زمان می‌گذرند.",
      "تسري الأقفال التي كانت تنتظره من ذلك الوقت.",
      "Блокировки, которые её ждали, идут с этого времени.",
      "Los bloqueos que la esperaban corren desde ese momento."}},
    {"Not mine",
     {"All that came is kept. Whoever decides sees it, and what you say of it.",
      "هر چه رسیده نگه داشته می‌شود. هر که تصمیم می‌گیرد آن را و گفتهٔ شما را دربارهٔ آن می‌بیند.",
      "كل ما وصل محفوظ. ومن يقرر يراه ويرى ما تقوله عنه.",
      "Всё, что пришло, сохраняется. Тот, кто решает, видит это и то, что вы о нём говорите.",
      "Todo lo que llegó se conserva. Quien decide lo ve, y lo que usted dice de ello."}},
    {"Challenge",
     {"Two curators who did not enter it answer by then. The challenge, the answer and its "
      "reasons are public, in the register.",
      "دو گرداننده که آن را ثبت نکرده‌اند تا آن زمان پاسخ می‌دهند. ایراد، پاسخ و دلایلش در دفتر همگانی است.",
      "يجيب حتى ذلك الحين قيّمان لم يُدخلاه. والاعتراض والجواب وأسبابه علنية في السجل.",
      "До этого времени ответят два куратора, которые её не вносили. Возражение, ответ и его "
      "основания публичны, в реестре.",
      "Antes de entonces responden dos curadores que no lo inscribieron. La impugnación, la "
      "respuesta y sus motivos son públicos, en el registro."}},
    {"Report",
     {"A person will look at the post. Nothing is kept of you.",
      "کسی به مطلب نگاه خواهد کرد. چیزی از شما نگه داشته نمی‌شود.",
      "سينظر إنسان في المنشور. لا يُحفظ شيء عنك.",
      "Человек посмотрит запись. О вас ничего не хранится.",
      "Una persona mirará la publicación. No se guarda nada de usted."}},
};
// clang-format on

std::string In(Language language, const Phrase& phrase) {
  return std::string(phrase[static_cast<std::size_t>(language)]);
}

// A moment: its day, and the hour in UTC.
std::string MomentIn(Language language, policy::Time time) {
  return DateIn(Tag(language), time) + " " +
         Isolated(policy::FormatTime(time).substr(11, 5) + " UTC");
}

ReceiptInWords::Line LineIn(std::string_view name, std::string_view value, Language language) {
  const auto* label = std::ranges::find(kLabels, name, &Label::name);
  const auto state = policy::AppealStateNamed(value);
  const auto* outcome = std::ranges::find(kOutcomes, state, &OutcomeWords::state);
  if (name == "Outcome" && outcome != std::end(kOutcomes))
    return {In(language, label->in), In(language, outcome->in), false};
  if (label == std::end(kLabels)) return {std::string(name), std::string(value), true};
  const auto time = label->is_time ? policy::ParseTime(value) : Result<policy::Time>{};
  if (label->is_time && time) return {In(language, label->in), MomentIn(language, *time), false};
  return {In(language, label->in), std::string(value), true};
}

// Whether the text has this line as its first after a signature; the rest is what comes after it.
bool TakeTitle(std::string_view title, std::string_view* text) {
  const std::size_t at = text->find(title);
  if (at == text->npos || (at > 0 && (*text)[at - 1] != '\n')) return false;
  text->remove_prefix(at + title.size());
  return true;
}

// What stands under the lines of an answer.
std::vector<std::string> ReasonsIn(std::string_view rest) {
  while (rest.starts_with('\n')) rest.remove_prefix(1);
  while (rest.ends_with('\n')) rest.remove_suffix(1);
  if (rest.empty()) return {};
  return {std::string(rest)};
}

}  // namespace

std::optional<ReceiptInWords> ReadReceipt(std::string_view receipt, Language language) {
  const bool is_answer = TakeTitle(kAnswerTitle, &receipt);
  if (!is_answer && !TakeTitle(kTitle, &receipt)) return std::nullopt;
  ReceiptInWords out;
  while (!receipt.empty() && receipt.front() != '\n') {
    const std::string_view line = receipt.substr(0, receipt.find('\n'));
    receipt.remove_prefix(std::min(line.size() + 1, receipt.size()));
    const std::size_t colon = line.find(": ");
    if (colon == line.npos) continue;
    const std::string_view name = line.substr(0, colon);
    out.lines.push_back(LineIn(name, line.substr(colon + 2), language));
    for (const Promise& promise : kPromises) {
      if (name == promise.kind && !is_answer) out.promises.push_back(In(language, promise.in));
    }
  }
  if (is_answer) out.promises = ReasonsIn(receipt);
  return out;
}

std::string ReceiptText(const ReceiptInWords& receipt) {
  std::string out;
  for (const ReceiptInWords::Line& line : receipt.lines)
    out += line.label + ": " + (line.is_name ? Isolated(line.value) : line.value) + "\n";
  if (!receipt.promises.empty()) out += "\n";
  for (const std::string& promise : receipt.promises) out += promise + "\n";
  return out;
}

}  // namespace evenhand::page
