#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

TEST(ListLength, CountsItems) {
  Calls calls(ListFunctions());
  EXPECT_EQ(calls.Show("ListLength", {calls.Texts({"الف", "ب"})}), "2");
  EXPECT_EQ(calls.Show("ListLength", {calls.List({})}), "0");
}

}  // namespace
}  // namespace evenhand::functions
