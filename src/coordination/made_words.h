#pragma once

// Words for made posts: small stocks in five languages, and how they become posts, texts to copy,
// and their variants. Grammatical, harmless, and of nobody. Our own.

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::coordination {

inline constexpr std::uint32_t kMadeLanguages = 5;  // en, fa, ar, ru, es
std::string_view MadeLanguage(std::uint32_t language);

// Any number gives a text, and the same number the same.
std::string MadeRemark(std::uint32_t language,
                       std::uint64_t number);  // two short sentences, as beside a link
std::string MadeMessage(std::uint32_t language,
                        std::uint64_t number);  // a text that is passed on, of six words or more
std::string MadeHashtag(std::uint32_t language, std::uint64_t number);  // with its #
std::string MadeHandle(std::uint64_t number);  // "quiet_river_104"; differs for each number

// A message as another hand would copy it: other case, end, emoji, or the other spelling of letters
// that Persian and Arabic keyboards write differently. One text to evenhand's key of similar texts.
std::string MadeCopy(std::uint32_t language, std::string_view message, std::uint64_t number);
// The same said in other words at the end, which is another text.
std::string MadeParaphrase(std::uint32_t language, std::string_view message, std::uint64_t number);

}  // namespace evenhand::coordination
