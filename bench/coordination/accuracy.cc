// Who is found, where the truth is known: accounts over the line of those of each role.
//
//   accuracy_bench                          20 archives of Simulate, seeds 1 to 20; newsrooms
//   declare themselves accuracy_bench LOG.csv LABELS.csv       a share log, and
//   account_id,role,group of all but ordinary accounts

#include <fmt/format.h>

#include <fstream>
#include <map>
#include <string>

#include "archive/read_shares.h"
#include "coordination/detect.h"
#include "coordination/simulate.h"

namespace evenhand {
namespace {

struct Truth {
  std::map<std::string, std::string, std::less<>> role_of;
  coordination::DetectOptions options;
};

void Measure(const std::string& name, const std::map<model::Trace, model::Shares>& shares,
             const Truth& truth) {
  std::map<std::string, std::size_t> all;
  for (const auto& [account, role] : truth.role_of) ++all[role];
  std::map<std::string, std::size_t> found;
  const coordination::Detection detection = coordination::Detect(shares, truth.options);
  for (const coordination::Network& network : detection.networks) {
    for (const coordination::Member& member : network.members) {
      const auto role = truth.role_of.find(detection.accounts.Name(member.standing.account));
      ++found[role == truth.role_of.end() ? "organic" : role->second];
    }
  }
  fmt::print("{}: {} networks; over the line:", name, detection.networks.size());
  for (const auto& [role, accounts] : all) fmt::print(" {} {} of {},", role, found[role], accounts);
  fmt::print(" organic {} of {}\n", found["organic"],
             detection.accounts.size() - truth.role_of.size());
}

int MeasureFile(const std::string& log, const std::string& labels) {
  auto read = archive::ReadShares({log});
  std::ifstream in(labels);
  if (!read || !in) {
    fmt::print(stderr, "{}\n", read ? "cannot read " + labels : read.error().message);
    return 1;
  }
  Truth truth;
  std::string account, role, group;
  for (bool header = true;
       std::getline(in, account, ',') && std::getline(in, role, ',') && std::getline(in, group);
       header = false)
    if (!header) truth.role_of.emplace(account, role);
  Measure(log, read->shares, truth);
  return 0;
}

void MeasureSimulated() {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    coordination::Simulated simulated = coordination::Simulate({.seed = seed});
    Truth truth;
    for (const coordination::SimulatedAccount& account : simulated.accounts) {
      truth.role_of.emplace(account.name, coordination::NameOf(account.role));
      if (account.role == coordination::Role::kNewsroom)
        truth.options.declared.emplace(account.name, std::to_string(account.group));
    }
    Measure(fmt::format("seed {}", seed), {{model::Trace::kObject, std::move(simulated.shares)}},
            truth);
  }
}

}  // namespace
}  // namespace evenhand

int main(int count, char** arguments) {
  if (count == 3) return evenhand::MeasureFile(arguments[1], arguments[2]);
  evenhand::MeasureSimulated();
  return 0;
}
