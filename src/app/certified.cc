#include "app/certified.h"

#include <fstream>
#include <sstream>

#include "functions/registry.h"

namespace evenhand::app {

Result<Certified> CertifyDirectory(const std::string& directory, const std::string& attributes) {
  std::ifstream in(attributes, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in) {
    return Fail(ErrorCode::kNotFound,
                attributes + ": cannot be read; it says which paths of an event are attributes");
  }
  EVENHAND_ASSIGN(auto parsed, even::ParseAttributes(text.str(), attributes));
  Certified done;
  EVENHAND_ASSIGN(done.book,
                  engine::LoadRulebook(directory, {.check_only = true, .pattern_cache = {}}));
  if (done.book.checked != nullptr) {
    done.certificate = even::Certify(*done.book.checked, functions::Registry(), std::move(parsed));
  }
  return done;
}

}  // namespace evenhand::app
