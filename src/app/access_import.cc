// `evenhand access import`: measurements, outages and rows into the register. A dry run unless
// --apply, which two curators sign.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/access_commands.h"
#include "app/access_store.h"
#include "app/access_text.h"
#include "app/command_line.h"
#include "app/ledger_files.h"
#include "app/table.h"
#include "base/hex.h"
#include "codec/json_out.h"
#include "record/tree_hash.h"
#include "register/outage.h"
#include "register/series.h"
#include "register/services.h"

namespace evenhand::app {
namespace {

using access::Change;
using access::ChangeKind;
using access::FormatDay;
using access::Move;
using access::Window;

constexpr std::size_t kMostFeedBytes = 256U << 20;
constexpr std::size_t kMostCsvFormBytes = 64U << 20;

struct Options {
  std::string directory, at, what = "measurements", format = "text";
  std::string state, service, source;
  std::vector<std::string> by, files, world, local, outages;
  bool single_provider = false, daily = false, apply = false;
};

// What an import found, before it is said or done.
struct Import {
  std::int64_t rows = 0, dropped = 0, left_out = 0;
  std::size_t cells = 0;
  std::vector<Window> weeks = {};
  std::vector<Move> moves = {};
  std::vector<std::string> hashes = {};  // of what was read
  std::size_t known_files = 0;           // read before, and left out
  bool is_listed = false;  // the state is on the list of those that hang on one network
};

access::Entered EnteredBy(const Options& o, policy::Time at) {
  return {.by = o.apply ? o.by : std::vector<std::string>{"first curator", "second curator"},
          .at = at};
}

// By which a file is remembered.
Result<std::string> HashOf(const std::string& path) {
  record::Sha256Stream hash;
  EVENHAND_TRY(EachPiece(path, [&](std::string_view bytes) -> Result<void> {
    hash.Add(bytes);
    return {};
  }));
  return Hex(record::BytesOf(hash.Finish()));
}

// By which what was read of a file with the answers of several services is.
std::string HashOfService(const std::string& hash, const std::string& service) {
  return Hex(record::BytesOf(record::Sha256(hash + "\n" + service)));
}

// Reads one file through `reader`; the error says which file.
Result<void> ReadInto(const std::string& path, access::AggregateReader* reader) {
  auto done = EachPiece(path, [&](std::string_view bytes) { return reader->Feed(bytes); });
  if (done) done = reader->Finish();
  if (!done) return tl::unexpected(std::move(done).error().Within(path));
  return {};
}

Result<access::ControlShares> ControlIn(const std::vector<std::string>& files,
                                        const access::AggregateAxes& axes) {
  access::ControlShares shares;
  for (const std::string& path : files) {
    access::AggregateReader reader(axes, [&](const access::AggregateRow& row) {
      return shares.Add(axes.country ? row.country : row.input, row);
    });
    EVENHAND_TRY(ReadInto(path, &reader));
  }
  return shares;
}

Result<std::vector<access::OutageEvent>> EventsIn(const std::vector<std::string>& files,
                                                  const std::string& state) {
  std::vector<access::OutageEvent> events;
  for (const std::string& path : files) {
    EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, kMostFeedBytes));
    auto more = access::ReadOutageFeed(text, state);
    if (!more) return tl::unexpected(std::move(more).error().Within(path));
    events.insert(events.end(), more->begin(), more->end());
  }
  return events;
}

struct NewFile {
  std::string path, hash;
};

// The files that were not imported before; the same file twice counts once.
Result<std::vector<NewFile>> NewFiles(const Options& o, const access::Register& known,
                                      Import* import) {
  std::vector<NewFile> files;
  std::set<std::string> seen;
  for (const std::string& path : o.files) {
    if (path == "-")
      return Fail(
          ErrorCode::kInvalidArgument,
          "an import reads files, which it remembers by their hash; standard input has none");
    EVENHAND_ASSIGN(std::string hash, HashOf(path));
    const bool is_known =
        known.HasImported(hash) || known.HasImported(HashOfService(hash, o.service));
    if (is_known) ++import->known_files;
    if (is_known || !seen.insert(hash).second) continue;
    files.push_back({path, std::move(hash)});
  }
  // The order in which files are named changes nothing.
  for (const NewFile& file : files) import->hashes.push_back(file.hash);
  std::ranges::sort(import->hashes);
  return files;
}

// ---- measurements

// Whether the state hung on one network for all the days that were measured, by the published list.
Result<bool> IsListed(const std::string& state, const std::vector<access::Cell>& cells) {
  EVENHAND_ASSIGN(const auto list, access::ReadSingleProviders(ShippedSingleProvidersCsv()));
  if (cells.empty()) return false;
  const auto [first, last] = std::ranges::minmax(cells, {}, &access::Cell::day);
  return access::IsSingleProvider(list, state, first.date(), last.date());
}

