#pragma once

// Characters by their Unicode name, for "\N{...}".

#include <optional>
#include <string>

namespace evenhand::sml {

// The character with this name or alias (Unicode's NameAliases: control codes, abbreviations,
// corrections), in any case of letters.
std::optional<char32_t> CharacterByName(const std::string& name);

}  // namespace evenhand::sml
