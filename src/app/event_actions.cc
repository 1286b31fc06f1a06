#include "app/event_actions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/access_fact.h"
#include "app/fixed_random.h"
#include "codec/iso8601.h"
#include "engine/memory_facts.h"
#include "model/label_rules.h"
#include "program/evaluator.h"
#include "program/mutations.h"

namespace evenhand::app {
namespace {

class Run {
 public:
  explicit Run(const engine::Rulebook& book) : evaluator_(book.program) {
    facts_.limits = &ShippedAccess();
  }

  Result<std::string> Do(const model::Event& event) {
    done_.clear();
    facts_.SetNow(event.time.utc);
    FixedRandom random(static_cast<std::uint64_t>(event.id));
    const program::Outcome& outcome = evaluator_.Evaluate(event, facts_, event.time.utc, random);
    if (!outcome.limit.empty()) return Fail(ErrorCode::kLimit, std::string(outcome.limit));
    for (const program::Emitted& emitted : outcome.effects) NoteEffect(*emitted.effect);
    ApplyLabels(event.time.utc);
    std::sort(done_.begin(), done_.end());
    return fmt::format("{}", fmt::join(done_, "; "));
  }

 private:
  void NoteEffect(const program::EffectValue& effect) {
    using Kind = program::EffectValue::Kind;
    if (effect.kind == Kind::kLabel) return;
    const std::string_view kind = effect.kind == Kind::kVerdict ? "verdict" : "effect";
    done_.push_back(fmt::format("{} {}", kind, evaluator_.DescribeValue(effect.payload)));
  }

  void ApplyLabels(TimeUs now) {
    program::CollectMutations(evaluator_, &groups_);
    for (const program::EntityMutations& group : groups_) {
      const model::EntityRef entity = evaluator_.Reference(*group.entity);
      const std::string key = engine::EntityKey(entity);
      for (const model::LabelMutation& mutation : group.mutations) NoteWish(key, mutation);
      const model::LabelChanges changes =
          model::ApplyMutations(entity.id, group.mutations, now, &facts_.labels[key]);
      for (const std::string_view label : changes.added) NoteChange("now ", key, label);
      for (const std::string_view label : changes.removed) NoteChange("no longer ", key, label);
    }
  }

  void NoteWish(const std::string& key, const model::LabelMutation& mutation) {
    std::string text = model::IsAdded(mutation.status) ? "+" : "-";
    text += key + "/";
    text += mutation.label;
    if (mutation.expires_at) text += " until " + std::to_string(Count(*mutation.expires_at));
    if (std::find(done_.begin(), done_.end(), text) == done_.end()) done_.push_back(text);
  }

  void NoteChange(std::string_view how, const std::string& key, std::string_view label) {
    done_.push_back(std::string(how) + key + "/" + std::string(label));
  }

  program::Evaluator evaluator_;
  engine::MemoryFacts facts_;
  ReusedList<program::EntityMutations> groups_;
  std::vector<std::string> done_;
};

Result<model::Event> EventOf(codec::Json action) {
  using codec::JsonKind;
  const auto bad = [](std::string_view what) {
    return Fail(ErrorCode::kInvalidArgument, "an action " + std::string(what));
  };
  if (action.kind() != JsonKind::kObject) return bad("is an object");
  const codec::Json id = action.Field("action_id"), name = action.Field("action_name");
  if (id.kind() != JsonKind::kInt) return bad("needs an integer `action_id`");
  if (name.kind() != JsonKind::kString) return bad("needs a text `action_name`");
  const codec::Json written = action.Field("timestamp");
  if (written.kind() != JsonKind::kString) return bad("needs a `timestamp`");
  const auto time = codec::ParseIso8601(written.AsString());
  if (!time) return bad("needs a `timestamp` in ISO 8601");
  model::Event event{.id = id.AsInt(),
                     .name = name.AsString(),
                     .time = *time,
                     .data = action.Field("data"),
                     .secret = action.Field("secret")};
  if (event.secret.missing()) event.secret = action.Field("secret_data");
  if (event.data.kind() != JsonKind::kObject) return bad("needs an object `data`");
  if (!event.secret.missing() && event.secret.kind() != JsonKind::kObject) {
    return bad("has a `secret` that is no object");
  }
  return event;
}

}  // namespace

Result<std::vector<std::string>> ActionsOfRun(const engine::Rulebook& book, codec::Json actions) {
  if (actions.kind() != codec::JsonKind::kArray) {
    return Fail(ErrorCode::kInvalidArgument, "a run is a list of actions");
  }
  std::vector<codec::Json> items;
  actions.EachItem([&](codec::Json action) { return items.push_back(action), true; });
  Run run(book);
  std::vector<std::string> done;
  for (const codec::Json item : items) {
    EVENHAND_ASSIGN(const model::Event event, EventOf(item));
    EVENHAND_ASSIGN(std::string one, run.Do(event));
    done.push_back(std::move(one));
  }
  return done;
}

}  // namespace evenhand::app
