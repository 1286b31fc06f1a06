#pragma once

// One language of the site: its words, and dates and actions that were put into words before, since
// a site says the same ones a thousand times.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "page/frame.h"
#include "publish/words.h"

namespace evenhand::publish {

class Voice {
 public:
  // `languages` are all of the site; must outlive this.
  Voice(std::string language, const std::vector<std::string>* languages, bool has_twins = true);

  const std::string& language() const { return language_; }
  page::Language frame() const { return frame_; }
  std::string_view Say(Word word) const { return publish::Say(frame_, word); }
  template <class... Parts>
  std::string Fill(Word word, const Parts&... parts) const {
    return publish::Fill(frame_, word, parts...);
  }
  std::string Number(std::uint64_t number) const;
  const std::string& Date(TimeUs time) const;
  // "lock, P7D" in words; as it is when it is no action.
  const std::string& Action(const std::string& action) const;

  // The links around a page of this language, "decisions/7" being its path inside it; `site` comes
  // after those to the start and to the plain text.
  page::Around AroundPage(std::string_view path, std::vector<page::Link> site = {}) const;

 private:
  std::string language_;
  page::Language frame_;
  const std::vector<std::string>* languages_;
  bool has_twins_;
  mutable std::unordered_map<std::int64_t, std::string> dates_;  // by day
  mutable std::unordered_map<std::string, std::string> actions_;
};

// "../" for each folder of a path.
std::string UpFrom(std::string_view path);

}  // namespace evenhand::publish
