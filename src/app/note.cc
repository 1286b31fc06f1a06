// `evenhand note`: any text that is published, signed as a C2SP note, and checked by a stranger.

#include <fmt/format.h>

#include <algorithm>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/table.h"
#include "record/sign_note.h"

namespace evenhand::app {
namespace {

struct Options {
  std::string file;
  std::string key;
  std::vector<std::string> keys;
  std::string out;
  bool add = false;
  bool text = false;
};

template <class T>
Result<T> WithFile(Result<T> result, const std::string& file) {
  if (result) return result;
  return tl::unexpected(std::move(result).error().Within(file));
}

Result<void> Write(const std::string& path, const std::string& bytes) {
  if (path.empty()) {
    Print(bytes);
    return {};
  }
  return WriteWholeFile(path, bytes);
}

Result<void> RunSign(const Options& options) {
  EVENHAND_ASSIGN(const record::SigningKey key, ReadSigningKey(options.key));
  EVENHAND_ASSIGN(const std::string bytes, ReadWholeFile(options.file, record::kMostNoteBytes));
  EVENHAND_ASSIGN(const std::string note, WithFile(options.add ? record::AddSignature(bytes, key)
                                                               : record::SignNote(bytes, key),
                                                   options.file));
  return Write(options.out, note);
}

Result<void> RunCheck(const Options& options, Session* session) {
  std::vector<record::VerifierKey> keys;
  for (const std::string& key : options.keys) {
    EVENHAND_ASSIGN(record::VerifierKey read, ReadVerifierKey(key));
    keys.push_back(std::move(read));
  }
  EVENHAND_ASSIGN(const std::string bytes, ReadWholeFile(options.file, record::kMostNoteBytes));
  EVENHAND_ASSIGN(const record::Note note, WithFile(record::ParseNote(bytes), options.file));
  EVENHAND_ASSIGN(const auto signers, WithFile(record::CheckSignatures(note, keys), options.file));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (std::ranges::find(signers, i) != signers.end()) continue;
    PrintError(fmt::format("{}: not signed by {}\n", ForTerminal(options.file),
                           ForTerminal(keys[i].name)));
    session->exit_code = kFindings;
  }
  if (session->exit_code != kSuccess) return {};
  if (options.text) {
    Print(note.text);
    return {};
  }
  for (const record::VerifierKey& key : keys) {
    Print(fmt::format("{}: signed by {}\n", ForTerminal(options.file), ForTerminal(key.name)));
  }
  return {};
}

void AddSign(CLI::App* group, Session* session) {
  CLI::App* command = AddCommand(
      *group, "sign", "A text with a signature under it",
      "  evenhand ledger keygen example.org/reports --out reports.key > reports.vkey\n"
      "  evenhand note sign report.json --key reports.key --out report.note\n"
      "  evenhand rulebook certify rules --format json | evenhand note sign - --key reports.key");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "the text; - is standard input")
      ->required()
      ->type_name("FILE");
  command->add_option("--key", options->key, "the private key (ledger keygen)")
      ->required()
      ->type_name("FILE");
  command->add_option("--out", options->out, "without it, standard output")->type_name("FILE");
  command->add_flag("--add", options->add, "FILE is a note; one more signature");
  OnCall(command, session, [options] { return RunSign(*options); });
}

void AddCheck(CLI::App* group, Session* session) {
  CLI::App* command = AddCommand(*group, "check", "Whether a note is signed by these keys",
                                 "  evenhand note check report.note --key reports.vkey\n"
                                 "  evenhand note check report.note --key reports.vkey --text");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "the note; - is standard input")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--key", options->keys,
                   "a verifier key, or its file; again for more, who must all have signed")
      ->required()
      ->type_name("KEY");
  command->add_flag("--text", options->text, "print what was signed, when it is");
  OnCall(command, session, [options, session] { return RunCheck(*options, session); });
}

}  // namespace

void AddNoteCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "note", "Sign what is published, and check who signed it (docs/ledger.md)",
                 "  evenhand note sign report.json --key reports.key --out report.note\n"
                 "  evenhand note check report.note --key reports.vkey");
  group->require_subcommand(1);
  AddSign(group, session);
  AddCheck(group, session);
}

}  // namespace evenhand::app
