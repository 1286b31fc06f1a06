#include "policy/rulebook.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <initializer_list>

#include "codec/yaml.h"

namespace evenhand::policy {
namespace {

using codec::YamlKind;
using codec::YamlNode;

constexpr std::array<std::string_view, 4> kGravities = {"low", "medium", "high", "grave"};

Place PlaceOf(const YamlNode& node) { return {node.line, node.column + 1}; }

// Reads one mapping: each getter consumes a key, and Finish complains about what is left over.
class Fields {
 public:
  Fields(const YamlNode& node, std::string what, std::vector<Problem>* problems)
      : node_(node), what_(std::move(what)), problems_(problems) {
    if (node.kind != YamlKind::kMap) {
      Report(node, fmt::format("{} is not a mapping", what_), "write it as 'key: value' lines");
    }
  }

  void Report(const YamlNode& at, std::string message, std::string mend = {}) {
    problems_->push_back({true, PlaceOf(at), std::move(message), std::move(mend)});
  }

  const YamlNode* Get(std::string_view key, bool required = false) {
    known_.push_back(key);
    const auto* member = node_.kind == YamlKind::kMap ? node_.Find(key) : nullptr;
    if (member == nullptr) {
      if (required && node_.kind == YamlKind::kMap) {
        Report(node_, fmt::format("{} lacks '{}'", what_, key), fmt::format("add '{}: …'", key));
      }
      return nullptr;
    }
    return member->second.get();
  }

  std::string Text(std::string_view key, bool required = false) {
    const YamlNode* value = Get(key, required);
    if (value == nullptr || value->kind == YamlKind::kNull) return {};
    if (!value->items.empty() || !value->members.empty()) {
      Report(*value, fmt::format("'{}' is not a text", key));
      return {};
    }
    return value->text;
  }

  std::vector<std::string> List(std::string_view key, bool required = false) {
    std::vector<std::string> list;
    const YamlNode* value = Get(key, required);
    if (value == nullptr || value->kind == YamlKind::kNull) return list;
    if (value->kind != YamlKind::kList) {
      Report(*value, fmt::format("'{}' is not a list", key), "write it as [a, b]");
      return list;
    }
    for (const auto& item : value->items) list.push_back(item->text);
    return list;
  }

  // [a, b], or a mapping from each word to its texts, which go to `named`.
  std::vector<std::string> Words(std::string_view key, Named* named) {
    const YamlNode* value = Get(key);
    if (value == nullptr || value->kind != YamlKind::kMap) return List(key);
    std::vector<std::string> words;
    for (const auto& [word, texts] : value->members) {
      words.push_back(word->text);
      (*named)[word->text] = ReadTexts(*texts, word->text);
    }
    return words;
  }

  std::int64_t Number(std::string_view key, std::int64_t otherwise, bool required = false) {
    const YamlNode* value = Get(key, required);
    if (value == nullptr) return otherwise;
    std::int64_t number = 0;
    const std::string& text = value->text;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (value->kind != YamlKind::kInt || error != std::errc() || end != text.data() + text.size() ||
        number < 0) {
      Report(*value, fmt::format("'{}' is not a whole number of 0 or more", key));
      return otherwise;
    }
    return number;
  }

  bool Flag(std::string_view key, bool otherwise) {
    const YamlNode* value = Get(key);
    if (value == nullptr) return otherwise;
    if (value->kind != YamlKind::kBool)
      Report(*value, fmt::format("'{}' is not true or false", key));
    return value->boolean;
  }

  // A value that `parse` reads from its text.
  template <class T>
  std::optional<T> Parsed(std::string_view key, Result<T> (*parse)(std::string_view),
                          bool required = false) {
    const YamlNode* value = Get(key, required);
    if (value == nullptr || value->kind == YamlKind::kNull) return std::nullopt;
    Result<T> parsed = parse(value->text);
    if (parsed) return *std::move(parsed);
    Report(*value, fmt::format("'{}': {}", key, parsed.error().message));
    return std::nullopt;
  }

  Texts TextsOf(std::string_view key) {
    const YamlNode* value = Get(key, true);
    return value == nullptr ? Texts() : ReadTexts(*value, key);
  }

  // Calls read(key node, value node) for each entry of a mapping.
  void EachMember(std::string_view key,
                  const std::function<void(const YamlNode&, const YamlNode&)>& read) {
    const YamlNode* value = Get(key);
    if (value == nullptr || value->kind == YamlKind::kNull) return;
    if (value->kind != YamlKind::kMap) {
      return Report(*value, fmt::format("'{}' is not a mapping", key));
    }
    for (const auto& [name, entry] : value->members) read(*name, *entry);
  }
  void EachItem(std::string_view key, const std::function<void(const YamlNode&)>& read) {
    const YamlNode* value = Get(key);
    if (value == nullptr || value->kind == YamlKind::kNull) return;
    if (value->kind != YamlKind::kList)
      return Report(*value, fmt::format("'{}' is not a list", key));
    for (const auto& item : value->items) read(*item);
  }

