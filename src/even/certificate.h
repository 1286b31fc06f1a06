#pragma once

// What can move a rulebook's actions: a certificate, or a refusal with each leak from the event to
// the action, step by step. A function of the rulebook and its attributes alone, so anyone who has
// both can make it again and compare the bytes (docs/certificate.md).
//
//   granted   no audit-only attribute can reach an action, and no barred one is read
//   refused   otherwise; `leaks` says which, where it is read, and how it gets to which action
//
// Either way `actions` lists what each action can depend on among the admitted attributes; of every
// attribute that is not listed there the action is proved independent.
//
// Cost: O(attributes × size of the rulebook).

#include <span>
#include <string>
#include <vector>

#include "even/attributes.h"
#include "even/flow.h"

namespace evenhand::even {

struct Step {
  std::string what;   // "Hour", "rule Late", "label noted on Account"
  std::string place;  // "main.sml:3"; empty when it has none
};

// How an attribute gets to an action: the shortest way, from the reader to the action.
struct Way {
  std::string action;
  std::vector<Step> steps;
};

struct AttributeUse {
  std::size_t attribute = 0;         // into Certificate::attributes
  std::vector<std::string> read_at;  // "main.sml:1", ascending
  std::vector<Way> reaches;          // by action
};

struct Action {
  std::string name;                   // "verdict hold", "label noted on Account"
  std::vector<std::string> asked_at;  // WhenRules that ask for it
};

struct Certificate {
  std::string rulebook;  // its content hash
  std::vector<Attribute> attributes;
  std::vector<Action> actions;     // by name
  std::vector<AttributeUse> uses;  // of attributes that are read at all, in their order
  bool granted() const { return leaks().empty(); }
  std::vector<const AttributeUse*> leaks() const;
};

Certificate Certify(const sml::Checked& checked, std::span<const program::FunctionRow* const> rows,
                    std::vector<Attribute> attributes);

// The certificate as one line of JSON and a line end: the same bytes for the same certificate.
std::string CertificateJson(const Certificate& certificate);

// For people.
std::string CertificateText(const Certificate& certificate);

}  // namespace evenhand::even
