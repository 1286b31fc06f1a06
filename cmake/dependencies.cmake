# Every outside library, once. A folder links the imported target; nothing else names a library file.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(evenhand_pkg target)
  pkg_check_modules(${target} REQUIRED IMPORTED_TARGET ${ARGN})
  add_library(dep_${target} INTERFACE)
  get_target_property(dirs PkgConfig::${target} INTERFACE_INCLUDE_DIRECTORIES)
  if(dirs)
    target_include_directories(dep_${target} SYSTEM INTERFACE ${dirs})
  endif()
  get_target_property(libs PkgConfig::${target} INTERFACE_LINK_LIBRARIES)
  target_link_libraries(dep_${target} INTERFACE ${libs})
endfunction()

evenhand_pkg(simdjson simdjson)
# It changes the layout of its classes with the optimisation level unless told.
target_compile_definitions(dep_simdjson INTERFACE SIMDJSON_DEVELOPMENT_CHECKS=0)
evenhand_pkg(re2 re2)
evenhand_pkg(hyperscan libhs)
evenhand_pkg(pcre2 libpcre2-8)
evenhand_pkg(icu icu-uc icu-i18n)
evenhand_pkg(yaml yaml-cpp)
evenhand_pkg(crypto libcrypto)
evenhand_pkg(sodium libsodium)
evenhand_pkg(sqlite sqlite3)
evenhand_pkg(zstd libzstd)
evenhand_pkg(zlib zlib)
evenhand_pkg(zip libzip)
evenhand_pkg(qrencode libqrencode)
evenhand_pkg(psl libpsl)
evenhand_pkg(xxhash libxxhash)
evenhand_pkg(fmt fmt)

# libcsv ships no pkg-config file.
find_library(EVENHAND_CSV csv REQUIRED)
add_library(dep_csv INTERFACE)
target_link_libraries(dep_csv INTERFACE ${EVENHAND_CSV})

# Neither does the multi-buffer library.
find_library(EVENHAND_IPSEC_MB IPSec_MB REQUIRED)
add_library(dep_multibuffer INTERFACE)
target_link_libraries(dep_multibuffer INTERFACE ${EVENHAND_IPSEC_MB})

# RocksDB ships no pkg-config file in Debian 12.
find_library(EVENHAND_ROCKSDB rocksdb REQUIRED)
add_library(dep_rocksdb INTERFACE)
target_link_libraries(dep_rocksdb INTERFACE ${EVENHAND_ROCKSDB})

# Asio and Beast are headers of Boost; src/net compiles them once.
evenhand_pkg(ssl libssl libcrypto)
add_library(dep_beast INTERFACE)
target_compile_definitions(dep_beast INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED)
# The thread sanitizer does not know fences; the locks around them it knows.
if("${EVENHAND_SANITIZE}" STREQUAL "thread")
  target_compile_definitions(dep_beast INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
endif()
target_link_libraries(dep_beast INTERFACE dep_ssl Threads::Threads)
