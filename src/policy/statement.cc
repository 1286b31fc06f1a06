#include "policy/statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "codec/json_out.h"
#include "policy/appeal.h"
#include "policy/fact_json.h"
#include "policy/raised.h"

namespace evenhand::policy {
namespace {

constexpr std::array<std::string_view, 7> kSources = {
    "own_review", "report", "trusted_flagger", "model", "court_order", "state_demand", "partner"};

// At most `limit` bytes, ending between characters.
std::string Cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::optional<Time> EndOf(const Action& action, Time from) {
  if (!action.period) return std::nullopt;
  return After(from, *action.period);
}

void AddActions(const Decision& d, Time at, Statement* s) {
  const auto add = [&](const Action& action, bool on_account, bool until_deleted) {
    if (action.kind == ActionKind::kNone) return;
    s->actions.push_back({.action = action,
                          .on_account = on_account,
                          .from = at,
                          .until = until_deleted ? std::nullopt : EndOf(action, at),
                          .until_deleted = until_deleted});
  };
  add(d.item, false, false);
  if (d.item.kind == ActionKind::kNotice && d.exception) s->actions.back().until = d.exception->until;
  add(d.account, true, d.waits_for_deletion);
  for (const Action& measure : d.measures) add(measure, true, false);
}

// What the next strike does, for each weight that some clause of the ladder's families gives.
std::vector<NextStep> NextSteps(const Rulebook& book, std::string_view family, const Ledger& strikes, Time at) {
  std::vector<NextStep> next;
  const auto ladder = std::ranges::find_if(book.strikes.ladders, [&](const Ladder& l) { return l.Counts(family); });
  if (ladder == book.strikes.ladders.end()) return next;
  std::set<std::int64_t> weights;
  for (const Clause& clause : book.clauses) {
    if (clause.strikes > 0 && ladder->Counts(clause.family)) weights.insert(clause.strikes);
  }
  for (const std::int64_t weight : weights) next.push_back({weight, strikes.Next(*ladder, weight, at)});
  return next;
}

void ListStrikes(const Rulebook& book, const Ledger& strikes, Statement* s) {
  const auto ladder = std::ranges::find_if(book.strikes.ladders, [&](const Ladder& l) { return l.Counts(s->family); });
  std::vector<LiveStrike> counted = strikes.Live(s->at);
  std::erase_if(counted, [&](const LiveStrike& strike) {
    return strike.family != s->family && (ladder == book.strikes.ladders.end() || !ladder->Counts(strike.family));
  });
  const std::size_t unlisted = counted.size() - std::min(counted.size(), kMostListed);
  s->strikes_unlisted = static_cast<std::int64_t>(unlisted);
  for (const LiveStrike& strike : std::span(counted).subspan(unlisted)) {
    s->strikes.push_back({std::string(strike.decision), std::string(strike.family), std::string(strike.clause),
                          strike.weight, strike.at, strike.expires});
  }
}

// ---- JSON

using codec::JsonOut;

void WriteTime(const std::optional<Time>& time, JsonOut* out) {
  if (time) {
    out->String(FormatTime(*time));
  } else {
    out->Raw("null");
  }
}

void WriteActions(const Statement& s, JsonOut* out) {
  out->Key("actions").Open('[');
  for (const StatedAction& a : s.actions) {
    out->Open('{').Key("action").String(FormatAction(a.action));
    out->Key("on").String(a.on_account ? "account" : "item").Key("from").String(FormatTime(a.from)).Key("until");
    WriteTime(a.until, out);
    if (a.until_deleted) out->Key("until_deleted").Bool(true);
    out->Close('}');
  }
  out->Close(']');
}

void WriteStrikes(const Statement& s, JsonOut* out) {
  out->Key("strikes").Open('{').Key("added").Int(s.strikes_added).Key("family").String(s.family);
  out->Key("count").Int(s.strikes_counted).Key("counted").Open('[');
  for (const CountedStrike& strike : s.strikes) {
    out->Open('{').Key("decision").String(strike.decision).Key("family").String(strike.family);
    out->Key("clause").String(strike.clause).Key("weight").Int(strike.weight).Key("at").String(FormatTime(strike.at)).Key("expires");
    WriteTime(strike.expires, out);
    out->Close('}');
  }
  out->Close(']');
  if (s.strikes_unlisted > 0) out->Key("unlisted").Int(s.strikes_unlisted);
  out->Key("next").Open('[');
  for (const NextStep& step : s.next) {
    out->Open('{').Key("weight").Int(step.weight).Key("action").String(FormatAction(step.action)).Close('}');
  }
  out->Close(']').Close('}');
}

std::string_view NameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNoViolation: return "no_violation";
    case Outcome::kActed: return "violation";
    case Outcome::kWaiting: return "waiting";
  }
  return "";
}

