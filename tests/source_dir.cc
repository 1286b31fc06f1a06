#include "source_dir.h"

std::string SourceDir() { return EVENHAND_SOURCE_DIR; }
