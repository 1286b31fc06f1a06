// Which calls of a rulebook become one call of the program.

#include <gtest/gtest.h>

#include "program/one_event.h"

namespace evenhand::program {
namespace {

std::size_t CallsOf(const char* rules) {
  OneEvent run(std::string("T: str = JsonData(path='$.t')\n") + rules, R"({"t": "x"})");
  return run.evaluator().program().calls.size();
}

TEST(Calls, OfEqualArgumentsAreOne) {
  EXPECT_EQ(CallsOf("A = StringLength(s=T)\nB = StringLength(s=T)\n"), 1u);
  EXPECT_EQ(CallsOf("A = TextKey(s=T)\nB = TextKey(s=T, view='K2')\n"), 1u) << "prepared once";
  EXPECT_EQ(CallsOf("A = TextKey(s=T)\nB = TextKey(s=T, view='K1')\n"), 2u);
  EXPECT_EQ(CallsOf("A = TextPhrases(s=T, phrases=['a'])\nB = TextPhrases(s=T, phrases=['b'])\n"),
            2u);
}

TEST(Calls, ThatActOrLookAtTheirNameStayApart) {
  EXPECT_EQ(CallsOf("A = RandomInt(start=0, end=9)\nB = RandomInt(start=0, end=9)\n"), 2u);
  constexpr const char* kExperiments =
      "E: Entity[str] = EntityJson(type='User', path='$.t')\n"
      "A = Experiment(entity=E, buckets=['control'], bucket_sizes=[50.0], version=1, revision=1)\n"
      "B = Experiment(entity=E, buckets=['control'], bucket_sizes=[50.0], version=1, revision=1)\n";
  EXPECT_EQ(CallsOf(kExperiments), 2u) << "the hash covers the name";
}

}  // namespace
}  // namespace evenhand::program
