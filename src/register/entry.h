#pragma once

// An entry of the register: which state limits which service, from when to when, by which sources
// (reach.md 2.1 to 2.4). It speaks about states and services, never about citizens.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/day.h"

namespace evenhand::access {

enum class Kind : std::uint8_t { kBlock, kThrottle, kCalls, kShutdown, kCurfew, kRemoved };
enum class Status : std::uint8_t { kReported, kConfirmed, kContested, kEnded, kWithdrawn };
enum class SourceKind : std::uint8_t { kOrder, kMeasurement, kMonitor, kService, kPress };
// What a source says. kUnread: it is named, and nobody has entered what it says.
enum class Says : std::uint8_t { kUnread, kInForce, kSince, kEnded, kOpen, kDenied };

std::string_view Name(Kind kind);
std::string_view Name(Status status);
std::string_view Name(SourceKind kind);
std::string_view Name(Says says);
std::optional<Kind> KindNamed(std::string_view name);
std::optional<SourceKind> SourceKindNamed(std::string_view name);
std::optional<Says> SaysNamed(std::string_view name);

// Whether the limit is on one service, rather than on nearly everything.
inline bool IsOutage(Kind kind) { return kind == Kind::kShutdown || kind == Kind::kCurfew; }

struct Source {
  std::string url = {};
  SourceKind kind = SourceKind::kPress;
  std::string origin =
      {};  // who knew it first; empty: not looked at, so the page stands for itself
  Says says = Says::kUnread;
  std::optional<Day> day = {};  // on which it is so, by the source
  std::optional<Day> published = {};
  std::optional<Day> read = {};
  std::string sha256 = {};  // of the bytes read, in hexadecimal
  std::string language = {};
  bool operator==(const Source&) const = default;
};

struct Entry {
  std::string id = {};       // "r-IR-twitter-3"
  std::string state = {};    // ISO 3166-1 alpha-2
  std::string service = {};  // "twitter"; "internet" and "mobile-internet" for outages
  Kind kind = Kind::kBlock;
  std::string region = {};    // ISO 3166-2; empty: the whole state
  std::string networks = {};  // "mobile", "fixed"; empty: all
  std::string group = {};     // joins entries that are one limit on a class of services
  Beginning from = {};
  std::optional<DayPair> to = {};           // open again; that day is out
  std::optional<DayPair> proposed_to = {};  // answers nothing
  std::optional<DayPair> seen = {};         // last shown in force
  Status status = Status::kReported;
  Status grade = Status::kReported;    // what `status` was before it ended
  Status settled = Status::kReported;  // what it was before it was contested
  bool single_network = false;         // measured where one network is the country
  std::vector<DaySpan> lapses = {};
  std::vector<Source> sources = {};
  std::vector<Source> denials = {};
  std::map<std::string, std::string, std::less<>> notes = {};  // by language
  std::optional<Day> measured_on = {};    // end of the last window that moved it
  std::vector<std::size_t> history = {};  // places in Register::changes()
};

}  // namespace evenhand::access
