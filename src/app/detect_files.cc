#include "app/detect_files.h"

#include <algorithm>
#include <filesystem>

#include "app/page_files.h"
#include "archive/share_maker.h"
#include "base/utf8.h"
#include "codec/iso8601.h"
#include "codec/json_out.h"
#include "coordination/evidence.h"
#include "coordination/graph_file.h"
#include "dossier/found.h"
#include "events/table_file.h"
#include "page/network_page.h"

namespace evenhand::app {
namespace {

using coordination::AccountAct;
using coordination::AccountEvidence;
using coordination::FoundTie;
using coordination::JointAct;
using coordination::KindEvidence;
using coordination::Member;
using coordination::Network;
using coordination::Standing;
using events::OutColumn;

double Seconds(std::int64_t ms) { return static_cast<double>(ms) / 1000; }

// A table whose rows are structs. Rows and texts outlive the writing.
template <class Row>
class Table {
 public:
  explicit Table(std::vector<Row> rows) : rows_(std::move(rows)) {}
  void Text(std::string name, std::string Row::*member) {
    table_.columns.push_back(
        {std::move(name), OutColumn::Text([this, member](std::size_t row) -> std::string_view {
           return rows_[row].*member;
         })});
  }
  void Whole(std::string name, std::int64_t Row::*member) {
    table_.columns.push_back({std::move(name), OutColumn::Whole([this, member](std::size_t row) {
                                return rows_[row].*member;
                              })});
  }
  void Real(std::string name, double Row::*member) {
    table_.columns.push_back({std::move(name), OutColumn::Real([this, member](std::size_t row) {
                                return rows_[row].*member;
                              })});
  }
  Result<void> Write(const std::string& path) {
    table_.rows = rows_.size();
    return events::WriteTable(path, events::TableFormat::kCsv, table_);
  }

 private:
  std::vector<Row> rows_;
  events::OutTable table_;
};

class Files {
 public:
  Files(const std::string& directory, const DetectOutput& output)
      : directory_(directory), output_(output), detection_(output.detection) {}

  Result<void> Write() {
    EVENHAND_TRY(WriteTies());
    EVENHAND_TRY(WriteAccounts());
    EVENHAND_TRY(WriteActs());
    EVENHAND_TRY(WriteFellShort());
    const page::NetworkReport report{detection_, output_.options, output_.archive.shares};
    return WritePageFiles(directory_, {{"networks.json", NetworksJson(output_)},
                                       {"networks.graphml", coordination::GraphMl(detection_)},
                                       {"networks.gexf", coordination::Gexf(detection_)},
                                       {"report.html", page::NetworkPage(report, "en")},
                                       {"report.fa.html", page::NetworkPage(report, "fa")}});
  }

 private:
  std::string Name(std::uint32_t account) const {
    return std::string(detection_.accounts.Name(account));
  }
  std::string Path(const char* name) const { return directory_ + "/" + name; }

  struct TieRow {
    std::string account_id, account_id_y;
    std::int64_t network, weight;
    double avg_time_delta;
    std::int64_t n_content_id, n_content_id_y;
    double edge_symmetry_score, expected, q;
  };

  TieRow RowOf(std::size_t network, const FoundTie& tie) const {
    std::int64_t sum_ms = 0;
    std::vector<std::pair<model::Trace, std::uint32_t>> a;
    std::vector<std::pair<model::Trace, std::uint32_t>> b;
    for (const JointAct& act : tie.acts) {
      sum_ms += std::abs(act.time_a_ms - act.time_b_ms);
      a.emplace_back(act.trace, act.content_a);
      b.emplace_back(act.trace, act.content_b);
    }
    const auto distinct = [](auto& posts) {
      std::ranges::sort(posts);
      return static_cast<std::int64_t>(std::ranges::unique(posts).begin() - posts.begin());
    };
    const std::int64_t posts_a = distinct(a);
    const std::int64_t posts_b = distinct(b);
    double expected = 0;
    double q = 1;
    for (const auto& evidence : tie.evidence) {
      if (evidence.q < q) expected = evidence.expected();
      q = std::min(q, evidence.q);
    }
    return {Name(tie.a),
            Name(tie.b),
            static_cast<std::int64_t>(network),
            static_cast<std::int64_t>(tie.acts.size()),
            Seconds(sum_ms) / static_cast<double>(tie.acts.size()),
            posts_a,
            posts_b,
            static_cast<double>(std::min(posts_a, posts_b)) /
                static_cast<double>(std::max(posts_a, posts_b)),
            expected,
            q};
  }

