#include "sink/dead_letters.h"

#include "codec/json_write.h"

namespace evenhand::sink {

void AppendDeadLetter(const DeadLetter& letter, std::string* out) {
  out->append("{\"file\": ");
  codec::AppendJsonString(letter.file, out);
  out->append(", \"line\": ").append(std::to_string(letter.line));
  out->append(", \"offset\": ").append(std::to_string(letter.offset));
  out->append(", \"reason\": ");
  codec::AppendJsonString(letter.reason, out);
  out->append(", \"raw\": ");
  codec::AppendJsonString(letter.raw, out);
  out->append("}\n");
}

}  // namespace evenhand::sink
