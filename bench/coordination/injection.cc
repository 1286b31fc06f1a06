// How much a group may hide before it is no longer found: cells planted into archives, and who is
// then over the line.
//
//   injection_bench CURVES.svg LOG.csv...     share logs, real or generated; CSV to standard output
//   injection_bench CURVES.svg                a simulated archive without operations only
//
// A cell is `accounts` new accounts that put out `objects` new objects together, within `window_s`.
// Stealth s, from 0 to 1:
//   - of its joint posts the part s goes out at a random time of the same day instead;
//   - each account also shares ordinary objects of the archive, until the part s of its posts is
//   ordinary;
//   - each account leaves out the part s / 2 of the objects.
// Recall: planted accounts over the line, of all. Precision: planted accounts, of those over the
// line who were not before anything was planted. Ten cells at a time; three draws each.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "archive/read_shares.h"
#include "coordination/detect.h"
#include "coordination/simulate.h"

namespace evenhand {
namespace {

constexpr int kCells = 10;
constexpr int kDraws = 3;
constexpr int kSteps = 10;  // of stealth

struct Cell {
  int accounts, objects;
  double window_s;
};
constexpr Cell kCellKinds[] = {{5, 5, 10}, {10, 10, 10}, {20, 20, 10}, {10, 10, 300}};

struct Point {
  std::string set;
  Cell cell;
  double stealth;
  int planted = 0, found = 0, others = 0;
  double recall() const { return planted > 0 ? double(found) / planted : 0; }
  double precision() const { return found + others > 0 ? double(found) / (found + others) : 1; }
};

std::set<std::string> OverTheLine(const model::Shares& shares) {
  std::set<std::string> names;
  const coordination::Detection detection =
      coordination::Detect({{model::Trace::kObject, shares}}, {});
  for (const coordination::Network& network : detection.networks)
    for (const coordination::Member& member : network.members)
      names.emplace(detection.accounts.Name(member.standing.account));
  return names;
}

class Planter {
 public:
  Planter(const model::Shares& base, std::uint64_t seed)
      : base_(base), bits_(seed), planted_(base) {
    first_ms_ = *std::ranges::min_element(base.time_ms);
    last_ms_ = *std::ranges::max_element(base.time_ms);
  }

  void Plant(int number, const Cell& cell, double stealth) {
    for (int account = 0; account < cell.accounts; ++account) posts_[Name(number, account)] = 0;
    for (int object = 0; object < cell.objects; ++object) {
      const std::int64_t start =
          first_ms_ + static_cast<std::int64_t>(Unit() * double(last_ms_ - first_ms_));
      for (int account = 0; account < cell.accounts; ++account) {
        if (Unit() < stealth / 2) continue;
        const double within_s = Unit() < stealth ? 86'400 : cell.window_s;
        Share(fmt::format("cell{}-object{}", number, object), Name(number, account),
              start + std::llround(Unit() * within_s * 1000));
      }
    }
  }

  // Ordinary shares, each with the object and about the time of somebody else's.
  void Cover(double stealth) {
    const double part = std::min(stealth, 0.95);
    for (const auto& [name, posts] : std::map(posts_)) {
      const auto ordinary = std::lround(posts * part / (1 - part));
      for (long i = 0; i < ordinary; ++i) {
        const std::size_t row = bits_() % base_.size();
        const double delay_s = -3'600 * std::log1p(-Unit());
        Share(std::string(base_.objects.Name(base_.object[row])), name,
              base_.time_ms[row] + std::llround(delay_s * 1000));
      }
    }
  }

  const model::Shares& shares() const { return planted_; }
  static std::string Name(int cell, int account) {
    return fmt::format("cell{}-account{}", cell, account);
  }

 private:
  double Unit() { return static_cast<double>(bits_() >> 11) * 0x1.0p-53; }
  void Share(const std::string& object, const std::string& account, std::int64_t time_ms) {
    planted_.Add(object, account, fmt::format("planted{}", planted_.size()), time_ms);
    ++posts_[account];
  }