Result<void> ImportMeasurements(const Options& o, const access::Entered& entered,
                                const std::vector<NewFile>& files, access::Register* known,
                                Import* import) {
  access::Measurements measured(o.state, {.daily = o.daily});
  for (const auto& [path, hash] : files) {
    access::AggregateReader reader(
        {.network = true}, [&](const access::AggregateRow& row) { return measured.Add(row); },
        o.service);
    EVENHAND_TRY(ReadInto(path, &reader));
    if (reader.is_of_several()) {
      std::ranges::replace(import->hashes, hash, HashOfService(hash, o.service));
      std::ranges::sort(import->hashes);
    }
    if (auto ended = measured.EndFile(); !ended)
      return tl::unexpected(std::move(ended).error().Within(path));
    import->rows += reader.rows();
    import->dropped += reader.dropped();
  }
  import->left_out = measured.left_out();
  import->cells = measured.cells().size();
  EVENHAND_ASSIGN(const access::ControlShares world, ControlIn(o.world, {.country = true}));
  EVENHAND_ASSIGN(const access::ControlShares local, ControlIn(o.local, {.input = true}));
  std::optional<std::set<access::Day>> outage_days;
  if (!o.outages.empty()) {
    EVENHAND_ASSIGN(const auto events, EventsIn(o.outages, o.state));
    outage_days = access::OutageDaysOf(events);
  }
  const auto controls = [&](access::Day first, access::Day last) {
    return access::Controls{.world = world.WorldIn(first, last, o.state),
                            .local = local.LocalIn(first, last),
                            .outage_days = outage_days};
  };
  EVENHAND_ASSIGN(const bool is_listed, IsListed(o.state, measured.cells()));
  const bool is_single = o.single_provider || is_listed;
  import->is_listed = is_listed;
  const std::vector<Window> series = access::SeriesOf(measured.cells(), controls, is_single);
  for (const std::size_t week : access::WeeksOf(series)) import->weeks.push_back(series[week]);
  const access::Source source{
      .url = o.source.empty() ? "https://api.ooni.io/api/v1/aggregation?probe_cc=" + o.state
                              : o.source,
      .kind = access::SourceKind::kMeasurement,
      .origin = "OONI"};
  EVENHAND_ASSIGN(import->moves, access::MovesOf(series,
                                                 {.state = o.state,
                                                  .service = o.service,
                                                  .source = source,
                                                  .entered = entered,
                                                  .single_provider = is_single},
                                                 known));
  return {};
}

// ---- outages

Result<void> ImportOutages(const Options& o, const access::Entered& entered,
                           const std::vector<std::string>& files, access::Register* known,
                           Import* import) {
  EVENHAND_ASSIGN(const auto events, EventsIn(files, o.state));
  import->rows = static_cast<std::int64_t>(events.size());
  const std::set<access::Day> days = access::OutageDaysOf(events);
  for (auto first = days.begin(); first != days.end();) {
    auto next = std::next(first);
    access::Day last = *first;
    while (next != days.end() && *next == last + access::Days{1}) last = *next++;
    const access::Day from = *first, to = last + access::Days{1};
    first = next;
    const std::string when = fmt::format("{} to {}", FormatDay(from), FormatDay(to));
    const auto rows = access::AnswersOn(known->entries(), {.day = from, .state = o.state});
    const auto covering = std::ranges::find_if(
        rows, [](const access::AnswerRow& row) { return IsOutage(row.entry->kind); });
    if (covering != rows.end()) {
      import->moves.push_back(
          {.week = last,
           .reason = fmt::format("{} covers {}; no move", covering->entry->id, when)});
      continue;
    }
    Change change{.kind = ChangeKind::kOpen,
                  .recorded_at = entered.at,
                  .by = entered.by,
                  .why = "events of two sources or more, four hours or more a day",
                  .state = o.state,
                  .service = "internet",
                  .limit = access::Kind::kShutdown,
                  .from = access::Beginning{from, from},
                  .to = access::DayPair{to, to}};
    change.sources = {
        {.url =
             o.source.empty()
                 ? "https://api.ioda.inetintel.cc.gatech.edu/v2/outages/events/country/" + o.state
                 : o.source,
         .kind = access::SourceKind::kMeasurement,
         .origin = "IODA",
         .says = access::Says::kInForce,
         .day = from}};
    EVENHAND_TRY(known->Apply(&change));
    import->moves.push_back({.week = last,
                             .reason = fmt::format("{}: reported, {}", change.entry, when),
                             .change = std::move(change)});
  }
  return {};
}

// ---- rows

