#pragma once

// A rulebook from a directory, with its certificates.

#include <optional>
#include <string>

#include "base/result.h"
#include "engine/rulebook.h"
#include "even/certificate.h"
#include "even/clause_certificate.h"

namespace evenhand::app {

struct Certified {
  engine::Rulebook book;                           // not lowered
  std::optional<even::Certificate> certificate;    // empty when the rules have errors
  std::optional<even::ClauseCertificate> clauses;  // when rulebook.yaml lies beside the rules
  // At least one of the two is there, and none is refused.
  bool granted() const {
    return (certificate || clauses) && (!certificate || certificate->granted()) &&
           (!clauses || clauses->granted());
  }
};

// One line each; the same bytes for the same rulebook.
std::string CertificatesJson(const Certified& certified);

// DIR/rulebook.yaml.
std::string DocumentBeside(const std::string& directory);
// `path` itself, or the document in the directory that it is.
std::string DocumentAt(const std::string& path);

// `attributes` is a file. Errors: kIo, kNotFound; kInvalidArgument for attributes or a document
// that make no sense.
Result<Certified> CertifyDirectory(const std::string& directory, const std::string& attributes);

// Of a document alone, without rules.
Result<even::ClauseCertificate> CertifyDocument(const std::string& file);

}  // namespace evenhand::app
