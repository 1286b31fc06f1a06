#include "page/sheets.h"

#include "page/locale.h"

namespace evenhand::page {
namespace {

constexpr std::size_t kAllShown = 20;  // so many sheets have a link each
constexpr std::size_t kBetween = 8;

bool IsShown(const ListSheet& sheet, std::size_t number) {
  const std::size_t step = (sheet.all + kBetween) / (kBetween + 1);
  return sheet.all <= kAllShown || number == 0 || number + 1 == sheet.all || number % step == 0 ||
         (number + 1 >= sheet.number && number <= sheet.number + 1);
}

}  // namespace

std::string SheetName(std::string_view name, std::size_t number) {
  std::string out(name);
  return number == 0 ? out : out + "-p" + std::to_string(number + 1);
}

void WriteSheetLinks(const ListSheet& sheet, std::string_view language, Html* html) {
  WriteSheetLinks(
      sheet, language, [&](std::size_t number) { return SheetName(sheet.name, number) + ".html"; },
      html);
}

void WriteSheetLinks(const ListSheet& sheet, std::string_view language,
                     const std::function<std::string(std::size_t number)>& href, Html* html) {
  if (sheet.all <= 1) return;
  html->Open("p");
  std::size_t before = 0;
  for (std::size_t number = 0; number < sheet.all; ++number) {
    if (!IsShown(sheet, number)) continue;
    if (number > 0) html->Text(number == before + 1 ? " · " : " … ");
    before = number;
    const std::string text = NumberIn(language, static_cast<std::int64_t>(number) + 1);
    if (number == sheet.number) {
      html->Element("b", text);
    } else {
      html->Element("a", text, {{"href", href(number)}});
    }
  }
  html->Close();
}

}  // namespace evenhand::page
