// Effects on accounts and records of the AT Protocol, for whoever applies them to a moderation
// service.
//
// Each kind of effect is a class of its own, so one `then` list holds only one kind. Entries are
// fields joined by "|"; a label or e-mail template stands as its number in the moderation service's
// interface, a field that was not given as None.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/registry.h"
#include "program/workspace.h"
#include "text/python_text.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::FunctionRow;
using program::Value;
using Arguments = std::span<const Value>;

struct Numbered {
  std::string_view name;
  std::int64_t number;
};

constexpr std::array kLabels = {
    Numbered{"spam", 1},       Numbered{"rude", 2},  Numbered{"porn", 3},
    Numbered{"sexual", 4},     Numbered{"warn", 5},  Numbered{"!warn", 5},
    Numbered{"hide", 6},       Numbered{"!hide", 6}, Numbered{"needs-review", 7},
    Numbered{"misleading", 8},
};

constexpr std::array kEmails = {
    Numbered{"threat-takedown", 26},   Numbered{"impersonation-label", 31},
    Numbered{"pedo-takedown", 43},     Numbered{"toxic-list-hide", 51},
    Numbered{"reinstatement", 60},     Numbered{"spam-fake", 63},
    Numbered{"spam-takedown", 261},    Numbered{"id-request", 281},
    Numbered{"automod-takedown", 288}, Numbered{"dms-disabled", 295},
    Numbered{"spam-label-24", 302},    Numbered{"spam-label-72", 313},
    Numbered{"spam-label", 318},
};

constexpr std::array kReportKinds = {
    Numbered{"spam", 1},   Numbered{"violation", 2}, Numbered{"misleading", 3},
    Numbered{"sexual", 4}, Numbered{"rude", 5},      Numbered{"other", 6},
};

std::optional<std::int64_t> NumberOf(std::span<const Numbered> table, std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Numbered& entry) { return entry.name == name; });
  if (found == table.end()) return std::nullopt;
  return found->number;
}

// Warns of a name that is written in the rule and not in the table.
void CheckName(sml::CallCheck& check, std::string_view argument, std::span<const Numbered> table,
               std::string_view what_then) {
  const sml::Expr* written = check.Argument(argument);
  if (written == nullptr || written->kind != sml::ExprKind::kString ||
      NumberOf(table, written->text)) {
    return;
  }
  std::vector<std::string> names;
  for (const Numbered& entry : table) names.emplace_back(entry.name);
  std::string hint = sml::CloseName(written->text, names);
  if (!hint.empty()) {
    hint = "did you mean `" + hint + "`?";
  } else {
    hint = "known are";
    for (const std::string& name : names) hint.append(" `").append(name).append("`");
  }
  check.Warn(written->span, "unknown-name",
             "unknown `" + std::string(argument) + "`: " + std::string(what_then), std::move(hint));
}

void CheckLabel(sml::CallCheck& check) {
  CheckName(check, "label", kLabels, "the effect will fail");
  CheckName(check, "email", kEmails, "no e-mail will be sent");
}
void CheckTakedown(sml::CallCheck& check) {
  CheckName(check, "email", kEmails, "no e-mail will be sent");
}
void CheckEmail(sml::CallCheck& check) {
  CheckName(check, "email", kEmails, "the effect will fail");
}
void CheckReport(sml::CallCheck& check) {
  CheckName(check, "report_kind", kReportKinds, "it will count as `other`");
}

// An entry, field by field.
class Entry {
 public:
  explicit Entry(CallContext& context) : text_(context.arena) {}

  Entry& Add(const Value& field) {
    if (field.is_none()) return Add("None");
    if (field.tag() == program::Tag::kStr) return Add(field.AsStr());
    Separate();
    if (field.tag() == program::Tag::kInt) {
      text::AppendInt(field.AsInt(), &text_);
    } else {
      text_.Append(field.AsBig().str());
    }
    return *this;
  }
  Entry& Add(std::string_view field) {
    Separate();
    text_.Append(field);
    return *this;
  }
  Entry& Add(std::optional<std::int64_t> number) {
    return number ? Add(Value::Int(*number)) : Add("None");
  }
  Value Take() const { return Value::Str(text_.text()); }

 private:
  void Separate() {
    if (!first_) text_.Append('|');
    first_ = false;
  }

  program::ArenaText text_;
  bool first_ = true;
};

std::optional<std::int64_t> EmailOf(const Value& name) {
  return name.is_none() ? std::nullopt : NumberOf(kEmails, name.AsStr());
}

// Acknowledge, comment, escalate: entity, comment.
Value CallWithComment(CallContext& context, Arguments arguments) {
  return Entry(context).Add(arguments[0]).Add(arguments[1]).Take();
}

// entity, email, comment
Value CallSendEmail(CallContext& context, Arguments arguments) {
  if (!EmailOf(arguments[1])) return context.Err("there is no such e-mail template");
  return Entry(context).Add(arguments[0]).Add(arguments[2]).Take();
}

// entity, report_kind, comment, priority_score
Value CallReport(CallContext& context, Arguments arguments) {
  return Entry(context).Add(arguments[0]).Add(arguments[2]).Take();
}

// entity, label, comment, email, expiration_in_hours
Value CallLabel(CallContext& context, Arguments arguments) {
  const auto label = NumberOf(kLabels, arguments[1].AsStr());
  if (!label) return context.Err("there is no such label");
  return Entry(context)
      .Add(arguments[0])
      .Add(label)
      .Add(arguments[2])
      .Add(EmailOf(arguments[3]))
      .Add(arguments[4])
      .Take();
}

// entity, tag, comment
Value CallTag(CallContext& context, Arguments arguments) {
  return Entry(context).Add(arguments[0]).Add(arguments[1]).Take();
}

