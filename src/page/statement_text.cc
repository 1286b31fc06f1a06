#include "page/statement_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "page/fill.h"
#include "page/frame.h"
#include "page/locale.h"
#include "page/spoken.h"
#include "page/statement_words.h"
#include "policy/raised.h"

namespace evenhand::page {
namespace {

using policy::Clause;
using policy::Judgement;
using policy::Question;
using policy::Statement;

// At most `limit` bytes, ending between characters.
std::string Cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

class Writer {
 public:
  Writer(const Statement& statement, const policy::Rulebook& book, std::string_view language,
         const Redress* redress)
      : s_(statement),
        book_(book),
        language_(language),
        words_(StatementWordsIn(language)),
        frame_(FrameLanguage(words_.language)),
        turns_(DirectionOf(words_.language) == "rtl"),
        redress_(redress),
        most_(redress == nullptr ? kMaxStatementText - kReserve : kMaxCarriedText - EndingBytes()) {
  }

  std::string Run() {
    Line(Fill(words_.title, Apart(Cut(s_.decision, 80)), OnDay(s_.at)));
    Line(Fill(words_.rulebook, Apart(Cut(s_.rulebook, 60)), Number(s_.rulebook_version),
              Apart(s_.rulebook_hash.substr(0, 16))));
    WriteSubject();
    if (s_.outcome == policy::Outcome::kActed) {
      WriteGround();
    } else {
      Line(s_.outcome == policy::Outcome::kWaiting ? words_.waiting : words_.no_violation);
    }
    WriteActions();
    WriteReasons();
    WriteStrikes();
    WriteRest();
    return std::move(out_);
  }

 private:
  // Every part is bounded, and so is the whole: a line that would not fit is left out, never cut.
  void Line(std::string_view text) {
    if (out_.size() + text.size() + 1 < most_ || ending_) {
      out_ += text;
      out_ += '\n';
    }
  }

  // Names, codes and times keep their direction in a text that runs the other way.
  std::string Apart(std::string_view value) const {
    return turns_ && !value.empty() ? fmt::format("\u2068{}\u2069", value) : std::string(value);
  }
  std::string At(policy::Time time) const { return Apart(policy::FormatTime(time)); }
  // With the day in the reader's own calendar beside it, where that is another one.
  std::string OnDay(policy::Time time) const {
    const std::string own = OwnDateIn(words_.language, time);
    return own.empty() ? At(time) : fmt::format("{} ({})", At(time), own);
  }
  std::string Number(std::int64_t number) const { return NumberIn(words_.language, number); }
  std::string List(const std::vector<std::string>& parts) const {
    return fmt::format("{}", fmt::join(parts, words_.comma));
  }

  // Which post it is, so that its author need not guess, and can name it to delete it from afar.
  void WriteSubject() {
    const std::string account = Apart(Cut(s_.account, 80));
    if (!s_.item.empty()) {
      Line(Fill(words_.about_post, Apart(Cut(s_.item, 120)), account));
    } else if (!s_.account.empty()) {
      Line(Fill(words_.about_account, account));
    }
  }

  void WriteGround() {
    const Clause* clause = book_.FindClause(s_.ground);
    const std::string_view text =
        clause == nullptr ? std::string_view() : TextIn(clause->texts, language_);
    Line(Fill(words_.rule, Apart(Cut(s_.ground, 60)), Cut(text, 600)));
    if (!s_.also.empty()) Line(Fill(words_.also, Cut(List(s_.also), 200)));
  }

  void WriteActions() {
    if (s_.actions.empty()) return;
    Line(words_.what_we_did);
    for (const policy::StatedAction& a : s_.actions) {
      std::string line = fmt::format("- {} ({})", ActionText(frame_, a.action, a.until_deleted),
                                     a.on_account ? words_.on_account : words_.on_item);
      if (a.until && !a.until_deleted)
        line += fmt::format("{}{}", words_.comma, Fill(words_.until, OnDay(*a.until)));
      Line(line);
    }
  }

