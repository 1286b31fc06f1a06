#pragma once

// JSON for files that people read too: two spaces of indent, one member a line.
//
//   JsonText out;
//   out.Open("", '{').Text("name", "x").Open("list", '[').Whole("", 1).Close().Close();
//
// A name of "" means an item of a list, or the whole. Absent numbers are null.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_write.h"

namespace evenhand::codec {

class JsonText {
 public:
  JsonText& Open(std::string_view name, char bracket) {
    Begin(name);
    text_ += bracket;
    open_.push_back(bracket);
    empty_ = true;
    return *this;
  }
  JsonText& Close() {
    const char end = open_.back() == '{' ? '}' : ']';
    open_.pop_back();
    if (!empty_) NewLine();
    text_ += end;
    empty_ = false;
    return *this;
  }
  JsonText& Text(std::string_view name, std::string_view value) {
    Begin(name);
    AppendJsonString(value, &text_);
    return *this;
  }
  JsonText& Whole(std::string_view name, std::int64_t value) {
    return Raw(name, std::to_string(value));
  }
  JsonText& Real(std::string_view name, std::optional<double> value) {
    if (!value) return Raw(name, "null");
    Begin(name);
    AppendJsonDouble(*value, &text_);
    return *this;
  }
  JsonText& Bool(std::string_view name, bool value) { return Raw(name, value ? "true" : "false"); }
  JsonText& Null(std::string_view name) { return Raw(name, "null"); }
  // A value that is JSON already, on its line as it is.
  JsonText& Raw(std::string_view name, std::string_view value) {
    Begin(name);
    text_ += value;
    return *this;
  }
  // Anything with `low` and `high`.
  template <class Interval>
  JsonText& Range(std::string_view name, const Interval& interval) {
    return Open(name, '[').Real("", interval.low).Real("", interval.high).Close();
  }

  const std::string& text() const { return text_; }

 private:
  void Begin(std::string_view name) {
    if (!empty_) text_ += ',';
    if (!open_.empty()) NewLine();
    empty_ = false;
    if (name.empty()) return;
    AppendJsonString(name, &text_);
    text_ += ": ";
  }
  void NewLine() {
    text_ += '\n';
    text_.append(2 * open_.size(), ' ');
  }

  std::string text_;
  std::string open_;
  bool empty_ = true;
};

}  // namespace evenhand::codec
