#pragma once

// Many byte patterns, or byte strings, compiled into one database of Hyperscan, or of Vectorscan,
// which stands in for it in some systems. The only file pair that includes them.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct hs_database;
struct hs_scratch;

namespace evenhand::text {

class PatternDatabase {
 public:
  struct FreeScratch {
    void operator()(hs_scratch* scratch) const;
  };
  using Scratch = std::unique_ptr<hs_scratch, FreeScratch>;

  enum class Kind : std::uint8_t {
    kPatterns,
    kStrings,  // taken literally, found whatever the case of ASCII letters
  };

  // Whether the library that runs here finds what it should; else databases are of no use.
  // Vectorscan 5.4.9 does not, on processors with AVX-512: its vector code passes over the ends of
  // texts of more than 64 bytes. Found out once, in about a millisecond.
  static bool IsReliable();

  // Compiles the sources; those that cannot be part of a database are named in *refused, as
  // indices, and left out. Empty when nothing is left. With a directory, a database made before is
  // read from there, and a new one is kept there.
  static std::optional<PatternDatabase> Build(Kind kind, std::span<const std::string> sources,
                                              const std::string& cache_directory,
                                              std::vector<std::uint32_t>* refused);

  Scratch MakeScratch() const;

  // Where a source hit.
  struct Hit {
    std::uint32_t source;
    std::uint32_t end;  // the byte after it
  };

  // Appends the sources that hit `bytes`, in no order: patterns once, strings wherever they stand.
  void Scan(std::string_view bytes, hs_scratch* scratch, std::vector<Hit>* hits) const;

  bool from_cache() const { return from_cache_; }

 private:
  struct FreeDatabase {
    void operator()(hs_database* database) const;
  };
  using Database = std::unique_ptr<hs_database, FreeDatabase>;

  static Database Compile(Kind kind, std::span<const std::string> sources,
                          std::vector<std::uint32_t>* refused);
  static Database Load(const std::string& path, std::size_t count,
                       std::vector<std::uint32_t>* refused);
  static void Save(const Database& database, const std::string& path,
                   const std::vector<std::uint32_t>& refused);
  bool Adopt(Database database);

  Database database_;
  Scratch prototype_;
  bool from_cache_ = false;
};

}  // namespace evenhand::text
