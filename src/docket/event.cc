#include "docket/event.h"

#include <fmt/format.h>

#include "docket/versions.h"

namespace evenhand::docket {

std::string IdFrom(std::string_view prefix, std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) joined += fmt::format("{}:{}", part.size(), part);
  return fmt::format("{}-{}", prefix, VersionHash("", joined).substr(0, 20));
}

std::string AboutContent(std::string_view words) { return words.empty() ? std::string() : IdFrom("words", {words}); }

}  // namespace evenhand::docket
