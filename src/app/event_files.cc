#include "app/event_files.h"

#include <filesystem>

#include "app/clock.h"
#include "app/command_line.h"
#include "source/line_reader.h"

namespace evenhand::app {

void AddEventFiles(CLI::App* command, EventFiles* events) {
  command->add_option("FILES", events->files,
                      "events: JSON Lines, plain, gzip or zstd; - or none: standard input");
  AddChoice(command, "--input", &events->input, {"auto", "osprey", "jetstream", "bare"},
            "what the lines are");
  command->add_option("--name", events->name, "bare events: where the name is, or =NAME for all");
  command->add_option("--time", events->time, "bare events: where the time is");
  command->add_option("--id", events->id, "bare events: where the id is");
}

source::EnvelopeOptions EnvelopeOptionsOf(const EventFiles& events) {
  return {.format = *source::ParseInputFormat(events.input),
          .name = events.name,
          .time = events.time,
          .id = events.id,
          .default_time = {.utc = SystemClock().Now()}};
}

std::uint64_t TotalBytes(const std::vector<std::string>& files) {
  std::uint64_t total = 0;
  for (const std::string& file : files) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(file, error);
    if (error) return 0;  // a pipe
    total += size;
  }
  return total;
}

Result<void> EachEvent(const EventFiles& events, const Session& session, std::uint64_t* malformed,
                       const EventVisitor& visit) {
  EVENHAND_ASSIGN(source::EnvelopeReader envelope,
                  source::EnvelopeReader::Make(EnvelopeOptionsOf(events)));
  const std::vector<std::string> files =
      events.files.empty() ? std::vector<std::string>{"-"} : events.files;
  source::LineReader reader(files);
  Progress progress(session, TotalBytes(files));
  source::LineBatch batch;
  Arena arena;
  std::uint64_t count = 0;
  while (true) {
    EVENHAND_ASSIGN(const bool more, reader.Pull(&batch));
    if (!more) return {};
    for (const source::Line& line : batch.lines) {
      arena.Reset();
      model::Event event;
      const Result<bool> read = line.too_long ? Fail(ErrorCode::kLimit, "too long")
                                              : envelope.Read(line.text, &arena, &event);
      if (!read) ++*malformed;
      if (!read || !*read) continue;
      EVENHAND_ASSIGN(const bool go_on, visit(event, line));
      if (!go_on) return {};
      ++count;
    }
    progress.Update(batch.input_bytes, count);
  }
}

}  // namespace evenhand::app
