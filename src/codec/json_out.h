#pragma once

// JSON for --format json: objects and lists with their commas in the right places.
//
//   JsonOut out;
//   out.Open('{').Key("errors").Open('[').String("...").Close(']').Close('}');

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/gathered_text.h"
#include "codec/json_write.h"

namespace evenhand::codec {

// A key that stands in the source, written as it is: that nothing in it needs an escape is checked
// when it is compiled. It has the comma before it too, which the first key leaves out.
class WrittenKey {
 public:
  template <std::size_t N>
  consteval WrittenKey(const char (&key)[N])  // NOLINT: a literal is one
      : size_(N + 5) {
    static_assert(N + 5 <= kRoom);
    char* out = std::ranges::copy(std::string_view(", \""), text_.begin()).out;
    for (const char c : std::string_view(key, N - 1)) {
      if (c < ' ' || c > '~' || c == '"' || c == '\\') throw "this key needs an escape";
      *out++ = c;
    }
    std::ranges::copy(std::string_view("\": "), out);
  }
  std::string_view after_another() const { return {text_.data(), size_}; }
  std::string_view first() const { return after_another().substr(2); }

 private:
  static constexpr std::size_t kRoom = 64;
  std::array<char, kRoom> text_{};
  std::size_t size_;
};

class JsonOut {
 public:
  JsonOut() = default;
  // With room for so many bytes, where many are expected.
  explicit JsonOut(std::size_t room) { text_.reserve(room); }

  JsonOut& Open(char bracket) {
    Separate();
    out_.Append(bracket);
    first_ = true;
    return *this;
  }
  JsonOut& Close(char bracket) {
    out_.Append(bracket);
    first_ = false;
    return *this;
  }
  JsonOut& Key(const WrittenKey& key) {
    out_.AppendPadded(first_ ? key.first() : key.after_another());
    first_ = true;  // no comma before the value
    return *this;
  }
  // One that is only known when it is written.
  template <class Text>
    requires(std::convertible_to<const Text&, std::string_view> && !std::is_array_v<Text>)
  JsonOut& Key(const Text& key) {
    String(key);
    out_.Append(": ");
    first_ = true;
    return *this;
  }
  JsonOut& String(std::string_view value) {
    if (IsShortAndPlain(value)) return Plain(value);
    Separate();
    codec::AppendJsonString(value, out_.text());
    return *this;
  }
  // A text that is known to need no escape: a time, digits, a name that stands in the source.
  JsonOut& Plain(std::string_view value) {
    Separate();
    out_.Append('"');
    out_.Append(value);
    out_.Append('"');
    return *this;
  }
  JsonOut& Int(std::int64_t value) {
    Separate();
    out_.Append(value);
    return *this;
  }
  JsonOut& Bool(bool value) { return Raw(value ? "true" : "false"); }
  // A value that is JSON already.
  JsonOut& Raw(std::string_view json) {
    Separate();
    out_.Append(json);
    return *this;
  }

  // Begins anew, in the room that is there: for who writes very many.
  JsonOut& Clear() {
    out_.text()->clear();
    first_ = true;
    return *this;
  }

  const std::string& text() const& { return *out_.text(); }
  std::string text() && { return std::move(*out_.text()); }

 private:
  void Separate() {
    if (!first_) out_.Append(", ");
    first_ = false;
  }

  std::string text_;
  mutable GatheredText out_{&text_};  // so that a text that is asked for is complete
  bool first_ = true;
};

}  // namespace evenhand::codec
