#include "text/pattern_set.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "text/char_class.h"
#include "text/database_source.h"
#include "text/match_form.h"
#include "text/pattern_database.h"
#include "text/regex.h"
#include "text/required_strings.h"

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
  std::string form;
  std::vector<PatternDatabase::Hit> hits;
  std::vector<std::uint32_t> maybe;
  // What was seen in the current text; marks of earlier ones have another epoch.
  struct Marks {
    std::uint32_t epoch = 0;
    std::uint8_t bits = 0;
    std::uint8_t& In(std::uint32_t current) {
      if (std::exchange(epoch, current) != current) bits = 0;
      return bits;
    }
  };
  std::uint32_t epoch = 0;
  std::vector<Marks> found;  // by pattern: which of its required sets were met
  std::vector<Marks> seen;   // by string: the bounds it was seen with
};

PatternSet::Scratch::Scratch(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PatternSet::Scratch::Scratch(Scratch&&) noexcept = default;
PatternSet::Scratch& PatternSet::Scratch::operator=(Scratch&&) noexcept = default;
PatternSet::Scratch::~Scratch() = default;

// A pattern is in one of three places: among the required strings, when it cannot match without
// some; in the database of patterns; or apart, searched for alone.
class PatternSet::Impl {
 public:
  Result<void> Build(std::span<const PatternSpec> specs, const PatternSetOptions& options);
  void Screen(std::string_view text, Scratch::Parts& parts, std::vector<std::uint32_t>* hits,
              std::vector<std::uint32_t>* maybe) const;
  bool Search(std::uint32_t pattern, std::string_view text, bool* gave_up) const {
    return singles_[pattern]->Search(text, gave_up);
  }
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
    std::uint8_t bounds;  // where \b must hold: kLeft, kRight
    std::uint8_t all;     // bits of all required sets of the pattern
    bool exact;           // a text with all of them matches
  };
  static constexpr std::uint8_t kLeft = 1, kRight = 2;
  struct String {
    std::uint32_t size = 0;
    bool starts_word = false;  // its first character is a word character
    bool ends_word = false;
    std::vector<Use> uses = {};
  };
  // What is gathered before databases are made.
  struct Sources {
    std::unordered_map<std::string, std::uint32_t> number_of_string;
    std::vector<std::string> strings;
    std::vector<std::uint32_t> pattern_numbers;
    std::vector<PythonRegex> patterns;
  };

  Result<void> Add(std::uint32_t pattern, const PatternSpec& spec, Sources* sources);
  String& StringOf(const std::string& text, Sources* sources);
  static std::uint8_t BoundsOf(const String& string, std::string_view text, std::size_t end);
  void AddRequired(std::uint32_t pattern, const RequiredStrings& required, Sources* sources);
  Result<void> AddPatterns(Sources* sources, const PatternSetOptions& options);
  // `form` is the MatchForm of the text.
  void ScreenStrings(std::string_view form, Scratch::Parts& parts, std::vector<std::uint32_t>* hits,
                     std::vector<std::uint32_t>* maybe) const;
  void ScreenPatterns(std::string_view form, bool ascii, Scratch::Parts& parts,
                      std::vector<std::uint32_t>* hits, std::vector<std::uint32_t>* maybe) const;

  std::vector<std::optional<Regex>> singles_;  // by pattern; none where strings decide
  std::vector<String> strings_used_;
  std::optional<PatternDatabase> strings_;
  std::vector<Entry> entries_;  // by number in patterns_
  std::optional<PatternDatabase> patterns_;
  std::vector<std::uint32_t> apart_;
};

Result<void> PatternSet::Impl::Build(std::span<const PatternSpec> specs,
                                     const PatternSetOptions& options) {
  singles_.resize(specs.size());
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
  const auto all = static_cast<std::uint8_t>((1u << required.one_of_each.size()) - 1);
  std::uint8_t bit = 1;
  for (const std::vector<RequiredString>& set : required.one_of_each) {
    for (const RequiredString& string : set) {
      const int bounds = (string.left ? kLeft : 0) | (string.right ? kRight : 0);
      StringOf(string.text, sources)
          .uses.push_back({pattern, bit, static_cast<std::uint8_t>(bounds), all, required.exact});
    }
    bit = static_cast<std::uint8_t>(bit << 1);
  }
}

PatternSet::Impl::String& PatternSet::Impl::StringOf(const std::string& text, Sources* sources) {
  const auto [at, fresh] =
      sources->number_of_string.emplace(text, static_cast<std::uint32_t>(sources->strings.size()));
  if (fresh) {
    std::size_t first = 0, last = text.size();
    sources->strings.push_back(text);
    strings_used_.push_back({.size = static_cast<std::uint32_t>(text.size()),
                             .starts_word = IsWordChar(DecodeNext(text, &first)),
                             .ends_word = IsWordChar(DecodePrevious(text, &last))});
  }
  return strings_used_[at->second];
}

