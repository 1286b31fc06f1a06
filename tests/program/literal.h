#pragma once

// Values written as Python writes them, for the tables of tests/program: 12, 1.5, 'text', [1, 'x'],
// True, None, Account/'ann' (an entity). Show writes them the same way, and an ERR as "ERR: why".

#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "program/coercion.h"
#include "program/operators.h"

namespace evenhand::program {

class Literals {
 public:
  Value Read(std::string_view text) {
    rest_ = text;
    const Value value = Next();
    EXPECT_TRUE(rest_.empty()) << text;
    return value;
  }

  std::string Show(Value value, std::string_view why = {}) {
    if (value.failed()) return "ERR: " + std::string(why);
    if (value.tag() == Tag::kEntity) {
      return std::string(value.AsEntity().type) + "/" + Show(value.AsEntity().id);
    }
    // Inside a list texts have their quotes.
    ArenaText out(work.arena);
    AppendPythonStr(Value::List(std::span(&value, 1)), &out);
    return std::string(out.text().substr(1, out.text().size() - 2));
  }

  Workspace work{1 << 24};

 private:
  bool Take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::string_view TakeWhile(bool (*keep)(char)) {
    std::size_t size = 0;
    while (size < rest_.size() && keep(rest_[size])) ++size;
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  Value Next() {
    if (Take("None")) return Value::None();
    if (Take("True")) return Value::Bool(true);
    if (Take("False")) return Value::Bool(false);
    if (Take("'")) {
      const std::string_view text = TakeWhile([](char c) { return c != '\''; });
      Take("'");
      return Value::Str(text);
    }
    if (Take("[")) {
      std::vector<Value>& items = lists_.emplace_back();
      while (!Take("]")) {
        items.push_back(Next());
        Take(", ");
      }
      return Value::List(items);
    }
    const std::string_view word = TakeWhile([](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '+' || c == '.';
    });
    if (Take("/")) return Value::Entity(&entities_.emplace_back(EntityValue{word, Next()}));
    if (word.find_first_of(".en") == word.npos) return work.Integer(word);
    return Value::Float(std::strtod(std::string(word).c_str(), nullptr));
  }

  std::string_view rest_;
  std::deque<std::vector<Value>> lists_;
  std::deque<EntityValue> entities_;
};

}  // namespace evenhand::program
