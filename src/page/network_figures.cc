#include "page/network_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

namespace evenhand::page {
namespace {

using coordination::Detection;
using coordination::FoundTie;
using coordination::JointAct;
using coordination::Member;
using coordination::Network;

constexpr std::size_t kMostTies = 1'500;
constexpr std::size_t kMostRows = 120;
constexpr double kSide = 420;

std::string Coordinate(double value) { return fmt::format("{:.1f}", value); }

struct Point {
  double x, y;
};

// Places on rings around the middle, as many on each as fit side by side.
std::vector<Point> OnRings(std::size_t count, double from_radius, double to_radius) {
  std::vector<Point> points;
  if (count == 0) return points;
  const double gap = 13;
  // One ring, and a wide one, where that is enough.
  if (static_cast<double>(count) * gap <= 2 * std::numbers::pi * to_radius) from_radius = to_radius;
  std::vector<std::size_t> rings;
  std::size_t left = count;
  double radius = from_radius;
  while (left > 0) {
    const auto fits =
        std::max<std::size_t>(1, static_cast<std::size_t>(2 * std::numbers::pi * radius / gap));
    rings.push_back(std::min(left, fits));
    left -= rings.back();
    radius += gap;
  }
  // More rings than there is room for come closer together.
  const double step =
      rings.size() < 2
          ? 0
          : std::min(gap, (to_radius - from_radius) / static_cast<double>(rings.size() - 1));
  for (std::size_t ring = 0; ring < rings.size(); ++ring) {
    for (std::size_t i = 0; i < rings[ring]; ++i) {
      const double angle = 2 * std::numbers::pi *
                           (static_cast<double>(i) + 0.5 * static_cast<double>(ring % 2)) /
                           static_cast<double>(rings[ring]);
      const double r =
          rings.size() == 1 ? to_radius : from_radius + step * static_cast<double>(ring);
      points.push_back({kSide / 2 + r * std::cos(angle), kSide / 2 + r * std::sin(angle)});
    }
  }
  return points;
}

std::map<std::uint32_t, Point> Places(const Network& network) {
  std::vector<std::uint32_t> core;
  std::vector<std::uint32_t> around;
  for (const Member& member : network.members)
    (member.core ? core : around).push_back(member.standing.account);
  const double outer = kSide / 2 - 12;
  const double inner = around.empty() ? outer : outer * 0.55;
  std::map<std::uint32_t, Point> places;
  const std::vector<Point> inside = OnRings(core.size(), core.size() > 1 ? inner * 0.35 : 0, inner);
  for (std::size_t i = 0; i < core.size(); ++i) places[core[i]] = inside[i];
  const std::vector<Point> outside = OnRings(around.size(), inner + 20, outer);
  for (std::size_t i = 0; i < around.size(); ++i) places[around[i]] = outside[i];
  return places;
}

void OpenSvg(double width, double height, std::string_view label, Html* html) {
  html->Open("svg",
             {{"viewBox", fmt::format("0 0 {} {}", Coordinate(width), Coordinate(height))},
              {"role", "img"},
              {"aria-label", label},
              {"style", fmt::format("width:100%;max-width:{}px;height:auto", Coordinate(width))}});
}

}  // namespace

void DrawOverview(const Detection& detection, Html* html) {
  constexpr double kWidth = 720;
  constexpr double kGap = 8;
  struct Circle {
    double x, y, r;
  };
  std::vector<Circle> circles;
  double x = 0;
  double y = 0;
  double row = 0;
  for (const Network& network : detection.networks) {
    const double r = 3 + 2.2 * std::sqrt(static_cast<double>(network.members.size()));
    if (x + 2 * r > kWidth) {
      x = 0;
      y += row + kGap;
      row = 0;
    }
    circles.push_back({x + r, y + r, r});
    x += 2 * r + kGap;
    row = std::max(row, 2 * r);
  }
  OpenSvg(kWidth, y + row, fmt::format("{}", detection.networks.size()), html);
  for (std::size_t i = 0; i < circles.size(); ++i) {
    html->Open("a", {{"href", fmt::format("#n{}", i + 1)}});
    html->Open("circle", {{"cx", Coordinate(circles[i].x)},
                          {"cy", Coordinate(circles[i].y)},
                          {"r", Coordinate(circles[i].r)},
                          {"class", "node"}});
    html->Element("title", fmt::format("{}: {}", i + 1, detection.networks[i].members.size()))
        .Close()
        .Close();
  }
  html->Close();
}

std::size_t DrawTies(const Network& network, const Detection& detection, Html* html) {
  std::map<std::uint32_t, Point> places = Places(network);
  std::vector<const FoundTie*> ties;
  for (const std::size_t i : network.ties) ties.push_back(&detection.ties[i]);
  std::ranges::stable_sort(ties, std::greater<>(),
                           [](const FoundTie* tie) { return tie->acts.size(); });
  const std::size_t drawn = std::min(ties.size(), kMostTies);
  const double most = ties.empty() ? 1 : static_cast<double>(ties.front()->acts.size());
  OpenSvg(kSide, kSide, fmt::format("{}, {}", network.members.size(), network.ties.size()), html);
  for (std::size_t i = 0; i < drawn; ++i) {
    const Point a = places[ties[i]->a];
    const Point b = places[ties[i]->b];
    const double strength = static_cast<double>(ties[i]->acts.size()) / most;
    html->Empty("line",
                {{"x1", Coordinate(a.x)},
                 {"y1", Coordinate(a.y)},
                 {"x2", Coordinate(b.x)},
                 {"y2", Coordinate(b.y)},
                 {"class", "tie"},
                 {"stroke-opacity", fmt::format("{:.2f}", 0.08 + 0.5 * strength * strength)}});
  }
  for (const Member& member : network.members) {
    const Point at = places[member.standing.account];
    html->Open("circle", {{"cx", Coordinate(at.x)},
                          {"cy", Coordinate(at.y)},
                          {"r", member.core ? "5" : "3.5"},
                          {"class", member.core ? "node" : "node edge"}});
    html->Element("title", detection.accounts.Name(member.standing.account)).Close();
  }
  html->Close();
  return ties.size() - drawn;
}

void DrawActs(const Network& network, const Detection& detection, Html* html) {
  constexpr double kWidth = 720;
  std::vector<Member> rows = network.members;
  std::ranges::stable_sort(rows, std::greater<>(),
                           [](const Member& member) { return member.standing.objects; });
  if (rows.size() > kMostRows) rows.resize(kMostRows);
  std::map<std::uint32_t, std::size_t> row_of;
  for (std::size_t i = 0; i < rows.size(); ++i) row_of[rows[i].standing.account] = i;
  const double row_height = rows.size() > 40 ? 5 : 9;
  const double span = std::max(1.0, static_cast<double>(network.last_ms - network.first_ms));
  // Marks that fall on the same place are one.
  std::set<std::pair<std::size_t, int>> marks;
  for (const std::size_t i : network.ties) {
    for (const JointAct& act : detection.ties[i].acts) {
      const auto mark = [&](std::uint32_t account, std::int64_t time_ms) {
        const auto row = row_of.find(account);
        if (row == row_of.end()) return;
        const double x = 4 + (kWidth - 8) * static_cast<double>(time_ms - network.first_ms) / span;
        marks.emplace(row->second, static_cast<int>(std::lround(x * 2)));
      };
      mark(detection.ties[i].a, act.time_a_ms);
      mark(detection.ties[i].b, act.time_b_ms);
    }
  }
  const double height = row_height * static_cast<double>(rows.size()) + 8;
  OpenSvg(kWidth, height, fmt::format("{}", rows.size()), html);
  std::string path;
  for (const auto& [row, x] : marks)
    path += fmt::format("M{:.1f} {:.1f}v{:.0f}", x / 2.0, 4 + row_height * static_cast<double>(row),
                        row_height - 1);
  html->Empty("path", {{"d", path}, {"class", "act"}}).Close();
}

}  // namespace evenhand::page