// On which sides of a string that ends here \b holds.
std::uint8_t PatternSet::Impl::BoundsOf(const String& string, std::string_view text,
                                        std::size_t end) {
  std::size_t before = end - string.size, after = end;
  const bool word_before = before > 0 && IsWordChar(DecodePrevious(text, &before));
  const bool word_after = after < text.size() && IsWordChar(DecodeNext(text, &after));
  return static_cast<std::uint8_t>((word_before != string.starts_word ? kLeft : 0) |
                                   (word_after != string.ends_word ? kRight : 0));
}

Result<void> PatternSet::Impl::AddPatterns(Sources* sources, const PatternSetOptions& options) {
  const bool wants_database =
      PatternDatabase::IsReliable() && sources->patterns.size() >= options.database_from;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < sources->patterns.size(); ++i) {
    const std::uint32_t pattern = sources->pattern_numbers[i];
    DatabaseSource source;
    if (wants_database) source = ToDatabaseSource(sources->patterns[i]);
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
  parts->hits.reserve(std::max(entries_.size(), 2 * strings_used_.size()));
  parts->found.resize(singles_.size());
  parts->seen.resize(strings_used_.size());
  return parts;
}

bool PatternSet::Impl::from_cache() const {
  const auto cached = [](const std::optional<PatternDatabase>& database) {
    return !database.has_value() || database->from_cache();
  };
  return (strings_.has_value() || patterns_.has_value()) && cached(strings_) && cached(patterns_);
}

void PatternSet::Impl::Screen(std::string_view text, Scratch::Parts& parts,
                              std::vector<std::uint32_t>* hits,
                              std::vector<std::uint32_t>* maybe) const {
  hits->clear();
  maybe->assign(apart_.begin(), apart_.end());
  if (!strings_.has_value() && !patterns_.has_value()) return;
  const std::string_view form = MatchForm(text, &parts.form);
  if (strings_.has_value()) ScreenStrings(form, parts, hits, maybe);
  if (patterns_.has_value()) ScreenPatterns(form, IsAscii(text), parts, hits, maybe);
}

void PatternSet::Impl::ScreenStrings(std::string_view form, Scratch::Parts& parts,
                                     std::vector<std::uint32_t>* hits,
                                     std::vector<std::uint32_t>* maybe) const {
  if (++parts.epoch == 0) {  // the counter went round
    std::fill(parts.found.begin(), parts.found.end(), Scratch::Parts::Marks{});
    std::fill(parts.seen.begin(), parts.seen.end(), Scratch::Parts::Marks{});
    parts.epoch = 1;
  }
  parts.hits.clear();
  strings_->Scan(form, parts.strings.get(), &parts.hits);
  for (const PatternDatabase::Hit hit : parts.hits) {
    const String& string = strings_used_[hit.source];
    const std::uint8_t bounds = BoundsOf(string, form, hit.end);
    std::uint8_t& seen = parts.seen[hit.source].In(parts.epoch);
    if ((seen >> bounds & 1) != 0) continue;  // nothing new, however often it stands there
    seen |= static_cast<std::uint8_t>(1u << bounds);
    for (const Use& use : string.uses) {
      std::uint8_t& found = parts.found[use.pattern].In(parts.epoch);
      if (found == use.all || (use.bounds & ~bounds) != 0) continue;
      found |= use.bit;
      if (found == use.all) (use.exact ? hits : maybe)->push_back(use.pattern);
    }
  }
}

void PatternSet::Impl::ScreenPatterns(std::string_view form, bool ascii, Scratch::Parts& parts,
                                      std::vector<std::uint32_t>* hits,
                                      std::vector<std::uint32_t>* maybe) const {
  parts.hits.clear();
  patterns_->Scan(form, parts.patterns.get(), &parts.hits);
  for (const PatternDatabase::Hit hit : parts.hits) {
    const Entry& entry = entries_[hit.source];
    const bool proved = entry.exact || (ascii && entry.exact_on_ascii);
    (proved ? hits : maybe)->push_back(entry.pattern);
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

void PatternSet::Screen(std::string_view text, Scratch& scratch, std::vector<std::uint32_t>* hits,
                        std::vector<std::uint32_t>* maybe) const {
  impl_->Screen(text, *scratch.parts_, hits, maybe);
}

bool PatternSet::Search(std::uint32_t pattern, std::string_view text, bool* gave_up) const {
  return impl_->Search(pattern, text, gave_up);
}

void PatternSet::Match(std::string_view text, Scratch& scratch, std::vector<std::uint32_t>* hits,
                       std::vector<std::uint32_t>* gave_up) const {
  if (gave_up != nullptr) gave_up->clear();
  std::vector<std::uint32_t>& maybe = scratch.parts_->maybe;
  Screen(text, scratch, hits, &maybe);
  for (const std::uint32_t pattern : maybe) {
    bool undecided = false;
    if (Search(pattern, text, &undecided)) hits->push_back(pattern);
    if (undecided && gave_up != nullptr) gave_up->push_back(pattern);
  }
  std::sort(hits->begin(), hits->end());
  if (gave_up != nullptr) std::sort(gave_up->begin(), gave_up->end());
}

std::size_t PatternSet::size() const { return impl_->size(); }
bool PatternSet::from_cache() const { return impl_->from_cache(); }

}  // namespace evenhand::text
