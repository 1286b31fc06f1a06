#include "dossier/make.h"

#include <algorithm>

#include "dossier/coordination_evidence.h"
#include "dossier/dossier_json.h"
#include "dossier/innocent.h"

namespace evenhand::dossier {
namespace {

constexpr std::string_view kFoundFormat = "evenhand-networks-1";

class Maker {
 public:
  Maker(const JsonIn& in, const MakeOptions& options) : in_(in), options_(options) {}

  Dossier Make() {
    if (in_.Field("format").is_null() || in_.Field("format").Text() != kFoundFormat) {
      in_.Field("format").Wrong(
          "is not 'evenhand-networks-1': this is no networks.json of `evenhand detect`");
      return {};
    }
    dossier_.name =
        options_.name.empty() ? fmt::format("network-{}", options_.network) : options_.name;
    dossier_.claim = kFirstClaim;
    ReadMethod();
    const JsonIn networks = in_.Field("networks");
    std::size_t number = 0;
    networks.Each(10'000'000, [&](const JsonIn& network) {
      if (++number == options_.network) ReadNetwork(network);
      network.Field("accounts").Each(10'000'000, [&](const JsonIn&) {
        ++dossier_.method.candidates;
      });
    });
    dossier_.method.networks = number;
    if (number < options_.network || options_.network == 0)
      networks.Wrong(
          fmt::format("has {} networks, so there is no network {}", number, options_.network));
    if (in_.failed()) return {};
    Fill();
    return std::move(dossier_);
  }

 private:
  void ReadMethod() {
    const JsonIn searched = in_.Field("searched");
    Method& method = dossier_.method;
    const auto count = [&](std::string_view name) {
      return static_cast<std::uint64_t>(searched.Field(name).Whole());
    };
    method.from_ms = searched.Field("first").TimeMs();
    method.to_ms = searched.Field("last").TimeMs();
    method.shares = count("shares");
    method.accounts = count("accounts");
    method.objects = count("objects");
    method.false_discovery_rate = searched.Field("false_discovery_rate").Real();
    method.searches = ReadSearches(searched.Field("searches"));
    method.line = ReadLine(in_.Field("line"));
    in_.Field("fell_short").Each(100'000'000, [&](const JsonIn& one) {
      ++method.fell_short[one.Field("lacks").Text()];
    });
  }

  void ReadNetwork(const JsonIn& network) {
    const JsonIn found = network.Field("found");
    if (found.is_null())
      return found.Wrong(
          "is missing: this folder was made by an older version; run `evenhand detect` again");
    found.Field("members").Each(kMostAccounts, [&](const JsonIn& member) {
      member.Only({"account", "own_objects", "core", "signs"});
      Account account{.name = member.Field("account").Text(),
                      .own_objects = member.Field("own_objects").Small(),
                      .core = member.Field("core").Flag(),
                      .signs = ReadSigns(member.Field("signs"))};
      if (!dossier_.accounts.empty() && dossier_.accounts.back().name >= account.name)
        member.Field("account").Wrong("is not in order, or is there twice");
      dossier_.accounts.push_back(std::move(account));
    });
    dossier_.basis = ReadBasis(found.Field("basis"), dossier_.accounts.size());
  }

  void Fill() {
    auto evidence = CoordinationEvidence(dossier_.accounts, dossier_.basis);
    for (std::size_t i = 0; i < evidence.size(); ++i)
      dossier_.accounts[i].evidence = std::move(evidence[i]);
    auto explanations = InnocentExplanations(dossier_);
    for (std::size_t i = 0; i < explanations.size(); ++i)
      dossier_.accounts[i].explanations = std::move(explanations[i]);
    dossier_.steps.push_back({.what = "made", .by = options_.by, .at_ms = options_.at_ms});
  }

  const JsonIn& in_;
  const MakeOptions& options_;
  Dossier dossier_;
};

}  // namespace

Result<Dossier> MakeDossier(std::string_view networks_json, const MakeOptions& options) {
  if (networks_json.size() > kMostFoundBytes)
    return Fail(ErrorCode::kLimit,
                fmt::format("networks.json has more than {} bytes", kMostFoundBytes));
  if (options.by.empty())
    return Fail(ErrorCode::kInvalidArgument, "who makes it must be named: --by NAME");
  if (!options.name.empty() && !IsName(options.name))
    return Fail(ErrorCode::kInvalidArgument,
                "a dossier's name is made of letters a to z, digits and hyphens, 40 at most");
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json json, document.ParseCopy(networks_json));
  std::optional<Error> error;
  const JsonIn in(json, "", &error);
  Dossier dossier = Maker(in, options).Make();
  if (error) return tl::unexpected(*std::move(error));
  return dossier;
}

}  // namespace evenhand::dossier
