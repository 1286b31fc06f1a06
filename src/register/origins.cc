#include "register/origins.h"

#include <algorithm>
#include <set>

namespace evenhand::access {
namespace {

// "NetBlocks", " netblocks": one origin.
std::string Plain(std::string_view origin) {
  std::string plain;
  for (const char c : origin) {
    if (c == ' ' && (plain.empty() || plain.back() == ' ')) continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  while (plain.ends_with(' ')) plain.pop_back();
  return plain;
}

class Origins {
 public:
  void Add(const Source& source) {
    const std::string origin = source.origin.empty() ? source.url : Plain(source.origin);
    (source.kind == SourceKind::kMeasurement ? measured_ : named_).insert(origin);
  }
  // A report on measurements and the measurements are one.
  std::size_t size() const {
    const bool is_told = std::ranges::any_of(
        measured_, [&](const std::string& origin) { return named_.contains(origin); });
    return named_.size() + (measured_.empty() || is_told ? 0 : 1);
  }

 private:
  std::set<std::string> measured_, named_;
};

bool SaysInForce(const Source& source) {
  return source.says == Says::kInForce || source.says == Says::kSince;
}

// Before the first day on which it can have been in force, or after the last, a source contradicts
// nothing.
bool Overlaps(const Entry& entry, const Source& source) {
  if (!source.day) return false;
  if (entry.from.earliest && *source.day < *entry.from.earliest) return false;
  return !entry.to || *source.day <= entry.to->latest;
}

}  // namespace

std::size_t OriginsInForce(const Entry& entry) {
  Origins origins;
  for (const Source& source : entry.sources) {
    if (source.says == Says::kUnread || SaysInForce(source)) origins.Add(source);
  }
  return origins.size();
}

Grounds GroundsInForce(const Entry& entry) {
  Origins origins;
  Grounds grounds;
  for (const Source& source : entry.sources) {
    if (source.origin.empty() || !SaysInForce(source)) continue;
    origins.Add(source);
    grounds.has_effect = grounds.has_effect || source.kind != SourceKind::kOrder;
  }
  grounds.origins = origins.size();
  return grounds;
}

std::size_t OriginsOfEnd(const Entry& entry) {
  Origins origins;
  for (const Source& source : entry.sources) {
    if (source.says == Says::kEnded) origins.Add(source);
  }
  return origins.size();
}

Opposition OppositionTo(const Entry& entry) {
  Origins all, independent;
  for (const Source& source : entry.sources) {
    if ((source.says != Says::kOpen && source.says != Says::kEnded) || !Overlaps(entry, source))
      continue;
    all.Add(source);
    independent.Add(source);
  }
  for (const Source& denial : entry.denials) all.Add(denial);
  return {all.size(), independent.size()};
}

bool RestsOnMeasurementOnly(const Entry& entry) {
  return std::ranges::all_of(entry.sources, [](const Source& source) {
    return source.kind == SourceKind::kMeasurement ||
           (!SaysInForce(source) && source.says != Says::kUnread);
  });
}

}  // namespace evenhand::access