  void WriteReasons() {
    Line(words_.why);
    if (!s_.quote.empty()) Line(Fill(words_.your_words, s_.quote));
    for (const Judgement& j : s_.judgements) {
      Line("- " + Fill(words_.judged, Cut(QuestionText(j), 200), Cut(AnswerText(j), 120)));
    }
    Line(Fill(words_.source, words_.sources[static_cast<std::size_t>(s_.source)]));
    Line(s_.decided_by_machine ? words_.by_machine : words_.by_person);
    if (!s_.attributes_used.empty()) {
      std::vector<std::string> used;
      for (const policy::AttributeUse& use : s_.attributes_used)
        used.push_back(fmt::format("{} ({})", AttributeText(use.name), UsedText(use)));
      Line(Fill(words_.used, List(used)));
    }
    if (s_.exception) {
      const policy::ExceptionOutcome& e = *s_.exception;
      Line(e.refusal == policy::Refusal::kNone
               ? Fill(words_.granted, Apart(e.exception), OnDay(e.until))
               : Fill(words_.refused, Apart(e.exception),
                      words_.refusals[static_cast<std::size_t>(e.refusal)]));
    }
    if (s_.replies_unreachable > 0) Line(Fill(words_.replies, Number(s_.replies_unreachable)));
  }

  std::string_view QuestionText(const Judgement& judgement) const {
    if (judgement.question == policy::kRaised) return policy::RaisedText(language_);
    const auto question = std::ranges::find(book_.questions, judgement.question, &Question::id);
    return question == book_.questions.end() ? judgement.question
                                             : TextIn(question->texts, language_);
  }

  std::string AnswerText(const Judgement& judgement) const {
    return ValueText(book_, judgement.question, judgement.answer, language_);
  }

  std::string AttributeText(const std::string& name) const {
    const std::string_view known = NameOfAttribute(frame_, name);
    return known.empty() ? Apart(name) : std::string(known);
  }

  std::string UsedText(const policy::AttributeUse& use) const {
    if (std::holds_alternative<std::monostate>(use.value))
      return std::string(Say(frame_, Word::kUnknown));
    return Cut(ValueText(book_, use.name, use.value, words_.language), 60);
  }

  // Which family is said where there are several.
  void WriteFamily(const policy::FamilyStanding& one) {
    if (!s_.beside.empty()) Line(fmt::format("{}:", FamilyText(frame_, one.family)));
    Line(Fill(words_.strikes, Number(one.added), Number(one.counted)));
    for (const policy::NextStep& step : one.next)
      Line(Fill(words_.next, Number(step.weight), ActionText(frame_, step.action)));
  }

  void WriteStrikes() {
    if (s_.outcome != policy::Outcome::kActed) return;
    WriteFamily({s_.family, s_.strikes_added, s_.strikes_counted, s_.next});
    for (const policy::FamilyStanding& beside : s_.beside) WriteFamily(beside);
    for (auto strike = s_.strikes.rbegin(); strike != s_.strikes.rend(); ++strike) {
      const std::string ends = strike->expires ? Fill(words_.expires, OnDay(*strike->expires))
                                               : std::string(words_.never);
      Line(fmt::format("- {}{}{}",
                       Fill(words_.strike_line, Number(strike->weight), OnDay(strike->at),
                            Apart(Cut(strike->decision, 60))),
                       words_.comma, ends));
    }
  }

  // How to appeal always fits: room is kept for it.
  void WriteRest() {
    ending_ = true;
    if (s_.actions.empty()) return;
    for (const std::string& line : Ending()) Line(line);
  }

  std::vector<std::string> Ending() const {
    std::vector<std::string> lines = {Fill(words_.appeal, OnDay(s_.appeal_until)),
                                      std::string(words_.free)};
    if (redress_ == nullptr) return lines;
    // Codes stand apart in every language: the person's own words may turn the line.
    const auto add = [&](std::string_view phrase, const std::string& value) {
      if (!value.empty()) lines.push_back(Fill(phrase, "\u2068" + value + "\u2069"));
    };
    add(words_.code, redress_->appeal_code);
    add(words_.comply, redress_->comply_code);
    if (!redress_->appeal_code.empty()) lines.emplace_back(words_.keep_code);
    add(words_.ways, Cut(redress_->ways, 300));
    if (redress_->place)
      lines.push_back(Fill(words_.place, Number(static_cast<std::int64_t>(*redress_->place))));
    return lines;
  }

  std::size_t EndingBytes() const {
    std::size_t bytes = 0;
    for (const std::string& line : Ending()) bytes += line.size() + 1;
    return bytes;
  }

  static constexpr std::size_t kReserve = 512;

  const Statement& s_;
  const policy::Rulebook& book_;
  const std::string_view language_;
  const StatementWords& words_;
  const Language frame_;
  const bool turns_;  // from right to left
  const Redress* redress_;
  const std::size_t most_;  // before the ending
  bool ending_ = false;
  std::string out_;
};

}  // namespace

std::string StatementText(const Statement& statement, const policy::Rulebook& rulebook,
                          std::string_view language, const Redress* redress) {
  return Writer(statement, rulebook, language, redress).Run();
}

}  // namespace evenhand::page
