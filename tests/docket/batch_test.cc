// Decisions in a batch get their leaves together and go to the store one after another. Nothing of
// that shows: the history is the same, to its last hash, as when each is decided alone.

#include <fmt/format.h>

#include "base/split_mix.h"
#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

// `verified` gives more text than a leaf has room for; `unjudged` acts without an answer, which a
// statement must not lack.
std::string Yaml() {
  return fmt::format(R"(
id: batch
version: 1
published_at: 2022-01-01T00:00:00Z
effective_at: 2022-01-01T00:00:00Z
languages: [en]
attributes: [automated, verified]
questions:
  spam: {{texts: {{en: Spam}}}}
families:
  f: {{expiry: P1Y}}
ladders:
  - {{families: [f], rungs: {{1: warn, 2: lock P1D, 3: suspend permanent}}}}
clauses:
  bots: {{family: f, severity: low, when: automated or spam, item: remove, strikes: 1, automated_ok: true, texts: {{en: B}}}}
  noise: {{family: f, severity: low, when: verified, item: label {}, strikes: 2, texts: {{en: N}}}}
)",
                     std::string(5'000, 'x'));
}

class DocketBatches : public RecordedFixture {
 protected:
  struct Outcome {
    std::vector<std::string> ruled, refused;
  };

  // Mostly plain cases of few accounts; some that cannot be decided or recorded, for one reason or
  // another, some that were decided before, and some with an id that is another account's.
  static std::vector<CaseRequest> Cases(std::uint64_t seed) {
    SplitMix64 random(seed);
    const auto below = [&](std::uint64_t n) { return random.Below(n); };
    std::vector<CaseRequest> requests(1 + below(120));
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const std::uint64_t kind = below(20);
      const std::string id = fmt::format("d{}", kind == 0 ? below(i + 1) : i);
      policy::CaseInput& input = requests[i].input;
      input = {.decision = id,
               .account = fmt::format("a{}", kind == 0 ? below(4) : below(3)),
               .item = "i" + id,
               .posted = kPosted,
               .at = kind == 1 ? Day(0) : Day(1 + static_cast<int>(i / 50))};
      input.judgements = {{.question = "spam", .answer = below(4) != 0, .by = "r"}};
      if (kind == 2) input.judgements.front().answer = std::string("perhaps");
      if (kind == 3) input.judgements.clear();
      if (kind == 3) input.attributes["automated"] = true;
      if (kind == 4) input.attributes["verified"] = true;
    }
    return requests;
  }

  Outcome Decide(std::vector<CaseRequest> requests, bool together) {
    Outcome outcome;
    const auto ruled = [&](const Ruling& ruling) {
      outcome.ruled.push_back((ruling.was_there ? "again " : "") + ruling.json);
    };
    std::vector<Refused> refused;
    const auto note = [&](std::size_t first) {
      for (const Refused& one : refused)
        outcome.refused.push_back(fmt::format("{}: {}", first + one.index, one.error.message));
      refused.clear();
    };
    if (together) {
      EXPECT_TRUE(docket_->DecideAll(std::move(requests), ruled, &refused));
      note(0);
      return outcome;
    }
    for (std::size_t i = 0; i < requests.size(); ++i) {
      EXPECT_TRUE(docket_->DecideAll({requests[i]}, ruled, &refused));
      note(i);
    }
    return outcome;
  }

  // The chain covers all that was written.
  std::string Chain() {
    std::string chain;
    EXPECT_TRUE(docket_->store().Each(1, [&](const cases::CaseEvent& event) -> Result<void> {
      chain = event.chain;
      return {};
    }));
    return chain;
  }

  void Begin() {
    docket_.reset();
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
    Reopen();
    const auto published = docket_->Publish(Yaml(), Day(0));
    ASSERT_TRUE(published) << published.error().message;
  }
};

TEST_F(DocketBatches, GiveWhatOneByOneGives) {
  std::size_t refused = 0, again = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::vector<CaseRequest> requests = Cases(seed);
    Begin();
    const Outcome alone = Decide(requests, false);
    const std::string chain = Chain();
    Begin();
    const Outcome together = Decide(requests, true);
    ASSERT_EQ(together.ruled, alone.ruled) << seed;
    ASSERT_EQ(together.refused, alone.refused) << seed;
    ASSERT_EQ(Chain(), chain) << seed;
    ASSERT_TRUE(docket_->PublishRecord());
    const auto checked = docket_->CheckRecord(*record::OpenFiles((directory_ / "record").string()));
    ASSERT_TRUE(checked) << checked.error().message;
    refused += alone.refused.size();
    for (const std::string& ruling : alone.ruled) again += ruling.starts_with("again") ? 1 : 0;
  }
  EXPECT_GT(refused, 100u);
  EXPECT_GT(again, 10u);
}

TEST_F(DocketBatches, AnIdOfAnotherAccountIsRefusedAlone) {
  Begin();
  std::vector<CaseRequest> requests;
  for (const auto& [id, account] :
       {std::pair("d1", "ann"), {"d2", "bob"}, {"d1", "bob"}, {"d3", "bob"}}) {
    CaseRequest& request = requests.emplace_back();
    request.input = {
        .decision = id, .account = account, .item = "i", .posted = kPosted, .at = Day(1)};
    request.input.judgements = {{.question = "spam", .answer = true, .by = "r"}};
  }
  const Outcome outcome = Decide(std::move(requests), true);
  EXPECT_EQ(outcome.refused, std::vector<std::string>{"2: decision 'd1' is there already"});
  EXPECT_EQ(outcome.ruled.size(), 3u);
  EXPECT_EQ(docket_->StandingOf("bob", Day(1))->live.size(), 2u);
}

}  // namespace
}  // namespace evenhand::docket
