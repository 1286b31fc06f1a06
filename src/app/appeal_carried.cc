// `evenhand appeal write, pack, read, import`: appeals that travel as files, parts and paper.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "app/code_keys.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/letter_desk.h"
#include "app/random.h"
#include "app/site_desk.h"
#include "app/site_input.h"
#include "app/table.h"
#include "base/check.h"
#include "carry/code.h"
#include "codec/json_out.h"
#include "page/receipt_text.h"
#include "page/words.h"
#include "server/pages.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostArrivedBytes = carry::kMostPartsText;

struct Options {
  DocketOptions docket;
  std::string decision;
  std::string code;
  std::string words;
  std::string cut_off;
  std::string new_facts;
  std::string not_mine;
  std::string answer = "both";
  std::string item;
  std::string seal;
  std::string language;
  std::string out;
  std::string file;
  std::vector<std::string> files;
  std::string receipts;
  std::string service;
  std::string at;
  std::string format = "text";
  std::string form = "evenhand";
};

Result<void> WriteOut(const std::string& path, const std::string& bytes) {
  if (!path.empty()) return WriteWholeFile(path, bytes);
  Print(bytes);
  return {};
}

Result<std::string> AsParts(const std::string& letter, const std::string& seal_file) {
  std::vector<std::string> parts;
  if (seal_file.empty()) {
    EVENHAND_ASSIGN(parts, carry::WriteParts(letter));
  } else {
    EVENHAND_ASSIGN(const std::string text, ReadWholeFile(seal_file, 1'000));
    EVENHAND_ASSIGN(const std::string key, ReadSealKeyText(text));
    EVENHAND_ASSIGN(const std::string seed, RandomBytes(32));
    EVENHAND_ASSIGN(parts, carry::PackLetter(letter, key, seed));
  }
  return fmt::format("{}\n", fmt::join(parts, "\n"));
}

// ---- offline

// Goes through the reader, so that what is written can be read.
Result<void> Write(const Options& o) {
  if (!o.language.empty()) {
    EVENHAND_TRY(CheckPageLanguage(o.language));
  }
  std::string text = o.item.empty() ? "EVENHAND APPEAL 1\n" : "EVENHAND COMPLY 1\n";
  text += fmt::format("Decision: {}\nCode: {}\n", o.decision, o.code);
  if (!o.language.empty()) text += fmt::format("Language: {}\n", o.language);
  if (!o.item.empty()) text += fmt::format("Item: {}\n", o.item);
  if (!o.cut_off.empty()) text += fmt::format("Cut off: {}\n", o.cut_off);
  if (!o.new_facts.empty()) {
    // It is one line, and what stands in lines goes on in it.
    std::string facts = carry::PlainWords(o.new_facts);
    std::ranges::replace(facts, '\n', ' ');
    text += fmt::format("New facts: {}\n", facts);
  }
  if (!o.not_mine.empty()) text += fmt::format("Not mine: {}\n", o.not_mine);
  text += fmt::format("Answer: {}\n\n{}\n", o.answer, o.words);
  EVENHAND_ASSIGN(const carry::Letter letter, carry::ReadLetter(text));
  if (o.seal.empty()) return WriteOut(o.out, carry::WriteLetter(letter));
  EVENHAND_ASSIGN(const std::string parts, AsParts(carry::WriteLetter(letter), o.seal));
  return WriteOut(o.out, parts);
}

Result<void> Pack(const Options& o) {
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(o.file, carry::kMostLetterBytes));
  EVENHAND_TRY(carry::ReadLetter(text));
  EVENHAND_ASSIGN(const std::string parts, AsParts(text, o.seal));
  return WriteOut(o.out, parts);
}

Result<void> Read(const Options& o, Session* session) {
  std::vector<record::SealKey> keys;
  if (!o.docket.directory.empty()) {
    EVENHAND_ASSIGN(keys, SealKeys(o.docket.directory));
  }
  for (const std::string& file : o.files) {
    EVENHAND_ASSIGN(const std::string bytes, ReadWholeFile(file, kMostArrivedBytes));
    EVENHAND_ASSIGN(const carry::Arrived arrived, carry::ReadArrived(bytes, keys));
    const auto complain = [&](const std::string& why) {
      PrintError(fmt::format("{}: {}\n", ForTerminal(file), ForTerminal(why)));
      session->exit_code = kFindings;
    };
    for (const std::string& text : arrived.letters) {
      const auto letter = carry::ReadLetter(text);
      letter ? Print(carry::WriteLetter(*letter)) : complain(letter.error().message);
    }
    for (const carry::Incomplete& set : arrived.incomplete) {
      complain(set.missing.empty() ? set.why
                                   : fmt::format("parts {}: number {} of {} to be sent again",
                                                 set.id, fmt::join(set.missing, ", "), set.count));
    }
    for (const std::string& why : arrived.unreadable) complain(why);
  }
  return {};
}

// ---- at the desk

constexpr std::string_view kResults[] = {"taken",     "same",       "refused",
                                         "not_known", "unreadable", "incomplete"};

// "receipt-….txt" in Persian beside it: "receipt-….fa.txt".
std::string NameIn(std::string_view language, std::string name) {
  return name.insert(name.rfind('.'), "." + std::string(language));
}

// What is signed, which is the same whatever the language; and beside it the same in that of the
// letter, where pages have words for it.
Result<void> WriteReceipt(const std::string& folder, const DeskAnswer& answer) {
  if (folder.empty() || answer.receipt.empty()) return {};
  const std::filesystem::path path(folder);
  std::error_code error;
  std::filesystem::create_directories(path, error);
  EVENHAND_TRY(WriteWholeFile((path / answer.receipt_name).string(), answer.receipt));
  const page::Language language = page::FrameLanguage(answer.language);
  if (page::Tag(language) != answer.language) return {};
  const auto said = page::ReadReceipt(answer.receipt, language);
  EVENHAND_CHECK(said.has_value());
  return WriteWholeFile((path / NameIn(answer.language, answer.receipt_name)).string(),
                        page::ReceiptText(*said));
}

// Why a letter was not taken in, or what it is asked, in its language: whoever sent it sees no
// desk. Nothing of what is to be told tomorrow.
Result<std::string> WriteRefusal(const std::string& folder, const std::string& bytes,
                                 const DeskAnswer& answer) {
  if (folder.empty() || !answer.receipt.empty() || answer.late) return std::string();
  const page::Language language = page::FrameLanguage(answer.language);
  const std::string text = server::ProblemIn(language, ReplyOf(answer), /*is_letter=*/true);
  if (text.empty()) return std::string();
  const std::string hash = carry::WordsHash({.words = bytes + "\n" + answer.what});
  const std::string name = fmt::format("answer-{}.{}.txt", hash.substr(0, 16), page::Tag(language));
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  EVENHAND_TRY(WriteWholeFile((std::filesystem::path(folder) / name).string(), text + "\n"));
  return name;
}

std::string AnswerJson(const std::string& file, const DeskAnswer& answer,
                       const std::string& refusal) {
  codec::JsonOut out;
  out.Open('{')
      .Key("file")
      .String(file)
      .Key("result")
      .String(kResults[static_cast<std::size_t>(answer.result)])
      .Key("what")
      .String(answer.what);
  out.Key("receipt")
      .String(answer.receipt_name)
      .Key("answer")
      .String(refusal)
      .Key("late")
      .Bool(answer.late)
      .Close('}');
  return out.text() + "\n";
}

Result<void> Import(const Options& o, Session* session) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const record::SigningKey key, PublishingKey(o.docket));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  LetterDesk desk(docket.get(), &o.docket.directory, &key, o.service);
  for (const std::string& file : o.files) {
    EVENHAND_ASSIGN(const std::string bytes, ReadWholeFile(file, kMostArrivedBytes));
    EVENHAND_ASSIGN(const auto answers, desk.Take(bytes, at));
    // What is taken is on the disk before its receipt is.
    for (const DeskAnswer& answer : answers) {
      EVENHAND_TRY(WriteReceipt(o.receipts, answer));
      EVENHAND_ASSIGN(const std::string refusal, WriteRefusal(o.receipts, bytes, answer));
      const bool is_good =
          answer.result == DeskResult::kTaken || answer.result == DeskResult::kSame;
      if (!is_good) session->exit_code = kFindings;
      Print(o.format == "json"
                ? AnswerJson(file, answer, refusal)
                : fmt::format("{}: {}{}\n", ForTerminal(file), ForTerminal(answer.what),
                              answer.late ? "; to be told tomorrow" : ""));
    }
  }
  EVENHAND_TRY(docket->PublishRecord());
  return {};
}

