#pragma once

// Messages as the QUT coordination-network-toolkit compares them, to the byte: its keys for the
// same text and its sets of words for similar text. Its mending is elsewhere: model::Trace::kText
// asks for a least number of words, since here all messages that hold only mentions are one text.
//
//   in:  a message as written; bytes that belong to no character count as U+FFFD
//   both: lower case (full Unicode), then each "@" goes with all up to the next white space
//
// Cost: O(n), and a sort of the words of the set.
// Source: coordination-network-toolkit (2022-11), held to its recorded output in
// conformance/coordination/qut/tokens.jsonl.

#include <string>
#include <string_view>

namespace evenhand::coordination {

// Its words by white space, one space between: "Hi  @bob THERE" is "hi there".
std::string QutPreprocess(std::string_view message);

// Its distinct words, punctuation and emoji by Unicode's word bounds, in order of their bytes, one
// space between: "No, no." is ", . no".
std::string QutTokenSet(std::string_view message);

}  // namespace evenhand::coordination
