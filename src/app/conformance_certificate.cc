#include "app/conformance_certificate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "app/certified.h"
#include "app/event_actions.h"
#include "codec/json_document.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;
using codec::Json;
using codec::JsonDocument;
using codec::JsonKind;
using Leaks = std::set<std::string>;  // "audit $.review.hour"

Result<std::string> ReadWhole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in) return Fail(ErrorCode::kIo, path.string() + ": cannot be read");
  return text.str();
}

std::string_view TextOf(Json value) {
  return value.kind() == JsonKind::kString ? value.AsString() : std::string_view();
}

Leaks LeaksOf(const even::Certificate& certificate) {
  Leaks leaks;
  for (const even::AttributeUse* use : certificate.leaks()) {
    const even::Attribute& attribute = certificate.attributes[use->attribute];
    leaks.insert(std::string(Name(attribute.attribute_class)) + " " + attribute.path);
  }
  return leaks;
}

Leaks WantedLeaks(Json list) {
  Leaks leaks;
  if (list.kind() != JsonKind::kArray) return leaks;
  list.EachItem([&](Json leak) {
    leaks.insert(std::string(TextOf(leak.Field("class"))) + " " +
                 std::string(TextOf(leak.Field("attribute"))));
    return true;
  });
  return leaks;
}

// One pair, whose differences are gathered in `problems`.
class Pair {
 public:
  explicit Pair(fs::path directory) : directory_(std::move(directory)) {}

  std::vector<std::string> problems;

  void Run() { Note({}, Check()); }

 private:
  void Note(std::string_view where, const Result<void>& done) {
    if (!done) problems.push_back(std::string(where) + done.error().message);
  }

  Result<void> Check() {
    EVENHAND_ASSIGN(const std::string wanted_text, ReadWhole(directory_ / "expected.json"));
    JsonDocument wanted_document;
    EVENHAND_ASSIGN(const Json wanted, wanted_document.ParseCopy(wanted_text));
    for (const char* member : {"leaky", "clean"}) {
      const std::string where = std::string(member) + ": ";
      Note(where, CheckCertificate(member, wanted.Field(member)));
      if (fs::exists(directory_ / "witness.json")) Note(where, CheckWitness(member));
    }
    return {};
  }

  Result<void> CheckCertificate(const std::string& member, Json wanted) {
    EVENHAND_ASSIGN(const Certified done,
                    CertifyDirectory((directory_ / member).string(),
                                     (directory_ / "attributes.yaml").string()));
    if (!done.certificate) {
      return Fail(ErrorCode::kCorrupt,
                  "does not load:\n" + sml::Render(done.book.diagnostics, *done.book.sources,
                                                   {.color = false, .warnings = false}));
    }
    const std::string got = done.certificate->granted() ? "granted" : "refused";
    if (got != TextOf(wanted.Field("certificate"))) {
      problems.push_back(
          fmt::format("{}: wanted {}, got {}", member, TextOf(wanted.Field("certificate")), got));
    }
    const Leaks wanted_leaks = WantedLeaks(wanted.Field("leaks"));
    const Leaks got_leaks = LeaksOf(*done.certificate);
    if (wanted_leaks != got_leaks) {
      problems.push_back(fmt::format("{}: wanted leaks [{}], got [{}]", member,
                                     fmt::join(wanted_leaks, ", "), fmt::join(got_leaks, ", ")));
    }
    return {};
  }

  Result<void> CheckWitness(const std::string& member) {
    EVENHAND_ASSIGN(const auto book, engine::LoadRulebook((directory_ / member).string()));
    if (book.program == nullptr) return {};  // said already
    EVENHAND_ASSIGN(const std::string text, ReadWhole(directory_ / "witness.json"));
    JsonDocument document;
    EVENHAND_ASSIGN(const Json witness, document.ParseCopy(text));
    EVENHAND_ASSIGN(const auto left, ActionsOfRun(book, witness.Field("left")));
    EVENHAND_ASSIGN(const auto right, ActionsOfRun(book, witness.Field("right")));
    const bool leaky = member == "leaky";
    if ((left != right) == leaky) return {};
    problems.push_back(leaky
                           ? fmt::format("leaky: the two runs of the witness do the same: [{}]",
                                         fmt::join(left, "; "))
                           : fmt::format("clean: the two runs of the witness differ: [{}] and [{}]",
                                         fmt::join(left, "; "), fmt::join(right, "; ")));
    return {};
  }

  fs::path directory_;
};

std::vector<fs::path> PairsIn(const std::string& directory) {
  if (fs::exists(fs::path(directory) / "expected.json")) return {fs::path(directory)};
  std::vector<fs::path> pairs;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    if (fs::exists(entry.path() / "expected.json")) pairs.push_back(entry.path());
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace

Result<Tally> RunCertificatePairs(const std::string& directory, std::ostream& out) {
  const std::vector<fs::path> pairs = PairsIn(directory);
  if (pairs.empty()) return Fail(ErrorCode::kNotFound, "no expected.json in " + directory);
  Tally tally;
  for (const fs::path& path : pairs) {
    Pair pair(path);
    pair.Run();
    ++tally.total;
    tally.passed += pair.problems.empty();
    for (const std::string& problem : pair.problems) {
      out << path.filename().string() << ": " << problem << "\n";
    }
  }
  out << tally.passed << " of " << tally.total << "\n";
  return tally;
}

}  // namespace evenhand::app
