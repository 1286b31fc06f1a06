#include "dossier/publication.h"

#include <gtest/gtest.h>

#include "dossier/changes.h"
#include "dossier/dossier_page.h"
#include "dossier/fixture.h"

namespace evenhand::dossier {
namespace {

const std::string kKey(32, 'k');

Dossier Accepted(Dossier dossier) {
  EXPECT_TRUE(Accept(&dossier, {.by = "Cem", .at_ms = kDay1Ms + 5'000}));
  return dossier;
}

std::vector<std::string> NamesIn(const Publication& publication) {
  std::vector<std::string> names;
  for (const auto& one : publication.named) names.push_back(one.account);
  return names;
}

TEST(Publication, OnlyWhatWasAccepted) {
  const Dossier dossier = Deceivers(4);
  EXPECT_FALSE(Publish(dossier, {.key = kKey}));
  Dossier changed = Accepted(dossier);
  changed.claim = "worse";
  EXPECT_FALSE(Publish(changed, {.key = kKey}));
  EXPECT_FALSE(Publish(Accepted(dossier), {.key = "short"}));
}

TEST(Publication, NamesOperatorsAndInventedPersonasAboveTheLineOnly) {
  Dossier dossier = Deceivers(5);
  const std::int64_t followers[] = {9'000, 9'000, 9'000, 5'000, 5'001};
  const policy::Role roles[] = {policy::Role::kOperator, policy::Role::kFakePersona,
                                policy::Role::kPaid, policy::Role::kOperator,
                                policy::Role::kOperator};
  for (std::size_t i = 0; i < 5; ++i) {
    dossier.accounts[i].followers = followers[i];
    dossier.accounts[i].role = roles[i];
  }
  const auto published = Publish(Accepted(dossier), {.key = kKey});
  ASSERT_TRUE(published) << published.error().message;
  EXPECT_EQ(NamesIn(*published), (std::vector<std::string>{"a", "b", "e"}));
  EXPECT_EQ(published->hashed.size(), 2U);
  EXPECT_EQ(published->kinds.at(4), 5U);
  EXPECT_EQ(published->roles.at(policy::Role::kOperator), 3U);
}

TEST(Publication, NobodyIsNamedWhereAnAccountWasHijacked) {
  Dossier dossier = Deceivers(4, policy::Role::kOperator);
  for (Account& account : dossier.accounts) account.followers = 1'000'000;
  dossier.accounts[3].role = policy::Role::kHijacked;
  const auto published = Publish(Accepted(dossier), {.key = kKey});
  ASSERT_TRUE(published);
  EXPECT_TRUE(published->named.empty());
  EXPECT_EQ(published->hashed.size(), 4U);
  EXPECT_TRUE(published->hijacked);
}

TEST(Publication, HashesNeedTheKey) {
  const Dossier dossier = Accepted(Deceivers(4));
  const auto one = Publish(dossier, {.key = kKey});
  const auto other = Publish(dossier, {.key = std::string(32, 'x')});
  ASSERT_TRUE(one && other);
  EXPECT_NE(one->hashed, other->hashed);
  EXPECT_EQ(one->hashed, Publish(dossier, {.key = kKey})->hashed);
}

TEST(Publication, CorrectionsCountWhoFellAndNameWhoWasNamed) {
  Dossier dossier = Deceivers(4, policy::Role::kOperator);
  dossier.accounts[2].followers = 10'000;
  dossier = Accepted(dossier);
  ASSERT_TRUE(Remove(&dossier, {"c"},
                     {.by = "Dana", .at_ms = kDay1Ms + 2 * 86'400'000, .note = "appeal granted"}));
  ASSERT_TRUE(Remove(&dossier, {"d"},
                     {.by = "Dana", .at_ms = kDay1Ms + 4 * 86'400'000, .note = "appeal granted"}));
  const auto published = Publish(dossier, {.key = kKey});
  ASSERT_TRUE(published);
  ASSERT_EQ(published->corrections.size(), 2U);
  EXPECT_EQ(published->corrections[0].accounts, 1U);
  EXPECT_EQ(published->corrections[0].named, std::vector<std::string>{"c"});
  EXPECT_EQ(published->corrections[1].accounts, 3U);  // a and b fall with d
  EXPECT_TRUE(published->hashed.empty());
  page::Html html;
  WritePublicationPage(*published, "en", 100, &html);
  const std::string& text = html.text();
  EXPECT_LT(text.find("The claim"), text.find("Corrections"));
  EXPECT_LT(text.find("Corrections"), text.find("How many"));
}

TEST(Publication, ReadsBackToTheSameBytes) {
  Dossier dossier = Deceivers(4, policy::Role::kOperator);
  dossier.accounts[0].followers = 9'000;
  dossier = Accepted(dossier);
  ASSERT_TRUE(Remove(&dossier, {"d"},
                     {.by = "Dana", .at_ms = kDay1Ms + 86'400'000, .note = "appeal granted"}));
  const std::string text = WritePublication(*Publish(dossier, {.key = kKey}));
  const auto read = ReadPublication(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(WritePublication(*read), text);
  EXPECT_FALSE(ReadPublication(text.substr(0, text.size() / 2)));
  EXPECT_NE(ReadPublication("{\"format\": \"evenhand-dossier-1\"}")
                .error()
                .message.find("no published dossier"),
            std::string::npos);
}

TEST(DossierPage, ShowsBothPostsAndEscapesWhatAccountsWrite) {
  FoundNetwork found = Clique(3);
  found.accounts[0].name = "<a href=x onclick=y>&";
  found.basis.objects[0].name = "</p><script>alert(1)</script>";
  Dossier dossier = DossierOf(found);
  for (const char* language : {"en", "fa"}) {
    const std::string page = DossierPage(dossier, language);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("<a href=x"), std::string::npos);
    EXPECT_NE(page.find("p1-0"), std::string::npos);  // the nearest post of b
    EXPECT_NE(page.find("متن 1"), std::string::npos);
  }
  const std::string one = DossierPage(dossier, "en", "b");
  EXPECT_EQ(one.find("<bdi>c</bdi></h2>"), std::string::npos);
  EXPECT_NE(one.find("<bdi>b</bdi></h2>"), std::string::npos);
}

}  // namespace
}  // namespace evenhand::dossier
