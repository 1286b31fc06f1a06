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

# The register of registers/blocks.csv, likewise. A string literal of C++ may be 64 KiB long in every compiler.
set(shipped_register_output ${CMAKE_BINARY_DIR}/generated/shipped_register.cc)
foreach(list blocks services single-provider)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/registers/${list}.csv)
endforeach()
file(READ ${PROJECT_SOURCE_DIR}/registers/blocks.csv shipped_register_csv)
file(READ ${PROJECT_SOURCE_DIR}/registers/services.csv shipped_services_csv)
file(READ ${PROJECT_SOURCE_DIR}/registers/single-provider.csv shipped_single_provider_csv)
file(CONFIGURE OUTPUT ${shipped_register_output} @ONLY CONTENT
"// Made by cmake/shipped_policies.cmake from registers/*.csv.
#include \"app/access_store.h\"

namespace evenhand::app {
std::string_view ShippedRegisterCsv() { return R\"csv(@shipped_register_csv@)csv\"; }
std::string_view ShippedServicesCsv() { return R\"csv(@shipped_services_csv@)csv\"; }
std::string_view ShippedSingleProvidersCsv() { return R\"csv(@shipped_single_provider_csv@)csv\"; }
}  // namespace evenhand::app
")
