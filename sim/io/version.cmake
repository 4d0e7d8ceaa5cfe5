# Writes version.hpp with the commit as of this build (run at every build; touches the file only when
# something changed).
execute_process(COMMAND git rev-parse HEAD WORKING_DIRECTORY ${SOURCE_DIR}
  OUTPUT_VARIABLE SAMEN_GIT_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
execute_process(COMMAND git status --porcelain --untracked-files=no WORKING_DIRECTORY ${SOURCE_DIR}
  OUTPUT_VARIABLE changes ERROR_QUIET)
if(NOT SAMEN_GIT_COMMIT)
  set(SAMEN_GIT_COMMIT "unknown")
endif()
set(SAMEN_GIT_DIRTY false)
if(changes)
  set(SAMEN_GIT_DIRTY true)
endif()
# Two builds of one commit with other changes, or of no commit, are told apart by their sources.
set(SAMEN_SOURCES "")
if(changes OR SAMEN_GIT_COMMIT STREQUAL "unknown")
  file(GLOB_RECURSE sources RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/sim/*.cpp ${SOURCE_DIR}/sim/*.hpp)
  list(APPEND sources CMakeLists.txt sim/CMakeLists.txt)
  list(SORT sources)
  foreach(source IN LISTS sources)
    file(SHA256 ${SOURCE_DIR}/${source} hash)
    string(APPEND all "${source} ${hash}\n")
  endforeach()
  string(SHA256 hash "${all}")
  string(SUBSTRING ${hash} 0 12 SAMEN_SOURCES)
endif()
configure_file(${SOURCES_TEMPLATE} ${SOURCES_OUTPUT} @ONLY)
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
