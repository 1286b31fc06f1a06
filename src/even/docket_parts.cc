#include "even/docket_parts.h"

#include <map>

#include "even/rate.h"

namespace evenhand::even {
namespace {

using codec::JsonText;

void Differences(std::string_view name, std::string_view of_what,
                 const std::vector<Conformity::Difference>& list, JsonText* out) {
  out->Open(name, '[');
  for (const Conformity::Difference& one : list) {
    out->Open("", '{').Text("case", one.case_id).Text(of_what, one.what).Close();
  }
  out->Close();
}

void Flips(std::string_view name, const std::vector<Flip>& flips, JsonText* out) {
  out->Open(name, '[');
  for (const Flip& flip : flips) {
    out->Open("", '{').Text("case", flip.decision).Text("attribute", flip.attribute);
    out->Text("value", flip.value).Text("before", flip.before).Text("after", flip.after).Close();
  }
  out->Close();
}

template <class Texts>
void List(std::string_view name, const Texts& texts, JsonText* out) {
  out->Open(name, '[');
  for (const std::string& text : texts) out->Text("", text);
  out->Close();
}

void Swaps(const SwapReport& swap, JsonText* out) {
  out->Open("swap", '{').Whole("cases", swap.cases).Whole("refused", swap.refused);
  out->Whole("tries", swap.tries).Whole("tries_together", swap.tries_together);
  List("attributes", swap.attributes, out);
  out->Open("named", '[');
  for (const auto& [attribute, clauses] : swap.named) {
    out->Open("", '{').Text("attribute", attribute);
    List("by", clauses, out);
    out->Close();
  }
  out->Close();
  Flips("flips_barred", swap.barred, out);
  out->Open("flips_explained", '[');
  for (const auto& [what, flips] : swap.explained) {
    out->Open("", '{').Text("what", what).Whole("flips", flips).Close();
  }
  out->Close();
  Flips("flips_unexplained", swap.unexplained, out);
  const auto flips = std::ssize(swap.barred) + std::ssize(swap.unexplained);
  const auto bound = UpperBound({flips, swap.tries});
  out->Real("true_rate_below", bound ? std::optional(*bound) : std::nullopt).Close();
}

void Demands(const std::vector<DemandCount>& demands, JsonText* out) {
  std::int64_t all = 0;
  for (const DemandCount& one : demands) all += one.demands;
  out->Open("state_demands", '{').Whole("demands", all).Open("by", '[');
  for (const DemandCount& one : demands) {
    out->Open("", '{').Text("state", one.state).Text("body", one.body).Text("law", one.law);
    out->Text("outcome", one.outcome).Whole("demands", one.demands).Close();
  }
  out->Close().Close();
}

void Networks(const std::vector<NetworkCount>& networks, JsonText* out) {
  std::map<std::string, std::int64_t> roles;
  std::int64_t corrections = 0;
  for (const NetworkCount& one : networks) {
    for (const auto& [role, accounts] : one.roles) roles[role] += accounts;
    corrections += one.corrections;
  }
  out->Open("networks", '{').Whole("dossiers", std::ssize(networks)).Open("accounts_by_role", '{');
  for (const auto& [role, accounts] : roles) out->Whole(role, accounts);
  out->Close().Whole("corrections", corrections).Open("searched", '[');
  for (const NetworkCount& one : networks) {
    out->Open("", '{').Text("dossier", one.dossier).Text("from", one.from).Text("to", one.to);
    out->Whole("accounts", one.accounts).Whole("searches", one.searches).Whole("found", one.found);
    out->Whole("candidates", one.candidates).Whole("fell_short", one.fell_short).Close();
  }
  out->Close().Close();
}

}  // namespace

bool IsClean(const DocketParts& parts) {
  const Conformity& conformity = parts.conformity;
  return conformity.different.empty() && conformity.not_recomputable.empty() &&
         parts.swap.barred.empty() && parts.swap.unexplained.empty();
}

void WriteDocketParts(const DocketParts& parts, JsonText* out) {
  const Conformity& conformity = parts.conformity;
  out->Open("conformity", '{').Whole("recomputed", conformity.recomputed);
  out->Whole("identical", conformity.identical);
  Differences("different", "first_field", conformity.different, out);
  Differences("not_recomputable", "why", conformity.not_recomputable, out);
  out->Close();
  Swaps(parts.swap, out);
  Demands(parts.demands, out);
  if (parts.networks) Networks(*parts.networks, out);
}

}  // namespace evenhand::even
