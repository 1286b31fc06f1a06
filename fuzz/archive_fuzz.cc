// Any bytes as an archive: what a schema file accepts reads any rows, and what is a post becomes
// shares with names.
//
// The input is a schema in YAML, a header and rows of a table (tabs between), and JSON lines, one
// after the other, with a line `---8<---` between.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "archive/file_kind.h"
#include "archive/json_posts.h"
#include "archive/json_rows.h"
#include "archive/link.h"
#include "archive/records.h"
#include "archive/row_posts.h"
#include "archive/share_maker.h"

namespace {

using namespace evenhand;
using archive::Repeats;

void Require(bool condition) {
  if (!condition) std::abort();
}

std::string_view TakePart(std::string_view* rest, std::string_view between) {
  const std::size_t end = rest->find(between);
  const std::string_view part = rest->substr(0, end);
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + between.size());
  return part;
}

archive::ShareOptions AllTraces() {
  archive::ShareOptions options{.traces = {}, .least_words = 1, .least_hashtags = 1};
  for (const char* name : {"object", "link", "domain", "hashtag", "hashtag-sequence", "repost",
                           "reply", "quote", "mention", "text", "similar-text", "media"}) {
    options.traces.insert(*model::TraceNamed(name));
  }
  return options;
}

void ReadTable(const archive::TableSchema& schema, std::string_view table,
               archive::ShareMaker* maker) {
  const std::vector<std::string> columns = archive::SplitHeader(TakePart(&table, "\n"), '\t');
  auto rows = archive::RowPosts::Make(schema, columns);
  if (!rows) return;
  std::vector<std::string_view> row(rows->wanted().size());
  while (!table.empty()) {
    std::string_view line = TakePart(&table, "\n");
    for (std::string_view& value : row) value = TakePart(&line, "\t");
    const auto post = rows->Read(row, '\n');
    if (post) maker->Add(**post, schema.repeats);
  }
}

void ReadLine(const archive::TableSchema* schema, const codec::Json& document,
              archive::ShareMaker* maker) {
  if (const auto format = archive::RecogniseJson(document)) {
    archive::JsonPosts posts(*format);
    posts.Read(document,
               {.post = [&](const model::Post& post) { maker->Add(post, Repeats::kPassOver); },
                .refused = [](const std::string& reason) { Require(!reason.empty()); },
                .passed_over = [] {}});
  }
  auto rows = archive::JsonRows::Recognise(document, schema);
  if (!rows || !*rows) return;
  Require((*rows)
              ->Read(document,
                     [&](const codec::Json& object) {
                       const auto post = (*rows)->Post(object);
                       if (post) maker->Add(**post, Repeats::kEqualShares);
                       return Result<void>();
                     })
              .has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto schema = archive::ReadSchema(TakePart(&rest, "---8<---\n"));
  archive::ShareMaker maker(AllTraces());
  const std::string_view table = TakePart(&rest, "---8<---\n");
  if (schema) ReadTable(*schema, table, &maker);
  codec::JsonDocument parser;
  while (!rest.empty()) {
    const auto document = parser.ParseCopy(TakePart(&rest, "\n"));
    if (document) ReadLine(schema ? &*schema : nullptr, *document, &maker);
  }
  for (const auto& [trace, shares] : maker.Take()) {
    Require(shares.object.size() == shares.account.size() &&
            shares.object.size() == shares.content.size());
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const std::string_view object = shares.objects.Name(shares.object[i]);
      Require(!object.empty() && !shares.accounts.Name(shares.account[i]).empty() &&
              !shares.contents.Name(shares.content[i]).empty());
      if (trace == model::Trace::kLink) Require(archive::CanonicalLink(object) == object);
    }
  }
  archive::RecordCounter counter('\t');
  std::uint64_t line = 0;
  const auto visit = [&](const archive::Record& record, std::size_t at) {
    Require(at <= table.size());
    Require(record.line > line);
    line = record.line;
  };
  counter.Read(table, visit);
  counter.Finish(visit);
  return 0;
}
