// The pages that are about one thing each: start, record, how to report, appeal, carry and check.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "carry/base32.h"
#include "carry/letter_words.h"
#include "page/locale.h"
#include "page/sheets.h"
#include "publish/pages.h"
#include "publish/ways.h"

namespace evenhand::publish {
namespace {

using enum Word;
using carry::Label;
using page::Html;
using record::LeafKind;

class Writer {
 public:
  Writer(const Voice& voice, std::string_view name, std::string_view title) : voice_(voice) {
    page::OpenPage(&html_, title, voice.language(), voice.AroundPage(name));
    // The name of a record is longer than a line of a telephone, and breaks where a reader would.
    html_.Open("h1");
    for (std::size_t end = 0; (end = title.find('/')) != title.npos; title.remove_prefix(end + 1))
      html_.Text(title.substr(0, end + 1)).Empty("wbr");
    html_.Text(title).Close();
  }
  Writer(const Voice& voice, std::string_view name, Word title)
      : Writer(voice, name, voice.Say(title)) {}

  void Paragraph(Word word) { html_.Element("p", voice_.Say(word)); }
  void Paragraph(std::string_view text) { html_.Element("p", text); }
  void Small(Word word) { Small(voice_.Say(word)); }
  void Small(std::string_view text) { html_.Element("p", text, {{"class", "s"}}); }
  void Heading(Word word) { html_.Element("h2", voice_.Say(word)); }
  // A letter to copy, whose labels are those of the language, as they are read (carry/letter.h).
  struct LetterLine {
    Label label;
    std::string_view value;
  };
  void LetterForm(std::string_view title, const std::vector<LetterLine>& lines, Word words) {
    html_.Open("article").Open("p").Element("bdi", title);
    for (const LetterLine& line : lines) {
      html_.Empty("br").Text(LabelOf(line.label) + ": ").Element("bdi", line.value);
    }
    html_.Close().Element("p", voice_.Say(words)).Close();
  }
  std::string LabelOf(Label label) const {
    return std::string(carry::LabelIn(page::Tag(voice_.frame()), label));
  }
  // What people copy: not translated, and never turned round.
  void Commands(std::string_view text) { html_.Element("pre", text, {{"dir", "ltr"}}); }
  Html& html() { return html_; }
  std::string Finish() { return page::ClosePage(&html_, voice_.frame()); }

