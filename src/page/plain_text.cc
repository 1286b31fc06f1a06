#include "page/plain_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace evenhand::page {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> kReferences = {
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};

constexpr std::array<std::string_view, 11> kBlocks = {"p",   "ul", "ol", "dl", "table", "article",
                                                      "pre", "h1", "h2", "h3", "footer"};
// Around a day that stands in a text of any direction.
constexpr std::string_view kIsolate = "\u2066", kEndOfIsolate = "\u2069";
constexpr std::array<std::string_view, 3> kSkipped = {"head", "nav", "script"};

std::string Unescape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto reference = std::ranges::find_if(
        kReferences, [&](const auto& one) { return text.starts_with(one.first); });
    if (reference == kReferences.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += reference->second;
      text.remove_prefix(reference->first.size());
    }
  }
  return out;
}

// "../rules.html#rule-x" leads to "../rules.txt" here, with what is asked of it; a place on the
// same page leads nowhere.
std::string LinkText(std::string_view href) {
  constexpr std::string_view kPage = ".html";
  if (href.starts_with('#')) return {};
  const std::size_t page = href.find(kPage);
  if (page == href.npos) return std::string(href);
  const std::string_view after = href.substr(page + kPage.size());
  return std::string(href.substr(0, page)) + ".txt" + std::string(after.substr(0, after.find('#')));
}

// Between quotes of a shell.
std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// What is sent when a form is: by a program that anyone has, since a text has no buttons.
struct Form {
  struct Field {
    std::string name = {}, value = {};
    bool is_long = false;  // it is read from a file
  };
  std::string action = {};
  bool is_question = false;  // what is asked stands in the address
  std::vector<Field> fields = {};

  std::string Command() const {
    std::string command = is_question ? "curl -G" : "curl";
    for (const Field& field : fields) {
      command += is_question     ? " --data-urlencode " + Quoted(field.name + "=" + field.value)
                 : field.is_long ? " -F " + Quoted(field.name + "=<" + field.name + ".txt")
                                 : " --form-string " + Quoted(field.name + "=" + field.value);
      command += " \\\n ";
    }
    // A page that was not told its address has only a path.
    const std::string_view address = action.starts_with('/') ? "https://…" : "";
    return command + ' ' + std::string(address) + action + ".txt\n";
  }
};

bool IsOneOf(std::string_view name, auto& names) {
  return std::ranges::find(names, name) != std::end(names);
}

class Writer {
 public:
  explicit Writer(std::string_view html) : rest_(html) {}

  std::string Run() {
    while (!rest_.empty()) {
      const std::size_t tag = std::min(rest_.find('<'), rest_.size());
      if (skipping_.empty()) Text(Unescape(rest_.substr(0, tag)));
      rest_.remove_prefix(tag);
      if (!rest_.empty()) Tag();
    }
    while (out_.ends_with('\n') || out_.ends_with(' ')) out_.pop_back();
    return std::move(out_) + "\n";
  }

 private:
  void Tag() {
    const std::size_t end = std::min(rest_.find('>'), rest_.size() - 1);
    std::string_view tag = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    const bool closes = tag.starts_with('/');
    if (closes) tag.remove_prefix(1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" /"));
    if (!skipping_.empty()) {
      if (closes && name == skipping_) skipping_ = {};
    } else if (!closes && IsOneOf(name, kSkipped)) {
      skipping_ = name;
    } else if (closes) {
      Close(name);
    } else {
      Open(name, tag);
    }
  }

  void Open(std::string_view name, std::string_view tag) {
    if (IsOneOf(name, kBlocks)) Blank();
    if (name == "pre") is_pre_ = true;
    if (name == "h2" || name == "h3") out_ += name == "h2" ? "## " : "### ";
    if (name == "br" || name == "tr" || name == "dt" || name == "caption") Line();
    if (name == "li") {
      Line();
      out_ += "- ";
    }
    if (name == "a") links_.push_back(LinkText(Attribute(tag, "href")));
    if (name == "time") days_.push_back(!Attribute(tag, "dir").empty());
    if (name == "time" && days_.back()) out_ += kIsolate;
    OpenPartOfForm(name, tag);
  }

  void OpenPartOfForm(std::string_view name, std::string_view tag) {
    if (name == "form")
      form_ = {.action = Attribute(tag, "action"),
               .is_question = Attribute(tag, "method") == "get"};
    if (name == "label" || name == "button") Line();
    if (name == "button") out_ += '[';
    if (name == "input" || name == "textarea" || name == "select") {
      form_.fields.push_back({Attribute(tag, "name"), Attribute(tag, "value"), name == "textarea"});
      if (Attribute(tag, "type") == "hidden") return;
      const std::string& value = form_.fields.back().value;
      out_ += "[" + form_.fields.back().name + "]" + (value.empty() ? "" : " ") + value;
      if (name == "input") Line();
      is_pre_ = name == "textarea";
    }
    if (name == "option" && !form_.fields.empty()) {
      const std::string value = Attribute(tag, "value");
      std::string& chosen = form_.fields.back().value;
      if (chosen.empty() || !Attribute(tag, "selected").empty()) chosen = value;
      Line();
      out_ += "- " + value + ": ";
    }
  }

  void ClosePartOfForm(std::string_view name) {
    if (name == "label") out_ += ": ";
    if (name == "button") out_ += ']';
    if (name == "textarea") is_pre_ = false;
    if (name == "textarea" || name == "option" || name == "button") Line();
    if (name != "form") return;
    Blank();
    out_ += form_.Command();
    Blank();
  }

  void Close(std::string_view name) {
    if (name == "pre") is_pre_ = false;
    if (name == "a" && !links_.empty()) {
      if (!links_.back().empty()) out_ += " <" + links_.back() + ">";
      links_.pop_back();
    }
    if (name == "time" && !days_.empty()) {
      if (days_.back()) out_ += kEndOfIsolate;
      days_.pop_back();
    }
    if (name == "dt" || name == "th") out_ += ": ";
    if (name == "dd" || name == "tr" || name == "li" || name == "caption" || name == "thead")
      Line();
    if (name == "td") out_ += ' ';
    if (IsOneOf(name, kBlocks)) Blank();
    ClosePartOfForm(name);
  }

  static std::string Attribute(std::string_view tag, std::string_view name) {
    const std::size_t at = tag.find(std::string(name) + "=\"");
    if (at == tag.npos) return {};
    const std::string_view value = tag.substr(at + name.size() + 2);
    return Unescape(value.substr(0, value.find('"')));
  }

  // Line feeds of the source are blanks, but in <pre>.
  void Text(std::string_view text) {
    if (is_pre_) {
      out_ += text;
      return;
    }
    for (const char c : text) {
      const bool is_blank = c == '\n' || c == ' ';
      if (is_blank && (out_.empty() || out_.back() == '\n' || out_.back() == ' ')) continue;
      out_ += is_blank ? ' ' : c;
    }
  }

  void Line() {
    while (out_.ends_with(' ')) out_.pop_back();
    if (!out_.empty() && !out_.ends_with('\n') && !out_.ends_with("\n- ")) out_ += '\n';
  }

  void Blank() {
    Line();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  std::string_view rest_;
  std::string_view skipping_;
  std::vector<std::string> links_;
  std::vector<bool> days_;  // of each <time> around: whether it is set apart (page/html.h)
  Form form_;
  bool is_pre_ = false;
  std::string out_;
};

}  // namespace

std::string PlainText(std::string_view html) { return Writer(html).Run(); }

}  // namespace evenhand::page
