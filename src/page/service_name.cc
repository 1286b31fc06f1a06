#include "page/service_name.h"

#include "page/access_words.h"

namespace evenhand::page {

std::string ServiceName(Language language, std::string_view id, const access::ServiceList& list) {
  // Not names of somebody's, so every language has its own.
  if (id == "internet") return std::string(SayOfAccess(language, AccessWord::kInternet));
  if (id == "mobile-internet")
    return std::string(SayOfAccess(language, AccessWord::kMobileInternet));
  const access::Service* service = list.Find(id);
  if (service == nullptr) return std::string(id);
  std::string text = service->names.back().name;
  std::string earlier;
  for (std::size_t i = 0; i + 1 < service->names.size(); ++i)
    earlier += (i == 0 ? "" : ", ") + service->names[i].name;
  return earlier.empty() ? text : text + " (" + earlier + ")";
}

}  // namespace evenhand::page
