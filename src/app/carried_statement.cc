#include "app/carried_statement.h"

#include <algorithm>

#include "app/code_keys.h"
#include "base/hex.h"
#include "publish/public_record.h"
#include "record/signify.h"
#include "text/normal_form.h"

namespace evenhand::app {
namespace {

// What a text that travels may not hold: tabs, and direction marks but the isolates around codes.
std::string ForTravel(std::string_view text) {
  std::string out = text::Normalize(text, text::NormalForm::kNfc);
  std::ranges::replace(out, '\t', ' ');
  std::erase(out, '\r');
  for (const std::string_view mark :
       {"\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E"}) {
    for (std::size_t at = 0; (at = out.find(mark, at)) != out.npos;) out.erase(at, mark.size());
  }
  return out;
}

Result<std::string> GroupedCodeOf(docket::Docket& docket, const std::string& store,
                                  carry::Purpose purpose, std::string_view decision,
                                  policy::Time decided) {
  EVENHAND_ASSIGN(const std::int64_t issue, docket.CodeIssue(decision, carry::Name(purpose)));
  EVENHAND_ASSIGN(const std::string code, CodeOf(store, purpose, decision, decided, issue));
  return carry::GroupedCode(code);
}

}  // namespace

Result<CarriedStatement> CarryStatement(docket::Docket& docket, const std::string& store,
                                        const record::SigningKey& key, std::string_view decision,
                                        std::string_view language, std::string_view ways,
                                        policy::Time now) {
  std::string recorded;
  EVENHAND_ASSIGN(const docket::Ruling ruling, docket.Rerun(decision, &recorded));
  CarriedStatement carried{.redress = {.ways = std::string(ways)}};
  EVENHAND_ASSIGN(const auto on_record, docket.FindDecision(decision));
  carried.leaf = on_record->leaf;
  if (!carried.leaf.empty()) {
    EVENHAND_ASSIGN(const std::string link, Unhex(carried.leaf));
    EVENHAND_ASSIGN(carried.redress.place,
                    publish::PlaceOfLeaf(*record::OpenFiles(store + "/record"), link));
  }
  if (!ruling.statement.actions.empty()) {
    EVENHAND_ASSIGN(carried.redress.appeal_code,
                    GroupedCodeOf(docket, store, carry::Purpose::kAppeal, decision, on_record->at));
    EVENHAND_ASSIGN(const auto lock, docket.LockOf(decision, std::max(now, on_record->at)));
    if (lock) {
      EVENHAND_ASSIGN(
          carried.redress.comply_code,
          GroupedCodeOf(docket, store, carry::Purpose::kComply, decision, on_record->at));
    }
  }
  carried.text = ForTravel(
      page::StatementText(ruling.statement, ruling.version->rulebook, language, &carried.redress));
  EVENHAND_ASSIGN(carried.signed_text, record::SignText(carried.text, key));
  return carried;
}

}  // namespace evenhand::app