// Whether the register has the row: the same limit, with the same beginning.
bool IsThere(const access::Register& known, const Change& change) {
  const auto same = [&](const auto& other) {
    return other.state == change.state && other.service == change.service &&
           other.kind == change.limit && other.from == *change.from;
  };
  return std::ranges::any_of(known.entries(),
                             [&](const access::Entry& entry) {
                               return entry.status != access::Status::kWithdrawn && same(entry);
                             }) ||
         std::ranges::any_of(known.plans(), same);
}

Result<void> ImportRows(const access::Entered& entered, const std::vector<std::string>& files,
                        access::Register* known, Import* import) {
  for (const std::string& path : files) {
    EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, kMostCsvFormBytes));
    auto changes = access::ReadCsvForm(text, entered);
    if (!changes) return tl::unexpected(std::move(changes).error().Within(path));
    for (Change& change : *changes) {
      ++import->rows;
      if (IsThere(*known, change)) {
        ++import->left_out;
        continue;
      }
      const std::string what =
          fmt::format("{} {} {} from {}", change.state, change.service, Name(*change.limit),
                      access::FormatBeginning(*change.from));
      if (auto applied = known->Apply(&change); !applied) {
        return tl::unexpected(
            std::move(applied).error().Within(fmt::format("{}: row {}", path, import->rows + 1)));
      }
      const bool is_plan = change.kind == ChangeKind::kPlan;
      import->moves.push_back({.reason = is_plan
                                             ? "planned: " + what
                                             : fmt::format("{}: reported, {}", change.entry, what),
                               .change = std::move(change)});
    }
  }
  return {};
}

// ---- saying it

std::string WeekText(const Window& week) {
  return fmt::format(
      "  {}..{}  {:<13} votes {:>3}: {} blocked, {} open, {} mixed; {} of {} networks vote{}\n",
      FormatDay(week.first()), FormatDay(week.last), Name(week.judged.verdict), week.votes,
      week.blocked, week.open, week.mixed, week.networks, week.reporting,
      week.judged.is_controlled ? "" : "; not controlled");
}

std::string ImportText(const Options& o, const Import& import) {
  std::string out = fmt::format("{} rows", Grouped(static_cast<std::uint64_t>(import.rows)));
  if (o.what == "measurements") {
    out += fmt::format(
        ", {} network-days; {} dropped because they do not add up, {} of a hidden state or network "
        "left out",
        Grouped(import.cells), import.dropped, import.left_out);
  } else if (o.what == "rows") {
    out += fmt::format(", {} of them in the register already", import.left_out);
  }
  out += import.known_files > 0
             ? fmt::format("; {} of the files were imported before\n", import.known_files)
             : "\n";
  if (import.is_listed)
    out += o.state +
           " is on the list of states that hang on one network, which may then vote alone "
           "(evenhand access services)\n";
  for (const Window& week : import.weeks) out += WeekText(week);
  for (const Move& move : import.moves) {
    out += (o.what == "measurements" ? FormatDay(move.week) + "  " : "") +
           ForTerminal(move.reason) + "\n";
  }
  if (import.moves.empty()) out += "no move\n";
  return out;
}

std::string ImportJson(const Options& o, const Import& import) {
  codec::JsonOut out;
  out.Open('{')
      .Key("what")
      .String(o.what)
      .Key("rows")
      .Int(import.rows)
      .Key("network_days")
      .Int(static_cast<std::int64_t>(import.cells));
  out.Key("dropped")
      .Int(import.dropped)
      .Key("left_out")
      .Int(import.left_out)
      .Key("single_provider")
      .Bool(import.is_listed)
      .Key("weeks")
      .Open('[');
  for (const Window& week : import.weeks) {
    out.Open('{')
        .Key("first")
        .String(FormatDay(week.first()))
        .Key("last")
        .String(FormatDay(week.last))
        .Key("verdict")
        .String(Name(week.judged.verdict));
    out.Key("controlled")
        .Bool(week.judged.is_controlled)
        .Key("votes")
        .Int(week.votes)
        .Key("blocked")
        .Int(week.blocked)
        .Key("open")
        .Int(week.open);
    out.Key("mixed")
        .Int(week.mixed)
        .Key("networks")
        .Int(week.networks)
        .Key("reporting")
        .Int(week.reporting)
        .Close('}');
  }
  out.Close(']').Key("moves").Open('[');
  for (const Move& move : import.moves) {
    out.Open('{').Key("reason").String(move.reason).Key("change");
    move.change ? out.Raw(access::ChangeJson(*move.change)) : out.Raw("null");
    out.Close('}');
  }
  out.Close(']').Key("applied").Bool(o.apply).Close('}');
  return out.text() + "\n";
}

// ---- doing it

