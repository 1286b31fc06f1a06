#pragma once

// What the throughput benchmark runs on: posts as an AT Protocol stream has them, and rulebooks of
// any size over them. Everything is made from a fixed seed, or read from a folder of recorded sets.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sml/source_set.h"
#include "source/source.h"

namespace evenhand::bench {

// Lines of `count` posts in five languages, about 800 bytes each, by a few thousand accounts. Each
// has twenty counters, as a platform would add them.
std::string MakePosts(std::size_t count);

// `rules` rules over those posts. Each has two features of its own, one condition on the text
// (every other one a regular expression, else a phrase), one comparison, and one label that it
// reads; when it fires it writes another. About one rule in a thousand fires on a post.
sml::SourceSet MakeRulebook(std::size_t rules);

// `features` features, each the one before it plus one.
sml::SourceSet MakeChain(std::size_t features);

// Lines in batches of about a megabyte, as the engine gets them.
std::vector<source::LineBatch> MakeBatches(std::string_view lines);

}  // namespace evenhand::bench
