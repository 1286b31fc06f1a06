#pragma once

// A receipt, or the answer to an appeal that travelled in a bundle, in the reader's language.
//
// What is signed stays as it is, in English and the same bytes for the same letter, whatever the
// language of the page or the paper that it came by: that is what makes a receipt the same one
// twice, and what programs read. Beside it the same is said in the reader's language, unsigned.
//
//   in:  signed or only its text:  EVENHAND RECEIPT 1 or EVENHAND ANSWER 1, then lines
//        "Label: value"; under those of an answer, its reasons as they were written
//   out: each line with its label in the language and its time as the language writes it, and the
//        promise that goes with the kind of receipt, or the reasons. A label that has no words
//        stays as it is.
//
// Cost: linear.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/words.h"

namespace evenhand::page {

struct ReceiptInWords {
  struct Line {
    std::string label = {};
    std::string value = {};
    bool is_name = false;  // a number, a hash or an address: it never turns round
  };
  std::vector<Line> lines = {};
  std::vector<std::string> promises = {};
};

// None: it is neither.
std::optional<ReceiptInWords> ReadReceipt(std::string_view receipt, Language language);

// The same as lines of text: "Label: value".
std::string ReceiptText(const ReceiptInWords& receipt);

}  // namespace evenhand::page
