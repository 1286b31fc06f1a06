#pragma once

// The history of cases: an append-only list of events, which is the truth, and the leaves of the
// public record that wait to be published. Standing, queues and pages are derived and can be made
// again.
//
// An event's body is what happened, as JSON; its chain value covers it and everything before it:
//
//   chain[0] := 32 zero bytes
//   chain[n] := BLAKE2b-256(chain[n-1] account 0 kind 0 id 0 at:i64be body)
//
// Sequence numbers count from 1 without gaps. What an event is about stands in an index beside the
// history.
//
// Writes stand between Begin and Commit. Events that were put are there for reads of this store at
// once, leaves with the Commit; after a Rollback or a crash both are gone.
//
// Errors: kIo when the disk says no; kCorrupt when what is stored cannot be so; kInvalidArgument
//         for a second event of one kind and id: that one is not there, and the transaction goes
//         on with those put before it. After any other error of Put or Commit: only Rollback.
// Thread: one owner; one process.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::cases {

struct CaseEvent {
  std::int64_t sequence = 0;
  std::string account = {};  // empty: it concerns no account
  std::string kind = {};     // "decision", "notice", …
  std::string id = {};       // unique within its kind
  std::int64_t at_s = 0;     // seconds since 1970
  std::string body = {};
  std::string chain = {};  // 32 bytes; made by the store
  std::string about = {};  // written only: under which EachAbout finds it again; empty: it does not
};

// A leaf that the record will hold at `index`. They are put in order, without a gap.
struct PendingLeaf {
  std::uint64_t index = 0;
  std::string bytes = {};
};

using VisitEvent = std::function<Result<void>(const CaseEvent&)>;
using VisitLeaf =
    std::function<Result<void>(std::uint64_t index, std::string_view bytes)>;  // for the call only

class CaseStore {
 public:
  virtual ~CaseStore() = default;
  virtual Result<void> Begin() = 0;
  // Sets sequence and chain.
  virtual Result<void> Put(std::span<CaseEvent> events, std::span<const PendingLeaf> leaves) = 0;
  // All that was put since Begin is on the disk when it returns.
  virtual Result<void> Commit() = 0;
  virtual void Rollback() = 0;
  // The four as one: after an error nothing is stored.
  Result<void> Append(std::span<CaseEvent> events, std::span<const PendingLeaf> leaves);
  virtual std::int64_t last_sequence() const = 0;
  // In order; stops at the first error.
  virtual Result<void> Each(std::int64_t from, const VisitEvent& visit) = 0;
  virtual Result<void> EachOf(std::string_view account, const VisitEvent& visit) = 0;
  virtual Result<void> EachOfKind(std::string_view kind, const VisitEvent& visit) = 0;
  virtual Result<void> EachAbout(std::string_view about, const VisitEvent& visit) = 0;
  virtual Result<std::optional<CaseEvent>> Find(std::string_view kind, std::string_view id) = 0;
  // Those from index `from` on, in order; stops at the first error.
  virtual Result<void> EachPending(std::uint64_t from, const VisitLeaf& visit) = 0;
  Result<std::vector<PendingLeaf>> Pending();
  // Leaves below `below` are not needed any more. Those of a transaction go together, the last with
  // it.
  virtual Result<void> ForgetPending(std::uint64_t below) = 0;
  // Makes the index of what events are about anew; `about` says it of each. How many entries it
  // has.
  virtual Result<std::int64_t> Reindex(
      const std::function<Result<std::string>(const CaseEvent&)>& about) = 0;
  // Whether file, chain and sequence are as they were written; kCorrupt with the place otherwise.
  virtual Result<void> Verify() = 0;
};

// In one SQLite file; made when it is not there and `create` says so.
Result<std::unique_ptr<CaseStore>> OpenSqliteStore(const std::string& path, bool create);
// In memory, for tests and for questions that leave no trace.
std::unique_ptr<CaseStore> MakeMemoryStore();

// The chain value after `event`, whose own chain is not read.
std::string NextChain(std::string_view before, const CaseEvent& event);

}  // namespace evenhand::cases