// ---- text

// The words of a statement in one language. {} are filled in the order they stand.
struct Phrases {
  std::string_view language;
  std::string_view title, rule, no_violation, waiting, also, what_we_did, on_item, on_account, until, no_end,
      after_deletion, why, your_words, judged, source, by_person, by_machine, strikes, strike_line, expires, never,
      next, granted, refused, used, replies, appeal, free, language_note, code, comply, keep_code, ways, place;
  std::array<std::string_view, 7> sources;
};

constexpr std::array<Phrases, 5> kPhrases = {{
    {"en", "Decision {} of {}", "Rule {}: {}", "No rule was broken. Nothing was done.",
     "Not decided yet: the rule waits for something that has not happened.", "Also met: {}", "What was done:",
     "on the post", "on the account", "until {}", "without an end", "begins to run when you delete the post", "Why:",
     "Your words: “{}”", "Asked “{}”, the answer was “{}”.", "How it came to us: {}.",
     "A person decided.", "A machine decided.", "Strikes: {} added now, {} counted.", "{} on {} for decision {}",
     "expires {}", "does not expire", "A next strike of weight {} would mean: {}.",
     "Exception {} was considered and granted until {}.", "Exception {} was considered and refused: {}.",
     "Facts about the author that were read: {}.", "Replies that this makes unreachable: {}.",
     "You can appeal until {}; another person decides, and it cannot get worse.",
     "It costs nothing. You can also turn to an outside body or a court.", "Rulebook {} version {}, {}.",
     "Code to appeal: {}", "Code to delete the post from afar: {}", "Whoever holds a code can speak for you: keep it, or give it to a friend.", "Where to send it: {}", "In the public record: number {}.",
     {"our own review", "a report", "a trusted flagger", "a model", "a court order", "a demand of a state", "a partner"}},
    {"fa", "تصمیم {} در {}", "قاعدهٔ {}: {}", "هیچ قاعده‌ای نقض نشده و کاری انجام نشده است.",
     "هنوز تصمیمی گرفته نشده: قاعده در انتظار چیزی است که رخ نداده.", "همچنین: {}", "آنچه انجام شد:",
     "روی مطلب", "روی حساب", "تا {}", "بی‌پایان", "از زمانی که مطلب را پاک کنید آغاز می‌شود", "چرا:",
     "سخن شما: «{}»", "پرسش «{}»، پاسخ «{}».", "از کجا به ما رسید: {}.",
     "یک انسان تصمیم گرفت.", "یک ماشین تصمیم گرفت.", "اخطارها: {} اکنون افزوده شد، {} به شمار آمد.", "{} در {} برای تصمیم {}",
     "پایان {}", "پایان ندارد", "اخطار بعدی با وزن {} یعنی: {}.",
     "استثنای {} بررسی و تا {} داده شد.", "استثنای {} بررسی و رد شد: {}.",
     "آنچه دربارهٔ نویسنده خوانده شد: {}.", "پاسخ‌هایی که دست‌نیافتنی می‌شوند: {}.",
     "می‌توانید تا {} اعتراض کنید؛ شخص دیگری تصمیم می‌گیرد و نتیجه بدتر نمی‌شود.",
     "رایگان است. می‌توانید به نهادی بیرونی یا دادگاه نیز رجوع کنید.", "کتاب قواعد {} نسخهٔ {}، {}.",
     "رمز اعتراض: {}", "رمز پاک کردن مطلب از دور: {}", "هر که رمز را دارد می‌تواند به جای شما سخن بگوید: نگهش دارید یا به دوستی بدهید.", "کجا بفرستید: {}", "در دفتر همگانی: شمارهٔ {}.",
     {"بررسی خودمان", "یک گزارش", "گزارشگر مورد اعتماد", "یک مدل", "حکم دادگاه", "درخواست یک دولت", "یک همکار"}},
    {"ar", "القرار {} بتاريخ {}", "القاعدة {}: {}", "لم تُخرق أي قاعدة ولم يُتخذ أي إجراء.",
     "لم يُبت بعد: تنتظر القاعدة أمرًا لم يحدث.", "وكذلك: {}", "ما الذي جرى:",
     "على المنشور", "على الحساب", "حتى {}", "بلا نهاية", "يبدأ عند حذفك المنشور", "السبب:",
     "كلامك: «{}»", "السؤال «{}» والجواب «{}».", "كيف وصل إلينا: {}.",
     "قرّر إنسان.", "قرّرت آلة.", "المخالفات: أضيفت {} الآن، والمحسوب {}.", "{} في {} عن القرار {}",
     "تنتهي {}", "لا تنتهي", "المخالفة التالية بوزن {} تعني: {}.",
     "نُظر في الاستثناء {} ومُنح حتى {}.", "نُظر في الاستثناء {} ورُفض: {}.",
     "ما قُرئ عن الكاتب: {}.", "الردود التي يتعذر الوصول إليها: {}.",
     "يمكنك الاعتراض حتى {}؛ يقرر شخص آخر ولا تسوء النتيجة.",
     "مجانًا. ويمكنك أيضًا اللجوء إلى جهة خارجية أو محكمة.", "كتاب القواعد {} الإصدار {}، {}.",
     "رمز الاعتراض: {}", "رمز حذف المنشور عن بُعد: {}", "من يحمل الرمز يتكلم باسمك: احتفظ به أو أعطه لصديق.", "أين ترسله: {}", "في السجل العام: رقم {}.",
     {"مراجعتنا", "بلاغ", "مبلّغ موثوق", "نموذج", "أمر محكمة", "طلب دولة", "شريك"}},
    {"ru", "Решение {} от {}", "Правило {}: {}", "Правила не нарушены, ничего не сделано.",
     "Ещё не решено: правило ждёт того, чего не произошло.", "Также: {}", "Что сделано:",
     "с записью", "с учётной записью", "до {}", "без срока", "отсчёт начнётся, когда вы удалите запись", "Почему:",
     "Ваши слова: «{}»", "На вопрос «{}» ответ «{}».", "Как это попало к нам: {}.",
     "Решил человек.", "Решила машина.", "Предупреждения: добавлено {}, учтено {}.", "{} от {} за решение {}",
     "истекает {}", "не истекает", "Следующее предупреждение весом {} означает: {}.",
     "Исключение {} рассмотрено и дано до {}.", "Исключение {} рассмотрено и не дано: {}.",
     "Прочитанные сведения об авторе: {}.", "Ответы, ставшие недоступными: {}.",
     "Обжаловать можно до {}; решает другой человек, и хуже не станет.",
     "Это бесплатно. Можно обратиться и во внешний орган или в суд.", "Свод правил {} версия {}, {}.",
     "Код для обжалования: {}", "Код, чтобы удалить запись издалека: {}", "У кого код, тот говорит за вас: храните его или дайте другу.", "Куда отправить: {}", "В публичном журнале: номер {}.",
     {"собственная проверка", "жалоба", "доверенный заявитель", "модель", "решение суда", "требование государства", "партнёр"}},
    {"es", "Decisión {} de {}", "Regla {}: {}", "No se infringió ninguna regla. No se hizo nada.",
     "Aún sin decidir: la regla espera algo que no ha ocurrido.", "También: {}", "Qué se hizo:",
     "en la publicación", "en la cuenta", "hasta {}", "sin fin", "empieza a contar cuando borre la publicación", "Por qué:",
     "Sus palabras: «{}»", "A la pregunta «{}» la respuesta fue «{}».", "Cómo nos llegó: {}.",
     "Decidió una persona.", "Decidió una máquina.", "Faltas: {} añadidas ahora, {} contadas.", "{} el {} por la decisión {}",
     "vence {}", "no vence", "Una próxima falta de peso {} supondría: {}.",
     "Se consideró la excepción {} y se concedió hasta {}.", "Se consideró la excepción {} y se negó: {}.",
     "Datos del autor que se leyeron: {}.", "Respuestas que quedan inaccesibles: {}.",
     "Puede recurrir hasta {}; decide otra persona y no puede empeorar.",
     "Es gratuito. También puede acudir a un órgano externo o a un tribunal.", "Reglamento {} versión {}, {}.",
     "Código para recurrir: {}", "Código para borrar la publicación a distancia: {}", "Quien tiene un código puede hablar por usted: guárdelo o déselo a un amigo.", "Dónde enviarlo: {}", "En el registro público: número {}.",
     {"revisión propia", "una denuncia", "un alertador fiable", "un modelo", "una orden judicial", "una exigencia de un Estado", "un socio"}},
}};

