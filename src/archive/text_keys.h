#pragma once

// Texts and hashtags as objects.
//
//   same text      QUT's key (coordination/qut_text.h) of a text with at least so many words:
//   copies, whatever
//                  their case, spaces and mentions
//   similar text   the letters and digits of the text's key K2 (docs/text.md), repeats once,
//   nothing between, of
//                  a text with at least so many words, links and mentions left out. So punctuation,
//                  emoji, the spellings of Persian and Arabic letters, ZWNJ, tatweel, accents of
//                  Spanish and stress marks and ё of Russian make no difference. One changed word
//                  does: that is what similarity of word sets is for.
//   hashtag        K2 without #
//
// Nothing for texts that are too short: many people say "good morning".
// Cost: O(n).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::archive {

std::optional<std::string> SameTextKey(std::string_view text, std::size_t least_words);
std::optional<std::string> SimilarTextKey(std::string_view text, std::size_t least_words);
std::string HashtagKey(std::string_view hashtag);

// What a text itself holds, for archives that do not list it: parts of the text in order.
std::vector<std::string_view> LinksIn(
    std::string_view text);  // http:// and https://, up to white space
std::vector<std::string_view> HashtagsIn(
    std::string_view text);  // with #; letters, digits, marks, _ and ZWNJ
std::vector<std::string_view> MentionsIn(
    std::string_view text);  // without @; letters, digits and _

}  // namespace evenhand::archive
