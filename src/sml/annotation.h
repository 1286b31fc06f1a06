#pragma once

// What stands after the colon of an assignment, as a type.

#include <string>

#include "base/result.h"
#include "sml/ast.h"
#include "sml/diagnostic.h"
#include "sml/type.h"

namespace evenhand::sml {

struct AnnotatedType {
  Type type;                     // without the wrappers below
  bool secret = false;           // Secret[...]: never leaves, taints what is made of it
  bool extract_secret = false;   // ExtractSecret[...]: read from secret data, but leaves
  bool extract_literal = false;  // ExtractLiteral[...]: leaves although it is a literal
  bool nested = false;           // a generic inside List, Optional, Union: only ours reads that
};

struct AnnotationError {
  Span span;
  std::string message;
  std::string hint = {};
  std::vector<Diagnostic::Note> notes = {};
};

tl::expected<AnnotatedType, AnnotationError> ReadAnnotation(const Annotation& annotation);

}  // namespace evenhand::sml
