#include "record/policy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "record/log_in_memory.h"
#include "record/prove.h"
#include "record/tlog_proof.h"

namespace evenhand::record {
namespace {

std::string Key(char seed) { return WitnessKey(seed).verifier_key(); }

// Six witnesses: two of the three X and one of the Y.
std::string TwoLevels() {
  std::string text = fmt::format("# who must have seen it\n\nlog {} https://log.example/\n",
                                 LogKey().verifier_key());
  for (const char c : {'1', '2', '3', '4', '5', '6'}) {
    text += fmt::format("  witness\t{}{} {}\n", c < '4' ? 'X' : 'Y', c, Key(c));
  }
  return text + "group Xs 2 X1 X2 X3\ngroup Ys any Y4 Y5 Y6\ngroup both all Xs Ys\nquorum both\n";
}

struct QuorumRow {
  const char* name;
  std::vector<std::size_t> cosigners;
  bool holds;
};
class Quorum : public testing::TestWithParam<QuorumRow> {};
TEST_P(Quorum, CountsGroups) {
  const auto policy = Policy::Parse(TwoLevels());
  ASSERT_TRUE(policy) << policy.error().message;
  EXPECT_EQ(policy->HasQuorum(GetParam().cosigners), GetParam().holds);
}
INSTANTIATE_TEST_SUITE_P(Sets, Quorum,
                         testing::Values(QuorumRow{"nobody", {}, false},
                                         QuorumRow{"two_x", {0, 1}, false},
                                         QuorumRow{"one_of_each", {0, 3}, false},
                                         QuorumRow{"enough", {0, 2, 5}, true},
                                         QuorumRow{"all_y", {3, 4, 5}, false},
                                         QuorumRow{"everybody", {0, 1, 2, 3, 4, 5}, true}),
                         [](const auto& row) { return row.param.name; });

struct BadPolicy {
  const char* name;
  std::string text;
  const char* says;
};
class RefusedPolicy : public testing::TestWithParam<BadPolicy> {};
TEST_P(RefusedPolicy, NamesLineAndReason) {
  const auto policy = Policy::Parse(GetParam().text);
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(policy.error().message.find(GetParam().says), std::string::npos)
      << policy.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Texts, RefusedPolicy,
    testing::Values(
        BadPolicy{"no_quorum", "# nothing\n", "no quorum line"},
        BadPolicy{"two_quorums", "quorum none\nquorum none\n", "line 2: there is a quorum"},
        BadPolicy{"unknown_word", "logs x\nquorum none\n", "line 1: it begins with none of"},
        BadPolicy{"bad_key", "log x+y+z\nquorum none\n", "line 1: this is no verifier key"},
        BadPolicy{"witness_key_as_log", "log " + Key('1') + "\nquorum none\n",
                  "type 0x01 is wanted"},
        BadPolicy{"log_key_as_witness", "witness a " + LogKey().verifier_key() + "\nquorum none\n",
                  "0x04 is wanted"},
        BadPolicy{"name_twice",
                  "witness a " + Key('1') + "\nwitness a " + Key('2') + "\nquorum a\n",
                  "line 2: a is defined already"},
        BadPolicy{"key_twice", "witness a " + Key('1') + "\nwitness b " + Key('1') + "\nquorum a\n",
                  "line 2: this key is listed"},
        BadPolicy{"none_as_name", "witness none " + Key('1') + "\nquorum none\n",
                  "cannot be a name"},
        BadPolicy{"none_as_member", "group g any none\nquorum g\n", "none is not defined"},
        BadPolicy{"not_defined", "quorum a\n", "a is not defined above"},
        BadPolicy{"defined_below", "quorum a\nwitness a " + Key('1') + "\n",
                  "line 1: a is not defined"},
        BadPolicy{"member_twice", "witness a " + Key('1') + "\ngroup g 1 a a\nquorum g\n",
                  "a is a member of a group already"},
        BadPolicy{"too_many", "witness a " + Key('1') + "\ngroup g 2 a\nquorum g\n", "1 to 1"},
        BadPolicy{"zero", "witness a " + Key('1') + "\ngroup g 0 a\nquorum g\n", "1 to 1"},
        BadPolicy{"leading_zero", "witness a " + Key('1') + "\ngroup g 01 a\nquorum g\n", "1 to 1"},
        BadPolicy{"no_members", "group g any\nquorum g\n", "wants `group"},
        BadPolicy{"carriage_return", "quorum none\r\n", "control character"}),
    [](const auto& row) { return row.param.name; });

TEST(Policy, SaysItsQuorumInWords) {
  EXPECT_EQ(Policy::Parse(TwoLevels())->QuorumInWords(), "2 of Xs, Ys");
  EXPECT_EQ(Policy::Parse("quorum none")->QuorumInWords(), "none");
}

TEST(Proof, IsWrittenReadAndChecked) {
  const MemoryFiles files = FilesOf(300);
  Prover prover(&files, 300);
  const std::string& checkpoint = files.files.at("checkpoint");
  const std::string text = FormatProof(258, *prover.Inclusion(258), checkpoint, "a note\n");
  const auto proof = ParseProof(text);
  ASSERT_TRUE(proof) << proof.error().message;
  EXPECT_EQ(proof->index, 258u);
  EXPECT_EQ(proof->extra, "a note\n");
  EXPECT_EQ(proof->checkpoint_note, checkpoint);
  const Policy policy = PolicyOf(LogKey(), WitnessKey());
  EXPECT_TRUE(CheckProof(*proof, EntryNumber(258), policy));
  EXPECT_FALSE(CheckProof(*proof, EntryNumber(257), policy));
  EXPECT_FALSE(CheckProof(*proof, EntryNumber(258), PolicyOf(LogKey(), WitnessKey('X'))));
  EXPECT_FALSE(CheckProof(*proof, EntryNumber(258), PolicyOf(LogKey('X'), WitnessKey())));
  EXPECT_EQ(FormatProof(proof->index, proof->hashes, proof->checkpoint_note, proof->extra), text);
}

// Every byte of a proof matters, but for the extra data, which is not signed.
TEST(Proof, FindsEveryChangedByte) {
  const MemoryFiles files = FilesOf(20);
  Prover prover(&files, 20);
  const std::string text = FormatProof(9, *prover.Inclusion(9), files.files.at("checkpoint"));
  const Policy policy = PolicyOf(LogKey(), WitnessKey());
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const int bit : {1, 4, 32}) {
      std::string changed = text;
      changed[at] = static_cast<char>(changed[at] ^ bit);
      const auto proof = ParseProof(changed);
      EXPECT_FALSE(proof && CheckProof(*proof, EntryNumber(9), policy)) << "byte " << at << "\n"
                                                                        << changed;
    }
  }
}

