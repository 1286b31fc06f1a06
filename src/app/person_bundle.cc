#include "app/person_bundle.h"

#include <fmt/format.h>

#include <set>

#include "app/carried_statement.h"
#include "app/code_keys.h"
#include "app/page_files.h"
#include "app/site_input.h"
#include "app/standing_text.h"
#include "base/hex.h"
#include "carry/code.h"
#include "carry/letter.h"
#include "codec/json_document.h"
#include "docket/event.h"
#include "page/rulebook_page.h"
#include "page/statement_text.h"
#include "publish/verify_text.h"
#include "record/prove.h"

namespace evenhand::app {
namespace {

class Packer {
 public:
  Packer(docket::Docket* docket, const DocketOptions& options, const record::SigningKey* key,
         std::string language, policy::Time now)
      : docket_(*docket),
        store_(options.directory),
        key_(*key),
        language_(std::move(language)),
        now_(now),
        log_(record::OpenFiles(store_ + "/record")) {}

  Result<publish::Bundle> Run(const std::string& account_name, std::string signed_ways) {
    if (!signed_ways.empty()) Add("ways.txt", std::move(signed_ways));
    EVENHAND_ASSIGN(const std::string note, docket_.PublishRecord());
    EVENHAND_ASSIGN(const record::Note parsed, record::ParseNote(note));
    EVENHAND_ASSIGN(const record::Checkpoint checkpoint, record::ParseCheckpoint(parsed.text));
    note_ = note;
    size_ = checkpoint.size;
    EVENHAND_ASSIGN(const docket::Account* account, docket_.AccountNamed(account_name));
    if (account->decisions().empty())
      return Fail(ErrorCode::kNotFound, fmt::format("there is no decision on '{}'", account_name));
    std::vector<std::string> decisions;
    for (const docket::DecidedCase* decided : account->decisions_in_order()) {
      decisions.push_back(decided->id);
      versions_.insert(decided->version->hash);
    }
    for (std::size_t i = 0; i < decisions.size(); ++i)
      EVENHAND_TRY(AddDecision(decisions[i], i + 1));
    EVENHAND_ASSIGN(const docket::StandingView standing, docket_.StandingOf(account_name, now_));
    Add("standing.txt", StandingLetter(account_name, now_, standing, language_));
    EVENHAND_TRY(AddRulebooks());
    EVENHAND_TRY(AddKeys());
    Add("record/checkpoint", note_);
    Add("VERIFY.txt", publish::PersonVerifyText(language_));
    return publish::PackBundle(std::move(files_),
                               {.origin = checkpoint.origin,
                                .kind = publish::CopyKind::kPerson,
                                .size = size_,
                                .date = std::chrono::floor<std::chrono::days>(now_)},
                               key_);
  }

 private:
  void Add(std::string path, std::string bytes) {
    files_.push_back({std::move(path), std::move(bytes)});
  }

  Result<void> AddDecision(const std::string& id, std::size_t number) {
    EVENHAND_ASSIGN(const CarriedStatement carried,
                    CarryStatement(docket_, store_, key_, id, language_, "", now_));
    Add(fmt::format("statements/{}.txt", number), carried.signed_text);
    std::string recorded;
    EVENHAND_TRY(docket_.Rerun(id, &recorded));
    Add(fmt::format("statements/{}.json", number), recorded);
    EVENHAND_TRY(AddForms(id, number, carried.redress));
    return carried.redress.place ? AddProof(id, number, *carried.redress.place) : Result<void>();
  }

  Result<void> AddForms(const std::string& id, std::size_t number, const page::Redress& redress) {
    EVENHAND_ASSIGN(const auto decision, docket_.FindDecision(id));
    const auto form = [&](carry::LetterKind kind,
                          const std::string& grouped) -> Result<std::string> {
      EVENHAND_ASSIGN(const std::string code, carry::ReadCode(grouped));
      return carry::WriteForm({.kind = kind,
                               .decision = id,
                               .code = code,
                               .item = decision->item,
                               .language = language_});
    };
    if (!redress.appeal_code.empty()) {
      EVENHAND_ASSIGN(std::string text, form(carry::LetterKind::kAppeal, redress.appeal_code));
      Add(fmt::format("answers/appeal-{}.txt", number), std::move(text));
    }
    if (!redress.comply_code.empty()) {
      EVENHAND_ASSIGN(std::string text, form(carry::LetterKind::kComply, redress.comply_code));
      Add(fmt::format("answers/comply-{}.txt", number), std::move(text));
    }
    return {};
  }

  Result<void> AddProof(const std::string& id, std::size_t number, std::uint64_t place) {
    record::Prover prover(log_.get(), size_);
    EVENHAND_ASSIGN(const auto hashes, prover.Inclusion(place));
    EVENHAND_ASSIGN(std::string leaf, prover.Entry(place));
    EVENHAND_ASSIGN(const auto decision, docket_.FindDecision(id));
    Add(fmt::format("proofs/{}.tlog-proof", number), record::FormatProof(place, hashes, note_));
    Add(fmt::format("proofs/{}.leaf", number), std::move(leaf));
    Add(fmt::format("proofs/{}.opening", number),
        fmt::format("EVENHAND OPENING 1\nBlinding: {}\n", decision->blinding));
    return {};
  }

  Result<void> AddRulebooks() {
    return docket_.store().EachOfKind(
        "rulebook", [&](const cases::CaseEvent& event) -> Result<void> {
          if (!versions_.contains(event.id)) return {};
          codec::JsonDocument document;
          auto body = document.ParseCopy(event.body);
          if (!body) return tl::unexpected(std::move(body).error());
          const docket::Version& version = *docket_.versions().Find(event.id);
          const std::string name =
              fmt::format("{}-{}", version.rulebook.id, version.rulebook.version);
          Add(fmt::format("rulebook/{}/rulebook.yaml", name), docket::Text(*body, "yaml"));
          Add(fmt::format("rulebook/{}/version.txt", name), VersionText(version));
          page::Edition edition = EditionOf(version, docket_.versions());
          edition.around = page::Around{};
          Add(fmt::format("rules/{}.html", name),
              page::RulebookPage(version.rulebook, edition, language_));
          return {};
        });
  }

  Result<void> AddKeys() {
    for (publish::SiteFile& file : KeyFiles(key_, ""))
      Add(std::move(file.path), std::move(file.bytes));
    EVENHAND_ASSIGN(const record::SealKey seal, SealKeyOf(store_, now_));
    Add("keys/seal.pub", SealKeyText(seal));
    Add("keys/seal.age", AgeKeyText(seal));
    return {};
  }

  docket::Docket& docket_;
  const std::string store_;
  const record::SigningKey& key_;
  const std::string language_;
  const policy::Time now_;
  const std::unique_ptr<record::Files> log_;
  std::string note_;
  std::uint64_t size_ = 0;
  std::set<std::string> versions_;
  std::vector<publish::ZipFile> files_;
};

}  // namespace

Result<publish::Bundle> PersonBundle(const DocketOptions& options, const std::string& account,
                                     const std::string& language, const std::string& at,
                                     const std::string& site) {
  EVENHAND_ASSIGN(const policy::Time now, TimeOrNow(at));
  EVENHAND_ASSIGN(const record::SigningKey key, PublishingKey(options));
  std::string ways;
  if (!site.empty()) {
    EVENHAND_ASSIGN(ways, WaysOfSite(site, key));
  }
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options, false));
  return Packer(docket.get(), options, &key, language, now).Run(account, std::move(ways));
}

}  // namespace evenhand::app
