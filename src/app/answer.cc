// `evenhand answer`: the answer to an appeal, out of a bundle, with the code alone.

#include <fmt/format.h>

#include <filesystem>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/site_input.h"
#include "app/table.h"
#include "carry/code.h"
#include "carry/sealed_answer.h"
#include "page/receipt_text.h"
#include "publish/copy.h"
#include "record/signify.h"

namespace evenhand::app {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string code;
  std::string key;
  std::string language;
};

// As it is signed, or said in a language.
Result<void> PrintAnswer(const std::string& text, const std::string& language) {
  const auto said =
      language.empty() ? std::nullopt : page::ReadReceipt(text, page::FrameLanguage(language));
  Print(said ? page::ReceiptText(*said) : text);
  return {};
}

// The sealed file for this name in a ZIP, a folder, or as itself; empty: it is not there.
Result<std::string> Find(const std::string& file, const std::string& name) {
  std::error_code error;
  const bool is_folder = std::filesystem::is_directory(file, error);
  if (!is_folder && std::filesystem::path(file).extension() != ".zip")
    return ReadWholeFile(file, carry::kAnswerSizes[1]);
  EVENHAND_ASSIGN(const auto copy, is_folder ? publish::OpenFolder(file) : publish::OpenZip(file));
  const std::string path = "answers/" + name;
  return copy->files().contains(path) ? copy->Read(path) : std::string();
}

Result<void> Open(const Options& o, Session* session) {
  if (!o.language.empty()) EVENHAND_TRY(CheckPageLanguage(o.language));
  EVENHAND_ASSIGN(const std::string code, carry::ReadCode(o.code));
  const std::string name = carry::AnswerName(code);
  for (const std::string& file : o.files) {
    auto sealed = Find(file, name);
    if (!sealed) return tl::unexpected(std::move(sealed).error().Within(file));
    if (sealed->empty()) continue;
    auto text = carry::OpenAnswer(code, *sealed);
    if (!text) return tl::unexpected(std::move(text).error().Within(file));
    if (o.key.empty()) return PrintAnswer(*text, o.language);
    EVENHAND_ASSIGN(const std::string key_text, ReadWholeFile(o.key, 10'000));
    EVENHAND_ASSIGN(const std::string public_key, record::ReadSignifyPublicKey(key_text));
    const std::vector<std::string> keys = {public_key};
    auto opened = record::OpenSigned(*text, keys);
    if (!opened) return tl::unexpected(std::move(opened).error().Within(file));
    return PrintAnswer(opened->text, o.language);
  }
  Print(
      "no answer for this code is in it; bundles of another week, or with another first digit, may "
      "have it\n");
  session->exit_code = kFindings;
  return {};
}

}  // namespace

void AddAnswerCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(
      app, "answer",
      "The answer to an appeal, without a line and without asking anybody (docs/offline.md)",
      "  evenhand answer open evenhand-…-answers-2026-w07-a.zip --code 7K4MQ-…");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* open = AddCommand(
      *group, "open", "Find and open it with the code in the statement; nothing else can",
      "  evenhand answer open *-answers-2026-w07-*.zip --code 7K4MQ-… --key evenhand.pub");
  open->add_option("FILE", o->files, "bundles, folders, or the sealed file")
      ->required()
      ->type_name("FILE");
  open->add_option("--code", o->code, "the code to appeal with")->required()->type_name("CODE");
  open->add_option("--key", o->key,
                   "check its signature too, and print the text alone (evenhand.pub)")
      ->type_name("FILE");
  open->add_option("--language", o->language,
                   "said in a language: en, fa, ar, ru, es; without it, as it is signed")
      ->type_name("TAG");
  OnCall(open, session, [o, session] { return Open(*o, session); });
}

}  // namespace evenhand::app
