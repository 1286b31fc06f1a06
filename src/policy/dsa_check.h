#pragma once

// Whether the EU's transparency database takes a statement of reasons, before it is sent.
//
// The rules are those of the database's own software, held to its verdicts (conformance/dsa). It
// takes two things that make no sense, and that are told here apart: an end before the beginning,
// and a decision before the content. Source: Digital Services Act, article 24(5); the Commission's
// schema in force since 1 July 2025.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/json_document.h"

namespace evenhand::policy {

struct DsaFault {
  std::string field;      // "content_id.EAN-13" inside an object
  std::string_view rule;  // as the database calls it: "required", "in", "max.string", ...
  std::string mend;
  bool operator==(const DsaFault&) const = default;
};

struct DsaVerdict {
  std::vector<DsaFault> faults = {};    // refused for these; in the order of the schema
  std::vector<DsaFault> oddities = {};  // taken, and wrong
  std::vector<std::string> dropped =
      {};  // fields that the database would not keep; sorted. Only where nothing is refused
  bool valid() const { return faults.empty(); }
};

// Whether the puid is new only the database knows. Errors: kInvalidArgument where the statement is
// no object.
Result<DsaVerdict> CheckDsaStatement(const codec::Json& statement);

}  // namespace evenhand::policy
