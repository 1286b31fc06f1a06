#include "app/certified.h"

#include <filesystem>

#include "app/ledger_files.h"
#include "docket/versions.h"
#include "functions/registry.h"

namespace evenhand::app {

namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;

Result<even::ClauseCertificate> Clauses(const std::string& file, const even::Certificate* rules) {
  EVENHAND_ASSIGN(const std::string yaml, ReadWholeFile(file, kMostBytes));
  const auto book = policy::LoadRulebook(yaml);
  if (!book) return tl::unexpected(Error(book.error()).Within(file));
  return even::CertifyClauses(*book, docket::DocumentHash(yaml), rules);
}

}  // namespace

std::string CertificatesJson(const Certified& certified) {
  return (certified.certificate ? CertificateJson(*certified.certificate) : "") +
         (certified.clauses ? ClauseCertificateJson(*certified.clauses) : "");
}

std::string DocumentBeside(const std::string& directory) {
  return (std::filesystem::path(directory) / "rulebook.yaml").string();
}

std::string DocumentAt(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error) ? DocumentBeside(path) : path;
}

Result<Certified> CertifyDirectory(const std::string& directory, const std::string& attributes) {
  auto text = ReadWholeFile(attributes, kMostBytes);
  if (!text) {
    return Fail(ErrorCode::kNotFound,
                attributes + ": cannot be read; it says which paths of an event are attributes");
  }
  EVENHAND_ASSIGN(auto parsed, even::ParseAttributes(*text, attributes));
  Certified done;
  EVENHAND_ASSIGN(done.book,
                  engine::LoadRulebook(directory, {.check_only = true, .pattern_cache = {}}));
  if (done.book.checked == nullptr) return done;
  done.certificate = even::Certify(*done.book.checked, functions::Registry(), std::move(parsed));
  std::error_code error;
  if (const std::string document = DocumentBeside(directory);
      std::filesystem::exists(document, error)) {
    EVENHAND_ASSIGN(done.clauses, Clauses(document, &*done.certificate));
  }
  return done;
}

Result<even::ClauseCertificate> CertifyDocument(const std::string& file) {
  return Clauses(file, nullptr);
}

}  // namespace evenhand::app
