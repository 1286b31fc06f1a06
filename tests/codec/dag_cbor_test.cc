#include "codec/dag_cbor.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <map>

#include "source_dir.h"

namespace evenhand::codec {
namespace {

std::string FromHex(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  }
  return bytes;
}

std::string ToHex(std::string_view bytes) {
  static const char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return hex;
}

const std::string kCid = FromHex("01711220") + std::string(32, '\x11');

struct Row {
  const char* name;
  Cbor value;
  const char* hex;
};

class EncodesAs : public testing::TestWithParam<Row> {};

TEST_P(EncodesAs, AndDecodesAgain) {
  const auto bytes = EncodeDagCbor(GetParam().value);
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(ToHex(*bytes), GetParam().hex);
  EXPECT_TRUE(DecodeDagCbor(*bytes).has_value());
}

INSTANTIATE_TEST_SUITE_P(
    Values, EncodesAs,
    testing::Values(
        Row{"null", {}, "f6"}, Row{"no", {false}, "f4"}, Row{"yes", {true}, "f5"},
        Row{"zero", {std::int64_t{0}}, "00"}, Row{"n23", {std::int64_t{23}}, "17"},
        Row{"n24", {std::int64_t{24}}, "1818"}, Row{"n255", {std::int64_t{255}}, "18ff"},
        Row{"n256", {std::int64_t{256}}, "190100"}, Row{"n65535", {std::int64_t{65535}}, "19ffff"},
        Row{"n65536", {std::int64_t{65536}}, "1a00010000"},
        Row{"n2to32", {std::int64_t{1} << 32}, "1b0000000100000000"},
        Row{"most", {std::numeric_limits<std::int64_t>::max()}, "1b7fffffffffffffff"},
        Row{"minus1", {std::int64_t{-1}}, "20"}, Row{"minus25", {std::int64_t{-25}}, "3818"},
        Row{"least", {std::numeric_limits<std::int64_t>::min()}, "3b7fffffffffffffff"},
        Row{"persian", {std::string("سلام")}, "68d8b3d984d8a7d985"},
        Row{"bytes", {CborBytes{std::string("\x00\xff", 2)}}, "4200ff"},
        Row{"array", {Cbor::Array{{std::int64_t{1}}, {std::string("a")}}}, "82016161"},
        // Shorter keys first, whatever their letters; é is two bytes.
        Row{"key_order",
            {Cbor::Map{{"op", {}}, {"é", {}}, {"t", {}}, {"", {}}}},
            "a460f66174f6626f70f662c3a9f6"}),
    [](const auto& row) { return row.param.name; });

TEST(DagCbor, KeepsToTheRecordedVerdicts) {
  std::ifstream lines(SourceDir() + "/tests/codec/data/dag-cbor.tsv");
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    const std::string bytes = FromHex(line.substr(second + 1));
    const bool accept = line.substr(first + 1, second - first - 1) == "accept";
    const auto value = DecodeDagCbor(bytes);
    EXPECT_EQ(value.has_value(), accept) << line << (value ? "" : value.error().message);
    if (value) {
      EXPECT_EQ(EncodeDagCbor(*value), bytes) << line;
    }
    ++rows;
  }
  EXPECT_GT(rows, 60u);
}

TEST(DagCbor, RefusesWhatHasNoForm) {
  const Cbor bad[] = {
      {std::string("\xff")},
      {std::string("\xed\xa0\x80")},  // half a surrogate pair
      {CborLink{"short"}},
      {CborLink{std::string(36, '\x01')}},
      {Cbor::Map{{"a", {}}, {"a", {}}}},
      {Cbor::Map{{"\xc3", {}}}},
  };
  for (const Cbor& value : bad) {
    const auto bytes = EncodeDagCbor(value);
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(DagCbor, NestingHasABound) {
  const std::string deep(static_cast<std::size_t>(kMaxCborDepth), '\x81');
  EXPECT_TRUE(DecodeDagCbor(deep + "\x01"));
  EXPECT_FALSE(DecodeDagCbor(deep + "\x81\x01"));
  Cbor value;
  for (int i = 0; i <= kMaxCborDepth; ++i) value = Cbor{Cbor::Array{value}};
  EXPECT_FALSE(EncodeDagCbor(value));
}

TEST(DagCbor, FieldsAreFoundByName) {
  const Cbor map{Cbor::Map{{"seq", {std::int64_t{7}}}}};
  ASSERT_NE(map.Field("seq"), nullptr);
  EXPECT_EQ(*map.Field("seq")->As<std::int64_t>(), 7);
  EXPECT_EQ(map.Field("other"), nullptr);
  EXPECT_EQ(Cbor{true}.Field("seq"), nullptr);
  EXPECT_EQ(map.Field("seq")->As<std::string>(), nullptr);
}

rc::Gen<Cbor> AnyCbor(int depth) {
  auto text = rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange<char>(32, 126)),
                           [](std::string s) { return s + "ی"; });
  auto scalar = rc::gen::oneOf(
      rc::gen::just(Cbor{}),
      rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return Cbor{b}; }),
      rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t n) { return Cbor{n}; }),
      rc::gen::map(text, [](std::string s) { return Cbor{std::move(s)}; }),
      rc::gen::map(rc::gen::arbitrary<std::string>(),
                   [](std::string s) { return Cbor{CborBytes{std::move(s)}}; }),
      rc::gen::just(Cbor{CborLink{kCid}}));
  if (depth == 0) return scalar;
  auto items = rc::gen::map(rc::gen::container<Cbor::Array>(AnyCbor(depth - 1)),
                            [](Cbor::Array a) { return Cbor{std::move(a)}; });
  auto fields = rc::gen::map(
      rc::gen::container<std::map<std::string, Cbor>>(text, AnyCbor(depth - 1)),
      [](const std::map<std::string, Cbor>& m) {
        Cbor::Map map;
        for (const auto& [key, value] : m) map.push_back({key, value});
        // In the order of the encoding, so that equal values compare equal.
        std::ranges::stable_sort(map, {}, [](const CborField& f) { return f.key.size(); });
        return Cbor{std::move(map)};
      });
  return rc::gen::oneOf(scalar, items, fields);
}

RC_GTEST_PROP(DagCborProperty, ComesBackAsItWas, ()) {
  const Cbor value = *rc::gen::resize(20, AnyCbor(2));
  const auto bytes = EncodeDagCbor(value);
  RC_ASSERT(bytes.has_value());
  const auto again = DecodeDagCbor(*bytes);
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == value);
}

RC_GTEST_PROP(DagCborProperty, WhatDecodesIsCanonical, (const std::string& noise)) {
  std::string bytes = noise;
  const auto value = DecodeDagCbor(bytes);
  if (value) {
    RC_ASSERT(EncodeDagCbor(*value) == bytes);
  }
}

}  // namespace
}  // namespace evenhand::codec
