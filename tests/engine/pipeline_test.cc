#include "engine/pipeline.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "codec/json_document.h"
#include "engine/rulebook.h"

namespace evenhand::engine {
namespace {

// Reads and writes labels and counters of few accounts, so that events of one batch meet.
constexpr const char* kRules = R"(
User: Entity[str] = EntityJson(type='User', path='$.u')
Text: str = JsonData(path='$.t', required=False)
N: int = JsonData(path='$.n')
Posts = IncrementWindow(key=f'posts-{User}', window_seconds=60, when_all=[True])
Known = HasLabel(entity=User, label='seen')
First = Rule(when_all=[not Known], description=f'first of {User}')
Loud = Rule(when_all=[TextContains(text=Text, phrase='buy'), Posts > 2, N > 10],
    description=f'{User} posted {Posts} times')
Calm = Rule(when_all=[HasLabel(entity=User, label='loud'), N < 5], description='calmed down')
Seller = Rule(when_all=[Posts > 1], description=f'sells: {Text}')
WhenRules(rules_any=[Seller], then=[LabelAdd(entity=User, label='seller')])
WhenRules(rules_any=[First], then=[LabelAdd(entity=User, label='seen')])
WhenRules(rules_any=[Loud], then=[LabelAdd(entity=User, label='loud'), DeclareVerdict(verdict='slow')])
WhenRules(rules_any=[Calm], then=[LabelRemove(entity=User, label='loud')])
)";
constexpr const char* kLabels =
    "labels:\n  seen: {valid_for: [User]}\n  loud: {valid_for: [User]}\n  seller: {valid_for: "
    "[User]}\n";

std::shared_ptr<const program::Program> Load() {
  sml::SourceSet sources;
  sources.files.push_back({"main.sml", kRules});
  sources.configs.push_back({"config/labels.yaml", kLabels});
  const Rulebook book = LoadRulebook(std::move(sources)).value();
  EXPECT_NE(book.program, nullptr) << sml::Render(book.diagnostics, *book.sources, {});
  return book.program;
}

std::string Events(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    const int n = i * 7919 % 23;
    if (i % 97 == 50) lines += "not json\n";
    lines += fmt::format(
        R"({{"action_id":{},"action_name":"post","timestamp":"2025-03-01T12:00:{:02}Z",)"
        R"("data":{{"u":"u{}","n":{},"t":"{}"}}}})"
        "\n",
        i, i * 60 / count, i * 31 % 7, n, n % 2 == 0 ? "buy now" : "hello");
  }
  return lines;
}

source::LineBatch Batch(std::string_view text) {
  source::LineBatch batch;
  batch.bytes = std::make_unique<char[]>(text.size() + codec::kJsonPadding);
  std::memcpy(batch.bytes.get(), text.data(), text.size());
  const std::string_view bytes(batch.bytes.get(), text.size());
  for (std::size_t begin = 0, end; (end = bytes.find('\n', begin)) != bytes.npos; begin = end + 1) {
    batch.lines.push_back({bytes.substr(begin, end - begin), {}, false});
  }
  return batch;
}

class Lines final : public ResultSink {
 public:
  Result<void> Write(std::string_view lines) override {
    ++writes;
    text.append(lines);
    return {};
  }
  std::string text;
  int writes = 0;
};

class Letters final : public DeadLetterOffice {
 public:
  Result<void> Take(const source::Line& line, std::string_view reason) override {
    text += fmt::format("{}: {}\n", std::string(line.text), std::string(reason));
    return {};
  }
  std::string text;
};

struct Walked {
  std::string results;
  std::string letters;
  std::string counts;
  std::string labels;
  std::uint64_t again = 0;
};

std::string Show(const Stats& stats) {
  std::string shown = fmt::format("{} events, {} malformed;", stats.events, stats.malformed);
  for (const Counts* counts : {&stats.rules, &stats.labels, &stats.verdicts}) {
    for (const auto& [name, count] : *counts) shown += fmt::format(" {} {}", name, count);
  }
  return shown;
}

// All labels of an account with what they rest on.
std::string LabelsOf(const state::EntityState& state, std::string_view user) {
  state::View view(&state);
  const model::EntityLabels* labels = view.Labels({"User", user}).value();
  return labels == nullptr ? "" : state::Encode(*labels);
}

