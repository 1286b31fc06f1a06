# The spelling tables of AnyAscii 0.3.3 (ISC licence), from the npm package of that name.
#
# The package is fetched once, checked against its published digest, kept in ~/.cache/evenhand, and
# turned into ${CMAKE_BINARY_DIR}/generated/ascii_spelling_data.cc. Nothing of it is committed.
set(any_ascii_name any-ascii-0.3.3.tgz)
set(any_ascii_sha512
  f219beccfadcd559e5c43e5e460328f45f64db010c6616d954b2b003fb0f288b7acb0bb3edb23db95ff26f6eeebdcf1fbfcaba5a5da98894f9d6ad6c68a5f427)
set(any_ascii_output ${CMAKE_BINARY_DIR}/generated/ascii_spelling_data.cc)

function(evenhand_fetch_any_ascii archive)
  if(EXISTS ${archive})
    file(SHA512 ${archive} digest)
    if(digest STREQUAL any_ascii_sha512)
      return()
    endif()
  endif()
  set(registry https://registry.npmjs.org/)
  find_program(EVENHAND_NPM npm)
  if(EVENHAND_NPM)
    execute_process(COMMAND ${EVENHAND_NPM} config get registry
      OUTPUT_VARIABLE configured OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(configured MATCHES "^https?://")
      set(registry ${configured})
    endif()
  endif()
  string(REGEX REPLACE "/$" "" registry ${registry})
  set(url ${registry}/any-ascii/-/${any_ascii_name})
  message(STATUS "Fetching ${url}")
  file(DOWNLOAD ${url} ${archive}.part TIMEOUT 60 STATUS status)
  list(GET status 0 code)
  if(code EQUAL 0)
    file(SHA512 ${archive}.part digest)
    if(digest STREQUAL any_ascii_sha512)
      file(RENAME ${archive}.part ${archive})
      return()
    endif()
    set(status "its digest is not the published one")
  endif()
  file(REMOVE ${archive}.part)
  message(FATAL_ERROR
    "StringClean needs the tables of AnyAscii 0.3.3, and fetching ${url} failed (${status}).\n"
    "Put that file at ${archive} and configure again.")
endfunction()

# Each line of block.js is `case N:return"..."`; its escapes are those of C++.
function(evenhand_generate_any_ascii archive)
  set(scratch ${CMAKE_BINARY_DIR}/generated/any_ascii)
  file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${scratch})
  file(READ ${scratch}/package/block.js blocks)
  string(REGEX REPLACE "^.*switch [^\n]*\n" "" blocks "${blocks}")
  string(REGEX REPLACE "case ([0-9]+):return(\"[^\n]*\")" "  {\\1, \\2}," blocks "${blocks}")
  string(REGEX REPLACE "\n}\n.*$" "\n" blocks "${blocks}")
  set(source "// Made by cmake/any_ascii.cmake from AnyAscii 0.3.3.\n"
    "#include \"text/ascii_spelling_data.h\"\n\n"
    "namespace evenhand::text {\n"
    "namespace {\n"
    "constexpr AsciiSpellingBlock kBlocks[] = {\n")
  string(CONCAT source ${source})
  file(WRITE ${any_ascii_output} "${source}${blocks}};\n"
    "}  // namespace\n"
    "std::span<const AsciiSpellingBlock> AsciiSpellingBlocks() { return kBlocks; }\n"
    "}  // namespace evenhand::text\n")
endfunction()

if(NOT EXISTS ${any_ascii_output})
  set(any_ascii_cache $ENV{HOME}/.cache/evenhand)
  file(MAKE_DIRECTORY ${any_ascii_cache})
  evenhand_fetch_any_ascii(${any_ascii_cache}/${any_ascii_name})
  evenhand_generate_any_ascii(${any_ascii_cache}/${any_ascii_name})
endif()
