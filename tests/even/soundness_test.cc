// A certificate holds for what the engine does: with one, no audit-only value changes an action,
// over any events. And refusals are not made lightly: most have events that show the leak.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "app/event_actions.h"
#include "even/certificate.h"
#include "even/random_rulebook.h"
#include "functions/registry.h"

namespace evenhand::even {
namespace {

struct Tried {
  bool loaded = false;
  bool granted = false;
  bool differed = false;
  std::size_t actions = 0;
  std::string rulebook;  // its text, for when something is wrong
  std::string events;
};

std::vector<std::string> ActionsOf(const engine::Rulebook& book, const std::string& run) {
  codec::JsonDocument document;
  const auto events = document.ParseCopy(run);
  EXPECT_TRUE(events);
  const auto actions = app::ActionsOfRun(book, *events);
  EXPECT_TRUE(actions) << (actions ? "" : actions.error().message);
  return actions ? *actions : std::vector<std::string>();
}

Tried Try(std::uint32_t seed, int runs) {
  Tried tried;
  const auto book = engine::LoadRulebook(RandomRulebook(seed).Make());
  if (!book || book->program == nullptr) return tried;
  tried.loaded = true;
  for (const sml::SourceFile& file : book->sources->files) {
    tried.rulebook += "--- " + file.path + "\n" + file.text;
  }
  const auto attributes = ParseAttributes(kRandomAttributes, "attributes.yaml");
  EXPECT_TRUE(attributes);
  const Certificate certificate = Certify(*book->checked, functions::Registry(), *attributes);
  tried.granted = certificate.granted();
  tried.actions = certificate.actions.size();
  for (int i = 0; i < runs && !tried.differed; ++i) {
    const RandomRuns events = MakeRuns(seed * 31 + static_cast<std::uint32_t>(i));
    tried.differed = ActionsOf(*book, events.left) != ActionsOf(*book, events.right);
    if (tried.differed) tried.events = events.left + "\n" + events.right;
  }
  return tried;
}

TEST(Soundness, WithACertificateNoAuditValueChangesAnAction) {
  rc::check([] {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const Tried tried = Try(seed, 20);
    RC_PRE(tried.loaded);
    if (tried.granted && tried.differed) {
      RC_FAIL("seed " + std::to_string(seed) + "\n" + tried.rulebook + tried.events);
    }
  });
}

TEST(Soundness, TheRandomRulebooksAreWorthTrying) {
  int loaded = 0, granted_with_actions = 0, refused = 0, shown = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    const Tried tried = Try(seed, 10);
    loaded += tried.loaded;
    if (!tried.loaded) continue;
    granted_with_actions += tried.granted && tried.actions > 0;
    refused += !tried.granted;
    shown += !tried.granted && tried.differed;
  }
  RecordProperty("loaded", loaded);
  EXPECT_GT(loaded, 250);
  EXPECT_GT(granted_with_actions, 40);
  EXPECT_GT(refused, 40);
  EXPECT_GT(shown, 20);
  std::cout << loaded << " load, " << granted_with_actions << " granted with actions, " << refused
            << " refused, of which shown by events " << shown << "\n";
}

}  // namespace
}  // namespace evenhand::even