const Phrases& PhrasesIn(std::string_view language) {
  const auto* found = std::ranges::find(kPhrases, language.substr(0, 2), &Phrases::language);
  return found == kPhrases.end() ? kPhrases[0] : *found;
}

template <class... Parts>
std::string Fill(std::string_view phrase, const Parts&... parts) {
  return fmt::format(fmt::runtime(phrase), parts...);
}

std::string_view TextIn(const Texts& texts, std::string_view language) {
  const auto text = texts.find(std::string(language));
  if (text != texts.end()) return text->second;
  return texts.empty() ? std::string_view() : std::string_view(texts.begin()->second);
}

class TextWriter {
 public:
  TextWriter(const Statement& s, const Rulebook& book, std::string_view language, const Redress* redress)
      : s_(s), book_(book), language_(language), p_(PhrasesIn(language)), redress_(redress), most_(redress == nullptr ? kMaxStatementText - kReserve : kMaxCarriedText - EndingBytes()) {}

  std::string Run() {
    Line(Fill(p_.title, Cut(s_.decision, 80), FormatTime(s_.at)));
    Line(Fill(p_.language_note, Cut(s_.rulebook, 60), s_.rulebook_version, s_.rulebook_hash.substr(0, 16)));
    if (s_.outcome == Outcome::kActed) {
      WriteGround();
    } else {
      Line(s_.outcome == Outcome::kWaiting ? p_.waiting : p_.no_violation);
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

  void WriteGround() {
    const Clause* clause = book_.FindClause(s_.ground);
    const std::string_view text = clause == nullptr ? std::string_view() : TextIn(clause->texts, language_);
    Line(Fill(p_.rule, Cut(s_.ground, 60), Cut(text, 600)));
    if (!s_.also.empty()) Line(Fill(p_.also, Cut(fmt::format("{}", fmt::join(s_.also, ", ")), 200)));
  }

  void WriteActions() {
    if (s_.actions.empty()) return;
    Line(p_.what_we_did);
    for (const StatedAction& a : s_.actions) {
      // A lock without a time of its own lasts until the deletion.
      const bool only_waits = a.until_deleted && a.action.period == Period{};
      std::string line = fmt::format("- {} ({})", only_waits ? "lock" : Cut(FormatAction(a.action), 80), a.on_account ? p_.on_account : p_.on_item);
      if (a.until_deleted) {
        line += fmt::format(", {}", p_.after_deletion);
      } else if (a.until) {
        line += ", " + Fill(p_.until, FormatTime(*a.until));
      } else if (IsPermanent(a.action)) {
        line += fmt::format(", {}", p_.no_end);
      }
      Line(line);
    }
  }

  void WriteReasons() {
    Line(p_.why);
    if (!s_.quote.empty()) Line(Fill(p_.your_words, s_.quote));
    for (const Judgement& j : s_.judgements) {
      Line("- " + Fill(p_.judged, Cut(QuestionText(j), 200), Cut(AnswerText(j), 120)));
    }
    Line(Fill(p_.source, p_.sources[static_cast<std::size_t>(s_.source)]));
    Line(s_.decided_by_machine ? p_.by_machine : p_.by_person);
    if (!s_.attributes_used.empty()) {
      std::vector<std::string> used;
      for (const AttributeUse& use : s_.attributes_used) used.push_back(fmt::format("{} = {}", use.name, Cut(FormatFact(use.value), 40)));
      Line(Fill(p_.used, fmt::format("{}", fmt::join(used, ", "))));
    }
    if (s_.exception) {
      const auto& e = *s_.exception;
      Line(e.refusal == Refusal::kNone ? Fill(p_.granted, e.exception, FormatTime(e.until))
                                       : Fill(p_.refused, e.exception, Describe(e.refusal)));
    }
    if (s_.replies_unreachable > 0) Line(Fill(p_.replies, s_.replies_unreachable));
  }

  std::string_view QuestionText(const Judgement& judgement) const {
    if (judgement.question == kRaised) return RaisedText(language_);
    const auto question = std::ranges::find(book_.questions, judgement.question, &Question::id);
    return question == book_.questions.end() ? judgement.question : TextIn(question->texts, language_);
  }

  std::string AnswerText(const Judgement& judgement) const {
    const std::string word = FormatFact(judgement.answer);
    const auto question = std::ranges::find(book_.questions, judgement.question, &Question::id);
    if (question == book_.questions.end()) return word;
    const auto texts = question->answer_texts.find(word);
    return texts == question->answer_texts.end() ? word : std::string(TextIn(texts->second, language_));
  }

  void WriteStrikes() {
    if (s_.outcome != Outcome::kActed) return;
    Line(Fill(p_.strikes, s_.strikes_added, s_.strikes_counted));
    for (const NextStep& step : s_.next) Line(Fill(p_.next, step.weight, FormatAction(step.action)));
    for (auto strike = s_.strikes.rbegin(); strike != s_.strikes.rend(); ++strike) {
      const std::string ends = strike->expires ? Fill(p_.expires, FormatTime(*strike->expires)) : std::string(p_.never);
      Line("- " + Fill(p_.strike_line, strike->weight, FormatTime(strike->at), Cut(strike->decision, 60)) + ", " + ends);
    }
  }

  // How to appeal always fits: room is kept for it.
  void WriteRest() {
    ending_ = true;
    if (s_.actions.empty()) return;
    for (const std::string& line : Ending()) Line(line);
  }

  std::vector<std::string> Ending() const {
    std::vector<std::string> lines = {Fill(p_.appeal, FormatTime(s_.appeal_until)), std::string(p_.free)};
    if (redress_ == nullptr) return lines;
    const auto add = [&](std::string_view phrase, const std::string& value) {
      // Codes keep their direction in a text that runs the other way.
      if (!value.empty()) lines.push_back(Fill(phrase, "\u2068" + value + "\u2069"));
    };
    add(p_.code, redress_->appeal_code);
    add(p_.comply, redress_->comply_code);
    if (!redress_->appeal_code.empty()) lines.emplace_back(p_.keep_code);
    add(p_.ways, Cut(redress_->ways, 300));
    if (redress_->place) lines.push_back(Fill(p_.place, *redress_->place));
    return lines;
  }

  std::size_t EndingBytes() const {
    std::size_t bytes = 0;
    for (const std::string& line : Ending()) bytes += line.size() + 1;
    return bytes;
  }

  static constexpr std::size_t kReserve = 512;

  const Statement& s_;
  const Rulebook& book_;
  const std::string_view language_;
  const Phrases& p_;
  const Redress* redress_;
  const std::size_t most_;  // before the ending
  bool ending_ = false;
  std::string out_;
};

}  // namespace

std::string_view Name(Source source) { return kSources[static_cast<std::size_t>(source)]; }

std::optional<Source> SourceNamed(std::string_view name) {
  const auto* found = std::ranges::find(kSources, name);
  if (found == kSources.end()) return std::nullopt;
  return static_cast<Source>(found - kSources.begin());
}

Statement MakeStatement(const Rulebook& rulebook, std::string_view rulebook_hash, const CaseInput& input,
                        const Circumstances& circumstances, const Decision& decision, const Ledger& strikes) {
  Statement s{.decision = input.decision,
              .at = input.at,
              .posted = input.posted,
              .rulebook = rulebook.id,
              .rulebook_version = rulebook.version,
              .rulebook_hash = std::string(rulebook_hash),
              .account = input.account,
              .item = input.item,
              .quote = Cut(circumstances.quote, kMaxQuote),
              .language = circumstances.language,
              .outcome = decision.outcome,
              .ground = decision.ground,
              .also = decision.also,
              .judgements = input.judgements,
              .source = circumstances.source,
              .reports = circumstances.reports,
              .found_by_machine = circumstances.source == Source::kModel,
              .family = decision.family,
              .strikes_added = decision.strikes,
              .strikes_counted = decision.counted,
              .exception = decision.exception,
              .attributes_used = decision.attributes_used,
              .replies_unreachable = circumstances.replies_unreachable,
              .appeal_until = After(input.at, kFilingPeriod),
              .languages = rulebook.languages};
  s.decided_by_machine = !input.judgements.empty() && std::ranges::all_of(input.judgements, &Judgement::by_model);
  AddActions(decision, input.at, &s);
  if (!decision.family.empty()) {
    ListStrikes(rulebook, strikes, &s);
    s.next = NextSteps(rulebook, decision.family, strikes, input.at);
  }
  return s;
}

Result<void> CheckComplete(const Statement& s, const Rulebook& rulebook) {
  const auto lacks = [&](std::string_view field, std::string_view rule) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the statement of decision '{}' lacks '{}': nothing acts without it ({})", s.decision, field, rule));
  };
  if (s.decision.empty()) return lacks("decision_id", "12.1");
  if (s.rulebook.empty() || s.rulebook_hash.empty()) return lacks("rulebook_hash", "12.1");
  if (s.account.empty() && s.item.empty()) return lacks("subject", "12.1");
  if (s.languages.empty()) return lacks("languages", "12.1");
  if (s.outcome == Outcome::kActed) {
    const Clause* clause = rulebook.FindClause(s.ground);
    if (clause == nullptr) return lacks("ground", "2.1: every action cites a clause in force");
    for (const std::string& language : s.languages) {
      if (!clause->texts.contains(language)) return lacks("ground text in " + language, "2.3");
    }
    if (s.judgements.empty()) return lacks("facts", "12.1");
    if (s.appeal_until <= s.at) return lacks("redress", "12.1");
  }
  const bool ladder_acts = std::ranges::any_of(s.actions, [](const StatedAction& a) { return a.on_account; });
  if (ladder_acts && s.strikes_added > 0 && s.strikes.empty()) return lacks("strikes", "6.11");
  return {};
}

