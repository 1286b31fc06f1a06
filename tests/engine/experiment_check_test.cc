// An experiment with several faults has each told, at the places where Osprey 1.1.0 tells them.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/rulebook.h"

namespace evenhand::engine {
namespace {

std::vector<std::string> FaultsOf(const std::string& experiment) {
  sml::SourceSet sources;
  sources.files.push_back(
      {"main.sml", "U: Entity[str] = EntityJson(type='User', path='$.u')\nE = " + experiment});
  const auto book = LoadRulebook(std::move(sources)).value();
  std::vector<std::string> faults;
  for (const sml::Diagnostic& d : book.diagnostics.all())
    faults.push_back(fmt::format("{}:{} {}", d.span.line, d.span.column, d.message));
  return faults;
}

TEST(ExperimentCheck, TellsEachFault) {
  EXPECT_THAT(FaultsOf("Experiment(entity=U, buckets=['a', 'b'], bucket_sizes=[60.0, 50.005], "
                       "version=-1, revision=0)\n"),
              testing::UnorderedElementsAre("2:33 'control' must be one of the buckets",
                                            "2:58 50.005 is too precise",
                                            "2:58 60 is over the current max of 50",
                                            "2:83 experiment version must be zero or greater"));
  EXPECT_THAT(FaultsOf("Experiment(entity=U, buckets=['control', 'b', 'c'], "
                       "bucket_sizes=[33.34, 33.33, 99.0], version=1, revision=1)\n"),
              testing::UnorderedElementsAre("2:69 33.34 is over the current max of 33.33",
                                            "2:69 99 is over the current max of 33.33"));
}

TEST(ExperimentCheck, ManyBucketsAreOneFault) {
  EXPECT_THAT(
      FaultsOf("Experiment(entity=U, buckets=['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', "
               "'j', 'k'], bucket_sizes=[1.001], version=1, revision=1)\n"),
      testing::ElementsAre("2:33 number of experiment buckets must be between 1 and 10 inclusive"));
}

}  // namespace
}  // namespace evenhand::engine
