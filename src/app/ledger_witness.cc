// `evenhand ledger witness` and `ask-witness`: the two sides of the witness protocol over HTTP
// (C2SP tlog-witness; server/witness.h).

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <span>

#include "app/clock.h"
#include "app/command_line.h"
#include "app/ledger.h"
#include "app/ledger_files.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "record/files.h"
#include "record/prove.h"
#include "record/verify.h"
#include "server/witness.h"

namespace evenhand::app {
namespace {

// ---- the witness

struct WitnessArguments {
  std::string key_file;
  std::vector<std::string> logs;
  std::string listen = "127.0.0.1:8090";
  std::string unix_path;
};

std::chrono::sys_seconds Now() {
  return std::chrono::sys_seconds(std::chrono::seconds(Count(SystemClock().Now()) / 1'000'000));
}
std::uint64_t NowSeconds() { return static_cast<std::uint64_t>(Now().time_since_epoch().count()); }

Result<void> ServeWitness(const WitnessArguments& o) {
  EVENHAND_ASSIGN(record::SigningKey key, ReadSigningKey(o.key_file));
  const std::string name = key.name();
  server::WitnessOptions options{
      .key = std::move(key),
      .now_s = NowSeconds,
      .failed = [](std::string_view origin, const Error& error) {
        PrintError(fmt::format("{}: {}\n", ForTerminal(origin), ForTerminal(error.message)));
      }};
  for (const std::string& log : o.logs) {
    EVENHAND_ASSIGN(record::VerifierKey log_key, ReadVerifierKey(log));
    std::string seen = SeenFileOf(o.key_file, log_key);
    options.logs.push_back({std::move(log_key), std::move(seen)});
  }
  EVENHAND_ASSIGN(const auto witness, server::Witness::Open(std::move(options)));
  EVENHAND_ASSIGN(const auto server,
                  net::HttpServer::Listen({.listen = o.listen,
                                           .unix_path = o.unix_path,
                                           .limits = {.body_bytes = server::kMostWitnessBody},
                                           .now = Now},
                                          [&witness](const net::Request& request) {
                                            return witness->Answer(request);
                                          }));
  Print(fmt::format("witness {} on {}; Ctrl-C ends it\n", ForTerminal(name), server->address()));
  std::fflush(stdout);  // it may be a pipe, and its reader waits for this line
  server->Run(/*until_signal=*/true);
  return {};
}

// ---- who asks it

struct AskArguments {
  std::string directory;
  std::string url;
  std::string witness_key;
  std::string socks;
  bool add = false;
  std::string format = "text";
};

constexpr std::size_t kMostAnswerBytes = 64 * 1024;

// One line of what a stranger answered, for a message.
std::string FirstLine(const std::string& text) {
  return ForTerminal(text.substr(0, std::min<std::size_t>(text.find('\n'), 200)));
}

Result<net::Fetched> AskOnce(const AskArguments& o, const std::string& note,
                             const record::Checkpoint& checkpoint, std::uint64_t old_size,
                             net::HttpClient* client) {
  std::vector<record::Digest> proof;
  if (old_size > 0 && old_size < checkpoint.size) {
    const auto files = record::OpenFiles(o.directory);
    record::Prover prover(files.get(), checkpoint.size);
    EVENHAND_ASSIGN(proof, prover.Consistency(old_size));
  }
  return client->Post("/add-checkpoint", server::AddCheckpointBody(old_size, proof, note));
}

// The lines that the witness answered, once they are seen to hold for this checkpoint.
Result<std::string> LineBy(const record::VerifierKey& witness, const std::string& text,
                           const std::string& answered) {
  EVENHAND_ASSIGN(const record::Note note, record::ParseNote(text + "\n" + answered));
  EVENHAND_ASSIGN(const auto signers, record::CheckSignatures(note, std::span(&witness, 1)));
  if (signers.empty())
    return Fail(ErrorCode::kCorrupt, fmt::format("it is not signed by {}", witness.name));
  // A witness may sign with several keys; the line of the one that was asked for is kept.
  std::string_view rest = answered;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, std::min(rest.find('\n') + 1, rest.size()));
    EVENHAND_ASSIGN(const record::Note one, record::ParseNote(text + "\n" + std::string(line)));
    EVENHAND_ASSIGN(const auto by, record::CheckSignatures(one, std::span(&witness, 1)));
    if (!by.empty()) return std::string(line);
    rest.remove_prefix(line.size());
  }
  return Fail(ErrorCode::kCorrupt, "no line is by that key");
}