TEST(Proof, IsReadStrictly) {
  const std::string hash(43, 'A');
  const std::string good = "c2sp.org/tlog-proof@v1\nindex 0\n" + hash + "=\n\nrest";
  EXPECT_TRUE(ParseProof(good));
  EXPECT_TRUE(ParseProof("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n"));
  for (const std::string& bad :
       {std::string(), std::string("c2sp.org/tlog-proof@v2\nindex 0\n\n"),
        std::string("c2sp.org/tlog-proof@v1\nindex 00\n\n"),
        std::string("c2sp.org/tlog-proof@v1\nindex -1\n\n"),
        std::string("c2sp.org/tlog-proof@v1\nindex 0\n"), std::string("c2sp.org/tlog-proof@v1\n\n"),
        std::string("c2sp.org/tlog-proof@v1\nextra ?\nindex 0\n\n"),
        std::string("c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n"),
        "c2sp.org/tlog-proof@v1\nindex 0\n" + hash + "\n\n"}) {
    EXPECT_FALSE(ParseProof(bad)) << bad;
  }
  std::string many = "c2sp.org/tlog-proof@v1\nindex 0\n";
  for (std::size_t i = 0; i < kMostProofHashes; ++i) many += hash + "=\n";
  EXPECT_TRUE(ParseProof(many + "\n"));
  EXPECT_FALSE(ParseProof(many + hash + "=\n\n"));
}

}  // namespace
}  // namespace evenhand::record
