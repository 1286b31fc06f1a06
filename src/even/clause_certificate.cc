#include "even/clause_certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "codec/json_out.h"
#include "policy/raised.h"

namespace evenhand::even {
namespace {

using policy::Clause;
using policy::Condition;

void Note(std::string_view attribute, std::string through, Influences* to) {
  std::vector<std::string>& list = (*to)[std::string(attribute)];
  if (std::ranges::find(list, through) == list.end()) list.push_back(std::move(through));
}

// All of `from`, as it comes through something else.
void NoteAll(const Influences& from, const std::string& through, Influences* to) {
  for (const auto& [attribute, ways] : from) Note(attribute, through, to);
}

// Whether both can be met at once. What cannot be told counts as yes.
bool CanStandTogether(const Clause& a, const Clause& b) {
  const auto part = [](const Clause& c) {
    const std::string when = c.when.text().empty() ? "" : fmt::format("({})", c.when.text());
    const std::string unless = c.unless ? fmt::format("not ({})", c.unless->text()) : "";
    return when.empty() || unless.empty() ? when + unless : when + " and " + unless;
  };
  const std::string first = part(a), second = part(b);
  if (first.empty() || second.empty() || policy::ReadsRaised(a) || policy::ReadsRaised(b))
    return true;
  const auto both = Condition::Parse(first + " and " + second);
  return !both || policy::CanHold(*both, nullptr);
}

class Tracer {
 public:
  Tracer(const policy::Rulebook& book, const Certificate* rules, ClauseCertificate* out)
      : book_(book), rules_(rules), out_(out) {}

  void Run() {
    for (const Clause& clause : book_.clauses) findings_[clause.id] = Finding(clause);
    for (const Clause& clause : book_.clauses) {
      out_->clauses.push_back({clause.id, findings_[clause.id], OnItem(clause), OnAccount(clause)});
    }
    for (const policy::Measure& measure : book_.measures) {
      MeasureInfluence& influence = out_->measures.emplace_back();
      influence.measure = measure.id;
      NoteNames(measure.when, fmt::format("measure {}", measure.id), &influence.when);
    }
    RefuseUnknownFindings();
  }

 private:
  bool IsDeclared(std::string_view name) const {
    return std::ranges::find(book_.attributes, name) != book_.attributes.end();
  }

  void NoteNames(const Condition& condition, const std::string& through, Influences* to) {
    for (const std::string& name : condition.names()) {
      if (IsDeclared(name)) Note(name, through, to);
    }
  }

  Influences Finding(const Clause& clause) {
    Influences found;
    NoteNames(clause.when, fmt::format("clause {}: when", clause.id), &found);
    if (clause.unless)
      NoteNames(*clause.unless, fmt::format("clause {}: unless", clause.id), &found);
    if (clause.awaits)
      NoteNames(*clause.awaits, fmt::format("clause {}: awaits", clause.id), &found);
    if (policy::ReadsRaised(clause)) NoteRules(clause, &found);
    return found;
  }

  // What reaches the rules that raise the clause.
  void NoteRules(const Clause& clause, Influences* found) {
    if (rules_ == nullptr) return;
    const std::string action = FindingAction(clause.id);
    for (const even::AttributeUse& use : rules_->uses) {
      const auto way = std::ranges::find(use.reaches, action, &Way::action);
      if (way == use.reaches.end()) continue;
      const Attribute& attribute = rules_->attributes[use.attribute];
      std::vector<std::string> steps;
      for (const Step& step : way->steps) steps.push_back(step.what);
      const std::string path = fmt::format("{}", fmt::join(steps, " > "));
      Refuse(clause, attribute, path);
      Note(attribute.name.empty() ? attribute.path : attribute.name, "rules: " + path, found);
    }
  }

  void Refuse(const Clause& clause, const Attribute& attribute, const std::string& path) {
    const auto refuse = [&](std::string_view why) {
      out_->refusals.push_back(fmt::format("clause '{}' can be moved by {} ({}), {}: {}", clause.id,
                                           attribute.path, attribute.means, why, path));
    };
    if (attribute.attribute_class != even::AttributeClass::kAdmitted) {
      refuse(fmt::format("which is {}", Name(attribute.attribute_class)));
    } else if (attribute.name.empty()) {
      refuse("which has no name in attributes.yaml");
    } else if (!IsDeclared(attribute.name)) {
      refuse(fmt::format("whose name '{}' the rulebook does not declare", attribute.name));
    }
  }

  Influences OnItem(const Clause& clause) {
    Influences found = findings_[clause.id];
    NoteExceptions(clause, &found);
    NoteBeside(clause, &found);
    return found;
  }

  // Of several clauses of one family met by one item the strikes of the heaviest count; and an
  // exception to one of them may spare them all.
  Influences OnStrikes(const Clause& clause) {
    Influences found = findings_[clause.id];
    NoteBeside(clause, &found);
    NoteExceptions(clause, &found);
    return found;
  }

  Influences OnAccount(const Clause& clause) {
    if (clause.strikes == 0 && clause.account.kind == policy::ActionKind::kNone) return {};
    Influences found = OnStrikes(clause);
    for (const policy::Ladder& ladder : book_.strikes.ladders) {
      if (clause.strikes == 0 || !ladder.Counts(clause.family)) continue;
      for (const Clause& other : book_.clauses) {
        if (&other == &clause || other.strikes == 0 || !ladder.Counts(other.family)) continue;
        NoteAll(OnStrikes(other), fmt::format("strikes of clause {}", other.id), &found);
      }
    }
    return found;
  }

