#include "events/duckdb_api.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string_view>

namespace evenhand::events {
namespace {

constexpr const char* kLibrary = "libduckdb.so";
constexpr std::string_view kVersion = "v" EVENHAND_DUCKDB_VERSION;

Result<DuckDbApi> Load() {
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
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