  // All ties beyond chance; those of no network have network 0.
  Result<void> WriteTies() {
    std::vector<std::size_t> network_of(detection_.ties.size(), 0);
    for (std::size_t n = 0; n < detection_.networks.size(); ++n)
      for (const std::size_t i : detection_.networks[n].ties) network_of[i] = n + 1;
    std::vector<TieRow> rows;
    for (std::size_t i = 0; i < detection_.ties.size(); ++i)
      rows.push_back(RowOf(network_of[i], detection_.ties[i]));
    Table<TieRow> table(std::move(rows));
    table.Text("account_id", &TieRow::account_id);
    table.Text("account_id_y", &TieRow::account_id_y);
    table.Whole("network", &TieRow::network);
    table.Whole("weight", &TieRow::weight);
    table.Real("avg_time_delta", &TieRow::avg_time_delta);
    table.Whole("n_content_id", &TieRow::n_content_id);
    table.Whole("n_content_id_y", &TieRow::n_content_id_y);
    table.Real("edge_symmetry_score", &TieRow::edge_symmetry_score);
    table.Real("expected", &TieRow::expected);
    table.Real("q", &TieRow::q);
    return table.Write(Path("ties.csv"));
  }

  struct AccountRow {
    std::string account_id;
    std::int64_t network, core, objects, days, traces, partners;
    std::string lacks;
  };

  AccountRow RowOf(std::size_t network, const Member& member) const {
    const Standing& standing = member.standing;
    return {Name(standing.account),
            static_cast<std::int64_t>(network),
            member.core,
            standing.objects,
            standing.days,
            standing.traces,
            standing.partners,
            std::string(NameOf(standing.shortfall))};
  }

  static void AddStanding(Table<AccountRow>* table) {
    table->Whole("objects", &AccountRow::objects);
    table->Whole("days", &AccountRow::days);
    table->Whole("traces", &AccountRow::traces);
    table->Whole("partners", &AccountRow::partners);
  }

  Result<void> WriteAccounts() {
    std::vector<AccountRow> rows;
    for (std::size_t n = 0; n < detection_.networks.size(); ++n)
      for (const Member& member : detection_.networks[n].members)
        rows.push_back(RowOf(n + 1, member));
    Table<AccountRow> table(std::move(rows));
    table.Text("account_id", &AccountRow::account_id);
    table.Whole("network", &AccountRow::network);
    table.Whole("core", &AccountRow::core);
    AddStanding(&table);
    return table.Write(Path("accounts.csv"));
  }

  Result<void> WriteFellShort() {
    std::vector<AccountRow> rows;
    for (const Standing& standing : detection_.fell_short)
      rows.push_back(RowOf(0, {.standing = standing}));
    Table<AccountRow> table(std::move(rows));
    table.Text("account_id", &AccountRow::account_id);
    table.Text("lacks", &AccountRow::lacks);
    AddStanding(&table);
    return table.Write(Path("fell_short.csv"));
  }

  struct ActRow {
    std::int64_t network;
    std::string account_id, trace, object_id, content_id;
    double timestamp_share;
    std::int64_t partners;
    std::string nearest_account_id, nearest_content_id;
    double time_delta;
  };

