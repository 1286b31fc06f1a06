// Any bytes as what people hand over of a network: a dossier, networks.json, evidence and roles as
// CSV, a published dossier. Reading ends, errors have words, memory is bounded; what is read is
// written again and reads the same; a dossier that was read can be measured, checked and shown, and
// nobody who is removed gives anything to another.
//
// The first byte says what the rest is.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dossier/changes.h"
#include "dossier/check.h"
#include "dossier/dossier_json.h"
#include "dossier/dossier_page.h"
#include "dossier/evidence_csv.h"
#include "dossier/make.h"
#include "dossier/publication.h"

namespace {

using namespace evenhand;
using namespace evenhand::dossier;

void Require(bool condition) {
  if (!condition) std::abort();
}

void Look(const Dossier& dossier) {
  const std::string text = WriteDossier(dossier);
  const auto again = ReadDossier(text);
  Require(again.has_value() && WriteDossier(*again) == text);
  if (dossier.accounts.size() > 100 || dossier.basis.ties.size() > 1'000)
    return;  // measured in tests
  const std::vector<Standing> before = Measure(dossier);
  (void)Check(dossier);
  (void)RolesOverTime(dossier);
  Require(!DossierPage(dossier, "fa").empty());
  if (dossier.accounts.empty()) return;
  const std::vector<Standing> after = Measure(dossier, {dossier.accounts.front().name});
  for (std::size_t i = 0; i < before.size(); ++i) Require(before[i].over() || !after[i].over());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'd':
      if (const auto dossier = ReadDossier(rest)) {
        Look(*dossier);
      } else {
        Require(!dossier.error().message.empty());
      }
      break;
    case 'n':
      if (const auto dossier = MakeDossier(rest, {.network = 1, .by = "ann"})) {
        Look(*dossier);
      } else {
        Require(!dossier.error().message.empty());
      }
      break;
    case 'e':
      if (const auto evidence = ReadEvidenceCsv(rest); !evidence)
        Require(!evidence.error().message.empty());
      break;
    case 'r':
      if (const auto roles = ReadRolesCsv(rest); !roles) Require(!roles.error().message.empty());
      break;
    case 'p':
      if (const auto published = ReadPublication(rest)) {
        const std::string text = WritePublication(*published);
        const auto again = ReadPublication(text);
        Require(again.has_value() && WritePublication(*again) == text);
        page::Html html;
        WritePublicationPage(*published, "fa", 100, &html);
      }
      break;
    default:
      break;
  }
  return 0;
}
