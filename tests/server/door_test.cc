#include "server/door.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "carry/code.h"
#include "net/form_data.h"
#include "page/frame.h"
#include "temp_folder.h"

namespace evenhand::server {
namespace {

using net::Method;
using net::Request;
using net::Response;

const policy::Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 2 / 12}};
const std::string kKey(32, 'k');

std::string CodeOf(const std::string& decision) {
  return carry::MakeCode(kKey, carry::Purpose::kAppeal, decision, 1);
}

// A desk that holds one decision, d-1, and remembers what came.
class MemoryDesk final : public Desk {
 public:
  Result<Opened> Open(std::string_view decision, std::string_view code, std::string_view language,
                      policy::Time) override {
    if (is_shut) return Fail(ErrorCode::kUnavailable, "the store of secret d-1 is open elsewhere");
    if (decision != "d-1" || code != CodeOf("d-1")) return Opened{.late = is_late};
    return Opened{.decision =
                      OpenedDecision{.decision = "d-1",
                                     .statement = "Decision: d-1 in " + std::string(language),
                                     .strikes = {{1, "health", kNow, std::nullopt}},
                                     .appeal = appeal,
                                     .texts = texts,
                                     .appeal_until = kNow + std::chrono::days(12)}};
  }
  Result<Reply> Take(const carry::Letter& letter, policy::Time at) override {
    if (is_shut) return Fail(ErrorCode::kUnavailable, "shut");
    letters.push_back(letter);
    if (letter.kind == carry::LetterKind::kChallenge)
      return Reply{.outcome = Outcome::kChallenged, .receipt = "challenge <receipt>"};
    if (letter.decision != "d-1" || letter.code != CodeOf("d-1"))
      return Reply{.outcome = Outcome::kNotKnown, .late = is_late};
    return Reply{.outcome = outcome,
                 .receipt = "untrusted <receipt>",
                 .until = at,
                 .what = outcome == Outcome::kRefused ? "not in words" : "",
                 .refusal = refusal,
                 .not_marked = not_marked};
  }
  Result<std::vector<Reply>> TakePasted(std::string_view bytes, policy::Time) override {
    pasted = bytes;
    return replies;
  }
  Result<Reply> Report(const ReportForm& report, policy::Time) override {
    reported = report;
    return Reply{.outcome = Outcome::kReported, .receipt = "r"};
  }

  bool is_shut = false, is_late = false;
  Outcome outcome = Outcome::kFiled;
  Refusal refusal = Refusal::kOther;
  std::string not_marked;
  std::optional<OpenedDecision::Appeal> appeal;
  std::vector<OpenedDecision::Text> texts;
  std::vector<Reply> replies;
  std::vector<carry::Letter> letters;
  std::string pasted;
  ReportForm reported;
};

class DoorTest : public testing::Test {
 protected:
  DoorTest() {
    for (const char* language : {"en", "fa"})
      Write(std::string(language) + "/index.html", "<p>" + std::string(200, 'x'));
    DoorOptions options{.site = site_,
                        .languages = {"en", "fa"},
                        .pages = {.headers = {{"X-Page", "yes"}},
                                  .caching = [](std::string_view) { return "public"; }},
                        .forms = {.headers = {{"X-Form", "yes"}},
                                  .caching = [](std::string_view) { return "public"; }},
                        .addresses = {"https://example.org", "https://other.example"},
                        .onion = "door.onion",
                        .now = [] { return kNow; },
                        .failed = [this](std::string_view page, const Error&) { failed_ = page; }};
    door_ = std::make_unique<Door>(std::move(options), &desk_);
  }

  void Write(const std::string& path, const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(site_ + "/" + path).parent_path());
    std::ofstream(site_ + "/" + path, std::ios::binary) << bytes;
  }
  Response Get(const std::string& target, Request request = {}) {
    request.target = target;
    return door_->Answer(request);
  }
  Response Post(const std::string& target, const std::vector<net::FormField>& fields) {
    Request request{.method = Method::kPost,
                    .target = target,
                    .content_type = "multipart/form-data; boundary=b"};
    for (const auto& [name, value] : fields)
      request.body +=
          "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    request.body += "--b--\r\n";
    return door_->Answer(request);
  }

  const TempFolder folder_;
  const std::string site_ = folder_.path();
  MemoryDesk desk_;
  std::string failed_;
  std::unique_ptr<Door> door_;
};

