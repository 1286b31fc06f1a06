# The spelling tables of AnyAscii 0.3.3 (ISC licence), from the npm package of that name, turned into
# ${CMAKE_BINARY_DIR}/generated/ascii_spelling_data.cc. Nothing of it is committed.
set(any_ascii_output ${CMAKE_BINARY_DIR}/generated/ascii_spelling_data.cc)

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
  evenhand_npm_package(any_ascii_archive NAME any-ascii VERSION 0.3.3 FOR StringClean SHA512
    f219beccfadcd559e5c43e5e460328f45f64db010c6616d954b2b003fb0f288b7acb0bb3edb23db95ff26f6eeebdcf1fbfcaba5a5da98894f9d6ad6c68a5f427)
  evenhand_generate_any_ascii(${any_ascii_archive})
endif()
