#include "text/pattern_set.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "text/match_form.h"
#include "text/pattern_database.h"
#include "text/regex.h"
#include "text/required_strings.h"
#include "text/vectorscan_source.h"

namespace evenhand::text {
namespace {

Result<PythonRegex> Parse(const PatternSpec& spec) {
  if (spec.kind == PatternSpec::Kind::kWholeWord)
    return WholeWordRegex(spec.expression, spec.case_insensitive);
  return ParsePythonRegex(spec.expression, spec.case_insensitive);
}

}  // namespace

struct PatternSet::Scratch::Parts {
  PatternDatabase::Scratch strings;
  PatternDatabase::Scratch patterns;
  std::string marked;
  std::vector<std::uint32_t> raw;   // hits of a database
  std::vector<std::uint8_t> found;  // by pattern: which of its required sets were met
};

PatternSet::Scratch::Scratch(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PatternSet::Scratch::Scratch(Scratch&&) noexcept = default;
PatternSet::Scratch& PatternSet::Scratch::operator=(Scratch&&) noexcept = default;
PatternSet::Scratch::~Scratch() = default;

// A pattern is in one of three places: among the required strings, when it cannot match without some;
// in the database of patterns; or apart, searched for alone.
class PatternSet::Impl {
 public:
  Result<void> Build(std::span<const PatternSpec> specs, const PatternSetOptions& options);
  void Match(std::string_view text, Scratch::Parts& parts, std::vector<std::uint32_t>* hits,
             std::vector<std::uint32_t>* gave_up) const;
  std::unique_ptr<Scratch::Parts> MakeScratch() const;
  std::size_t size() const { return singles_.size(); }
  bool from_cache() const;

 private:
  struct Entry {
    std::uint32_t pattern;
    bool exact_on_ascii;
    bool exact;
  };
  // A required set that a string belongs to.
  struct Use {
    std::uint32_t pattern;
    std::uint8_t bit;
  };
  struct Candidate {
    std::uint8_t all = 0;  // bits of its required sets; 0 when it has none
    bool exact = false;
  };
  // What is gathered before databases are made.
  struct Sources {
    std::unordered_map<std::string, std::uint32_t> number_of_string;
    std::vector<std::string> strings;
    std::vector<std::uint32_t> pattern_numbers;
    std::vector<PythonRegex> patterns;
  };

  Result<void> Add(std::uint32_t pattern, const PatternSpec& spec, Sources* sources);
  void AddRequired(std::uint32_t pattern, const RequiredStrings& required, Sources* sources);
  Result<void> AddPatterns(Sources* sources, const PatternSetOptions& options);
  void MatchStrings(std::string_view text, Scratch::Parts& parts, std::vector<std::uint32_t>* hits,
                    std::vector<std::uint32_t>* gave_up) const;
  void MatchPatterns(std::string_view text, Scratch::Parts& parts, std::vector<std::uint32_t>* hits,
                     std::vector<std::uint32_t>* gave_up) const;
  void Decide(std::uint32_t pattern, std::string_view text, std::vector<std::uint32_t>* hits,
              std::vector<std::uint32_t>* gave_up) const {
    bool undecided = false;
    if (singles_[pattern]->Search(text, &undecided)) hits->push_back(pattern);
    if (undecided && gave_up != nullptr) gave_up->push_back(pattern);
  }

  std::vector<std::optional<Regex>> singles_;  // by pattern; none where strings decide
  std::vector<Candidate> candidates_;          // by pattern
  std::vector<std::vector<Use>> uses_;         // by string
  std::optional<PatternDatabase> strings_;
  std::vector<Entry> entries_;  // by number in patterns_
  std::optional<PatternDatabase> patterns_;
  std::vector<std::uint32_t> apart_;
};

Result<void> PatternSet::Impl::Build(std::span<const PatternSpec> specs,
                                     const PatternSetOptions& options) {
  singles_.resize(specs.size());
  candidates_.resize(specs.size());
  Sources sources;
  for (std::uint32_t i = 0; i < specs.size(); ++i) {
    auto added = Add(i, specs[i], &sources);
    if (!added) {
      return tl::unexpected(std::move(added).error().Within("pattern " + std::to_string(i)));
    }
  }
  EVENHAND_TRY(AddPatterns(&sources, options));
  if (sources.strings.empty()) return {};
  std::vector<std::uint32_t> refused;
  strings_ = PatternDatabase::Build(PatternDatabase::Kind::kStrings, sources.strings,
                                    options.cache_directory, &refused);
  if (refused.empty()) return {};
  return Fail(ErrorCode::kLimit, "the phrases of the patterns are too many or too long");
}

Result<void> PatternSet::Impl::Add(std::uint32_t pattern, const PatternSpec& spec,
                                   Sources* sources) {
  EVENHAND_ASSIGN(PythonRegex parsed, Parse(spec));
  const RequiredStrings required = RequiredBy(parsed);
  if (!required.one_of_each.empty() && PatternDatabase::IsReliable()) {
    AddRequired(pattern, required, sources);
    if (required.exact) return {};
    EVENHAND_ASSIGN(singles_[pattern], Regex::FromTree(std::move(parsed)));
    return {};
  }
  sources->pattern_numbers.push_back(pattern);
  sources->patterns.push_back(std::move(parsed));
  return {};
}

void PatternSet::Impl::AddRequired(std::uint32_t pattern, const RequiredStrings& required,
                                   Sources* sources) {
  std::uint8_t bit = 1;
  for (const std::vector<std::string>& set : required.one_of_each) {
    for (const std::string& text : set) {
      const auto [at, fresh] = sources->number_of_string.emplace(
          text, static_cast<std::uint32_t>(sources->strings.size()));
      if (fresh) {
        sources->strings.push_back(text);
        uses_.emplace_back();
      }
      uses_[at->second].push_back({pattern, bit});
    }
    candidates_[pattern].all |= bit;
    bit = static_cast<std::uint8_t>(bit << 1);
  }
  candidates_[pattern].exact = required.exact;
}

Result<void> PatternSet::Impl::AddPatterns(Sources* sources, const PatternSetOptions& options) {
  const bool wants_database =
      PatternDatabase::IsReliable() && sources->patterns.size() >= options.database_from;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < sources->patterns.size(); ++i) {
    const std::uint32_t pattern = sources->pattern_numbers[i];
    VectorscanSource source;
    if (wants_database) source = ToVectorscan(sources->patterns[i]);
    auto single = Regex::FromTree(std::move(sources->patterns[i]));
    if (!single) {
      return tl::unexpected(std::move(single).error().Within("pattern " + std::to_string(pattern)));
    }
    singles_[pattern] = *std::move(single);
    if (wants_database && !source.nullable) {
      entries_.push_back({pattern, source.exact_on_ascii, source.exact});
      texts.push_back(std::move(source.source));
    } else {
      apart_.push_back(pattern);
    }
  }
  if (texts.empty()) return {};
  std::vector<std::uint32_t> refused;
  patterns_ = PatternDatabase::Build(PatternDatabase::Kind::kPatterns, texts,
                                     options.cache_directory, &refused);
  for (const std::uint32_t number : refused) apart_.push_back(entries_[number].pattern);
  return {};
}

std::unique_ptr<PatternSet::Scratch::Parts> PatternSet::Impl::MakeScratch() const {
  auto parts = std::make_unique<Scratch::Parts>();
  if (strings_.has_value()) parts->strings = strings_->MakeScratch();
  if (patterns_.has_value()) parts->patterns = patterns_->MakeScratch();
  parts->raw.reserve(std::max(entries_.size(), uses_.size()));
  parts->found.resize(candidates_.size());
  return parts;
}

bool PatternSet::Impl::from_cache() const {
  const auto cached = [](const std::optional<PatternDatabase>& database) {
    return !database.has_value() || database->from_cache();
  };
  return (strings_.has_value() || patterns_.has_value()) && cached(strings_) && cached(patterns_);
}

void PatternSet::Impl::Match(std::string_view text, Scratch::Parts& parts,
                             std::vector<std::uint32_t>* hits,
                             std::vector<std::uint32_t>* gave_up) const {
  hits->clear();
  if (gave_up != nullptr) gave_up->clear();
  if (strings_.has_value() || patterns_.has_value()) {
    const std::string_view marked = Marked(text, &parts.marked);
    if (strings_.has_value()) {
      parts.raw.clear();
      strings_->Scan(marked, parts.strings.get(), &parts.raw);
      MatchStrings(text, parts, hits, gave_up);
    }
    if (patterns_.has_value()) {
      parts.raw.clear();
      patterns_->Scan(marked, parts.patterns.get(), &parts.raw);
      MatchPatterns(text, parts, hits, gave_up);
    }
  }
  for (const std::uint32_t pattern : apart_) Decide(pattern, text, hits, gave_up);
  std::sort(hits->begin(), hits->end());
  if (gave_up != nullptr) std::sort(gave_up->begin(), gave_up->end());
}

void PatternSet::Impl::MatchStrings(std::string_view text, Scratch::Parts& parts,
                                    std::vector<std::uint32_t>* hits,
                                    std::vector<std::uint32_t>* gave_up) const {
  for (const std::uint32_t string : parts.raw) {
    for (const Use& use : uses_[string]) {
      std::uint8_t& found = parts.found[use.pattern];
      const Candidate& candidate = candidates_[use.pattern];
      if (found == candidate.all) continue;
      found |= use.bit;
      if (found != candidate.all) continue;
      if (candidate.exact) {
        hits->push_back(use.pattern);
      } else {
        Decide(use.pattern, text, hits, gave_up);
      }
    }
  }
  for (const std::uint32_t string : parts.raw) {
    for (const Use& use : uses_[string]) parts.found[use.pattern] = 0;
  }
}

void PatternSet::Impl::MatchPatterns(std::string_view text, Scratch::Parts& parts,
                                     std::vector<std::uint32_t>* hits,
                                     std::vector<std::uint32_t>* gave_up) const {
  const bool ascii = IsAscii(text);
  for (const std::uint32_t number : parts.raw) {
    const Entry& entry = entries_[number];
    if (entry.exact || (ascii && entry.exact_on_ascii)) {
      hits->push_back(entry.pattern);
    } else {
      Decide(entry.pattern, text, hits, gave_up);
    }
  }
}

Result<PatternSet> PatternSet::Build(std::span<const PatternSpec> patterns,
                                     const PatternSetOptions& options) {
  auto impl = std::make_unique<Impl>();
  EVENHAND_TRY(impl->Build(patterns, options));
  return PatternSet(std::move(impl));
}

PatternSet::PatternSet(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

PatternSet::Scratch PatternSet::MakeScratch() const { return Scratch(impl_->MakeScratch()); }

void PatternSet::Match(std::string_view text, Scratch& scratch, std::vector<std::uint32_t>* hits,
                       std::vector<std::uint32_t>* gave_up) const {
  impl_->Match(text, *scratch.parts_, hits, gave_up);
}

std::size_t PatternSet::size() const { return impl_->size(); }
bool PatternSet::from_cache() const { return impl_->from_cache(); }

}  // namespace evenhand::text
