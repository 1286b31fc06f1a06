#pragma once

// What a docket makes public, as the site shows it: its record, its rulebooks, its keys. Nothing of
// a statement, an account or an item is read.

#include <string>
#include <string_view>
#include <vector>

#include "app/docket_dir.h"
#include "publish/site.h"
#include "publish/write_site.h"
#include "record/sign.h"

namespace evenhand::app {

struct SiteOptions {
  DocketOptions docket;
  std::string ways;                    // file with the list of addresses; empty: none
  std::string signed_ways;             // that list as it was signed before, where `ways` is empty
  std::vector<std::string> languages;  // of pages, beside those of the rulebooks
  std::string onion;                   // address of the onion service; empty: none
  std::string at;                      // the site is of this day; empty: today
  std::vector<std::string>
      dossiers;         // what was exported of them (dossier export): files, and folders of *.json
  std::string witness;  // file with a witness policy; empty: the log alone
};

struct Site {
  std::unique_ptr<docket::Docket> docket;
  publish::SiteInput input;
  std::vector<publish::SiteFile> files;  // beside the pages and the log
};

// The key that signs what a docket publishes: the record's own.
Result<record::SigningKey> PublishingKey(const DocketOptions& options);

// The signed list of addresses of a published site; empty: it has none.
// Errors: kCorrupt when it is not signed by the key.
Result<std::string> WaysOfSite(const std::string& directory, const record::SigningKey& key);

// What a published site was made with: its languages, its networks, the witnesses that it asks for.
// Errors: kNotFound when there is no site.
Result<SiteOptions> OptionsOfSite(const std::string& directory);

// One of the languages that pages have words in; else an error that lists them.
Result<void> CheckPageLanguage(std::string_view language);

// Brings the record up to the docket, and reads it. `directory` is where the site will be: bundles
// that lie there are listed.
Result<Site> ReadSite(const SiteOptions& options, const std::string& directory);

// Files that every carrier of texts signed by `key` needs: keys in the form of each tool, the
// policy.
std::vector<publish::SiteFile> KeyFiles(const record::SigningKey& key, std::string_view policy);

// What a version's hash is made from, beside its text (docket/versions.h).
std::string VersionText(const docket::Version& version);

}  // namespace evenhand::app