  void Finish() {
    for (const auto& [key, value] : node_.members) {
      if (std::ranges::find(known_, key->text) != known_.end()) continue;
      Report(*key, fmt::format("{} has no key '{}'", what_, key->text),
             fmt::format("its keys are {}", fmt::join(known_, ", ")));
    }
  }

 private:
  Texts ReadTexts(const YamlNode& node, std::string_view key) {
    Texts texts;
    if (node.kind != YamlKind::kMap) {
      Report(node, fmt::format("'{}' is not a mapping from language to text", key));
      return texts;
    }
    for (const auto& [language, text] : node.members) texts[language->text] = text->text;
    return texts;
  }

  const YamlNode& node_;
  std::string what_;
  std::vector<Problem>* problems_;
  std::vector<std::string_view> known_;
};

class Reader {
 public:
  explicit Reader(std::vector<Problem>* problems) : problems_(problems) {}

  Rulebook Run(const YamlNode& root) {
    Fields f(root, "the rulebook", problems_);
    book_.id = f.Text("id", true);
    book_.version = f.Number("version", 0, true);
    book_.languages = f.List("languages", true);
    book_.published_at = f.Parsed<Time>("published_at", ParseTime, true).value_or(Time{});
    book_.effective_at =
        f.Parsed<Time>("effective_at", ParseTime, true).value_or(book_.published_at);
    book_.previous = f.Text("previous");
    book_.block_grace_days = f.Number("block_grace_days", book_.block_grace_days);
    book_.attributes = f.List("attributes");
    f.EachMember("questions", [&](const YamlNode& k, const YamlNode& v) { ReadQuestion(k, v); });
    f.EachMember("facts", [&](const YamlNode& k, const YamlNode& v) { ReadFact(k, v); });
    f.EachMember("families", [&](const YamlNode& k, const YamlNode& v) { ReadFamily(k, v); });
    f.EachItem("ladders", [&](const YamlNode& v) { ReadLadder(v); });
    f.EachMember("clauses", [&](const YamlNode& k, const YamlNode& v) { ReadClause(k, v); });
    f.EachMember("measures", [&](const YamlNode& k, const YamlNode& v) { ReadMeasure(k, v); });
    f.EachMember("exceptions", [&](const YamlNode& k, const YamlNode& v) { ReadException(k, v); });
    f.Finish();
    return std::move(book_);
  }

 private:
  void ReadQuestion(const YamlNode& id, const YamlNode& node) {
    Fields f(node, fmt::format("question '{}'", id.text), problems_);
    Question question{.id = id.text, .place = PlaceOf(id)};
    question.answers = f.Words("answers", &question.answer_texts);
    question.texts = f.TextsOf("texts");
    f.Finish();
    book_.questions.push_back(std::move(question));
  }

  void ReadFact(const YamlNode& id, const YamlNode& node) {
    Fields f(node, fmt::format("fact '{}'", id.text), problems_);
    DeclaredFact fact{.id = id.text, .place = PlaceOf(id)};
    fact.values = f.Words("values", &fact.value_texts);
    fact.texts = f.TextsOf("texts");
    f.Finish();
    book_.facts.push_back(std::move(fact));
  }

  void ReadFamily(const YamlNode& id, const YamlNode& node) {
    Fields f(node, fmt::format("family '{}'", id.text), problems_);
    Family family{.name = id.text};
    // "never" must be said: a forgotten expiry would be a strike for life.
    const YamlNode* expiry = f.Get("expiry", true);
    if (expiry != nullptr && expiry->text != "never") {
      family.expiry = f.Parsed<Period>("expiry", ParsePeriod);
    }
    family.max_age = f.Parsed<Period>("max_age", ParsePeriod);
    f.Finish();
    book_.strikes.families.push_back(std::move(family));
    book_.family_places.push_back(PlaceOf(id));
  }

  void ReadLadder(const YamlNode& node) {
    Fields f(node, "a ladder", problems_);
    Ladder ladder{.families = f.List("families", true)};
    f.EachMember("rungs", [&](const YamlNode& key, const YamlNode& value) {
      std::int64_t threshold = 0;
      std::from_chars(key.text.data(), key.text.data() + key.text.size(), threshold);
      Result<Action> action = ParseAction(value.text);
      if (threshold < 1)
        return f.Report(key, fmt::format("threshold '{}' is not 1 or more", key.text));
      if (!action) return f.Report(value, action.error().message);
      ladder.rungs.push_back({threshold, *std::move(action)});
    });
    if (const YamlNode* warning = f.Get("warning")) {
      Fields w(*warning, "the warning", problems_);
      ladder.warning = w.Parsed<Period>("after_lesson", ParsePeriod, true);
      w.Finish();
    }
    f.Finish();
    book_.strikes.ladders.push_back(std::move(ladder));
    book_.ladder_places.push_back(PlaceOf(node));
  }

