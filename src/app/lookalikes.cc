// `evenhand lookalikes`: accounts whose names can be taken for those of offices and bodies that
// asked. A list for people to look at; nothing follows from it.

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <tuple>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/table.h"
#include "base/utf8.h"
#include "codec/csv.h"
#include "codec/json_out.h"
#include "text/name_index.h"
#include "text/parody.h"

namespace evenhand::app {
namespace {

using text::Likeness;

constexpr std::size_t kMostProtected = 20'000;

struct Options {
  std::string names;
  std::string protected_names;
  std::string out;
  std::string format = "text";
};

// Calls row(fields) with the values of these columns; those in [ ] may be missing, and are empty
// then.
Result<void> EachRow(
    const std::string& path, std::initializer_list<std::string_view> wanted,
    const std::function<Result<void>(std::span<const std::string_view>, std::int64_t)>& row) {
  std::vector<std::optional<std::size_t>> places;
  std::vector<std::string_view> values;
  codec::CsvReader reader([&](codec::CsvRow fields, std::int64_t number) -> Result<void> {
    if (number == 1) {
      for (std::string_view name : wanted) {
        const bool optional = name.starts_with('[');
        if (optional) name = name.substr(1, name.size() - 2);
        const auto at = std::ranges::find(fields, name);
        if (at == fields.end() && !optional)
          return Fail(ErrorCode::kInvalidArgument,
                      fmt::format("{}: there is no column {}", path, name));
        places.push_back(at == fields.end()
                             ? std::nullopt
                             : std::optional(static_cast<std::size_t>(at - fields.begin())));
      }
      return {};
    }
    values.clear();
    for (const auto& place : places)
      values.push_back(place && *place < fields.size() ? fields[*place] : std::string_view());
    return row(values, number);
  });
  auto read = EachPiece(path, [&](std::string_view bytes) { return reader.Feed(bytes); });
  if (read) read = reader.Finish();
  if (!read && read.error().message.find(path) == std::string::npos)
    return tl::unexpected(std::move(read).error().Within(path));
  return read;
}

struct Protected {
  std::string office;
  std::string account;
  std::set<std::string, std::less<>> affiliated;
};

// The list, and which entry each name of the index is.
struct ProtectedList {
  std::vector<Protected> entries;
  text::NameIndex index;
  std::vector<std::size_t> entry_of;
  std::vector<std::string> name_of;

  void Add(std::string_view name) {
    if (name.empty()) return;
    index.Add(name);
    entry_of.push_back(entries.size() - 1);
    name_of.emplace_back(name);
  }
};

Result<ProtectedList> ReadProtected(const std::string& path) {
  ProtectedList list;
  EVENHAND_TRY(EachRow(
      path, {"office", "account", "[name]", "[handle]", "[affiliated]"},
      [&](std::span<const std::string_view> row, std::int64_t number) -> Result<void> {
        const auto refuse = [&](std::string_view why) {
          return Fail(ErrorCode::kInvalidArgument,
                      fmt::format("{}: row {}: {}", path, number, why));
        };
        if (row[0].empty())
          return refuse(
              "no office: look-alikes are looked for in the name of offices and bodies that asked, "
              "never of people");
        if (row[1].empty()) return refuse("no account: whose own account it is has to be known");
        if (row[2].empty() && row[3].empty()) return refuse("neither a name nor a handle");
        if (list.entries.size() == kMostProtected)
          return refuse(fmt::format("more than {} entries; this is not for comparing everybody",
                                    Grouped(kMostProtected)));
        list.entries.push_back(
            {.office = std::string(row[0]), .account = std::string(row[1]), .affiliated = {}});
        for (std::size_t at = 0; at < row[4].size();) {
          const std::size_t end = std::min(row[4].find(' ', at), row[4].size());
          if (end > at) list.entries.back().affiliated.emplace(row[4].substr(at, end - at));
          at = end + 1;
        }
        list.Add(row[2]);
        list.Add(row[3]);
        return {};
      }));
  if (list.entries.empty())
    return Fail(ErrorCode::kInvalidArgument, path + ": nobody is on the list");
  return list;
}

enum class Standing : std::uint8_t { kQuestion, kVouchedFor, kDeclaredParody };
constexpr std::string_view NameOf(Standing standing) {
  constexpr std::string_view kNames[] = {"question", "vouched_for", "declared_parody"};
  return kNames[static_cast<std::size_t>(standing)];
}

struct Found {
  std::string account, field, written, office, protected_name;
  Likeness likeness = Likeness::kSame;
  Standing standing = Standing::kQuestion;
  std::string note = {};
};

class Search {
 public:
  explicit Search(const ProtectedList& list) : list_(list) {}

