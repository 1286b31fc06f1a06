// Signatures: the notation of type.h, read once for each function of the catalog.

#include <fmt/format.h>

#include <array>
#include <utility>

#include "sml/type.h"

namespace evenhand::sml {
namespace {

struct Named {
  std::string_view name;
  TypeKind kind;
};
constexpr std::array kSimple = {
    Named{"Any", TypeKind::kAny},
    Named{"None", TypeKind::kNone},
    Named{"bool", TypeKind::kBool},
    Named{"int", TypeKind::kInt},
    Named{"float", TypeKind::kFloat},
    Named{"str", TypeKind::kStr},
    Named{"RuleT", TypeKind::kRule},
    Named{"TimeDeltaT", TypeKind::kTimeDelta},
    Named{"ExperimentT", TypeKind::kExperiment},
};

class SignatureParser {
 public:
  explicit SignatureParser(std::string_view text) : text_(text) {}

  Result<Signature> Run() {
    EVENHAND_TRY(Expect("("));
    if (!Accept(")")) {
      do {
        EVENHAND_TRY(ReadParameter());
      } while (Accept(","));
      EVENHAND_TRY(Expect(")"));
    }
    EVENHAND_TRY(Expect("->"));
    EVENHAND_ASSIGN(signature_.result, ReadType());
    if (saw_dynamic_) signature_.dynamic_result = true;
    SkipBlanks();
    if (at_ != text_.size()) return Wrong("the end");
    return std::move(signature_);
  }

 private:
  void SkipBlanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }

  bool Accept(std::string_view token) {
    SkipBlanks();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  tl::unexpected<Error> Wrong(std::string_view expected) const {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("expected {} at column {} of signature `{}`", expected, at_, text_));
  }

  Result<void> Expect(std::string_view token) {
    if (!Accept(token)) return Wrong(fmt::format("`{}`", token));
    return {};
  }

  Result<std::string> ReadName() {
    SkipBlanks();
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_')) {
      ++at_;
    }
    if (begin == at_) return Wrong("a name");
    return std::string(text_.substr(begin, at_ - begin));
  }

  Result<void> ReadParameter() {
    if (Accept("**")) {
      EVENHAND_TRY(Expect(":"));
      EVENHAND_ASSIGN(signature_.extra_type, ReadType());
      signature_.extra_arguments = true;
      return {};
    }
    Parameter parameter;
    EVENHAND_ASSIGN(parameter.name, ReadName());
    if (Accept("|")) {
      EVENHAND_ASSIGN(parameter.alias, ReadName());
    }
    EVENHAND_TRY(Expect(":"));
    if (Accept("Const[")) {
      parameter.constant = true;
      EVENHAND_ASSIGN(parameter.type, ReadType());
      EVENHAND_TRY(Expect("]"));
    } else if (Accept("Text")) {
      parameter.literal_text = true;
      parameter.type.kind = TypeKind::kStr;
    } else {
      EVENHAND_ASSIGN(parameter.type, ReadType());
    }
    if (Accept("=")) {
      parameter.has_default = true;
      parameter.default_source = ReadDefault();
    }
    signature_.parameters.push_back(std::move(parameter));
    return {};
  }

  // Everything up to a comma or parenthesis that is not inside quotes or brackets.
  std::string ReadDefault() {
    SkipBlanks();
    const std::size_t begin = at_;
    char quote = 0;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[') {
        ++depth;
      } else if (c == ']') {
        --depth;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        break;
      }
    }
    std::string_view found = text_.substr(begin, at_ - begin);
    while (found.ends_with(' ')) found.remove_suffix(1);
    return std::string(found);
  }

  Result<Type> ReadType() {
    EVENHAND_ASSIGN(const std::string name, ReadName());
    for (const Named& simple : kSimple) {
      if (simple.name == name) return Type{.kind = simple.kind};
    }
    if (name == "T") return Type{.kind = TypeKind::kVariable, .name = "T"};
    if (name == kEffectBase) {
      return Type{.kind = TypeKind::kEffect, .name = std::string(kEffectBase)};
    }
    if (name == "dynamic") {
      saw_dynamic_ = true;
      return Type{};
    }
    return ReadGeneric(name);
  }

  Result<Type> ReadGeneric(const std::string& name) {
    EVENHAND_TRY(Expect("["));
    if (name == "Effect") {
      Type effect{.kind = TypeKind::kEffect};
      EVENHAND_ASSIGN(effect.name, ReadName());
      EVENHAND_TRY(Expect("]"));
      return effect;
    }
    std::vector<Type> args;
    do {
      EVENHAND_ASSIGN(Type arg, ReadType());
      args.push_back(std::move(arg));
    } while (Accept(","));
    EVENHAND_TRY(Expect("]"));
    if (name == "Union") return UnionOf(std::move(args));
    if (args.size() != 1) return Wrong("one type");
    if (name == "List") return ListOf(std::move(args[0]));
    if (name == "Entity") return EntityOf(std::move(args[0]));
    if (name == "Optional") {
      args.push_back({.kind = TypeKind::kNone});
      return UnionOf(std::move(args));
    }
    return Wrong("a known type before this");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool saw_dynamic_ = false;
  Signature signature_;
};

}  // namespace

const Parameter* Signature::Find(std::string_view keyword) const {
  for (const Parameter& p : parameters) {
    if (p.name == keyword || (!p.alias.empty() && p.alias == keyword)) return &p;
  }
  return nullptr;
}

Result<Signature> ParseSignature(std::string_view text) { return SignatureParser(text).Run(); }

}  // namespace evenhand::sml
