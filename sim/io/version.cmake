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
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
