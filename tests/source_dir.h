#pragma once

#include <string>

// The folder of the project, where the corpora and rulebooks that tests and benchmarks read are.
// Its path is compiled into one file alone, so that a compiler cache serves every clone.
std::string SourceDir();
