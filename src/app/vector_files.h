#pragma once

// The files of a corpus that is one folder of JSON files, in order of names.

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace evenhand::app {

// Of a folder its *.json; a file stands for itself.
// Errors: kNotFound.
Result<std::vector<std::filesystem::path>> VectorFiles(const std::string& path);

}  // namespace evenhand::app
