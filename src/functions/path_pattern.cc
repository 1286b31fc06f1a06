#include "functions/path_pattern.h"

namespace evenhand::functions {
namespace {

// A set that begins at pattern[at] == '[': whether `c` is in it, and where the pattern goes on. An
// unclosed bracket stands for itself.
struct SetMatch {
  bool matches;
  std::size_t next;
};

SetMatch MatchSet(std::string_view pattern, std::size_t at, char c) {
  std::size_t begin = at + 1;
  const bool negated = begin < pattern.size() && pattern[begin] == '!';
  if (negated) ++begin;
  const std::size_t end = pattern.find(']', begin + 1);
  if (begin >= pattern.size() || end == std::string_view::npos) return {c == '[', at + 1};
  bool found = false;
  for (std::size_t i = begin; i < end; ++i) {
    if (i + 2 < end && pattern[i + 1] == '-') {
      found |= pattern[i] <= c && c <= pattern[i + 2];
      i += 2;
    } else {
      found |= pattern[i] == c;
    }
  }
  return {found != negated, end + 1};
}

// One character against the pattern at `at`, which is no `*`.
SetMatch MatchOne(std::string_view pattern, std::size_t at, char c) {
  if (pattern[at] == '[') return MatchSet(pattern, at, c);
  return {pattern[at] == '?' || pattern[at] == c, at + 1};
}

}  // namespace

bool MatchesPathPattern(std::string_view pattern, std::string_view path) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // the last `*`, and how far it has eaten
  std::size_t eaten = 0;
  while (t < path.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      eaten = t;
      continue;
    }
    if (p < pattern.size()) {
      const SetMatch one = MatchOne(pattern, p, path[t]);
      if (one.matches) {
        p = one.next;
        ++t;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    t = ++eaten;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string PatternOfTemplate(std::string_view text) {
  std::string pattern;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
      pattern += c;
      ++i;
    } else if (c == '{') {
      pattern += '*';
      i = text.find('}', i);
      if (i == std::string_view::npos) break;
    } else {
      pattern += c;
    }
  }
  return pattern;
}

}  // namespace evenhand::functions
