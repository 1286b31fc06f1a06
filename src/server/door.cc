#include "server/door.h"

#include <algorithm>
#include <filesystem>

#include "base/utf8.h"
#include "carry/code.h"
#include "carry/sealed_letter.h"
#include "net/form_data.h"
#include "page/locale.h"
#include "page/plain_text.h"
#include "page/words.h"
#include "server/refusals.h"
#include "server/route.h"

namespace evenhand::server {
namespace {

using enum Word;

constexpr std::size_t kMostLineBytes = 500;
// So many that what is too long is seen to be, and refused instead of cut.
constexpr std::size_t kMostFactsBytes = 8 * carry::kMostFacts;
constexpr int kUnprocessable = 422;

// One line: what a person typed into a field that has no lines.
std::string LineOf(std::string_view value, std::size_t most_bytes = kMostLineBytes) {
  std::string line = carry::PlainWords(value.substr(0, 4 * most_bytes));
  std::ranges::replace(line, '\n', ' ');
  std::ranges::replace(line, '\t', ' ');
  if (line.size() > most_bytes) line = Sanitized(line.substr(0, most_bytes));
  return line;
}

Typed TypedIn(const std::vector<net::FormField>& form) {
  const auto line = [&](std::string_view name) { return LineOf(net::FieldNamed(form, name)); };
  return {.decision = line("decision"),
          .code = line("code"),
          .words = carry::PlainWords(net::FieldNamed(form, "words")),
          .cut_off = line("cut_off"),
          .new_facts = LineOf(net::FieldNamed(form, "new_facts"), kMostFactsBytes),
          .answer = line("answer"),
          .item = line("item"),
          .account = line("account"),
          .not_mine = line("not_mine"),
          .entry = line("entry"),
          .sources = carry::PlainWords(net::FieldNamed(form, "sources")),
          .name = line("name")};
}

// One on a line.
std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::string line = LineOf(text.substr(0, text.find('\n')), carry::kMostLetterBytes);
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

// What an address asks of a form: the entry that a link of the register leads from.
Typed AskedOf(FormPage form, std::string_view target) {
  const std::size_t question = target.find('?');
  if (form != FormPage::kChallenge || question == target.npos) return {};
  const auto fields =
      net::ReadForm("application/x-www-form-urlencoded", target.substr(question + 1));
  return fields ? Typed{.entry = LineOf(net::FieldNamed(*fields, "entry"))} : Typed{};
}

carry::AnswerBy AnswerByOf(std::string_view answer) {
  return answer == "page"     ? carry::AnswerBy::kPage
         : answer == "bundle" ? carry::AnswerBy::kBundle
                              : carry::AnswerBy::kBoth;
}

// A letter, or parts of one, that stands where the words should be.
bool IsPasted(const Typed& typed) {
  const bool has_keys = !typed.decision.empty() || !typed.code.empty();
  return !has_keys && typed.entry.empty() && carry::MayBeCarried(typed.words);
}

std::string Number(page::Language language, std::size_t number) {
  return page::NumberIn(page::Tag(language), static_cast<std::int64_t>(number));
}

std::string CodeProblem(const PageFrame& frame, const carry::CodeFault& fault) {
  const page::Language language = page::FrameLanguage(frame.language);
  switch (fault.kind) {
    case carry::CodeFault::Kind::kLetter:
      return Fill(language, kLetterInGroup, Number(language, fault.group));
    case carry::CodeFault::Kind::kLong:
      return std::string(Say(language, kTooManyGroups));
    case carry::CodeFault::Kind::kShort:
      return Fill(language, kEndsInGroup, Number(language, fault.group),
                  Number(language, fault.letters));
    case carry::CodeFault::Kind::kCheck:
      break;
  }
  return std::string(Say(language, kWrongCheck));
}

bool IsHtml(const net::Response& response) {
  return std::ranges::any_of(response.headers, [](const net::Header& header) {
    return header.name == "Content-Type" && header.value.starts_with("text/html");
  });
}

net::Response Plain(int status, std::string_view text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          .body = std::string(text) + "\n"};
}

}  // namespace

Door::Door(DoorOptions options, Desk* desk)
    : options_(std::move(options)),
      desk_(*desk),
      files_(options_.site, options_.pages),
      days_(options_.site) {}

void Door::Count(const net::Request& request) const {
  if (options_.counters == nullptr) return;
  const std::string path = SitePath(request.target).value_or("");
  const Kind kind = request.method == net::Method::kPost          ? Kind::kSent
                    : FormOf(path, options_.languages)            ? Kind::kForm
                    : path.starts_with("record/")                 ? Kind::kRecord
                    : path.starts_with("bundles/")                ? Kind::kBundle
                    : IsPage(path) || path.find('.') == path.npos ? Kind::kPage
                                                                  : Kind::kOther;
  if (const auto done = options_.counters->Count(kind, options_.now()); !done)
    options_.failed("counters", done.error());
}

