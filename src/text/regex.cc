#include "text/regex.h"

#include <re2/re2.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "text/pcre_pattern.h"
#include "text/pcre_source.h"
#include "text/python_regex.h"
#include "text/re2_source.h"

namespace evenhand::text {
namespace {

constexpr std::int64_t kRe2Memory = std::int64_t{16} << 20;

bool NeedsBacktracking(const RegexNode& node) {
  switch (node.kind) {
    case RegexKind::kLook:
    case RegexKind::kAtomic:
    case RegexKind::kConditional:
    case RegexKind::kBackReference:
      return true;
    case RegexKind::kRepeat:
      if (node.mode == RepeatMode::kPossessive) return true;
      break;
    default:
      break;
  }
  return std::any_of(node.children.begin(), node.children.end(), &NeedsBacktracking);
}

RE2::Options LinearOptions() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kRe2Memory);
  return options;
}

// The linear engine for one kind of texts, made when the first of them comes.
class Linear {
 public:
  explicit Linear(Re2Texts texts) : texts_(texts) {}

  enum class Answer : std::uint8_t { kNo, kYes, kUnsure };

  // `where`, unless null, gets the first match at or after `from`.
  Answer Search(const PythonRegex& regex, std::string_view text, std::size_t from,
                Range* where) const {
    std::call_once(once_, [&] { Make(regex); });
    if (pattern_ == nullptr) return Answer::kUnsure;
    re2::StringPiece match;
    if (!pattern_->Match({text.data(), text.size()}, from, text.size(), RE2::UNANCHORED, &match,
                         where == nullptr ? 0 : 1))
      return Answer::kNo;
    if (!exact_) return Answer::kUnsure;
    if (where != nullptr) {
      const auto begin = static_cast<std::uint32_t>(match.data() - text.data());
      *where = {begin, begin + static_cast<std::uint32_t>(match.size())};
    }
    return Answer::kYes;
  }

 private:
  void Make(const PythonRegex& regex) const {
    const Re2Source source = ToRe2(regex, texts_);
    exact_ = source.exact;
    auto pattern = std::make_unique<RE2>(source.source, LinearOptions());
    if (pattern->ok()) pattern_ = std::move(pattern);  // else it was too large
  }

  Re2Texts texts_;
  mutable std::once_flag once_;
  mutable bool exact_ = false;
  mutable std::unique_ptr<const RE2> pattern_;
};

// The backtracking engine, likewise; but a pattern that always needs it is made, and judged, at
// once.
class Backtracking {
 public:
  using Answer = PcrePattern::Answer;

  Answer Search(const PythonRegex& regex, std::string_view text, std::size_t from,
                Range* where) const {
    std::call_once(once_, [&] { pattern_ = Make(regex); });
    return pattern_.has_value() ? pattern_->Search(text, from, where) : Answer::kGaveUp;
  }

  static Result<PcrePattern> Make(const PythonRegex& regex) {
    EVENHAND_ASSIGN(const std::string source, ToPcre(regex));
    return PcrePattern::Compile(source);
  }

 private:
  mutable std::once_flag once_;
  mutable Result<PcrePattern> pattern_ = Fail(ErrorCode::kUnavailable, "not made yet");
};

}  // namespace

class Regex::Engine {
 public:
  explicit Engine(PythonRegex regex)
      : regex_(std::move(regex)), needs_backtracking_(NeedsBacktracking(regex_.root)) {}

  Result<void> CheckBacktracking() const {
    if (needs_backtracking_) EVENHAND_TRY(Backtracking::Make(regex_));
    return {};
  }

  bool needs_backtracking() const { return needs_backtracking_; }

  bool Search(std::string_view text, bool* gave_up) const {
    const bool ascii = IsAscii(text);
    if (!ascii && !IsWellFormed(text, true)) return Search(Sanitized(text), gave_up);
    return SearchIn(text, ascii, 0, nullptr, gave_up);
  }

  std::optional<Range> Find(std::string_view text, std::size_t from, bool* gave_up) const {
    const bool ascii = IsAscii(text);
    Range where;
    if (!ascii && !IsWellFormed(text, true)) return std::nullopt;
    if (!SearchIn(text, ascii, from, &where, gave_up)) return std::nullopt;
    return where;
  }

 private:
  bool SearchIn(std::string_view text, bool ascii, std::size_t from, Range* where,
                bool* gave_up) const {
    const Linear& linear = ascii ? ascii_ : any_;
    switch (linear.Search(regex_, text, from, where)) {
      case Linear::Answer::kNo:
        return false;
      case Linear::Answer::kYes:
        return true;
      case Linear::Answer::kUnsure:
        break;
    }
    const Backtracking::Answer answer = backtracking_.Search(regex_, text, from, where);
    if (answer == Backtracking::Answer::kGaveUp) *gave_up = true;
    return answer == Backtracking::Answer::kYes;
  }

  PythonRegex regex_;
  bool needs_backtracking_;
  Linear ascii_{Re2Texts::kAscii};
  Linear any_{Re2Texts::kAny};
  Backtracking backtracking_;
};

Regex::Regex(std::unique_ptr<const Engine> engine) : engine_(std::move(engine)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::Compile(std::string_view pattern, bool case_insensitive) {
  EVENHAND_ASSIGN(PythonRegex parsed, ParsePythonRegex(pattern, case_insensitive));
  return FromTree(std::move(parsed));
}

Result<Regex> Regex::FromTree(PythonRegex parsed) {
  auto engine = std::make_unique<const Engine>(std::move(parsed));
  EVENHAND_TRY(engine->CheckBacktracking());
  return Regex(std::move(engine));
}

Regex Regex::WholeWord(std::string_view phrase, bool case_insensitive) {
  return Regex(std::make_unique<const Engine>(WholeWordRegex(phrase, case_insensitive)));
}

bool Regex::Search(std::string_view text, bool* gave_up) const {
  return engine_->Search(text, gave_up);
}

std::optional<Range> Regex::Find(std::string_view text, std::size_t from, bool* gave_up) const {
  return engine_->Find(text, from, gave_up);
}

bool Regex::uses_backtracking() const { return engine_->needs_backtracking(); }

}  // namespace evenhand::text
