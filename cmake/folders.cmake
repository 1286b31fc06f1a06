# One library per folder of src/. The levels are those of docs/architecture.md; a folder may link only
# folders of a lower level, and tests/levels checks that its includes agree.
set(EVENHAND_LEVELS
  base=0 text=1 codec=1 net=1 model=2 sml=3 policy=3 coordination=3 register=3 record=3 state=3
  cases=3 events=3 source=3 sink=3 program=4 page=4 carry=4 functions=5 even=5 dossier=5 engine=6 docket=6 archive=6 publish=7 server=7 app=8)

function(evenhand_level folder out)
  foreach(entry ${EVENHAND_LEVELS})
    if(entry MATCHES "^${folder}=([0-9]+)$")
      set(${out} ${CMAKE_MATCH_1} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "folder ${folder} has no level")
endfunction()

# evenhand_folder(name FOLDERS lower... LIBRARIES dep_...): all *.cc of src/name as one library.
function(evenhand_folder name)
  cmake_parse_arguments(ARG "" "" "FOLDERS;LIBRARIES" ${ARGN})
  evenhand_level(${name} level)
  foreach(lower ${ARG_FOLDERS})
    evenhand_level(${lower} lower_level)
    if(NOT lower_level LESS level)
      message(FATAL_ERROR "src/${name} (level ${level}) may not link src/${lower} (level ${lower_level})")
    endif()
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  list(TRANSFORM ARG_FOLDERS PREPEND evenhand_)
  if(sources)
    add_library(evenhand_${name} STATIC ${sources})
    target_link_libraries(evenhand_${name} PUBLIC evenhand_options ${ARG_FOLDERS} ${ARG_LIBRARIES})
  else()
    add_library(evenhand_${name} INTERFACE)
    target_link_libraries(evenhand_${name} INTERFACE evenhand_options ${ARG_FOLDERS} ${ARG_LIBRARIES})
  endif()
endfunction()
