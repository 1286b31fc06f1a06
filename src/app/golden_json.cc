#include "app/golden_json.h"

#include <fmt/format.h>

#include "source/byte_stream.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;

}  // namespace

Result<codec::Json> ReadGoldenJson(const std::string& path, codec::JsonDocument* document) {
  EVENHAND_ASSIGN(const auto stream, source::OpenByteStream(path));
  std::string text;
  std::string room(1 << 16, '\0');
  for (;;) {
    EVENHAND_ASSIGN(const std::size_t read, stream->Read(room));
    if (read == 0) break;
    text.append(room, 0, read);
    if (text.size() > kMostBytes)
      return Fail(ErrorCode::kLimit, fmt::format("{} unpacks to more than 64 MB", path));
  }
  auto parsed = document->ParseCopy(text);
  if (!parsed) return tl::unexpected(std::move(parsed).error().Within(path));
  return *parsed;
}

double GoldenNumber(codec::Json json) {
  switch (json.kind()) {
    case codec::JsonKind::kInt:
      return static_cast<double>(json.AsInt());
    case codec::JsonKind::kDouble:
      return json.AsDouble();
    case codec::JsonKind::kBool:
      return json.AsBool() ? 1 : 0;
    default:
      return 0;
  }
}

std::string GoldenText(codec::Json json) {
  return json.kind() == codec::JsonKind::kString ? std::string(json.AsString()) : "";
}

std::vector<double> GoldenNumbers(codec::Json list) {
  std::vector<double> numbers;
  if (list.kind() != codec::JsonKind::kArray) return numbers;
  list.EachItem([&](codec::Json one) {
    numbers.push_back(GoldenNumber(one));
    return true;
  });
  return numbers;
}

std::vector<std::string> GoldenTexts(codec::Json list) {
  std::vector<std::string> texts;
  if (list.kind() != codec::JsonKind::kArray) return texts;
  list.EachItem([&](codec::Json one) {
    texts.push_back(GoldenText(one));
    return true;
  });
  return texts;
}

}  // namespace evenhand::app