  Result<void> WriteActs() {
    std::vector<ActRow> rows;
    for (std::size_t n = 0; n < detection_.networks.size(); ++n) {
      for (const AccountEvidence& evidence :
           coordination::EvidenceOf(detection_.networks[n], detection_)) {
        for (const AccountAct& act : evidence.acts) {
          const model::Shares& shares = output_.archive.shares.at(act.trace);
          rows.push_back(
              {static_cast<std::int64_t>(n + 1), Name(evidence.account),
               std::string(model::NameOf(act.trace)), std::string(shares.objects.Name(act.object)),
               std::string(shares.contents.Name(act.content)), Seconds(act.time_ms), act.partners,
               Name(act.nearest), std::string(shares.contents.Name(act.nearest_content)),
               Seconds(std::abs(act.time_ms - act.nearest_ms))});
        }
      }
    }
    Table<ActRow> table(std::move(rows));
    table.Whole("network", &ActRow::network);
    table.Text("account_id", &ActRow::account_id);
    table.Text("trace", &ActRow::trace);
    table.Text("object_id", &ActRow::object_id);
    table.Text("content_id", &ActRow::content_id);
    table.Real("timestamp_share", &ActRow::timestamp_share);
    table.Whole("partners", &ActRow::partners);
    table.Text("nearest_account_id", &ActRow::nearest_account_id);
    table.Text("nearest_content_id", &ActRow::nearest_content_id);
    table.Real("time_delta", &ActRow::time_delta);
    return table.Write(Path("acts.csv"));
  }

  const std::string& directory_;
  const DetectOutput& output_;
  const coordination::Detection& detection_;
};

class Json {
 public:
  explicit Json(const DetectOutput& output)
      : output_(output),
        detection_(output.detection),
        found_(dossier::FoundNetworks(detection_, output.archive.shares, output.options.line)) {}

  std::string Write() {
    out_.Open('{').Key("format").String("evenhand-networks-1");
    WriteSearched();
    WriteLine();
    out_.Key("networks").Open('[');
    for (std::size_t n = 0; n < detection_.networks.size(); ++n) WriteNetwork(n);
    out_.Close(']').Key("fell_short").Open('[');
    for (const Standing& standing : detection_.fell_short) {
      out_.Open('{');
      WriteStanding(standing);
      out_.Key("lacks").String(NameOf(standing.shortfall)).Close('}');
    }
    return out_.Close(']').Close('}').text() + "\n";
  }

 private:
  void Real(std::string_view key, double value) {
    std::string text;
    codec::AppendJsonDouble(value, &text);
    out_.Key(key).Raw(text);
  }
  void Whole(std::string_view key, std::uint64_t value) {
    out_.Key(key).Int(static_cast<std::int64_t>(value));
  }
  void Time(std::string_view key, std::int64_t ms) {
    std::string text;
    codec::AppendIso8601(&text,
                         {.utc = TimeUs{ms * 1000}, .offset_seconds = 0, .has_offset = true});
    out_.Key(key).String(text);
  }
  std::string Name(std::uint32_t account) const {
    return Sanitized(detection_.accounts.Name(account));
  }

  void WriteSearched() {
    out_.Key("searched").Open('{');
    Whole("shares", detection_.shares);
    Whole("accounts", detection_.accounts.size());
    Whole("objects", detection_.objects);
    Time("first", detection_.first_ms);
    Time("last", detection_.last_ms);
    Real("false_discovery_rate", output_.options.false_discovery_rate);
    Whole("max_neighbours", output_.options.max_neighbours);
    out_.Key("searches").Open('[');
    for (const auto& search : detection_.searches) {
      out_.Open('{').Key("trace").String(model::NameOf(search.trace));
      Real("window_s", Seconds(search.window_ms));
      Real("pairs_tested", search.tests);
      Whole("times_together", search.together);
      Whole("ties", search.ties);
      Whole("inside_declared_groups", search.declared);
      Whole("posts_not_compared", search.not_compared);
      out_.Close('}');
    }
    out_.Close(']').Close('}');
  }

