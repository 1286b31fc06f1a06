#pragma once

// One pattern on the backtracking engine. The only file pair that includes PCRE2.
//
// Patterns are written by text/pcre_source.h, so that every part means what Python means.
// Texts may hold lone surrogates; ill-formed bytes are not allowed.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "text/key_text.h"

namespace evenhand::text {

class PcrePattern {
 public:
  enum class Answer : std::uint8_t { kNo, kYes, kGaveUp };

  static Result<PcrePattern> Compile(const std::string& source);

  // Thread-safe; no allocation once this thread has searched before.
  // `where`, unless null, gets the first match at or after the byte `from`.
  Answer Search(std::string_view text, std::size_t from = 0, Range* where = nullptr) const;

 private:
  struct Free {
    void operator()(void* code) const;
  };
  explicit PcrePattern(void* code) : code_(code) {}
  std::unique_ptr<void, Free> code_;
};

}  // namespace evenhand::text