std::string HeaderOf(const Response& response, std::string_view name) {
  std::string values;
  for (const net::Header& header : response.headers)
    if (header.name == name) values += header.value + "|";
  return values;
}
bool Has(const Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

TEST_F(DoorTest, APageIsPackedForThoseWhoTakeIt) {
  const Response plain = Get("/en/");
  const Response packed = Get("/en/", {.accept_encoding = "br, gzip;q=0.5"});
  EXPECT_EQ(HeaderOf(plain, "ETag"), HeaderOf(packed, "ETag"));
  EXPECT_EQ(HeaderOf(packed, "Content-Encoding"), "gzip|");
  EXPECT_LT(packed.body.size(), plain.body.size());
  EXPECT_EQ(HeaderOf(Get("/en/", {.accept_encoding = "gzip;q=0"}), "Content-Encoding"), "");
  std::string tag = HeaderOf(plain, "ETag");
  tag.pop_back();
  EXPECT_EQ(Get("/en/", {.if_none_match = "\"other\", " + tag}).status, 304);
  EXPECT_EQ(HeaderOf(plain, "Onion-Location"), "http://door.onion/en/|");
  EXPECT_EQ(HeaderOf(Get("/en/", {.host = "door.onion"}), "Onion-Location"), "");
  EXPECT_EQ(HeaderOf(Get("/en"), "Location"), "/en/|");
}

TEST_F(DoorTest, ARuleWithADotInItsNameSaysItsOnionAddress) {
  Write("en/rules/health.deletion.html", "<p>deleted");
  Write("bundles/a.zip", "PK");
  EXPECT_EQ(HeaderOf(Get("/en/rules/health.deletion"), "Onion-Location"),
            "http://door.onion/en/rules/health.deletion|");
  EXPECT_EQ(HeaderOf(Get("/bundles/a.zip"), "Onion-Location"), "");
}

// "example.org/code" stands on paper, and is said over the telephone.
TEST_F(DoorTest, APageWithoutALanguageLeadsToItInEach) {
  Write("en/ways.html", "<p>ways");
  Write("fa/ways.html", "<p>راه‌ها");
  Write("en/rules.html", "<p>rules");
  for (const char* page : {"code", "appeal", "ways", "ways.html", "index.html"}) {
    const Response response = Get(std::string("/") + page);
    EXPECT_EQ(response.status, 200) << page;
    for (const char* language : {"en", "fa"})
      EXPECT_TRUE(Has(response, std::string("href=\"/") + language + "/" + page + "\"")) << page;
    EXPECT_EQ(HeaderOf(response, "Onion-Location"), std::string("http://door.onion/") + page + "|");
  }
  EXPECT_EQ(HeaderOf(Get("/code.txt"), "Content-Type"), "text/plain; charset=utf-8|");
  // What one language lacks is no choice; and what is nowhere says so in each.
  for (const char* page : {"/rules", "/nowhere", "/fr/code", "/../etc"}) {
    const Response response = Get(page);
    EXPECT_EQ(response.status, 404) << page;
    EXPECT_TRUE(Has(response, Say(page::Language::kEnglish, Word::kNoPage))) << page;
    EXPECT_TRUE(Has(response, Say(page::Language::kPersian, Word::kNoPage))) << page;
  }
  const Response persian = Get("/fa/nowhere");
  EXPECT_EQ(persian.status, 404);
  EXPECT_FALSE(Has(persian, Say(page::Language::kEnglish, Word::kNoPage)));
}

// What the form offers is what a letter on paper may say.
TEST_F(DoorTest, TheFormsWordsForTheAnswerAreReadInALetter) {
  using carry::AnswerBy;
  for (int language = 0; language < 5; ++language) {
    const auto in = static_cast<page::Language>(language);
    EXPECT_EQ(carry::ReadAnswer(Say(in, Word::kAnswerBoth)), AnswerBy::kBoth) << language;
    EXPECT_EQ(carry::ReadAnswer(Say(in, Word::kAnswerPage)), AnswerBy::kPage) << language;
    EXPECT_EQ(carry::ReadAnswer(Say(in, Word::kAnswerBundle)), AnswerBy::kBundle) << language;
  }
}

// What is new may be said in Persian, and then runs from the right.
TEST_F(DoorTest, AFieldForWordsRunsAsTheyDo) {
  const std::string form = Get("/fa/appeal").body;
  for (const char* name : {"new_facts", "cut_off"})
    EXPECT_NE(form.find("name=\"" + std::string(name) + "\" value=\"\" dir=\"auto\""), form.npos);
  EXPECT_NE(form.find("name=\"code\" value=\"\" dir=\"ltr\""), form.npos);
}

TEST_F(DoorTest, ANewEditionIsSeenAtOnce) {
  EXPECT_TRUE(Has(Get("/en/"), "xxx"));
  Write("en/index.html", "<p>another");
  EXPECT_TRUE(Has(Get("/en/"), "another"));
}

TEST_F(DoorTest, TheRegisterAnswersForADayAndHasAFieldForOne) {
  EXPECT_EQ(Get("/en/asymmetry").status, 404) << "a site without a register";
  Write("en/asymmetry.html", "<p>as it was published");
  Write("register/services.csv",
        "version,1\nid,name,since,domains,tests,sources\ntwitter,Twitter,,,,\n");
  Write("register/changes.jsonl",
        R"({"change":"open","at":"2026-01-01T00:00:00Z","entry":"r-IR-twitter-1","state":"IR",)"
        R"("service":"twitter","kind":"block","from":"2009-06-12","seen":"2009-07-01",)"
        R"("sources":[{"url":"https://a.example/x","kind":"press","says":"unread"}],)"
        R"("by":["a","b"]})"
        "\n");
  EXPECT_TRUE(Has(Get("/en/asymmetry.html"), "name=\"at\""));
  EXPECT_TRUE(Has(Get("/en/asymmetry.html"), "action=\"https://example.org/en/asymmetry\""));
  EXPECT_TRUE(Has(Get("/en/asymmetry", {.host = "door.onion"}), "http://door.onion/en/asymmetry"));
  EXPECT_TRUE(Has(Get("/en/asymmetry?at=2009-06-20"), "Iran</a> — <bdi>Twitter</bdi> · block"));
  EXPECT_TRUE(Has(Get("/fa/asymmetry?at=1388/03/30"), "value=\"2009-06-20\""));
  EXPECT_TRUE(Has(Get("/en/asymmetry?at=%32009%2D06-20"), "Twitter"));
  EXPECT_TRUE(Has(Get("/en/asymmetry.txt?at=2009-06-20"), "- Iran <asymmetry/IR.txt> — Twitter"));
  EXPECT_TRUE(Has(Get("/en/asymmetry?at=2001-01-01"), "Nothing is entered for this day."));
  // The same for everyone, and kept.
  const Response day = Get("/en/asymmetry?at=2009-06-20");
  EXPECT_EQ(HeaderOf(day, "Cache-Control"), "public|");
  EXPECT_EQ(HeaderOf(day, "X-Form"), "yes|");
  for (const char* wrong : {"2009-02-30", "2009-13-01", "yesterday", "<b>", "2009", "%ff",
                            "2009-06-20+2010-01-01", "0001-01-01"}) {
    const Response refused = Get("/en/asymmetry?at=" + std::string(wrong));
    EXPECT_EQ(refused.status, 422) << wrong;
    EXPECT_TRUE(Has(refused, "name=\"at\"")) << wrong;
    EXPECT_TRUE(Has(refused, "the day must exist")) << wrong;
    EXPECT_FALSE(Has(refused, "<b>")) << wrong;
  }
  // Another edition is seen; one that cannot be read leaves the page as it was published.
  Write("register/changes.jsonl", "{}\n");
  EXPECT_TRUE(Has(Get("/en/asymmetry?at=2009-06-20"), "as it was published"));
  EXPECT_EQ(failed_, "asymmetry");
}

TEST_F(DoorTest, APartOfAFileCanBeAskedFor) {
  Write("bundles/a.zip", "0123456789");
  const auto part = [&](const char* range) { return Get("/bundles/a.zip", {.range = range}); };
  EXPECT_EQ(part("bytes=2-4").body, "234");
  EXPECT_EQ(part("bytes=7-").body, "789");
  EXPECT_EQ(part("bytes=-3").body, "789");
  EXPECT_EQ(HeaderOf(part("bytes=7-99"), "Content-Range"), "bytes 7-9/10|");
  EXPECT_EQ(part("bytes=10-").status, 416);
  EXPECT_EQ(part("bytes=0-1,3-4").body, "0123456789");
  EXPECT_EQ(part("bytes=4-2").status, 200);
  EXPECT_EQ(Get("/bundles/a.zip", {.if_range = "\"old\"", .range = "bytes=2-4"}).status, 200);
  Write("bundles/large.zip", std::string(kMostKept + 10, 'z'));
  const Response large = Get("/bundles/large.zip", {.range = "bytes=262144-"});
  ASSERT_TRUE(large.file.has_value());
  EXPECT_EQ(large.file->from, 262'144u);
  EXPECT_EQ(large.file->size, 10u);
}

TEST_F(DoorTest, FormsAreSentToTheAddressThatTheReaderUses) {
  EXPECT_TRUE(Has(Get("/fa/appeal"), "action=\"https://example.org/fa/appeal\""));
  EXPECT_TRUE(
      Has(Get("/fa/appeal", {.host = "door.onion"}), "action=\"http://door.onion/fa/appeal\""));
  EXPECT_TRUE(
      Has(Get("/fa/appeal", {.host = "evil.example"}), "action=\"https://example.org/fa/appeal\""));
  // Another address of the same site: where the first is cut off, its forms would lead nowhere.
  EXPECT_TRUE(Has(Get("/fa/appeal", {.host = "other.example"}),
                  "action=\"https://other.example/fa/appeal\""));
}

TEST_F(DoorTest, AStateAndTheOutagesAnswerForADayToo) {
  const auto published = [](const std::string& inside) {
    page::Html html;
    page::OpenPage(&html, "T", "en", page::Around{});
    html.Element("h1", "T").Element("p", inside);
    return page::ClosePage(&html, page::Language::kEnglish);
  };
  Write("register/services.csv",
        "version,1\nid,name,since,domains,tests,sources\ninternet,Internet,,,,\n"
        "twitter,Twitter,,,,\n");
  std::string changes;
  for (const char* what :
       {R"("r-IR-twitter-1","state":"IR","service":"twitter","kind":"block")",
        R"("r-IR-internet-1","state":"IR","service":"internet","kind":"shutdown")",
        R"("r-TR-twitter-1","state":"TR","service":"twitter","kind":"block")"})
    changes += R"({"change":"open","at":"2026-01-01T00:00:00Z","entry":)" + std::string(what) +
               R"(,"from":"2009-06-12","seen":"2009-07-01","sources":[{"url":)"
               R"("https://a.example/x","kind":"press","says":"unread"}],"by":["a","b"]})"
               "\n";
  Write("register/changes.jsonl", changes);
  EXPECT_EQ(Get("/en/asymmetry/IR").status, 404) << "a state without a page";
  EXPECT_EQ(Get("/en/asymmetry/IR?at=2009-06-20").status, 404);
  for (const char* name : {"asymmetry/IR", "asymmetry/IR-p2", "asymmetry/TR", "outages"})
    Write("en/" + std::string(name) + ".html", published(std::string("published ") + name));

  // The page as it was published, and under its heading a field; the folder stays as it is.
  for (const char* name : {"asymmetry/IR", "asymmetry/IR-p2", "outages"}) {
    const Response page = Get("/en/" + std::string(name));
    EXPECT_TRUE(Has(page, std::string("published ") + name));
    EXPECT_TRUE(Has(page, "name=\"at\""));
    EXPECT_TRUE(Has(page, page::FormStyleSheet()));
    EXPECT_FALSE(Has(page, page::StyleSheet()));
    EXPECT_EQ(HeaderOf(page, "X-Form"), "yes|");
  }
  EXPECT_TRUE(Has(Get("/en/asymmetry/IR-p2"), "action=\"https://example.org/en/asymmetry/IR\""));
  EXPECT_TRUE(Has(Get("/en/outages.txt"), "published outages"));

  const Response state = Get("/en/asymmetry/IR?at=2009-06-20");
  EXPECT_TRUE(Has(state, "Twitter</bdi> · block"));
  EXPECT_TRUE(Has(state, "shutdown"));
  EXPECT_FALSE(Has(state, "asymmetry/TR"));
  EXPECT_TRUE(Has(state, "href=\"../../fa/asymmetry/IR.html?at=2009-06-20\""));
  EXPECT_TRUE(Has(state, "href=\"../index.html\""));
  const Response outages = Get("/en/outages?at=2009-06-20");
  EXPECT_TRUE(Has(outages, "shutdown"));
  EXPECT_FALSE(Has(outages, "Twitter"));
  EXPECT_TRUE(Has(outages, "href=\"asymmetry/IR.html\""));
  EXPECT_TRUE(Has(Get("/en/asymmetry/IR.txt?at=2009-06-20"), "Twitter · block"));
  EXPECT_EQ(Get("/en/asymmetry/IR?at=soon").status, 422);
  for (const char* none : {"/en/asymmetry-p2", "/en/asymmetry/ir", "/en/asymmetry/IRN",
                           "/en/asymmetry/", "/en/outages/IR", "/en/asymmetry/IR-p"})
    EXPECT_EQ(Get(none).status, 404) << none;
}

// As text a form has the command that sends it; what is sent there is answered as text.
TEST_F(DoorTest, EveryFormHasAPlainText) {
  for (const FormPage form : {FormPage::kCode, FormPage::kAppeal, FormPage::kComply,
                              FormPage::kReport, FormPage::kChallenge}) {
    const std::string name(kFormNames[static_cast<std::size_t>(form)]);
    const Response text = Get("/fa/" + name + ".txt");
    EXPECT_EQ(HeaderOf(text, "Content-Type"), "text/plain; charset=utf-8|");
    EXPECT_TRUE(Has(text, "https://example.org/fa/" + name + ".txt")) << text.body;
    EXPECT_FALSE(Has(text, "<form"));
    EXPECT_LT(text.body.size(), 4'000u);
  }
  const Response appeal = Get("/en/appeal.txt");
  for (const char* field :
       {"[decision]", "[code]", "[words]", "[cut_off]", "[new_facts]", "[answer]"})
    EXPECT_TRUE(Has(appeal, field)) << field;
  const std::string code = CodeOf("d-1");
  const Response opened = Post("/en/code.txt", {{"decision", "d-1"}, {"code", code}});
  EXPECT_EQ(HeaderOf(opened, "Content-Type"), "text/plain; charset=utf-8|");
  EXPECT_EQ(HeaderOf(opened, "Cache-Control"), "no-store|");
  EXPECT_FALSE(opened.pad_to.empty());
  EXPECT_TRUE(Has(opened, "Decision: d-1 in en"));
  EXPECT_TRUE(Has(opened, "--form-string 'code=" + code + "'")) << opened.body;
  EXPECT_TRUE(Has(Post("/en/appeal.txt", {{"decision", "d-1"}, {"code", code}, {"words", "w"}}),
                  "untrusted <receipt>"));
  const Response wrong = Post("/en/code.txt", {{"decision", "d-2"}, {"code", code}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.not_before, kWrongAfter);
  EXPECT_TRUE(Has(wrong, "No decision has this number"));
}

TEST_F(DoorTest, NoDecisionAndAWrongCodeAreToldAlike) {
  const std::string code = CodeOf("d-1");
  for (const char* page : {"/en/code", "/en/appeal"}) {
    Response wrong = Post(page, {{"decision", "d-2"}, {"code", code}, {"words", "w"}});
    Response none = Post(page, {{"decision", "d-3"}, {"code", code}, {"words", "w"}});
    for (Response* response : {&wrong, &none}) {
      const std::size_t at = response->body.find("value=\"d-");
      response->body[at + 9] = '?';
      EXPECT_EQ(response->not_before, kWrongAfter);
      EXPECT_EQ(response->status, 422);
    }
    EXPECT_EQ(wrong.body, none.body);
  }
  desk_.is_late = true;
  EXPECT_EQ(Post("/en/code", {{"decision", "d-2"}, {"code", code}}).not_before, kLateAfter);
  EXPECT_EQ(Post("/en/code", {{"decision", "d-1"}, {"code", code}}).not_before.count(), 0)
      << "a right one waits";
}

TEST_F(DoorTest, WhatIsBehindACodeIsForNobodyElse) {
  const Response page =
      Post("/fa/code", {{"decision", "d-1"}, {"code", carry::GroupedCode(CodeOf("d-1"))}});
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(HeaderOf(page, "Cache-Control"), "no-store|");
  EXPECT_EQ(HeaderOf(page, "X-Form"), "yes|");
  EXPECT_EQ(HeaderOf(page, "Onion-Location"), "");
  EXPECT_FALSE(page.pad_to.empty());
  EXPECT_TRUE(Has(page, "d-1 in fa</bdi>"));
  EXPECT_TRUE(Has(page, "۱۲ روز مانده"));
}

// What is refused is said in the words of whoever asked, where there are some.
TEST_F(DoorTest, WhyNotIsSaidInTheReadersLanguage) {
  const std::vector<net::FormField> letter = {
      {"decision", "d-1"}, {"code", CodeOf("d-1")}, {"words", "more"}};
  desk_.outcome = Outcome::kRefused;
  for (const auto& [refusal, words] :
       std::vector<std::pair<Refusal, std::string>>{{Refusal::kAnswered, "پاسخ پشت رمز"},
                                                    {Refusal::kOtherItem, "دربارهٔ آن مطلب نیست"},
                                                    {Refusal::kNoRegister, "جای دیگری"},
                                                    {Refusal::kNoSuchEntry, "چنین ثبتی ندارد"},
                                                    {Refusal::kTooMany, "فردا دوباره"}}) {
    desk_.refusal = refusal;
    const Response page = Post("/fa/appeal", letter);
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(Has(page, words)) << words;
    EXPECT_FALSE(Has(page, "not in words")) << words;
    EXPECT_TRUE(Has(page, ">\nmore</textarea>")) << "what was typed is lost";
  }
  desk_.refusal = Refusal::kOther;
  EXPECT_TRUE(Has(Post("/fa/appeal", letter), "not in words"));
}

TEST_F(DoorTest, AnAnswerStandsThereWithItsReasons) {
  const std::vector<net::FormField> keys = {{"decision", "d-1"}, {"code", CodeOf("d-1")}};
  desk_.appeal = OpenedDecision::Appeal{.state = policy::AppealState::kUpheld,
                                        .filed = kNow,
                                        .due = kNow,
                                        .said = "نقل قول نبود <b>"};
  Response page = Post("/fa/code", keys);
  EXPECT_TRUE(Has(page, "<p dir=\"auto\">نقل قول نبود &lt;b&gt;</p>"));
  EXPECT_TRUE(Has(page, Say(page::Language::kPersian, Word::kReasons)));
  EXPECT_FALSE(Has(page, "<textarea"));
  // New facts may come to light, and then the same code brings them.
  desk_.appeal->again_until = kNow + std::chrono::days(12);
  page = Post("/en/code", keys);
  EXPECT_TRUE(Has(page, "you can appeal once more until"));
  EXPECT_TRUE(Has(page, "name=\"new_facts\""));
  // A question that is not shown cannot be answered.
  desk_.appeal = OpenedDecision::Appeal{.state = policy::AppealState::kAsked,
                                        .filed = kNow,
                                        .due = kNow,
                                        .said = "Whom do you quote?"};
  page = Post("/en/code", keys);
  EXPECT_TRUE(Has(page, "Whom do you quote?"));
  EXPECT_TRUE(Has(page, Say(page::Language::kEnglish, Word::kQuestion)));
  EXPECT_TRUE(Has(page, "<textarea"));
}

TEST_F(DoorTest, WhatWasDecidedStandsBeforeWhatIsAsked) {
  const std::vector<net::FormField> keys = {{"decision", "d-1"}, {"code", CodeOf("d-1")}};
  const std::string page = Post("/en/code", keys).body;
  const std::size_t deadline = page.find("Appeal until"), link = page.find("href=\"#appeal\""),
                    statement = page.find("d-1 in en"), form = page.find("id=\"appeal\"");
  EXPECT_LT(deadline, link);
  EXPECT_LT(link, statement);
  EXPECT_LT(statement, form);
  EXPECT_LT(form, page.find("<textarea"));
  const std::string text = Post("/en/code.txt", keys).body;
  EXPECT_LT(text.find("d-1 in en"), text.find("[words]"));
  EXPECT_EQ(text.find("<#"), text.npos);
}

TEST_F(DoorTest, AnAppealIsReadAsItWasTyped) {
  const Response done =
      Post("/en/appeal", {{"decision", " d-1 "},
                          {"code", "  " + carry::GroupedCode(CodeOf("d-1")) + "\n"},
                          {"words", "Code: is not a label here\r\nsecond"},
                          {"cut_off", "1404/10/18 1404/11/07"},
                          {"new_facts", " the paper has\nprinted it "},
                          {"answer", "bundle"}});
  EXPECT_TRUE(Has(done, "untrusted &lt;receipt&gt;"));
  ASSERT_EQ(desk_.letters.size(), 1u);
  const carry::Letter& letter = desk_.letters[0];
  EXPECT_EQ(letter.decision, "d-1");
  EXPECT_EQ(letter.words, "Code: is not a label here\nsecond");
  EXPECT_EQ(letter.answer, carry::AnswerBy::kBundle);
  EXPECT_EQ(letter.new_facts, "the paper has printed it");
  ASSERT_TRUE(letter.cut_off && letter.cut_off->days);
}

// What came with a code is listed without its words, and is marked by its number.
TEST_F(DoorTest, WhatIsNotMineIsMarkedByItsNumber) {
  const std::vector<net::FormField> keys = {{"decision", "d-1"}, {"code", CodeOf("d-1")}};
  EXPECT_FALSE(Has(Post("/en/code", keys), "not_mine")) << "there is nothing yet";
  EXPECT_FALSE(Has(Get("/en/appeal"), "not_mine"));
  desk_.appeal = OpenedDecision::Appeal{.filed = kNow, .due = kNow + std::chrono::days(7)};
  for (int i = 1; i <= 12; ++i)
    desk_.texts.push_back({.number = i,
                           .received = kNow,
                           .characters = 240,
                           .hash = std::string(64, static_cast<char>('a' + i)),
                           .is_not_mine = i == 11});
  const Response page = Post("/en/code", keys);
  EXPECT_TRUE(Has(page, "name=\"not_mine\""));
  EXPECT_TRUE(Has(page, "Text 12, ")) << page.body;
  EXPECT_TRUE(Has(page, "240 characters, hash \u2068mmmmmmmmmmmmmmmm\u2069"));
  EXPECT_TRUE(Has(page, "marked as not yours"));
  EXPECT_TRUE(Has(page, "Before these: 2.")) << "only the newest are listed";
  EXPECT_TRUE(Has(Post("/fa/code", keys), "نوشتهٔ ۱۲"));

  const auto mark = [&](const std::string& numbers, const std::string& words) {
    auto fields = keys;
    fields.push_back({"not_mine", numbers});
    fields.push_back({"words", words});
    return Post("/en/appeal", fields);
  };
  desk_.outcome = Outcome::kMarked;
  EXPECT_TRUE(Has(mark("۱، 3", ""), "Marked as not yours"));
  EXPECT_EQ(desk_.letters.back().not_mine, (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(desk_.letters.back().words, "");
  // Words that come with a wrong number are not lost with it.
  desk_.outcome = Outcome::kNewest;
  desk_.not_marked = "there is no text 9";
  const Response both = mark("9", "see");
  EXPECT_EQ(both.status, 200);
  EXPECT_TRUE(Has(both, "nothing is marked: \u2068there is no text 9"));
  const std::size_t letters = desk_.letters.size();
  const Response wrong = mark("the first", "see");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(Has(wrong, "value=\"the first\"")) << "what was typed comes back";
  EXPECT_EQ(desk_.letters.size(), letters);
}

TEST_F(DoorTest, AnEntryIsChallengedWithoutAnAccount) {
  EXPECT_TRUE(Has(Get("/en/challenge?entry=r-IR-twitter-3"), "value=\"r-IR-twitter-3\""));
  EXPECT_TRUE(Has(Get("/en/challenge?entry=%22%3E%3Cb"), "value=\"&quot;&gt;&lt;b\""));
  EXPECT_EQ(Get("/en/challenge").body, Get("/en/challenge?x=1").body);
  const std::vector<net::FormField> typed = {
      {"entry", " r-IR-twitter-3 "},
      {"words", "باز است"},
      {"sources", "https://a.example/1\r\n\r\n  https://b.example/2  "},
      {"name", ""}};
  const Response done = Post("/en/challenge", typed);
  EXPECT_EQ(done.status, 200);
  EXPECT_EQ(HeaderOf(done, "Cache-Control"), "no-store|");
  EXPECT_TRUE(Has(done, "Your challenge has arrived"));
  EXPECT_TRUE(Has(done, "challenge &lt;receipt&gt;"));
  ASSERT_EQ(desk_.letters.size(), 1U);
  EXPECT_EQ(desk_.letters[0].kind, carry::LetterKind::kChallenge);
  EXPECT_EQ(desk_.letters[0].entry, "r-IR-twitter-3");
  EXPECT_EQ(desk_.letters[0].words, "باز است");
  EXPECT_EQ(desk_.letters[0].sources,
            (std::vector<std::string>{"https://a.example/1", "https://b.example/2"}));
  EXPECT_EQ(desk_.letters[0].name, "");
  // What lacks something comes back whole.
  const Response no_words = Post("/en/challenge", {{"entry", "r-1"}, {"sources", "https://a"}});
  EXPECT_EQ(no_words.status, 422);
  EXPECT_TRUE(Has(no_words, "what is wrong with the entry"));
  EXPECT_TRUE(Has(no_words, "https://a</textarea>"));
  EXPECT_TRUE(Has(Post("/en/challenge", {{"words", "w"}}), "The id of the entry is missing"));
  EXPECT_EQ(Post("/en/challenge", {{"entry", "r-1"}, {"words", std::string(2'001, 'x')}}).status,
            422);
  EXPECT_EQ(desk_.letters.size(), 1U);
}

struct Wrong {
  const char* name;
  std::vector<net::FormField> fields;
  const char* said;
};
class WrongAppeals : public DoorTest, public testing::WithParamInterface<Wrong> {};
TEST_P(WrongAppeals, GiveBackWhatWasTyped) {
  const Response page = Post("/en/appeal", GetParam().fields);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(Has(page, GetParam().said)) << page.body;
  for (const auto& [name, value] : GetParam().fields)
    if (name != "words" || value.size() < 100) {
      EXPECT_TRUE(Has(page, value)) << value;
    }
  EXPECT_TRUE(desk_.letters.empty());
}
INSTANTIATE_TEST_SUITE_P(
    Appeals, WrongAppeals,
    testing::Values(
        Wrong{"no_decision",
              {{"code", "K"}, {"words", "typed words"}},
              "number of the decision is missing"},
        Wrong{"short_code",
              {{"decision", "d-1"}, {"code", "AAAAA-BBB"}, {"words", "typed words"}},
              "ends in group 2, after 8"},
        Wrong{"bad_letter",
              {{"decision", "d-1"}, {"code", "AAAAA-BUBBB"}, {"words", "typed words"}},
              "Group 2 of the code"},
        Wrong{"no_words", {{"decision", "d-1"}, {"code", CodeOf("d-1")}}, "a few words are enough"},
        Wrong{"long",
              {{"decision", "d-1"}, {"code", CodeOf("d-1")}, {"words", std::string(4'001, 'w')}},
              "4,001 characters"},
        Wrong{"long_facts",
              {{"decision", "d-1"},
               {"code", CodeOf("d-1")},
               {"words", "typed words"},
               {"new_facts", std::string(501, 'f')}},
              "501 characters"}),
    [](const auto& one) { return one.param.name; });

TEST_F(DoorTest, ALetterThatIsPastedIsTakenWhole) {
  desk_.replies = {{.outcome = Outcome::kFiled, .receipt = "first"},
                   {.outcome = Outcome::kIncomplete, .what = "number 2 of 3"}};
  const Response page = Post("/en/appeal", {{"words", "see EH1:0011AABB:1:3:CCDD:MZXW6"}});
  EXPECT_EQ(desk_.pasted, "see EH1:0011AABB:1:3:CCDD:MZXW6");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(Has(page, "first"));
  EXPECT_TRUE(Has(page, "number 2 of 3"));
  desk_.replies.clear();
  EXPECT_EQ(Post("/en/appeal", {{"words", "EH1:"}}).status, 422);
}

TEST_F(DoorTest, ALateAppealIsAskedAndKeepsItsWords) {
  desk_.outcome = Outcome::kAsked;
  const Response page =
      Post("/en/appeal", {{"decision", "d-1"}, {"code", CodeOf("d-1")}, {"words", "my words"}});
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(Has(page, "were you cut off?"));
  EXPECT_TRUE(Has(page, "my words"));
}

TEST_F(DoorTest, WhatFailsInsideIsToldWithoutWhatWasSent) {
  desk_.is_shut = true;
  const Response page = Post("/en/code", {{"decision", "d-1"}, {"code", CodeOf("d-1")}});
  EXPECT_EQ(page.status, 503);
  EXPECT_EQ(HeaderOf(page, "Retry-After"), "60|");
  EXPECT_FALSE(Has(page, "open elsewhere"));
  EXPECT_EQ(failed_, "code");
}

TEST_F(DoorTest, NothingIsPostedElsewhere) {
  EXPECT_EQ(Post("/en/index.html", {}).status, 404);
  EXPECT_EQ(Post("/../en/code", {}).status, 404);
  EXPECT_EQ(door_->Answer({.method = Method::kOther, .target = "/en/"}).status, 405);
}

}  // namespace
}  // namespace evenhand::server
