// Any bytes as patterns and a text: a set of patterns says of each exactly what the pattern alone
// says.
//
// The first byte picks flags: bit i, that pattern i ignores case; bit i + 4, that it is a whole
// word. Then comes one pattern a line, an empty line, and the text, which is searched as a whole,
// among other characters, and line by line.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "text/pattern_set.h"
#include "text/regex.h"

namespace {

using namespace evenhand::text;
using Kind = PatternSpec::Kind;

// Building is what takes time. Four flags of each kind fit in a byte.
constexpr std::size_t kMaxPatterns = 4;
constexpr std::size_t kMaxPattern = 64;
constexpr std::size_t kMaxText = 512;
constexpr int kMaxLines = 8;

void Require(bool condition) {
  if (!condition) std::abort();
}

std::string_view TakeLine(std::string_view* rest) {
  const std::size_t end = std::min(rest->find('\n'), rest->size());
  const std::string_view line = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return line;
}

struct Alone {
  PatternSpec spec;
  Regex regex;
};

std::vector<Alone> TakePatterns(std::uint8_t flags, std::string_view* rest) {
  std::vector<Alone> patterns;
  for (unsigned i = 0; i < kMaxPatterns && !rest->empty(); ++i) {
    const std::string_view line = TakeLine(rest);
    if (line.empty()) break;
    PatternSpec spec = {.expression = std::string(line.substr(0, kMaxPattern)),
                        .case_insensitive = (flags >> i & 1) != 0,
                        .kind = (flags >> i & 16) != 0 ? Kind::kWholeWord : Kind::kRegex};
    auto regex = spec.kind == Kind::kWholeWord
                     ? Regex::WholeWord(spec.expression, spec.case_insensitive)
                     : Regex::Compile(spec.expression, spec.case_insensitive);
    if (regex)
      patterns.push_back({std::move(spec), *std::move(regex)});
    else
      Require(!regex.error().message.empty());
  }
  return patterns;
}

bool Has(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  return std::binary_search(numbers.begin(), numbers.end(), number);
}

PatternSet Build(const std::vector<Alone>& patterns) {
  std::vector<PatternSpec> specs;
  for (const Alone& pattern : patterns) specs.push_back(pattern.spec);
  auto set = PatternSet::Build(specs, {.cache_directory = {}, .database_from = 1});
  Require(set.has_value());
  return *std::move(set);
}

// A set may know more than the pattern alone, when that gave up; never something else.
void Compare(const std::vector<Alone>& patterns, const PatternSet& set,
             PatternSet::Scratch& scratch, std::string_view text) {
  std::vector<std::uint32_t> hits, gave_up;
  set.Match(text, scratch, &hits, &gave_up);
  Require(std::is_sorted(hits.begin(), hits.end()));
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    bool undecided = false;
    const bool found = patterns[i].regex.Search(text, &undecided);
    if (undecided || (Has(hits, i) == found && !Has(gave_up, i))) continue;
    std::fprintf(stderr, "pattern %u: alone %d, in the set %d\n", i, found, Has(hits, i));
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::vector<Alone> patterns = TakePatterns(data[0], &rest);
  if (patterns.empty()) return 0;
  const PatternSet set = Build(patterns);
  PatternSet::Scratch scratch = set.MakeScratch();
  const std::string text = evenhand::Sanitized(rest.substr(0, kMaxText));
  Compare(patterns, set, scratch, text);
  // Far from the start the database searches many bytes at once.
  Compare(patterns, set, scratch, std::string(90, ' ') + text);
  Compare(patterns, set, scratch, std::string(77, 'a') + text + std::string(30, 'a'));
  std::string_view lines = text;
  for (int i = 0; i < kMaxLines && !lines.empty(); ++i) {
    Compare(patterns, set, scratch, TakeLine(&lines));
  }
  return 0;
}
