// What is stored comes back as it was, and bytes that nobody wrote are refused.

#include "state/records.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace evenhand::state {
namespace {

std::string AnyName() {
  return *rc::gen::element<std::string>("", "a", "b", "برچسب", std::string("\0\xff", 2));
}

TimeUs AnyTime() { return TimeUs{*rc::gen::arbitrary<std::int64_t>()}; }

model::LabelReasons AnyReasons() {
  model::LabelReasons reasons;
  for (int n = *rc::gen::inRange(0, 3); n > 0; --n) {
    model::LabelReason& reason = reasons[AnyName()];
    reason.pending = *rc::gen::arbitrary<bool>();
    reason.description = *rc::gen::arbitrary<std::string>();
    for (int f = *rc::gen::inRange(0, 3); f > 0; --f) reason.features[AnyName()] = AnyName();
    reason.created_at = AnyTime();
    if (*rc::gen::arbitrary<bool>()) reason.expires_at = AnyTime();
  }
  return reasons;
}

model::LabelStatus AnyStatus() { return static_cast<model::LabelStatus>(*rc::gen::inRange(0, 4)); }

Record AnyLabels() {
  model::EntityLabels labels;
  for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
    model::LabelState& state = labels[AnyName()];
    state.status = AnyStatus();
    state.reasons = AnyReasons();
    for (int p = *rc::gen::inRange(0, 3); p > 0; --p) {
      state.previous_states.push_back({AnyStatus(), AnyReasons()});
    }
  }
  return labels;
}

Record AnyWindow() {
  Window window;
  for (const auto& bucket : *rc::gen::arbitrary<std::map<std::int64_t, std::int64_t>>()) {
    window.buckets.push_back(bucket);
  }
  return window;
}

Record AnyCached() { return Cached{AnyTime(), *rc::gen::arbitrary<std::string>()}; }

// A record, and a key of its kind.
std::pair<std::string, Record> AnyRecord() {
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return {"LAccount/ann", AnyLabels()};
    case 1:
      return {"Wposts:w60", AnyWindow()};
    default:
      return {"Ckey", AnyCached()};
  }
}

RC_GTEST_PROP(Record, ComesBackAsItWas, ()) {
  const auto [key, record] = AnyRecord();
  const auto again = Decode(key, Encode(record));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == record);
}

RC_GTEST_PROP(Record, IsRefusedWhenCutOrGrown, ()) {
  const auto [key, record] = AnyRecord();
  const std::string bytes = Encode(record);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    RC_ASSERT(!Decode(key, std::string_view(bytes).substr(0, size)));
  }
  RC_ASSERT(!Decode(key, bytes + '\0'));
}

// So bytes that were changed are refused, or are those of another record.
RC_GTEST_PROP(Record, HasOneForm, ()) {
  const auto [key, record] = AnyRecord();
  std::string bytes = Encode(record);
  for (int changes = *rc::gen::inRange(1, 4); changes > 0; --changes) {
    bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
  }
  const auto read = Decode(key, bytes);
  if (read) RC_ASSERT(Encode(*read) == bytes);
}

struct Case {
  const char* name;
  std::string_view key;
  std::string_view bytes;
};

class Damaged : public testing::TestWithParam<Case> {};

TEST_P(Damaged, IsCorruptAndNamesItsKey) {
  const auto read = Decode(GetParam().key, GetParam().bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(read.error().message.find(GetParam().key), std::string::npos);
}

using std::string_view_literals::operator""sv;

INSTANTIATE_TEST_SUITE_P(
    Bytes, Damaged,
    testing::Values(Case{"nothing", "LA/a", ""}, Case{"other_version", "LA/a", "\2\0"sv},
                    Case{"no_key", "", "\1\0"sv}, Case{"other_kind_of_key", "Pinput", "\1\0"sv},
                    Case{"more_labels_than_bytes", "LA/a", "\1\xff\xff\xff\xff\x0f"sv},
                    Case{"name_longer_than_bytes", "LA/a", "\1\1\5abc"sv},
                    Case{"unknown_status", "LA/a", "\1\1\1a\4\0\0"sv},
                    Case{"unknown_flag", "LA/a", "\1\1\1a\1\1\1r\4\0\0\0\0"sv},
                    Case{"label_twice", "LA/a", "\1\2\1a\1\0\0\1a\1\0\0"sv},
                    Case{"buckets_descend", "Wk", "\1\2\4\2\2\2"sv},
                    Case{"number_too_long", "Wk", "\1\x81\0\4\2"sv},
                    Case{"number_beyond_64_bits", "Ck",
                         "\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\2\0"sv}),
    [](const auto& test) { return test.param.name; });

TEST(Intact, IsRead) {
  EXPECT_TRUE(Decode("LA/a", "\1\1\1a\1\1\1r\3\0\0\0\0\0"sv));
  EXPECT_TRUE(Decode("Wk", "\1\2\2\2\4\2"sv));
}

}  // namespace
}  // namespace evenhand::state
