#include "coordination/simulated_posts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "coordination/made_words.h"

namespace evenhand::coordination {
namespace {

constexpr SimulateOptions kSmall = {.seed = 5, .shares = 3'000, .late_people = 30};

SimulatedArchive Made(const SimulateOptions& options) {
  return MakePosts(Simulate(options), options);
}

TEST(MakePosts, EachShareIsAPostAndEachRepostHasItsOriginal) {
  const Simulated simulated = Simulate(kSmall);
  const SimulatedArchive archive = MakePosts(simulated, kSmall);
  EXPECT_GE(archive.posts.size(), simulated.shares.size());
  std::map<std::string, const SimulatedPost*> by_id;
  for (const SimulatedPost& post : archive.posts) EXPECT_TRUE(by_id.emplace(post.id, &post).second);
  std::size_t reposts = 0;
  for (const SimulatedPost& post : archive.posts) {
    if (post.repost_of.empty()) {
      EXPECT_FALSE(post.text.empty());
      continue;
    }
    ++reposts;
    ASSERT_TRUE(by_id.contains(post.repost_of));
    const SimulatedPost& original = *by_id.at(post.repost_of);
    EXPECT_LT(original.time_ms, post.time_ms);
    EXPECT_TRUE(original.repost_of.empty());
  }
  EXPECT_GT(reposts, archive.posts.size() / 5);
  EXPECT_TRUE(std::ranges::is_sorted(archive.posts, {}, &SimulatedPost::time_ms));
}

TEST(MakePosts, NamesSayNothingOfRolesAndEveryAccountHasOne) {
  const SimulatedArchive archive = Made(kSmall);
  std::set<std::string> posting;
  for (const SimulatedPost& post : archive.posts) posting.insert(post.account);
  std::set<std::string> told;
  std::set<Role> roles;
  for (const SimulatedAccount& account : archive.accounts) {
    EXPECT_TRUE(told.insert(account.name).second);
    roles.insert(account.role);
    for (const Role role : {Role::kPlanted, Role::kHijacked, Role::kFan, Role::kNewsroom})
      EXPECT_EQ(account.name.find(NameOf(role)), std::string::npos);
  }
  EXPECT_EQ(posting, told);
  EXPECT_EQ(roles.size(), 8U);
}

TEST(MakePosts, FollowsFromTheSeed) {
  const SimulatedArchive once = Made(kSmall);
  const SimulatedArchive again = Made(kSmall);
  ASSERT_EQ(once.posts.size(), again.posts.size());
  for (std::size_t i = 0; i < once.posts.size(); ++i) {
    EXPECT_EQ(once.posts[i].text, again.posts[i].text);
    EXPECT_EQ(once.posts[i].account, again.posts[i].account);
  }
  SimulateOptions other = kSmall;
  other.seed = 6;
  EXPECT_NE(Made(other).posts[0].text, once.posts[0].text);
}

TEST(MakePosts, ACrowdBehindOneGatewayHasOneAddress) {
  const SimulatedArchive archive = Made(kSmall);
  std::map<std::string, Role> role_of;
  for (const SimulatedAccount& account : archive.accounts) role_of[account.name] = account.role;
  std::set<std::string> of_crowd;
  for (const SimulatedPost& post : archive.posts)
    if (role_of.at(post.account) == Role::kLate && !post.gateway.empty())
      of_crowd.insert(post.gateway);
  EXPECT_EQ(of_crowd.size(), 1U);
}

// What is simulated by default is what it was before operations could hide.
TEST(Simulate, HidingSpreadsCampaigns) {
  const auto width_of = [](double stealth) {
    const Simulated made =
        Simulate({.seed = 3, .shares = 1'000, .operations = 3, .stealth = stealth});
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> span;
    for (std::size_t row = 0; row < made.shares.size(); ++row) {
      const std::string object(made.shares.objects.Name(made.shares.object[row]));
      if (!object.starts_with("planted")) continue;
      const auto [at, is_new] =
          span.emplace(object, std::pair(made.shares.time_ms[row], made.shares.time_ms[row]));
      at->second.second = std::max(at->second.second, made.shares.time_ms[row]);
    }
    double sum = 0;
    for (const auto& [object, times] : span) sum += static_cast<double>(times.second - times.first);
    return sum / static_cast<double>(span.size());
  };
  EXPECT_LT(width_of(0), 60'000);
  EXPECT_GT(width_of(0.5), 3 * width_of(0));
  EXPECT_GT(width_of(1), 3 * width_of(0.5));
}

TEST(MadeWords, CopiesDifferAndSayTheSame) {
  for (std::uint32_t language = 0; language < kMadeLanguages; ++language) {
    const std::string message = MadeMessage(language, 42);
    std::set<std::string> copies;
    for (std::uint64_t number = 0; number < 20; ++number)
      copies.insert(MadeCopy(language, message, number));
    EXPECT_GT(copies.size(), 5U) << MadeLanguage(language);
    EXPECT_NE(MadeParaphrase(language, message, 1), message);
    EXPECT_EQ(MadeMessage(language, 42), message);
    EXPECT_NE(MadeMessage(language, 43), message);
  }
}

}  // namespace
}  // namespace evenhand::coordination
