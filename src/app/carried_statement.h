#pragma once

// A statement of reasons as it goes out by hand: with codes to answer it and its place in the
// record, and signed.

#include <string>

#include "app/docket_dir.h"
#include "page/statement_text.h"
#include "record/sign.h"

namespace evenhand::app {

struct CarriedStatement {
  std::string text = {};         // under 4,000 bytes
  std::string signed_text = {};  // one file: signature and text (record/signify.h)
  page::Redress redress = {};
  std::string leaf = {};  // the CID of its leaf, hexadecimal; empty: the docket has no record
};

// `ways` is one line that says where answers can be sent; may be empty.
// Errors: kNotFound when there is no such decision.
Result<CarriedStatement> CarryStatement(docket::Docket& docket, const std::string& store,
                                        const record::SigningKey& key, std::string_view decision,
                                        std::string_view language, std::string_view ways,
                                        policy::Time now);

}  // namespace evenhand::app
