#pragma once

// The end of a string that grows by many short pieces: they are gathered in a small room first,
// because an append to the string costs a call each.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace evenhand {

class GatheredText {
 public:
  // Texts given to AppendPadded are followed by this many readable bytes.
  static constexpr std::size_t kPadding = 32;

  // `out` gets everything with the next call of text(); until then it is not to be touched.
  explicit GatheredText(std::string* out) : out_(*out) {}
  ~GatheredText() { Flush(); }
  GatheredText(const GatheredText&) = delete;
  GatheredText& operator=(const GatheredText&) = delete;

  // The string itself, to append to by other means, complete.
  std::string* text() {
    Flush();
    return &out_;
  }
  std::size_t size() const { return out_.size() + used_; }

  void Append(char c) {
    Need(1);
    room_[used_++] = c;
  }
  void Append(std::string_view piece) {
    if (piece.size() > kRoom) {
      Flush();
      out_.append(piece);
      return;
    }
    Need(piece.size());
    std::memcpy(room_ + used_, piece.data(), piece.size());
    used_ += piece.size();
  }
  // Copies whole words, beyond the end of a short piece.
  void AppendPadded(std::string_view piece) {
    if (piece.size() > kPadding) return Append(piece);
    Need(kPadding);
    std::memcpy(room_ + used_, piece.data(), kPadding);
    used_ += piece.size();
  }
  void Append(std::int64_t number) {
    constexpr std::size_t kDigits = 20;  // and a sign
    Need(kDigits);
    const char* const end = std::to_chars(room_ + used_, room_ + sizeof(room_), number).ptr;
    used_ = static_cast<std::size_t>(end - room_);
  }
  // Once more what stands between two earlier sizes.
  void Repeat(std::size_t begin, std::size_t end) {
    if (end > out_.size()) Flush();
    const std::size_t size = end - begin;
    if (size > kRoom - used_) {
      Flush();
      out_.append(out_, begin, size);
      return;
    }
    std::memcpy(room_ + used_, out_.data() + begin, size);
    used_ += size;
  }

 private:
  static constexpr std::size_t kRoom = 1024;

  void Need(std::size_t bytes) {
    if (bytes > kRoom - used_) Flush();
  }
  void Flush() {
    out_.append(room_, used_);
    used_ = 0;
  }

  std::string& out_;
  std::size_t used_ = 0;
  char room_[kRoom];
};

}  // namespace evenhand
