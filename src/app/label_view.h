#pragma once

// The labels of one entity, as people and scripts see them.

#include <string>
#include <string_view>

#include "base/time.h"
#include "codec/json_out.h"
#include "model/label.h"

namespace evenhand::app {

// "added", "manually removed".
std::string_view InWords(model::LabelStatus status);

// Label by label: its status as of `now`, the reasons, and the states before it, newest first.
//
//     link-spammer: manually removed
//       Manual update by kim: a fan shop of their own
//         _ManuallyUpdated, since 2025-03-02T09:00:00+00:00, until 2025-04-01T09:00:00+00:00
//       before that: added
//         ann posted a link
//           LinkPost, since 2025-03-01T12:00:00+00:00
std::string RenderLabels(const model::EntityLabels& labels, TimeUs now);

// The value of a key `labels`: an object by label, as the peer's interface answers with it, but
// with statuses as words, whether the label is in force, and descriptions also with their fields
// filled in.
void WriteLabels(const model::EntityLabels& labels, TimeUs now, codec::JsonOut* out);

// A reason's description with its fields filled in.
std::string Described(const model::LabelReason& reason);

}  // namespace evenhand::app
