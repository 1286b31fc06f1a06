#pragma once

// Many patterns on one text: which of them match?
//
// The answer for each pattern is exactly that of Regex::Search, for texts in WTF-8; in others,
// bytes that are part of no character may not be found. Strings that patterns cannot match without
// are looked for all at once, and the patterns that a text may match are searched for alone.
// Patterns without such strings become one multi-pattern database, whose hits are confirmed where
// it is coarser than the language.
//
// Cost:   one pass over the text, plus a confirmation for each hit that needs one; no allocation
// per
//         Match in the steady state. Building is dear (about a second for ten thousand patterns),
//         so the database may be kept in a directory between runs.
// Thread: Match may be called from many threads at once, each with its own Scratch.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::text {

struct PatternSpec {
  enum class Kind : std::uint8_t {
    kRegex,      // a regular expression (text/regex.h)
    kWholeWord,  // a phrase with \b before and after
  };
  std::string expression;
  bool case_insensitive = false;
  Kind kind = Kind::kRegex;
};

struct PatternSetOptions {
  // Where databases are kept, by content hash; empty for nowhere. A file that is damaged, or was
  // made by another version or for another processor, is built anew. Failing to write is not an
  // error.
  std::string cache_directory;
  // From this many patterns without required strings on, one database instead of one search each.
  std::size_t database_from = 2;
};

class PatternSet {
 public:
  // What one thread needs while matching. Belongs to the set that made it, which must outlive it.
  class Scratch {
   public:
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;
    ~Scratch();

   private:
    friend class PatternSet;
    struct Parts;
    explicit Scratch(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
  };

  // Errors: kInvalidArgument for a pattern that does not compile, "pattern 3: ...".
  static Result<PatternSet> Build(std::span<const PatternSpec> patterns,
                                  const PatternSetOptions& options = {});

  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;
  ~PatternSet();

  Scratch MakeScratch() const;

  // The patterns that match, as sorted indices into the specs of Build. `hits` is replaced.
  // `gave_up` gets, likewise, the patterns that could not be decided within the step limit; null
  // when the caller does not care.
  void Match(std::string_view text, Scratch& scratch, std::vector<std::uint32_t>* hits,
             std::vector<std::uint32_t>* gave_up = nullptr) const;

  // The same for callers who do not want to know about every pattern: `hits` gets patterns that
  // match, `maybe` those that Search has to decide; the others do not match. In no order. Both are
  // replaced.
  void Screen(std::string_view text, Scratch& scratch, std::vector<std::uint32_t>* hits,
              std::vector<std::uint32_t>* maybe) const;
  // Whether one pattern of `maybe` matches; as Regex::Search.
  bool Search(std::uint32_t pattern, std::string_view text, bool* gave_up) const;

  std::size_t size() const;
  bool from_cache() const;  // the database was read, not built

 private:
  class Impl;
  explicit PatternSet(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

}  // namespace evenhand::text
