// A fuzzer's body without a fuzzer: each file of a folder of seeds, and so many changed copies of
// it, the same ones each time. What a fuzzer finds in hours is not looked for here; but every run
// of the suite shows that no crash, no endless loop and no hunger for memory came into what reads
// the bytes of strangers. `./run fuzz` looks on from the same seeds.
//
//   mutations SEEDS COPIES MOST_MEGABYTES
//
// Exits with 1 when more memory was used at any time; a broken promise ends it as it ends a fuzzer.

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Random = std::mt19937_64;

std::size_t Below(std::size_t bound, Random* random) {
  return bound == 0 ? 0 : (*random)() % bound;
}

// What breaks readers: lengths that lie, numbers at their ends, things twice, in another order,
// cut.
void ChangeOnce(const std::vector<std::string>& seeds, std::string* text, Random* random) {
  static const std::vector<std::string> kPieces = {"\xFF\xFF\xFF\xFF",
                                                   std::string(4, '\0'),
                                                   "-1",
                                                   "18446744073709551616",
                                                   "\r\n",
                                                   "\n\n",
                                                   "../",
                                                   "\xE2\x80\xAE",
                                                   "\xC3",
                                                   "EH1:",
                                                   "--b",
                                                   "{[{[{[",
                                                   "%00",
                                                   "=",
                                                   "\"\"\"",
                                                   "0x7FFFFFFFFFFFFFFF",
                                                   ",,,,",
                                                   "1e999"};
  const std::size_t at = Below(text->size() + 1, random);
  const std::size_t length = Below(std::min<std::size_t>(text->size() - at, 64) + 1, random);
  switch (Below(7, random)) {
    case 0:
      if (at < text->size()) (*text)[at] = static_cast<char>((*text)[at] ^ (1 << Below(8, random)));
      break;
    case 1:
      text->erase(at, length);
      break;
    case 2:
      text->insert(at, kPieces[Below(kPieces.size(), random)]);
      break;
    case 3:
      text->insert(Below(text->size() + 1, random), text->substr(at, length));
      break;
    case 4:
      text->resize(at);
      break;
    case 5: {
      const std::string& other = seeds[Below(seeds.size(), random)];
      text->insert(at, other.substr(Below(other.size() + 1, random), 256));
      break;
    }
    case 6:
      for (std::size_t i = 0; i < length; ++i)
        (*text)[at + i] = static_cast<char>(Below(256, random));
      break;
    default:
      break;
  }
}

void Try(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) {
    std::fprintf(stderr, "usage: mutations SEEDS COPIES MOST_MEGABYTES\n");
    return 2;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(words[1]))
    files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<std::string> seeds;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "%s: there are no seeds\n", words[1]);
    return 2;
  }
  const int copies = std::atoi(words[2]);
  Random random(20261126);
  Try("");
  for (const std::string& seed : seeds) {
    Try(seed);
    for (int copy = 0; copy < copies; ++copy) {
      std::string text = seed;
      for (std::size_t changes = 1 + Below(4, &random); changes > 0; --changes)
        ChangeOnce(seeds, &text, &random);
      Try(text);
    }
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const long megabytes = usage.ru_maxrss / 1024;
  std::printf("%zu seeds, %d changed copies of each, at most %ld MB\n", seeds.size(), copies,
              megabytes);
  return megabytes <= std::atol(words[3]) ? 0 : 1;
}
