#include "events/columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "events/table_file.h"
#include "temp_folder.h"

namespace evenhand::events {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Columns : public testing::Test {
 protected:
  std::string Write(const std::string& name, std::string_view bytes) const {
    std::ofstream(Path(name), std::ios::binary) << bytes;
    return Path(name);
  }
  std::string Path(const std::string& name) const { return directory_ + "/" + name; }

  // Rows as "a|b|-", "-" where there is no text.
  static std::vector<std::string> Drain(ColumnReader* reader) {
    std::vector<std::string> rows;
    ColumnChunk chunk;
    while (true) {
      const Result<bool> more = reader->Next(&chunk);
      EXPECT_TRUE(more) << more.error().message;
      if (!more || !*more) return rows;
      for (std::size_t row = 0; row < chunk.rows; ++row) {
        std::string line;
        for (const auto& column : chunk.columns) {
          line += line.empty() ? "" : "|";
          line += column[row].data() == nullptr ? "-" : std::string(column[row]);
        }
        rows.push_back(line);
      }
    }
  }

  std::vector<std::string> Read(const std::string& path,
                                const std::vector<std::size_t>& wanted = {0, 1, 2}) {
    auto reader = OpenCsv(
        {.path = path, .columns = {"a", "b", "c"}, .wanted = wanted, .tell_rejects = true}, {});
    EXPECT_TRUE(reader) << reader.error().message;
    std::vector<std::string> rows = Drain(reader->get());
    rejects_.clear();
    const auto rejects = (*reader)->Rejects();
    EXPECT_TRUE(rejects) << rejects.error().message;
    for (const RejectedRecord& reject : *rejects) {
      rejects_.push_back(std::to_string(reject.record) + ": " + reject.reason);
    }
    return rows;
  }

