#include "text/pattern_set.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "text/match_form.h"
#include "text/pattern_database.h"
#include "text/regex.h"
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
  PatternDatabase::Scratch engine;
  std::string marked;
  std::vector<std::uint32_t> raw;  // hits of the database
};

PatternSet::Scratch::Scratch(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PatternSet::Scratch::Scratch(Scratch&&) noexcept = default;
PatternSet::Scratch& PatternSet::Scratch::operator=(Scratch&&) noexcept = default;
PatternSet::Scratch::~Scratch() = default;

class PatternSet::Impl {
 public:
  // A pattern that is part of the database.
  struct Entry {
    std::uint32_t pattern;
    bool exact_on_ascii;
    bool exact;
  };

  std::vector<Regex> regexes;        // by pattern
  std::vector<std::uint32_t> apart;  // patterns that are searched one by one
  std::vector<Entry> entries;        // by number in the database
  std::optional<PatternDatabase> database;

  void MakeDatabase(std::vector<Entry> candidates, std::span<const std::string> sources,
                    const std::string& directory) {
    std::vector<std::uint32_t> refused;
    database = PatternDatabase::Build(sources, directory, &refused);
    for (const std::uint32_t number : refused) apart.push_back(candidates[number].pattern);
    entries = std::move(candidates);
  }

  void Decide(std::uint32_t pattern, std::string_view text, std::vector<std::uint32_t>* hits,
              std::vector<std::uint32_t>* gave_up) const {
    bool undecided = false;
    if (regexes[pattern].Search(text, &undecided)) hits->push_back(pattern);
    if (undecided && gave_up != nullptr) gave_up->push_back(pattern);
  }
};

Result<PatternSet> PatternSet::Build(std::span<const PatternSpec> patterns,
                                     const PatternSetOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->regexes.reserve(patterns.size());
  std::vector<Impl::Entry> candidates;
  std::vector<std::string> sources;
  const bool wants_database = patterns.size() >= options.database_from;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    const auto fail = [i](Error error) {
      return tl::unexpected(std::move(error).Within("pattern " + std::to_string(i)));
    };
    auto parsed = Parse(patterns[i]);
    if (!parsed) return fail(std::move(parsed).error());
    VectorscanSource source;
    if (wants_database) source = ToVectorscan(*parsed);
    auto regex = Regex::FromTree(std::move(*parsed));
    if (!regex) return fail(std::move(regex).error());
    impl->regexes.push_back(std::move(*regex));
    if (wants_database && !source.nullable) {
      candidates.push_back({i, source.exact_on_ascii, source.exact});
      sources.push_back(std::move(source.source));
    } else {
      impl->apart.push_back(i);
    }
  }
  if (!sources.empty())
    impl->MakeDatabase(std::move(candidates), sources, options.cache_directory);
  return PatternSet(std::move(impl));
}

PatternSet::PatternSet(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

PatternSet::Scratch PatternSet::MakeScratch() const {
  auto parts = std::make_unique<Scratch::Parts>();
  if (impl_->database.has_value()) parts->engine = impl_->database->MakeScratch();
  parts->raw.reserve(impl_->entries.size());
  return Scratch(std::move(parts));
}

void PatternSet::Match(std::string_view text, Scratch& scratch, std::vector<std::uint32_t>* hits,
                       std::vector<std::uint32_t>* gave_up) const {
  hits->clear();
  if (gave_up != nullptr) gave_up->clear();
  if (impl_->database.has_value()) {
    Scratch::Parts& parts = *scratch.parts_;
    const bool ascii = IsAscii(text);
    parts.raw.clear();
    impl_->database->Scan(Marked(text, &parts.marked), parts.engine.get(), &parts.raw);
    for (const std::uint32_t number : parts.raw) {
      const Impl::Entry& entry = impl_->entries[number];
      if (entry.exact || (ascii && entry.exact_on_ascii)) {
        hits->push_back(entry.pattern);
      } else {
        impl_->Decide(entry.pattern, text, hits, gave_up);
      }
    }
  }
  for (const std::uint32_t pattern : impl_->apart) impl_->Decide(pattern, text, hits, gave_up);
  std::sort(hits->begin(), hits->end());
  if (gave_up != nullptr) std::sort(gave_up->begin(), gave_up->end());
}

std::size_t PatternSet::size() const { return impl_->regexes.size(); }
bool PatternSet::from_cache() const {
  return impl_->database.has_value() && impl_->database->from_cache();
}

}  // namespace evenhand::text
