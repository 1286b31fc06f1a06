#include "coordination/chance.h"

namespace evenhand::coordination {

ChanceResult TestTies(const Pairs& pairs, const ByRank& by_rank, const ChanceOptions& options) {
  const ChanceNull null(pairs, by_rank, options.false_discovery_rate, options.min_objects,
                        options.threads);
  return {.ties = null.Discoveries(options.false_discovery_rate),
          .together = static_cast<std::uint64_t>(null.together()),
          .account_pairs = null.tests()};
}

}  // namespace evenhand::coordination
