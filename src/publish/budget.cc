#include "publish/budget.h"

#include "codec/deflate.h"
#include "publish/server_files.h"

namespace evenhand::publish {

PageSize MeasurePage(std::string_view body) {
  return {.wire = ResponseHeaderBytes() + codec::GzipSize(body), .bytes = body.size()};
}

}  // namespace evenhand::publish