void WriteStatement(const Statement& s, JsonOut* to) {
  JsonOut& out = *to;
  out.Open('{').Key("decision_id").String(s.decision).Key("at").String(FormatTime(s.at));
  out.Key("rulebook").String(s.rulebook).Key("rulebook_version").Int(s.rulebook_version);
  out.Key("rulebook_hash").String(s.rulebook_hash);
  out.Key("subject").Open('{').Key("account").String(s.account).Key("item").String(s.item);
  out.Key("language").String(s.language).Key("words").String(s.quote).Close('}');
  out.Key("outcome").String(NameOf(s.outcome));
  WriteActions(s, to);
  out.Key("ground").Open('{').Key("clause").String(s.ground).Key("also").Open('[');
  for (const std::string& clause : s.also) out.String(clause);
  out.Close(']').Close('}');
  out.Key("facts").Open('[');
  for (const Judgement& j : s.judgements) {
    out.Open('{').Key("question").String(j.question).Key("answer");
    WriteFact(j.answer, to);
    out.Key("by").String(j.by).Key("model").Bool(j.by_model).Close('}');
  }
  out.Close(']');
  out.Key("source").String(Name(s.source)).Key("reports").Int(s.reports);
  out.Key("automation").Open('{').Key("found").Bool(s.found_by_machine);
  out.Key("decided").Bool(s.decided_by_machine).Close('}');
  WriteStrikes(s, to);
  out.Key("exception");
  if (s.exception) {
    out.Open('{').Key("id").String(s.exception->exception);
    out.Key("granted").Bool(s.exception->refusal == Refusal::kNone);
    out.Key("why").String(Describe(s.exception->refusal)).Close('}');
  } else {
    out.Raw("null");
  }
  out.Key("attributes_used").Open('{');
  for (const AttributeUse& use : s.attributes_used) {
    out.Key(use.name);
    WriteFact(use.value, to);
  }
  out.Close('}');
  out.Key("side_effects").Open('{').Key("replies_unreachable").Int(s.replies_unreachable).Close('}');
  out.Key("redress").Open('{').Key("appeal_until").String(FormatTime(s.appeal_until));
  out.Key("also").Open('[').String("outside_body").String("court").Close(']').Close('}');
  out.Key("languages").Open('[');
  for (const std::string& language : s.languages) out.String(language);
  out.Close(']').Close('}');
}

std::string StatementJson(const Statement& statement) {
  JsonOut out(2'048);
  WriteStatement(statement, &out);
  return std::move(out).text();
}

std::string StatementText(const Statement& statement, const Rulebook& rulebook, std::string_view language, const Redress* redress) {
  return TextWriter(statement, rulebook, language, redress).Run();
}

}  // namespace evenhand::policy
