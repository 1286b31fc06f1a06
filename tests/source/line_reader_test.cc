#include "source/line_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace evenhand::source {
namespace {

std::string Gzip(const std::string& text) {
  std::string out(text.size() + 200, '\0');
  z_stream deflater{};
  EXPECT_EQ(deflateInit2(&deflater, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
  deflater.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  deflater.avail_in = static_cast<uInt>(text.size());
  deflater.next_out = reinterpret_cast<Bytef*>(out.data());
  deflater.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&deflater, Z_FINISH), Z_STREAM_END);
  out.resize(deflater.total_out);
  deflateEnd(&deflater);
  return out;
}

std::string Zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

class Inputs : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() /
           ("evenhand_lines_" + std::to_string(getpid()) + "_" +
            testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(dir_);
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  std::string Put(const std::string& name, const std::string& bytes) {
    const std::string path = dir_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  std::filesystem::path dir_;
};

// Everything a reader gives, as "file:line@offset text".
std::vector<std::string> ReadAll(LineReader& reader, Error* error = nullptr) {
  std::vector<std::string> all;
  LineBatch batch;
  while (true) {
    const Result<bool> more = reader.Pull(&batch);
    if (!more) {
      EXPECT_NE(error, nullptr) << more.error().message;
      if (error != nullptr) *error = more.error();
      return all;
    }
    if (!*more) return all;
    for (const Line& line : batch.lines) {
      for (std::size_t i = 0; i < 64; ++i) {
        volatile char readable = line.text.data()[line.text.size() + i];
        (void)readable;
      }
      all.push_back(std::to_string(line.at.file) + ":" + std::to_string(line.at.line) + "@" +
                    std::to_string(line.at.offset) + " " + std::string(line.text) +
                    (line.too_long ? " ..." : ""));
    }
  }
}

TEST_F(Inputs, KnowTheirPlaces) {
  LineReader reader({Put("a", "one\n\n  \nسلام\r\nfour"), Put("empty", ""), Put("b", "x\n")});
  EXPECT_EQ(ReadAll(reader),
            (std::vector<std::string>{"0:1@0 one", "0:4@8 سلام", "0:5@18 four", "2:1@0 x"}));
}

TEST_F(Inputs, AreUnpackedByTheirFirstBytes) {
  const std::string text = "{\"a\":1}\n{\"b\":2}\n";
  const std::vector<std::string> want = {"0:1@0 {\"a\":1}", "0:2@8 {\"b\":2}"};
  for (const std::string& bytes :
       {text, Gzip(text), Zstd(text), Gzip(text.substr(0, 5)) + Gzip(text.substr(5)),
        Zstd(text.substr(0, 9)) + Zstd(text.substr(9)), "\xef\xbb\xbf" + text}) {
    LineReader reader({Put("input", bytes)}, {.batch_bytes = 8});
    auto lines = ReadAll(reader);
    if (bytes.starts_with('\xef')) lines[1] = want[1];  // three bytes further
    EXPECT_EQ(lines, want);
  }
}

TEST_F(Inputs, AreTheSameInSmallSteps) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += std::string(static_cast<std::size_t>(i % 90), 'x') + "\n";
  LineReader whole({Put("input", text)});
  const auto want = ReadAll(whole);
  EXPECT_EQ(want.size(), 494u);
  for (const std::size_t step : {1u, 7u, 64u, 1000u}) {
    LineReader reader({Put("packed", Zstd(text))}, {.batch_bytes = step});
    EXPECT_EQ(ReadAll(reader), want) << step;
  }
}

TEST_F(Inputs, GoOnFromWhereABatchEnded) {
  const std::string text = "first\nsecond\nthird\n";
  for (const std::string& bytes : {text, Gzip(text)}) {
    const std::string path = Put("input", bytes);
    LineReader reader({path}, {.batch_bytes = 6});
    LineBatch batch;
    ASSERT_TRUE(reader.Pull(&batch).value());
    EXPECT_EQ(batch.next, (Position{0, 2, 6}));
    LineReader again({path}, {.start = batch.next});
    EXPECT_EQ(ReadAll(again), (std::vector<std::string>{"0:2@6 second", "0:3@13 third"}));
  }
  LineReader shorter({Put("cut", "first\n")}, {.start = {0, 9, 100}});
  Error error;
  EXPECT_TRUE(ReadAll(shorter, &error).empty());
  EXPECT_EQ(error.code, ErrorCode::kCorrupt);
}

TEST_F(Inputs, PassOverLinesThatAreTooLong) {
  const std::string long_line(1000, 'z');
  const std::string text = "a\n" + long_line + "\nb\n" + long_line;
  const std::string shown = std::string(100, 'z') + " ...";
  for (const std::size_t step : {4u, 300u, 5000u}) {
    LineReader reader({Put("input", text)}, {.batch_bytes = step, .max_line_bytes = 100});
    EXPECT_EQ(ReadAll(reader), (std::vector<std::string>{"0:1@0 a", "0:2@2 " + shown, "0:3@1003 b",
                                                         "0:4@1005 " + shown}))
        << step;
  }
}

TEST_F(Inputs, ThatAreDamagedSaySo) {
  struct Case {
    const char* name;
    std::string bytes;
    ErrorCode code;
  };
  std::string text;
  for (int i = 0; i < 2000; ++i) text += std::to_string(i * 7919) + "\n";
  std::string broken_gzip = Gzip(text);
  broken_gzip[40] ^= 0x55;
  const Case cases[] = {
      {"cut.gz", Gzip(text).substr(0, 1000), ErrorCode::kCorrupt},
      {"cut.zst", Zstd(text).substr(0, 1000), ErrorCode::kCorrupt},
      {"broken.gz", broken_gzip, ErrorCode::kCorrupt},
  };
  for (const Case& c : cases) {
    LineReader reader({Put(c.name, c.bytes)});
    Error error;
    ReadAll(reader, &error);
    EXPECT_EQ(error.code, c.code) << c.name;
    EXPECT_NE(error.message.find(c.name), std::string::npos) << error.message;
  }
  Error error;
  LineReader absent({dir_ / "absent"});
  ReadAll(absent, &error);
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  LineReader directory({dir_});
  ReadAll(directory, &error);
  EXPECT_EQ(error.code, ErrorCode::kIo);
}

TEST_F(Inputs, FromAPipeComeAtOnce) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const int saved = dup(STDIN_FILENO);
  dup2(ends[0], STDIN_FILENO);
  LineReader reader({"-"});
  LineBatch batch;
  ASSERT_EQ(write(ends[1], "{\"a\":1}\n{\"b\"", 12), 12);
  ASSERT_TRUE(reader.Pull(&batch).value());
  ASSERT_EQ(batch.lines.size(), 1u);
  ASSERT_EQ(write(ends[1], ":2}\n", 4), 4);
  ASSERT_TRUE(reader.Pull(&batch).value());
  ASSERT_EQ(batch.lines.size(), 1u);
  EXPECT_EQ(batch.lines[0].text, "{\"b\":2}");
  close(ends[1]);
  EXPECT_FALSE(reader.Pull(&batch).value());
  dup2(saved, STDIN_FILENO);
  close(saved);
  close(ends[0]);
}

}  // namespace
}  // namespace evenhand::source
