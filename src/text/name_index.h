#pragma once

// Names that can be taken for one of a list of protected ones (docs/text.md, section 6). The list
// is of offices and bodies that asked; comparing ordinary people's names with one another is not
// what this is for, and cannot be done with it.
//
//   same       the same name, but for case and the forms of characters
//   looks_alike  one skeleton, and one script or a mixture inside a word (skeleton.h)
//   one_away     skeletons, or keys K2, that differ in one character: a second list, for six
//   characters or more. Both,
//                since letters of the Arabic script are one sign and several in skeletons
//
// Cost: a look-up for each character of a name, whatever the length of the list; about 120 bytes
// for each character of a protected name. Names beyond 128 characters are like nothing. Thread:
// Find is safe.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evenhand::text {

enum class Likeness : std::uint8_t { kSame, kLooksAlike, kOneAway };
std::string_view NameOf(Likeness likeness);

class NameIndex {
 public:
  // Its number, from 0.
  std::uint32_t Add(std::string_view name);

  struct Like {
    std::uint32_t name = 0;  // number of the protected one
    Likeness likeness = Likeness::kSame;
    bool operator==(const Like&) const = default;
  };
  // By number.
  std::vector<Like> Find(std::string_view name) const;

  std::size_t size() const { return names_.size(); }

 private:
  // Keys, and keys with one character taken away; what is found there is compared.
  class OneAwayIndex {
   public:
    void Add(const std::u32string& key, std::uint32_t number);
    std::vector<std::uint32_t> Find(const std::u32string& key) const;

   private:
    void Look(const std::unordered_map<std::u32string, std::vector<std::uint32_t>>& index,
              const std::u32string& at, const std::u32string& key,
              std::vector<std::uint32_t>* found) const;
    std::vector<std::u32string> keys_;  // by number
    std::unordered_map<std::u32string, std::vector<std::uint32_t>> whole_, shorter_;
  };

  struct Entry {
    std::string name;
    std::string casefold;  // K1
  };
  std::vector<Entry> names_;
  std::unordered_map<std::u32string, std::vector<std::uint32_t>> by_skeleton_;
  OneAwayIndex skeletons_, keys_;
};

}  // namespace evenhand::text
