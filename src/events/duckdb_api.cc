#include "events/duckdb_api.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <system_error>

namespace evenhand::events {
namespace {

constexpr const char* kLibrary = "libduckdb.so";
constexpr std::string_view kVersion = "v" EVENHAND_DUCKDB_VERSION;

// Beside the program, in lib beside its folder, or where the loader looks; null when nowhere. The
// loader could do all of this by a RUNPATH, but not in a program whose dlopen a sanitizer has taken
// over.
void* OpenLibrary() {
  std::error_code failed;
  const std::filesystem::path folder =
      std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
  for (const auto& path : {folder / kLibrary, folder.parent_path() / "lib" / kLibrary}) {
    if (failed || !std::filesystem::exists(path, failed)) continue;
    if (void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return library;
  }
  return dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
}

Result<DuckDbApi> Load() {
  void* library = OpenLibrary();
  if (library == nullptr) {
    return Fail(
        ErrorCode::kUnavailable,
        fmt::format("reading tables needs {} of DuckDB {}, which was not found ({}); put it into "
                    "the folder lib beside the program's folder",
                    kLibrary, EVENHAND_DUCKDB_VERSION, dlerror()));
  }
  DuckDbApi api;
  std::string_view missing;
  const auto find = [&](const char* name, auto* function) {
    *function = reinterpret_cast<std::remove_pointer_t<decltype(function)>>(dlsym(library, name));
    if (*function == nullptr && missing.empty()) missing = name;
  };
#define EVENHAND_DUCKDB_FIND(name) find("duckdb_" #name, &api.name);
  EVENHAND_DUCKDB_FUNCTIONS(EVENHAND_DUCKDB_FIND)
#undef EVENHAND_DUCKDB_FIND
  if (!missing.empty()) {
    return Fail(ErrorCode::kUnavailable, fmt::format("{} has no {}; DuckDB {} has", kLibrary,
                                                     missing, EVENHAND_DUCKDB_VERSION));
  }
  if (api.library_version() != kVersion) {
    return Fail(ErrorCode::kUnavailable,
                fmt::format("{} is DuckDB {}, but this program was built for {}", kLibrary,
                            api.library_version(), kVersion));
  }
  return api;
}

}  // namespace

Result<const DuckDbApi*> LoadDuckDb() {
  static const Result<DuckDbApi> api = Load();
  if (!api) return tl::unexpected(api.error());
  return &*api;
}

}  // namespace evenhand::events
