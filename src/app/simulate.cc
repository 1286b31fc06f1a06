// `evenhand simulate`: an archive of posts whose truth is known, to try a search on.

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/page_files.h"
#include "app/table.h"
#include "codec/csv.h"
#include "codec/json_out.h"
#include "coordination/simulated_posts.h"

namespace evenhand::app {
namespace {

using coordination::Role;
using coordination::SimulatedAccount;
using coordination::SimulatedArchive;
using coordination::SimulatedPost;

struct Options {
  coordination::SimulateOptions simulate;
  std::string out;
  std::string posts_as = "jsonl";
};

void AddRow(const std::vector<std::string>& fields, std::string* out) {
  codec::AppendCsvRow(std::vector<std::string_view>(fields.begin(), fields.end()), out);
}

std::string TimeText(std::int64_t ms) {
  return ms % 1000 == 0 ? std::to_string(ms / 1000)
                        : fmt::format("{:.3f}", static_cast<double>(ms) / 1000);
}

std::string PostsCsv(const SimulatedArchive& archive) {
  std::string out;
  AddRow({"account_id", "content_id", "timestamp", "text", "links", "hashtags", "repost_of",
          "ip_address"},
         &out);
  for (const SimulatedPost& post : archive.posts)
    AddRow({post.account, post.id, TimeText(post.time_ms), post.text, post.link, post.hashtag,
            post.repost_of, post.gateway},
           &out);
  return out;
}

std::string PostsJsonl(const SimulatedArchive& archive) {
  std::string out;
  for (const SimulatedPost& post : archive.posts) {
    codec::JsonOut json;
    json.Open('{').Key("account_id").String(post.account).Key("content_id").String(post.id);
    json.Key("timestamp")
        .Raw(TimeText(post.time_ms))
        .Key("text")
        .String(post.text)
        .Key("links")
        .String(post.link);
    json.Key("hashtags").String(post.hashtag).Key("repost_of").String(post.repost_of);
    out += json.Key("ip_address").String(post.gateway).Close('}').text() + "\n";
  }
  return out;
}

std::string TruthCsv(const SimulatedArchive& archive) {
  std::string out;
  AddRow({"account", "label", "group"}, &out);
  for (const SimulatedAccount& account : archive.accounts) {
    const bool grouped = account.role != Role::kOrganic;
    AddRow({account.name, std::string(NameOf(account.role)),
            grouped ? std::to_string(account.group) : ""},
           &out);
  }
  return out;
}

std::string DeclaredCsv(const SimulatedArchive& archive) {
  std::string out;
  AddRow({"account_id", "group"}, &out);
  for (const SimulatedAccount& account : archive.accounts)
    if (account.role == Role::kNewsroom)
      AddRow({account.name, fmt::format("newsroom {}", account.group + 1)}, &out);
  return out;
}

// Accounts by role.
std::map<Role, std::size_t> Counted(const SimulatedArchive& archive) {
  std::map<Role, std::size_t> counts;
  for (const SimulatedAccount& account : archive.accounts) ++counts[account.role];
  return counts;
}

constexpr std::string_view WhatItIs(Role role) {
  switch (role) {
    case Role::kOrganic:
      return "people who share what they like when they see it; activity and popularity have heavy "
             "tails";
    case Role::kFan:
      return "fans who repost most of what one author writes, each in their own time";
    case Role::kProtest:
      return "people who use one hashtag on announced evenings at 20:00";
    case Role::kNewsroom:
      return "accounts that share their paper's articles at once; they say so, in declared.csv";
    case Role::kScheduler:
      return "accounts whose posts go out by a clock, at :00 and :30";
    case Role::kLate:
      return "crowds behind one gateway whose line opens for minutes: all they wrote for days "
             "arrives at once";
    case Role::kPlanted:
      return "operations: groups run as one, each campaign put out together";
    case Role::kHijacked:
      return "ordinary accounts that an operation has taken over for the last third of the time";
  }
  return "";
}

std::string Readme(const SimulatedArchive& archive, const Options& options) {
  const coordination::SimulateOptions& made = options.simulate;
  std::string text = fmt::format(
      "# A simulated archive\n\n"
      "{} posts by {} accounts over {} days, in English, Persian, Arabic, Russian and Spanish, "
      "made by `evenhand simulate`\n"
      "with seed {} and stealth {:g}. Nobody wrote them; names, places and papers do not exist.\n\n"
      "    evenhand detect posts.{} --declared declared.csv -o found\n"
      "    awk -F, 'NR==FNR {{t[$1]=$2; next}} FNR>1 {{n[t[$1]]++}} END {{for (r in n) print r, "
      "n[r]}}' truth.csv found/accounts.csv\n\n"
      "The first line finds networks, the second counts who was found by what they really are.\n\n"
      "| file | what |\n|---|---|\n"
      "| `posts.{}` | account_id, content_id, timestamp (seconds), text, links, hashtags, "
      "repost_of; and an `ip_address` that is never read |\n"
      "| `truth.csv` | account, label, group: what each account is |\n"
      "| `declared.csv` | account_id, group: the newsrooms, which say that they act together |\n\n"
      "| label | accounts | what they do |\n|---|---|---|\n",
      Grouped(archive.posts.size()), Grouped(archive.accounts.size()), made.days, made.seed,
      made.stealth, options.posts_as, options.posts_as);
  for (const auto& [role, accounts] : Counted(archive))
    text += fmt::format("| {} | {} | {} |\n", NameOf(role), Grouped(accounts), WhatItIs(role));
  return text + fmt::format(
                    "\nOperations put a campaign (a link, a repost, a hashtag or a text copied "
                    "with other ends and letters) out with a mean\n"
                    "delay of {:.0f} s, by {:.0f} % of the group each time. Only planted and "
                    "hijacked accounts are there to be found.\n",
                    8 * std::pow(450, made.stealth), 100 * (0.7 - 0.3 * made.stealth));
}

Result<void> Run(const Options& options, Session* session) {
  const std::string other =
      options.out + (options.posts_as == "csv" ? "/posts.jsonl" : "/posts.csv");
  std::error_code ignored;
  if (std::filesystem::exists(other, ignored))
    return Fail(ErrorCode::kInvalidArgument,
                other + " is there from another run; name another folder, or take it away");
  if (session->err_is_terminal) PrintError("\r\x1b[Ksimulating");
  const SimulatedArchive archive =
      coordination::MakePosts(coordination::Simulate(options.simulate), options.simulate);
  if (session->err_is_terminal) PrintError("\r\x1b[K");
  EVENHAND_TRY(WritePageFiles(
      options.out, {{"posts." + options.posts_as,
                     options.posts_as == "csv" ? PostsCsv(archive) : PostsJsonl(archive)},
                    {"truth.csv", TruthCsv(archive)},
                    {"declared.csv", DeclaredCsv(archive)},
                    {"README.md", Readme(archive, options)}}));
  std::string text = fmt::format("{} posts by {} accounts\n\n", Grouped(archive.posts.size()),
                                 Grouped(archive.accounts.size()));
  for (const auto& [role, accounts] : Counted(archive))
    text += fmt::format("  {:<10} {:>8}\n", NameOf(role), Grouped(accounts));
  Print(text +
        fmt::format("\n{}/README.md says what is in it and how to search it.\n", options.out));
  return {};
}

}  // namespace

void AddSimulateCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "simulate", "Make an archive of posts whose truth is known, to try a search on",
      "  evenhand simulate -o made\n"
      "  evenhand simulate --seed 7 --posts 20000 --operations 2 --stealth 0.5 --format csv -o "
      "made\n"
      "The same options give the same bytes. The folder's README.md says what is planted.");
  auto options = std::make_shared<Options>();
  coordination::SimulateOptions& made = options->simulate;
  command->add_option("-o,--out", options->out, "the folder")->required()->type_name("DIR");
  const auto number = [&](const char* name, std::uint32_t* value, std::uint32_t least,
                          std::uint32_t most, const char* what) {
    command->add_option(name, *value, what)->check(CLI::Range(least, most))->capture_default_str();
  };
  command->add_option("--seed", made.seed, "everything follows from it")->capture_default_str();
  number("--posts", &made.shares, 100, 20'000'000, "by ordinary accounts");
  number("--accounts", &made.accounts, 0, 10'000'000, "ordinary ones; 0: a tenth of the posts");
  number("--days", &made.days, 2, 3'650, "that the archive spans");
  number("--operations", &made.operations, 0, 10'000, "groups run as one");
  number("--hijacked", &made.hijackings, 0, 10'000, "groups of accounts taken over");
  number("--fans", &made.fan_groups, 0, 10'000, "groups of fans");
  number("--protests", &made.protests, 0, 1'000, "hashtags at announced hours");
  number("--newsrooms", &made.newsrooms, 0, 10'000,
         "papers whose accounts say that they act together");
  number("--schedulers", &made.schedulers, 0, 1'000'000, "accounts that post by a clock");
  number("--vpn-crowds", &made.late_crowds, 0, 1'000,
         "crowds behind one gateway whose line opens for minutes");
  number("--vpn-people", &made.late_people, 1, 100'000, "people of such a crowd");
  command
      ->add_option("--stealth", made.stealth,
                   "how much operations hide: 0 in seconds, 1 over an hour and under cover")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  AddChoice(command, "--format", &options->posts_as, {"jsonl", "csv"}, "of the posts");
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
