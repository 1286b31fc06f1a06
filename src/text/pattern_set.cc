#include "text/pattern_set.h"

#include <utility>

#include "text/regex.h"

namespace evenhand::text {

struct PatternSet::Scratch::Parts {};

PatternSet::Scratch::Scratch(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PatternSet::Scratch::Scratch(Scratch&&) noexcept = default;
PatternSet::Scratch& PatternSet::Scratch::operator=(Scratch&&) noexcept = default;
PatternSet::Scratch::~Scratch() = default;

class PatternSet::Impl {
 public:
  std::vector<Regex> regexes;
};

namespace {

Result<Regex> CompileOne(const PatternSpec& spec) {
  return spec.kind == PatternSpec::Kind::kRegex
             ? Regex::Compile(spec.expression, spec.case_insensitive)
             : Regex::WholeWord(spec.expression, spec.case_insensitive);
}

}  // namespace

Result<PatternSet> PatternSet::Build(std::span<const PatternSpec> patterns,
                                     const PatternSetOptions&) {
  auto impl = std::make_unique<Impl>();
  impl->regexes.reserve(patterns.size());
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    auto regex = CompileOne(patterns[i]);
    if (!regex) return tl::unexpected(std::move(regex.error()).Within("pattern " + std::to_string(i)));
    impl->regexes.push_back(std::move(*regex));
  }
  return PatternSet(std::move(impl));
}

PatternSet::PatternSet(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

PatternSet::Scratch PatternSet::MakeScratch() const {
  return Scratch(std::make_unique<Scratch::Parts>());
}

void PatternSet::Match(std::string_view text, Scratch&, std::vector<std::uint32_t>* hits,
                       std::vector<std::uint32_t>* gave_up) const {
  hits->clear();
  if (gave_up != nullptr) gave_up->clear();
  for (std::uint32_t i = 0; i < impl_->regexes.size(); ++i) {
    bool undecided = false;
    if (impl_->regexes[i].Search(text, &undecided)) hits->push_back(i);
    if (undecided && gave_up != nullptr) gave_up->push_back(i);
  }
}

std::size_t PatternSet::size() const { return impl_->regexes.size(); }
bool PatternSet::from_cache() const { return false; }

}  // namespace evenhand::text
