// The shipped docket: its outcomes are those of deciding, and of the published rows that it
// repeats.

#include "app/real_cases_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <iterator>

#include "codec/json_document.h"
#include "even/real_cases_page.h"
#include "page/frame.h"
#include "page/html.h"
#include "page/spoken.h"
#include "source_dir.h"
#include "temp_folder.h"

namespace evenhand::app {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kDocket = SourceDir() + "/rulebooks/policies/docket/cases.json";

class ShippedDocket : public testing::Test {
 protected:
  const std::vector<even::RealCase> cases_ = *ReadRealCases(kDocket);
  const even::Rulebooks rulebooks_ = *RulebooksAsked(cases_);
  const std::vector<even::JudgedCase> judged_ = *even::JudgeAll(cases_, rulebooks_);
};

// What conformance/policy expects of a row.
std::string ExpectedOfRow(const std::string& row) {
  std::ifstream file(SourceDir() + "/conformance/policy/policy-vectors.json");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  codec::JsonDocument document;
  const codec::Json rows =
      document.ParseCopy(text)->Field("policies").Field("P" + row.substr(0, 1)).Field("cases");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.Item(i).Field("id").AsString() == row)
      return std::string(rows.Item(i).Field("expected").AsString());
  }
  return "no row " + row;
}

// Whether a decision is what a row says, which may add remarks.
bool Says(const std::string& expected, const policy::Decision& decision) {
  const bool hides = decision.item.kind == policy::ActionKind::kHide;
  if (expected.starts_with("no violation") || expected.starts_with("refused, no action"))
    return decision.outcome == policy::Outcome::kNoViolation;
  if (expected.starts_with("label"))
    return decision.item.kind == policy::ActionKind::kLabel && decision.strikes == 1;
  if (expected.starts_with("notice N2")) return policy::FormatAction(decision.item) == "notice N2";
  if (expected.starts_with("lock until deleted, then 12 h"))
    return hides && policy::FormatAction(decision.account) == "lock PT12H";
  return expected.starts_with("hide, lock until deleted") && hides;
}

TEST_F(ShippedDocket, AgreesWithThePublishedRows) {
  std::size_t rows = 0;
  for (const even::JudgedCase& one : judged_) {
    for (const even::Answer& answer : one.answers) {
      const std::string& row = answer.question->row;
      if (row.empty()) continue;
      EXPECT_TRUE(Says(ExpectedOfRow(row), answer.given))
          << one.what->id << ": " << row << " says " << ExpectedOfRow(row);
      ++rows;
    }
  }
  EXPECT_GE(rows, 20U);
}

TEST_F(ShippedDocket, AsksEveryRowOfP3AndP4ThatItsCasesCite) {
  for (const even::RealCase& one : cases_) {
    for (const std::string& test : one.tests) {
      const bool is_row =
          (test.starts_with("3.") || test.starts_with("4.")) && test != "3.16";  // 3.16 is a review
      if (!is_row) continue;
      const auto asks = [&](const even::Question& question) { return question.row == test; };
      EXPECT_TRUE(std::ranges::any_of(one.questions, asks)) << one.id << " cites " << test;
    }
  }
}

TEST_F(ShippedDocket, IsDecidedAndNotWrittenDown) {
  for (const even::JudgedCase& one : judged_) {
    for (const even::Answer& answer : one.answers) {
      policy::Rulebook book = rulebooks_.at(answer.question->policy);
      book.effective_at = std::min(book.effective_at, answer.question->input.posted);
      policy::Ledger strikes(&book.strikes);
      policy::GrantRegister grants;
      const policy::Decision decision =
          *policy::Decide(book, answer.question->input, &strikes, &grants);
      EXPECT_EQ(decision.ground, answer.given.ground);
      EXPECT_EQ(decision.item, answer.given.item);
      EXPECT_EQ(decision.account, answer.given.account);
    }
  }
}

TEST_F(ShippedDocket, PageShowsEachOutcomeAndTextAndLoadsNothing) {
  for (const std::string& language : even::RealCasesLanguages()) {
    const std::string html = even::RealCasesPage(judged_, language, true);
    const page::Language frame = page::FrameLanguage(language);
    for (const even::JudgedCase& one : judged_) {
      EXPECT_THAT(html, HasSubstr(page::EscapeHtml(one.what->happened.at(language))));
      EXPECT_THAT(html, HasSubstr(page::EscapeHtml(one.what->done.at(language))));
      for (const even::Origin& source : one.what->sources)
        EXPECT_THAT(html, HasSubstr(page::EscapeHtml(source.url)));
      for (const even::Answer& answer : one.answers) {
        for (const policy::Decision* decision : {&answer.given, &answer.ordinary}) {
          EXPECT_THAT(html, HasSubstr(page::ActionText(frame, decision->item)));
          EXPECT_THAT(
              html, HasSubstr(page::ActionText(frame, decision->account,
                                               decision->item.kind == policy::ActionKind::kHide)));
        }
      }
    }
    for (const char* loads : {"<script", "src=", "url(", "@import", "<img"})
      EXPECT_THAT(html, Not(HasSubstr(loads)));
    uLongf size = compressBound(html.size());
    std::string compressed(size, '\0');
    compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
              reinterpret_cast<const Bytef*>(html.data()), html.size(), 9);
    EXPECT_LE(size, page::kMaxCompressedPageBytes) << language;
  }
}

struct BadFile {
  const char* text;
  const char* wanted;
};

TEST(RealCasesFile, NamesTheCaseAndTheField) {
  const TempFolder folder;
  for (
      const BadFile& bad :
      {BadFile{"{}", "is not a JSON list of cases"}, BadFile{"[{}]", "'id' is not a text"},
       BadFile{R"([{"id": "x"}])", "case 'x': 'date' is not a text"},
       BadFile{R"([{"id": "x", "date": "2019"}])",
               "case 'x': neither 'asked' nor 'not_asked' is there"},
       BadFile{
           R"([{"id": "x", "date": "2019", "sources": [{"name": "n", "url": "javascript:1"}]}])",
           "is no https address"},
       BadFile{
           R"([{"id": "x", "date": "2019", "asked": [{"policy": "p", "done": {"item": "burn", "account": "none"}}]}])",
           "'burn' is no action"}}) {
    const std::string path = folder.Write("docket.json", bad.text);
    const auto cases = ReadRealCases(path);
    ASSERT_FALSE(cases.has_value()) << bad.text;
    EXPECT_THAT(cases.error().message, HasSubstr(bad.wanted));
    EXPECT_THAT(cases.error().message, HasSubstr(path));
  }
}

}  // namespace
}  // namespace evenhand::app
