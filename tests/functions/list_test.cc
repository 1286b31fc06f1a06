#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

TEST(ListLength, CountsItems) {
  Calls calls(ListFunctions());
  EXPECT_EQ(calls.Show("ListLength", {calls.Texts({"الف", "ب"})}), "2");
  EXPECT_EQ(calls.Show("ListLength", {calls.List({})}), "0");
}

TEST(ListRead, GivesOneItemAsText) {
  Calls calls(ListFunctions());
  const Value texts = calls.Texts({"الف", "ب", "پ"});
  EXPECT_EQ(calls.Show("ListRead", {texts, Value::Int(0)}), "'الف'");
  EXPECT_EQ(calls.Show("ListRead", {texts, Value::Int(-1)}), "'پ'");
  EXPECT_EQ(calls.Show("ListRead", {texts, Value::Int(3)}), "XF");
  EXPECT_EQ(calls.Show("ListRead", {texts, Value::Int(-4)}), "XF");
  EXPECT_EQ(calls.Show("ListRead", {calls.List({Value::Bool(true)}), Value::Int(0)}), "'True'");
}

TEST(ListSort, OrdersWhatHasAnOrder) {
  Calls calls(ListFunctions());
  const Value no = Value::Bool(false), yes = Value::Bool(true);
  const Value numbers = calls.List({Value::Int(3), Value::Float(1.5), Value::Int(-2)});
  EXPECT_EQ(calls.Show("ListSort", {numbers, no}), "[-2, 1.5, 3]");
  EXPECT_EQ(calls.Show("ListSort", {numbers, yes}), "[3, 1.5, -2]");
  EXPECT_EQ(calls.Show("ListSort", {calls.Texts({"ب", "a", "الف", "B"}), no}),
            "['B', 'a', 'الف', 'ب']");
  EXPECT_EQ(calls.Show("ListSort", {calls.List({}), no}), "[]");
  EXPECT_TRUE(
      calls.Show("ListSort", {calls.List({Value::Int(1), Value::None()}), no}).starts_with("ERR"));
}

TEST(ConcatStringLists, JoinsInOrder) {
  Calls calls(ListFunctions());
  const Value lists = calls.List({calls.Texts({"a", "b"}), calls.List({}), calls.Texts({"پ"})});
  const Value holes = calls.List({calls.List({Value::None(), calls.Text("c")})});
  EXPECT_EQ(calls.Show("ConcatStringLists", {lists, holes}), "['a', 'b', 'پ', 'c']");
  EXPECT_EQ(calls.Show("ConcatStringLists", {calls.List({}), calls.List({})}), "[]");
}

}  // namespace
}  // namespace evenhand::functions
