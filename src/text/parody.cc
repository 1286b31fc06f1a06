#include "text/parody.h"

#include <algorithm>
#include <set>
#include <span>
#include <vector>

#include "text/views.h"

namespace evenhand::text {
namespace {

// Phrases as written; compared by their words in the view K2, where ZWNJ is a space.
constexpr std::string_view kPhrases[] = {
    "parody",  "parodies",     "satire",   "satirical",  "spoof",         "fan",
    "fans",    "fan account",  "fan page", "commentary", "unofficial",    "not official",
    "طنز",     "طنزآمیز",      "پارودی",   "هجو",        "هوادار",        "هواداران",
    "هواداری", "غیررسمی",      "غیر رسمی", "ساخر",       "ساخرة",         "محاكاة ساخرة",
    "معجبين",  "معجبون",       "غير رسمي", "غير الرسمي", "пародия",       "пародийный",
    "сатира",  "сатирический", "фан",      "фанаты",     "неофициальный", "неофициально",
    "parodia", "sátira",       "satírico", "satírica",   "no oficial",    "admiradores",
    "parodi",  "hiciv",        "hayran",   "gayriresmi", "resmi değil"};

using Phrases = std::set<std::vector<std::string>>;

const Phrases& All() {
  static const Phrases phrases = [] {
    Phrases all;
    for (const std::string_view phrase : kPhrases) all.insert(WordsOf(View::kKeyWide, phrase));
    return all;
  }();
  return phrases;
}

// How many words from here on are a phrase; the longest.
std::size_t PhraseAt(std::span<const std::string> words) {
  for (std::size_t length = std::min<std::size_t>(words.size(), 3); length > 0; --length)
    if (All().contains({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(length)}))
      return length;
  return 0;
}

}  // namespace

bool SaysParody(std::string_view text) {
  const std::vector<std::string> words = WordsOf(View::kKeyWide, text);
  for (std::size_t at = 0; at < words.size(); ++at)
    if (PhraseAt(std::span(words).subspan(at)) > 0) return true;
  return false;
}

std::string WithoutParody(std::string_view name) {
  const std::vector<std::string> words = WordsOf(View::kKeyWide, name);
  std::string rest;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t length = PhraseAt(std::span(words).subspan(at));
    if (length == 0) (rest += rest.empty() ? "" : " ") += words[at];
    at += std::max<std::size_t>(length, 1);
  }
  return rest;
}

}  // namespace evenhand::text
