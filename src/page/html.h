#pragma once

// A page of HTML, element by element. What comes from data goes through Text and attribute values,
// which escape; there is no way to put data in otherwise. Names of elements and attributes are the
// program's own.
//
//   Html page;
//   page.Open("p", {{"class", "note"}}).Text("a < b").Close();

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::page {

// The five characters that mean something in HTML, as references; control characters but tab and
// line feed as U+FFFD.
std::string EscapeHtml(std::string_view text);

class Html {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  Html& Open(std::string_view element, Attributes attributes = {});
  Html& Close();
  // An element without content: <br>, <circle/>.
  Html& Empty(std::string_view element, Attributes attributes = {});
  // A day between isolating characters, as page/locale.h writes one, becomes a <time> that runs
  // from the left and does not break at the end of a line, but where only characters may stand.
  Html& Text(std::string_view text);
  // The same for a text as it was given, where days have nothing around them.
  Html& TextWithDays(std::string_view text);
  // A style sheet of the program's own, which is not escaped: no data goes into it.
  Html& Style(std::string_view sheet);
  // A whole element around a text. Data may run either way, so it decides for itself.
  Html& Element(std::string_view element, std::string_view text, Attributes attributes = {});

  const std::string& text() const { return text_; }

 private:
  void Start(std::string_view element, Attributes attributes);

  std::string text_;
  std::vector<std::string> open_;
};

}  // namespace evenhand::page
