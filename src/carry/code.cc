#include "carry/code.h"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "base/hex.h"
#include "base/utf8.h"
#include "record/secret.h"
#include "record/tree_hash.h"

namespace evenhand::carry {
namespace {

constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kDataLetters = 24;
constexpr std::size_t kCodeLetters = 25;
constexpr std::size_t kGroup = 5;
constexpr std::size_t kDataBytes = 15;

// Twice x in GF(32).
constexpr unsigned Twice(unsigned x) { return (x << 1 ^ (x & 16 ? 37U : 0U)) & 31; }

unsigned Check(const std::array<unsigned, kDataLetters>& data) {
  unsigned sum = 0;  // Horner: each letter gets a power of its own
  for (const unsigned value : data) sum = Twice(sum ^ value);
  return sum;
}

bool IsBetween(char32_t c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '-' || c == 0xA0 ||
         (c >= 0x200B && c <= 0x2015) || (c >= 0x202A && c <= 0x202F) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

// The value of a letter as people write it.
std::optional<unsigned> ValueOf(char32_t c) {
  if (c >= 0x6F0 && c <= 0x6F9) return c - 0x6F0;
  if (c >= 0x660 && c <= 0x669) return c - 0x660;
  if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const std::size_t at = c < 128 ? kLetters.find(static_cast<char>(c)) : kLetters.npos;
  return at == kLetters.npos ? std::nullopt : std::optional(static_cast<unsigned>(at));
}

}  // namespace

std::string_view Name(Purpose purpose) { return purpose == Purpose::kAppeal ? "appeal" : "comply"; }

std::string MakeCode(std::string_view key, Purpose purpose, std::string_view decision,
                     std::int64_t issue) {
  const std::string message =
      std::string(Name(purpose)) + '\0' + std::string(decision) + '\0' + std::to_string(issue);
  const std::string bytes = record::Hmac(key, message).substr(0, kDataBytes);
  std::array<unsigned, kDataLetters> data{};
  for (std::size_t i = 0; i < kDataLetters * 5; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i / 8]);
    data[i / 5] = data[i / 5] << 1 | (byte >> (7 - i % 8) & 1U);
  }
  std::string code;
  for (const unsigned value : data) code += kLetters[value];
  return code + kLetters[Check(data)];
}

std::optional<CodeFault> FaultOfCode(std::string_view typed, std::string* code) {
  using enum CodeFault::Kind;
  std::array<unsigned, kDataLetters> data{};
  code->clear();
  const auto group = [&] { return code->size() / kGroup + 1; };
  for (std::size_t at = 0; at < typed.size();) {
    const char32_t c = DecodeNext(typed, &at);
    if (IsBetween(c)) continue;
    const std::optional<unsigned> value = ValueOf(c);
    if (!value) return CodeFault{kLetter, group(), code->size()};
    if (code->size() == kCodeLetters) return CodeFault{kLong, group(), code->size()};
    if (code->size() < kDataLetters) data[code->size()] = *value;
    *code += kLetters[*value];
  }
  if (code->size() < kCodeLetters) return CodeFault{kShort, group(), code->size()};
  if (kLetters[Check(data)] != code->back()) return CodeFault{kCheck, 0, code->size()};
  return std::nullopt;
}

Result<std::string> ReadCode(std::string_view typed) {
  std::string code;
  const auto fault = FaultOfCode(typed, &code);
  if (!fault) return code;
  std::string why;
  switch (fault->kind) {
    case CodeFault::Kind::kLetter:
      why = fmt::format("group {} has a letter that no code has (U is never one)", fault->group);
      break;
    case CodeFault::Kind::kLong:
      why = "it has more than five groups of five";
      break;
    case CodeFault::Kind::kShort:
      why =
          fmt::format("it ends in group {}, after {} of 25 letters", fault->group, fault->letters);
      break;
    case CodeFault::Kind::kCheck:
      why = "a letter is wrong, or two have changed places; compare it group by group";
      break;
  }
  return Fail(ErrorCode::kInvalidArgument, "the code cannot be: " + why);
}

std::string GroupedCode(std::string_view code) {
  std::string text;
  for (std::size_t at = 0; at < code.size(); at += kGroup)
    text += (at == 0 ? "" : "-") + std::string(code.substr(at, kGroup));
  return text;
}

std::string ReceivedMark(std::string_view code) {
  return Hex(
      record::BytesOf(record::Sha256("evenhand received 1\n" + std::string(code))).substr(0, 16));
}

}  // namespace evenhand::carry
