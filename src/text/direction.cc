#include "text/direction.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace evenhand::text {
namespace {

constexpr char32_t kPopEmbedding = 0x202C;
constexpr char32_t kPopIsolate = 0x2069;

bool IsMark(char32_t c) { return c == 0x061C || c == 0x200E || c == 0x200F; }
bool IsOverride(char32_t c) { return c == 0x202D || c == 0x202E; }
bool IsEmbedding(char32_t c) { return c == 0x202A || c == 0x202B || IsOverride(c); }
bool IsIsolate(char32_t c) { return c >= 0x2066 && c <= 0x2068; }

bool EndsParagraph(char32_t c) {
  return u_charDirection(static_cast<UChar32>(c)) == U_BLOCK_SEPARATOR;
}

// What is open, innermost last.
class Nesting {
 public:
  bool empty() const { return open_.empty(); }
  void Clear() {
    open_.clear();
    isolates_ = 0;
  }
  void OpenEmbedding() { open_.push_back(kEmbedding); }
  void OpenIsolate() {
    open_.push_back(kIsolate);
    ++isolates_;
  }
  // An isolate's end closes all that was opened inside it.
  bool CloseIsolate() {
    if (isolates_ == 0) return false;
    while (open_.back() != kIsolate) open_.pop_back();
    open_.pop_back();
    --isolates_;
    return true;
  }
  bool CloseEmbedding() {
    if (open_.empty() || open_.back() != kEmbedding) return false;
    open_.pop_back();
    return true;
  }

 private:
  static constexpr char kEmbedding = 'e';
  static constexpr char kIsolate = 'i';
  std::string open_;
  std::size_t isolates_ = 0;
};

void Count(char32_t c, Nesting* nesting, Direction* found) {
  if (IsMark(c)) {
    // Nothing opens.
  } else if (IsEmbedding(c)) {
    nesting->OpenEmbedding();
    found->override_ = found->override_ || IsOverride(c);
  } else if (IsIsolate(c)) {
    nesting->OpenIsolate();
  } else if (c == kPopEmbedding) {
    if (!nesting->CloseEmbedding()) found->stray_pdf = true;
  } else if (c == kPopIsolate) {
    if (!nesting->CloseIsolate()) found->stray_pdi = true;
  } else {
    return;
  }
  ++found->controls;
}

}  // namespace

std::vector<std::string_view> Direction::Flags() const {
  std::vector<std::string_view> flags;
  if (open_at_end) flags.push_back("open_at_end");
  if (open_at_paragraph_end) flags.push_back("open_at_paragraph_end");
  if (override_) flags.push_back("override");
  if (stray_pdf) flags.push_back("stray_pdf");
  if (stray_pdi) flags.push_back("stray_pdi");
  return flags;
}

Direction AuditDirection(std::string_view text) {
  Direction found;
  Nesting nesting;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (EndsParagraph(c)) {
      found.open_at_paragraph_end = found.open_at_paragraph_end || !nesting.empty();
      nesting.Clear();
    } else {
      Count(c, &nesting, &found);
    }
  }
  found.open_at_end = !nesting.empty();
  return found;
}

}  // namespace evenhand::text