 private:
  const Voice& voice_;
  Html html_;
};

void WriteEntry(Html* html, std::string_view href, std::string_view name, std::string_view about) {
  html->Open("li").Element("a", name, {{"href", href}});
  if (!about.empty()) html->Text(" — ").Text(about);
  html->Close();
}

std::string DateOf(const Voice& voice, std::chrono::sys_days day) {
  return voice.Date(TimeUs{std::chrono::microseconds(day.time_since_epoch()).count()});
}

}  // namespace

std::string ChooserPage(const SiteInput& input, const std::vector<Voice>& voices) {
  Html html;
  page::OpenPage(&html, "Evenhand", voices.front().language(), page::Around{});
  html.Element("h1", "Evenhand");
  for (const Voice& voice : voices) {
    const std::string folder = voice.language() + "/";
    html.Open("p", {{"lang", voice.language()}, {"dir", page::DirectionOf(voice.language())}});
    html.Element("a", page::NameOfLanguage(voice.language()),
                 {{"href", folder + "index.html"}, {"hreflang", voice.language()}});
    html.Empty("br").Text(voice.Say(kIntro)).Empty("br");
    html.Text(voice.Fill(kCopyOf, DateOf(voice, input.day)) + " ");
    html.Element("a", voice.Say(kCheck), {{"href", folder + "check.html"}}).Text("\u00A0· ");
    html.Element("a", voice.Say(kWays), {{"href", folder + "ways.html"}}).Close();
  }
  return page::ClosePage(&html, voices.front().frame());
}

std::string FrontPage(const SiteInput& input, const Voice& voice) {
  const record::Checkpoint& checkpoint = input.record.checkpoint;
  Writer page(voice, "index", checkpoint.origin);
  page.Paragraph(kIntro);
  struct Entry {
    std::string_view name;
    Word title, about;
  };
  constexpr std::array<Entry, 9> kEntries = {{{"rules", kRules, kAboutRules},
                                              {"decisions", kDecisions, kAboutDecisions},
                                              {"appeal", kAppeal, kAboutAppeal},
                                              {"report", kReport, kAboutReport},
                                              {"networks", kNetworks, kAboutNetworks},
                                              {"record", kRecord, kAboutRecord},
                                              {"check", kCheck, kAboutCheck},
                                              {"offline", kOffline, kAboutOffline},
                                              {"ways", kWays, kAboutWays}}};
  page.html().Open("ul");
  for (const Entry& entry : kEntries) {
    WriteEntry(&page.html(), std::string(entry.name) + ".html", voice.Say(entry.title),
               voice.Say(entry.about));
  }
  for (const AddedPage& added : input.added)
    if (added.on_front)
      WriteEntry(&page.html(), added.name + ".html", added.title(voice.language()), "");
  page.html().Close();
  std::string figures = voice.Fill(kFigures, voice.Number(input.record.decisions.size()),
                                   voice.Number(checkpoint.size));
  if (checkpoint.size > 0) figures += " " + voice.Fill(kUpTo, voice.Date(input.record.newest));
  page.html().Element("p", figures, {{"class", "s"}});
  return page.Finish();
}

std::string RecordPage(const SiteInput& input, const Voice& voice) {
  struct Row {
    Word word;
    std::vector<LeafKind> kinds;
  };
  static const std::vector<Row> kRows = {
      {kLeafDecision, {LeafKind::kDecision, LeafKind::kReplaced}},
      {kLeafAppealOpened, {LeafKind::kAppealOpened}},
      {kLeafAppealDecided, {LeafKind::kAppealDecided}},
      {kLeafRulebook, {LeafKind::kRulebookPublished}},
      {kLeafException, {LeafKind::kExceptionGranted, LeafKind::kExceptionEnded}},
      {kLeafDemand, {LeafKind::kStateDemand}}};
  const PublicRecord& record = input.record;
  Writer page(voice, "record", kRecord);
  page.Paragraph(kRecordNote);
  page.Commands(record.note);
  page.html()
      .Open("p")
      .Element("a", voice.Say(kCheckpoint), {{"href", "../record/checkpoint"}})
      .Close();
  page.Heading(kShortRoot);
  page.Commands(carry::ShortRoot(record.checkpoint.size, record.checkpoint.root));
  page.Small(kShortRootNote);
  page.Heading(kWhatIsIn);
  page.html().Open("ul");
  std::uint64_t rest = record.checkpoint.size;
  const auto write = [&](Word word, std::uint64_t count) {
    if (count > 0)
      page.html().Element("li", std::string(voice.Say(word)) + ": " + voice.Number(count));
  };
  for (const Row& row : kRows) {
    std::uint64_t count = 0;
    for (const LeafKind kind : row.kinds) count += record.counts[static_cast<std::size_t>(kind)];
    rest -= count;
    write(row.word, count);
  }
  write(kLeafOther, rest);
  page.html().Close();
  return page.Finish();
}

std::string NetworksPage(const SiteInput& input, const Voice& voice, std::size_t number) {
  const page::ListSheet sheet{.number = number,
                              .all = SheetsOfNetworks(input),
                              .rows = kNetworksPerPage,
                              .name = "networks"};
  Writer page(voice, page::SheetName(sheet.name, number), kNetworks);
  if (input.networks.empty()) {
    page.Paragraph(kNoNetworks);
    page.Small(kNetworksNote);
    return page.Finish();
  }
  page.Paragraph(kAboutNetworks);
  page.html().Open("ul");
  const std::size_t first = number * sheet.rows;
  for (std::size_t i = first; i < std::min(first + sheet.rows, input.networks.size()); ++i) {
    const AddedPage& network = input.networks[i];
    WriteEntry(&page.html(), network.name + ".html", network.title(voice.language()), "");
  }
  page.html().Close();
  page::WriteSheetLinks(sheet, voice.language(), &page.html());
  return page.Finish();
}

std::string ReportPage(const Voice& voice) {
  Writer page(voice, "report", kReport);
  page.Paragraph(kReportSteps);
  page.html().Open("p").Element("a", voice.Say(kWays), {{"href", "ways.html"}}).Close();
  page.Paragraph(kReportCounts);
  page.Paragraph(kReportPrivacy);
  return page.Finish();
}

std::string AppealPage(const Voice& voice) {
  Writer page(voice, "appeal", kAppeal);
  page.Paragraph(kAppealWhat);
  const std::string_view language = page::Tag(voice.frame()),
                         by_page = carry::AnswerIn(language, carry::AnswerBy::kPage);
  page.LetterForm(
      "EVENHAND APPEAL 1",
      {{Label::kDecision, "41-7f3a-9c02"},
       {Label::kCode, "7K4MQ-2XD9H-TB3WZ-…"},
       {Label::kAnswer,
        fmt::format("{} | {}", by_page, carry::AnswerIn(language, carry::AnswerBy::kBundle))}},
      kAppealForm);
  page.Paragraph(voice.Fill(kAppealAnswer, page.LabelOf(Label::kAnswer), by_page));
  for (const Word word : {kAppealCarry, kAppealTwice}) page.Paragraph(word);
  page.Paragraph(voice.Fill(kAppealDates, page.LabelOf(Label::kCutOff)));
  page.Paragraph(kReceived);
  page.html().Open("p").Element("b", voice.Say(kAppealCode)).Close();
  page.html().Open("p").Element("b", voice.Say(kAppealNever)).Text(" ");
  page.html().Element("a", voice.Say(kWays), {{"href", "ways.html"}}).Close();
  page.Small(voice.Fill(kComply, page.LabelOf(Label::kItem)));
  return page.Finish();
}

std::string ChallengePage(const Voice& voice) {
  Writer page(voice, "challenge", kChallenge);
  page.Paragraph(kChallengeWhat);
  page.LetterForm("EVENHAND CHALLENGE 1",
                  {{Label::kEntry, "r-IR-twitter-3"}, {Label::kSource, "…"}}, kChallengeForm);
  for (const Word word : {kChallengeAnswer, kAppealCarry, kAppealTwice}) page.Paragraph(word);
  page.html().Open("p").Element("a", voice.Say(kWays), {{"href", "ways.html"}}).Close();
  page.Small(voice.Fill(kChallengeName, page.LabelOf(Label::kName), page.LabelOf(Label::kSource)));
  return page.Finish();
}

std::string OfflinePage(const SiteInput& input, const Voice& voice) {
  Writer page(voice, "offline", kOffline);
  for (const Word word : {kOfflineWhat, kOfflineHow, kOfflineCheck}) page.Paragraph(word);
  page.Heading(kBundles);
  if (input.bundles.empty()) {
    page.Paragraph(kNoBundles);
    return page.Finish();
  }
  page.html().Open("ul");
  for (const ListedBundle& bundle : input.bundles) {
    page.html()
        .Open("li")
        .Open("a", {{"href", "../bundles/" + bundle.name}})
        .Element("bdi", bundle.name)
        .Close();
    page.html().Empty("br").Text(voice.Number(bundle.bytes / 1'000) + " kB").Empty("br");
    page.html().Element("code", "SHA-256 " + bundle.sha256, {{"dir", "ltr"}}).Close();
  }
  page.html().Close();
  return page.Finish();
}

std::string CheckPage(const SiteInput& input, const Voice& voice) {
  Writer page(voice, "check", kCheck);
  page.Paragraph(kCheckWhat);
  page.html().Open("p");
  for (const std::string_view key :
       {"evenhand.pub", "evenhand.pem", "evenhand.allowed", "policy"}) {
    page.html().Element("a", key, {{"href", "../keys/" + std::string(key)}}).Text(" ");
  }
  page.html().Close();
  page.Heading(kCheckList);
  page.Commands(
      "signify -C -p keys/evenhand.pub -x SHA256.sig\n\n"
      "# or, the signature and the sums one by one\n"
      "tail -n +3 SHA256.sig | cmp - SHA256\n"
      "sed -n 2p SHA256.sig | base64 -d | tail -c 64 > sig\n"
      "openssl pkeyutl -verify -pubin -inkey keys/evenhand.pem \\\n  -rawin -in SHA256 -sigfile "
      "sig\n"
      "sha256sum -c SHA256");
  page.Heading(kCheckStatement);
  page.Commands("signify -V -e -p evenhand.pub -x statement.sig -m statement.txt");
  page.Heading(kCheckRecord);
  page.Commands("evenhand ledger verify record --policy keys/policy");
  page.Heading(kCheckAll);
  page.Commands(
      "evenhand mirror check . --key evenhand.pub --policy policy\n"
      "evenhand bundle verify FILE.zip --key evenhand.pub --policy policy --seen seen");
  page.Paragraph(kCheckSeen);
  page.html().Element("p", input.record.checkpoint.origin, {{"class", "s"}, {"dir", "ltr"}});
  return page.Finish();
}

namespace {

// What is told is still true when the copy is read years later: on which days the list gets old,
// and over, and not how old it is today.
void WriteWaysAge(const SiteInput& input, const Voice& voice, Writer* page) {
  const auto ways = ReadSignedWays(input.ways);
  if (!ways) return;
  const auto length = [&](std::chrono::days days) {
    return page::LengthIn(page::Tag(voice.frame()), {.seconds = days});
  };
  std::string said = voice.Fill(kWaysDated, DateOf(voice, ways->date), DateOf(voice, ways->until));
  if (input.day >= ways->until) {
    page->Paragraph(said);
    page->html().Open("p").Element("b", voice.Fill(kWaysOver, length(input.day - ways->date)));
    page->html().Close();
    return;
  }
  constexpr std::chrono::days kStep{30};
  const auto next =
      ways->date + (std::max(input.day - ways->date, std::chrono::days(0)) / kStep + 1) * kStep;
  if (next < ways->until)
    said += " " + voice.Fill(kWaysOlder, DateOf(voice, next), length(next - ways->date));
  page->Paragraph(said + " " + voice.Fill(kWaysEnds, DateOf(voice, ways->until)));
}

}  // namespace

std::string WaysPage(const SiteInput& input, const Voice& voice) {
  Writer page(voice, "ways", kWays);
  if (input.ways.empty()) {
    page.Paragraph(kNoWays);
  } else {
    page.Paragraph(kWaysNote);
    WriteWaysAge(input, voice, &page);
    page.Commands(input.ways);
    page.html().Open("p").Element("a", "ways.txt", {{"href", "../ways.txt"}}).Close();
  }
  page.Paragraph(kWaysTor);
  return page.Finish();
}

std::string AddedPageIn(const AddedPage& added, const Voice& voice) {
  Writer page(voice, added.name, added.title(voice.language()));
  added.body(voice.language(), &page.html());
  return page.Finish();
}

}  // namespace evenhand::publish
