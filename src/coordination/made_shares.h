#pragma once

// Shares made of shares: the same accounts, other objects. What several methods of the literature
// compare is not what a post carries but when it came, in which order, or how fast.
//
// All keep the table of accounts, so that numbers of accounts mean the same before and after. Days
// and windows are those of UTC, counted from 1970-01-01.

#include <cstdint>
#include <vector>

#include "model/share.h"

namespace evenhand::coordination {

// Objects are windows of time: one share for each post (content of an account), whatever it
// carries.
model::Shares TimeBins(const model::Shares& shares, std::int64_t bin_ms);

// Objects are those of `shares` within one fixed window: "window number, 0x1F, name".
struct Windowed {
  model::Shares shares;
  std::vector<std::int64_t> window_of;  // by object
};
Windowed InWindows(const model::Shares& shares, std::int64_t window_ms);

// Objects are sequences: of the names that an account put out in one day, in order of time, then of
// rows; only from days with so many posts and so many distinct names. The day is part of the
// object. Names are joined by spaces; a space or backslash within one has a backslash before it.
model::Shares DaySequences(const model::Shares& shares, std::uint32_t min_posts,
                           std::uint32_t min_distinct);

// Objects are authors: the reposts at most `most_delay_ms` after the post (the whole difference: a
// day and five seconds are not five seconds). In `reposts` objects are the posts; `posts` has each
// as a content, with its author and time; of one that is there twice, the first. Reposts of posts
// that are not there, before their post, and by its author are left out.
model::Shares FastReposts(const model::Shares& reposts, const model::Shares& posts,
                          std::int64_t most_delay_ms);

}  // namespace evenhand::coordination
