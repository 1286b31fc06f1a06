#pragma once

// Which places of an event say something about the person or the case, and what a rulebook may do
// with them: the document attributes.yaml.
//
//   attributes:
//     - path: $.review.hour      a JSON path; it stands for the value there and everything below it
//       class: audit             admitted | audit | barred
//       means: hour              for people
//       name: followers          optional: what rulebook.yaml calls it (policy.md 10.1)
//
//   admitted   may decide
//   audit      may be read, for reports; may not decide
//   barred     may not be read
//
// What is not listed is no attribute: the post, the judgements, the ids that name an entity.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/json_path.h"

namespace evenhand::even {

enum class AttributeClass : std::uint8_t { kAdmitted, kAudit, kBarred };

// "admitted", "audit", "barred".
std::string_view Name(AttributeClass of);

struct Attribute {
  std::string path;  // as written
  codec::JsonPath parsed;
  AttributeClass attribute_class = AttributeClass::kAdmitted;
  std::string means;
  std::string name = {};
};

// Reads the document; `name` stands before the line in errors ("attributes.yaml:3: ...").
// Errors: kInvalidArgument for bad YAML, an unknown key or class, a path that is none or stands
// twice.
Result<std::vector<Attribute>> ParseAttributes(std::string_view text, std::string_view name);

}  // namespace evenhand::even
