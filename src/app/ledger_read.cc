#include <fmt/format.h>

#include <filesystem>

#include "app/docket_dir.h"
#include "app/ledger.h"
#include "app/ledger_files.h"
#include "app/table.h"
#include "base/hex.h"
#include "base/utf8.h"
#include "codec/iso8601.h"
#include "codec/json_out.h"
#include "record/base64.h"
#include "record/files.h"
#include "record/leaf.h"
#include "record/prove.h"
#include "record/tlog_proof.h"
#include "record/verify.h"
#include "record/verify_log.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostEntry = 65535;

std::string Iso(TimeUs time) {
  std::string text;
  codec::AppendIso8601(&text, {.utc = time});
  return text;
}

// The checkpoint of a directory, as it stands there; nobody has checked its signatures.
struct Published {
  std::string note;
  record::Note parsed;
  record::Checkpoint checkpoint;
};

Result<Published> ReadPublished(const record::Files& files) {
  EVENHAND_ASSIGN(const std::optional<std::string> note,
                  files.Read("checkpoint", record::kMostNoteBytes));
  const std::string name = files.NameOf("checkpoint");
  if (!note)
    return Fail(ErrorCode::kNotFound, name + ": is missing; is this the directory of a log?");
  Result<record::Note> parsed = record::ParseNote(*note);
  if (!parsed) return tl::unexpected(std::move(parsed).error().Within(name));
  Result<record::Checkpoint> checkpoint = record::ParseCheckpoint(parsed->text);
  if (!checkpoint) return tl::unexpected(std::move(checkpoint).error().Within(name));
  return Published{*note, *std::move(parsed), *std::move(checkpoint)};
}

void AddKeyAndPolicy(CLI::App* command, std::string* key, std::string* policy) {
  command->add_option("--key", *key, "the log's verifier key, or a file that holds it")
      ->type_name("VKEY");
  command->add_option("--policy", *policy, "which logs and witnesses to believe (C2SP tlog-policy)")
      ->type_name("FILE");
}

// --- verify

struct VerifyOptions {
  std::string directory, key, policy, since, store;
  std::string format = "text";
};

void PrintReport(const record::LogReport& report) {
  for (const record::Finding& f : report.findings) {
    Print(fmt::format("{}{}{}: {}\n  mend: {}\n", ForTerminal(f.file), f.place.empty() ? "" : ": ",
                      f.place, ForTerminal(f.what), ForTerminal(f.mend)));
  }
  if (!report.checkpoint) return;
  const record::Checkpoint& checkpoint = report.checkpoint->checkpoint;
  if (!report.good()) {
    Print(fmt::format("{}: {} found\n", ForTerminal(checkpoint.origin),
                      report.findings.size() == 1
                          ? "1 fault"
                          : fmt::format("{} faults", report.findings.size())));
    return;
  }
  Print(fmt::format("{}: {} entries and {} tiles, all as signed\n", ForTerminal(checkpoint.origin),
                    Grouped(report.entries), Grouped(report.tiles)));
  if (!report.checkpoint->cosigners.empty()) {
    Print(
        fmt::format("cosigned by {}\n",
                    ForTerminal(fmt::format("{}", fmt::join(report.checkpoint->cosigners, ", ")))));
  }
  if (report.since) {
    Print(fmt::format("it begins with the {} entries of the earlier checkpoint\n",
                      Grouped(report.since->size)));
  }
}

void PrintReportAsJson(const record::LogReport& report) {
  codec::JsonOut out;
  out.Open('{').Key("good").Bool(report.good());
  if (report.checkpoint) {
    const record::Checkpoint& checkpoint = report.checkpoint->checkpoint;
    out.Key("origin")
        .String(checkpoint.origin)
        .Key("size")
        .Int(static_cast<std::int64_t>(checkpoint.size));
    out.Key("root").String(record::ToBase64(record::BytesOf(checkpoint.root)));
    out.Key("cosigners").Open('[');
    for (const std::string& name : report.checkpoint->cosigners) out.String(name);
    out.Close(']');
  }
  out.Key("entries").Int(static_cast<std::int64_t>(report.entries));
  out.Key("tiles").Int(static_cast<std::int64_t>(report.tiles));
  if (report.since) out.Key("since").Int(static_cast<std::int64_t>(report.since->size));
  out.Key("findings").Open('[');
  for (const record::Finding& f : report.findings) {
    out.Open('{').Key("file").String(f.file).Key("place").String(f.place);
    out.Key("what").String(f.what).Key("mend").String(f.mend).Close('}');
  }
  out.Close(']').Close('}');
  Print(out.text() + "\n");
}

