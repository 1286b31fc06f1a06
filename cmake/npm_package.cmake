# Files from the npm registry that Debian does not have. Each is named with its version and its digest; it is
# fetched once, checked, and kept in ~/.cache/evenhand. No package's own scripts run, and npm is not needed:
# where it is there, or NPM_CONFIG_REGISTRY is set, the registry that they name is asked.

function(evenhand_npm_registry out)
  set(registry https://registry.npmjs.org)
  set(configured $ENV{NPM_CONFIG_REGISTRY})
  if(NOT configured)
    set(configured $ENV{npm_config_registry})
  endif()
  find_program(EVENHAND_NPM npm)
  if(NOT configured AND EVENHAND_NPM)
    execute_process(COMMAND ${EVENHAND_NPM} config get registry
      OUTPUT_VARIABLE configured OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
  if(configured MATCHES "^https?://")
    set(registry ${configured})
  endif()
  string(REGEX REPLACE "/$" "" registry ${registry})
  set(${out} ${registry} PARENT_SCOPE)
endfunction()

# evenhand_npm_package(OUT NAME [@scope/]name VERSION version SHA512 hex FOR "what needs it"): OUT is the path
# of the package's archive, whose digest is the one given.
function(evenhand_npm_package out)
  cmake_parse_arguments(ARG "" "NAME;VERSION;SHA512;FOR" "" ${ARGN})
  string(REGEX REPLACE "^@[^/]*/" "" plain ${ARG_NAME})
  set(file ${plain}-${ARG_VERSION}.tgz)
  set(archive $ENV{HOME}/.cache/evenhand/${file})
  set(${out} ${archive} PARENT_SCOPE)
  if(EXISTS ${archive})
    file(SHA512 ${archive} digest)
    if(digest STREQUAL ARG_SHA512)
      return()
    endif()
  endif()
  evenhand_npm_registry(registry)
  set(url ${registry}/${ARG_NAME}/-/${file})
  message(STATUS "Fetching ${url}")
  # Several builds may fetch at once: each to a name of its own, put in place when whole.
  string(RANDOM part)
  file(DOWNLOAD ${url} ${archive}.${part} INACTIVITY_TIMEOUT 60 STATUS status)
  list(GET status 0 code)
  if(code EQUAL 0)
    file(SHA512 ${archive}.${part} digest)
    if(digest STREQUAL ARG_SHA512)
      file(RENAME ${archive}.${part} ${archive})
      return()
    endif()
    set(status "its digest is not the one that is pinned")
  endif()
  file(REMOVE ${archive}.${part})
  message(FATAL_ERROR
    "${ARG_FOR} needs ${ARG_NAME} ${ARG_VERSION}, and fetching ${url} failed (${status}).\n"
    "Put that file at ${archive} and configure again.")
endfunction()
