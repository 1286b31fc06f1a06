#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

struct UriCase {
  const char* name;
  const char* uri;
  const char* want;
};

class DidFromUri : public testing::TestWithParam<UriCase> {};
TEST_P(DidFromUri, GivesTheAuthority) {
  Calls calls(AtprotoRecordFunctions());
  EXPECT_EQ(calls.Show("DidFromUri", {calls.Text(GetParam().uri)}), GetParam().want);
}

constexpr const char* kNoUri = "ERR: the text is no at:// URI";

INSTANTIATE_TEST_SUITE_P(
    Table, DidFromUri,
    testing::Values(UriCase{"record", "at://did:plc:abc/app.bsky.feed.post/3k2", "'did:plc:abc'"},
                    UriCase{"account", "at://did:web:a.example", "'did:web:a.example'"},
                    UriCase{"handle", "AT://alice.test/x", "'alice.test'"},
                    UriCase{"without_scheme", "did:plc:abc/x", "'did:plc:abc'"},
                    UriCase{"fragment", "at://did:plc:abc/x/y#/title", "'did:plc:abc'"},
                    UriCase{"query", "at://did:plc:abc/x?a=b", "'did:plc:abc'"},
                    UriCase{"escape", "at://did:web:a%3A80/x", "'did:web:a%3A80'"},
                    UriCase{"fragment_without_path", "at://did:plc:abc#x", kNoUri},
                    UriCase{"space", "at://did:plc:abc/x y", kNoUri},
                    UriCase{"other_letters", "at://سلام/x", kNoUri},
                    UriCase{"only_a_path", "at:///x", kNoUri}, UriCase{"empty", "", kNoUri}),
    [](const auto& c) { return c.param.name; });

TEST(DidFromUri, OfNoneIsNone) {
  Calls calls(AtprotoRecordFunctions());
  EXPECT_EQ(calls.Show("DidFromUri", {Value::None()}), "none");
}

TEST(AtprotoRecord, NamesTheRecord) {
  Calls calls(AtprotoRecordFunctions());
  calls.SetData("{}");
  EXPECT_TRUE(calls.Show("GetRecordURI", {}).starts_with("ERR: the event has no"));
  EXPECT_EQ(calls.Show("GetRecordCID", {}), "ERR: the event has no `cid`");
  calls.SetData(
      R"({"did": "did:plc:abc", "collection": "app.bsky.feed.post", "rkey": "3k2", "cid": "bafy"})");
  EXPECT_EQ(calls.Show("GetRecordURI", {}), "'at://did:plc:abc/app.bsky.feed.post/3k2'");
  EXPECT_EQ(calls.Show("GetRecordCID", {}), "'bafy'");
}

struct DocumentCase {
  const char* name;
  const char* function;
  const char* key;
  const char* json;
  const char* want;
};

class AtprotoDocument : public testing::TestWithParam<DocumentCase> {};
TEST_P(AtprotoDocument, IsAskedForOneThing) {
  const DocumentCase& c = GetParam();
  Calls calls(AtprotoRecordFunctions());
  calls.SetData("{}");
  EXPECT_TRUE(calls.Show(c.function, {}).starts_with("ERR: the event has no `did_"));
  calls.SetData(std::string("{\"") + c.key + "\": " + c.json + "}");
  EXPECT_EQ(calls.Show(c.function, {}), c.want);
}

INSTANTIATE_TEST_SUITE_P(
    Table, AtprotoDocument,
    testing::Values(
        DocumentCase{"handle", "GetHandle", "did_doc",
                     R"({"id": "did:plc:a", "alsoKnownAs": ["https://x", "at://alice.test"]})",
                     "'alice.test'"},
        DocumentCase{"no_handle", "GetHandle", "did_doc", R"({"alsoKnownAs": []})", "'Error'"},
        DocumentCase{"no_names", "GetHandle", "did_doc", R"({})", "'Error'"},
        DocumentCase{"no_document", "GetHandle", "did_doc", "null", "'Error'"},
        DocumentCase{"names_of_numbers", "GetHandle", "did_doc", R"({"alsoKnownAs": [1]})",
                     "'Error'"},
        DocumentCase{"server", "GetPDSService", "did_doc",
                     R"({"service": [{"id": "#other", "serviceEndpoint": "https://o"},
                         {"id": "#atproto_pds", "serviceEndpoint": "https://pds.example"}]})",
                     "'https://pds.example'"},
        DocumentCase{
            "server_in_full", "GetPDSService", "did_doc",
            R"({"service": [{"id": "did:plc:a#atproto_pds", "serviceEndpoint": "https://p"}]})",
            "'https://p'"},
        DocumentCase{"no_server", "GetPDSService", "did_doc", R"({"service": "x"})", "'Error'"},
        DocumentCase{"created", "GetDIDCreatedAt", "did_audit_log",
                     R"({"entries": [{"createdAt": "2024-01-02T03:04:05Z"}, {"createdAt": "x"}]})",
                     "'2024-01-02T03:04:05Z'"},
        DocumentCase{"created_bare_list", "GetDIDCreatedAt", "did_audit_log",
                     R"([{"createdAt": "2024-01-02T03:04:05Z"}])", "'2024-01-02T03:04:05Z'"},
        DocumentCase{"no_entries", "GetDIDCreatedAt", "did_audit_log", R"({"entries": []})",
                     "'Error'"},
        DocumentCase{"no_log", "GetDIDCreatedAt", "did_audit_log", "null", "'Error'"}),
    [](const auto& c) { return c.param.name; });

