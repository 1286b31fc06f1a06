#pragma once

// VERIFY.txt: how to check a copy, with the commands and what they are expected to say; in each
// language of the site, or in that of the person whose bundle it is and in English for whoever
// helps.
//
// Languages are tags; those without words of their own are left out, and English stands in where
// none is left.

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::publish {

std::string SiteVerifyText(std::string_view origin, const std::vector<std::string>& languages);
std::string PersonVerifyText(std::string_view language);

}  // namespace evenhand::publish