net::Response Door::Answer(const net::Request& request) {
  Count(request);
  switch (request.method) {
    case net::Method::kGet:
    case net::Method::kHead:
      return Get(request);
    case net::Method::kPost:
      return Post(request);
    case net::Method::kOther:
      break;
  }
  net::Response response = Plain(405, "Only GET, HEAD and POST are understood here.");
  response.headers.push_back({"Allow", "GET, HEAD, POST"});
  return response;
}

bool Door::IsOnion(const net::Request& request) const {
  return !options_.onion.empty() && request.host == options_.onion;
}

std::string Door::BaseFor(const net::Request& request) const {
  if (IsOnion(request)) return "http://" + options_.onion;
  if (options_.addresses.empty()) return {};
  // A form that leads to a name which the reader's line does not carry is no form; and browsers
  // send none to another host than its page's.
  const auto by = std::ranges::find_if(options_.addresses, [&](std::string_view address) {
    return address.substr(address.find("://") + 3) == request.host;
  });
  return by == options_.addresses.end() ? options_.addresses.front() : *by;
}

PageFrame Door::FrameFor(const std::string& language, const net::Request& request,
                         bool is_text) const {
  return {.language = language,
          .languages = &options_.languages,
          .base = BaseFor(request),
          .is_text = is_text};
}

// ---- public pages

net::Response Door::GetForm(const FormRoute& form, const net::Request& request) const {
  const std::string html =
      FormHtml(FrameFor(form.language, request), form.page, AskedOf(form.page, request.target));
  return PublicPage(form.is_text ? page::PlainText(html) : html, form.is_text, options_.forms,
                    request);
}

std::optional<net::Response> Door::GetDay(const DayRoute& day, const net::Request& request) {
  const std::size_t question = std::min(request.target.find('?'), request.target.size() - 1);
  const PageFrame frame = FrameFor(day.language, request, day.is_text);
  const auto answer =
      days_.Answer(frame, day, std::string_view(request.target).substr(question + 1));
  if (!answer) {
    options_.failed("asymmetry", answer.error());
    return std::nullopt;  // the published page stands in
  }
  if (!*answer) return std::nullopt;
  if ((*answer)->is_refused) return Private(frame, (*answer)->html, kUnprocessable);
  return PublicPage(day.is_text ? page::PlainText((*answer)->html) : (*answer)->html, day.is_text,
                    options_.forms, request);
}

std::optional<net::Response> Door::GetChoice(const std::string& path, const net::Request& request) {
  const bool is_text = path.ends_with(".txt");
  for (const std::string& language : options_.languages) {
    const std::string in = language + "/" + path;
    const auto file = files_.Find(in, {});
    const bool is_page = file && file->status == 200 && (IsHtml(*file) || is_text);
    if (path.empty() || (!is_page && !FormOf(in, options_.languages))) return std::nullopt;
  }
  const std::string html = LanguagesHtml(FrameFor(options_.languages.front(), request), path);
  return PublicPage(is_text ? page::PlainText(html) : html, is_text, options_.forms, request);
}

net::Response Door::Get(const net::Request& request) {
  const auto path = SitePath(request.target);
  const std::string& language = LanguageOf(path.value_or(""), options_.languages);
  const auto form = path ? FormOf(*path, options_.languages) : std::nullopt;
  const auto day = path ? DayRouteOf(*path, options_.languages) : std::nullopt;
  net::Response response;
  if (auto answer = day ? GetDay(*day, request) : std::nullopt) {
    response = *std::move(answer);
  } else if (form) {
    response = GetForm(*form, request);
  } else if (auto file = path ? files_.Find(*path, request) : std::nullopt) {
    response = *std::move(file);
    const bool is_page = IsPage(*path) || IsHtml(response) || path->find('.') == path->npos;
    if (!is_page) return response;
  } else if (auto choice = path ? GetChoice(*path, request) : std::nullopt) {
    response = *std::move(choice);
  } else {
    const bool has_language = path && path->starts_with(language + "/");
    response = {.status = 404, .headers = options_.forms.headers};
    response.headers.push_back({"Content-Type", "text/html; charset=utf-8"});
    response.headers.push_back({"Cache-Control", "no-store"});
    const PageFrame frame = FrameFor(language, request);
    response.body = has_language ? NotFoundHtml(frame) : LanguagesHtml(frame, "");
    return response;
  }
  const bool is_page = response.status == 200 || response.status == 304;
  if (is_page && !options_.onion.empty() && !IsOnion(request))
    response.headers.push_back({"Onion-Location", "http://" + options_.onion + "/" + *path});
  return response;
}

