#include "carry/letter_words.h"

#include <algorithm>
#include <array>

#include "base/trimmed.h"
#include "base/utf8.h"
#include "text/case_map.h"
#include "text/normal_form.h"

namespace evenhand::carry {
namespace {

constexpr std::array<std::string_view, 5> kLanguages = {"en", "fa", "ar", "ru", "es"};
using InFive = std::array<std::string_view, kLanguages.size()>;

// By hand: the tool takes Persian letters for wider than they are.
// clang-format off
constexpr std::array<InFive, 11> kLabels = {{  // in the order of Label
    {"Decision", "تصمیم", "القرار", "Решение", "Decisión"},
    {"Code", "رمز", "الرمز", "Код", "Código"},
    {"Cut off", "قطع بودم", "انقطعت", "Без связи", "Sin conexión"},
    {"Answer", "پاسخ", "الجواب", "Ответ", "Respuesta"},
    {"New facts", "واقعیت تازه", "وقائع جديدة", "Новые факты", "Hechos nuevos"},
    {"Not mine", "از من نیست", "ليس مني", "Не моё", "No es mío"},
    {"Item", "مطلب", "المنشور", "Запись", "Publicación"},
    {"Entry", "ثبت", "القيد", "Статья", "Asiento"},
    {"Source", "منبع", "المصدر", "Источник", "Fuente"},
    {"Name", "نام", "الاسم", "Имя", "Nombre"},
    {"Language", "زبان", "اللغة", "Язык", "Idioma"},
}};
constexpr std::array<InFive, 3> kAnswers = {{  // in the order of AnswerBy
    {"both", "هر دو", "كلاهما", "оба", "ambos"},
    {"page", "صفحه", "الصفحة", "страница", "página"},
    {"bundle", "بسته", "الحزمة", "пакет", "paquete"},
}};
// What names a page, or a bundle, in any of its forms: "here", "на странице", "بسته‌ها".
constexpr std::string_view kSaysPage[] = {
    "page", "here", "صفح", "اینجا", "هنا", "страниц", "здесь", "pagina", "página", "aqui", "aquí"};
constexpr std::string_view kSaysBundle[] = {"bundle", "بسته", "حزم", "пакет", "paquete"};
// clang-format on

std::size_t Place(std::string_view language) {
  const auto* found = std::ranges::find(kLanguages, language);
  return found == kLanguages.end() ? 0 : static_cast<std::size_t>(found - kLanguages.begin());
}

// Small letters; keyboards of Arabic have their own yeh and kaf, and few type the dots of a Russian
// yo.
char32_t Folded(char32_t c) {
  switch (const char32_t small = text::FirstOfLower(c)) {
    case U'ё':
      return U'е';
    case U'ي':
    case U'ى':
      return U'ی';
    case U'ك':
      return U'ک';
    case U'\u00A0':
      return U' ';
    default:
      return small;
  }
}

}  // namespace

std::string_view LabelIn(std::string_view language, Label label) {
  return kLabels[static_cast<std::size_t>(label)][Place(language)];
}

std::string_view AnswerIn(std::string_view language, AnswerBy by) {
  return kAnswers[static_cast<std::size_t>(by)][Place(language)];
}

std::optional<TypedLabel> ReadLabel(std::string_view typed) {
  const std::string plain = PlainTyped(typed);
  for (std::size_t label = 0; label < kLabels.size(); ++label) {
    for (std::size_t language = 0; language < kLanguages.size(); ++language) {
      if (PlainTyped(kLabels[label][language]) == plain)
        return TypedLabel{static_cast<Label>(label), kLanguages[language]};
    }
  }
  return std::nullopt;
}

AnswerBy ReadAnswer(std::string_view typed) {
  const std::string plain = PlainTyped(typed);
  const auto says = [&](std::string_view word) { return plain.find(word) != plain.npos; };
  const bool page = std::ranges::any_of(kSaysPage, says),
             bundle = std::ranges::any_of(kSaysBundle, says);
  if (page == bundle) return AnswerBy::kBoth;
  return page ? AnswerBy::kPage : AnswerBy::kBundle;
}

std::string PlainTyped(std::string_view typed) {
  std::string out;
  const std::string normal = text::Normalize(typed, text::NormalForm::kNfc);
  for (std::size_t at = 0; at < normal.size();) {
    const char32_t c = DecodeNext(normal, &at);
    const bool is_control = (c < 0x20 && c != '\t') || c == 0x7F;
    if (!IsInvisible(c) && !is_control) AppendUtf8(Folded(c), &out);
  }
  return std::string(Trimmed(out));
}

bool IsInvisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace evenhand::carry
