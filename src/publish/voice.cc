#include "publish/voice.h"

#include <algorithm>
#include <chrono>

#include "page/locale.h"
#include "page/spoken.h"
#include "policy/action.h"

namespace evenhand::publish {

std::string UpFrom(std::string_view path) {
  std::string up;
  for (auto n = std::ranges::count(path, '/'); n > 0; --n) up += "../";
  return up;
}

Voice::Voice(std::string language, const std::vector<std::string>* languages, bool has_twins)
    : language_(std::move(language)),
      frame_(page::FrameLanguage(language_)),
      languages_(languages),
      has_twins_(has_twins) {}

std::string Voice::Number(std::uint64_t number) const {
  return page::NumberIn(page::Tag(frame_), static_cast<std::int64_t>(number));
}

const std::string& Voice::Date(TimeUs time) const {
  const auto second =
      std::chrono::floor<std::chrono::seconds>(std::chrono::microseconds(Count(time)));
  const std::int64_t day = std::chrono::floor<std::chrono::days>(second).count();
  std::string& text = dates_[day];
  if (text.empty()) text = page::DateIn(page::Tag(frame_), policy::Time(second));
  return text;
}

const std::string& Voice::Action(const std::string& action) const {
  std::string& text = actions_[action];
  if (!text.empty()) return text;
  const auto parsed = policy::ParseAction(action);
  text = parsed ? page::ActionText(frame_, *parsed) : page::Isolated(action);
  return text;
}

page::Around Voice::AroundPage(std::string_view path, std::vector<page::Link> site) const {
  page::Around around;
  const std::string up = UpFrom(path);
  for (const std::string& other : *languages_) {
    if (other == language_) continue;
    around.languages.push_back({page::NameOfLanguage(other),
                                "../" + up + other + "/" + std::string(path) + ".html", other});
  }
  if (path != "index") around.site.push_back({std::string(Say(Word::kHome)), up + "index.html"});
  for (page::Link& link : site) around.site.push_back(std::move(link));
  const std::string name(path.substr(path.rfind('/') + 1));
  if (has_twins_) around.site.push_back({std::string(Say(Word::kPlainText)), name + ".txt"});
  return around;
}

}  // namespace evenhand::publish
