// Any bytes as a bundle: refused, or read within its bounds, and judged.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "publish/verify_copy.h"
#include "record/sign.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace evenhand;
  static const auto key =
      record::SigningKey::Make(record::KeyType::kEd25519, "example.org/t", std::string(32, 'k'));
  const auto copy = publish::OpenZipBytes(std::string(reinterpret_cast<const char*>(data), size));
  if (!copy) return 0;
  std::uint64_t sum = 0;
  for (const auto& [path, bytes] : (*copy)->files()) {
    EVENHAND_CHECK(publish::WhyNoName(path).empty());
    sum += bytes;
    // The table's word is checked against the file's own end.
    if (bytes > (1u << 22)) continue;
    const auto read = (*copy)->Read(path);
    EVENHAND_CHECK(!read || read->size() == bytes);
  }
  EVENHAND_CHECK(sum <= publish::kMostBytes);
  if (sum > (1u << 24)) return 0;
  const auto report = publish::VerifyCopy(
      **copy,
      {.public_keys = {key->public_key()}, .now = policy::Time(policy::Seconds(1'800'000'000))});
  EVENHAND_CHECK(report.has_value() && !report->checks.empty());
  return 0;
}
