#pragma once

// A page as plain text: for terminals, mail, reading over a telephone.
//
//   in:  html   a page that page/html.h wrote: every element closed, text escaped
//   out: UTF-8 with LF. Headings stand apart, list items begin with "- ", terms and rows are lines
//        "name: value"; links to pages name them, as their own plain texts. A field of a form is
//        its label and its name in brackets; under the form stands the command that sends it, with
//        what is hidden in it, and gets the answer as text.
//
// Cost: one pass.

#include <string>
#include <string_view>

namespace evenhand::page {

std::string PlainText(std::string_view html);

}  // namespace evenhand::page
