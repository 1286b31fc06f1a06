#include "engine/event_log.h"

#include <algorithm>
#include <utility>

#include "program/result_json.h"

namespace evenhand::engine {

void EventLog::Clear() {
  events_.clear();
  own_text_.clear();
  text_begin_ = text().size();
  reads_.clear();
  writes_.clear();
  changes_.Clear();
  requests_.Clear();
  fired_.clear();
  verdicts_.Clear();
  errors_.clear();
}

LoggedEvent& EventLog::Close(LoggedEvent::Kind kind, std::uint32_t line) {
  LoggedEvent& event = events_.emplace_back();
  event.kind = kind;
  event.line = line;
  event.text = text().size();
  event.reads = reads_.size();
  event.writes = writes_.size();
  event.changes = changes_.size();
  event.requests = requests_.size();
  event.fired = fired_.size();
  event.verdicts = verdicts_.size();
  event.errors = errors_.size();
  return event;
}

void EventLog::AddNote(LoggedEvent::Kind kind, std::uint32_t line, std::string_view reason) {
  text().append(reason);
  Close(kind, line);
}

void EventLog::AddOutcome(std::uint32_t line, TimeUs now, program::Evaluator& evaluator,
                          state::View* view, bool write_result) {
  const program::Outcome& outcome = evaluator.outcome();
  if (outcome.dropped) return AddNote(LoggedEvent::Kind::kDropped, line, {});
  if (write_result) {
    program::AppendResult(evaluator, &text());
    text().push_back('\n');
  }
  if (!outcome.effects.empty()) {
    const std::size_t first = fired_.size();
    for (const program::Emitted& emitted : outcome.effects) {
      const auto rules = emitted.effect->fired_by();
      fired_.insert(fired_.end(), rules.begin(), rules.end());
      if (emitted.effect->kind == program::EffectValue::Kind::kVerdict) {
        verdicts_.Add().assign(evaluator.DescribeValue(emitted.effect->payload));
      }
    }
    const auto from = fired_.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(from, fired_.end());
    fired_.erase(std::unique(from, fired_.end()), fired_.end());
    AddRequests(evaluator, view);
  }
  errors_.insert(errors_.end(), outcome.errors.begin(), outcome.errors.end());
  if (view != nullptr) {
    reads_.insert(reads_.end(), view->reads().begin(), view->reads().end());
    for (const state::Change& change : view->changes()) {
      changes_.Add() = change;
      writes_.push_back(change.hash);
    }
  }
  LoggedEvent& event = Close(LoggedEvent::Kind::kResult, line);
  event.error_count = outcome.error_count;
  event.now = now;
}

// Most wishes of a rulebook that has run for a while are for labels that are there already. Those
// are not handed on: to another thread they would cost as much as the rest of the event.
void EventLog::AddRequests(program::Evaluator& evaluator, state::View* view) {
  program::CollectMutations(evaluator, &groups_);
  for (program::EntityMutations& group : groups_) {
    const model::EntityRef entity = evaluator.Reference(*group.entity);
    const std::size_t hash = state::LabelsHash(entity, &room_);
    const bool nothing =
        view != nullptr && view->IsAsWished(entity, hash, std::as_const(group.mutations));
    std::vector<std::size_t>& touched = nothing ? reads_ : writes_;
    if (!nothing) touched.push_back(hash);
    for (const model::LabelMutation& mutation : group.mutations) {
      touched.push_back(state::LabelHash(hash, mutation.label));
    }
    if (nothing) continue;
    LabelRequest& request = requests_.Add();
    request.hash = hash;
    request.type.assign(entity.type);
    request.id.assign(entity.id);
    std::swap(request.mutations, group.mutations);  // memory goes round
  }
}

EventLog::Entry EventLog::At(std::size_t index) const {
  static const LoggedEvent kStart;
  const LoggedEvent& event = events_[index];
  const LoggedEvent& last = index == 0 ? kStart : events_[index - 1];
  const std::size_t text_begin = index == 0 ? text_begin_ : last.text;
  const auto part = [](const auto& all, std::size_t from, std::size_t to) {
    return std::span(all.data() + from, to - from);
  };
  return {event,
          std::string_view(text()).substr(text_begin, event.text - text_begin),
          part(reads_, last.reads, event.reads),
          part(writes_, last.writes, event.writes),
          part(changes_, last.changes, event.changes),
          part(requests_, last.requests, event.requests),
          part(fired_, last.fired, event.fired),
          part(verdicts_, last.verdicts, event.verdicts),
          part(errors_, last.errors, event.errors)};
}

}  // namespace evenhand::engine
