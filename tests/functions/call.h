#pragma once

// Calls one function the way an evaluator would, without one: for the tests of functions/.
//
//   Calls calls(StringFunctions());
//   EXPECT_EQ(calls.Show("StringSlice", {calls.Text("سلام"), Value::Int(1), Value::Int(3)}),
//   "'لا'");
//
// Arguments stand in the order of the signature, defaults included. Plain ones are also offered to
// the row's `prepare` as constants. Shown results: none, true, 12, 1.5, 'text', [1, 2], XF, ERR:
// message.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "codec/json_document.h"
#include "program/function.h"

namespace evenhand::functions {

using program::FunctionRow;
using program::Tag;
using program::Value;

class CountingRandom final : public program::Random {
 public:
  std::uint64_t Next() override { return next_++; }

 private:
  std::uint64_t next_ = 0;
};

// Phrase lists by name, as given.
class FixedLists final : public program::Lists {
 public:
  explicit FixedLists(std::map<std::string, std::string, std::less<>> texts = {})
      : texts_(std::move(texts)) {}
  const std::string* Find(std::string_view name) const override {
    const auto found = texts_.find(name);
    return found == texts_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

class TestContext final : public program::CallContext {
 public:
  TestContext(Arena& a, const model::Event& e, program::Facts& f, program::Random& r, TimeUs t)
      : CallContext(a, e, f, r, t) {}
  void Log(std::string_view line) override { log.emplace_back(line); }
  Value Integer(BigInt value) override {
    if (value >= INT64_MIN && value <= INT64_MAX)
      return Value::Int(static_cast<std::int64_t>(value));
    bigs_.push_back(std::make_unique<BigInt>(std::move(value)));
    return Value::Big(bigs_.back().get());
  }

  std::vector<std::string> log;

 private:
  std::vector<std::unique_ptr<BigInt>> bigs_;
};

class Calls {
 public:
  explicit Calls(std::span<const FunctionRow> rows, std::size_t arena_limit = 64u << 20,
                 program::Facts* other_facts = nullptr)
      : arena(arena_limit),
        context(arena, event, other_facts == nullptr ? facts : *other_facts, random,
                TimeUs{1'700'000'000'000'000}),
        rows_(rows) {}

  const FunctionRow& Row(std::string_view name) const {
    for (const FunctionRow& row : rows_)
      if (row.spec.name == name) return row;
    ADD_FAILURE() << "no function " << name;
    return rows_[0];
  }

  Value Call(std::string_view name, std::initializer_list<Value> arguments) {
    return Call(name, std::span<const Value>(arguments.begin(), arguments.size()));
  }

  Value Call(std::string_view name, std::span<const Value> arguments) {
    const FunctionRow& row = Row(name);
    std::shared_ptr<const void> prepared;
    if (row.prepare != nullptr) {
      std::vector<sml::Constant> values;
      for (const Value& argument : arguments) values.push_back(ToConstant(argument));
      std::vector<const sml::Constant*> constants;
      for (const sml::Constant& value : values) constants.push_back(&value);
      prepared = row.prepare(constants, lists);
    }
    context.prepared = prepared.get();
    const Value result = row.call(context, arguments);
    context.prepared = nullptr;
    kept_.push_back(std::move(prepared));  // a result may point into it
    return result;
  }

  std::string Show(std::string_view name, std::initializer_list<Value> arguments) {
    return Show(Call(name, arguments));
  }
  std::string Show(std::string_view name, std::span<const Value> arguments) {
    return Show(Call(name, arguments));
  }

  std::string Show(const Value& value) const {
    switch (value.tag()) {
      case Tag::kFailed:
        return value.failure() == program::Failure::kError
                   ? std::string("ERR: ").append(context.error())
                   : "XF";
      case Tag::kNone:
        return "none";
      case Tag::kBool:
        return value.AsBool() ? "true" : "false";
      case Tag::kInt:
        return std::to_string(value.AsInt());
      case Tag::kBig:
        return value.AsBig().str();
      case Tag::kFloat:
        return ShowFloat(value.AsFloat());
      case Tag::kStr:
        return std::string("'").append(value.AsStr()).append("'");
      case Tag::kDelta:
        return std::to_string(value.AsDelta()) + "us";
      case Tag::kEntity:
        return std::string(value.AsEntity().type) + "/" + Show(value.AsEntity().id);
      case Tag::kList:
        break;
      default:
        return "(other)";
    }
    std::string all = "[";
    for (const Value& item : value.AsList())
      all.append(all.size() > 1 ? ", " : "").append(Show(item));
    return all.append("]");
  }

  // What the event's data is: a JSON object.
  void SetData(std::string_view json) { event.data = document_.ParseCopy(json).value(); }

  Value Text(std::string_view text) { return Value::Str(arena.Copy(text)); }
  Value List(std::span<const Value> items) {
    const std::span<Value> copy = arena.Array<Value>(items.size());
    std::copy(items.begin(), items.end(), copy.begin());
    return Value::List(copy);
  }
  Value List(std::initializer_list<Value> items) {
    return List(std::span<const Value>(items.begin(), items.size()));
  }
  Value Texts(std::initializer_list<std::string_view> texts) {
    std::vector<Value> items;
    for (const std::string_view text : texts) items.push_back(Text(text));
    return List(items);
  }

  Arena arena;
  model::Event event;
  program::NoFacts facts;
  CountingRandom random;
  FixedLists lists;
  TestContext context;

 private:
  static std::string ShowFloat(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
  }

  static sml::Constant ToConstant(const Value& value) {
    sml::Constant constant;
    switch (value.tag()) {
      case Tag::kBool:
        constant.kind = sml::ExprKind::kBool;
        constant.boolean = value.AsBool();
        break;
      case Tag::kInt:
        constant.kind = sml::ExprKind::kInt;
        constant.text = std::to_string(value.AsInt());
        break;
      case Tag::kFloat:
        constant.kind = sml::ExprKind::kFloat;
        constant.real = value.AsFloat();
        break;
      case Tag::kStr:
        constant.kind = sml::ExprKind::kString;
        constant.text = value.AsStr();
        break;
      case Tag::kList:
        constant.kind = sml::ExprKind::kList;
        for (const Value& item : value.AsList()) constant.items.push_back(ToConstant(item));
        break;
      default:
        break;
    }
    return constant;
  }

  std::span<const FunctionRow> rows_;
  codec::JsonDocument document_;
  std::vector<std::shared_ptr<const void>> kept_;
};

}  // namespace evenhand::functions
