#include "page/sheets.h"

#include "page/locale.h"

namespace evenhand::page {

std::string SheetName(std::string_view name, std::size_t number) {
  std::string out(name);
  return number == 0 ? out : out + "-p" + std::to_string(number + 1);
}

void WriteSheetLinks(const ListSheet& sheet, std::string_view language, Html* html) {
  if (sheet.all <= 1) return;
  html->Open("p");
  for (std::size_t number = 0; number < sheet.all; ++number) {
    const std::string text = NumberIn(language, static_cast<std::int64_t>(number) + 1);
    if (number == sheet.number) {
      html->Element("b", text);
    } else {
      html->Element("a", text, {{"href", SheetName(sheet.name, number) + ".html"}});
    }
    html->Text(number + 1 < sheet.all ? " · " : "");
  }
  html->Close();
}

}  // namespace evenhand::page