struct EffectCase {
  const char* name;
  const char* function;
  std::vector<const char*> arguments;  // null stands for none
  const char* want;
};

class AtprotoEffect : public testing::TestWithParam<EffectCase> {};
TEST_P(AtprotoEffect, ListsItsFields) {
  const EffectCase& c = GetParam();
  Calls calls(AtprotoEffectFunctions());
  std::vector<Value> arguments;
  for (const char* text : c.arguments)
    arguments.push_back(text == nullptr ? Value::None() : calls.Text(text));
  EXPECT_EQ(calls.Show(c.function, arguments), c.want);
}

INSTANTIATE_TEST_SUITE_P(
    Table, AtprotoEffect,
    testing::Values(
        EffectCase{"acknowledge", "AtprotoAcknowledge", {"did:plc:a", "seen"}, "'did:plc:a|seen'"},
        EffectCase{"acknowledge_silently",
                   "AtprotoAcknowledge",
                   {"did:plc:a", nullptr},
                   "'did:plc:a|None'"},
        EffectCase{"comment", "AtprotoComment", {"did:plc:a", "متن"}, "'did:plc:a|متن'"},
        EffectCase{"escalate", "AtprotoEscalate", {"did:plc:a", nullptr}, "'did:plc:a|None'"},
        EffectCase{
            "email", "AtprotoSendEmail", {"did:plc:a", "spam-label", "why"}, "'did:plc:a|why'"},
        EffectCase{"unknown_email",
                   "AtprotoSendEmail",
                   {"did:plc:a", "spam", "why"},
                   "ERR: there is no such e-mail template"},
        EffectCase{
            "report", "AtprotoReport", {"did:plc:a", "spam", "why", nullptr}, "'did:plc:a|why'"},
        EffectCase{"label",
                   "AddAtprotoLabel",
                   {"at://a/b/c", "spam", "why", "spam-label-24", nullptr},
                   "'at://a/b/c|1|why|302|None'"},
        EffectCase{"unlabel",
                   "RemoveAtprotoLabel",
                   {"did:plc:a", "!hide", "why", nullptr, nullptr},
                   "'did:plc:a|6|why|None|None'"},
        EffectCase{"unknown_label",
                   "AddAtprotoLabel",
                   {"did:plc:a", "x", "why", nullptr, nullptr},
                   "ERR: there is no such label"},
        EffectCase{"label_with_unknown_email",
                   "AddAtprotoLabel",
                   {"did:plc:a", "rude", "why", "x", nullptr},
                   "'did:plc:a|2|why|None|None'"},
        EffectCase{"tag", "AddAtprotoTag", {"did:plc:a", "new", nullptr}, "'did:plc:a|new'"},
        EffectCase{"untag", "RemoveAtprotoTag", {"did:plc:a", "new", "why"}, "'did:plc:a|new'"},
        EffectCase{"takedown",
                   "AddAtprotoTakedown",
                   {"did:plc:a", "why", "spam-takedown"},
                   "'did:plc:a|why|261'"},
        EffectCase{"put_back",
                   "RemoveAtprotoTakedown",
                   {"did:plc:a", "why", nullptr},
                   "'did:plc:a|why|None'"}),
    [](const auto& c) { return c.param.name; });

TEST(AtprotoEffect, NumbersStandAsNumbers) {
  Calls calls(AtprotoEffectFunctions());
  EXPECT_EQ(calls.Show("AddAtprotoLabel", {calls.Text("d"), calls.Text("warn"), calls.Text("c"),
                                           Value::None(), Value::Int(24)}),
            "'d|5|c|None|24'");
}

}  // namespace
}  // namespace evenhand::functions
