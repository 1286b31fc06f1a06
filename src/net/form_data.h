#pragma once

// The fields of a posted form, whose bytes anyone may have sent.
//
//   multipart/form-data; boundary=B        (RFC 7578)
//     body := preamble (CRLF)? part+ "--" B "--" …
//     part := "--" B CRLF (header CRLF)+ CRLF bytes CRLF
//   application/x-www-form-urlencoded      name=value&…, percent-encoded
//
// Strict where that protects: a boundary of 1 to 70 letters that may stand in one, header lines
// with CRLF, a name for each part, no part without its end. A file is a field like any other. Line
// ends inside values come out as LF, since browsers write CRLF whatever was typed.
//
// Errors: kInvalidArgument for what is neither of these; kLimit for more than kMostFields fields,
//         or a part's header over kMostPartHeaderBytes.
// Cost:   linear.
//
// Debian has no kept C++ library for this alone: those with one bring a whole server or mail
// reader.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::net {

inline constexpr std::size_t kMostFields = 32;
inline constexpr std::size_t kMostPartHeaderBytes = 1'024;

struct FormField {
  std::string name = {};
  std::string value = {};
};

Result<std::vector<FormField>> ReadForm(std::string_view content_type, std::string_view body);

// The first field of this name; empty when there is none.
std::string_view FieldNamed(const std::vector<FormField>& form, std::string_view name);

// "%D8%A7" as bytes; nothing when a '%' has no two hexadecimal digits after it.
// Of a form, '+' is a blank.
bool DecodePercents(std::string_view text, bool of_form, std::string* out);

}  // namespace evenhand::net
