#include "even/random_rulebook.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace evenhand::even {
namespace {

std::string With(std::string_view type, const std::string& name, std::string_view path,
                 bool required) {
  return fmt::format("{}: {} = JsonData(path='{}'{})\n", name, type, path,
                     required ? "" : ", required=False");
}

}  // namespace

std::string RandomRulebook::Int(const Names& names, int depth) {
  if (depth <= 0 || Chance(40)) {
    return names.ints.empty() || Chance(30) ? std::to_string(Below(4)) : Any(names.ints);
  }
  switch (Below(3)) {
    case 0:
      return fmt::format("({} + {})", Int(names, depth - 1), Int(names, depth - 1));
    case 1:
      return fmt::format("StringLength(s={})", Str(names, depth - 1));
    default:
      return fmt::format("({} % {})", Int(names, depth - 1), Int(names, depth - 1));
  }
}

std::string RandomRulebook::Str(const Names& names, int depth) {
  if (depth <= 0 || Chance(40)) {
    return names.strs.empty() || Chance(30) ? fmt::format("'s{}'", Below(3)) : Any(names.strs);
  }
  switch (Below(4)) {
    case 0:
      return fmt::format("({} + {})", Str(names, depth - 1), Str(names, depth - 1));
    case 1:
      return names.ints.empty() ? "'s0'" : fmt::format("f's{{{}}}'", Any(names.ints));
    case 2:
      return fmt::format("ResolveOptional(optional_value={}, default_value={})",
                         Str(names, depth - 1), Str(names, depth - 1));
    default:
      return fmt::format("StringToLower(s={})", Str(names, depth - 1));
  }
}

std::string RandomRulebook::HasLabel(const Names& names) {
  std::string more;
  if (Chance(20)) more += ", status='removed'";
  if (Chance(10)) more += ", error_on_empty=True";
  if (Chance(10) && !names.deltas.empty()) more += ", min_label_age=" + Any(names.deltas);
  return fmt::format("HasLabel(entity={}, label={}{})", Any(names.entities), Label(), more);
}

std::string RandomRulebook::Bool(const Names& names, int depth) {
  if (depth <= 0 || Chance(30)) {
    if (!names.bools.empty() && Chance(70)) return Any(names.bools);
    return names.entities.empty() || Chance(50)
               ? fmt::format("{} > {}", Int(names, 0), Int(names, 0))
               : HasLabel(names);
  }
  switch (Below(6)) {
    case 0:
      return fmt::format("({} > {})", Int(names, depth - 1), Int(names, depth - 1));
    case 1:
      return fmt::format("({} == {})", Str(names, depth - 1), Str(names, depth - 1));
    case 2:
      return fmt::format("({} and {})", Bool(names, depth - 1), Bool(names, depth - 1));
    case 3:
      return fmt::format("({} or {})", Bool(names, depth - 1), Bool(names, depth - 1));
    case 4:
      return fmt::format("(not {})", Bool(names, depth - 1));
    default:
      return fmt::format("({} in [{}, 's1'])", Str(names, 0), Str(names, depth - 1));
  }
}

std::string RandomRulebook::Conditions(const Names& names) {
  std::string list = Bool(names, Below(2));
  if (Chance(25)) list += ", " + Bool(names, 1);
  return "[" + list + "]";
}

std::string RandomRulebook::Key(const Names& names) {
  if (names.strs.empty() || Chance(60)) return fmt::format("'k{}'", Below(3));
  return fmt::format("f'k{}{{{}}}'", Below(2), Any(names.strs));
}

std::string RandomRulebook::Effect(const Names& names) {
  if (names.entities.empty() || Chance(30)) {
    return fmt::format("DeclareVerdict(verdict={})",
                       Chance(70) ? fmt::format("'v{}'", Below(3)) : Str(names, 1));
  }
  std::string more;
  if (Chance(30) && !names.rules.empty()) more += ", apply_if=" + Any(names.rules);
  if (Chance(30) && !names.deltas.empty()) more += ", expires_after=" + Any(names.deltas);
  return fmt::format("{}(entity={}, label={}{})", Chance(70) ? "LabelAdd" : "LabelRemove",
                     Any(names.entities), Label(), more);
}

std::string RandomRulebook::Read(Names* names) {
  const std::string name = Fresh();
  const bool audit = Chance(25);
  switch (Below(4)) {
    case 0:
      names->ints.push_back(name);
      return With("int", name, audit ? "$.a.x" : "$.p.n", Chance(20));
    case 1:
      names->strs.push_back(name);
      return With("str", name, audit ? "$.a.y" : Chance(80) ? "$.p.s" : "$.p.*", Chance(20));
    case 2:
      names->bools.push_back(name);
      return With("bool", name, audit ? "$.a" : "$.p.b", Chance(20));
    default:
      names->entities.push_back(name);
      return fmt::format("{}: Entity[str] = EntityJson(type='{}', path='{}', required=False)\n",
                         name, Chance(60) ? "T" : "U", Chance(10) ? "$.a.y" : "$.p.id");
  }
}

std::string RandomRulebook::State(Names* names) {
  const std::string key = Key(*names), when = Conditions(*names);
  if (Chance(25)) {
    return fmt::format("CacheSetInt(key={}, value={}, when_all={})\n", key, Int(*names, 1), when);
  }
  const std::string name = Fresh();
  std::string call;
  switch (Below(3)) {
    case 0:
      call = fmt::format("IncrementWindow(key={}, window_seconds=60.0, when_all={})", key, when);
      break;
    case 1:
      call = fmt::format("GetWindowCount(key={}, window_seconds=60.0, when_all={})", key, when);
      break;
    default:
      call = fmt::format("CacheGetInt(key={}, when_all={}, default=1)", key, when);
  }
  names->ints.push_back(name);
  return name + " = " + call + "\n";
}

