// Any bytes as lines of events, in every format: reading ends, and what comes out is an event with
// an object in it.
//
// The first byte picks the format and, of bare objects, where things are; the rest are lines.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "codec/json_document.h"
#include "source/envelope.h"

namespace {

using namespace evenhand;

source::EnvelopeReader MakeReader(std::uint8_t pick) {
  source::EnvelopeOptions options;
  options.format = static_cast<source::InputFormat>(pick % 4);
  if (options.format == source::InputFormat::kBare) {
    if ((pick & 4) == 0) options.name = "/a/n";
    if ((pick & 8) == 0) options.time = "t";
    if ((pick & 16) == 0) options.id = "/a~1b/i~0";
  }
  return source::EnvelopeReader::Make(options).value();
}

bool IsObject(codec::Json value) { return value.kind() == codec::JsonKind::kObject; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  source::EnvelopeReader reader = MakeReader(data[0]);
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  Arena arena;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    line.append(codec::kJsonPadding, '\0');
    model::Event event;
    arena.Reset();
    const auto read = reader.Read(std::string_view(line).substr(0, end), &arena, &event);
    const bool has_secret = !event.secret.missing();
    const bool good = IsObject(event.data) && (!has_secret || IsObject(event.secret));
    if (read && *read && !good) std::abort();
    if (!read && read.error().message.empty()) std::abort();
  }
  return 0;
}