// The store behind the record: its chain of events, and that each leaf is the one its event says.
Result<void> VerifyStore(const std::string& store, const record::Files& files,
                         std::string_view format) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket({.directory = store, .origin = {}}, false));
  EVENHAND_TRY(docket->CheckRecord(files));
  if (format != "json") Print("the store holds what the record says, event by event\n");
  return {};
}

// With a store and nothing else, its own record by its own key.
Result<bool> Verify(VerifyOptions options) {
  if (!options.store.empty()) {
    const std::filesystem::path store(options.store);
    if (options.directory.empty()) options.directory = (store / "record").string();
    if (options.key.empty() && options.policy.empty())
      options.key = (store / "record.vkey").string();
  }
  if (options.directory.empty())
    return Fail(ErrorCode::kInvalidArgument, "which log: a directory, or --store for a docket's?");
  EVENHAND_ASSIGN(const record::Policy policy, ReadPolicy(options.key, options.policy));
  std::string since;
  if (!options.since.empty()) {
    EVENHAND_ASSIGN(since, ReadWholeFile(options.since, record::kMostNoteBytes));
  }
  const auto files = record::OpenFiles(options.directory);
  EVENHAND_ASSIGN(const record::LogReport report,
                  record::VerifyLog(*files, policy, {.since = since}));
  options.format == "json" ? PrintReportAsJson(report) : PrintReport(report);
  if (report.good() && !options.store.empty())
    EVENHAND_TRY(VerifyStore(options.store, *files, options.format));
  return report.good();
}

// --- prove

struct ProveOptions {
  std::string directory;
  std::uint64_t index = 0;
  std::string extra, out;
};

// A proof that does not hold is not handed out.
Result<std::string> MakeProof(const record::Files& files, const Published& log,
                              const ProveOptions& options, const std::string& extra) {
  record::Prover prover(&files, log.checkpoint.size);
  EVENHAND_ASSIGN(const std::vector<record::Digest> hashes, prover.Inclusion(options.index));
  EVENHAND_ASSIGN(const std::string entry, prover.Entry(options.index));
  if (!record::IncludesEntry(record::HashEntry(entry), options.index, log.checkpoint.size, hashes,
                             log.checkpoint.root)) {
    return Fail(ErrorCode::kCorrupt,
                options.directory +
                    ": the files do not fit the checkpoint; `evenhand ledger verify` says which");
  }
  return record::FormatProof(options.index, hashes, log.note, extra);
}

Result<void> Prove(const ProveOptions& options) {
  const auto files = record::OpenFiles(options.directory);
  EVENHAND_ASSIGN(const Published log, ReadPublished(*files));
  std::string extra;
  if (!options.extra.empty()) {
    EVENHAND_ASSIGN(extra, ReadWholeFile(options.extra, kMostEntry));
  }
  EVENHAND_ASSIGN(const std::string proof, MakeProof(*files, log, options, extra));
  if (options.out.empty()) {
    Print(proof);
    return {};
  }
  return WriteWholeFile(options.out, proof);
}

// --- check-proof

struct CheckOptions {
  std::string proof, entry, key, policy;
  std::string format = "text";
};

Result<bool> Check(const CheckOptions& options) {
  EVENHAND_ASSIGN(const record::Policy policy, ReadPolicy(options.key, options.policy));
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(options.proof, record::kMostProofBytes));
  EVENHAND_ASSIGN(const std::string entry, ReadWholeFile(options.entry, kMostEntry));
  const Result<record::ParsedProof> proof = record::ParseProof(text);
  const Result<record::TrustedCheckpoint> trusted =
      proof ? record::CheckProof(*proof, entry, policy) : tl::unexpected(proof.error());
  if (options.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("holds").Bool(trusted.has_value());
    if (trusted) {
      out.Key("origin").String(trusted->checkpoint.origin);
      out.Key("index").Int(static_cast<std::int64_t>(proof->index));
      out.Key("size").Int(static_cast<std::int64_t>(trusted->checkpoint.size));
      out.Key("cosigners").Open('[');
      for (const std::string& name : trusted->cosigners) out.String(name);
      out.Close(']');
    } else {
      out.Key("why").String(trusted.error().message);
    }
    Print(out.Close('}').text() + "\n");
  } else if (trusted) {
    Print(fmt::format(
        "it holds: these bytes are entry {} of {}, which had {} entries{}\n", proof->index,
        ForTerminal(trusted->checkpoint.origin), Grouped(trusted->checkpoint.size),
        trusted->cosigners.empty()
            ? ""
            : ForTerminal(fmt::format("; cosigned by {}", fmt::join(trusted->cosigners, ", ")))));
  } else {
    Print("it does not hold: " + ForTerminal(trusted.error().message) + "\n");
  }
  return trusted.has_value();
}

