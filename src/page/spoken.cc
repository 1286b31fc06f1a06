#include "page/spoken.h"

#include <algorithm>

#include "page/frame.h"
#include "page/locale.h"
#include "policy/raised.h"

namespace evenhand::page {
namespace {

using enum Word;
using Node = policy::Condition::Node;
using policy::Action;
using policy::ActionKind;

std::string Spaced(std::string_view id) {
  std::string text(id);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string OrSpaced(std::string_view words, std::string_view id) {
  return words.empty() ? Isolated(Spaced(id)) : std::string(words);
}

class ConditionWriter {
 public:
  ConditionWriter(const policy::Rulebook& book, std::string_view language, Html* html)
      : book_(book), language_(language), frame_(FrameLanguage(language)), html_(html) {}

  void Write(const Node& node) {
    switch (node.kind) {
      case Node::Kind::kAnd:
        return List(kAllOf, node);
      case Node::Kind::kOr:
        return List(kAnyOf, node);
      case Node::Kind::kNot:
        if (node.parts.front().kind == Node::Kind::kTruth)
          return Test(node.parts.front().name, Say(frame_, kNo));
        return List(kNoneOf, node);
      case Node::Kind::kTruth:
        return Test(node.name, Say(frame_, kYes));
      case Node::Kind::kIn:
        return Test(node.name, AnyOf(node));
      case Node::Kind::kCompare:
        return Test(node.name, Compared(node));
    }
  }

 private:
  void List(Word intro, const Node& node) {
    html_->Text(Say(frame_, intro)).Open("ul");
    for (const Node& part : node.parts) {
      html_->Open("li");
      Write(part);
      html_->Close();
    }
    html_->Close();
  }

  void Test(std::string_view name, std::string_view answer) {
    html_->Element("span", NameOf(name)).Text(" — ").Element("b", answer);
  }

  std::string NameOf(std::string_view name) const {
    if (name == policy::kRaised) return std::string(policy::RaisedText(language_));
    const auto question = std::ranges::find(book_.questions, name, &policy::Question::id);
    if (question != book_.questions.end()) return std::string(TextIn(question->texts, language_));
    const auto fact = std::ranges::find(book_.facts, name, &policy::DeclaredFact::id);
    if (fact != book_.facts.end()) return std::string(TextIn(fact->texts, language_));
    return OrSpaced(NameOfAttribute(frame_, name), name);
  }

  std::string Value(const Node& node, const policy::Fact& value) const {
    return ValueText(book_, node.name, value, language_);
  }

  std::string AnyOf(const Node& node) const {
    std::string text;
    for (const policy::Fact& value : node.values) {
      if (!text.empty()) text += Say(frame_, kOr);
      text += Value(node, value);
    }
    return text;
  }

  std::string Compared(const Node& node) const {
    const policy::Fact& value = node.values.front();
    const bool is_none = std::holds_alternative<std::monostate>(value);
    switch (node.order) {
      case Node::Order::kEqual:
        return is_none ? std::string(Say(frame_, kUnknown)) : Value(node, value);
      case Node::Order::kNotEqual:
        return is_none ? std::string(Say(frame_, kAny))
                       : Fill(frame_, kAnythingBut, Value(node, value));
      case Node::Order::kLess:
        return Fill(frame_, kLessThan, Value(node, value));
      case Node::Order::kLessEqual:
        return Fill(frame_, kAtMost, Value(node, value));
      case Node::Order::kGreater:
        return Fill(frame_, kMoreThan, Value(node, value));
      case Node::Order::kGreaterEqual:
        return Fill(frame_, kAtLeast, Value(node, value));
    }
    return {};
  }

  const policy::Rulebook& book_;
  const std::string_view language_;
  const Language frame_;
  Html* html_;
};

std::string LengthOf(Language language, const Action& action) {
  return LengthIn(Tag(language), action.period.value_or(policy::Period{}));
}

std::string LockText(Language language, const Action& action, bool beside_hide) {
  if (!beside_hide) return Fill(language, kLock, LengthOf(language, action));
  return action.period == policy::Period{}
             ? std::string(Say(language, kLockUntilDeleted))
             : Fill(language, kLockAfterDeletion, LengthOf(language, action));
}

}  // namespace

std::string ActionText(Language language, const Action& action, bool beside_hide) {
  switch (action.kind) {
    case ActionKind::kNone:
      return std::string(Say(language, kNothing));
    case ActionKind::kEducate:
      return std::string(Say(language, kEducate));
    case ActionKind::kWarn:
      return std::string(Say(language, kWarn));
    case ActionKind::kLabel:
      return action.detail.empty() ? std::string(Say(language, kLabel))
                                   : Fill(language, kLabelSaying, Isolated(action.detail));
    case ActionKind::kInterstitial:
      return std::string(Say(language, kInterstitial));
    case ActionKind::kLimit:
      return std::string(Say(language, action.detail == "recommended" ? kNotRecommended : kLimit));
    case ActionKind::kNotice:
      return Fill(language, kNotice, Isolated(action.detail));
    case ActionKind::kWithhold:
      return Fill(language, kWithhold, Isolated(action.detail));
    case ActionKind::kHide:
      return std::string(Say(language, kHide));
    case ActionKind::kRemove:
      return std::string(Say(language, kRemove));
    case ActionKind::kLock:
      return LockText(language, action, beside_hide);
    case ActionKind::kReadOnly:
      return Fill(language, kReadOnlyFor, LengthOf(language, action));
    case ActionKind::kRestrict:
      return Fill(language, kRestrict, LengthOf(language, action));
    case ActionKind::kChallenge:
      return std::string(Say(language, kChallenge));
    case ActionKind::kSuspend:
      return action.period ? Fill(language, kSuspend, LengthOf(language, action))
                           : std::string(Say(language, kSuspendForever));
  }
  return {};
}

std::string_view TextIn(const policy::Texts& texts, std::string_view language) {
  const auto text = texts.find(std::string(language));
  if (text != texts.end()) return text->second;
  return texts.empty() ? std::string_view() : std::string_view(texts.begin()->second);
}

std::string ValueText(const policy::Rulebook& rulebook, std::string_view name,
                      const policy::Fact& value, std::string_view language) {
  const Language frame = FrameLanguage(language);
  if (const bool* flag = std::get_if<bool>(&value))
    return std::string(Say(frame, *flag ? kYes : kNo));
  if (const std::int64_t* number = std::get_if<std::int64_t>(&value))
    return NumberIn(language, *number);
  const std::string word = policy::FormatFact(value);
  const auto named = [&](const policy::Named& names) {
    const auto found = names.find(word);
    return found == names.end() ? Isolated(Spaced(word))
                                : std::string(TextIn(found->second, language));
  };
  const auto question = std::ranges::find(rulebook.questions, name, &policy::Question::id);
  if (question != rulebook.questions.end()) return named(question->answer_texts);
  const auto fact = std::ranges::find(rulebook.facts, name, &policy::DeclaredFact::id);
  if (fact != rulebook.facts.end()) return named(fact->value_texts);
  return OrSpaced(NameOfValue(frame, word), word);
}

void WriteCondition(const policy::Condition& condition, const policy::Rulebook& rulebook,
                    std::string_view language, Html* html) {
  if (condition.root() != nullptr)
    ConditionWriter(rulebook, language, html).Write(*condition.root());
}

std::string FamilyText(Language language, std::string_view family) {
  const std::string_view name = NameOfFamily(language, family);
  return name.empty() ? Isolated(family) : std::string(name);
}

}  // namespace evenhand::page
