// The parts of a dossier that `evenhand detect` writes too.

#include <set>

#include "dossier/dossier_json.h"

namespace evenhand::dossier {
namespace {

using codec::JsonText;
using coordination::FoundTie;
using coordination::JointAct;
using coordination::TieEvidence;

constexpr std::size_t kMostItems = 20'000'000;  // of any list; the bytes bound them long before
constexpr std::int64_t kMostTimeMs = 253'402'300'799'999;  // the end of 9999
constexpr std::int64_t kLeastTimeMs = -62'135'596'800'000;

std::string Number(double value) {
  std::string text;
  codec::AppendJsonDouble(value, &text);
  return text;
}

std::string Quoted(std::string_view text) {
  std::string quoted;
  codec::AppendJsonString(text, &quoted);
  return quoted;
}

double Seconds(std::int64_t ms) { return static_cast<double>(ms) / 1000; }

std::int64_t WindowMs(const JsonIn& in) {
  const double seconds = in.Real();
  if (!(seconds >= 0 && seconds <= 1e9)) {
    in.Wrong("is no number of seconds");
    return 0;
  }
  return std::llround(seconds * 1000);
}

double Share(const JsonIn& in) {
  const double value = in.Real();
  if (value < 0 || value > 1) in.Wrong("is no number from 0 to 1");
  return value;
}

double NotNegative(const JsonIn& in) {
  const double value = in.Real();
  if (value < 0) in.Wrong("is below 0");
  return value;
}

std::string TestText(const TieEvidence& test) {
  return fmt::format(
      "{{\"trace\": {}, \"window_s\": {}, \"together\": {}, \"common\": {}, "
      "\"expected_by_choice\": {}, "
      "\"expected_by_timing\": {}, \"p_choice\": {}, \"p_timing\": {}, \"q\": {}}}",
      Quoted(model::NameOf(test.trace)), Number(Seconds(test.window_ms)), test.together,
      test.common, Number(test.expected_by_choice), Number(test.expected_by_timing),
      Number(test.p_choice), Number(test.p_timing), Number(test.q));
}

TieEvidence ReadTest(const JsonIn& in) {
  in.Only({"trace", "window_s", "together", "common", "expected_by_choice", "expected_by_timing",
           "p_choice", "p_timing", "q"});
  return {.trace = in.Field("trace").Word(model::TraceNamed, "trace"),
          .window_ms = WindowMs(in.Field("window_s")),
          .together = in.Field("together").Small(),
          .common = in.Field("common").Small(),
          .expected_by_choice = NotNegative(in.Field("expected_by_choice")),
          .expected_by_timing = NotNegative(in.Field("expected_by_timing")),
          .p_choice = Share(in.Field("p_choice")),
          .p_timing = Share(in.Field("p_timing")),
          .q = Share(in.Field("q"))};
}

JointAct ReadAct(const JsonIn& in, const Basis& basis) {
  std::int64_t parts[5] = {};
  std::size_t count = 0;
  in.Each(5, [&](const JsonIn& part) {
    const bool is_time = count == 2 || count == 4;
    const auto most =
        static_cast<std::int64_t>(count == 0 ? basis.objects.size() : basis.posts.size()) - 1;
    parts[count++] = is_time ? part.Whole(kLeastTimeMs, kMostTimeMs) : part.Whole(0, most);
  });
  if (count != 5) in.Wrong("is not [object, post of a, time of a, post of b, time of b]");
  if (in.failed()) return {};
  const auto object = static_cast<std::uint32_t>(parts[0]);
  return {.trace = basis.objects[object].trace,
          .object = object,
          .content_a = static_cast<std::uint32_t>(parts[1]),
          .content_b = static_cast<std::uint32_t>(parts[3]),
          .time_a_ms = parts[2],
          .time_b_ms = parts[4]};
}

FoundTie ReadTie(const JsonIn& in, std::size_t accounts, const Basis& basis) {
  in.Only({"a", "b", "tests", "acts"});
  const auto last = static_cast<std::int64_t>(accounts) - 1;
  FoundTie tie{.a = static_cast<std::uint32_t>(in.Field("a").Whole(0, last)),
               .b = static_cast<std::uint32_t>(in.Field("b").Whole(0, last))};
  if (!in.failed() && tie.a >= tie.b)
    in.Wrong("does not name two accounts, the lower number first");
  in.Field("tests").Each(kMostItems,
                         [&](const JsonIn& test) { tie.evidence.push_back(ReadTest(test)); });
  in.Field("acts").Each(kMostItems,
                        [&](const JsonIn& act) { tie.acts.push_back(ReadAct(act, basis)); });
  if (tie.evidence.empty()) in.Wrong("has no test");
  for (std::size_t i = 1; i < tie.evidence.size(); ++i) {
    const TieEvidence &one = tie.evidence[i - 1], &next = tie.evidence[i];
    if (std::pair(one.trace, one.window_ms) >= std::pair(next.trace, next.window_ms))
      in.Wrong("has its tests not in order of trace and window, each once");
  }
  return tie;
}

}  // namespace

void WriteTime(std::string_view name, std::optional<std::int64_t> ms, JsonText* out) {
  if (!ms) {
    out->Null(name);
    return;
  }
  std::string text;
  codec::AppendIso8601(&text, {.utc = TimeUs{*ms * 1000}, .offset_seconds = 0, .has_offset = true});
  out->Text(name, text);
}

void WriteBasis(std::string_view name, const Basis& basis, JsonText* out) {
  out->Open(name, '{').Open("active", '{');
  for (const auto& [trace, accounts] : basis.active) out->Whole(model::NameOf(trace), accounts);
  out->Close().Open("objects", '[');
  for (const Object& object : basis.objects) {
    out->Raw("",
             fmt::format("{{\"trace\": {}, \"name\": {}, \"accounts\": {}, \"tied_outside\": {}}}",
                         Quoted(model::NameOf(object.trace)), Quoted(object.name), object.accounts,
                         object.tied_outside));
  }
  out->Close().Open("posts", '[');
  for (const std::string& post : basis.posts) out->Text("", post);
  out->Close().Open("ties", '[');
  for (const FoundTie& tie : basis.ties) {
    out->Open("", '{').Whole("a", tie.a).Whole("b", tie.b).Open("tests", '[');
    for (const TieEvidence& test : tie.evidence) out->Raw("", TestText(test));
    out->Close().Open("acts", '[');
    for (const JointAct& act : tie.acts) {
      out->Raw("", fmt::format("[{}, {}, {}, {}, {}]", act.object, act.content_a, act.time_a_ms,
                               act.content_b, act.time_b_ms));
    }
    out->Close().Close();
  }
  out->Close().Close();
}

Basis ReadBasis(const JsonIn& in, std::size_t accounts) {
  Basis basis;
  in.Only({"active", "objects", "posts", "ties"});
  in.Field("active").EachField([&](std::string_view name, const JsonIn& count) {
    const auto trace = model::TraceNamed(name);
    if (!trace) return count.Wrong("is no trace");
    basis.active[*trace] = count.Small();
  });
  in.Field("objects").Each(kMostItems, [&](const JsonIn& one) {
    one.Only({"trace", "name", "accounts", "tied_outside"});
    Object object{.trace = one.Field("trace").Word(model::TraceNamed, "trace"),
                  .name = one.Field("name").Text(),
                  .accounts = one.Field("accounts").Small(),
                  .tied_outside = one.Field("tied_outside").Small()};
    if (!one.failed() && !basis.active.contains(object.trace))
      one.Wrong("is of a trace that 'active' does not count");
    if (object.tied_outside > object.accounts) one.Wrong("has more tied accounts than accounts");
    basis.objects.push_back(std::move(object));
  });
  in.Field("posts").Each(kMostItems,
                         [&](const JsonIn& post) { basis.posts.push_back(post.Text()); });
  std::pair<std::uint32_t, std::uint32_t> last{0, 0};
  in.Field("ties").Each(kMostTies, [&](const JsonIn& one) {
    FoundTie tie = ReadTie(one, accounts, basis);
    if (!one.failed() && std::pair(tie.a, tie.b) <= last)
      one.Wrong("is not in order, or is there twice");
    last = {tie.a, tie.b};
    basis.ties.push_back(std::move(tie));
  });
  return basis;
}

void WriteSigns(const std::vector<Sign>& signs, JsonText* out) {
  out->Open("signs", '[');
  for (const Sign& sign : signs) {
    out->Open("", '{').Text("change", NameOf(sign.change));
    WriteTime("at", sign.at_ms, out);
    out->Real("times", sign.times)
        .Real("p", sign.p)
        .Whole("before", sign.before)
        .Whole("after", sign.after)
        .Close();
  }
  out->Close();
}

std::vector<Sign> ReadSigns(const JsonIn& in) {
  std::vector<Sign> signs;
  in.Each(3, [&](const JsonIn& one) {
    one.Only({"change", "at", "times", "p", "before", "after"});
    const auto named = [](std::string_view name) -> std::optional<Sign::Change> {
      for (const auto change : {Sign::Change::kHours, Sign::Change::kPace, Sign::Change::kTopics})
        if (NameOf(change) == name) return change;
      return std::nullopt;
    };
    signs.push_back({.change = one.Field("change").Word(named, "change"),
                     .at_ms = one.Field("at").TimeMs(),
                     .times = NotNegative(one.Field("times")),
                     .p = Share(one.Field("p")),
                     .before = one.Field("before").Small(),
                     .after = one.Field("after").Small()});
  });
  return signs;
}

static void WriteSearches(const std::vector<coordination::Detection::Search>& searches,
                          JsonText* out) {
  out->Open("searches", '[');
  for (const auto& search : searches) {
    out->Raw("", fmt::format("{{\"trace\": {}, \"window_s\": {}, \"pairs_tested\": {}, "
                             "\"times_together\": {}, \"ties\": {}, "
                             "\"inside_declared_groups\": {}, \"posts_not_compared\": {}}}",
                             Quoted(model::NameOf(search.trace)), Number(Seconds(search.window_ms)),
                             Number(search.tests), search.together, search.ties, search.declared,
                             search.not_compared));
  }
  out->Close();
}

std::vector<coordination::Detection::Search> ReadSearches(const JsonIn& in) {
  std::vector<coordination::Detection::Search> searches;
  in.Each(10'000, [&](const JsonIn& one) {
    one.Only({"trace", "window_s", "pairs_tested", "times_together", "ties",
              "inside_declared_groups", "posts_not_compared"});
    const JsonIn not_compared = one.Field("posts_not_compared");
    searches.push_back(
        {.trace = one.Field("trace").Word(model::TraceNamed, "trace"),
         .window_ms = WindowMs(one.Field("window_s")),
         .together = static_cast<std::uint64_t>(one.Field("times_together").Whole()),
         .tests = NotNegative(one.Field("pairs_tested")),
         .ties = static_cast<std::size_t>(one.Field("ties").Whole()),
         .declared = static_cast<std::size_t>(one.Field("inside_declared_groups").Whole()),
         .not_compared =
             not_compared.is_null() ? 0 : static_cast<std::uint64_t>(not_compared.Whole())});
  });
  return searches;
}

