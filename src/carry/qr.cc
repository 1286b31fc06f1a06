#include "carry/qr.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

namespace evenhand::carry {
namespace {

constexpr int kMostVersion = 15;
constexpr std::size_t kQuiet = 4;  // modules of white around a code

struct FreeInput {
  void operator()(QRinput* input) const { QRinput_free(input); }
};
struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

// Millimetres on A4.
constexpr int kPageWidth = 210, kPageHeight = 297, kCodeWidth = 80, kLeft = 18, kTop = 12,
              kAcross = 94, kDown = 93;
constexpr std::size_t kOnPage = 6;

std::string Drawing(const std::vector<std::vector<bool>>& modules, int x, int y, std::size_t number,
                    std::size_t count) {
  const std::size_t width = modules.size() + 2 * kQuiet;
  std::string path;
  for (std::size_t row = 0; row < modules.size(); ++row) {
    for (std::size_t column = 0; column < modules.size();) {
      std::size_t run = column;
      while (run < modules.size() && modules[row][run]) ++run;
      if (run > column)
        path += fmt::format("M{} {}h{}v1h-{}z", column + kQuiet, row + kQuiet, run - column,
                            run - column);
      column = run + 1;
    }
  }
  return fmt::format(
      "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" "
      "shape-rendering=\"crispEdges\"><path d=\"{}\"/></svg>\n"
      "<text x=\"{}\" y=\"{}\" font-size=\"5\" font-family=\"sans-serif\" "
      "text-anchor=\"middle\">{} / {}</text>\n",
      x, y, kCodeWidth, kCodeWidth, width, width, path, x + kCodeWidth / 2, y + kCodeWidth + 5,
      number, count);
}

}  // namespace

Result<std::vector<std::vector<bool>>> QrModules(const std::string& line) {
  const auto refuse = [] {
    return Fail(ErrorCode::kInvalidArgument,
                "the line does not fit a QR code of version 15: cut it into parts first");
  };
  const std::unique_ptr<QRinput, FreeInput> input(QRinput_new2(0, QR_ECLEVEL_M));
  const auto* bytes = reinterpret_cast<const unsigned char*>(line.data());
  if (input == nullptr || line.empty() ||
      QRinput_append(input.get(), QR_MODE_AN, static_cast<int>(line.size()), bytes) != 0)
    return refuse();
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeInput(input.get()));
  if (code == nullptr || code->version > kMostVersion) return refuse();
  const auto width = static_cast<std::size_t>(code->width);
  std::vector<std::vector<bool>> modules(width, std::vector<bool>(width));
  for (std::size_t i = 0; i < width * width; ++i)
    modules[i / width][i % width] = (code->data[i] & 1) != 0;
  return modules;
}

Result<std::string> QrSheet(const std::vector<std::string>& lines) {
  const std::size_t pages = (lines.size() + kOnPage - 1) / kOnPage;
  const auto height = static_cast<int>(pages) * kPageHeight;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} "
      "{}\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
      kPageWidth, height, kPageWidth, height);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EVENHAND_ASSIGN(const auto modules, QrModules(lines[i]));
    const auto on_page = static_cast<int>(i % kOnPage);
    const int x = kLeft + on_page % 2 * kAcross;
    const int y = static_cast<int>(i / kOnPage) * kPageHeight + kTop + on_page / 2 * kDown;
    out += Drawing(modules, x, y, i + 1, lines.size());
  }
  return out + "</svg>\n";
}

Result<std::string> QrBitmap(const std::string& line) {
  constexpr std::size_t kDots = 8;
  EVENHAND_ASSIGN(const auto modules, QrModules(line));
  const std::size_t width = modules.size() + 2 * kQuiet;
  // A module is eight dots, so one byte a module and row.
  std::string out = fmt::format("P4\n{} {}\n", width * kDots, width * kDots);
  for (std::size_t row = 0; row < width; ++row) {
    std::string bytes;
    for (std::size_t column = 0; column < width; ++column) {
      const bool inside = row >= kQuiet && column >= kQuiet && row - kQuiet < modules.size() &&
                          column - kQuiet < modules.size();
      bytes += static_cast<char>(inside && modules[row - kQuiet][column - kQuiet] ? 0xFF : 0);
    }
    for (std::size_t dot = 0; dot < kDots; ++dot) out += bytes;
  }
  return out;
}

}  // namespace evenhand::carry
