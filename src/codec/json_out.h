#pragma once

// JSON for --format json: objects and lists with their commas in the right places.
//
//   JsonOut out;
//   out.Open('{').Key("errors").Open('[').String("...").Close(']').Close('}');

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "codec/json_write.h"

namespace evenhand::codec {

class JsonOut {
 public:
  JsonOut() = default;
  // With room for so many bytes, where many are expected.
  explicit JsonOut(std::size_t room) { text_.reserve(room); }

  JsonOut& Open(char bracket) {
    Separate();
    text_ += bracket;
    first_ = true;
    return *this;
  }
  JsonOut& Close(char bracket) {
    text_ += bracket;
    first_ = false;
    return *this;
  }
  JsonOut& Key(std::string_view key) {
    Separate();
    codec::AppendJsonString(key, &text_);
    text_ += ": ";
    first_ = true;  // no comma before the value
    return *this;
  }
  JsonOut& String(std::string_view value) {
    Separate();
    codec::AppendJsonString(value, &text_);
    return *this;
  }
  JsonOut& Int(std::int64_t value) { return Raw(std::to_string(value)); }
  JsonOut& Bool(bool value) { return Raw(value ? "true" : "false"); }
  // A value that is JSON already.
  JsonOut& Raw(std::string_view json) {
    Separate();
    text_ += json;
    return *this;
  }

  const std::string& text() const& { return text_; }
  std::string text() && { return std::move(text_); }

 private:
  void Separate() {
    if (!first_) text_ += ", ";
    first_ = false;
  }

  std::string text_;
  bool first_ = true;
};

}  // namespace evenhand::codec