  const model::Shares& base_;
  std::mt19937_64 bits_;
  model::Shares planted_;
  std::map<std::string, int> posts_;
  std::int64_t first_ms_, last_ms_;
};

Point Measure(const std::string& set, const model::Shares& base,
              const std::set<std::string>& before, const Cell& cell, double stealth) {
  Point point{.set = set, .cell = cell, .stealth = stealth};
  for (int draw = 0; draw < kDraws; ++draw) {
    Planter planter(base, static_cast<std::uint64_t>(draw + 1));
    for (int number = 0; number < kCells; ++number) planter.Plant(number, cell, stealth);
    planter.Cover(stealth);
    point.planted += kCells * cell.accounts;
    for (const std::string& name : OverTheLine(planter.shares())) {
      const bool planted = name.starts_with("cell") && name.find("-account") != std::string::npos;
      point.found += planted;
      point.others += !planted && !before.contains(name);
    }
  }
  return point;
}

// Recall against stealth, a panel for each set, a line for each kind of cell; precision stands
// beside it in the table.
std::string Svg(const std::vector<Point>& points) {
  constexpr std::string_view kColours[] = {"#0b6e4f", "#1b4f9c", "#8a3ffc", "#b3541e"};
  constexpr std::string_view kDashes[] = {"none", "7 3", "2 3", "9 3 2 3"};
  std::vector<std::string> sets;
  for (const Point& point : points)
    if (sets.empty() || sets.back() != point.set) sets.push_back(point.set);
  const double panel = 330, height = 260, left = 50, top = 40;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
      "font-family=\"sans-serif\" font-size=\"12\" "
      "fill=\"#222\" role=\"img\" aria-label=\"Recall against stealth\">\n<rect width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" fill=\"#fff\"/>\n",
      left + panel * double(sets.size()) + 10, top + height + 110);
  const auto to = std::back_inserter(out);
  for (std::size_t s = 0; s < sets.size(); ++s) {
    const double x0 = left + panel * double(s), width = panel - 60;
    const auto x = [&](double stealth) { return x0 + stealth * width; };
    const auto y = [&](double share) { return top + (1 - share) * height; };
    fmt::format_to(to, "<text x=\"{:.0f}\" y=\"24\" font-weight=\"bold\">{}: recall</text>\n", x0,
                   sets[s]);
    for (int i = 0; i <= 4; ++i) {
      fmt::format_to(to,
                     "<path d=\"M{:.0f} {:.1f}H{:.0f}\" stroke=\"#ddd\"/><text x=\"{:.0f}\" "
                     "y=\"{:.1f}\" text-anchor=\"end\">{} %</text>\n",
                     x0, y(i / 4.0), x0 + width, x0 - 6, y(i / 4.0) + 4, 25 * i);
      fmt::format_to(to, "<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">{:g}</text>\n",
                     x(i / 4.0), top + height + 18, i / 4.0);
    }
    fmt::format_to(to, "<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">stealth</text>\n",
                   x0 + width / 2, top + height + 36);
    for (std::size_t kind = 0; kind < std::size(kCellKinds); ++kind) {
      std::string path;
      for (const Point& point : points) {
        const bool own = point.set == sets[s] && point.cell.accounts == kCellKinds[kind].accounts &&
                         point.cell.window_s == kCellKinds[kind].window_s;
        if (own)
          path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x(point.stealth),
                              y(point.recall()));
      }
      fmt::format_to(to,
                     "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" "
                     "stroke-dasharray=\"{}\"/>\n",
                     path, kColours[kind], kDashes[kind]);
    }
  }
  for (std::size_t kind = 0; kind < std::size(kCellKinds); ++kind) {
    const double x = left + double(kind % 2) * 300, y = top + height + 62 + double(kind / 2) * 22;
    fmt::format_to(
        to,
        "<path d=\"M{:.0f} {:.0f}h34\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>"
        "<text x=\"{:.0f}\" y=\"{:.0f}\">{} accounts, {} objects, {:g} s</text>\n",
        x, y, kColours[kind], kDashes[kind], x + 42, y + 4, kCellKinds[kind].accounts,
        kCellKinds[kind].objects, kCellKinds[kind].window_s);
  }
  return out + "</svg>\n";
}

int Run(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "injection_bench CURVES.svg [LOG.csv...]\n");
    return 2;
  }
  std::vector<std::pair<std::string, model::Shares>> sets;
  for (int i = 2; i < count; ++i) {
    auto read = archive::ReadSharesOf(model::Trace::kObject, {arguments[i]});
    if (!read || read->size() == 0) {
      fmt::print(stderr, "{}: {}\n", arguments[i], read ? "no shares" : read.error().message);
      return 1;
    }
    std::string name(arguments[i]);
    name = name.substr(name.rfind('/') + 1);
    sets.emplace_back(name.substr(0, name.find('.')), *std::move(read));
  }
  sets.emplace_back(
      "simulated",
      coordination::Simulate({.seed = 1, .newsrooms = 0, .operations = 0, .hijackings = 0}).shares);
  std::vector<Point> points;
  fmt::print("set,accounts,objects,window_s,stealth,planted,found,others,precision,recall\n");
  for (const auto& [name, shares] : sets) {
    const std::set<std::string> before = OverTheLine(shares);
    fmt::print(stderr, "{}: {} shares, {} accounts over the line before anything is planted\n",
               name, shares.size(), before.size());
    for (const Cell& cell : kCellKinds) {
      for (int step = 0; step <= kSteps; ++step) {
        points.push_back(Measure(name, shares, before, cell, double(step) / kSteps));
        const Point& point = points.back();
        fmt::print("{},{},{},{:g},{:g},{},{},{},{:.3f},{:.3f}\n", name, cell.accounts, cell.objects,
                   cell.window_s, point.stealth, point.planted, point.found, point.others,
                   point.precision(), point.recall());
      }
    }
  }
  std::ofstream(arguments[1]) << Svg(points);
  return 0;
}

}  // namespace
}  // namespace evenhand

int main(int count, char** arguments) { return evenhand::Run(count, arguments); }
