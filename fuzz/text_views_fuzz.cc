// Any bytes as a text, and their first line as a phrase: views, names, direction, slogans,
// disguises, emoji.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/check.h"
#include "base/utf8.h"
#include "text/direction.h"
#include "text/disguised_words.h"
#include "text/emoji.h"
#include "text/phrase.h"
#include "text/skeleton.h"
#include "text/slogan.h"
#include "text/views.h"

namespace {

// A word stands, and no disguise of it, in its own plain spelling.
void CheckDisguises(std::string_view word, std::string_view text, bool any_place) {
  using evenhand::text::DisguisedWords;
  static evenhand::Arena arena;
  arena.Reset();
  const std::vector<std::string> words = {std::string(word)};
  const DisguisedWords wanted(words, {.plurals = !any_place, .substrings = any_place});
  const bool disguised = wanted.First(text, true, arena).has_value();
  EVENHAND_CHECK(!disguised || wanted.First(text, false, arena).has_value());
  if (!any_place || word.empty()) return;
  EVENHAND_CHECK(wanted.First(word, false, arena).has_value());
}

void CheckEmoji(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = evenhand::text::EmojiRunAt(text, at);
    EVENHAND_CHECK(size <= text.size() - at);
    if (size == 0) evenhand::DecodeNext(text, &at);
    at += size;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace evenhand::text;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view first_line = input.substr(0, input.find('\n'));

  for (int v = 0; v <= static_cast<int>(View::kCompact); ++v) {
    const KeyText key = MakeView(static_cast<View>(v), input);
    EVENHAND_CHECK(evenhand::IsWellFormed(Utf8(key.chars), false));
    Range last;
    for (const KeyChar& c : key.chars) {
      EVENHAND_CHECK(c.origin.begin >= last.begin && c.origin.end >= last.end);
      EVENHAND_CHECK(c.origin.end <= size);
      last = c.origin;
    }
  }
  const std::string key = Key(View::kKey, input);
  EVENHAND_CHECK(Key(View::kKey, key) == key);

  if (const auto phrase = Phrase::Parse(first_line, {.prefix = size % 2 == 0, .gap = 2})) {
    Words words(input);
    if (const auto match = phrase->Find(words)) EVENHAND_CHECK(match->origin.end <= size);
  }
  static const SloganReader reader = *SloganReader::Make();
  reader.Read(input);
  LooksLike(first_line, input);
  AuditDirection(input);
  CheckDisguises(first_line.substr(0, 200), input, size % 2 == 0);
  CheckEmoji(input);
  return 0;
}
