#include "sml/python_parser.h"

namespace evenhand::sml {

// `match subject:` at the end of a line; anything else that starts with this soft keyword is a
// plain statement, and false.
bool PythonParser::Match(Node* out) {
  const Position start = Here();
  const bool header = Try([this] {
    Advance();
    if (!AtExpression() && !At("*")) return Invalid();
    const bool star = At("*");
    Node subject = StarNamedItem();
    const bool tuple = At(",");
    while (Take(",") && !At(":")) StarNamedItem();
    if (star && !tuple) Invalid();
    Expect(":");
    if (!AtKind(TokenKind::kNewline)) Invalid();
  });
  if (!header) return false;
  Advance();
  if (!AtKind(TokenKind::kIndent)) {
    FailHere("expected an indented block after 'match' statement on line " +
             std::to_string(start.line));
    return true;
  }
  Advance();
  do {
    CaseBlock();
  } while (!failed() && !AtKind(TokenKind::kDedent) && !AtKind(TokenKind::kEnd));
  if (AtKind(TokenKind::kDedent)) Advance();
  *out = Other("Match", start);
  return true;
}

void PythonParser::CaseBlock() {
  const Position start = Here();
  if (!AtSoft("case")) return Invalid();
  Advance();
  OpenPattern();
  if (Take("if")) NamedExpression();
  Block("'case' statement", start);
}

// A pattern, or several with commas and no brackets.
void PythonParser::OpenPattern() {
  const auto item = [this] {
    if (Take("*")) {
      TakeName();
    } else {
      Pattern();
    }
  };
  const bool star = At("*");
  item();
  if (star && !At(",")) return Invalid();
  while (Take(",") && !At(":") && !At("if")) item();
}

void PythonParser::Pattern() {
  const Nest nest(this);
  do {
    ClosedPattern();
  } while (Take("|"));
  if (!Take("as")) return;
  if (AtSoft("_")) Fail(Here(), "cannot use '_' as a target");
  if (!AtKind(TokenKind::kName)) Fail(Here(), "invalid pattern target");
  TakeName();
}

void PythonParser::ClosedPattern() {
  if (AtKind(TokenKind::kName)) return NamePattern();
  if (AtKind(TokenKind::kNumber) || At("-")) return SignedNumber();
  if (AtKind(TokenKind::kString)) {
    if (Strings().kind == NodeKind::kFormatString) {
      FailHere("patterns may only match literals and attribute lookups");
    }
    return;
  }
  if (Take("None") || Take("True") || Take("False")) return;
  if (Take("(")) return SequencePattern(")");
  if (Take("[")) return SequencePattern("]");
  if (Take("{")) return MappingPattern();
  Invalid();
}

// number, -number, or a complex number in two parts
void PythonParser::SignedNumber() {
  Take("-");
  if (!AtKind(TokenKind::kNumber)) return Invalid();
  Number();
  if (!Take("+") && !Take("-")) return;
  if (!AtKind(TokenKind::kNumber)) return Invalid();
  const Position at = Here();
  if (Number().constant != ConstantKind::kForeign) {
    Fail(at, "imaginary number required in complex literal");
  }
}

void PythonParser::SequencePattern(std::string_view close) {
  while (!failed() && !At(close)) {
    const bool star = Take("*");
    if (star) {
      TakeName();
    } else {
      Pattern();
    }
    if (star && close == ")" && At(close) && tokens_.list[at_ - 2].kind == TokenKind::kOperator &&
        Text(tokens_.list[at_ - 3]) == "(") {
      Invalid();
    }
    if (!Take(",")) break;
  }
  Expect(close);
}

void PythonParser::MappingPattern() {
  while (!failed() && !At("}")) {
    if (Take("**")) {
      TakeName();
    } else {
      if (AtKind(TokenKind::kName)) {
        DottedName();
      } else if (AtKind(TokenKind::kNumber) || At("-")) {
        SignedNumber();
      } else if (AtKind(TokenKind::kString)) {
        Strings();
      } else if (!Take("None") && !Take("True") && !Take("False")) {
        Invalid();
      }
      Expect(":");
      Pattern();
    }
    if (!Take(",")) break;
  }
  Expect("}");
}

// A name that captures, a dotted value, or a class with its parts.
void PythonParser::NamePattern() {
  DottedName();
  if (!Take("(")) return;
  bool keywords = false;
  while (!failed() && !At(")")) {
    if (AtKind(TokenKind::kName) && At("=", 1)) {
      Advance();
      Advance();
      keywords = true;
    } else if (keywords) {
      Fail(Here(), "positional patterns follow keyword patterns");
    }
    Pattern();
    if (!Take(",")) break;
  }
  Expect(")");
}

}  // namespace evenhand::sml
