#pragma once

// A page with a form, as it is written: its frame, the fields that all forms use, its words.

#include <string>
#include <string_view>

#include "page/frame.h"
#include "page/html.h"
#include "page/locale.h"
#include "policy/time.h"
#include "server/pages.h"
#include "server/words.h"

namespace evenhand::server {

class FormWriter {
 public:
  FormWriter(const PageFrame& frame, std::string_view title, page::Around around = {})
      : frame_(frame), language_(page::FrameLanguage(frame.language)) {
    around.has_form = true;
    page::OpenPage(&html_, title, frame.language, around);
    html_.Element("h1", title);
  }

  // Fields alone, for a page that is there.
  explicit FormWriter(const PageFrame& frame)
      : frame_(frame), language_(page::FrameLanguage(frame.language)) {}

  std::string_view Say(Word word) const { return server::Say(language_, word); }
  template <class... Parts>
  std::string Fill(Word word, const Parts&... parts) const {
    return server::Fill(language_, word, parts...);
  }
  std::string Number(std::int64_t number) const {
    return page::NumberIn(page::Tag(language_), number);
  }
  std::string Date(policy::Time time) const { return page::DateIn(page::Tag(language_), time); }
  // A moment by when something must be: its day, and the hour in UTC.
  std::string Moment(policy::Time time) const {
    return Date(time) + " " + page::Isolated(policy::FormatTime(time).substr(11, 5) + " UTC");
  }

  void Paragraph(std::string_view text) { html_.Element("p", text); }
  void Small(std::string_view text) { html_.Element("p", text, {{"class", "s"}}); }
  void Heading(Word word) { html_.Element("h2", Say(word)); }
  // One that a link leads to.
  void Section(Word word, std::string_view id) { html_.Element("h2", Say(word), {{"id", id}}); }
  void Receipt(std::string_view text) {
    html_.Open("pre", {{"dir", "ltr"}}).TextWithDays(text).Close();
  }
  void Problem(std::string_view text) {
    if (!text.empty()) html_.Element("p", text, {{"class", "g"}, {"role", "alert"}});
  }

  void OpenForm(FormPage page) {
    html_.Open("form", {{"method", "post"},
                        {"action", Action(kFormNames[static_cast<std::size_t>(page)])},
                        {"accept-charset", "utf-8"},
                        {"enctype", "multipart/form-data"}});
  }
  // What is asked stands in the address of the answer, so that it can be passed on: nothing secret.
  void OpenQuestion(std::string_view name) {
    html_.Open("form", {{"method", "get"}, {"action", Action(name)}, {"accept-charset", "utf-8"}});
  }
  void Label(std::string_view name, Word word) {
    html_.Element("label", Say(word), {{"for", name}});
  }
  // One line; what is a code or an address never turns round, what is in words runs as they do.
  void Line(std::string_view name, Word label, std::string_view value) {
    Line(name, label, value, "ltr");
  }
  void LineOfWords(std::string_view name, Word label, std::string_view value) {
    Line(name, label, value, "auto");
  }
  void Line(std::string_view name, Word label, std::string_view value, std::string_view direction) {
    Label(name, label);
    html_.Empty("input", {{"id", name},
                          {"name", name},
                          {"value", value},
                          {"dir", direction},
                          {"autocomplete", "off"},
                          {"autocapitalize", "off"},
                          {"spellcheck", "false"}});
    // For text browsers, where labels and fields run on.
    html_.Empty("br").Text("\n");
  }
  void Area(std::string_view name, Word label, std::string_view value) {
    Label(name, label);
    // The first line feed after the tag is not part of the text.
    html_.Element("textarea", "\n" + std::string(value),
                  {{"id", name}, {"name", name}, {"rows", "8"}, {"dir", "auto"}});
  }
  void Hidden(std::string_view name, std::string_view value) {
    html_.Empty("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  }
  void Button(Word word) {
    html_.Element("button", Say(word), {{"type", "submit"}});
    html_.Close();
  }
  void Link(std::string_view href, std::string_view text) {
    html_.Open("p").Element("a", text, {{"href", href}}).Close();
  }

  page::Html& html() { return html_; }
  page::Language language() const { return language_; }
  std::string Finish() { return page::ClosePage(&html_, language_); }
  // What only one person may see is not for passing on.
  std::string FinishPrivate() { return page::ClosePage(&html_, Say(Word::kForYouAlone)); }

 private:
  std::string Action(std::string_view name) const {
    return frame_.base + "/" + frame_.language + "/" + std::string(name);
  }

  const PageFrame& frame_;
  page::Language language_;
  page::Html html_;
};

}  // namespace evenhand::server
