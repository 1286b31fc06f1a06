#include "server/receipt.h"

#include <algorithm>
#include <array>

#include "page/frame.h"
#include "page/locale.h"
#include "policy/time.h"
#include "server/words.h"

namespace evenhand::server {
namespace {

using enum Word;

constexpr std::string_view kTitle = "EVENHAND RECEIPT 1\n";

struct Label {
  std::string_view name;
  Word word;
  bool is_time = false;
};
constexpr std::array<Label, 9> kLabels = {{{"Appeal", kReceiptAppeal},
                                           {"Decision", kDecision},
                                           {"Received", kReceiptReceived, true},
                                           {"Words", kReceiptWords},
                                           {"Answer by", kReceiptAnswerBy, true},
                                           {"Deletion", kReceiptDeletion},
                                           {"Counts from", kReceiptCountsFrom, true},
                                           {"Lock ends", kReceiptLockEnds, true},
                                           {"Report", kReceiptReport}}};

// A moment: its day, and the hour in UTC.
std::string MomentIn(page::Language language, policy::Time time) {
  return page::DateIn(page::Tag(language), time) + " " +
         page::Isolated(policy::FormatTime(time).substr(11, 5) + " UTC");
}

ReceiptInWords::Line LineIn(std::string_view name, std::string_view value,
                            page::Language language) {
  const auto* label = std::ranges::find(kLabels, name, &Label::name);
  if (label == kLabels.end()) return {std::string(name), std::string(value), true};
  const auto time = label->is_time ? policy::ParseTime(value) : Result<policy::Time>{};
  if (label->is_time && time)
    return {std::string(Say(language, label->word)), MomentIn(language, *time), false};
  return {std::string(Say(language, label->word)), std::string(value), true};
}

}  // namespace

std::optional<ReceiptInWords> ReadReceipt(std::string_view receipt, page::Language language) {
  const std::size_t title = receipt.find(kTitle);
  if (title == receipt.npos || (title > 0 && receipt[title - 1] != '\n')) return std::nullopt;
  receipt.remove_prefix(title + kTitle.size());
  ReceiptInWords out;
  while (!receipt.empty() && receipt.front() != '\n') {
    const std::string_view line = receipt.substr(0, receipt.find('\n'));
    receipt.remove_prefix(std::min(line.size() + 1, receipt.size()));
    const std::size_t colon = line.find(": ");
    if (colon == line.npos) continue;
    const std::string_view name = line.substr(0, colon);
    out.lines.push_back(LineIn(name, line.substr(colon + 2), language));
    if (name == "Appeal") {
      out.promises = {std::string(Say(language, kReceiptDecides)),
                      std::string(Say(language, kReceiptLate)),
                      std::string(Say(language, kReceiptRecord))};
    } else if (name == "Deletion") {
      out.promises = {std::string(Say(language, kDeletedNote))};
    } else if (name == "Report") {
      out.promises = {std::string(Say(language, kReportedNote))};
    }
  }
  return out;
}

std::string ReceiptText(const ReceiptInWords& receipt) {
  std::string out;
  for (const ReceiptInWords::Line& line : receipt.lines)
    out += line.label + ": " + (line.is_name ? page::Isolated(line.value) : line.value) + "\n";
  if (!receipt.promises.empty()) out += "\n";
  for (const std::string& promise : receipt.promises) out += promise + "\n";
  return out;
}

}  // namespace evenhand::server
