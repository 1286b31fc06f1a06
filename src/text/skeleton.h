#pragma once

// Names that look alike (Unicode Technical Standard 39, after folding). For names and handles only:
// a skeleton is never shown, and two equal ones are a question, not an answer.
//
// Cost: O(n). Thread: safe.

#include <string>
#include <string_view>

namespace evenhand::text {

// H: the skeleton of K2 (of its first 65,536 characters). Names that can be taken for one another
// have one skeleton.
std::string Skeleton(std::string_view name);

// Whether two names look alike: one skeleton, different K1, and either both written in one and the
// same script, or one of them mixing scripts inside a word. Names in two different scripts are not
// alike by this rule: many short Arabic words share a skeleton with Latin strokes.
bool LooksLike(std::string_view a, std::string_view b);

}  // namespace evenhand::text
