// What an event of the AT Protocol says of its record and of the account that wrote it.
//
// The event's data has `did`, `collection`, `rkey` and `cid`; enriched ones also `did_doc` (the DID
// document) and `did_audit_log` (the directory's log: a list of entries, or an object that holds
// one).

#include <algorithm>
#include <string_view>

#include "codec/json_document.h"
#include "functions/registry.h"
#include "program/workspace.h"

namespace evenhand::functions {
namespace {

using codec::Json;
using codec::JsonKind;
using program::CallContext;
using program::FunctionRow;
using program::Value;
using Arguments = std::span<const Value>;

constexpr std::string_view kScheme = "at://";
constexpr std::string_view kPdsService = "#atproto_pds";

bool IsAlnum(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

// The authority of an AT URI: a DID or a handle; empty when it is no such URI. The scheme may be
// left out.
//   uri := ["at://"] authority ["/" ...] ["?" ...] ["#" ...]      without white space
std::string_view AuthorityOf(std::string_view uri) {
  if (uri.size() >= kScheme.size() && (uri[0] | 0x20) == 'a' && (uri[1] | 0x20) == 't' &&
      uri.substr(2).starts_with("://")) {
    uri.remove_prefix(kScheme.size());
  }
  const std::string_view authority = uri.substr(0, std::min(uri.find_first_of("/?#"), uri.size()));
  const std::string_view rest = uri.substr(authority.size());
  const bool is_did = authority.size() > 4 && (authority[0] | 0x20) == 'd' &&
                      (authority[1] | 0x20) == 'i' && (authority[2] | 0x20) == 'd' &&
                      authority[3] == ':';
  const auto fits = [&](char c) {
    return IsAlnum(c) || c == ':' || c == '-' || c == '.' || (is_did && c == '%');
  };
  const bool good = !authority.empty() && IsAlnum(authority[0]) &&
                    std::all_of(authority.begin(), authority.end(), fits) &&
                    rest.find_first_of(" \t\r\n\f\v") == rest.npos && !rest.starts_with('#') &&
                    !rest.starts_with('?');
  return good ? authority : std::string_view();
}

Value CallDidFromUri(CallContext& context, Arguments arguments) {
  if (arguments[0].is_none()) return Value::None();
  const std::string_view authority = AuthorityOf(arguments[0].AsStr());
  return authority.empty() ? context.Err("the text is no at:// URI") : Value::Str(authority);
}

Value CallGetRecordUri(CallContext& context, Arguments) {
  program::ArenaText uri(context.arena);
  uri.Append("at:/");
  for (const std::string_view part : {"did", "collection", "rkey"}) {
    const std::string_view value = context.DataText(part);
    if (value.empty()) return context.Err("the event has no `did`, `collection` or `rkey`");
    uri.Append('/');
    uri.Append(value);
  }
  return Value::Str(uri.text());
}

Value CallGetRecordCid(CallContext& context, Arguments) {
  const std::string_view cid = context.DataText("cid");
  return cid.empty() ? context.Err("the event has no `cid`") : Value::Str(cid);
}

// The answer of the three functions below when the document is there but does not say.
Value Unsaid() { return Value::Str("Error"); }

Value TextOr(const Json& value, Value otherwise) {
  return value.kind() == JsonKind::kString ? Value::Str(value.AsString()) : otherwise;
}

Json FieldOf(const Json& object, std::string_view key) {
  return object.kind() == JsonKind::kObject ? object.Field(key) : Json();
}

template <class Visit>
void EachItem(const Json& list, Visit&& visit) {
  if (list.kind() == JsonKind::kArray) list.EachItem(visit);
}

Value CallGetDidCreatedAt(CallContext& context, Arguments) {
  const Json log = context.Data("did_audit_log");
  if (log.missing()) return context.Err("the event has no `did_audit_log`");
  const Json entries = log.kind() == JsonKind::kObject ? log.Field("entries") : log;
  if (entries.kind() != JsonKind::kArray) return Unsaid();
  return TextOr(FieldOf(entries.Item(0), "createdAt"), Unsaid());
}

Value CallGetPdsService(CallContext& context, Arguments) {
  const Json document = context.Data("did_doc");
  if (document.missing()) return context.Err("the event has no `did_doc`");
  Value endpoint = Unsaid();
  EachItem(FieldOf(document, "service"), [&](const Json& service) {
    const Json id = FieldOf(service, "id");
    const bool wanted = id.kind() == JsonKind::kString && id.AsString().ends_with(kPdsService);
    if (wanted) endpoint = TextOr(FieldOf(service, "serviceEndpoint"), Unsaid());
    return !wanted;
  });
  return endpoint;
}

Value CallGetHandle(CallContext& context, Arguments) {
  const Json document = context.Data("did_doc");
  if (document.missing()) return context.Err("the event has no `did_doc`");
  Value handle = Unsaid();
  EachItem(FieldOf(document, "alsoKnownAs"), [&](const Json& name) {
    const bool wanted = name.kind() == JsonKind::kString && name.AsString().starts_with(kScheme);
    if (wanted) handle = Value::Str(name.AsString().substr(kScheme.size()));
    return !wanted;
  });
  return handle;
}

constexpr std::string_view kCategory = "AT Protocol";

// What each takes from the event.
constexpr std::string_view kUriPaths[] = {"$.did", "$.collection", "$.rkey"};
constexpr std::string_view kCidPath[] = {"$.cid"};
constexpr std::string_view kLogPath[] = {"$.did_audit_log"};
constexpr std::string_view kDocumentPath[] = {"$.did_doc"};

const FunctionRow kRows[] = {
    {.spec = {.name = "DidFromUri",
              .category = std::string(kCategory),
              .signature = "(uri: Optional[str]) -> Optional[str]",
              .doc =
                  "The account in an `at://` URI: the DID, or the handle where that stands. None "
                  "for none, an error for what is no such URI.",
              .notes = {{"uri", "an `at://` URI"}}},
     .can_error = true,
     .call = &CallDidFromUri},
    {.spec = {.name = "GetRecordURI",
              .category = std::string(kCategory),
              .signature = "() -> str",
              .doc = "The `at://` URI of the event's record, from its `did`, `collection` and "
                     "`rkey`."},
     .can_error = true,
     .reads = kUriPaths,
     .call = &CallGetRecordUri},
    {.spec = {.name = "GetRecordCID",
              .category = std::string(kCategory),
              .signature = "() -> str",
              .doc = "The content id of the event's record: its `cid`."},
     .can_error = true,
     .reads = kCidPath,
     .call = &CallGetRecordCid},
    {.spec = {.name = "GetDIDCreatedAt",
              .category = std::string(kCategory),
              .signature = "() -> str",
              .doc =
                  "When the account was made: `createdAt` of the first entry in `did_audit_log`. "
                  "`'Error'` when the log does not say, an error when there is none."},
     .can_error = true,
     .reads = kLogPath,
     .call = &CallGetDidCreatedAt},
    {.spec = {.name = "GetPDSService",
              .category = std::string(kCategory),
              .signature = "() -> str",
              .doc = "The address of the account's personal data server, from `did_doc`. `'Error'` "
                     "when the document does not say, an error when there is none."},
     .can_error = true,
     .reads = kDocumentPath,
     .call = &CallGetPdsService},
    {.spec = {.name = "GetHandle",
              .category = std::string(kCategory),
              .signature = "() -> str",
              .doc =
                  "The account's handle: the first `at://` name in `did_doc`. `'Error'` when the "
                  "document does not say, an error when there is none."},
     .can_error = true,
     .reads = kDocumentPath,
     .call = &CallGetHandle},
};

}  // namespace

std::span<const FunctionRow> AtprotoRecordFunctions() { return kRows; }

}  // namespace evenhand::functions
