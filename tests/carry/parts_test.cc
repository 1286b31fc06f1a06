#include "carry/parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/hex.h"
#include "carry/base32.h"
#include "record/tree_hash.h"

namespace evenhand::carry {
namespace {

// Text that does not compress well, so that it takes several parts.
std::string Drawn(std::size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < bytes) text += static_cast<char>('a' + random() % 26);
  return text;
}

std::string Joined(const std::vector<std::string>& parts, const std::string& between = "\n") {
  std::string text;
  for (const std::string& part : parts) text += part + between;
  return text;
}

std::string Wrapped(const std::string& text, std::size_t width) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += width) out += text.substr(at, width) + "\r\n";
  return out;
}

TEST(Parts, AreShortAndPlain) {
  for (const std::size_t size : {0UL, 1UL, 500UL, 4'000UL, 20'000UL}) {
    const auto parts = WriteParts(Drawn(size, 1));
    ASSERT_TRUE(parts);
    for (const std::string& part : *parts) {
      EXPECT_LE(part.size(), kMostPartLetters);
      EXPECT_EQ(part.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:"), part.npos);
    }
    EXPECT_EQ(ReadParts(Joined(*parts))->whole, std::vector{Drawn(size, 1)});
  }
}

TEST(Parts, ComeInAnyShape) {
  const std::string text = Drawn(4'000, 2), other = Drawn(1'500, 3);
  std::vector<std::string> parts = *WriteParts(text);
  ASSERT_GT(parts.size(), 3U);
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> sent = parts;
    sent.push_back(parts[random() % parts.size()]);  // doubled
    const auto mixed = *WriteParts(other);
    sent.insert(sent.end(), mixed.begin(), mixed.end());
    std::ranges::shuffle(sent, random);
    std::string arrived = Joined(sent, round % 2 == 0 ? "\n" : " SENT FROM MY PHONE, ");
    if (round % 3 == 0) arrived = Wrapped(arrived, 40);
    if (round % 5 == 0) arrived = "Salam! here it comes EH1: " + arrived + "EH1:ABC";
    const auto read = ReadParts(arrived);
    ASSERT_TRUE(read);
    auto whole = read->whole;
    std::ranges::sort(whole);
    auto wanted = std::vector{text, other};
    std::ranges::sort(wanted);
    EXPECT_EQ(whole, wanted) << arrived;
    EXPECT_TRUE(read->incomplete.empty());
  }
}

TEST(Parts, SayWhichToSendAgain) {
  const std::string text = Drawn(4'000, 4);
  const std::vector<std::string> parts = *WriteParts(text);
  for (std::size_t lost = 0; lost < parts.size(); ++lost) {
    std::vector<std::string> sent = parts;
    sent.erase(sent.begin() + static_cast<std::ptrdiff_t>(lost));
    const auto read = *ReadParts(Joined(sent));
    EXPECT_TRUE(read.whole.empty());
    ASSERT_EQ(read.incomplete.size(), 1U);
    EXPECT_EQ(read.incomplete[0].missing, std::vector{lost + 1});
    // Damaged in its data.
    sent = parts;
    char& letter = sent[lost][sent[lost].size() / 2];
    letter = letter == 'A' ? 'B' : 'A';
    const auto damaged = *ReadParts(Joined(sent));
    ASSERT_EQ(damaged.incomplete.size(), 1U);
    EXPECT_EQ(damaged.incomplete[0].missing, std::vector{lost + 1});
  }
}

// As they arrive: in any order, some twice, wrapped, in a talk, beside another set.
std::string Arrived(std::vector<std::string> sent, const std::vector<std::string>& beside,
                    std::mt19937* random) {
  if (!sent.empty()) sent.push_back(sent[(*random)() % sent.size()]);
  sent.insert(sent.end(), beside.begin(), beside.end());
  std::ranges::shuffle(sent, *random);
  return Wrapped("سلام، این را برسان EH1: " + Joined(sent, " ، فرستاده از تلفن، "), 40);
}

TEST(Parts, SayWhichToSendAgainInAnyShape) {
  const std::string text = Drawn(4'000, 8), other = Drawn(1'500, 9);
  const std::vector<std::string> parts = *WriteParts(text), beside = *WriteParts(other);
  std::mt19937 random(11);
  for (std::size_t lost = 0; lost < parts.size(); ++lost) {
    std::vector<std::string> sent = parts;
    sent.erase(sent.begin() + static_cast<std::ptrdiff_t>(lost));
    std::string damaged = parts[lost];
    char& letter = damaged[damaged.size() - 1 - random() % (damaged.size() / 2)];
    letter = letter == 'Q' ? 'R' : 'Q';
    for (const bool is_damaged : {false, true}) {
      std::vector<std::string> came = sent;
      if (is_damaged) came.push_back(damaged);
      const auto read = *ReadParts(Arrived(came, beside, &random));
      EXPECT_EQ(read.whole, std::vector{other});
      ASSERT_EQ(read.incomplete.size(), 1U);
      EXPECT_EQ(read.incomplete[0].missing, std::vector{lost + 1});
      EXPECT_EQ(read.incomplete[0].count, parts.size());
    }
    // It comes once more, whole: the damaged one is no harm.
    std::vector<std::string> came = parts;
    came.push_back(damaged);
    const auto read = *ReadParts(Arrived(came, {}, &random));
    EXPECT_EQ(read.whole, std::vector{text});
    EXPECT_TRUE(read.incomplete.empty());
  }
}

// Anyone can write a part that holds by itself, under the id of somebody's set.
TEST(Parts, AForgedPartDoesNotKeepTheRightOneOut) {
  const std::string text = Drawn(4'000, 5);
  const std::vector<std::string> parts = *WriteParts(text);
  const std::string head = parts[0].substr(4, parts[0].find(':', 13) - 4 + 3);  // "id:1:n:"
  const std::string bytes = "forged";
  const auto hash = record::Sha256(head + bytes);
  std::string sum = Hex(record::BytesOf(hash)).substr(0, 4);
  for (char& c : sum) c = static_cast<char>(std::toupper(c));
  const std::string forged = "EH1:" + head + sum + ":" + ToBase32(bytes);
  // It counts as a part while nothing else is there.
  EXPECT_EQ(ReadParts(forged)->incomplete[0].missing.front(), 2U);
  EXPECT_EQ(ReadParts(forged + "\n" + Joined(parts))->whole, std::vector{text});
  EXPECT_EQ(ReadParts(Joined(parts) + forged)->whole, std::vector{text});
}

TEST(Parts, RefuseWhatIsTooMuch) {
  EXPECT_FALSE(WriteParts(Drawn(60'000, 6)));
  EXPECT_FALSE(ReadParts(std::string(kMostPartsText + 1, 'A')));
  // A set that unpacks beyond its limit.
  EXPECT_FALSE(WriteParts(std::string(kMostUnpacked + 1, 'a')));
  EXPECT_TRUE(ReadParts("")->whole.empty());
  EXPECT_TRUE(ReadParts("EH1:00000000:1:65:0000:AA EH1:00000000:0:1:0000:AA EH1::::: EH1:")
                  ->incomplete.empty());
}

}  // namespace
}  // namespace evenhand::carry
