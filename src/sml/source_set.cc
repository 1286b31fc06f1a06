#include "sml/source_set.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/check.h"

namespace evenhand::sml {

std::size_t SourceSet::Find(std::string_view path) const {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const SourceFile& file) { return file.path == path; });
  return found == files.end() ? npos : static_cast<std::size_t>(found - files.begin());
}

const SourceFile& SourceSet::At(std::size_t index) const {
  if (index < files.size()) return files[index];
  index -= files.size();
  if (index < configs.size()) return configs[index];
  index -= configs.size();
  if (index < lists.size()) return lists[index];
  static const SourceFile kNothing{.path = "main.sml", .text = ""};
  return kNothing;
}

std::string SourceSet::Hash() const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  EVENHAND_CHECK(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1);
  const auto add = [&](const std::vector<SourceFile>& group) {
    std::vector<const SourceFile*> sorted;
    for (const SourceFile& file : group) sorted.push_back(&file);
    std::sort(sorted.begin(), sorted.end(),
              [](const SourceFile* a, const SourceFile* b) { return a->path < b->path; });
    for (const SourceFile* file : sorted) {
      EVP_DigestUpdate(context.get(), file->path.data(), file->path.size());
      EVP_DigestUpdate(context.get(), "|", 1);
      EVP_DigestUpdate(context.get(), file->text.data(), file->text.size());
    }
  };
  const bool configured = std::any_of(configs.begin(), configs.end(),
                                      [](const SourceFile& file) { return !file.text.empty(); });
  if (configured) add(configs);
  add(files);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context.get(), digest.data(), &size);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex.push_back(kDigits[digest[i] >> 4]);
    hex.push_back(kDigits[digest[i] & 15]);
  }
  return hex;
}

}  // namespace evenhand::sml