// --- show

struct ShowOptions {
  std::string directory;
  std::int64_t index = -1;  // -1: the checkpoint
  std::string format = "text";
};

void ShowCheckpoint(const Published& log, const std::string& format) {
  const std::string root = record::ToBase64(record::BytesOf(log.checkpoint.root));
  if (format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("origin").String(log.checkpoint.origin);
    out.Key("size").Int(static_cast<std::int64_t>(log.checkpoint.size)).Key("root").String(root);
    out.Key("signatures").Open('[');
    for (const record::NoteSignature& s : log.parsed.signatures) {
      out.Open('{').Key("name").String(s.name).Key("id").String(Hex(s.id)).Close('}');
    }
    return Print(out.Close(']').Close('}').text() + "\n");
  }
  Print(fmt::format("{}\nentries  {}\nroot     {}\n", ForTerminal(log.checkpoint.origin),
                    Grouped(log.checkpoint.size), root));
  for (const record::NoteSignature& s : log.parsed.signatures) {
    const std::uint64_t time_s = record::CosignedAt(s);
    const bool plausible = time_s > 0 && time_s < 100'000'000'000;
    Print(fmt::format(
        "signed   {} {}{}\n", ForTerminal(s.name), Hex(s.id),
        plausible ? " at " + Iso(TimeUs{static_cast<std::int64_t>(time_s) * 1'000'000}) : ""));
  }
  Print("(as it stands there; `evenhand ledger verify` checks it)\n");
}

void WriteLeaf(const record::Leaf& leaf, codec::JsonOut* out) {
  const auto digest = [&](std::string_view key, const std::optional<record::Digest>& value) {
    if (value) out->Key(key).String(Hex(record::BytesOf(*value)));
  };
  out->Open('{').Key("kind").String(record::KindName(leaf.kind)).Key("time").String(Iso(leaf.time));
  out->Key("seq").Int(leaf.sequence);
  digest("rulebook", leaf.rulebook);
  if (!leaf.clause.empty()) out->Key("clause").String(leaf.clause);
  if (!leaf.actions.empty()) {
    out->Key("actions").Open('[');
    for (const std::string& action : leaf.actions) out->String(action);
    out->Close(']');
  }
  digest("subject", leaf.subject);
  if (leaf.outcome) out->Key("outcome").String(Hex(*leaf.outcome));
  digest("reason", leaf.reason);
  out->Close('}');
}

void PrintLeaf(const record::Leaf& leaf) {
  const auto row = [](std::string_view name, std::string_view value) {
    if (!value.empty()) Print(fmt::format("{:<9}{}\n", name, ForTerminal(std::string(value))));
  };
  const auto digest = [&](std::string_view name, const std::optional<record::Digest>& value) {
    if (value) row(name, Hex(record::BytesOf(*value)));
  };
  row("kind", record::KindName(leaf.kind));
  row("time", Iso(leaf.time));
  row("seq", std::to_string(leaf.sequence));
  digest("rulebook", leaf.rulebook);
  row("clause", leaf.clause);
  row("actions", fmt::format("{}", fmt::join(leaf.actions, ", ")));
  digest("subject", leaf.subject);
  if (leaf.outcome) row("outcome", Hex(*leaf.outcome));
  digest("reason", leaf.reason);
}

void ShowEntry(std::uint64_t index, const std::string& entry, const std::string& format) {
  const Result<record::Leaf> leaf = record::DecodeLeaf(entry);
  const bool is_text = IsWellFormed(entry, false);
  if (format == "json") {
    codec::JsonOut out;
    out.Open('{')
        .Key("index")
        .Int(static_cast<std::int64_t>(index))
        .Key("bytes")
        .Int(static_cast<std::int64_t>(entry.size()));
    if (leaf) {
      out.Key("leaf");
      WriteLeaf(*leaf, &out);
    } else {
      out.Key(is_text ? "text" : "hex").String(is_text ? entry : Hex(entry));
    }
    return Print(out.Close('}').text() + "\n");
  }
  Print(fmt::format("entry {}, {} bytes\n", Grouped(index), Grouped(entry.size())));
  if (leaf) return PrintLeaf(*leaf);
  Print((is_text ? ForTerminal(entry) : Hex(entry)) + "\n");
}