static void WriteLine(const coordination::LineOptions& line, JsonText* out) {
  out->Open("line", '{');
  out->Whole("min_objects", line.min_objects)
      .Whole("min_days", line.min_days)
      .Whole("min_partners", line.min_partners);
  out->Whole("many_objects", line.many_objects).Whole("many_partners", line.many_partners);
  out->Real("least_effect", line.least_effect).Real("common_share", line.common_share).Close();
}

coordination::LineOptions ReadLine(const JsonIn& in) {
  in.Only({"min_objects", "min_days", "min_partners", "many_objects", "many_partners",
           "least_effect", "common_share"});
  return {.min_objects = in.Field("min_objects").Small(),
          .min_days = in.Field("min_days").Small(),
          .min_partners = in.Field("min_partners").Small(),
          .many_objects = in.Field("many_objects").Small(),
          .many_partners = in.Field("many_partners").Small(),
          .least_effect = NotNegative(in.Field("least_effect")),
          .common_share = NotNegative(in.Field("common_share"))};
}

void WriteMethod(const Method& method, JsonText* out) {
  const auto count = [&](std::string_view name, std::uint64_t number) {
    out->Whole(name, static_cast<std::int64_t>(number));
  };
  out->Open("method", '{');
  WriteTime("from", method.from_ms, out);
  WriteTime("to", method.to_ms, out);
  count("shares", method.shares);
  count("accounts", method.accounts);
  count("objects", method.objects);
  out->Real("false_discovery_rate", method.false_discovery_rate);
  WriteSearches(method.searches, out);
  WriteLine(method.line, out);
  count("networks", method.networks);
  count("candidates", method.candidates);
  out->Open("fell_short", '{');
  for (const auto& [lacks, number] : method.fell_short) count(lacks, number);
  out->Close().Close();
}

Method ReadMethod(const JsonIn& in) {
  in.Only({"from", "to", "shares", "accounts", "objects", "false_discovery_rate", "searches",
           "line", "networks", "candidates", "fell_short"});
  const auto count = [&](std::string_view name) {
    return static_cast<std::uint64_t>(in.Field(name).Whole());
  };
  Method method{.from_ms = in.Field("from").TimeMs(),
                .to_ms = in.Field("to").TimeMs(),
                .shares = count("shares"),
                .accounts = count("accounts"),
                .objects = count("objects"),
                .false_discovery_rate = in.Field("false_discovery_rate").Real(),
                .searches = ReadSearches(in.Field("searches")),
                .line = ReadLine(in.Field("line")),
                .networks = count("networks"),
                .candidates = count("candidates")};
  in.Field("fell_short").EachField([&](std::string_view lacks, const JsonIn& one) {
    method.fell_short[std::string(lacks)] = static_cast<std::uint64_t>(one.Whole());
  });
  return method;
}

}  // namespace evenhand::dossier
