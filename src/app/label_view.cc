#include "app/label_view.h"

#include <fmt/format.h>

#include "app/table.h"
#include "codec/iso8601.h"
#include "model/label_rules.h"

namespace evenhand::app {
namespace {

using model::LabelReasons;
using model::LabelStatus;

std::string Iso(TimeUs time) {
  std::string text;
  codec::AppendIso8601(&text, {.utc = time});
  return text;
}

// As rule tests write it (docs/testing-rules.md).
std::string_view Word(LabelStatus status) {
  switch (status) {
    case LabelStatus::kRemoved:
      return "removed";
    case LabelStatus::kAdded:
      return "added";
    case LabelStatus::kManuallyRemoved:
      return "manually_removed";
    case LabelStatus::kManuallyAdded:
      return "manually_added";
  }
  return "";
}

void RenderReasons(const LabelReasons& reasons, const std::string& indent, std::string* text) {
  for (const auto& [name, reason] : reasons) {
    *text += fmt::format("{}{}\n{}  {}, since {}", indent, ForTerminal(Described(reason)), indent,
                         ForTerminal(name), Iso(reason.created_at));
    if (reason.expires_at) *text += ", until " + Iso(*reason.expires_at);
    if (reason.pending) *text += ", pending";
    *text += '\n';
  }
}

void WriteReasons(const LabelReasons& reasons, codec::JsonOut* out) {
  out->Key("reasons").Open('{');
  for (const auto& [name, reason] : reasons) {
    out->Key(name).Open('{').Key("pending").Bool(reason.pending);
    out->Key("description").String(reason.description);
    out->Key("features").Open('{');
    for (const auto& [field, value] : reason.features) out->Key(field).String(value);
    out->Close('}').Key("text").String(Described(reason));
    out->Key("created_at").String(Iso(reason.created_at)).Key("expires_at");
    reason.expires_at ? out->String(Iso(*reason.expires_at)) : out->Raw("null");
    out->Close('}');
  }
  out->Close('}');
}

}  // namespace

std::string_view InWords(LabelStatus status) {
  switch (status) {
    case LabelStatus::kRemoved:
      return "removed";
    case LabelStatus::kAdded:
      return "added";
    case LabelStatus::kManuallyRemoved:
      return "manually removed";
    case LabelStatus::kManuallyAdded:
      return "manually added";
  }
  return "";
}

std::string Described(const model::LabelReason& reason) {
  const std::string_view form = reason.description;
  std::string text;
  for (std::size_t at = 0; at < form.size(); ++at) {
    const char c = form[at];
    const std::size_t end = c == '{' ? form.find('}', at) : std::string_view::npos;
    if ((c == '{' || c == '}') && form.substr(at + 1, 1) == form.substr(at, 1)) {
      text += c;  // doubled: stands for itself
      ++at;
    } else if (end != std::string_view::npos) {
      const auto field = reason.features.find(form.substr(at + 1, end - at - 1));
      text += field == reason.features.end() ? form.substr(at, end + 1 - at) : field->second;
      at = end;
    } else {
      text += c;
    }
  }
  return text;
}

std::string RenderLabels(const model::EntityLabels& labels, TimeUs now) {
  std::string text;
  for (const auto& [label, state] : labels) {
    text += fmt::format("  {}: {}{}\n", ForTerminal(label), InWords(state.status),
                        model::IsExpired(state.reasons, now) ? ", but it has ended" : "");
    RenderReasons(state.reasons, "    ", &text);
    for (const auto& previous : state.previous_states) {
      text += fmt::format("    before that: {}\n", InWords(previous.status));
      RenderReasons(previous.reasons, "      ", &text);
    }
  }
  return text;
}

void WriteLabels(const model::EntityLabels& labels, TimeUs now, codec::JsonOut* out) {
  out->Open('{');
  for (const auto& [label, state] : labels) {
    out->Key(label).Open('{').Key("status").String(Word(state.status));
    out->Key("in_force").Bool(!model::IsExpired(state.reasons, now));
    WriteReasons(state.reasons, out);
    out->Key("previous_states").Open('[');
    for (const auto& previous : state.previous_states) {
      out->Open('{').Key("status").String(Word(previous.status));
      WriteReasons(previous.reasons, out);
      out->Close('}');
    }
    out->Close(']').Close('}');
  }
  out->Close('}');
}

}  // namespace evenhand::app
