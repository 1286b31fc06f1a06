// ZIP files, through libzip, which only this file sees.

#include <fmt/format.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <unordered_map>

#include "publish/copy.h"

namespace evenhand::publish {
namespace {

constexpr std::uint32_t kRegularFile = S_IFREG | 0644;
constexpr int kBestLevel = 9;
// Below this a file may unpack to anything: a list of two lines of the same letters is no bomb.
constexpr std::uint64_t kSmallFile = 65'536;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

tl::unexpected<Error> NoZip(std::string_view why) {
  return Fail(ErrorCode::kCorrupt, fmt::format("this ZIP file cannot be read: {}", why));
}

std::string Lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

class ZipCopy final : public Copy {
 public:
  ZipCopy(Archive archive, std::string bytes)
      : bytes_(std::move(bytes)), archive_(std::move(archive)) {}

  // Everything that can be told from the table.
  Result<void> Check() {
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > kMostFiles)
      return TooMuch(fmt::format("it has {} files, and {} are allowed", count, kMostFiles));
    std::set<std::string> seen;
    std::uint64_t sum = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t about;
      zip_stat_init(&about);
      const auto index = static_cast<zip_uint64_t>(i);
      if (zip_stat_index(archive_.get(), index, ZIP_FL_ENC_RAW, &about) != 0)
        return NoZip(fmt::format("entry {} of its table is damaged", i));
      const std::string name = about.name == nullptr ? "" : about.name;
      const auto refuse = [&](const std::string& why) {
        return Fail(ErrorCode::kCorrupt,
                    fmt::format("entry {} '{}': {}", i, name.substr(0, 100), why));
      };
      if (const std::string why = WhyNoName(name); !why.empty()) return refuse(why);
      if (!seen.insert(Lower(name)).second) return refuse("is there twice");
      constexpr zip_uint64_t kNeeded =
          ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
      if ((about.valid & kNeeded) != kNeeded) return refuse("its size is not said");
      if (about.encryption_method != ZIP_EM_NONE) return refuse("is encrypted; a bundle never is");
      if (about.comp_method != ZIP_CM_STORE && about.comp_method != ZIP_CM_DEFLATE)
        return refuse("is packed in a way that is not used here");
      if (!IsRegular(index)) return refuse("is a link or no plain file");
      sum += about.size;
      if (about.size > kMostBytes || sum > kMostBytes)
        return TooMuch(fmt::format("it unpacks to more than {} bytes", kMostBytes));
      if (about.size > kSmallFile && about.size / kMostRatio > about.comp_size) {
        return TooMuch(fmt::format("'{}' unpacks to {} bytes out of {}, which no honest file does",
                                   name, about.size, about.comp_size));
      }
      files_.emplace(name, about.size);
      index_.emplace(name, index);
    }
    return {};
  }

  Result<std::string> Read(const std::string& path) const override {
    const auto found = index_.find(path);
    if (found == index_.end()) return Fail(ErrorCode::kNotFound, path + ": is missing");
    const std::unique_ptr<zip_file_t, CloseFile> file(
        zip_fopen_index(archive_.get(), found->second, 0));
    const std::uint64_t size = files_.at(path);
    const auto damaged = [&] {
      return Fail(ErrorCode::kCorrupt,
                  path + ": is damaged: it does not unpack to what the ZIP's table says");
    };
    if (file == nullptr) return damaged();
    std::string bytes;
    while (bytes.size() < size) {
      const std::size_t before = bytes.size();
      bytes.resize(before +
                   static_cast<std::size_t>(std::min<std::uint64_t>(size - before, 1u << 20)));
      const zip_int64_t n = zip_fread(file.get(), bytes.data() + before, bytes.size() - before);
      if (n <= 0) return damaged();
      bytes.resize(before + static_cast<std::size_t>(n));
    }
    // Reading to the end makes the library compare its sum.
    char beyond = 0;
    if (zip_fread(file.get(), &beyond, 1) != 0) return damaged();
    return bytes;
  }

 private:
  static tl::unexpected<Error> TooMuch(std::string why) {
    return Fail(ErrorCode::kLimit, "this ZIP file is refused: " + std::move(why));
  }

