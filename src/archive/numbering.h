#pragma once

// Numbers names on a thread of its own, in the order in which they are given, while the caller goes
// on reading: of a large archive most time goes where the table of its posts is in memory.
//
// The table and the list are the thread's until Finish or the end of this. Memory: two pieces of
// names, about a megabyte each.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/name_table.h"

namespace evenhand::archive {

class Numbering {
 public:
  // Numbers are appended to `out`. Both outlive this. Without `beside`, all is done in Add.
  Numbering(NameTable* table, std::vector<std::uint32_t>* out, bool beside);
  ~Numbering() { Finish(); }
  Numbering(const Numbering&) = delete;
  Numbering& operator=(const Numbering&) = delete;

  // Borrows the names for the call.
  void Add(const std::vector<std::string_view>& names);
  // Returns when all have their numbers.
  void Finish();

 private:
  struct Piece {
    std::string bytes;
    std::vector<std::size_t> ends;
    void Append(std::string_view name);
  };
  void Work();
  void HandOver();
  void NumberAll(const Piece& piece);

  NameTable* table_;
  std::vector<std::uint32_t>* out_;
  Piece filled_;  // the caller's
  std::mutex mutex_;
  std::condition_variable changed_;
  Piece given_;  // under the mutex, as the two below
  bool has_given_ = false;
  bool ends_ = false;
  std::vector<std::string_view> names_;  // the thread's
  std::thread thread_;
};

}  // namespace evenhand::archive
