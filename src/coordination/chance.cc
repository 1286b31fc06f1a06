#include "coordination/chance.h"

namespace evenhand::coordination {

ChanceResult TestTies(const Pairs& pairs, const ByRank& by_rank, const ChanceOptions& options) {
  const Companions companions = FindCompanions(pairs, options.min_objects, options.threads);
  const ChanceNull null(pairs, by_rank, companions, options.false_discovery_rate, options.min_objects, options.threads);
  return {.ties = null.Discoveries(options.false_discovery_rate),
          .candidates = null.candidates(),
          .account_pairs = null.tests()};
}

}  // namespace evenhand::coordination