Result<void> AskWitness(const AskArguments& o) {
  EVENHAND_ASSIGN(const record::VerifierKey witness, ReadVerifierKey(o.witness_key));
  if (witness.type != record::KeyType::kCosignature)
    return Fail(ErrorCode::kInvalidArgument, "--witness-key is not the key of a witness");
  const auto files = record::OpenFiles(o.directory);
  EVENHAND_ASSIGN(const auto note_there, files->Read("checkpoint", record::kMostNoteBytes));
  if (!note_there)
    return Fail(ErrorCode::kNotFound, o.directory + "/checkpoint: is not there: is this a log?");
  EVENHAND_ASSIGN(const record::Note note, record::ParseNote(*note_there));
  EVENHAND_ASSIGN(const record::Checkpoint checkpoint, record::ParseCheckpoint(note.text));
  EVENHAND_ASSIGN(const auto client,
                  net::HttpClient::For(o.url, {.most_bytes = kMostAnswerBytes, .socks = o.socks}));
  // It says itself what it saw last; more than twice only if others ask it meanwhile.
  std::uint64_t old_size = 0;
  Result<net::Fetched> answer = Fail(ErrorCode::kUnavailable, "not asked");
  for (int asked = 0; asked < 4; ++asked) {
    EVENHAND_ASSIGN(answer, AskOnce(o, *note_there, checkpoint, old_size, client.get()));
    if (answer->status != 409 || net::HeaderNamed(*answer, "Content-Type") != "text/x.tlog.size")
      break;
    const std::string digits = answer->body.substr(0, answer->body.find('\n'));
    const auto size = record::ParseNumber(digits);
    if (!size)
      return Fail(ErrorCode::kCorrupt,
                  o.url + ": says a size that is no number: " + FirstLine(digits));
    if (*size > checkpoint.size)
      return Fail(ErrorCode::kUnavailable,
                  fmt::format("{}: has seen {} entries already, and this copy has {}; bring the "
                              "copy up to date",
                              o.url, *size, checkpoint.size));
    old_size = *size;
  }
  if (answer->status != 200)
    return Fail(answer->status == 422 ? ErrorCode::kCorrupt : ErrorCode::kUnavailable,
                fmt::format("{}: does not cosign ({}): {}", o.url, answer->status,
                            FirstLine(answer->body)));
  auto line = LineBy(witness, note.text, answer->body);
  if (!line) return tl::unexpected(std::move(line).error().Within(o.url));
  // A checkpoint that has a line of this witness needs no second one.
  EVENHAND_ASSIGN(const auto there, record::CheckSignatures(note, std::span(&witness, 1)));
  if (o.add && there.empty()) EVENHAND_TRY(AddToCheckpoint(o.directory, *note_there, *line));
  if (o.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("origin").String(checkpoint.origin).Key("size");
    out.Int(static_cast<std::int64_t>(checkpoint.size)).Key("witness").String(witness.name);
    out.Key("line").String(*line).Close('}');
    Print(out.text() + "\n");
  } else {
    Print(*line);
  }
  return {};
}

}  // namespace

void AddLedgerWitness(CLI::App& ledger, Session* session) {
  auto o = std::make_shared<WitnessArguments>();
  CLI::App* command = AddCommand(
      ledger, "witness",
      "A witness over HTTP: logs come with their newest checkpoint and a proof, and it cosigns",
      "  evenhand ledger witness --key witness.key --log record.vkey --listen 127.0.0.1:8090");
  command->add_option("--key", o->key_file, "the file of the witness's private key")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--log", o->logs,
                   "the verifier key of a log that is followed, or a file that holds it; again for "
                   "each log")
      ->required()
      ->type_name("VKEY");
  command->add_option("--listen", o->listen, "address and port; port 0 is one that is free")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command->add_option("--unix", o->unix_path, "a Unix socket instead, for a front proxy")
      ->type_name("PATH");
  OnCall(command, session, [o] { return ServeWitness(*o); });
}

void AddLedgerAskWitness(CLI::App& ledger, Session* session) {
  auto o = std::make_shared<AskArguments>();
  CLI::App* command = AddCommand(
      ledger, "ask-witness",
      "Show a witness the newest checkpoint over HTTP, and print the line with which it cosigns",
      "  evenhand ledger ask-witness public/record --witness https://witness.example --witness-key "
      "witness.vkey --add");
  command->add_option("DIR", o->directory, "the log's directory, or a copy")
      ->required()
      ->type_name("DIR");
  command->add_option("--witness", o->url, "where the witness is")->required()->type_name("URL");
  command
      ->add_option("--witness-key", o->witness_key,
                   "its verifier key, or a file that holds it: what it answers is checked")
      ->required()
      ->type_name("VKEY");
  command->add_option("--socks", o->socks, "through a SOCKS5 proxy such as Tor's")
      ->type_name("HOST:PORT");
  command->add_flag("--add", o->add, "also put the line under the checkpoint in DIR");
  AddFormat(command, &o->format);
  OnCall(command, session, [o] { return AskWitness(*o); });
}

}  // namespace evenhand::app
