#pragma once

// What a notice or a limit turns off (policy.md section 4).

#include <span>
#include <string_view>

namespace evenhand::policy {

struct NoticeProfile {
  std::string_view name;    // "N2"
  std::string_view origin;  // where it comes from
  std::span<const std::string_view> engagements_off;
  std::span<const std::string_view> surfaces_off;
};

std::span<const NoticeProfile> NoticeProfiles();
// Null when there is none of this name.
const NoticeProfile* FindNoticeProfile(std::string_view name);
// A notice on a public office keeps at least one way to answer: `reply` or `quote`.
bool LeavesRoomToAnswer(const NoticeProfile& profile);

}  // namespace evenhand::policy
