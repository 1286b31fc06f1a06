// Any bytes as a text, and their first line as a phrase: views, names, direction, slogans.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"
#include "text/direction.h"
#include "text/phrase.h"
#include "text/skeleton.h"
#include "text/slogan.h"
#include "text/views.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace evenhand::text;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view first_line = input.substr(0, input.find('\n'));

  for (int v = 0; v <= static_cast<int>(View::kCompact); ++v) {
    const KeyText key = MakeView(static_cast<View>(v), input);
    EVENHAND_CHECK(IsWellFormed(Utf8(key.chars), false));
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
  return 0;
}
