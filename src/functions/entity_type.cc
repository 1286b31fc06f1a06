#include "functions/entity_type.h"

namespace evenhand::functions {
namespace {

// Names are assigned before they are read; the bound is for broken rulebooks.
constexpr int kMostNames = 100;

// The `type` that Entity or EntityJson is called with; null when it is no such call or no text.
const sml::Expr* TypeArgument(const sml::Expr& call) {
  if (call.kind != sml::ExprKind::kCall || (call.text != "Entity" && call.text != "EntityJson"))
    return nullptr;
  for (std::size_t i = 0; i < call.items.size(); ++i) {
    const bool is_type =
        i < call.keywords.size() && !call.keywords[i].empty() ? call.keywords[i] == "type" : i == 0;
    if (is_type && call.items[i].kind == sml::ExprKind::kString) return &call.items[i];
  }
  return nullptr;
}

}  // namespace

void CheckEntityType(sml::CallCheck& check, const WantedEntity& wanted) {
  const sml::Expr* written = check.Argument(wanted.parameter);
  if (written == nullptr) return;
  const auto refuse = [&](std::string message) {
    check.Error(written->span, std::string(wanted.rule), std::move(message),
                std::string(wanted.hint));
  };
  const sml::Expr* made = written;
  for (int names = 0; made->kind == sml::ExprKind::kName && names < kMostNames; ++names) {
    const sml::Statement* definition = check.Definition(*made);
    if (definition == nullptr) break;
    made = &definition->value;
  }
  const sml::Expr* type = TypeArgument(*made);
  if (type == nullptr)
    return refuse("it cannot be seen that this is an entity of type " + std::string(wanted.type));
  if (type->text != wanted.type)
    refuse("this is an entity of type " + type->text + ", not " + std::string(wanted.called));
}

}  // namespace evenhand::functions