std::string RandomRulebook::Statement(Names* names) {
  const std::string name = Fresh();
  switch (Below(13)) {
    case 0:
      return Read(names);
    case 2: {
      const std::string value = Int(*names, 2);
      names->ints.push_back(name);
      return fmt::format("{} = {} + 0\n", name, value);
    }
    case 3: {
      const std::string value = Str(*names, 2);
      names->strs.push_back(name);
      return fmt::format("{} = {} + ''\n", name, value);
    }
    case 4: {
      const std::string value = Bool(*names, 2);
      names->bools.push_back(name);
      return fmt::format("{} = {} and True\n", name, value);
    }
    case 1:
    case 5:
      return State(names);
    case 6: {
      const std::string what = Str(*names, 1);
      names->deltas.push_back(name);
      return Chance(50) ? fmt::format("{} = TimeDelta(seconds={})\n", name, Below(5))
                        : fmt::format("{} = TimeSince(timestamp={})\n", name, what);
    }
    case 7:
    case 8:
    case 9: {
      if (names->rules.empty()) return "";
      const std::string also = Chance(30) ? ", " + Any(names->rules) : "";
      return fmt::format("WhenRules(rules_any=[{}{}], then=[{}])\n", Any(names->rules), also,
                         Effect(*names));
    }
    default: {
      const std::string field =
          names->strs.empty() || Chance(70) ? "" : "{" + Any(names->strs) + "}";
      const std::string when = Conditions(*names);
      names->rules.push_back(name);
      return fmt::format("{} = Rule(when_all={}, description=f'why {}')\n", name, when, field);
    }
  }
}

std::string RandomRulebook::Statements(Names* names, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += Statement(names);
  return text;
}

// main.sml imports a.sml and starts b.sml, mostly under a condition, and c.sml; b.sml may import
// both.
sml::SourceSet RandomRulebook::Make() {
  sml::SourceSet set;
  set.configs.push_back({"config.yaml",
                         "labels:\n"
                         "  l: {valid_for: [T, U], connotation: neutral, description: l}\n"
                         "  m: {valid_for: [T, U], connotation: neutral, description: m}\n"});
  Names in_a, in_c;
  std::string a = Read(&in_a);
  a += Read(&in_a);
  a += Statements(&in_a, 5 + Below(5));
  std::string c = Read(&in_c);
  c += State(&in_c);
  c += Statements(&in_c, 4 + Below(4));
  Names in_b;
  std::vector<std::string> imports;
  if (Chance(50)) {
    imports.push_back("'a.sml'");
    in_b = in_a;
  }
  if (Chance(40)) {
    imports.push_back("'c.sml'");
    in_b.ints.insert(in_b.ints.end(), in_c.ints.begin(), in_c.ints.end());
  }
  std::string b = imports.empty() ? std::string()
                                  : fmt::format("Import(rules=[{}])\n", fmt::join(imports, ", "));
  b += Read(&in_b);
  b += Statements(&in_b, 8 + Below(8));
  Names in_main = in_a;
  std::string main = "Import(rules=['a.sml'])\n";
  main += Read(&in_main);
  main += Statements(&in_main, 3 + Below(4));
  const std::string condition = Chance(80) ? ", require_if=" + Bool(in_main, 1) : std::string();
  main += fmt::format("Require(rule='b.sml'{})\n", condition);
  main += Statements(&in_main, 8 + Below(8));
  main += "Require(rule='c.sml')\n";
  set.files.push_back({"a.sml", a});
  set.files.push_back({"b.sml", b});
  set.files.push_back({"c.sml", c});
  set.files.push_back({"main.sml", main});
  return set;
}

RandomRuns MakeRuns(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto any = [&](std::initializer_list<const char*> of) {
    return std::string(*(of.begin() + random() % of.size()));
  };
  const auto member = [&](const std::string& name, const std::string& value) {
    return value.empty() ? "" : fmt::format("\"{}\": {}, ", name, value);
  };
  RandomRuns runs{"[", "["};
  const std::size_t count = 2 + random() % 4;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string p = member("n", any({"", "0", "1", "2", "3", "null", "\"2\""})) +
                          member("s", any({"", "\"s0\"", "\"s1\"", "\"S2\"", "7", "null"})) +
                          member("b", any({"", "true", "false", "null"})) +
                          fmt::format("\"id\": \"{}\"", any({"e", "f"}));
    for (std::string* run : {&runs.left, &runs.right}) {
      const std::string a =
          member("x", any({"", "0", "1", "2", "3", "null", "\"x\"", "{\"n\": 1}"})) +
          member("y", any({"", "\"s0\"", "\"s1\"", "\"2024-01-01\"", "null", "[1]"})) + "\"z\": 1";
      *run += fmt::format(
          "{}{{\"action_id\": {}, \"action_name\": \"post\", \"timestamp\": "
          "\"2024-03-01T12:00:{:02}+00:00\", \"data\": {{\"a\": {{{}}}, \"p\": {{{}}}}}}}",
          i == 0 ? "" : ", ", i + 1, i * 3, a, p);
    }
  }
  runs.left += "]";
  runs.right += "]";
  return runs;
}

}  // namespace evenhand::even
