#pragma once

// What evaluating some events left to be done, event by event in their order: results to write,
// state to change, things to count. Memory is reused from batch to batch.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/reused_list.h"
#include "model/label.h"
#include "program/mutations.h"
#include "state/entity_state.h"

namespace evenhand::engine {

// A request to change the labels of one entity.
struct LabelRequest {
  std::size_t hash = 0;  // state::LabelsHash of the entity
  std::string type;
  std::string id;
  ReusedList<model::LabelMutation> mutations;
};

struct LoggedEvent {
  enum class Kind : std::uint8_t { kResult, kDropped, kNoEvent, kMalformed, kLimited };
  Kind kind = Kind::kResult;
  std::uint32_t line = 0;  // index into the batch
  std::uint64_t error_count = 0;
  TimeUs now{};
  bool has_result() const { return kind == Kind::kResult; }
  // Ends of this event's parts in the log; they begin where the last event's end.
  std::size_t text = 0;  // the result line, or the reason
  std::size_t reads = 0;
  std::size_t writes = 0;
  std::size_t changes = 0;
  std::size_t requests = 0;
  std::size_t fired = 0;
  std::size_t verdicts = 0;
  std::size_t errors = 0;
};

class EventLog {
 public:
  // Texts go to the end of *text instead of into the log, until the next call; null: into the log.
  void WriteTextTo(std::string* text) { other_text_ = text; }
  void Clear();
  // Takes the text of the only event back.
  void DropText() { text().resize(text_begin_); }

  // Adds an event that was not evaluated, or whose evaluation is void; `reason` for people.
  void AddNote(LoggedEvent::Kind kind, std::uint32_t line, std::string_view reason);
  // Adds the current outcome of an evaluator. `view` is null when the rulebook keeps no state.
  void AddOutcome(std::uint32_t line, TimeUs now, program::Evaluator& evaluator, state::View* view,
                  bool write_result);

  // One event of the log with its parts.
  struct Entry {
    const LoggedEvent& event;
    std::string_view text;
    std::span<const std::size_t> reads;   // also labels that are as the event wishes
    std::span<const std::size_t> writes;  // hashes of what changes and requests touch
    std::span<const state::Change> changes;
    std::span<const LabelRequest> requests;
    std::span<const std::uint32_t> fired;  // rules, each once
    std::span<const std::string> verdicts;
    std::span<const program::EventError> errors;
  };
  std::size_t size() const { return events_.size(); }
  Entry At(std::size_t index) const;

 private:
  void AddRequests(program::Evaluator& evaluator, state::View* view);
  std::string& text() { return other_text_ == nullptr ? own_text_ : *other_text_; }
  const std::string& text() const { return other_text_ == nullptr ? own_text_ : *other_text_; }
  LoggedEvent& Close(LoggedEvent::Kind kind, std::uint32_t line);

  std::vector<LoggedEvent> events_;
  std::string own_text_;
  std::string* other_text_ = nullptr;
  std::size_t text_begin_ = 0;  // of the first event
  std::vector<std::size_t> reads_;
  std::vector<std::size_t> writes_;
  ReusedList<state::Change> changes_;
  ReusedList<LabelRequest> requests_;
  std::vector<std::uint32_t> fired_;
  ReusedList<std::string> verdicts_;
  std::vector<program::EventError> errors_;
  ReusedList<program::EntityMutations> groups_;
  std::string room_;
};

}  // namespace evenhand::engine