// ---- what people send

net::Response Door::Private(const PageFrame& frame, std::string html, int status) const {
  net::Response response{.status = status,
                         .headers = options_.forms.headers,
                         .body = frame.is_text ? page::PlainText(html) : std::move(html)};
  response.headers.push_back(
      {"Content-Type", frame.is_text ? "text/plain; charset=utf-8" : "text/html; charset=utf-8"});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.pad_to.assign(std::begin(kPaddedSizes), std::end(kPaddedSizes));
  return response;
}

net::Response Door::Again(const PageFrame& frame, FormPage form, const Typed& typed,
                          std::string_view problem, int status) const {
  return Private(frame, FormHtml(frame, form, typed, problem), status);
}

net::Response Door::Failed(const PageFrame& frame, FormPage form, const Typed& typed,
                           const Error& error) {
  options_.failed(kFormNames[static_cast<std::size_t>(form)], error);
  net::Response response =
      Again(frame, form, typed, Say(page::FrameLanguage(frame.language), kBusy), 503);
  response.headers.push_back({"Retry-After", "60"});
  return response;
}

net::Response Door::Post(const net::Request& request) {
  const auto path = SitePath(request.target);
  const auto form = path ? FormOf(*path, options_.languages) : std::nullopt;
  if (!form) return Plain(404, "There is no form here.");
  const PageFrame frame = FrameFor(form->language, request, form->is_text);
  const auto fields = net::ReadForm(request.content_type, request.body);
  if (!fields) {
    const page::Language language = page::FrameLanguage(frame.language);
    return Again(frame, form->page, {}, RefusalIn(language, "the form did not arrive whole"), 400);
  }
  const Typed typed = TypedIn(*fields);
  switch (form->page) {
    case FormPage::kCode:
      return PostCode(frame, typed);
    case FormPage::kReport:
      return PostReport(frame, typed);
    case FormPage::kChallenge:
      return PostChallenge(frame, typed);
    case FormPage::kAppeal:
    case FormPage::kComply:
      break;
  }
  return PostLetter(frame, form->page, typed);
}

net::Response Door::PostCode(const PageFrame& frame, const Typed& typed) {
  const page::Language language = page::FrameLanguage(frame.language);
  if (typed.decision.empty())
    return Again(frame, FormPage::kCode, typed, Say(language, kNoDecision));
  std::string code;
  if (const auto fault = carry::FaultOfCode(typed.code, &code))
    return Again(frame, FormPage::kCode, typed, CodeProblem(frame, *fault));
  const policy::Time now = options_.now();
  const auto opened = desk_.Open(typed.decision, code, frame.language, now);
  if (!opened) return Failed(frame, FormPage::kCode, typed, opened.error());
  if (opened->decision) return Private(frame, OpenedHtml(frame, *opened->decision, code, now));
  net::Response response = Again(frame, FormPage::kCode, typed, Say(language, kNotKnown));
  response.not_before = opened->late ? kLateAfter : kWrongAfter;
  return response;
}

net::Response Door::PostLetter(const PageFrame& frame, FormPage form, const Typed& typed) {
  const page::Language language = page::FrameLanguage(frame.language);
  std::vector<Reply> replies;
  const policy::Time now = options_.now();
  if (form == FormPage::kAppeal && IsPasted(typed)) {
    auto taken = desk_.TakePasted(typed.words, now);
    if (!taken) return Failed(frame, form, typed, taken.error());
    replies = *std::move(taken);
  } else {
    carry::Letter letter{
        .kind = form == FormPage::kAppeal ? carry::LetterKind::kAppeal : carry::LetterKind::kComply,
        .decision = typed.decision,
        .answer = AnswerByOf(typed.answer),
        .new_facts = form == FormPage::kAppeal ? typed.new_facts : std::string(),
        .item = typed.item,
        .words = typed.words};
    if (letter.decision.empty()) return Again(frame, form, typed, Say(language, kNoDecision));
    if (const auto fault = carry::FaultOfCode(typed.code, &letter.code))
      return Again(frame, form, typed, CodeProblem(frame, *fault));
    if (form == FormPage::kComply && letter.item.empty())
      return Again(frame, form, typed, Say(language, kNoItem));
    const auto not_mine = carry::ReadNotMine(form == FormPage::kAppeal ? typed.not_mine : "");
    if (!not_mine) return Again(frame, form, typed, Say(language, kNoNumbers));
    letter.not_mine = *not_mine;
    if (form == FormPage::kAppeal && letter.words.empty() && letter.not_mine.empty())
      return Again(frame, form, typed, Say(language, kNoWords));
    const std::size_t characters = CountCodePoints(letter.words);
    if (characters > carry::kMostWords)
      return Again(frame, form, typed,
                   Fill(language, kTooLong, Number(language, characters),
                        Number(language, carry::kMostWords)));
    const std::size_t of_facts = CountCodePoints(letter.new_facts);
    if (of_facts > carry::kMostFacts)
      return Again(frame, form, typed,
                   Fill(language, kTooLong, Number(language, of_facts),
                        Number(language, carry::kMostFacts)));
    letter.cut_off = carry::ReadCutOff(typed.cut_off);
    auto taken = desk_.Take(letter, now);
    if (!taken) return Failed(frame, form, typed, taken.error());
    replies.push_back(*std::move(taken));
  }
  return Replied(frame, form, typed, replies);
}