Result<void> Words(const Options& o) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto all, docket->WordsOf(o.decision));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const docket::AppealWords& one = all[i];
    Print(fmt::format("{}{} of {}, {}", i == 0 ? "" : "\n", i + 1, all.size(),
                      policy::FormatTime(one.received)));
    // Of a second appeal: the author's numbers go on.
    if (one.number != static_cast<std::int64_t>(i) + 1)
      Print(fmt::format(", text {} for the decision", one.number));
    if (one.not_mine)
      Print(fmt::format("; not from the author, says a holder of the code since {}",
                        policy::FormatTime(*one.not_mine)));
    Print("\n" + one.words + "\n");
  }
  return {};
}

Result<void> WriteSealKey(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const record::SealKey key, SealKeyOf(o.docket.directory, at));
  Print(o.form == "age" ? AgeKeyText(key) : SealKeyText(key));
  return {};
}

}  // namespace

void AddCarriedAppealCommands(CLI::App& group, Session* session) {
  auto o = std::make_shared<Options>();
  CLI::App* write = AddCommand(
      group, "write",
      "An appeal as a text to be carried, without a line; with --item, an order to delete",
      "  evenhand appeal write --decision d-1 --code 7K4MQ-… --words 'It was a quotation' --out "
      "appeal.txt\n"
      "  evenhand appeal write --decision d-1 --code 7K4MQ-… --words '…' --cut-off '2026-01-08 "
      "2026-01-27' --seal keys/seal.pub");
  write->add_option("--decision", o->decision, "its number in the statement")
      ->required()
      ->type_name("ID");
  write->add_option("--code", o->code, "the code in the statement")->required()->type_name("CODE");
  write->add_option("--words", o->words, "why it is wrong")->type_name("TEXT");
  write->add_option("--cut-off", o->cut_off, "two days, a state, or yes")->type_name("TEXT");
  write
      ->add_option("--new-facts", o->new_facts,
                   "what is new: a second appeal, once the first has its answer, names it")
      ->type_name("TEXT");
  write
      ->add_option("--not-mine", o->not_mine,
                   "numbers of texts that came with this code and are not from you: 1, 3")
      ->type_name("NUMBERS");
  AddChoice(write, "--answer", &o->answer, {"both", "page", "bundle"},
            "where you will look for the answer");
  write->add_option("--item", o->item, "the post to be deleted")->type_name("ID");
  write
      ->add_option("--language", o->language,
                   "in which the receipt is said too: en, fa, ar, ru, es")
      ->type_name("TAG");
  write
      ->add_option("--seal", o->seal,
                   "the desk's key (keys/seal.pub): the carrier cannot read it then")
      ->type_name("FILE");
  write->add_option("--out", o->out, "without it, standard output")->type_name("FILE");
  OnCall(write, session, [o] { return Write(*o); });

  CLI::App* pack =
      AddCommand(group, "pack", "A written appeal as parts for SMS or QR codes, sealed with --seal",
                 "  evenhand appeal pack appeal.txt --seal keys/seal.pub");
  pack->add_option("FILE", o->file, "the text")->required()->type_name("FILE");
  pack->add_option("--seal", o->seal, "the desk's key (keys/seal.pub)")->type_name("FILE");
  pack->add_option("--out", o->out, "without it, standard output")->type_name("FILE");
  OnCall(pack, session, [o] { return Pack(*o); });

  CLI::App* read = AddCommand(group, "read",
                              "What a letter says, out of a text, parts or, with the desk's keys, "
                              "a sealed one or a file of age; files nothing",
                              "  evenhand appeal read messages.txt");
  read->add_option("FILE", o->files, "- is standard input")->required()->type_name("FILE");
  read->add_option("--store", o->docket.directory, "the docket whose keys open sealed ones")
      ->type_name("DIR");
  OnCall(read, session, [o, session] { return Read(*o, session); });

  CLI::App* import =
      AddCommand(group, "import",
                 "Take letters in, exactly once, however often and by whatever ways they come",
                 "  evenhand appeal import inbox/* --store docket --receipts outbox");
  import
      ->add_option("FILE", o->files,
                   "texts, parts in any text, sealed letters, files of age; - is standard input")
      ->required()
      ->type_name("FILE");
  AddDocketStore(import, &o->docket);
  import
      ->add_option("--service", o->service,
                   "this service's id in the register: the first days of a block of it count as "
                   "being cut off")
      ->type_name("NAME");
  import
      ->add_option(
          "--receipts", o->receipts,
          "a folder for signed receipts, and for answers to letters that were not taken in")
      ->type_name("DIR");
  import->add_option("--at", o->at, "when they arrived; without it, now")->type_name("TIME");
  AddFormat(import, &o->format);
  OnCall(import, session, [o, session] { return Import(*o, session); });

  CLI::App* words =
      AddDocketCommand(group, session, o, "words",
                       "All words of an appeal, in the order in which they came, with what their "
                       "author says is not theirs",
                       "  evenhand appeal words d-1/1 --store docket", Words);
  words->add_option("ID", o->decision, "the appeal")->required()->type_name("ID");
  CLI::App* seal_key = AddDocketCommand(
      group, session, o, "seal-key", "The public key that letters of this year are sealed to",
      "  evenhand appeal seal-key --store docket > seal.pub\n"
      "  evenhand appeal seal-key --store docket --form age > seal.age",
      WriteSealKey);
  AddChoice(seal_key, "--form", &o->form, {"evenhand", "age"},
            "for `appeal pack`, or for the tool of that name");
}

}  // namespace evenhand::app
