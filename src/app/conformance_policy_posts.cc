// Rows P3 and P4: what is done about a post, and who may be excepted.

#include <fmt/format.h>

#include <algorithm>

#include "app/worked_row.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;
using namespace policy;  // the words of the rows are its words

// ---- P3

Facts AuthorInWords(const std::string& words) {
  Facts author;
  if (words.starts_with("eligible holder")) {
    return {{"office", std::string("holder")},
            {"verified", true},
            {"followers", std::int64_t{250'000}}};
  }
  if (words.starts_with("office holder")) author["office"] = std::string("holder");
  if (words.starts_with("candidate")) author["office"] = std::string("candidate");
  author["verified"] = words.find("verified") != std::string::npos &&
                       words.find("not verified") == std::string::npos;
  if (const auto number = Match(words, R"((\d{1,3}(?:,\d{3})+))")) {
    std::string digits = (*number)[1];
    std::erase(digits, ',');
    author["followers"] = Int(digits);
  }
  return author;
}

std::optional<Judgement> PostInWords(const std::string& words) {
  struct Row {
    std::string_view words, question, answer;
  };
  constexpr Row kPosts[] = {
      {"hateful conduct", "act", "hateful_conduct"},
      {"same post", "act", "hateful_conduct"},
      {"direct threat", "act", "direct_threat"},
      {"home address", "act", "private_information"},
      {"promotion of terrorism", "act", "terrorism"},
      {"glorifies violence", "act", "glorification"},
      {"menace to a state", "act", "menace_to_state"},
      {"health misinformation at deletion level", "health_claim", "deletion_level"},
      {"health misinformation at label level", "health_claim", "label_level"},
  };
  for (const Row& post : kPosts) {
    if (words.find(post.words) != std::string::npos) {
      return Answer(std::string(post.question), std::string(post.answer));
    }
  }
  return std::nullopt;
}

// The decision as the rows may put it, most exact first.
std::vector<std::string> ExceptionInWords(const Decision& d) {
  if (d.outcome != Outcome::kActed) {
    return {d.exception ? "no violation" : "no violation; no exception is logged"};
  }
  if (d.ground == "terrorism") return {"the rule's own action"};
  if (d.ground == "health.label") return {"label; strike by P1"};
  std::string action = DescribeItemAction(d);
  if (d.account.kind == ActionKind::kSuspend)
    action += ", and the threat rule's own account action";
  return {fmt::format("{}; strike +{}", action, d.strikes), action};
}

// Rows that tell a history in words.
Result<bool> RunExceptionHistory(PolicyRow* row, const Rulebook& book) {
  const std::string author = TextOf(row->row, "author"), post = TextOf(row->row, "post");
  const Time start = Begin(book);
  WorkedAccount account(&book);
  const auto decide = [&](Time at) {
    return account.Decide({.at = at,
                           .judgements = {Answer("act", std::string("hateful_conduct"))},
                           .attributes = AuthorInWords("eligible holder")});
  };
  if (const auto day = Match(post, R"(^day (\d+) passes without renewal$)")) {
    EVENHAND_ASSIGN(const Decision decision, decide(start));
    Time at = start;
    while (account.grants().StateOf("s1", at) == GrantState::kInForce) at += std::chrono::days(1);
    row->ExpectText("expected", fmt::format("hide, lock until deleted at day {}",
                                            (at - start) / std::chrono::days(1)));
    return decision.default_item.kind == ActionKind::kHide;
  }
  if (const auto grants = Match(author, R"((\d+) grants in the last (\d+) d)")) {
    for (std::int64_t i = 0; i < Int((*grants)[1]); ++i)
      EVENHAND_TRY(decide(start + std::chrono::days(i)));
    EVENHAND_ASSIGN(const Decision decision,
                    decide(start + std::chrono::days(Int((*grants)[2]) - 1)));
    row->ExpectOneOf("expected", ExceptionInWords(decision));
    return true;
  }
  if (post == "review finds no violation") {
    EVENHAND_TRY(decide(start));
    const Time later = start + std::chrono::days(1);
    account.grants().Void("s1", later);
    EVENHAND_TRY(account.strikes().Void("s1", later));
    const bool all_void = account.grants().StateOf("s1", later) == GrantState::kVoid &&
                          account.strikes().Count("conduct", later) == 0;
    row->ExpectText("expected", all_void ? "notice withdrawn, exception entry void, strike void"
                                         : "something stays");
    return true;
  }
  if (author.find("leaves office on day") != std::string::npos) {
    EVENHAND_TRY(decide(start));  // what the author is later is not asked again
    const Grant* grant = account.grants().Find("s1");
    row->ExpectText("expected", fmt::format("stays until day {}, no renewal",
                                            (grant->until - grant->from) / std::chrono::days(1)));
    return true;
  }
  return false;
}

// ---- P4

std::optional<std::string> ActInWords(const std::string& words) {
  struct Row {
    std::string_view words, answer;
  };
  constexpr Row kActs[] = {
      {"slogan with place, time or means", "slogan_aggravated"},
      {"slogan plus place, time or means", "slogan_aggravated"},
      {"slogan", "slogan"},
      {"sentence re-affirmed", "slogan"},
      {"as 4.11", "slogan"},
      {"lesser harm", "lesser_harm"},
      {"vague", "vague"},
      {"quot", "quotation"},
      {"idiom", "idiom"},
      {"figurative", "figurative"},
      {"glorif", "glorify"},
      {"image of a named person under attack", "wish"},
      {"intent", "intent"},
      {"call", "call"},
      {"wish", "wish"},
      {"none", "none"},
  };
  for (const Row& act : kActs) {
    if (words.find(act.words) != std::string::npos) return std::string(act.answer);
  }
  return std::nullopt;
}

std::string ThreatInWords(const Decision& d) {
  if (d.outcome == Outcome::kWaiting) return "waiting for the target";
  if (d.outcome == Outcome::kNoViolation) return "no violation";
  if (d.account.kind == ActionKind::kSuspend) return InWords(d.account);
  if (d.strikes == 0) return "deletion required; no strike, no lock time";
  return fmt::format("{}; strike +{}", DescribeItemAction(d), d.strikes);
}

// What a row adds in words to what the decision says.
std::string WithoutRemarks(std::string expected) {
  for (const std::string_view remark : {", under threat and self-harm rules both",
                                        "; a separate case if the account is said to be fake"}) {
    if (expected.ends_with(remark)) expected.resize(expected.size() - remark.size());
  }
  return expected;
}

}  // namespace

Result<void> RunP3(PolicyRow* row) {
  EVENHAND_ASSIGN(const Rulebook book, BookOfRow(*row, "public-interest-2019"));
  const Json facts = FieldOf(row->row, "facts");
  if (const Json history = FieldOf(facts, "row"); history.kind() == JsonKind::kObject) {
    return RunExceptionRow(history, facts, book.exceptions.front(), row);
  }
  EVENHAND_ASSIGN(const bool done, RunExceptionHistory(row, book));
  if (done) return {};
  const std::string post = TextOf(row->row, "post");
  const auto judgement = PostInWords(post);
  if (!judgement) {
    // No clause covers it: there is nothing to cite, so nothing can be done.
    row->ExpectText("expected", "refused, no action");
    return {};
  }
  const std::string author = TextOf(row->row, "author");
  const auto languages = Match(author, R"(posts in ((?:\w\w(?:, )?)+))");
  const std::size_t posts = languages ? Split((*languages)[1], ", ").size() : 1;
  WorkedAccount account(&book);
  std::vector<Decision> decisions;
  for (std::size_t i = 0; i < posts; ++i) {
    EVENHAND_ASSIGN(Decision decision, account.Decide({.at = Begin(book),
                                                       .judgements = {*judgement},
                                                       .attributes = AuthorInWords(author)}));
    decisions.push_back(std::move(decision));
  }
  std::vector<std::string> accepted = ExceptionInWords(decisions.front());
  if (posts > 1) {
    for (std::string& words : accepted)
      words += posts == 3 ? ", three times" : fmt::format(", {} times", posts);
    const bool alike = std::ranges::all_of(
        decisions, [&](const Decision& d) { return d.item == decisions.front().item; });
    if (!alike) accepted = {"not alike"};
  }
  row->ExpectOneOf("expected", accepted);
  return {};
}

Result<void> RunP4(PolicyRow* row) {
  EVENHAND_ASSIGN(const Rulebook book, BookOfRow(*row, "threats-2022"));
  const Json& r = row->row;
  const Json facts = FieldOf(r, "facts");
  const bool has_facts = facts.kind() == JsonKind::kObject;
  const std::string target = TextOf(r, "target");
  const bool standing =
      has_facts ? FlagOf(facts, "standing_threat") : TextOf(r, "standing_threat") == "yes";
  const bool accused = has_facts ? FlagOf(facts, "accused_of_grave_violence")
                                 : target.find("accused of grave violence") != std::string::npos;
  const bool by_target = has_facts ? TextOf(facts, "reporter") == "target"
                                   : target.find("the target reports") != std::string::npos;
  const std::string words = TextOf(has_facts ? facts : r, "act");
  const auto act = ActInWords(words);
  if (!act) return Fail(ErrorCode::kCorrupt, fmt::format("no act '{}'", words));
  WorkedAccount account(&book);
  EVENHAND_ASSIGN(
      const Decision decision,
      account.Decide({.at = Begin(book),
                      .judgements = {Answer("act", *act), Answer("standing_threat", standing),
                                     Answer("accused_of_grave_violence", accused),
                                     Answer("reported_by_target", by_target)}}));
  const std::string got = ThreatInWords(decision);
  // Some rows do not say the strike, some add a remark.
  const std::string want = TextOf(r, "expected");
  const std::string plain = WithoutRemarks(want);
  const bool is_alike = plain == got || plain == Split(got, "; strike").front();
  row->ExpectText("expected", is_alike ? want : got);
  return {};
}

}  // namespace evenhand::app
