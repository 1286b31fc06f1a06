#include "text/pattern_database.h"

#include <fmt/format.h>
#include <hs.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <sstream>

#include "base/check.h"

namespace evenhand::text {
namespace {

constexpr unsigned kPatternFlags = HS_FLAG_SINGLEMATCH;
constexpr unsigned kStringFlags = HS_FLAG_CASELESS;
constexpr std::size_t kProbed = 150;      // bytes
constexpr std::size_t kMaxRefusals = 64;  // each costs one more attempt at the whole database

// The name of the file that holds the database of these sources on this kind of machine.
std::string FileName(PatternDatabase::Kind kind, std::span<const std::string> sources) {
  hs_platform_info platform = {};
  hs_populate_platform(&platform);
  std::ostringstream key;
  key << "evenhand pattern database 3\n"
      << (kind == PatternDatabase::Kind::kStrings ? "strings " : "patterns ") << hs_version()
      << '\n'
      << platform.tune << ' ' << platform.cpu_features << '\n';
  for (const std::string& source : sources) key << source.size() << ' ' << source << '\n';
  const std::string text = key.str();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  EVENHAND_CHECK(
      EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
  std::string name;
  for (unsigned i = 0; i < size; ++i) {
    constexpr char kDigits[] = "0123456789abcdef";
    name += kDigits[digest[i] >> 4];
    name += kDigits[digest[i] & 15];
  }
  return name + ".hsdb";
}

int OnMatch(unsigned id, unsigned long long, unsigned long long end, unsigned, void* hits) {
  static_cast<std::vector<PatternDatabase::Hit>*>(hits)->push_back(
      {id, static_cast<std::uint32_t>(end)});
  return 0;
}

bool FindsEverywhere(const char* source, unsigned flags, const char* text) {
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  hs_scratch_t* scratch = nullptr;
  EVENHAND_CHECK(hs_compile(source, flags, HS_MODE_BLOCK, nullptr, &database, &error) ==
                 HS_SUCCESS);
  EVENHAND_CHECK(hs_alloc_scratch(database, &scratch) == HS_SUCCESS);
  bool all = true;
  for (std::size_t length = 0; length < kProbed; ++length) {
    for (const std::size_t at : {std::size_t{0}, length / 2, length}) {
      std::vector<PatternDatabase::Hit> hits;
      const std::string searched = std::string(length, 'a').insert(at, text);
      hs_scan(database, searched.data(), static_cast<unsigned>(searched.size()), 0, scratch,
              &OnMatch, &hits);
      all &= !hits.empty();
    }
  }
  hs_free_scratch(scratch);
  hs_free_database(database);
  return all;
}

// Literals as patterns. Hyperscan 5.4.0 fails on some that it is told to take literally (its issue
// 303).
std::vector<std::string> Escaped(std::span<const std::string> strings) {
  std::vector<std::string> escaped(strings.size());
  for (std::size_t i = 0; i < strings.size(); ++i) {
    for (const char c : strings[i]) {
      fmt::format_to(std::back_inserter(escaped[i]), "\\x{:02x}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

std::nullopt_t RefuseAll(std::span<const std::string> sources,
                         std::vector<std::uint32_t>* refused) {
  refused->resize(sources.size());
  std::iota(refused->begin(), refused->end(), 0u);
  return std::nullopt;
}

}  // namespace

bool PatternDatabase::IsReliable() {
  static const bool all = [] {
    bool found = true;
    for (const unsigned flags : {kPatternFlags, kStringFlags}) {
      for (const char* source : {"q", "[qr]w+", "q[^a]", "qw|qz"}) {
        found = found && FindsEverywhere(source, flags, "qw");
      }
      found = found && FindsEverywhere("ab*c", flags, "abc");
    }
    return found;
  }();
  return all;
}

void PatternDatabase::FreeScratch::operator()(hs_scratch* scratch) const {
  hs_free_scratch(scratch);
}
void PatternDatabase::FreeDatabase::operator()(hs_database* database) const {
  hs_free_database(database);
}

PatternDatabase::Database PatternDatabase::Compile(Kind kind, std::span<const std::string> sources,
                                                   std::vector<std::uint32_t>* refused) {
  std::vector<unsigned> ids(sources.size());
  for (unsigned i = 0; i < ids.size(); ++i) ids[i] = i;
  while (!ids.empty() && refused->size() <= kMaxRefusals) {
    std::vector<const char*> texts;
    for (const unsigned id : ids) texts.push_back(sources[id].c_str());
    const std::vector<unsigned> flags(ids.size(),
                                      kind == Kind::kStrings ? kStringFlags : kPatternFlags);
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    const hs_error_t status =
        hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(ids.size()),
                         HS_MODE_BLOCK, nullptr, &database, &error);
    if (status == HS_SUCCESS) return Database(database);
    const int culprit = error->expression;
    hs_free_compile_error(error);
    if (culprit < 0) break;
    refused->push_back(ids[static_cast<std::size_t>(culprit)]);
    ids.erase(ids.begin() + culprit);
  }
  return nullptr;
}

// file := refusals:text lines of numbers, one empty line, then the serialised database, which
// carries
//         its own checksum, version and platform.
PatternDatabase::Database PatternDatabase::Load(const std::string& path, std::size_t count,
                                                std::vector<std::uint32_t>* refused) {
  std::ifstream file(path, std::ios::binary);
  std::string line;
  std::vector<std::uint32_t> numbers;
  while (std::getline(file, line) && !line.empty()) {
    if (line.size() > 9 || line.find_first_not_of("0123456789") != line.npos) return nullptr;
    const unsigned long number = std::stoul(line);
    if (number >= count) return nullptr;
    numbers.push_back(static_cast<std::uint32_t>(number));
  }
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  hs_database_t* database = nullptr;
  if (bytes.empty() || hs_deserialize_database(bytes.data(), bytes.size(), &database) != HS_SUCCESS)
    return nullptr;
  *refused = std::move(numbers);
  return Database(database);
}

// Other processes see the whole file or none.
void PatternDatabase::Save(const Database& database, const std::string& path,
                           const std::vector<std::uint32_t>& refused) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (hs_serialize_database(database.get(), &bytes, &size) != HS_SUCCESS) return;
  const std::unique_ptr<char, decltype(&std::free)> owner(bytes, &std::free);
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  const std::string temporary = path + "." + std::to_string(getpid());
  std::ofstream file(temporary, std::ios::binary);
  for (const std::uint32_t number : refused) file << number << '\n';
  file << '\n';
  file.write(bytes, static_cast<std::streamsize>(size));
  file.close();
  if (file) {
    std::filesystem::rename(temporary, path, ignored);
  } else {
    std::filesystem::remove(temporary, ignored);
  }
}

// False when the database cannot be used here.
bool PatternDatabase::Adopt(Database database) {
  hs_scratch_t* scratch = nullptr;
  if (database == nullptr || hs_alloc_scratch(database.get(), &scratch) != HS_SUCCESS) return false;
  database_ = std::move(database);
  prototype_.reset(scratch);
  return true;
}

std::optional<PatternDatabase> PatternDatabase::Build(Kind kind,
                                                      std::span<const std::string> sources,
                                                      const std::string& cache_directory,
                                                      std::vector<std::uint32_t>* refused) {
  PatternDatabase made;
  std::string path;
  std::vector<std::string> escaped;
  if (kind == Kind::kStrings) sources = escaped = Escaped(sources);
  if (!cache_directory.empty()) {
    path = cache_directory + "/" + FileName(kind, sources);
    made.from_cache_ = made.Adopt(Load(path, sources.size(), refused));
    if (made.from_cache_) return made;
  }
  refused->clear();
  if (!made.Adopt(Compile(kind, sources, refused))) return RefuseAll(sources, refused);
  if (!path.empty()) Save(made.database_, path, *refused);
  return made;
}

PatternDatabase::Scratch PatternDatabase::MakeScratch() const {
  hs_scratch_t* scratch = nullptr;
  EVENHAND_CHECK(hs_clone_scratch(prototype_.get(), &scratch) == HS_SUCCESS);
  return Scratch(scratch);
}

void PatternDatabase::Scan(std::string_view bytes, hs_scratch* scratch,
                           std::vector<Hit>* hits) const {
  EVENHAND_CHECK(bytes.size() <= 0xFFFFFFFFu);
  const char* begin = bytes.empty() ? "" : bytes.data();  // which may be null, and is refused then
  EVENHAND_CHECK(hs_scan(database_.get(), begin, static_cast<unsigned>(bytes.size()), 0, scratch,
                         &OnMatch, hits) == HS_SUCCESS);
}

}  // namespace evenhand::text
