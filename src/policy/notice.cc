#include "policy/notice.h"

#include <algorithm>
#include <array>

namespace evenhand::policy {
namespace {

using Names = std::string_view;

constexpr std::array<Names, 6> kRecommendation = {
    "home_recommended", "search", "trends", "explore", "notify_recommended", "email"};
constexpr std::array<Names, 4> kN2Off = {"like", "reply", "share", "repost"};
constexpr std::array<Names, 3> kN3Off = {"like", "repost", "share"};
constexpr std::array<Names, 3> kN4Off = {"like", "reply", "repost"};
constexpr std::array<Names, 8> kN5Off = {"like",     "reply", "repost", "quote",
                                         "bookmark", "share", "pin",    "edit"};
constexpr std::array<Names, 6> kN5Surfaces = {
    "search", "trends", "notify_recommended", "home_recommended", "home_following", "reply_order"};

constexpr std::array<NoticeProfile, 5> kProfiles = {{
    {"N1", "Twitter, 27 June 2019", {}, kRecommendation},
    {"N2", "Twitter, 15 October 2019", kN2Off, kRecommendation},
    {"N3", "X, capture of 29 June 2026", kN3Off, kRecommendation},
    {"N4", "Twitter civic integrity, capture of 26 January 2023", kN4Off, {}},
    {"N5", "X limited post, capture of 29 June 2026", kN5Off, kN5Surfaces},
}};

}  // namespace

std::span<const NoticeProfile> NoticeProfiles() { return kProfiles; }

const NoticeProfile* FindNoticeProfile(std::string_view name) {
  const auto* found = std::ranges::find(kProfiles, name, &NoticeProfile::name);
  return found == kProfiles.end() ? nullptr : found;
}

bool LeavesRoomToAnswer(const NoticeProfile& profile) {
  const auto is_off = [&](std::string_view engagement) {
    return std::ranges::find(profile.engagements_off, engagement) != profile.engagements_off.end();
  };
  return !is_off("reply") || !is_off("quote");
}

}  // namespace evenhand::policy