  void ReadClause(const YamlNode& id, const YamlNode& node) {
    Fields f(node, fmt::format("clause '{}'", id.text), problems_);
    Clause clause{.id = id.text, .family = f.Text("family"), .place = PlaceOf(id)};
    const std::string severity = f.Text("severity", true);
    const auto* gravity = std::ranges::find(kGravities, severity);
    if (gravity != kGravities.end()) {
      clause.severity = static_cast<Gravity>(gravity - kGravities.begin());
    } else if (!severity.empty()) {
      f.Report(*f.Get("severity"), fmt::format("'{}' is no severity", severity),
               "low, medium, high or grave");
    }
    clause.when = f.Parsed<Condition>("when", Condition::Parse, true).value_or(Condition{});
    clause.unless = f.Parsed<Condition>("unless", Condition::Parse);
    clause.awaits = f.Parsed<Condition>("awaits", Condition::Parse);
    clause.item = f.Parsed<Action>("item", ParseAction).value_or(Action{});
    clause.account = f.Parsed<Action>("account", ParseAction).value_or(Action{});
    clause.strikes = f.Number("strikes", 0);
    clause.max_age = f.Parsed<Period>("max_age", ParsePeriod);
    clause.automated_ok = f.Flag("automated_ok", false);
    clause.appeal = f.Flag("appeal", true);
    if (const std::string category = f.Text("dsa_category"); !category.empty()) {
      clause.dsa_category = "STATEMENT_CATEGORY_" + category;
    }
    clause.texts = f.TextsOf("texts");
    f.Finish();
    book_.clauses.push_back(std::move(clause));
  }

  void ReadMeasure(const YamlNode& id, const YamlNode& node) {
    Fields f(node, fmt::format("measure '{}'", id.text), problems_);
    Measure measure{.id = id.text, .place = PlaceOf(id)};
    measure.when = f.Parsed<Condition>("when", Condition::Parse, true).value_or(Condition{});
    for (const std::string& text : f.List("actions", true)) {
      Result<Action> action = ParseAction(text);
      if (action) {
        measure.actions.push_back(*std::move(action));
      } else {
        f.Report(node, action.error().message);
      }
    }
    measure.texts = f.TextsOf("texts");
    f.Finish();
    book_.measures.push_back(std::move(measure));
  }

  void ReadException(const YamlNode& id, const YamlNode& node) {
    Fields f(node, fmt::format("exception '{}'", id.text), problems_);
    ExceptionRule rule{.id = id.text};
    rule.eligible = f.Parsed<Condition>("eligible", Condition::Parse, true).value_or(Condition{});
    rule.softens = f.List("softens", true);
    rule.never = f.List("never", true);
    rule.tests = f.List("tests");
    rule.profile = f.Text("profile", true);
    rule.max_days = f.Number("max_days", 0, true);
    rule.renewals = f.Number("renewals", 0);
    rule.spares_strike = f.Flag("spares_strike", false);
    if (const YamlNode* budget = f.Get("budget", true)) {
      Fields b(*budget, "the budget", problems_);
      rule.budget.per_account = b.Number("per_account", 0, true);
      rule.budget.window_days = b.Number("window_days", 0, true);
      if (b.Get("total") != nullptr) rule.budget.total = b.Number("total", 0);
      b.Finish();
    }
    rule.texts = f.TextsOf("texts");
    f.Finish();
    book_.exceptions.push_back(std::move(rule));
    book_.exception_places.push_back(PlaceOf(id));
  }

  std::vector<Problem>* problems_;
  Rulebook book_;
};

}  // namespace

std::string_view Name(Gravity gravity) { return kGravities[static_cast<std::size_t>(gravity)]; }

const Clause* Rulebook::FindClause(std::string_view clause) const {
  const auto found = std::ranges::find(clauses, clause, &Clause::id);
  return found == clauses.end() ? nullptr : &*found;
}

Rulebook ReadRulebook(std::string_view yaml, std::vector<Problem>* problems) {
  const auto document = codec::ReadYaml(yaml);
  if (!document) {
    const codec::YamlError& error = document.error();
    problems->push_back({true, {error.line, error.column + 1}, error.message, {}});
    return {};
  }
  return Reader(problems).Run(**document);
}

Result<Rulebook> LoadRulebook(std::string_view yaml) {
  std::vector<Problem> problems;
  Rulebook book = ReadRulebook(yaml, &problems);
  const auto is_error = [](const Problem& p) { return p.is_error; };
  if (std::ranges::none_of(problems, is_error)) CheckRulebook(book, &problems);
  const auto first = std::ranges::find_if(problems, is_error);
  if (first == problems.end()) return book;
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("{}:{}: {}{}{}", first->place.line, first->place.column, first->message,
                          first->mend.empty() ? "" : "; ", first->mend));
}

}  // namespace evenhand::policy
