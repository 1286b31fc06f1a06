#include "app/access_store.h"

#include "app/command_line.h"
#include "policy/time.h"
#include "register/csv_form.h"

namespace evenhand::app {
namespace {

using access::Register;

// When the rows were collected from public pages; nobody has checked them as curators.
constexpr access::Day kCollected{std::chrono::year(2026) / 11 / 22};

Result<access::Time> KnownAt(const std::string& text) {
  if (const auto day = access::ParseDay(text))
    return access::Time(*day + access::Days{1}) - std::chrono::seconds(1);
  return policy::ParseTime(text);
}

}  // namespace

Result<std::vector<access::Change>> ShippedChanges(const std::vector<std::string>& by,
                                                   access::Time at) {
  const bool is_entered = !by.empty();
  return access::ReadCsvForm(
      ShippedRegisterCsv(),
      {.by = is_entered ? by : std::vector<std::string>{"collected", "unchecked"},
       .at = is_entered ? at : access::Time(kCollected)});
}

Result<access::ServiceList> ShippedServices() { return access::ReadServices(ShippedServicesCsv()); }

void AddRegister(CLI::App* command, RegisterOptions* options, const char* names) {
  command
      ->add_option(
          names, options->directory,
          "a store with a register (access init); without it, the one that comes with the program")
      ->type_name("DIR");
  command
      ->add_option("--known-at", options->known_at,
                   "what the register knew then; a day counts to its end")
      ->type_name("TIME");
}

Result<Register> LoadRegister(const RegisterOptions& options) {
  std::vector<access::Change> changes;
  if (options.directory.empty()) {
    EVENHAND_ASSIGN(changes, ShippedChanges());
  } else {
    EVENHAND_ASSIGN(const auto docket,
                    OpenDocket({.directory = options.directory, .origin = {}}, false));
    EVENHAND_ASSIGN(const Register all, docket->Access());
    changes = all.changes();
    if (changes.empty()) {
      return Fail(ErrorCode::kNotFound,
                  options.directory +
                      ": the store has no register yet; `evenhand access init --store " +
                      options.directory + "` begins one");
    }
  }
  access::Time known_at = access::Time::max();
  if (!options.known_at.empty()) {
    EVENHAND_ASSIGN(known_at, KnownAt(options.known_at));
  }
  return access::ReplayedTo(changes, known_at);
}

}  // namespace evenhand::app
