# Warnings are errors in our own code; the fast linker and the compiler cache are used when present.
add_library(evenhand_options INTERFACE)
target_compile_options(evenhand_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Werror
  $<$<NOT:$<CONFIG:Release>>:-fno-omit-frame-pointer>  # for the sanitizers' stacks; dear where speed counts
  $<$<CONFIG:Release>:-fno-plt>)
target_include_directories(evenhand_options INTERFACE ${PROJECT_SOURCE_DIR}/src)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC bug 105329: false -Wrestrict on std::string concatenation.
  target_compile_options(evenhand_options INTERFACE -Wno-restrict)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Checks that always fail carry a text; large tables are built while compiling.
  target_compile_options(evenhand_options INTERFACE
    -Wno-string-conversion -fconstexpr-steps=200000000)
endif()

if(EVENHAND_SANITIZE)
  add_compile_options(-fsanitize=${EVENHAND_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${EVENHAND_SANITIZE})
  # g++ 12 reports false positives from inlined library code under these flags.
  add_compile_options(-Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-restrict -Wno-array-bounds)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_compile_options(-Wno-unknown-warning-option)
  endif()
  if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_compile_options(-O1 -g1)
  endif()
endif()

# Fuzzers want coverage feedback from every folder.
if(EVENHAND_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(EVENHAND_MOLD mold)
if(EVENHAND_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(EVENHAND_CCACHE ccache)
if(EVENHAND_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${EVENHAND_CCACHE})
endif()