// entity, comment, email
Value CallTakedown(CallContext& context, Arguments arguments) {
  return Entry(context).Add(arguments[0]).Add(arguments[1]).Add(EmailOf(arguments[2])).Take();
}

using Notes = std::vector<std::pair<std::string, std::string>>;

struct Kind {
  std::string_view signature;  // without the result
  std::string_view effect_class;
  std::string_view feature;
  std::string_view listed_as;
  Notes notes;
  void (*check)(sml::CallCheck&);
  Value (*call)(CallContext&, Arguments);
  bool can_error;
};

const std::pair<std::string, std::string> kEntity = {
    "entity", "the DID of an account, or the `at://` URI of a record"};
const std::pair<std::string, std::string> kComment = {"comment", "why, for the moderators"};
const std::pair<std::string, std::string> kEmail = {
    "email",
    "the template of an e-mail to the account, such as `'spam-label'`; None for no e-mail"};

FunctionRow Effect(std::string name, std::string_view what, const Kind& kind) {
  const std::string effect(kind.effect_class);
  return {.spec = {.name = std::move(name),
                   .category = "AT Protocol",
                   .signature = std::string(kind.signature) + " -> Effect[" + effect + "]",
                   .doc = std::string(what) + " Listed under `__" + std::string(kind.feature) +
                          "` as `" + std::string(kind.listed_as) + "`.",
                   .notes = kind.notes,
                   .check = kind.check},
          .can_error = kind.can_error,
          .call = kind.call,
          .effect_class = kind.effect_class,
          .effect_feature = kind.feature};
}

const Kind kLabelKind = {
    .signature =
        "(entity: str, label: str, comment: str, email: Optional[str], "
        "expiration_in_hours: Optional[int])",
    .effect_class = "AtprotoLabelEffect",
    .feature = "atproto_label",
    .listed_as = "entity|label|comment|email|expiration_in_hours",
    .notes = {kEntity,
              {"label",
               "`spam`, `rude`, `porn`, `sexual`, `warn`, `hide`, `needs-review` or "
               "`misleading`"},
              kComment,
              kEmail,
              {"expiration_in_hours", "how long the label stays; None for good"}},
    .check = &CheckLabel,
    .call = &CallLabel,
    .can_error = true,
};

const Kind kTagKind = {
    .signature = "(entity: str, tag: str, comment: Optional[str] = None)",
    .effect_class = "AtprotoTagEffect",
    .feature = "atproto_tag",
    .listed_as = "entity|tag",
    .notes = {kEntity, {"tag", "any text; only moderators see it"}, kComment},
    .check = nullptr,
    .call = &CallTag,
    .can_error = false,
};

const Kind kTakedownKind = {
    .signature = "(entity: str, comment: str, email: Optional[str])",
    .effect_class = "AtprotoTakedownEffect",
    .feature = "atproto_takedown",
    .listed_as = "entity|comment|email",
    .notes = {kEntity, kComment, kEmail},
    .check = &CheckTakedown,
    .call = &CallTakedown,
    .can_error = false,
};

// The kinds that the deployment lists where tags are listed; of several, the one emitted last
// stands.
Kind BesideTags(std::string_view signature, std::string_view effect_class, Notes notes,
                void (*check)(sml::CallCheck&) = nullptr,
                Value (*call)(CallContext&, Arguments) = &CallWithComment) {
  return {.signature = signature,
          .effect_class = effect_class,
          .feature = "atproto_tag",
          .listed_as = "entity|comment",
          .notes = std::move(notes),
          .check = check,
          .call = call,
          .can_error = call == &CallSendEmail};
}

const FunctionRow kRows[] = {
    Effect("AtprotoAcknowledge", "Marks what was reported of the entity as seen.",
           BesideTags("(entity: str, comment: Optional[str])", "AtprotoAcknowledgeEffect",
                      {kEntity, kComment})),
    Effect("AtprotoComment", "Leaves a comment on the entity for the moderators.",
           BesideTags("(entity: str, comment: str)", "AtprotoCommentEffect", {kEntity, kComment})),
    Effect("AtprotoSendEmail", "Sends the account an e-mail.",
           BesideTags("(entity: str, email: str, comment: Optional[str])", "AtprotoEmailEffect",
                      {kEntity, kEmail, kComment}, &CheckEmail, &CallSendEmail)),
    Effect("AtprotoEscalate", "Puts the entity before the moderators with precedence.",
           BesideTags("(entity: str, comment: Optional[str])", "AtprotoEscalateEffect",
                      {kEntity, kComment})),
    Effect("AtprotoReport", "Reports the entity to the moderators.",
           BesideTags("(entity: str, report_kind: str, comment: str, priority_score: Optional[int] "
                      "= None)",
                      "AtprotoReportEffect",
                      {kEntity,
                       {"report_kind",
                        "`spam`, `violation`, `misleading`, `sexual`, `rude` or "
                        "`other`"},
                       kComment,
                       {"priority_score", "what the report's place in the queue is decided by"}},
                      &CheckReport, &CallReport)),
    Effect("AddAtprotoLabel", "Puts a label on the entity that everyone sees.", kLabelKind),
    Effect("RemoveAtprotoLabel", "Takes a label off the entity.", kLabelKind),
    Effect("AddAtprotoTag", "Puts a tag on the entity.", kTagKind),
    Effect("RemoveAtprotoTag", "Takes a tag off the entity.", kTagKind),
    Effect("AddAtprotoTakedown", "Takes the entity down.", kTakedownKind),
    Effect("RemoveAtprotoTakedown", "Brings back what was taken down.", kTakedownKind),
};

}  // namespace

std::span<const FunctionRow> AtprotoEffectFunctions() { return kRows; }

}  // namespace evenhand::functions
