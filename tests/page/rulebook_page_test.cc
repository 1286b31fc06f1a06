// The page of a rulebook: every shipped policy in each of its languages, and rulebooks that mean
// ill.

#include "page/rulebook_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "page/frame.h"
#include "page/html.h"
#include "page/locale.h"
#include "page/spoken.h"
#include "source_dir.h"

namespace evenhand::page {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> ShippedFiles() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(SourceDir() + "/rulebooks/policies")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  return files;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// As `gzip -9` makes it.
std::size_t CompressedSize(const std::string& text) {
  z_stream stream = {};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  deflateEnd(&stream);
  return stream.total_out;
}

Edition Published() { return {.hash = std::string(64, 'a'), .previous = std::string(64, 'b')}; }

class ShippedPage : public testing::TestWithParam<std::string> {
 protected:
  const policy::Rulebook book_ = *policy::LoadRulebook(ReadFile(GetParam()));
};

TEST_P(ShippedPage, HasEveryTextInItsLanguage) {
  for (const std::string& language : book_.languages) {
    const std::string html = RulebookPage(book_, Published(), language);
    const auto expect = [&](const policy::Texts& texts) {
      EXPECT_THAT(html, HasSubstr(EscapeHtml(texts.at(language)))) << language;
    };
    for (const auto& clause : book_.clauses) expect(clause.texts);
    for (const auto& rule : book_.exceptions) expect(rule.texts);
    for (const auto& measure : book_.measures) expect(measure.texts);
    for (const auto& question : book_.questions) {
      expect(question.texts);
      for (const auto& [answer, texts] : question.answer_texts) expect(texts);
    }
    for (const auto& fact : book_.facts) expect(fact.texts);
  }
}

TEST_P(ShippedPage, RunsInItsLanguagesDirection) {
  EXPECT_THAT(RulebookPage(book_, {}, "en"), HasSubstr("<html lang=\"en\" dir=\"ltr\">"));
  EXPECT_THAT(RulebookPage(book_, {}, "fa"), HasSubstr("<html lang=\"fa\" dir=\"rtl\">"));
}

TEST_P(ShippedPage, FitsAndLoadsNothing) {
  for (const std::string& language : book_.languages) {
    const std::string html = RulebookPage(book_, Published(), language);
    EXPECT_LE(CompressedSize(html), kMaxCompressedPageBytes) << language;
    EXPECT_LE(html.size(), kMaxPageBytes) << language;
    for (const char* loads : {"<script", "http:", "https:", "src=", "url(", "@import", "<img",
                              "<iframe", "onload", "cookie="}) {
      EXPECT_THAT(html, Not(HasSubstr(loads))) << language;
    }
  }
}

// Headings step down one at a time, table headers have a scope, and every link inside leads
// somewhere.
TEST_P(ShippedPage, CanBeWalkedByAScreenReader) {
  const std::string html = RulebookPage(book_, Published(), "en");
  int level = 0;
  const std::regex heading("<h([1-6])");
  for (std::sregex_iterator at(html.begin(), html.end(), heading), end; at != end; ++at) {
    const int next = std::stoi((*at)[1]);
    EXPECT_LE(next, level + 1);
    level = next;
  }
  const std::regex bare_header("<th(?! scope=\"(col|row)\")[ >]");
  EXPECT_FALSE(std::regex_search(html, bare_header));
  const std::regex link("href=\"#([^\"]*)\"");
  for (std::sregex_iterator at(html.begin(), html.end(), link), end; at != end; ++at) {
    EXPECT_THAT(html, HasSubstr("id=\"" + (*at)[1].str() + "\""));
  }
}

std::string PolicyName(const testing::TestParamInfo<std::string>& policy) {
  std::string name = std::filesystem::path(policy.param).stem().string();
  std::erase_if(name, [](char c) { return c == '-'; });
  return name;
}

INSTANTIATE_TEST_SUITE_P(Policies, ShippedPage, testing::ValuesIn(ShippedFiles()), PolicyName);

policy::Rulebook Sample() {
  return *policy::LoadRulebook(
      ReadFile(SourceDir() + "/rulebooks/policies/public-interest-2019.yaml"));
}

TEST(RulebookPage, SaysAllLimitsOfAnException) {
  policy::Rulebook book = Sample();
  book.exceptions[0].budget.total = 40;
  const std::string html = RulebookPage(book, {}, "en");
  for (const char* part :
       {"public office", "holder or candidate", "more than 100,000", "30 days; then the rule",
        "3 for one account in 90 days", "40 for all accounts together in 90 days", "two people",
        "like, reply, share, repost", "counts all the same", "adds to an ongoing public debate"}) {
    EXPECT_THAT(html, HasSubstr(part));
  }
}

TEST(RulebookPage, SaysWhatChanged) {
  const policy::Rulebook book = Sample();
  Edition edition = Published();
  using enum policy::RulebookPart;
  using enum policy::ChangeKind;
  edition.changes = {
      {kChanged, kClause, "terrorism", {{"item"}, {"strikes"}, {"max_age"}, {"text in fa"}}},
      {kRemoved, kClause, "old.rule", {}},
      {kChanged, kLadder, "", {{"rungs"}}, book.strikes.ladders[0].families},
      {kRemoved, kLadder, "", {}, {"old-family"}},
      {kAdded, kException, book.exceptions[0].id, {}},
      {kAdded, kAttribute, "followers", {}},
      {kChanged, kRulebook, book.id, {{"block_grace_days"}}}};
  const std::string html = RulebookPage(book, edition, "en");
  EXPECT_THAT(html, HasSubstr("changed: the post, strikes, text</li>"));
  EXPECT_THAT(html, HasSubstr("old.rule\u2069 — taken out</li>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"#strikes\">Strikes of: "));
  EXPECT_THAT(html, HasSubstr("</a> — changed</li>"));
  EXPECT_THAT(html, HasSubstr("old-family\u2069 — taken out</li>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"#exception-" + book.exceptions[0].id + "\">Exceptions: "));
  EXPECT_THAT(html, HasSubstr("<a href=\"#appeals\">"));
  EXPECT_THAT(html, Not(HasSubstr("Nothing differs")));
  EXPECT_THAT(html, HasSubstr(edition.previous));
  EXPECT_THAT(RulebookPage(book, {.hash = "c0ffee"}, "en"),
              HasSubstr("This is the first version."));
  EXPECT_THAT(RulebookPage(book, {}, "en"), HasSubstr("Not published here"));
}

struct Frame {
  const char* language;
  const char* direction;
  const char* rules;
  const char* lock;
};

TEST(RulebookPage, HasAFrameInFiveLanguagesAndElseInEnglish) {
  policy::Rulebook book = Sample();
  for (const Frame& frame :
       {Frame{"en", "ltr", ">Rules</h2>", "locked for 12 hours"},
        Frame{"fa", "rtl", ">قواعد</h2>", "۱۲ ساعت"}, Frame{"ar", "rtl", ">القواعد</h2>", "ساعة"},
        Frame{"ru", "ltr", ">Правила</h2>", "12 часов"},
        Frame{"es", "ltr", ">Reglas</h2>", "12 horas"},
        Frame{"he", "rtl", ">Rules</h2>", "locked for 12 hours"}}) {
    const std::string html = RulebookPage(book, {}, frame.language);
    EXPECT_THAT(html, HasSubstr(std::string("dir=\"") + frame.direction + "\">")) << frame.language;
    EXPECT_THAT(html, HasSubstr(frame.rules)) << frame.language;
    EXPECT_THAT(html, HasSubstr(frame.lock)) << frame.language;
  }
}

TEST(RulebookPage, EscapesWhateverStandsInTheDocument) {
  const std::string bad = "\"><script>alert(1)</script>";
  policy::Rulebook book = Sample();
  book.id = bad;
  for (auto& clause : book.clauses) {
    clause.id = clause.family = bad;
    clause.texts["en"] = bad;
    clause.item.detail = bad;
  }
  for (auto& question : book.questions) {
    question.texts["en"] = question.answers[0] = bad;
    question.answer_texts.clear();
  }
  for (auto& rule : book.exceptions) {
    rule.id = rule.softens[0] = rule.tests[0] = rule.profile = bad;
    rule.texts["en"] = bad;
  }
  book.strikes.ladders[0].families[0] = bad;
  book.languages = {"en", bad};
  for (const std::string& html :
       {RulebookPage(
            book,
            {.hash = bad,
            .previous = bad,
            .changes = {{policy::ChangeKind::kRemoved, policy::RulebookPart::kClause, bad, {}}}},
            "en"),
        RulebookIndex(book)}) {
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("\"\">")));
  }
}

TEST(RulebookIndex, LeadsToEachLanguage) {
  const std::string html = RulebookIndex(Sample());
  EXPECT_THAT(html, HasSubstr("<a href=\"en.html\" hreflang=\"en\" lang=\"en\">English</a>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"fa.html\" hreflang=\"fa\" lang=\"fa\">فارسی</a>"));
}

}  // namespace
}  // namespace evenhand::page
