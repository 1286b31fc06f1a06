// `evenhand statement`: a statement of reasons as it goes out by hand: signed, as parts, as QR
// codes.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/carried_statement.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/site_input.h"
#include "app/table.h"
#include "carry/parts.h"
#include "carry/qr.h"
#include "page/receipt_text.h"
#include "record/signify.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string file;
  std::string language = "en";
  std::string ways;
  std::string at;
  std::string out;
  std::string form = "signify";
  std::string format = "svg";
  std::string key;
  std::string receipt_language;
};

Result<void> WriteOut(const std::string& path, const std::string& bytes) {
  if (!path.empty()) return WriteWholeFile(path, bytes);
  Print(bytes);
  return {};
}

Result<void> Write(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time now, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const record::SigningKey key, PublishingKey(o.docket));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const CarriedStatement carried,
                  CarryStatement(*docket, o.docket.directory, key, o.id, o.language, o.ways, now));
  return WriteOut(o.out, carried.signed_text);
}

// The statement's own text, out of the file that `write` made, in another tool's form.
Result<void> Sign(const Options& o) {
  EVENHAND_ASSIGN(const record::SigningKey key, ReadSigningKey(o.key));
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(o.file, record::kMostSignedBytes));
  const auto signature = o.form == "minisign" ? record::MinisignSignature(text, "statement", key)
                         : o.form == "ssh"    ? record::SshSignature(text, key)
                         : o.form == "raw"    ? record::RawSignature(text, key)
                                              : record::SignText(text, key);
  if (!signature) return tl::unexpected(signature.error());
  return WriteOut(o.out, *signature);
}

Result<void> Check(const Options& o) {
  EVENHAND_ASSIGN(const std::string key_text, ReadWholeFile(o.key, 10'000));
  EVENHAND_ASSIGN(const std::string public_key, record::ReadSignifyPublicKey(key_text));
  EVENHAND_ASSIGN(const std::string bytes, ReadWholeFile(o.file, record::kMostSignedBytes));
  const std::vector<std::string> keys = {public_key};
  auto opened = record::OpenSigned(bytes, keys);
  if (!opened) return tl::unexpected(std::move(opened).error().Within(o.file));
  if (o.receipt_language.empty()) return WriteOut(o.out, opened->text);
  const auto receipt = page::ReadReceipt(opened->text, page::FrameLanguage(o.receipt_language));
  if (!receipt)
    return Fail(ErrorCode::kInvalidArgument,
                o.file + ": --language is for receipts, and this is none");
  return WriteOut(o.out, page::ReceiptText(*receipt));
}

Result<void> Parts(const Options& o) {
  EVENHAND_ASSIGN(const std::string bytes, ReadWholeFile(o.file, carry::kMostUnpacked));
  EVENHAND_ASSIGN(const auto parts, carry::WriteParts(bytes));
  return WriteOut(o.out, fmt::format("{}\n", fmt::join(parts, "\n")));
}

Result<void> Join(const Options& o, Session* session) {
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(o.file, carry::kMostPartsText));
  EVENHAND_ASSIGN(const carry::PartsRead read, carry::ReadParts(text));
  for (const carry::Incomplete& set : read.incomplete) {
    PrintError(set.missing.empty()
                   ? fmt::format("set {}: {}; send all parts again\n", set.id, set.why)
                   : fmt::format("set {}: send again number {} of {}\n", set.id,
                                 fmt::join(set.missing, ", "), set.count));
    session->exit_code = kFindings;
  }
  if (read.whole.empty() && read.incomplete.empty())
    return Fail(ErrorCode::kInvalidArgument, o.file + ": there are no parts (EH1:…) in it");
  std::string all;
  for (const std::string& whole : read.whole) all += whole;
  return read.whole.empty() ? Result<void>() : WriteOut(o.out, all);
}

Result<void> Qr(const Options& o) {
  EVENHAND_ASSIGN(const std::string bytes, ReadWholeFile(o.file, carry::kMostUnpacked));
  EVENHAND_ASSIGN(const auto parts, carry::WriteParts(bytes));
  if (o.format == "pbm") {
    if (o.out.empty())
      return Fail(ErrorCode::kInvalidArgument,
                  "bitmaps are files: --out NAME writes NAME-1.pbm and so on");
    for (std::size_t i = 0; i < parts.size(); ++i) {
      EVENHAND_ASSIGN(const std::string bitmap, carry::QrBitmap(parts[i]));
      EVENHAND_TRY(WriteWholeFile(fmt::format("{}-{}.pbm", o.out, i + 1), bitmap));
    }
    return {};
  }
  EVENHAND_ASSIGN(const std::string sheet, carry::QrSheet(parts));
  return WriteOut(o.out, sheet);
}

}  // namespace

void AddStatementCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "statement",
                 "Statements of reasons that travel: signed, as parts for any channel, as QR codes "
                 "(docs/offline.md)",
                 "  evenhand statement write d-1 --store docket --language fa --out d-1.sig\n"
                 "  evenhand statement qr d-1.sig --out d-1.svg");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* purpose, const char* example) {
    CLI::App* command = AddCommand(*group, name, purpose, example);
    command->add_option("FILE", o->file, "- is standard input")->required()->type_name("FILE");
    command->add_option("--out", o->out, "without it, standard output")->type_name("FILE");
    return command;
  };
  CLI::App* write =
      AddCommand(*group, "write", "The statement with the codes to answer it, signed, as one file",
                 "  evenhand statement write d-1 --store docket --language fa --ways "
                 "'appeals@example.org' --out d-1.sig");
  write->add_option("ID", o->id, "the decision")->required()->type_name("ID");
  AddDocketStore(write, &o->docket);
  write->add_option("--language", o->language, "of the text")
      ->type_name("LANG")
      ->capture_default_str();
  write->add_option("--ways", o->ways, "where answers can be sent, in one line")->type_name("TEXT");
  write->add_option("--at", o->at, "without it, now")->type_name("TIME");
  write->add_option("--out", o->out, "without it, standard output")->type_name("FILE");
  OnCall(write, session, [o] { return Write(*o); });

  CLI::App* sign =
      add("sign", "A text signed for other tools: signify's one file, or a signature beside it",
          "  evenhand statement sign d-1.txt --key docket/record.key --form minisign --out "
          "d-1.txt.minisig");
  sign->add_option("--key", o->key, "the record's private key")->required()->type_name("FILE");
  AddChoice(sign, "--form", &o->form, {"signify", "minisign", "ssh", "raw"}, "which tool reads it");
  OnCall(sign, session, [o] { return Sign(*o); });

  CLI::App* check = add("check", "The text, when its signature holds",
                        "  evenhand statement check d-1.sig --key evenhand.pub");
  check->add_option("--key", o->key, "the public key (evenhand.pub)")
      ->required()
      ->type_name("FILE");
  check
      ->add_option("--language", o->receipt_language,
                   "a receipt in a language: en, fa, ar, ru, es; without it, as it is signed")
      ->type_name("TAG");
  OnCall(check, session, [o] { return Check(*o); });

  CLI::App* parts = add("parts", "A file as short lines for SMS and any text channel",
                        "  evenhand statement parts d-1.sig");
  OnCall(parts, session, [o] { return Parts(*o); });
  CLI::App* join =
      add("join", "The file again, out of any text that holds its parts; says which to send again",
          "  evenhand statement join messages.txt --out d-1.sig");
  OnCall(join, session, [o, session] { return Join(*o, session); });
  CLI::App* qr = add("qr", "A file as QR codes: a sheet to print, or bitmaps",
                     "  evenhand statement qr d-1.sig --out d-1.svg");
  AddChoice(qr, "--format", &o->format, {"svg", "pbm"}, "a sheet, or one bitmap for each code");
  OnCall(qr, session, [o] { return Qr(*o); });
}

}  // namespace evenhand::app
