#include "app/code_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/ledger_files.h"
#include "app/random.h"
#include "base/hex.h"
#include "record/age.h"
#include "record/base64.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kSealTitle = "evenhand seal key 1\n";

int YearOf(policy::Time time) {
  const std::chrono::year_month_day date = std::chrono::floor<std::chrono::days>(time);
  return static_cast<int>(date.year());
}

Result<std::string> ReadKey(const std::string& path) {
  std::error_code error;
  const fs::perms others = fs::perms::group_all | fs::perms::others_all;
  if ((fs::status(path, error).permissions() & others) != fs::perms::none) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: others can read this secret key; run `chmod 600 {}`", path, path));
  }
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, 1'000));
  auto key = Unhex(std::string_view(text).substr(0, text.find('\n')));
  if (!key || key->size() != kKeyBytes)
    return Fail(ErrorCode::kCorrupt, path + ": is no key of 64 hexadecimal digits");
  return *std::move(key);
}

Result<std::string> KeyOfYear(const std::string& store, const char* kind, int year) {
  const fs::path folder = fs::path(store) / "keys";
  const std::string path = (folder / fmt::format("{}-{}.key", kind, year)).string();
  std::error_code error;
  if (!fs::exists(path, error)) {
    fs::create_directories(folder, error);
    EVENHAND_ASSIGN(const std::string bytes, RandomBytes(kKeyBytes));
    EVENHAND_ASSIGN(const std::string unique, RandomBytes(8));
    // A key is there whole or not at all. Another process may have been faster; then its key
    // counts.
    const std::string draft = path + "." + Hex(unique);
    EVENHAND_TRY(WriteSecretFile(draft, Hex(bytes) + "\n"));
    fs::create_hard_link(draft, path, error);
    const bool failed = error && !fs::exists(path);
    fs::remove(draft, error);
    if (failed) return Fail(ErrorCode::kIo, path + ": cannot be made");
  }
  return ReadKey(path);
}

}  // namespace

Result<std::string> CodeKey(const std::string& store, policy::Time decided) {
  return KeyOfYear(store, "codes", YearOf(decided));
}

Result<std::string> CodeOf(const std::string& store, carry::Purpose purpose,
                           std::string_view decision, policy::Time decided, std::int64_t issue) {
  EVENHAND_ASSIGN(const std::string key, CodeKey(store, decided));
  return carry::MakeCode(key, purpose, decision, issue);
}

Result<record::SealKey> SealKeyOf(const std::string& store, policy::Time now) {
  EVENHAND_ASSIGN(const std::string seed, KeyOfYear(store, "seal", YearOf(now)));
  return record::MakeSealKey(seed);
}

Result<std::vector<record::SealKey>> SealKeys(const std::string& store) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(store) / "keys", error)) {
    const bool is_seal =
        entry.path().filename().string().starts_with("seal-") && entry.path().extension() == ".key";
    if (is_seal) paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths, std::greater<>());
  std::vector<record::SealKey> keys;
  for (const std::string& path : paths) {
    EVENHAND_ASSIGN(const std::string seed, ReadKey(path));
    keys.push_back(record::MakeSealKey(seed));
  }
  return keys;
}

std::string SealKeyText(const record::SealKey& key) {
  return std::string(kSealTitle) + record::ToBase64(key.public_key) + "\n";
}

std::string AgeKeyText(const record::SealKey& key) {
  return record::AgeRecipient(key.public_key) + "\n";
}

Result<std::string> ReadSealKeyText(std::string_view text) {
  if (text.starts_with(kSealTitle) && text.ends_with('\n')) {
    const auto key =
        record::FromBase64(text.substr(kSealTitle.size(), text.size() - kSealTitle.size() - 1));
    if (key && key->size() == kKeyBytes) return *key;
  }
  return Fail(ErrorCode::kInvalidArgument,
              "this is no key to seal letters to (keys/seal.pub of a site or bundle)");
}

}  // namespace evenhand::app
