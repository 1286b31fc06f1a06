// Base64 and hashes of text.

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "functions/registry.h"
#include "functions/string_parts.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::FunctionRow;
using program::Value;

// Text with a lone surrogate has no UTF-8 bytes to work on.
bool HasBytes(std::string_view text) { return IsWellFormed(text, false); }

constexpr std::string_view kNoBytes = "the text holds a lone surrogate, which has no UTF-8 form";

Value CallBase64Encode(CallContext& context, std::span<const Value> arguments) {
  const std::string_view input = arguments[0].AsStr();
  if (!HasBytes(input)) return context.Err(kNoBytes);
  const std::size_t room = (input.size() + 2) / 3 * 4 + 1;
  if (input.size() > (std::size_t{1} << 30) || !context.arena.CanTake(room))
    return TooLarge(context);
  const std::span<char> out = context.arena.Array<char>(room);
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(input.data()),
                                   static_cast<int>(input.size()));
  return Value::Str({out.data(), static_cast<std::size_t>(size)});
}

int DigitOf(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// As Python's binascii reads it: what is not of the alphabet is passed over, and the text ends at
// padding that completes a group.
Value CallBase64Decode(CallContext& context, std::span<const Value> arguments) {
  const std::string_view input = arguments[0].AsStr();
  if (!HasBytes(input)) return context.Err(kNoBytes);
  if (!context.arena.CanTake(input.size())) return TooLarge(context);
  const std::span<char> out = context.arena.Array<char>(input.size());
  std::size_t size = 0;
  unsigned bits = 0;
  int digits = 0;  // of the group being read
  int padding = 0;
  for (const char c : input) {
    if (c == '=') {
      if (digits >= 2 && digits + ++padding >= 4) {
        digits = 0;
        break;
      }
      continue;
    }
    const int digit = DigitOf(c);
    if (digit < 0) continue;
    padding = 0;
    bits = bits << 6 | static_cast<unsigned>(digit);
    if (digits > 0) out[size++] = static_cast<char>(bits >> (6 - 2 * digits) & 0xFF);
    digits = (digits + 1) % 4;
  }
  if (digits != 0) return context.Err("incorrect Base64 padding");
  const std::string_view text{out.data(), size};
  return HasBytes(text) ? Value::Str(text) : context.Err("the decoded bytes are not UTF-8");
}

template <const EVP_MD* (*kAlgorithm)()>
Value CallHash(CallContext& context, std::span<const Value> arguments) {
  static const EVP_MD* const algorithm =
      EVP_MD_fetch(nullptr, EVP_MD_get0_name(kAlgorithm()), nullptr);
  const std::string_view input = arguments[0].AsStr();
  if (!HasBytes(input)) return context.Err(kNoBytes);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (EVP_Digest(input.data(), input.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    return context.Err("this system's OpenSSL does not offer the hash");
  }
  const std::span<char> hex = context.arena.Array<char>(2 * size);
  for (unsigned i = 0; i < size; ++i) {
    hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
    hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
  }
  return Value::Str({hex.data(), hex.size()});
}

FunctionRow Row(std::string name, std::string category, std::string doc, std::string note,
                Value (*call)(CallContext&, std::span<const Value>)) {
  return {.spec = {.name = std::move(name),
                   .category = std::move(category),
                   .signature = "(input: str) -> str",
                   .doc = std::move(doc),
                   .notes = {{"input", std::move(note)}}},
          .cost = program::Cost::kLinear,
          .can_error = true,
          .call = call};
}

const FunctionRow kRows[] = {
    Row("Base64Encode", "Encoding", "The text's UTF-8 bytes in Base64, standard alphabet, padded.",
        "the text to encode", &CallBase64Encode),
    Row("Base64Decode", "Encoding",
        "The text that Base64 stands for. Characters outside the alphabet are passed over; wrong "
        "padding, or bytes that are not UTF-8, are an error.",
        "the Base64 text", &CallBase64Decode),
    Row("HashMd5", "Hash", "MD5 of the text's UTF-8 bytes, in lower-case hex. Not for security.",
        "the text to hash", &CallHash<EVP_md5>),
    Row("HashSha1", "Hash", "SHA-1 of the text's UTF-8 bytes, in lower-case hex. Not for security.",
        "the text to hash", &CallHash<EVP_sha1>),
    Row("HashSha256", "Hash", "SHA-256 of the text's UTF-8 bytes, in lower-case hex.",
        "the text to hash", &CallHash<EVP_sha256>),
    Row("HashSha512", "Hash", "SHA-512 of the text's UTF-8 bytes, in lower-case hex.",
        "the text to hash", &CallHash<EVP_sha512>),
};

}  // namespace

std::span<const FunctionRow> EncodingFunctions() { return kRows; }

}  // namespace evenhand::functions
