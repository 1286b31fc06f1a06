#include "policy/raised.h"

#include <algorithm>

namespace evenhand::policy {
namespace {

bool Reads(const Condition& condition) {
  return std::ranges::find(condition.names(), kRaised) != condition.names().end();
}

}  // namespace

bool ReadsRaised(const Clause& clause) {
  return Reads(clause.when) || (clause.unless && Reads(*clause.unless)) ||
         (clause.awaits && Reads(*clause.awaits));
}

std::string_view RaisedText(std::string_view language) {
  if (language.starts_with("fa")) return "آیا یک قاعدهٔ ماشینیِ منتشرشده این را در مطلب یافت؟";
  if (language.starts_with("ar")) return "هل وجدت قاعدة آلية منشورة هذا في المنشور؟";
  if (language.starts_with("ru")) return "Нашло ли это опубликованное машинное правило?";
  if (language.starts_with("es")) return "¿Lo encontró una regla automática publicada?";
  return "Did a published machine rule find this?";
}

}  // namespace evenhand::policy
