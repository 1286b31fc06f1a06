#include "publish/bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "base/hex.h"
#include "publish/update_mirror.h"
#include "publish/write_site.h"
#include "record/signify.h"
#include "record/tree_hash.h"

namespace evenhand::publish {
namespace {

constexpr std::string_view kTiles = "record/tile/";
constexpr std::size_t kMostTileBytes = 256 * 32;

std::string SumOf(std::string_view bytes) { return Hex(record::BytesOf(record::Sha256(bytes))); }

struct TilePlace {
  int level = 0;  // entries are as tiles of level 0
  std::uint64_t number = 0;
};

// "record/tile/1/x001/234.p/7"; nothing for other paths.
std::optional<TilePlace> PlaceOf(std::string_view path) {
  if (!path.starts_with(kTiles)) return std::nullopt;
  path.remove_prefix(kTiles.size());
  TilePlace place;
  const std::string_view level = path.substr(0, path.find('/'));
  if (level != "entries") std::from_chars(level.data(), level.data() + level.size(), place.level);
  path.remove_prefix(std::min(level.size() + 1, path.size()));
  for (const char c : path.substr(0, path.find(".p/"))) {
    if (c >= '0' && c <= '9')
      place.number = place.number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return place;
}

// Whether a bundle of this kind has the file; lists and about.txt are made anew for each.
bool IsIn(std::string_view path, const BundleOptions& options) {
  const auto place = PlaceOf(path);
  if (options.kind != CopyKind::kDelta || !place) return true;
  // What reaches beyond the size that the other side has: also the tiles that straddle it, from
  // which the old root can be made.
  return (place->number + 1) << (8 * (place->level + 1)) > options.from;
}

// The origin as a part of a file's name.
std::string PlainName(std::string_view origin) {
  std::string name(origin);
  std::ranges::replace_if(
      name, [](unsigned char c) { return !std::isalnum(c) && c != '.' && c != '-'; }, '-');
  return name;
}

ZipDay DayOf(const About& about) {
  const std::chrono::year_month_day date = about.date;
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day())};
}

}  // namespace

Result<Bundle> PackBundle(std::vector<ZipFile> files, const About& about,
                          const record::SigningKey& key) {
  files.push_back({"about.txt", WriteAbout(about)});
  std::ranges::sort(files, {}, &ZipFile::path);
  std::string sums;
  for (const ZipFile& file : files) sums += SumLine(file.path, SumOf(file.bytes));
  EVENHAND_ASSIGN(std::string list, record::SignText(sums, key));
  Bundle bundle{.files = files.size() + 2, .sums_hash = SumOf(sums)};
  files.insert(files.begin(), {{"SHA256", std::move(sums)}, {"SHA256.sig", std::move(list)}});
  const ZipDay day = DayOf(about);
  EVENHAND_ASSIGN(bundle.bytes, PackZip(files, day));
  const std::string size = about.kind == CopyKind::kDelta
                               ? fmt::format("{}-{}", about.from, about.size)
                               : std::to_string(about.size);
  bundle.name = fmt::format("evenhand-{}-{}-{}-{:04}{:02}{:02}.zip", PlainName(about.origin),
                            Name(about.kind), size, day.year, day.month, day.day);
  return bundle;
}

Result<Bundle> MakeReaderBundle(SiteInput input, const std::vector<SiteFile>& files,
                                const record::Files& log, std::chrono::sys_days date,
                                const record::SigningKey& key) {
  input.decisions_per_page = kDecisionsPerCarriedPage;
  input.has_twins = false;
  EVENHAND_ASSIGN(const auto pages, PlanPages(input));
  std::vector<ZipFile> packed;
  for (const PlannedPage& page : pages) packed.push_back({page.path + ".html", page.make()});
  // What a web server needs, and networks as data beside their pages, are for mirrors.
  const auto is_for_mirrors = [](std::string_view path) {
    return path == "about.txt" || path == "_headers" || path == "nginx.conf" ||
           path.starts_with("networks/");
  };
  for (const SiteFile& file : files) {
    if (!is_for_mirrors(file.path)) packed.push_back({file.path, file.bytes});
  }
  const record::Checkpoint& checkpoint = input.record.checkpoint;
  for (const std::string& path : LogPaths(log, checkpoint.size)) {
    if (path.starts_with("tile/entries/")) continue;
    EVENHAND_ASSIGN(const std::optional<std::string> bytes, log.Read(path, kMostTileBytes));
    if (!bytes) return Fail(ErrorCode::kCorrupt, log.NameOf(path) + ": is missing");
    packed.push_back({"record/" + path, *bytes});
  }
  return PackBundle(std::move(packed),
                    {.origin = checkpoint.origin,
                     .kind = CopyKind::kReader,
                     .size = checkpoint.size,
                     .date = date},
                    key);
}

Result<Bundle> MakeBundle(const Copy& site, const BundleOptions& options,
                          const record::SigningKey& key) {
  const auto about_text = site.Read("about.txt");
  if (!about_text)
    return Fail(ErrorCode::kNotFound,
                "there is no published site here: `evenhand publish` makes one");
  EVENHAND_ASSIGN(About about, ReadAbout(*about_text));
  about.kind = options.kind;
  about.from = options.kind == CopyKind::kDelta ? options.from : 0;
  if (about.from > about.size)
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the record has {} entries: there is nothing since {}", about.size,
                            about.from));
  std::set<std::string, std::less<>> known;
  for (std::string_view rest = options.known_sums;
       options.kind == CopyKind::kDelta && !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    known.emplace(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  std::vector<ZipFile> files;
  for (const auto& [path, size] : site.files()) {
    const bool is_list = path == "SHA256" || path == "SHA256.sig" || path == "about.txt";
    if (is_list && options.kind == CopyKind::kDelta) {
      EVENHAND_ASSIGN(std::string bytes, site.Read(path));
      files.push_back({std::string(kWholeSite) + path, std::move(bytes)});
    }
    if (is_list || !IsIn(path, options)) continue;
    EVENHAND_ASSIGN(std::string bytes, site.Read(path));
    // Addresses go with every bundle: they may be what its reader lacks.
    const bool is_always = path.starts_with("record/") || path == "ways.txt";
    if (known.contains(SumLine(path, SumOf(bytes))) && !is_always) continue;
    files.push_back({path, std::move(bytes)});
  }
  return PackBundle(std::move(files), about, key);
}

Result<bool> IsPackedAsHere(const Copy& copy, std::string_view zip) {
  EVENHAND_ASSIGN(const std::string about_text, copy.Read("about.txt"));
  EVENHAND_ASSIGN(const About about, ReadAbout(about_text));
  std::vector<ZipFile> files;
  for (const std::string_view first : {"SHA256", "SHA256.sig"}) {
    EVENHAND_ASSIGN(std::string bytes, copy.Read(std::string(first)));
    files.push_back({std::string(first), std::move(bytes)});
  }
  for (const auto& [path, size] : copy.files()) {
    if (path == "SHA256" || path == "SHA256.sig") continue;
    EVENHAND_ASSIGN(std::string bytes, copy.Read(path));
    files.push_back({path, std::move(bytes)});
  }
  EVENHAND_ASSIGN(const std::string packed, PackZip(files, DayOf(about)));
  return packed == zip;
}

}  // namespace evenhand::publish
