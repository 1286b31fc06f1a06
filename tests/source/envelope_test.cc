#include "source/envelope.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "codec/json_document.h"
#include "source_dir.h"

namespace evenhand::source {
namespace {

struct Wanted {
  const char* name;
  const char* line;
  std::int64_t id;
  const char* event_name;
  std::int64_t utc_us;
  const char* data;
  const char* secret = "";
};

constexpr std::int64_t kNoon = 1740830400000000;  // 2025-03-01T12:00:00Z

std::string Text(codec::Json value) {
  std::string text;
  if (!value.missing()) codec::AppendJson(value, &text);
  return text;
}

std::string Padded(std::string line) {
  line.reserve(line.size() + codec::kJsonPadding);
  return line;
}

class Envelope : public testing::TestWithParam<Wanted> {};
TEST_P(Envelope, IsReadAs) {
  EnvelopeReader reader = EnvelopeReader::Make({}).value();
  Arena arena;
  model::Event event;
  const std::string line = Padded(GetParam().line);
  const Result<bool> read = reader.Read(line, &arena, &event);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_TRUE(*read);
  EXPECT_EQ(event.id, GetParam().id);
  EXPECT_EQ(event.name, GetParam().event_name);
  EXPECT_EQ(Count(event.time.utc), GetParam().utc_us);
  const auto canonical = [](const char* json) {
    codec::JsonDocument document;
    return *json == '\0' ? std::string() : Text(document.ParseCopy(json).value());
  };
  EXPECT_EQ(Text(event.data), canonical(GetParam().data));
  EXPECT_EQ(Text(event.secret), canonical(GetParam().secret));
}
INSTANTIATE_TEST_SUITE_P(
    Lines, Envelope,
    testing::Values(
        Wanted{"osprey_envelope",
               R"({"send_time":"2025-03-01T12:00:00Z","data":{"action_id":7,"action_name":"post",)"
               R"("data":{"text":"سلام"}}})",
               7, "post", kNoon, R"({"text":"سلام"})"},
        Wanted{"osprey_envelope_with_all_fields",
               R"({"send_time":"2020-01-01T00:00:00Z","data":{"action_id":"-9","action_name":"p",)"
               R"("data":{},"timestamp":"2025-03-01T12:00:00+00:00","secret_data":{"k":1},)"
               R"("encoding":"UTF8"}})",
               -9, "p", kNoon, "{}", R"({"k":1})"},
        Wanted{"an_action_alone",
               R"({"data":{"n":-0.0},"timestamp":"2025-03-01T12:00:00","action_name":"a b",)"
               R"("action_id":"5","ignored":true})",
               5, "a b", kNoon, R"({"n":-0.0})"},
        Wanted{
            "an_action_with_secrets",
            R"({"action_id":0,"action_name":"","timestamp":"2025-03-01","data":{},"secret":{"s":"🔑"}})",
            0, "", kNoon - 43200000000, "{}", R"({"s":"🔑"})"},
        Wanted{
            "null_secrets_are_none",
            R"({"action_id":1,"action_name":"a","timestamp":"2025-03-01","data":{},"secret":null})",
            1, "a", kNoon - 43200000000, "{}"},
        Wanted{
            "an_escaped_name",
            R"({"action_id":1,"action_name":"\u0646\u0627\u0645","timestamp":"2025-03-01T12:00:00Z","data":{}})",
            1, "نام", kNoon, "{}"},
        Wanted{"of_equal_keys_the_last_wins",
               R"({"action_id":1,"action_id":2,"action_name":"a","action_name":"b",)"
               R"("timestamp":"2025-03-01T12:00:00Z","data":{"x":1},"data":{"x":2}})",
               2, "b", kNoon, R"({"x":2})"},
        Wanted{"no_action_id_is_taken_from_the_content",
               R"({"action_name":"a","timestamp":"2025-03-01T12:00:00Z","data":{"x":1}})",
               7510285110592331587, "a", kNoon, R"({"x":1})"},
        Wanted{"jetstream_commit",
               R"({"did":"did:plc:x","time_us":1740830400000000,"kind":"commit","commit":)"
               R"({"rev":"r","operation":"create","collection":"app.bsky.feed.post","rkey":"k",)"
               R"("record":{"text":"hi","commit":{"operation":"no"}},"cid":"b"}})",
               kNoon, "create_post", kNoon,
               R"({"did":"did:plc:x","time_us":1740830400000000,"kind":"commit","commit":)"
               R"({"rev":"r","operation":"create","collection":"app.bsky.feed.post","rkey":"k",)"
               R"("record":{"text":"hi","commit":{"operation":"no"}},"cid":"b"}})"},
        Wanted{"jetstream_identity",
               R"({"did":"d","time_us":5,"kind":"identity","identity":{"did":"d","seq":1}})", 5,
               "identity", 5,
               R"({"did":"d","time_us":5,"kind":"identity","identity":{"did":"d","seq":1}})"},
        Wanted{
            "current_jetstream_commit_is_shown_in_the_first_form",
            R"({"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#commit",)"
            R"("seq":1016,"did":"d","time":"2025-03-01T12:00:00.000001Z","rev":"r",)"
            R"("operation":"delete","collection":"app.bsky.feed.like","rkey":"k"}})",
            1016, "delete_like", kNoon + 1,
            R"({"time_us":1740830400000001,"did":"d","cursor":1016,"kind":"commit","commit":)"
            R"({"operation":"delete","collection":"app.bsky.feed.like","rev":"r","rkey":"k"}})"},
        Wanted{"current_jetstream_account",
               R"({"$type":"message","payload":{"$type":"x#account","seq":3,"did":"d",)"
               R"("time":"2025-03-01T12:00:00Z","account":{"active":true}}})",
               3, "account", kNoon,
               R"({"time_us":1740830400000000,"did":"d","cursor":3,"account":{"active":true},)"
               R"("kind":"account"})"},
        Wanted{"a_bare_object", R"({"text":"x"})", 2703993143546119492, "event", 0,
               R"({"text":"x"})"}),
    [](const auto& tested) { return tested.param.name; });

struct Refused {
  const char* name;
  const char* line;
  const char* reason;  // a part of it
};

class Malformed : public testing::TestWithParam<Refused> {};
TEST_P(Malformed, SaysWhy) {
  EnvelopeReader reader = EnvelopeReader::Make({}).value();
  Arena arena;
  model::Event event;
  const std::string line = Padded(GetParam().line);
  const Result<bool> read = reader.Read(line, &arena, &event);
  ASSERT_FALSE(read.has_value());
  EXPECT_NE(read.error().message.find(GetParam().reason), std::string::npos)
      << read.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Lines, Malformed,
    testing::Values(
        Refused{"not_json", "hello", "not JSON"}, Refused{"a_list", "[1,2]", "not a JSON object"},
        Refused{"cut", R"({"action_id":1,"action_name":"a")", "not JSON"},
        Refused{"two", "{}{}", "not JSON"},
        Refused{"no_data", R"({"action_id":1,"action_name":"a","timestamp":"2025-03-01"})",
                "no `data`"},
        Refused{"data_is_text",
                R"({"action_id":1,"action_name":"a","timestamp":"2025-03-01","data":"{}"})",
                "`data` is not an object"},
        Refused{"name_is_a_number", R"({"action_id":1,"action_name":5,"data":{}})",
                "`action_name` is not a string"},
        Refused{"id_is_a_float",
                R"({"action_id":1.0,"action_name":"a","timestamp":"2025-03-01","data":{}})",
                "not a 64-bit integer: 1.0"},
        Refused{
            "id_is_too_big",
            R"({"action_id":99999999999999999999,"action_name":"a","timestamp":"2025-03-01","data":{}})",
            "not a 64-bit integer"},
        Refused{"no_time", R"({"action_id":1,"action_name":"a","data":{}})", "no `timestamp`"},
        Refused{"bad_time",
                R"({"action_id":1,"action_name":"a","timestamp":"yesterday","data":{}})",
                "not an ISO 8601 time: yesterday"},
        Refused{
            "secret_is_text",
            R"({"action_id":1,"action_name":"a","timestamp":"2025-03-01","data":{},"secret":"x"})",
            "secret data"},
        Refused{"envelope_without_action", R"({"send_time":"2025-03-01T00:00:00Z","data":{}})",
                "no `data.action_name`"},
        Refused{"commit_without_operation",
                R"({"did":"d","time_us":5,"kind":"commit","commit":{"collection":"a.b"}})",
                "no `operation`"},
        Refused{"time_us_is_text", R"({"did":"d","time_us":"5","kind":"identity"})",
                "`time_us` is not an integer"},
        Refused{"stream_error", R"({"$type":"error","error":"ConsumerTooSlow","message":"m"})",
                "ConsumerTooSlow"}),
    [](const auto& tested) { return tested.param.name; });

TEST(EnvelopeNotice, IsNoEvent) {
  EnvelopeReader reader = EnvelopeReader::Make({}).value();
  Arena arena;
  model::Event event;
  const std::string line = Padded(
      R"({"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#info"}})");
  EXPECT_EQ(reader.Read(line, &arena, &event).value(), false);
}

TEST(BareObjects, AreReadWhereTheOptionsSay) {
  Arena arena;
  model::Event event;
  const std::string line = Padded(
      R"({"kind":"signup","at":1740830400.5,"who":{"id":"42","a/b":"2025-03-01T12:00:00+03:30"}})");
  std::optional<EnvelopeReader> reader;
  const auto read = [&](const EnvelopeOptions& options) {
    reader = EnvelopeReader::Make(options).value();
    return reader->Read(line, &arena, &event);
  };
  ASSERT_TRUE(read({.name = "kind", .time = "at", .id = "/who/id"}).has_value());
  EXPECT_EQ(event.name, "signup");
  EXPECT_EQ(event.id, 42);
  EXPECT_EQ(Count(event.time.utc), kNoon + 500000);
  EXPECT_EQ(event.data.Field("kind").AsString(), "signup");

  ASSERT_TRUE(read({.name = "/kind", .time = "/who/a~1b", .id = ""}).has_value());
  EXPECT_EQ(event.time.offset_seconds, 12600);

  EXPECT_FALSE(read({.name = "absent", .time = "", .id = ""}).has_value());
  EXPECT_FALSE(read({.name = "at", .time = "", .id = ""}).has_value());
  EXPECT_FALSE(read({.name = "", .time = "kind", .id = ""}).has_value());

  EnvelopeReader fixed = EnvelopeReader::Make({.name = "=post", .time = "", .id = ""}).value();
  ASSERT_TRUE(fixed.Read(line, &arena, &event).has_value());
  EXPECT_EQ(event.name, "post");
}

TEST(BareObjects, RefuseOptionsThatMakeNoSense) {
  EXPECT_FALSE(EnvelopeReader::Make({.name = "/a~2", .time = "", .id = ""}).has_value());
  EXPECT_FALSE(
      EnvelopeReader::Make({.format = InputFormat::kOsprey, .name = "a", .time = "", .id = ""})
          .has_value());
}

// Both wire forms of the same recorded stream give the same events.
TEST(JetstreamForms, Agree) {
  const std::string dir = SourceDir() + "/../shared/conformance/jetstream/";
  std::ifstream first(dir + "v1.jsonl"), current(dir + "v2.jsonl");
  if (!first) GTEST_SKIP() << "no recorded stream beside the project";
  EnvelopeReader reader = EnvelopeReader::Make({}).value();
  EnvelopeReader other = EnvelopeReader::Make({}).value();
  Arena arena;
  std::string one, two;
  std::size_t events = 0;
  while (std::getline(first, one) && std::getline(current, two)) {
    model::Event a, b;
    const std::string padded_one = Padded(one), padded_two = Padded(two);
    ASSERT_TRUE(reader.Read(padded_one, &arena, &a).value());
    ASSERT_TRUE(other.Read(padded_two, &arena, &b).value());
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.time, b.time);
    const codec::Json x = a.data, y = b.data;
    EXPECT_EQ(x.Field("did").AsString(), y.Field("did").AsString());
    EXPECT_EQ(x.Field("time_us").AsInt(), y.Field("time_us").AsInt());
    EXPECT_EQ(x.Field("kind").AsString(), y.Field("kind").AsString());
    if (a.name.starts_with("create_")) {
      EXPECT_EQ(x.Field("commit").Field("record").size(), y.Field("commit").Field("record").size());
      EXPECT_EQ(x.Field("commit").size(), y.Field("commit").size());
    }
    ++events;
  }
  EXPECT_GT(events, 10u);
}

}  // namespace
}  // namespace evenhand::source