Walked Walk(const std::string& events, unsigned threads, int batches) {
  state::EntityState state(state::MakeMemoryStore());
  Letters letters;
  Lines lines;
  PipelineOptions options;
  options.threads = threads;
  auto pipeline = Pipeline::Make(Load(), &state, &letters, options).value();
  for (int i = 0; i < batches; ++i) {
    EXPECT_TRUE(pipeline->Run(Batch(events), &lines));
    EXPECT_TRUE(state.Commit("in", "here"));
  }
  const Stats stats = pipeline->stats();
  std::string labels;
  for (int u = 0; u < 7; ++u) labels += LabelsOf(state, "u" + std::to_string(u));
  return {lines.text, letters.text, Show(stats), labels, stats.again};
}

TEST(Pipeline, GivesTheSameBytesOnAnyNumberOfThreads) {
  const std::string events = Events(2000);
  const Walked alone = Walk(events, 1, 2);
  EXPECT_EQ(alone.again, 0u);
  for (const unsigned threads : {2u, 3u, 8u}) {
    const Walked together = Walk(events, threads, 2);
    EXPECT_EQ(together.results, alone.results) << threads;
    EXPECT_EQ(together.letters, alone.letters) << threads;
    EXPECT_EQ(together.counts, alone.counts) << threads;
    EXPECT_EQ(together.labels, alone.labels) << threads;
    EXPECT_GT(together.again, 0u) << "no event read what another wrote";
  }
}

TEST(Pipeline, CountsWhatHappened) {
  const Walked walked = Walk(Events(200), 1, 1);
  EXPECT_EQ(std::count(walked.results.begin(), walked.results.end(), '\n'), 200);
  EXPECT_TRUE(walked.counts.starts_with("200 events, 2 malformed;")) << walked.counts;
  EXPECT_NE(walked.counts.find(" First 7"), std::string::npos) << "once for each account";
  EXPECT_NE(walked.counts.find(" +seen 7"), std::string::npos) << walked.counts;
  EXPECT_TRUE(walked.letters.starts_with("not json: not JSON")) << walked.letters;
}

// However many features a rulebook shows, results leave before they fill the memory.
TEST(Pipeline, WritesInRounds) {
  std::string rules = "Text: str = JsonData(path='$.t')\n";
  for (int i = 0; i < 150; ++i) rules += fmt::format("Copy{}: str = JsonData(path='$.t')\n", i);
  sml::SourceSet sources;
  sources.files.push_back({"main.sml", rules});
  const Rulebook book = LoadRulebook(std::move(sources)).value();
  std::string events;
  for (int i = 0; i < 1500; ++i) {
    events += fmt::format(
        R"({{"action_id":{},"action_name":"a","timestamp":"2025-03-01","data":{{"t":"{}"}}}})"
        "\n",
        i, std::string(60, 'x'));
  }
  for (const unsigned threads : {1u, 2u}) {
    state::EntityState state(state::MakeMemoryStore());
    Letters letters;
    Lines lines;
    PipelineOptions options;
    options.threads = threads;
    auto pipeline = Pipeline::Make(book.program, &state, &letters, options).value();
    ASSERT_TRUE(pipeline->Run(Batch(events), &lines));
    EXPECT_EQ(std::count(lines.text.begin(), lines.text.end(), '\n'), 1500);
    EXPECT_GT(lines.writes, 2) << lines.text.size();
  }
}

TEST(Pipeline, CallsMeanwhileOnceWhileOthersWork) {
  state::EntityState state(state::MakeMemoryStore());
  Letters letters;
  for (const unsigned threads : {1u, 2u}) {
    Lines lines;
    PipelineOptions options;
    options.threads = threads;
    auto pipeline = Pipeline::Make(Load(), &state, &letters, options).value();
    unsigned calls = 0;
    ASSERT_TRUE(pipeline->Run(Batch(Events(2000)), &lines, [&] {
      ++calls;
      EXPECT_TRUE(lines.text.empty()) << "comes first";
    }));
    EXPECT_EQ(calls, threads - 1);
  }
}

// What the sink refuses ends the run, whether other threads are at work or not.
TEST(Pipeline, EndsWhenResultsCannotBeWritten) {
  class Full final : public ResultSink {
    Result<void> Write(std::string_view) override { return Fail(ErrorCode::kIo, "full"); }
  };
  state::EntityState state(state::MakeMemoryStore());
  Letters letters;
  Full full;
  for (const unsigned threads : {1u, 2u}) {
    PipelineOptions options;
    options.threads = threads;
    auto pipeline = Pipeline::Make(Load(), &state, &letters, options).value();
    const Result<void> done = pipeline->Run(Batch(Events(2000)), &full);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "full");
  }
}

}  // namespace
}  // namespace evenhand::engine