  void WriteLine() {
    const coordination::LineOptions& line = output_.options.line;
    out_.Key("line").Open('{');
    Whole("min_objects", line.min_objects);
    Whole("min_days", line.min_days);
    Whole("min_partners", line.min_partners);
    Whole("many_objects", line.many_objects);
    Whole("many_partners", line.many_partners);
    Real("least_effect", line.least_effect);
    Real("common_share", line.common_share);
    out_.Close('}');
  }

  void WriteStanding(const Standing& standing) {
    out_.Key("account").String(Name(standing.account));
    Whole("objects", standing.objects);
    Whole("days", standing.days);
    Whole("traces", standing.traces);
    Whole("partners", standing.partners);
  }

  void WriteNetwork(std::size_t n) {
    const Network& network = detection_.networks[n];
    out_.Open('{');
    Whole("network", n + 1);
    Whole("size", network.members.size());
    Real("density", network.density);
    Time("first", network.first_ms);
    Time("last", network.last_ms);
    Whole("without_any_one", network.without_any_one);
    Whole("without_popular", network.without_popular);
    out_.Key("accounts").Open('[');
    const std::vector<AccountEvidence> evidence = coordination::EvidenceOf(network, detection_);
    for (std::size_t i = 0; i < evidence.size(); ++i) WriteAccount(network.members[i], evidence[i]);
    out_.Close(']').Key("found").Raw(dossier::FoundJson(found_[n])).Close('}');
  }

  void WriteAccount(const Member& member, const AccountEvidence& evidence) {
    out_.Open('{');
    WriteStanding(member.standing);
    out_.Key("core").Bool(member.core).Key("evidence").Open('[');
    for (const KindEvidence& kind : evidence.kinds) WriteKind(kind);
    out_.Close(']').Key("acts").Open('[');
    for (const AccountAct& act : evidence.acts) WriteAct(act);
    out_.Close(']').Close('}');
  }

  void WriteKind(const KindEvidence& kind) {
    constexpr std::string_view kNames[] = {"K1", "K2", "K3"};
    out_.Open('{').Key("kind").String(kNames[static_cast<std::size_t>(kind.kind)]);
    out_.Key("trace").String(model::NameOf(kind.trace));
    Real("window_s", Seconds(kind.strongest.window_ms));
    Whole("together", kind.strongest.together);
    Whole("common", kind.strongest.common);
    Real("expected", kind.expected());
    Real("p", kind.p());
    Real("q", kind.strongest.q);
    Whole("ties", kind.ties);
    out_.Key("strongest_with").String(Name(kind.other)).Close('}');
  }

  void WriteAct(const AccountAct& act) {
    const model::Shares& shares = output_.archive.shares.at(act.trace);
    out_.Open('{').Key("trace").String(model::NameOf(act.trace));
    out_.Key("object").String(Sanitized(shares.objects.Name(act.object)));
    out_.Key("content").String(Sanitized(shares.contents.Name(act.content)));
    Time("time", act.time_ms);
    Whole("partners", act.partners);
    out_.Key("nearest").String(Name(act.nearest));
    Real("apart_s", Seconds(std::abs(act.time_ms - act.nearest_ms)));
    out_.Close('}');
  }

  const DetectOutput& output_;
  const coordination::Detection& detection_;
  std::vector<dossier::FoundNetwork> found_;
  codec::JsonOut out_;
};

}  // namespace

std::string NetworksJson(const DetectOutput& output) { return Json(output).Write(); }

Result<void> WriteDetection(const std::string& directory, const DetectOutput& output) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed)
    return Fail(ErrorCode::kIo, "cannot make the folder " + directory + ": " + failed.message());
  return Files(directory, output).Write();
}

}  // namespace evenhand::app
