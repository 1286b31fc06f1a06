#pragma once

// Small share logs with everything that goes wrong in real ones: ties in time, rows that repeat,
// contents that name their object, contents of several accounts, an object without a name, times
// before 1970 and between seconds. In half of them no content repeats, as in most real ones.

#include <rapidcheck.h>

#include <string>

#include "model/share.h"

namespace evenhand::coordination {

inline rc::Gen<model::Shares> RandomShares() {
  return rc::gen::exec([] {
    model::Shares shares;
    const int rows = *rc::gen::inRange(0, 60);
    const int accounts = *rc::gen::inRange(1, 8);
    const int objects = *rc::gen::inRange(1, 6);
    const bool contents_repeat = *rc::gen::arbitrary<bool>();
    for (int row = 0; row < rows; ++row) {
      const int object = *rc::gen::inRange(0, objects);
      const int account = *rc::gen::inRange(0, accounts);
      const bool own_post = *rc::gen::weightedElement<bool>({{1, true}, {9, false}});
      const int content = contents_repeat ? *rc::gen::inRange(0, 2 * rows) : row;
      const std::int64_t time_ms =
          *rc::gen::element<std::int64_t>(1, 500, 1000) * *rc::gen::inRange(-20, 40);
      const std::string object_name = object == 0 ? "" : "o" + std::to_string(object);
      shares.Add(object_name, "a" + std::to_string(account),
                 own_post ? object_name : "p" + std::to_string(content), time_ms);
      if (contents_repeat && *rc::gen::weightedElement<bool>({{1, true}, {9, false}})) {
        shares.Add(object_name, "a" + std::to_string(account), "p" + std::to_string(content),
                   time_ms);
      }
    }
    return shares;
  });
}

}  // namespace evenhand::coordination