Result<void> Show(const ShowOptions& options) {
  const auto files = record::OpenFiles(options.directory);
  EVENHAND_ASSIGN(const Published log, ReadPublished(*files));
  if (options.index < 0) {
    ShowCheckpoint(log, options.format);
    return {};
  }
  const auto index = static_cast<std::uint64_t>(options.index);
  record::Prover prover(files.get(), log.checkpoint.size);
  EVENHAND_ASSIGN(const std::string entry, prover.Entry(index));
  ShowEntry(index, entry, options.format);
  return {};
}

void End(const Result<bool>& holds, Session* session) {
  if (!holds) return Report(holds.error(), session);
  if (!*holds) session->exit_code = kFindings;
}

}  // namespace

void AddLedgerVerify(CLI::App& ledger, Session* session) {
  CLI::App* command = AddCommand(
      ledger, "verify",
      "Check a whole log from its files: signatures, tiles, entries, and what was seen before",
      "  evenhand ledger verify mirror --key record.vkey\n"
      "  evenhand ledger verify mirror --policy trust.policy --since checkpoint-of-march --format "
      "json\n"
      "  evenhand ledger verify --store docket");
  auto options = std::make_shared<VerifyOptions>();
  command
      ->add_option("DIR", options->directory,
                   "the log's directory, or a copy; with --store, its own record")
      ->type_name("DIR");
  AddKeyAndPolicy(command, &options->key, &options->policy);
  command
      ->add_option("--store", options->store,
                   "a docket: its history too, and that the two say the same")
      ->type_name("DIR");
  command
      ->add_option("--since", options->since,
                   "a checkpoint seen before, which this log must go on from")
      ->type_name("FILE");
  AddFormat(command, &options->format);
  command->callback([options, session] { End(Verify(*options), session); });
}

void AddLedgerProve(CLI::App& ledger, Session* session) {
  CLI::App* command = AddCommand(
      ledger, "prove", "Write the proof that an entry is in a log, to be checked offline",
      "  evenhand ledger prove public/record 41 --out decision-41.tlog-proof");
  auto options = std::make_shared<ProveOptions>();
  command->add_option("DIR", options->directory, "the log's directory, or a copy")
      ->required()
      ->type_name("DIR");
  command->add_option("INDEX", options->index, "which entry, counted from 0")
      ->required()
      ->type_name("INDEX");
  command->add_option("--extra", options->extra, "a file to carry along; nobody signs it")
      ->type_name("FILE");
  command->add_option("-o,--out", options->out, "where to write it (default: standard output)")
      ->type_name("FILE");
  command->callback([options, session] {
    if (const Result<void> done = Prove(*options); !done) Report(done.error(), session);
  });
}

void AddLedgerCheckProof(CLI::App& ledger, Session* session) {
  CLI::App* command = AddCommand(
      ledger, "check-proof", "Check such a proof for the bytes you hold, without a network",
      "  evenhand ledger check-proof decision-41.tlog-proof decision.cbor --key record.vkey\n"
      "  evenhand ledger check-proof decision-41.tlog-proof decision.cbor --policy trust.policy");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("PROOF", options->proof, "the .tlog-proof file")
      ->required()
      ->type_name("PROOF");
  command->add_option("ENTRY", options->entry, "the file with the entry; - is standard input")
      ->required()
      ->type_name("ENTRY");
  AddKeyAndPolicy(command, &options->key, &options->policy);
  AddFormat(command, &options->format);
  command->callback([options, session] { End(Check(*options), session); });
}

void AddLedgerShow(CLI::App& ledger, Session* session) {
  CLI::App* command = AddCommand(ledger, "show", "Show a log's checkpoint, or one entry, in words",
                                 "  evenhand ledger show public/record\n"
                                 "  evenhand ledger show public/record 41 --format json");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("DIR", options->directory, "the log's directory, or a copy")
      ->required()
      ->type_name("DIR");
  command
      ->add_option("INDEX", options->index, "which entry, counted from 0 (default: the checkpoint)")
      ->check(CLI::NonNegativeNumber)
      ->type_name("INDEX");
  AddFormat(command, &options->format);
  command->callback([options, session] {
    if (const Result<void> done = Show(*options); !done) Report(done.error(), session);
  });
}

}  // namespace evenhand::app
