#include "app/lock_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/table.h"

namespace evenhand::app {
namespace {

struct Words {
  std::string_view language;
  std::string_view now;      // the lock now: {}
  std::string_view waiting;  // {}: the item
  std::string_view timing;   // {}: until
  std::string_view lifted;
  std::string_view open;  // {}: since
};

constexpr std::array<Words, 5> kWords = {{
    {"en", "Lock now: {}", "waits until item {} is deleted", "runs until {}",
     "lifted: the answer to the appeal is late", "over since {}"},
    {"fa", "وضع کنونی قفل: {}", "منتظر پاک‌شدن مطلب {} است", "تا {} برقرار است",
     "برداشته شده، چون پاسخ اعتراض دیر شده است", "از {} پایان یافته است"},
    {"ar", "القفل الآن: {}", "ينتظر حذف المنشور {}", "يسري حتى {}",
     "مرفوع لأن الرد على الاعتراض تأخر", "انتهى منذ {}"},
    {"ru", "Блокировка сейчас: {}", "ждёт удаления записи {}", "действует до {}",
     "снята: ответ на жалобу опоздал", "закончилась {}"},
    {"es", "Bloqueo ahora: {}", "espera a que se borre el elemento {}", "corre hasta {}",
     "levantado: la respuesta a la apelación llega tarde", "terminó el {}"},
}};

const Words& WordsOf(std::string_view language) {
  const auto* found = std::ranges::find(kWords, language, &Words::language);
  return found == kWords.end() ? kWords.front() : *found;
}

}  // namespace

std::string LockText(const docket::LockView& lock, std::string_view language) {
  const Words& words = WordsOf(language);
  switch (lock.phase.kind) {
    case policy::LockPhaseKind::kWaiting:
      return fmt::format(fmt::runtime(words.waiting), ForTerminal(lock.item));
    case policy::LockPhaseKind::kTiming:
      return fmt::format(fmt::runtime(words.timing), policy::FormatTime(*lock.phase.until));
    case policy::LockPhaseKind::kLifted:
      return std::string(words.lifted);
    case policy::LockPhaseKind::kOpen:
      return fmt::format(fmt::runtime(words.open), policy::FormatTime(lock.phase.from));
  }
  return {};
}

std::string LockLine(const docket::LockView& lock, std::string_view language) {
  return fmt::format(fmt::runtime(WordsOf(language).now), LockText(lock, language)) + "\n";
}

}  // namespace evenhand::app
