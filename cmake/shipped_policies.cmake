# The policies of rulebooks/policies as one table inside the program, so that it can hand out copies and
# replay the published rows wherever it is installed.
file(GLOB shipped_policies CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rulebooks/policies/*.yaml)
set(shipped_policies_output ${CMAKE_BINARY_DIR}/generated/shipped_policies.cc)
set(shipped_rows "")
foreach(path ${shipped_policies})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  get_filename_component(name ${path} NAME_WE)
  file(READ ${path} text)
  string(APPEND shipped_rows "    {\"${name}\", R\"yaml(${text})yaml\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${shipped_policies_output} @ONLY CONTENT
"// Made by cmake/shipped_policies.cmake from rulebooks/policies.
#include \"app/shipped_policies.h\"

namespace evenhand::app {
namespace {
constexpr ShippedPolicy kPolicies[] = {
@shipped_rows@};
}  // namespace
std::span<const ShippedPolicy> ShippedPolicies() { return kPolicies; }
}  // namespace evenhand::app
")
