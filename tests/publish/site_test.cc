#include "publish/site.h"

#include <algorithm>
#include <set>

#include "base/hex.h"
#include "carry/code.h"
#include "carry/letter.h"
#include "fixture.h"
#include "page/locale.h"
#include "page/plain_text.h"
#include "policy/rulebook_diff.h"
#include "publish/budget.h"
#include "publish/pages.h"
#include "record/signify.h"
#include "record/tree_hash.h"

namespace evenhand::publish {
namespace {

using ::testing::Test;

// Everything that a page may not hold (docs/publishing.md).
void ExpectQuiet(const std::string& path, const std::string& html) {
  for (const char* never : {"<script", "<img", "<iframe", "<object", "<form", "http://", "https://",
                            "javascript:", "onclick", "@import", "url("}) {
    EXPECT_EQ(html.find(never), html.npos) << path << ": " << never;
  }
  EXPECT_NE(html.find("<link rel=\"icon\" href=\"data:,\"/>"), html.npos) << path;
}

class SiteOfItems : public SiteFixture, public testing::WithParamInterface<int> {};

// Writing fails on the first page over its budget, so that this it succeeds says that none is.
TEST_P(SiteOfItems, KeepsEveryBudget) {
  Decide(static_cast<std::uint64_t>(GetParam()));
  const auto done = Publish();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_LE(done->largest_wire, done->largest_budget);
  const auto files = FilesOf("site");
  for (const auto& [path, bytes] : files) {
    if (path.ends_with(".html")) ExpectQuiet(path, bytes);
  }
  EXPECT_EQ(files.contains("en/decisions/1.html"), GetParam() > 0);
}
INSTANTIATE_TEST_SUITE_P(Counts, SiteOfItems, testing::Values(0, 1, 50, 51, 1'000));

TEST_F(SiteFixture, EveryLinkLeadsToAFile) {
  Decide(120);
  ASSERT_TRUE(Publish());
  const auto files = FilesOf("site");
  const std::set<std::string> brought_by_app = {"keys/evenhand.pub", "keys/evenhand.pem",
                                                "keys/evenhand.allowed", "keys/policy",
                                                "rulebook/health-misinformation-1/rulebook.yaml"};
  for (const auto& [path, bytes] : files) {
    if (!path.ends_with(".html")) continue;
    std::size_t at = 0;
    while ((at = bytes.find("href=\"", at)) != bytes.npos) {
      at += 6;
      std::string href = bytes.substr(at, bytes.find('"', at) - at);
      if (href == "data:,") continue;
      href = href.substr(0, href.find('#'));
      const std::string to =
          href.empty() ? path : (fs::path(path).parent_path() / href).lexically_normal().string();
      EXPECT_TRUE(files.contains(to) || brought_by_app.contains(to)) << path << " leads to " << to;
    }
  }
}

TEST_F(SiteFixture, IsTheSameBytesWhereverAndWheneverItIsMade) {
  Decide(70);
  ASSERT_TRUE(Publish("one"));
  ASSERT_TRUE(Publish("two"));
  Decide(3);
  Appeal(5);
  ASSERT_TRUE(Publish("one"));
  ASSERT_TRUE(Publish("two", /*all=*/true));
  EXPECT_EQ(FilesOf("one"), FilesOf("two"));
}

TEST_F(SiteFixture, WritesOnlyWhatChanged) {
  Decide(1'500);
  const auto first = Publish();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->written, first->files);
  const auto again = Publish();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->written, 0U);
  Decide(100);
  const auto after = Publish();
  ASSERT_TRUE(after);
  // In each language: two new pages, the one that now has a next page, and what shows counts and
  // checkpoint.
  const std::size_t languages = LanguagesOf(Input()).size();
  EXPECT_LE(after->written, languages * 2 * 7 + 20);
  EXPECT_LT(after->made, first->made / 2);
}

// 100,000 decisions in five languages: pages and plain texts within their budgets, and a hundred
// more decisions leave all but the last pages made from the same. Publishing measures every page;
// this test one in seven.
TEST_F(SiteFixture, StaysWithinBudgetsAtAHundredThousand) {
  SiteInput input = Input();
  const auto add = [&](std::uint64_t count) {
    for (; count > 0; --count) {
      const auto leaf = record::DecodeLeaf(LeafOf(decided_++));
      input.record.decisions.push_back({.index = decided_,
                                        .time = leaf->time,
                                        .rulebook = leaf->rulebook,
                                        .clause = leaf->clause,
                                        .actions = leaf->actions});
    }
  };
  add(100'000);
  const auto pages = *PlanPages(input);
  ASSERT_GE(pages.size(), 5U * 2'000);
  std::map<std::string, std::string> given;
  std::size_t largest = 0;
  for (const PlannedPage& page : pages) {
    given[page.path] = page.given;
    if (!page.given.empty() && &page - pages.data() > 50 && (&page - pages.data()) % 7 != 0)
      continue;
    const std::string html = page.make();
    const PageSize size = MeasurePage(html), twin = MeasurePage(page::PlainText(html));
    EXPECT_TRUE(Fits(size, page.budget)) << page.path << ": " << size.wire << ", " << size.bytes;
    EXPECT_LE(twin.wire, std::max<std::size_t>(kSmallPage, page.budget / 3)) << page.path;
    largest = std::max(largest, size.wire);
  }
  RecordProperty("largest_wire", static_cast<int>(largest));
  add(100);
  std::size_t changed = 0;
  const auto after = *PlanPages(input);
  for (const PlannedPage& page : after)
    changed += !page.given.empty() && given[page.path] != page.given;
  EXPECT_EQ(changed,
            5U * 3);  // two new pages in each language, and the one that has a next page now
}

// The list of networks has no end that a page would have to hold.
TEST_F(SiteFixture, ListsNetworksOnAsManyPagesAsTheyFill) {
  for (const std::size_t count : {0U, 1U, 50U, 51U, 100'000U}) {
    SiteInput input = Input();
    for (std::size_t n = 0; n < count; ++n) {
      const std::string name = "networks/network-" + std::to_string(n);
      input.networks.push_back({.name = name,
                                .title = [name](std::string_view) { return "Accounts of " + name; },
                                .body = [](std::string_view, page::Html*) {},
                                .on_front = false});
    }
    std::size_t lists = 0, rows = 0;
    const auto pages = *PlanPages(input);
    for (const PlannedPage& page : pages) {
      if (!page.path.starts_with("fa/networks") || page.path.starts_with("fa/networks/")) continue;
      const std::string html = page.make();
      EXPECT_TRUE(Fits(MeasurePage(html), page.budget)) << page.path;
      ++lists;
      for (std::size_t at = 0; (at = html.find("<li>", at)) != std::string::npos; ++at) ++rows;
    }
    EXPECT_EQ(lists, std::max<std::size_t>((count + 49) / 50, 1)) << count;
    EXPECT_EQ(rows, count);
  }
}

TEST_F(SiteFixture, AnAppealChangesThePageOfItsDecision) {
  Decide(200);
  ASSERT_TRUE(Publish());
  const std::string before = ReadFile(directory_ / "site/en/decisions/2.html");
  const std::string other = ReadFile(directory_ / "site/en/decisions/3.html");
  Appeal(60);
  ASSERT_TRUE(Publish());
  EXPECT_NE(ReadFile(directory_ / "site/en/decisions/2.html"), before);
  EXPECT_NE(ReadFile(directory_ / "site/en/decisions/2.txt").find("Appealed"), std::string::npos);
  EXPECT_EQ(ReadFile(directory_ / "site/en/decisions/3.html"), other);
}

TEST_F(SiteFixture, MakesAgainWhatIsGone) {
  Decide(60);
  ASSERT_TRUE(Publish());
  const auto before = FilesOf("site");
  fs::remove(directory_ / "site/fa/decisions/1.html");
  fs::remove_all(directory_ / "site/record/tile");
  ASSERT_TRUE(Publish());
  EXPECT_EQ(FilesOf("site"), before);
}

// A run that ends anywhere leaves no state, and the next one makes the same site.
TEST_F(SiteFixture, IsFinishedAfterARunThatEndedEarly) {
  Decide(60);
  ASSERT_TRUE(Publish("whole"));
  ASSERT_TRUE(Publish());
  std::ofstream(directory_ / "site.state", std::ios::trunc);
  std::ofstream(directory_ / "site/en/index.html", std::ios::trunc) << "half";
  fs::create_directories(directory_ / "site/.new");
  std::ofstream(directory_ / "site/.new/0") << "half";
  ASSERT_TRUE(Publish());
  EXPECT_EQ(FilesOf("site"), FilesOf("whole"));
}

TEST_F(SiteFixture, ListsEveryFileSigned) {
  Decide(60);
  ASSERT_TRUE(Publish());
  auto files = FilesOf("site");
  const std::vector<std::string> keys = {key_->public_key()};
  const auto list = record::OpenSigned(files["SHA256.sig"], keys);
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->text, files["SHA256"]);
  std::string sums;
  files.erase("SHA256");
  files.erase("SHA256.sig");
  for (const auto& [path, bytes] : files)
    sums += SumLine(path, Hex(record::BytesOf(record::Sha256(bytes))));
  EXPECT_EQ(list->text, sums);
}

TEST_F(SiteFixture, CutsARulebookThatIsTooLongForAPage) {
  policy::Rulebook book = version_->rulebook;
  const auto clause = book.clauses.front();
  for (int i = 0; i < 300; ++i) {
    book.clauses.push_back(clause);
    book.clauses.back().id = "copy." + std::to_string(i);
    // Words that do not compress away.
    for (auto& [language, text] : book.clauses.back().texts) {
      for (int word = 0; word < 20; ++word)
        text +=
            " " + Hex(record::BytesOf(record::Sha256(std::to_string(i * 100 + word)))).substr(0, 9);
    }
  }
  SiteInput input = Input();
  input.rulebooks[0].rulebook = &book;
  const auto done = Publish(input, "site", false);
  ASSERT_TRUE(done) << done.error().message;
  std::size_t found = 0;
  for (const auto& [path, bytes] : FilesOf("site")) {
    if (path.starts_with("en/rules/") && path.ends_with(".html"))
      found += bytes.find("id=\"rule-copy.299\"") != bytes.npos;
  }
  EXPECT_EQ(found, 1U);
}

// Each rule has a page of its own: what it says now, what follows, and its versions before.
TEST_F(SiteFixture, HasAPageForEachRuleWithItsVersions) {
  Decide(3);
  policy::Rulebook next = book_;
  next.version = 2;
  next.clauses[0].texts["en"] = "A label, said otherwise.";
  next.clauses.erase(next.clauses.begin() + 1);
  next.clauses.push_back(next.clauses[0]);
  next.clauses.back().id = "قاعده/3";
  SiteInput input = Input();
  input.rulebooks.push_back({.rulebook = &next,
                             .edition = {.hash = std::string(64, 'b'),
                                         .previous = version_->hash,
                                         .changes = policy::DiffRulebooks(book_, next)}});
  ASSERT_TRUE(Publish(input, "site", false));
  auto files = FilesOf("site");
  const std::string& label = files["en/rules/health.label.txt"];
  EXPECT_NE(label.find("A label, said otherwise."), label.npos);
  EXPECT_NE(label.find(book_.clauses[0].texts.at("en")), label.npos) << "the text before";
  EXPECT_NE(label.find("family of strikes: health"), label.npos) << label;
  EXPECT_NE(label.find("in force"), label.npos);
  EXPECT_NE(label.find("changed: text"), label.npos);
  const std::string& fa = files["fa/rules/health.label.html"];
  EXPECT_NE(fa.find("<html lang=\"fa\" dir=\"rtl\">"), fa.npos);
  EXPECT_NE(fa.find(book_.clauses[0].texts.at("fa")), fa.npos);
  EXPECT_NE(fa.find("health-misinformation-1.html#rule-health.label"), fa.npos);
  EXPECT_NE(files["en/rules/health.deletion.txt"].find("taken out"), std::string::npos);
  // The list of rules leads to those in force, and a rulebook to each of its own.
  EXPECT_NE(files["en/rules.html"].find("rules/health.label.html"), std::string::npos);
  EXPECT_EQ(files["en/rules.html"].find("rules/health.deletion.html"), std::string::npos);
  EXPECT_NE(files["en/rules/health-misinformation-1.html"].find("\"health.deletion.html\""),
            std::string::npos);
  // An id that is no name for a file has its page all the same.
  std::size_t named = 0;
  for (const auto& [path, bytes] : files)
    named += path.starts_with("en/rules/rule-") && bytes.find("قاعده/3") != bytes.npos;
  EXPECT_EQ(named, 2U);
}

// Two rulebooks may call a rule alike, and a rule be called as a rulebook is.
TEST_F(SiteFixture, NoTwoRulesShareAPage) {
  policy::Rulebook other = book_;
  other.id = "other";
  other.clauses[0].id = "health-misinformation-1";
  other.clauses.push_back(other.clauses[1]);
  other.clauses.back().id = "health.label-p2";
  SiteInput input = Input();
  input.rulebooks.push_back({.rulebook = &other, .edition = {.hash = std::string(64, 'b')}});
  std::set<std::string> paths;
  const auto pages = *PlanPages(input);
  for (const PlannedPage& page : pages)
    EXPECT_TRUE(paths.insert(page.path).second) << page.path << " is there twice";
  std::size_t named = 0;
  for (const std::string& path : paths) named += path.starts_with("en/rules/rule-");
  EXPECT_EQ(named, 3U);
}

// Whoever has the number of a decision finds its page without walking.
TEST_F(SiteFixture, SaysWithWhichNumberAPageOfDecisionsBegins) {
  Decide(1'000);
  ASSERT_TRUE(Publish());
  const std::string list = ReadFile(directory_ / "site/en/decisions.txt");
  for (const int page : {1, 2, 10, 20}) {
    const std::string of_page =
        ReadFile(directory_ / ("site/en/decisions/" + std::to_string(page) + ".html"));
    const std::size_t at = of_page.find("<li id=\"d") + 8;
    const std::string first = of_page.substr(at, of_page.find('"', at) - at).substr(1);
    const std::size_t line = list.find("decisions/" + std::to_string(page) + ".txt");
    const std::size_t end = list.find('\n', line);
    ASSERT_NE(line, list.npos) << list;
    EXPECT_NE(list.substr(line, end - line).find("from number " + first), list.npos)
        << list.substr(line, end - line) << ", and the page begins with " << first;
  }
}

// Versions without end are cut into pages.
TEST_F(SiteFixture, CutsTheVersionsOfARuleIntoPages) {
  std::vector<policy::Rulebook> versions(120, book_);
  SiteInput input = Input();
  input.rulebooks.clear();
  for (std::size_t i = 0; i < versions.size(); ++i) {
    versions[i].version = static_cast<std::int64_t>(i) + 1;
    for (auto& [language, text] : versions[i].clauses[0].texts)
      for (int word = 0; word < 30; ++word)
        text += " " + Hex(record::BytesOf(record::Sha256(std::to_string(i * 100 + word))));
    input.rulebooks.push_back(
        {.rulebook = &versions[i], .edition = {.hash = std::to_string(i) + std::string(60, 'a')}});
  }
  std::size_t sheets = 0, rows = 0;
  const auto pages = *PlanPages(input);
  for (const PlannedPage& page : pages) {
    if (!page.path.starts_with("ru/rules/health.label")) continue;
    const std::string html = page.make();
    EXPECT_TRUE(Fits(MeasurePage(html), page.budget)) << page.path;
    ++sheets;
    for (std::size_t at = html.find("<h2>"); (at = html.find("<li>", at)) != html.npos; ++at)
      ++rows;
  }
  EXPECT_GT(sheets, 3U);
  EXPECT_EQ(rows, versions.size());
}

// A copy is read months after it was made, without a line to ask what day it is there.
TEST_F(SiteFixture, SaysOfAddressesWhatStaysTrue) {
  using std::chrono::days;
  SiteInput input = Input();
  const auto made = std::chrono::sys_days(std::chrono::year(2026) / 2 / 10);
  input.ways = "untrusted comment: x\nRWQ=\nEVENHAND WAYS 1\nDate: 2026-02-10\nMail: a@b.example\n";
  const auto page_on = [&](days age) {
    input.day = made + age;
    return page::PlainText(WaysPage(input, Voice("en", &languages_)));
  };
  for (const days age : {days(0), days(29)}) {
    const std::string page = page_on(age);
    EXPECT_NE(page.find("read this after 12 March 2026, it is more than 30 days old"), page.npos)
        << page;
    EXPECT_NE(page.find("From 11 May 2026 on it is over"), page.npos) << page;
    EXPECT_EQ(page, page_on(days(0)));  // nothing in it counts from the day of the copy
  }
  EXPECT_NE(page_on(days(30)).find("after 11 April 2026, it is more than 60 days old"),
            std::string::npos);
  EXPECT_EQ(page_on(days(60)).find("more than"), std::string::npos);  // the end comes first
  EXPECT_NE(page_on(days(89)).find("From 11 May 2026 on it is over"), std::string::npos);
  for (const int age : {90, 400}) {
    const std::string page = page_on(days(age));
    EXPECT_NE(page.find("lasts until 11 May 2026"), page.npos);
    EXPECT_NE(page.find("is " + std::to_string(age) + " days old or more"), page.npos) << page;
  }
  for (const std::string& language : languages_) {
    input.day = made + days(3);
    const std::string page = page::PlainText(WaysPage(input, Voice(language, &languages_)));
    EXPECT_NE(page.find(page::DateIn(language, policy::Time(made + days(30)))), page.npos) << page;
    EXPECT_NE(page.find(page::DateIn(language, policy::Time(made + days(90)))), page.npos) << page;
  }
}

// What the page prints is what a letter may say, and where the answer goes is chosen knowingly.
TEST_F(SiteFixture, PrintsALetterInTheWordsOfItsLanguage) {
  for (const std::string& language : languages_) {
    const std::string page = page::PlainText(AppealPage(Voice(language, &languages_)));
    std::string letter = page.substr(page.find("EVENHAND APPEAL 1"));
    letter.replace(letter.find("7K4MQ-2XD9H-TB3WZ-…"), std::string("7K4MQ-2XD9H-TB3WZ-…").size(),
                   carry::MakeCode(std::string(32, 'k'), carry::Purpose::kAppeal, "41", 1));
    const auto read = carry::ReadLetter(letter);
    ASSERT_TRUE(read) << language << ": " << read.error().message;
    EXPECT_EQ(read->decision, "41-7f3a-9c02");
    EXPECT_EQ(read->answer, carry::AnswerBy::kBoth);
    EXPECT_EQ(read->language, language == "en" ? "" : language) << letter;
    const std::string by_page(carry::AnswerIn(language, carry::AnswerBy::kPage));
    EXPECT_NE(page.find(by_page, page.find("\n\n", page.find("EVENHAND"))), page.npos)
        << page << " does not say how to keep the answer out of bundles";
    const std::string challenge = page::PlainText(ChallengePage(Voice(language, &languages_)));
    for (const carry::Label label : {carry::Label::kEntry, carry::Label::kSource})
      EXPECT_NE(challenge.find(std::string(carry::LabelIn(language, label)) + ":"), challenge.npos);
  }
}

// Whoever opens a copy by a tap sees what it is, of which day, and where it says how to check it.
TEST_F(SiteFixture, OpensWithItsDayAndHowToCheckItInEachLanguage) {
  SiteInput input = Input();
  input.day = std::chrono::sys_days(std::chrono::year(2026) / 2 / 10);
  ASSERT_TRUE(Publish(input, "site", false));
  const std::string index = ReadFile(directory_ / "site/index.html");
  for (const std::string& language : languages_) {
    EXPECT_NE(index.find(page::DateIn(language, policy::Time(input.day)).substr(0, 8)), index.npos);
    // The name of the record is one word to those who copy it, and two lines on a telephone.
    const std::string front = ReadFile(directory_ / "site" / language / "index.html");
    EXPECT_NE(front.find("<h1>example.org/<wbr/>t</h1>"), front.npos);
    EXPECT_NE(page::PlainText(front).find("example.org/t\n"), std::string::npos);
    for (const char* page : {"index", "check", "ways"})
      EXPECT_NE(index.find("href=\"" + language + "/" + page + ".html\""), index.npos) << page;
  }
}

TEST_F(SiteFixture, ShowsAPageThatAnotherPartBrings) {
  SiteInput input = Input();
  input.added.push_back(
      {.name = "asymmetry",
       .title = [](std::string_view language) { return "Title in " + std::string(language); },
       .body = [](std::string_view, page::Html* html) { html->Element("p", "Nothing yet."); }});
  ASSERT_TRUE(Publish(input, "site", false));
  EXPECT_NE(ReadFile(directory_ / "site/fa/asymmetry.txt").find("Nothing yet."), std::string::npos);
  EXPECT_NE(ReadFile(directory_ / "site/fa/index.html").find("asymmetry.html"), std::string::npos);
}

}  // namespace
}  // namespace evenhand::publish
