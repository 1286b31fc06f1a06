#include "app/docket_dir.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/clock.h"
#include "app/command_line.h"
#include "app/ledger_files.h"
#include "app/random.h"
#include "base/check.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;

Result<record::SigningKey> KeyOf(const DocketOptions& options, const fs::path& path, bool create) {
  std::error_code error;
  if (fs::exists(path, error) || !create) return ReadSigningKey(path.string());
  const std::string origin =
      options.origin.empty()
          ? "localhost/" + fs::absolute(options.directory).lexically_normal().filename().string()
          : options.origin;
  EVENHAND_ASSIGN(const std::string seed, RandomBytes(32));
  EVENHAND_ASSIGN(record::SigningKey key,
                  record::SigningKey::Make(record::KeyType::kEd25519, origin, seed));
  EVENHAND_TRY(WriteSecretFile(path.string(), key.private_text() + "\n"));
  std::ofstream(fs::path(path).replace_extension(".vkey")) << key.verifier_key() << "\n";
  return key;
}

// Blindings are cut from larger draws: two go into each decision.
class Blindings {
 public:
  record::Blinding operator()() {
    if (at_ == pool_.size()) {
      auto fresh = RandomBytes(256);
      EVENHAND_CHECK(fresh.has_value());
      pool_ = *std::move(fresh);
      at_ = 0;
    }
    record::Blinding blinding;
    std::copy_n(pool_.begin() + static_cast<std::ptrdiff_t>(at_), blinding.size(),
                blinding.begin());
    std::fill_n(pool_.begin() + static_cast<std::ptrdiff_t>(at_), blinding.size(), '\0');
    at_ += blinding.size();
    return blinding;
  }

 private:
  std::string pool_;
  std::size_t at_ = 0;
};

}  // namespace

void AddDocketStore(CLI::App* command, DocketOptions* options) {
  command
      ->add_option("--store", options->directory,
                   "the directory with the history and the public record")
      ->required()
      ->type_name("DIR");
}

namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::milliseconds kBetweenTries{20};

Result<std::unique_ptr<docket::Docket>> TryToOpen(const DocketOptions& options, bool create) {
  const fs::path directory = options.directory;
  EVENHAND_ASSIGN(auto store,
                  cases::OpenSqliteStore((directory / "cases.sqlite").string(), create));
  EVENHAND_ASSIGN(record::SigningKey key, KeyOf(options, directory / "record.key", create));
  EVENHAND_ASSIGN(auto log, record::Log::Open({.directory = (directory / "record").string(),
                                               .state_file = (directory / "record.state").string(),
                                               .key = std::move(key)}));
  return docket::Docket::Open(std::move(store), std::move(log), Blindings());
}

}  // namespace

Result<std::unique_ptr<docket::Docket>> OpenDocket(const DocketOptions& options, bool create) {
  std::error_code error;
  if (create) fs::create_directories(options.directory, error);
  if (!fs::is_directory(options.directory, error)) {
    return Fail(
        ErrorCode::kNotFound,
        options.directory + ": there is no store here; `evenhand rulebook publish` makes one");
  }
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    auto docket = TryToOpen(options, create);
    if (docket || docket.error().code != ErrorCode::kUnavailable) return docket;
    if (std::chrono::steady_clock::now() >= give_up) return docket;
    std::this_thread::sleep_for(kBetweenTries);
  }
}

Result<policy::Time> TimeOrNow(const std::string& text) {
  if (!text.empty()) return policy::ParseTime(text);
  return policy::Time(policy::Seconds(Count(SystemClock().Now()) / 1'000'000));
}

}  // namespace evenhand::app
