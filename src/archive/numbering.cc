#include "archive/numbering.h"

#include <utility>

namespace evenhand::archive {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;

}  // namespace

void Numbering::Piece::Append(std::string_view name) {
  bytes.append(name);
  ends.push_back(bytes.size());
}

Numbering::Numbering(NameTable* table, std::vector<std::uint32_t>* out, bool beside)
    : table_(table), out_(out) {
  if (beside) thread_ = std::thread([this] { Work(); });
}

void Numbering::Add(const std::vector<std::string_view>& names) {
  if (!thread_.joinable()) return table_->Numbers(names, out_);
  for (const std::string_view name : names) filled_.Append(name);
  if (filled_.bytes.size() >= kPieceBytes) HandOver();
}

void Numbering::Finish() {
  if (!thread_.joinable()) return;
  HandOver();
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

// Waits until the piece before has been taken.
void Numbering::HandOver() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !has_given_; });
    std::swap(given_, filled_);
    has_given_ = true;
  }
  changed_.notify_all();
  filled_.bytes.clear();
  filled_.ends.clear();
}

void Numbering::Work() {
  Piece piece;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return has_given_ || ends_; });
      if (!has_given_) return;
      std::swap(piece, given_);
      has_given_ = false;
    }
    changed_.notify_all();
    NumberAll(piece);
  }
}

void Numbering::NumberAll(const Piece& piece) {
  names_.clear();
  std::size_t begin = 0;
  for (const std::size_t end : piece.ends) {
    names_.push_back(std::string_view(piece.bytes).substr(begin, end - begin));
    begin = end;
  }
  table_->Numbers(names_, out_);
}

}  // namespace evenhand::archive
