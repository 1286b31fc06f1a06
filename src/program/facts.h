#pragma once

// The one door through which a rulebook sees the world beyond the event: labels, counters, caches,
// phrase lists. A decision is a function of rulebook, event bytes, and the facts read here.
//
// Writes made through Facts (counters, cache entries) are visible to later reads of the same event
// and become durable only when the engine commits the event. Thread: one evaluator at a time.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "model/entity.h"
#include "model/label.h"

namespace evenhand::program {

// What the register of limits on access says, asked of states by way of their offices
// (functions/access.cc). Thread: safe to ask from several at once.
class AccessFacts {
 public:
  virtual ~AccessFacts() = default;
  // "limits", "unconfirmed", "closed" or "no" (docs/access.md) for people in `state` on the day of
  // `at`; of any service when `service` is empty. The text lives as long as the program.
  virtual std::string_view Access(std::string_view state, std::string_view service,
                                  TimeUs at) const = 0;
};

// What accepted dossiers say, asked of accounts (functions/dossier.cc).
// Thread: safe to ask from several at once.
class DossierFacts {
 public:
  virtual ~DossierFacts() = default;
  // "operator", "fake_persona", "paid" or "hijacked" (docs/dossiers.md): what the account is at
  // that time, in a dossier that a second person accepted; empty when it is in none. The text lives
  // as long as the facts.
  virtual std::string_view RoleAt(std::string_view account, TimeUs at) const = 0;
};

class Facts {
 public:
  virtual ~Facts() = default;

  // Whether a question that cannot be answered is an ERR of the rule that asks (true), or the end
  // of the run (false): then nothing is asked that no output needs.
  virtual bool may_fail() const { return true; }

  // The labels of an entity before this event; null when it has none. kUnavailable when the store
  // cannot answer. The pointer lives until the event ends.
  virtual Result<const model::EntityLabels*> Labels(model::EntityRef entity) = 0;

  // Says that what is decided rests on one label of an entity (empty: on whether it has any). For
  // those who have to know what an event read.
  virtual void NoteLabelTest(model::EntityRef, std::string_view /*label*/) {}

  // The register of limits on access; null when none is at hand.
  virtual const AccessFacts* access() const { return nullptr; }

  // Accepted dossiers; null when none were given.
  virtual const DossierFacts* dossiers() const { return nullptr; }

  // A sliding window counter: adds `by` to the bucket of `now` (0 to only read) and returns the sum
  // of the buckets from that of now - window to that of now, both inclusive. Windows of different
  // widths are different counters, also under one key.
  virtual Result<std::int64_t> Window(std::string_view key, std::int64_t bucket_us,
                                      std::int64_t window_us, std::int64_t by,
                                      std::int64_t keep_us) = 0;

  // A cache entry set earlier and not yet past its time; empty when there is none.
  virtual Result<std::optional<std::string_view>> CacheGet(std::string_view key) = 0;
  virtual Result<void> CacheSet(std::string_view key, std::string_view value,
                                std::int64_t ttl_us) = 0;
};

// No labels, no counters, nothing remembered: for rulebooks without state and for tests.
class NoFacts final : public Facts {
 public:
  Result<const model::EntityLabels*> Labels(model::EntityRef) override { return nullptr; }
  Result<std::int64_t> Window(std::string_view, std::int64_t, std::int64_t, std::int64_t by,
                              std::int64_t) override {
    return by;
  }
  Result<std::optional<std::string_view>> CacheGet(std::string_view) override {
    return std::nullopt;
  }
  Result<void> CacheSet(std::string_view, std::string_view, std::int64_t) override { return {}; }
};

}  // namespace evenhand::program
