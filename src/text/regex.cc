#include "text/regex.h"

#include <string>
#include <utility>

#include "text/char_class.h"
#include "text/pcre_pattern.h"
#include "text/utf8.h"

namespace evenhand::text {

class Regex::Engine {
 public:
  explicit Engine(PcrePattern pattern) : pcre(std::move(pattern)) {}
  PcrePattern pcre;
};

Regex::Regex(std::unique_ptr<const Engine> engine) : engine_(std::move(engine)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::Compile(std::string_view pattern, bool case_insensitive) {
  EVENHAND_ASSIGN(PcrePattern pcre, PcrePattern::Compile((case_insensitive ? "(?i)" : "") +
                                                         std::string(pattern)));
  return Regex(std::make_unique<const Engine>(std::move(pcre)));
}

Result<Regex> Regex::WholeWord(std::string_view phrase, bool case_insensitive) {
  std::string source = "\\b";
  for (const char c : phrase) {
    if (static_cast<unsigned char>(c) < 0x80 && !IsWordChar(static_cast<unsigned char>(c)))
      source += '\\';
    source += c;
  }
  return Compile(source + "\\b", case_insensitive);
}

bool Regex::Search(std::string_view text, bool* gave_up) const {
  PcrePattern::Answer answer;
  if (IsAscii(text) || IsWellFormed(text, true)) {
    answer = engine_->pcre.Search(text);
  } else {
    answer = engine_->pcre.Search(Sanitized(text));
  }
  if (answer == PcrePattern::Answer::kGaveUp) *gave_up = true;
  return answer == PcrePattern::Answer::kYes;
}

bool Regex::uses_backtracking() const { return true; }

}  // namespace evenhand::text
