#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

struct Case {
  std::string_view text;
  const char* shown;
};

void Expect(std::string_view function, std::initializer_list<Case> cases) {
  Calls calls(NetworkFunctions());
  for (const Case& c : cases)
    EXPECT_EQ(calls.Show(function, {calls.Text(c.text)}), c.shown) << function << " of " << c.text;
}

TEST(Email, HasALocalPartAndADomain) {
  Expect("EmailLocalPart", {{"A.B+tag@Sub.Example.COM", "'A.B+tag'"},
                            {"two@at@x.example", "'two@at'"},
                            {"سلام@مثال.example", "'سلام'"},
                            {"@x", "''"},
                            {"no-at", "XF"}});
  Expect("EmailSubdomain", {{"A.B+tag@Sub.Example.COM", "'sub.example.com'"},
                            {"سلام@مثال.example", "'مثال.example'"},
                            {"x@", "XF"},
                            {"no-at", "XF"}});
  Expect("EmailDomain", {{"a@mail.example.com", "'example.com'"},
                         {"x@sub.domain.CO.UK", "'domain.co.uk'"},
                         {"x@me.github.io", "'me.github.io'"},
                         {"x@دانشگاه.ایران", "'دانشگاه.ایران'"},
                         {"x@localhost", "'localhost'"},
                         {"q@com", "'com'"},
                         {"q@STRASSE", "'strasse'"},
                         {"bad", "XF"},
                         {"x@", "XF"}});
}

TEST(DomainTld, IsThePublicSuffix) {
  Expect("DomainTld", {{"www.example.com", "'com'"},
                       {"a.b.co.uk", "'co.uk'"},
                       {"example.ORG", "'org'"},
                       {"com", "'com'"},
                       {"com.", "'com.'"},
                       {"a.com..", "'com'"},
                       {"https://user:pw@a.co.uk:80/x?y", "'co.uk'"},
                       {"//a.com", "'com'"},
                       {"a.com/b.org", "'com'"},
                       {"me.github.io", "'github.io'"},
                       {"دانشگاه.ایران", "'ایران'"},
                       {"x.xn--mgba3a4f16a", "'xn--mgba3a4f16a'"},
                       {"ftp://a.com", "XF"},
                       {"http://[::1]:80/", "XF"},
                       {"127.0.0.1", "XF"},
                       {"localhost", "XF"},
                       {"a.com\xed\xa0\x80", "XF"},
                       {"", "XF"}});
}

TEST(DomainTld, FollowsWildcardsAndTheirExceptions) {
  Expect("DomainTld", {{"a.b.bd", "'b.bd'"},
                       {"bd", "XF"},
                       {"a.ck", "'a.ck'"},
                       {"www.ck", "'ck'"},
                       {"x.sch.uk", "'x.sch.uk'"},
                       {"sch.uk", "'uk'"},
                       {"city.kobe.jp", "'kobe.jp'"}});
}

TEST(DomainChopper, KeepsOneLabelBeforeTheSuffix) {
  Calls calls(NetworkFunctions());
  const auto chop = [&](std::initializer_list<std::string_view> urls) {
    return calls.Show("DomainChopper", {calls.Texts(urls), Value::Bool(true)});
  };
  EXPECT_EQ(chop({"a.b.co.uk", "www.example.ORG"}), "['b.co.uk', 'example.org']");
  EXPECT_EQ(chop({"com"}), "['']");
  EXPECT_EQ(chop({"https://example.org/path"}), "['org/.org']");  // as the peer has it
  EXPECT_EQ(chop({"example.org", "localhost"}), "XF");
  EXPECT_EQ(chop({}), "[]");
}

TEST(MXLookup, AsksNobody) { Expect("MXLookup", {{"example.com", "XF"}}); }

TEST(IpNetwork, ZeroesTheLastNumberOrWritesInFull) {
  constexpr const char* kError = "ERR: not an IP address";
  Expect("IpNetwork", {{"192.168.1.77", "'192.168.1.0'"},
                       {"255.255.255.255", "'255.255.255.0'"},
                       {"2001:db8::1", "'2001:db8:0:0:0:0:0:1'"},
                       {"::ffff:1.2.3.4", "'0:0:0:0:0:ffff:102:304'"},
                       {"2001:0DB8:0000:0000:0000:0000:0000:0001", "'2001:db8:0:0:0:0:0:1'"},
                       {"1:2:3:4:5:6:7::", "'1:2:3:4:5:6:7:0'"},
                       {"fe80::1%eth0", kError},
                       {"01.2.3.4", kError},
                       {"1.2.3.4 ", kError},
                       {"1.2.3", kError},
                       {"256.1.1.1", kError},
                       {"١.2.3.4", kError},
                       {std::string_view("1.2.3.4\0", 8), kError},
                       {"", kError}});
}

TEST(PhoneCountry, GoesByTheCallingPrefix) {
  Expect("PhoneCountry", {{"+989121234567", "'IR'"},
                          {"+۹۸ ۹۱۲", "'IR'"},
                          {"+1 (202) 555-0123", "'US'"},
                          {"14165550123", "'CA'"},
                          {"+18765550123", "'JM'"},
                          {"+77011234567", "'KZ'"},
                          {"+79161234567", "'RU'"},
                          {"+447911123456", "'GB'"},
                          {"+3", "XF"},
                          {"+000", "XF"},
                          {"+1999", "XF"},
                          {"abc", "XF"},
                          {"", "XF"}});
}

TEST(PhonePrefix, LeavesTheLastFourCharactersOut) {
  Expect("PhonePrefix", {{"5558675309", "'555867'"}, {"۵۵۵۸۶", "'۵'"}, {"1234", "XF"}, {"", "XF"}});
}

TEST(ExtractCookie, ReadsHeadersAsPythonDoes) {
  Calls calls(NetworkFunctions());
  constexpr const char* kIllegal = "ERR: a cookie has a name that none may have";
  const Case cases[] = {
      {"sid=abc", "'abc'"},
      {"other=2;sid=x=y", "'x=y'"},
      {"sid=\"quoted value\"", "'\"quoted value\"'"},
      {"sid=\"a\\\"b\"; other=1", "'\"a\\\"b\"'"},
      {"  sid = spaced ", "'spaced'"},
      {"sid=Wed, 09-Jun-2021 10:18:14 GMT; a=b", "'Wed, 09-Jun-2021 10:18:14 GMT'"},
      {"sid=", "''"},
      {"sid= \"open", "''"},
      {"sid=1; sid=2", "'2'"},
      {"sid=abc; Path=/; HttpOnly", "'abc'"},
      {"sid=abc; ملاحظه=1", "'abc'"},
      {"SID=upper", "XF"},
      {"sid;other=z", "XF"},
      {"x y=1; sid=2", "XF"},
      {"Path=/; sid=1", "XF"},
      {"sid=abc; Path", "XF"},
      {"", "XF"},
      {"sid=1; a@b=2", kIllegal},
      {"sid=1; $made-up=2", kIllegal},
  };
  for (const Case& c : cases)
    EXPECT_EQ(calls.Show("ExtractCookie", {calls.Text(c.text), calls.Text("sid")}), c.shown)
        << c.text;
  EXPECT_EQ(calls.Show("ExtractCookie", {calls.Text(std::string(1 << 20, '=')), calls.Text("sid")}),
            kIllegal);
}

}  // namespace
}  // namespace evenhand::functions