  const TempFolder folder_;
  const std::string directory_ = folder_.path();
  std::vector<std::string> rejects_;
};

TEST_F(Columns, ReadsWhatIsWantedInOrder) {
  const std::string path = Write("x.csv", "a,b,c\n1,\"x, \"\"y\"\"\n\",3\n,,\n4,5,6\n");
  EXPECT_THAT(Read(path, {1, 0}), ElementsAre("x, \"y\"\n|1", "-|-", "5|4"));
  EXPECT_THAT(rejects_, ElementsAre());
}

TEST_F(Columns, TextIsBytesAndEndsOfLinesAreAny) {
  EXPECT_THAT(Read(Write("x.csv", std::string("a,b,c\r\nx\0y,2,علی\r\n", 19))),
              ElementsAre(std::string("x\0y|2|علی", 12)));
}

TEST_F(Columns, SaysWhichRecordsAreNotRows) {
  const std::string path =
      Write("x.csv", "a,b,c\n1,2,3\n1,2\n1,2,3,4\n\nx\xFFy,2,3\n\"q\"z,2,3\n7,8,9\n");
  EXPECT_THAT(Read(path), ElementsAre("1|2|3", "7|8|9"));
  EXPECT_THAT(rejects_, ElementsAre("3: fewer fields than the first line names",
                                    "4: more fields than the first line names", "6: not UTF-8",
                                    HasSubstr("7: a quote")));
}

TEST_F(Columns, ANameIsAPlainName) {
  Write("a.csv", "a,b,c\nwrong,,\n");
  EXPECT_THAT(Read(Write("[a]*?'.csv", "a,b,c\nright,,\n")), ElementsAre("right|-|-"));
}

TEST_F(Columns, MemoryIsBounded) {
  const std::string path =
      Write("x.csv", "a,b,c\n" + std::string(std::size_t{40} << 20, 'x') + "\n1,2,3\n");
  EXPECT_THAT(Read(path), ElementsAre("1|2|3"));
  const auto small =
      OpenCsv({.path = path, .columns = {"a", "b", "c"}, .wanted = {0}}, {.memory_bytes = 1 << 20});
  ASSERT_FALSE(small);
  EXPECT_EQ(small.error().code, ErrorCode::kLimit);
}

TEST_F(Columns, EndsOfLinesAreOneKind) {
  const auto reader = OpenCsv(
      {.path = Write("x.csv", "a,b\r\n1,2\r\n3,4\n5,6\r\n"), .columns = {"a", "b"}, .wanted = {0}},
      {});
  ASSERT_FALSE(reader);
  EXPECT_THAT(reader.error().message, HasSubstr("some lines end in CRLF and some in LF"));
}

TEST_F(Columns, MissingFilesAreErrors) {
  const auto reader = OpenCsv({.path = Path("none.csv"), .columns = {"a"}, .wanted = {0}}, {});
  ASSERT_FALSE(reader);
  EXPECT_THAT(reader.error().message, HasSubstr("none.csv"));
  const auto parquet =
      OpenParquet({.path = Write("x.parquet", "PAR1 but no more"), .wanted = {"a"}}, {});
  ASSERT_FALSE(parquet);
  EXPECT_THAT(parquet.error().message, HasSubstr("x.parquet"));
}

class Tables : public Columns, public testing::WithParamInterface<TableFormat> {};

TEST_P(Tables, ComeBackAsWritten) {
  const std::vector<std::string_view> names = {"plain", "with, comma", "\"quoted\"", "علی", "a\nb"};
  const std::string path = Path("out");
  const OutTable table{
      .columns =
          {{"name", OutColumn::Text([&](std::size_t row) { return names[row % names.size()]; })},
           {"number",
            OutColumn::Whole([](std::size_t row) { return static_cast<std::int64_t>(row) - 1; })},
           {"real", OutColumn::Real([](std::size_t row) { return static_cast<double>(row) / 4; })}},
      .rows = 5003};
  const auto written = WriteTable(path, GetParam(), table);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_FALSE(std::filesystem::exists(path + ".part"));
  const auto reader =
      GetParam() == TableFormat::kCsv
          ? OpenCsv({.path = path, .columns = {"name", "number", "real"}, .wanted = {0, 1, 2}}, {})
          : OpenParquet({.path = path, .wanted = {"name", "number", "real"}}, {});
  ASSERT_TRUE(reader) << reader.error().message;
  const std::vector<std::string> rows = Drain(reader->get());
  ASSERT_EQ(rows.size(), table.rows);
  EXPECT_EQ(rows[0], "plain|-1|0.0");
  EXPECT_EQ(rows[4], "a\nb|3|1.0");
  EXPECT_EQ(rows[5002], "\"quoted\"|5001|1250.5");
}

// As many rows as three threads share.
TEST_P(Tables, AreTheSameBytesOnAnyNumberOfThreads) {
  const OutTable table{
      .columns = {{"name", OutColumn::Text([](std::size_t row) -> std::string_view {
                     return row % 3 == 0 ? "a,\n\"b\"" : "plain";
                   })},
                  {"number", OutColumn::Whole(
                                 [](std::size_t row) { return static_cast<std::int64_t>(row); })}},
      .rows = 600'001};
  std::string one;
  for (const int threads : {1, 2, 5}) {
    const std::string path = Path("on" + std::to_string(threads));
    const auto written = WriteTable(path, GetParam(), table, {.threads = threads});
    ASSERT_TRUE(written) << written.error().message;
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    if (threads == 1) one = bytes;
    EXPECT_GT(bytes.size(), 500'000U);
    EXPECT_TRUE(bytes == one) << threads << " threads";
    EXPECT_FALSE(std::filesystem::exists(path + ".part.1"));
  }
}

TEST_P(Tables, SayWhereTheyCannotBeWritten) {
  const auto nowhere =
      WriteTable(Path("no/out"), GetParam(),
                 {.columns = {{"n", OutColumn::Whole([](std::size_t) { return 1; })}}, .rows = 1});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, ErrorCode::kIo);
  EXPECT_THAT(nowhere.error().message, HasSubstr("no/out"));
}

INSTANTIATE_TEST_SUITE_P(Formats, Tables,
                         testing::Values(TableFormat::kCsv, TableFormat::kParquet));

}  // namespace
}  // namespace evenhand::events