Result<void> Apply(const Options& o, const access::Entered& entered, const Import& import,
                   docket::Docket* docket) {
  std::vector<Change> changes;
  for (const Move& move : import.moves) {
    if (move.change) changes.push_back(*move.change);
  }
  if (import.hashes.empty()) return {};
  changes.push_back({.kind = ChangeKind::kImported,
                     .recorded_at = entered.at,
                     .by = entered.by,
                     .state = o.state,
                     .service = o.service,
                     .files = import.hashes});
  EVENHAND_ASSIGN(const auto done, docket->ChangeAccess(std::move(changes)));
  EVENHAND_ASSIGN(const std::string checkpoint, docket->PublishRecord());
  return {};
}

Result<void> Run(const Options& o) {
  const bool needs_state = o.what != "rows";
  if (needs_state && o.state.empty())
    return Fail(ErrorCode::kInvalidArgument, "of which state? --state ET");
  if (o.what == "measurements" && o.service.empty())
    return Fail(ErrorCode::kInvalidArgument, "of which service? --service whatsapp");
  if (o.apply && (o.directory.empty() || o.by.size() != 2)) {
    return Fail(ErrorCode::kInvalidArgument,
                "--apply needs --store DIR and two curators: --by NAME --by NAME");
  }
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  const access::Entered entered = EnteredBy(o, at);
  EVENHAND_ASSIGN(access::Register known, LoadRegister({.directory = o.directory, .known_at = {}}));
  Import import;
  EVENHAND_ASSIGN(const std::vector<NewFile> files, NewFiles(o, known, &import));
  std::vector<std::string> paths;
  for (const NewFile& file : files) paths.push_back(file.path);
  if (o.what == "measurements")
    EVENHAND_TRY(ImportMeasurements(o, entered, files, &known, &import));
  if (o.what == "outages") EVENHAND_TRY(ImportOutages(o, entered, paths, &known, &import));
  if (o.what == "rows") EVENHAND_TRY(ImportRows(entered, paths, &known, &import));
  if (o.apply) {
    EVENHAND_ASSIGN(const auto docket, OpenDocket({.directory = o.directory, .origin = {}}, false));
    EVENHAND_TRY(Apply(o, entered, import, docket.get()));
  }
  Print(o.format == "json" ? ImportJson(o, import) : ImportText(o, import));
  if (!o.apply && o.format == "text")
    Print("nothing was written: --apply does, signed by two curators\n");
  return {};
}

}  // namespace

void AddAccessImport(CLI::App& group, Session* session) {
  CLI::App* command =
      AddCommand(group, "import",
                 "Measurements, outages or rows into the register; a dry run that says what would "
                 "move and why, unless --apply",
                 "  evenhand access import --state ET --service whatsapp answer.json\n"
                 "  evenhand access import --state IR --service twitter days.csv --world world.csv "
                 "--local local.csv --outages ioda.json\n"
                 "  evenhand access import --what outages --state IR ioda.json --apply --by "
                 "curator-1 --by curator-2 --store docket\n"
                 "  evenhand access import --what rows blocks.csv");
  auto o = std::make_shared<Options>();
  command
      ->add_option("FILES", o->files,
                   "answers of OONI's aggregation interface, JSON or CSV; or what --what says")
      ->required()
      ->type_name("FILE");
  AddChoice(command, "--what", &o->what, {"measurements", "outages", "rows"},
            "aggregates of measurements; IODA's events; a register's rows as CSV");
  command->add_option("--state", o->state, "ISO 3166-1")->type_name("STATE");
  command->add_option("--service", o->service, "its id")->type_name("NAME");
  command
      ->add_option("--world", o->world,
                   "control: the same service in other countries, by day and country")
      ->type_name("FILE");
  command
      ->add_option("--local", o->local,
                   "control: ten unrelated inputs or more on the same networks, by day and input")
      ->type_name("FILE");
  command->add_option("--outages", o->outages, "control: IODA's events of the state")
      ->type_name("FILE");
  command->add_flag("--single-provider", o->single_provider,
                    "the state hangs on one network, which then may vote alone; without it, as the "
                    "published list says");
  command->add_flag("--daily", o->daily,
                    "rows that lie a week or a month apart are days all the same");
  command->add_option("--source", o->source, "where the files came from")->type_name("URL");
  command
      ->add_option("--register,--store", o->directory,
                   "the store; without it, the register that comes with the program")
      ->type_name("DIR");
  command->add_flag("--apply", o->apply, "write the moves");
  command->add_option("--by", o->by, "a curator's pseudonym; twice, for two people")
      ->type_name("NAME");
  command->add_option("--at", o->at, "without it, now")->type_name("TIME");
  AddFormat(command, &o->format);
  OnCall(command, session, [o] { return Run(*o); });
}

}  // namespace evenhand::app