net::Response Door::Replied(const PageFrame& frame, FormPage form, const Typed& typed,
                            const std::vector<Reply>& replies) const {
  const page::Language language = page::FrameLanguage(frame.language);
  const bool any = std::ranges::any_of(replies, [](const Reply& r) { return IsTaken(r.outcome); });
  const bool is_wrong =
      std::ranges::any_of(replies, [](const Reply& r) { return r.outcome == Outcome::kNotKnown; });
  const bool is_late = std::ranges::any_of(replies, &Reply::late);
  std::string problem;
  for (const Reply& reply : replies) {
    const std::string one = ProblemIn(language, reply);
    if (!one.empty()) problem += (problem.empty() ? "" : " ") + one;
  }
  net::Response response =
      any ? Private(frame, ReplyHtml(frame, replies))
          : Again(frame, form, typed,
                  problem.empty() ? Say(language, kNoWords) : std::string_view(problem),
                  replies.size() == 1 && replies.front().outcome == Outcome::kAsked
                      ? 200
                      : kUnprocessable);
  // A right one never waits, not even beside a wrong one.
  if (is_wrong && !any) response.not_before = is_late ? kLateAfter : kWrongAfter;
  return response;
}

net::Response Door::PostChallenge(const PageFrame& frame, const Typed& typed) {
  const page::Language language = page::FrameLanguage(frame.language);
  constexpr FormPage kForm = FormPage::kChallenge;
  if (IsPasted(typed)) {
    auto taken = desk_.TakePasted(typed.words, options_.now());
    if (!taken) return Failed(frame, kForm, typed, taken.error());
    return Replied(frame, kForm, typed, *taken);
  }
  if (typed.entry.empty()) return Again(frame, kForm, typed, Say(language, kNoEntry));
  if (typed.words.empty()) return Again(frame, kForm, typed, Say(language, kNoClaim));
  const std::size_t characters = CountCodePoints(typed.words);
  if (characters > carry::kMostClaim)
    return Again(frame, kForm, typed,
                 Fill(language, kTooLong, Number(language, characters),
                      Number(language, carry::kMostClaim)));
  auto taken = desk_.Take({.kind = carry::LetterKind::kChallenge,
                           .words = typed.words,
                           .entry = typed.entry,
                           .sources = LinesOf(typed.sources),
                           .name = typed.name},
                          options_.now());
  if (!taken) return Failed(frame, kForm, typed, taken.error());
  return Replied(frame, kForm, typed, {*std::move(taken)});
}

net::Response Door::PostReport(const PageFrame& frame, const Typed& typed) {
  const page::Language language = page::FrameLanguage(frame.language);
  if (typed.item.empty() || typed.account.empty())
    return Again(frame, FormPage::kReport, typed, Say(language, kNoItem));
  const std::size_t characters = CountCodePoints(typed.words);
  if (characters > carry::kMostWords)
    return Again(frame, FormPage::kReport, typed,
                 Fill(language, kTooLong, Number(language, characters),
                      Number(language, carry::kMostWords)));
  const auto reply = desk_.Report(
      {.item = typed.item, .account = typed.account, .words = typed.words}, options_.now());
  if (!reply) return Failed(frame, FormPage::kReport, typed, reply.error());
  if (!IsTaken(reply->outcome))
    return Again(frame, FormPage::kReport, typed, ProblemIn(language, *reply));
  return Private(frame, ReplyHtml(frame, {*reply}));
}

Result<std::vector<std::string>> LanguagesOfSite(const std::string& directory) {
  std::vector<std::string> languages;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename().string();
    const bool is_one = page::Tag(page::FrameLanguage(name)) == name &&
                        std::filesystem::exists(entry.path() / "index.html", error);
    if (is_one) languages.push_back(name);
  }
  if (languages.empty())
    return Fail(ErrorCode::kNotFound,
                directory + ": there is no site here; `evenhand publish` makes one");
  std::ranges::sort(languages);
  return languages;
}

}  // namespace evenhand::server