  void NoteBeside(const Clause& clause, Influences* found) {
    for (const Clause& other : book_.clauses) {
      if (&other == &clause || !CanStandTogether(clause, other)) continue;
      NoteAll(findings_[other.id], fmt::format("clause {}, met beside it", other.id), found);
    }
  }

  void NoteExceptions(const Clause& clause, Influences* found) {
    for (const policy::ExceptionRule& rule : book_.exceptions) {
      if (std::ranges::find(rule.softens, clause.id) == rule.softens.end()) continue;
      NoteNames(rule.eligible, fmt::format("exception {}", rule.id), found);
    }
  }

  // Rules that raise what the document does not have would act without a rule.
  void RefuseUnknownFindings() {
    if (rules_ == nullptr) return;
    const std::string prefix = FindingAction("");
    for (const even::Action& action : rules_->actions) {
      if (!action.name.starts_with(prefix)) continue;
      const std::string_view id = std::string_view(action.name).substr(prefix.size());
      const Clause* clause = book_.FindClause(id);
      if (clause != nullptr && policy::ReadsRaised(*clause)) continue;
      out_->refusals.push_back(
          fmt::format("{}: raises '{}', which is no clause that reads 'raised'",
                      fmt::join(action.asked_at, ", "), id));
    }
  }

  const policy::Rulebook& book_;
  const Certificate* rules_;
  ClauseCertificate* out_;
  std::map<std::string, Influences> findings_;
};

void Write(std::string_view key, const Influences& influences, codec::JsonOut* out) {
  out->Key(key).Open('{');
  for (const auto& [attribute, ways] : influences) {
    out->Key(attribute).Open('[');
    for (const std::string& way : ways) out->String(way);
    out->Close(']');
  }
  out->Close('}');
}

void WriteTexts(std::string_view key, const std::vector<std::string>& texts, codec::JsonOut* out) {
  out->Key(key).Open('[');
  for (const std::string& text : texts) out->String(text);
  out->Close(']');
}

std::string Listed(const Influences& influences) {
  if (influences.empty()) return "nothing about the author";
  std::vector<std::string> parts;
  for (const auto& [attribute, ways] : influences) {
    parts.push_back(fmt::format("{} ({})", attribute, fmt::join(ways, "; ")));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::string FindingAction(std::string_view clause) { return fmt::format("finding {}", clause); }

ClauseCertificate CertifyClauses(const policy::Rulebook& rulebook, std::string hash,
                                 const Certificate* rules) {
  ClauseCertificate certificate{.rulebook = rulebook.id,
                                .version = rulebook.version,
                                .hash = std::move(hash),
                                .rules = rules == nullptr ? std::string() : rules->rulebook,
                                .declared = rulebook.attributes};
  Tracer(rulebook, rules, &certificate).Run();
  return certificate;
}

std::string ClauseCertificateJson(const ClauseCertificate& c) {
  codec::JsonOut out;
  out.Open('{').Key("certificate").String("evenhand clauses 1").Key("granted").Bool(c.granted());
  out.Key("rulebook")
      .String(c.rulebook)
      .Key("version")
      .Int(c.version)
      .Key("document")
      .String(c.hash);
  out.Key("rules").String(c.rules);
  WriteTexts("declared", c.declared, &out);
  out.Key("clauses").Open('[');
  for (const ClauseInfluence& clause : c.clauses) {
    out.Open('{').Key("clause").String(clause.clause);
    Write("finding", clause.finding, &out);
    Write("item", clause.item, &out);
    Write("account", clause.account, &out);
    out.Close('}');
  }
  out.Close(']').Key("measures").Open('[');
  for (const MeasureInfluence& measure : c.measures) {
    out.Open('{').Key("measure").String(measure.measure);
    Write("when", measure.when, &out);
    out.Close('}');
  }
  out.Close(']');
  WriteTexts("refusals", c.refusals, &out);
  out.Close('}');
  return out.text() + "\n";
}

std::string ClauseCertificateText(const ClauseCertificate& c) {
  std::string out = fmt::format("{} version {}: {}\n  document {}\n", c.rulebook, c.version,
                                c.granted() ? "granted" : "refused", c.hash);
  if (!c.rules.empty()) out += fmt::format("  rules    {}\n", c.rules);
  for (const std::string& refusal : c.refusals) out += fmt::format("  refused: {}\n", refusal);
  out += "\nWhat about the author can move\n";
  for (const ClauseInfluence& clause : c.clauses) {
    out += fmt::format(
        "\n  {}\n    whether it is met     {}\n    the item's action     {}\n    the account's "
        "action  {}\n",
        clause.clause, Listed(clause.finding), Listed(clause.item), Listed(clause.account));
  }
  for (const MeasureInfluence& measure : c.measures) {
    out += fmt::format("\n  {} (no penalty)\n    whether it applies    {}\n", measure.measure,
                       Listed(measure.when));
  }
  out += "\nOf everything else about the author, proved: it changes nothing.\n";
  return out;
}

}  // namespace evenhand::even
