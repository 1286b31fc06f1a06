#include "dossier/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hex.h"
#include "dossier/coordination_evidence.h"
#include "dossier/dossier_json.h"
#include "dossier/standing.h"
#include "record/tree_hash.h"

namespace evenhand::dossier {
namespace {

bool IsCoordination(const Evidence& one) {
  return one.kind == "K1" || one.kind == "K2" || one.kind == "K3";
}

void CheckAccount(const Account& account, const std::vector<Evidence>& follows,
                  const Standing& standing, std::vector<Fault>* faults) {
  const auto add = [&](std::string what) { faults->push_back({account.name, std::move(what)}); };
  std::vector<Evidence> measured;
  for (const Evidence& one : account.evidence) {
    for (std::string& fault : FormFaults(one)) add(std::move(fault));
    if (IsCoordination(one)) measured.push_back(one);
    if (!IsCoordination(one) && IsAssociation(one))
      add(one.kind +
          " rests on others and shows nothing of its own: association is not evidence (15.4)");
  }
  if (measured != follows)
    add("its K1 to K3 do not follow from the ties: make the dossier again from what was found");
  if (!standing.over() && standing.lack != Lack::kRemoved) add(Sentence(standing));
}

void CheckAcceptance(const Dossier& dossier, std::vector<Fault>* faults) {
  if (!dossier.accepted) return;
  if (dossier.accepted->digest != DigestOf(dossier))
    faults->push_back({"", "it was changed after it was accepted, so it is not accepted"});
  for (const std::string& name : Contributors(dossier)) {
    if (SamePerson(name, dossier.accepted->by))
      faults->push_back(
          {"",
           fmt::format("{} brought something into it and accepted it: it takes two people", name)});
  }
}

}  // namespace

std::vector<Fault> Check(const Dossier& dossier) {
  std::vector<Fault> faults;
  if (dossier.accounts.empty()) faults.push_back({"", "no account is in it"});
  CheckAcceptance(dossier, &faults);
  const auto follows = CoordinationEvidence(dossier.accounts, dossier.basis);
  const std::vector<Standing> standings = Measure(dossier);
  for (std::size_t i = 0; i < dossier.accounts.size(); ++i)
    CheckAccount(dossier.accounts[i], follows[i], standings[i], &faults);
  return faults;
}

std::string DigestOf(const Dossier& dossier) {
  Dossier accepted = dossier;
  accepted.accepted.reset();
  accepted.removed.clear();
  return Hex(record::BytesOf(record::Sha256(WriteDossier(accepted))));
}

std::vector<std::string> Contributors(const Dossier& dossier) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const Step& step : dossier.steps) add(step.by);
  for (const Account& account : dossier.accounts) {
    add(account.role_by);
    for (const Evidence& one : account.evidence) add(one.by);
    for (const Explanation& one : account.explanations) add(one.by);
  }
  return names;
}

bool SamePerson(std::string_view a, std::string_view b) {
  const auto plain = [](std::string_view name) {
    std::string letters;
    for (const char c : name) {
      if (c == ' ' || c == '\t') continue;
      letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return letters;
  };
  return plain(a) == plain(b);
}

}  // namespace evenhand::dossier
