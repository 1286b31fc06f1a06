#pragma once

// Networks drawn as SVG: who is tied to whom, and who put what out when.

#include "coordination/detect.h"
#include "page/html.h"

namespace evenhand::page {

// All networks as circles whose area is their number of accounts.
void DrawOverview(const coordination::Detection& detection, Html* html);

// Accounts on rings, the core inside, and their ties. Of many ties, those with the most objects are
// drawn; how many are not is returned.
std::size_t DrawTies(const coordination::Network& network, const coordination::Detection& detection,
                     Html* html);

// A row for each account, a mark for each joint act: what is put out as one stands in columns. Of
// many accounts, those with the most objects.
void DrawActs(const coordination::Network& network, const coordination::Detection& detection,
              Html* html);

}  // namespace evenhand::page
