#pragma once

// The same shares in an order of their own.
//
// Archives of the same posts come in many orders, and whoever counts accounts from the front, or
// breaks a tie by the row, says something of the order too. Here rows are ordered by time; those of
// one time by what their accounts, objects and contents are in: at which times, and with whom.
// Names decide only between rows that nothing else tells apart, so that other names change nothing
// but names, and another epoch nothing but times. Names are numbered in the order of rows.
//
// Cost: a few passes and a sort; 24 bytes a row and the tables of names once more on the way.

#include "model/share.h"

namespace evenhand::coordination {

model::Shares InOrder(model::Shares shares);

}  // namespace evenhand::coordination
