#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

struct Case {
  const char* name;
  const char* function;
  std::string_view input;
  std::string want;
};

class Encoding : public testing::TestWithParam<Case> {};

TEST_P(Encoding, GivesWhatPythonGives) {
  const Case& c = GetParam();
  Calls calls(EncodingFunctions());
  const std::string got = calls.Show(c.function, {calls.Text(c.input)});
  EXPECT_EQ(c.want == "ERR" ? got.substr(0, 3) : got, c.want);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Encoding,
    testing::Values(Case{"encode", "Base64Encode", "سلام", "'2LPZhNin2YU='"},
                    Case{"encode_nothing", "Base64Encode", "", "''"},
                    Case{"encode_surrogate", "Base64Encode", "\xED\xA0\x80", "ERR"},
                    Case{"decode", "Base64Decode", "2LPZhNin2YU=", "'سلام'"},
                    Case{"decode_passes_over_others", "Base64Decode", "a-G\nk=é", "'hi'"},
                    Case{"decode_ends_at_padding", "Base64Decode", "aGk=aGk=", "'hi'"},
                    Case{"decode_without_padding", "Base64Decode", "aGk", "ERR"},
                    Case{"decode_lone_character", "Base64Decode", "aGkha", "ERR"},
                    Case{"decode_not_utf8", "Base64Decode", "/w==", "ERR"},
                    Case{"md5", "HashMd5", "", "'d41d8cd98f00b204e9800998ecf8427e'"},
                    Case{"sha1", "HashSha1", "abc", "'a9993e364706816aba3e25717850c26c9cd0d89d'"},
                    Case{"sha256", "HashSha256", "سلام",
                         "'bda1fa48345336618741fd2c4bc02809eb099c49a9b02fb5056401ab6d4dc3e6'"},
                    Case{"hash_surrogate", "HashSha512", "\xED\xA0\x80", "ERR"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace evenhand::functions