  bool IsRegular(zip_uint64_t index) const {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive_.get(), index, 0, &system, &attributes) != 0)
      return false;
    const std::uint32_t type = attributes >> 16 & S_IFMT;
    return system != ZIP_OPSYS_UNIX || type == 0 || type == S_IFREG;
  }

  const std::string bytes_;  // of an archive in memory; outlives it
  Archive archive_;
  std::unordered_map<std::string, zip_uint64_t> index_;
};

std::string Message(zip_error_t* error) {
  std::string text = zip_error_strerror(error);
  zip_error_fini(error);
  return text;
}

Result<std::unique_ptr<Copy>> Opened(zip_source_t* source, std::string bytes, zip_error_t* error) {
  if (source == nullptr) return NoZip(Message(error));
  Archive archive(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, error));
  if (archive == nullptr) {
    zip_source_free(source);
    return NoZip(Message(error));
  }
  auto copy = std::make_unique<ZipCopy>(std::move(archive), std::move(bytes));
  EVENHAND_TRY(copy->Check());
  return copy;
}

// The bytes that closing an archive left in its source.
Result<std::string> BytesOf(zip_source_t* source) {
  zip_stat_t about;
  zip_stat_init(&about);
  const auto broken = [] {
    return Fail(ErrorCode::kInternal, "the ZIP library does not give back what it wrote");
  };
  if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0) return broken();
  std::string bytes(about.size, '\0');
  const zip_int64_t n = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (n < 0 || static_cast<std::uint64_t>(n) != about.size) return broken();
  return bytes;
}

Result<void> AddFile(zip_t* archive, const ZipFile& file, ZipDay day) {
  zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
  const zip_int64_t index =
      source == nullptr ? -1 : zip_file_add(archive, file.path.c_str(), source, ZIP_FL_ENC_RAW);
  if (index < 0) {
    zip_source_free(source);
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: cannot be packed: {}", file.path, zip_strerror(archive)));
  }
  const auto at = static_cast<zip_uint64_t>(index);
  const auto date = static_cast<zip_uint16_t>((day.year - 1980) << 9 |
                                              static_cast<int>(day.month << 5 | day.day));
  zip_set_file_compression(archive, at, ZIP_CM_DEFLATE, kBestLevel);
  zip_file_set_dostime(archive, at, 0, date, 0);
  zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, kRegularFile << 16);
  return {};
}

}  // namespace

std::string WhyNoName(std::string_view path) {
  if (path.empty() || path.size() > 255) return "has no name, or one over 255 bytes";
  if (path.front() == '/' || path.back() == '/') return "is no file of this folder";
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '/';
    if (!is_plain) return "has a letter in its name that no file of a bundle has";
  }
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part.empty() || part == "." || part == "..") return "leads out of the folder";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

Result<std::unique_ptr<Copy>> OpenZip(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0)
    return Fail(ErrorCode::kNotFound, path + ": there is no such file");
  zip_error_t error;
  zip_error_init(&error);
  return Opened(zip_source_file_create(path.c_str(), 0, -1, &error), {}, &error);
}

Result<std::unique_ptr<Copy>> OpenZipBytes(std::string bytes) {
  zip_error_t error;
  zip_error_init(&error);
  // The string's buffer stays where it is only when it is not a short one.
  if (bytes.size() < 22) return NoZip("it is too short");
  const char* data = bytes.data();
  const std::size_t size = bytes.size();
  return Opened(zip_source_buffer_create(data, size, 0, &error), std::move(bytes), &error);
}

Result<std::string> PackZip(const std::vector<ZipFile>& files, ZipDay day) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) return Fail(ErrorCode::kInternal, Message(&error));
  zip_source_keep(target);
  const auto free = [](zip_source_t* source) { zip_source_free(source); };
  const std::unique_ptr<zip_source_t, decltype(free)> kept(target, free);
  Archive archive(zip_open_from_source(target, ZIP_TRUNCATE | ZIP_CREATE, &error));
  if (archive == nullptr) return Fail(ErrorCode::kInternal, Message(&error));
  for (const ZipFile& file : files) {
    if (const std::string why = WhyNoName(file.path); !why.empty())
      return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}': {}", file.path, why));
    EVENHAND_TRY(AddFile(archive.get(), file, day));
  }
  if (zip_close(archive.get()) != 0)
    return Fail(ErrorCode::kInternal,
                fmt::format("cannot be packed: {}", zip_strerror(archive.get())));
  (void)archive.release();
  return BytesOf(target);
}

}  // namespace evenhand::publish