  void Add(std::span<const std::string_view> row) {
    ++accounts_;
    Look(row, "name", row[1]);
    Look(row, "handle", row[2]);
  }

  std::vector<Found> Take() {
    // Questions first, then the nearer ones.
    std::ranges::stable_sort(
        found_, {}, [](const Found& found) { return std::tuple(found.standing, found.likeness); });
    return std::move(found_);
  }
  std::uint64_t accounts() const { return accounts_; }

 private:
  void Look(std::span<const std::string_view> row, const char* field, std::string_view written) {
    if (written.empty()) return;
    std::vector<text::NameIndex::Like> likes = list_.index.Find(written);
    const bool name_says = text::SaysParody(written);
    if (name_says) {
      for (const auto& like : list_.index.Find(text::WithoutParody(written)))
        if (std::ranges::find(likes, like.name, &text::NameIndex::Like::name) == likes.end())
          likes.push_back(like);
    }
    std::set<std::size_t> told;  // entries
    std::ranges::stable_sort(likes, {}, &text::NameIndex::Like::likeness);
    for (const auto& like : likes) {
      const Protected& entry = list_.entries[list_.entry_of[like.name]];
      if (entry.account == row[0] || !told.insert(list_.entry_of[like.name]).second) continue;
      found_.push_back({.account = std::string(row[0]),
                        .field = field,
                        .written = std::string(written),
                        .office = entry.office,
                        .protected_name = list_.name_of[like.name],
                        .likeness = like.likeness});
      Judge(entry, row, name_says, &found_.back());
    }
  }

  static void Judge(const Protected& entry, std::span<const std::string_view> row, bool name_says,
                    Found* found) {
    const bool profile_says = text::SaysParody(row[3]);
    if (entry.affiliated.contains(row[0])) {
      found->standing = Standing::kVouchedFor;
    } else if (name_says && profile_says) {
      found->standing = Standing::kDeclaredParody;
    } else if (name_says) {
      found->note = "the name says parody, comment or fan; the profile does not";
    } else if (profile_says) {
      found->note = "the profile says parody, comment or fan; the name does not";
    }
  }

