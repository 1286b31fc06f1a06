#pragma once

// What a service is called on a page: by its name, never by its id, which is for programs.
//
//   "Facebook"; "X (Twitter)" where it had other names before; the internet in the page's language
//
// A service that is on no list has its id, which is all that is known of it.

#include <string>
#include <string_view>

#include "page/words.h"
#include "register/services.h"

namespace evenhand::page {

std::string ServiceName(Language language, std::string_view id, const access::ServiceList& list);

}  // namespace evenhand::page
