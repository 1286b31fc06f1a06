// Any bytes as what arrives at the desk: parts, letters, sealed letters, codes. What is read writes
// to what reads the same again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "carry/code.h"
#include "carry/sealed_letter.h"
#include "carry/typed_date.h"
#include "record/signify.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace evenhand;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const std::vector<record::SealKey> keys = {record::MakeSealKey(std::string(32, 's'))};
  static const std::vector<std::string> public_keys = {
      record::SigningKey::Make(record::KeyType::kEd25519, "t", std::string(32, 'k'))->public_key()};
  (void)record::OpenSigned(bytes, public_keys);
  (void)record::ReadSignifyPublicKey(bytes);
  (void)carry::DaysIn(bytes);
  if (const auto code = carry::ReadCode(bytes))
    EVENHAND_CHECK(carry::ReadCode(carry::GroupedCode(*code)) == *code);
  const auto parts = carry::ReadParts(bytes);
  if (parts) {
    for (const std::string& whole : parts->whole)
      EVENHAND_CHECK(whole.size() <= carry::kMostUnpacked);
  }
  const auto arrived = carry::ReadArrived(bytes, keys);
  if (!arrived) return 0;
  for (const std::string& text : arrived->letters) {
    const auto letter = carry::ReadLetter(text);
    if (!letter) continue;
    const std::string written = carry::WriteLetter(*letter);
    const auto again = carry::ReadLetter(written);
    EVENHAND_CHECK(again.has_value() && again->words == letter->words &&
                   again->code == letter->code && again->decision == letter->decision &&
                   carry::WriteLetter(*again) == written);
    const auto form = carry::ReadLetter(carry::WriteForm(*letter) + "x");
    EVENHAND_CHECK(form.has_value() && form->code == letter->code &&
                   form->decision == letter->decision && form->entry == letter->entry);
  }
  return 0;
}