  const ProtectedList& list_;
  std::vector<Found> found_;
  std::uint64_t accounts_ = 0;
};

std::string Csv(const std::vector<Found>& found) {
  std::string out;
  codec::AppendCsvRow(std::vector<std::string_view>{"standing", "likeness", "account", "field",
                                                    "written", "office", "protected_name", "note"},
                      &out);
  for (const Found& one : found) {
    codec::AppendCsvRow(
        std::vector<std::string_view>{NameOf(one.standing), text::NameOf(one.likeness), one.account,
                                      one.field, one.written, one.office, one.protected_name,
                                      one.note},
        &out);
  }
  return out;
}

std::string Json(const std::vector<Found>& found, std::uint64_t accounts,
                 const ProtectedList& list) {
  codec::JsonOut out;
  out.Open('{').Key("accounts").Int(static_cast<std::int64_t>(accounts));
  out.Key("protected").Int(static_cast<std::int64_t>(list.entries.size())).Key("found").Open('[');
  for (const Found& one : found) {
    out.Open('{')
        .Key("standing")
        .String(NameOf(one.standing))
        .Key("likeness")
        .String(text::NameOf(one.likeness));
    out.Key("account")
        .String(Sanitized(one.account))
        .Key("field")
        .String(one.field)
        .Key("written")
        .String(Sanitized(one.written));
    out.Key("office")
        .String(Sanitized(one.office))
        .Key("protected_name")
        .String(Sanitized(one.protected_name));
    out.Key("note").String(one.note).Close('}');
  }
  return out.Close(']').Close('}').text() + "\n";
}

std::string Text(const std::vector<Found>& found, std::uint64_t accounts, const ProtectedList& list,
                 const std::string& path) {
  constexpr std::size_t kMost = 30;
  std::string text = fmt::format("{} accounts against {} protected\n", Grouped(accounts),
                                 Grouped(list.entries.size()));
  const auto show = [&](auto is, const char* title) {
    std::vector<const Found*> some;
    for (const Found& one : found)
      if (is(one)) some.push_back(&one);
    if (some.empty()) return;
    text += fmt::format("\n{}: {}\n", title, Grouped(some.size()));
    for (const Found* one : std::span(some).first(std::min(kMost, some.size()))) {
      text += fmt::format("  {}  {} \"{}\"  for {} \"{}\"\n", ForTerminal(one->account), one->field,
                          ForTerminal(one->written), ForTerminal(one->office),
                          ForTerminal(one->protected_name));
      if (!one->note.empty()) text += fmt::format("      {}\n", one->note);
    }
    if (some.size() > kMost) text += fmt::format("  and {} more\n", Grouped(some.size() - kMost));
  };
  const auto question = [](const Found& one, Likeness likeness) {
    return one.standing == Standing::kQuestion && one.likeness == likeness;
  };
  show([&](const Found& one) { return question(one, Likeness::kSame); }, "The same name");
  show([&](const Found& one) { return question(one, Likeness::kLooksAlike); }, "Looks like it");
  show([&](const Found& one) { return question(one, Likeness::kOneAway); }, "One character away");
  show([](const Found& one) { return one.standing == Standing::kVouchedFor; },
       "Pass: vouched for by the office");
  show([](const Found& one) { return one.standing == Standing::kDeclaredParody; },
       "Pass: name and profile say parody, comment or fan");
  text +=
      "\nA likeness is a question for people, and no finding: it takes deception. Anonymous "
      "accounts are not fake ones.\n";
  return text + (path.empty() ? "" : path + "\n");
}

Result<void> Run(const Options& options) {
  EVENHAND_ASSIGN(const ProtectedList list, ReadProtected(options.protected_names));
  Search search(list);
  EVENHAND_TRY(
      EachRow(options.names, {"account", "[name]", "[handle]", "[profile]"},
              [&](std::span<const std::string_view> row, std::int64_t number) -> Result<void> {
                if (row[0].empty())
                  return Fail(ErrorCode::kInvalidArgument,
                              fmt::format("{}: row {}: no account", options.names, number));
                search.Add(row);
                return {};
              }));
  const std::uint64_t accounts = search.accounts();
  const std::vector<Found> found = search.Take();
  if (!options.out.empty()) EVENHAND_TRY(WriteWholeFile(options.out, Csv(found)));
  Print(options.format == "json" ? Json(found, accounts, list)
                                 : Text(found, accounts, list, options.out));
  return {};
}

}  // namespace

void AddLookalikesCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "lookalikes", "List accounts whose names can be taken for those of offices that asked",
      "  evenhand lookalikes accounts.csv --protected offices.csv -o questions.csv\n"
      "accounts.csv: account, and name, handle, profile as there are. offices.csv: office, "
      "account, and name, handle,\n"
      "affiliated (accounts it vouches for, with spaces between). Nothing follows from the list: "
      "people look at it.");
  auto options = std::make_shared<Options>();
  command->add_option("NAMES", options->names, "accounts and what they are called: CSV")
      ->required()
      ->type_name("NAMES.csv");
  command
      ->add_option("--protected", options->protected_names,
                   "offices and bodies that asked; never ordinary people: CSV")
      ->required()
      ->type_name("FILE.csv");
  command->add_option("-o,--out", options->out, "the list as a table")->type_name("FILE.csv");
  AddFormat(command, &options->format);
  OnCall(command, session, [options] { return Run(*options); });
}

}  // namespace evenhand::app
