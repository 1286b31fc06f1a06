# DuckDB (MIT licence), from npm, since Debian does not have it.
#
# The library is that of the Node client 1.5.6; the only packaged header is that of the older client 1.4.4.
# DuckDB never changes a function once it is in the C interface, so the older header describes part of the
# newer library; src/events checks the library's version when it opens it.
#
# The library lies in ${CMAKE_BINARY_DIR}/lib, where programs in a folder beside it look (src/events/duckdb_api.cc).
# It is opened when first used: a program needs no such file, and no time to load 70 MB, until it reads a table.
set(duckdb_version 1.5.6)
set(duckdb_library ${CMAKE_BINARY_DIR}/lib/libduckdb.so)
set(duckdb_include ${CMAKE_BINARY_DIR}/generated/duckdb)

# Takes the one file out of the archive and puts it in place whole.
function(evenhand_take_file archive path to)
  set(scratch ${CMAKE_BINARY_DIR}/generated/unpacked)
  file(REMOVE_RECURSE ${scratch})
  file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${scratch} PATTERNS ${path})
  get_filename_component(folder ${to} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  file(RENAME ${scratch}/${path} ${to})
  file(REMOVE_RECURSE ${scratch})
endfunction()

if(NOT EXISTS ${duckdb_include}/duckdb.h)
  evenhand_npm_package(archive NAME duckdb VERSION 1.4.4 FOR "reading archives" SHA512
    844249e61c9517454b8f776638ba6c5ab411d1bddde1892ab72826ea25178c72430e74aa83f5122b171be6abcdace84560f824b5ac94e9d5c2b603ea7269a9a2)
  evenhand_take_file(${archive} package/src/duckdb/src/include/duckdb.h ${duckdb_include}/duckdb.h)
endif()
if(NOT EXISTS ${duckdb_library})
  evenhand_npm_package(archive NAME @duckdb/node-bindings-linux-x64 VERSION 1.5.6-r.1 FOR "reading archives" SHA512
    21772b64913a904a8cd19e30c1d5671811d7fdface4b7dd53cd0300d743f43e16cf386f4e7c41ef78721ac208870d2651bc6375072145387817824315b998dd5)
  evenhand_take_file(${archive} package/libduckdb.so ${duckdb_library})
endif()

add_library(dep_duckdb INTERFACE)
target_include_directories(dep_duckdb SYSTEM INTERFACE ${duckdb_include})
target_compile_definitions(dep_duckdb INTERFACE EVENHAND_DUCKDB_VERSION="${duckdb_version}")
target_link_libraries(dep_duckdb INTERFACE ${CMAKE_DL_LIBS})
