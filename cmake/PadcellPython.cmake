# The CPython that the worker embeds: asked of the interpreter itself, so that a shim in PATH cannot
# answer in its place.  Target: padcell_python.
execute_process(
    COMMAND ${PADCELL_PYTHON} -I -S -c "import sys, sysconfig as s; v = s.get_config_var; print(v('INCLUDEPY'), v('LIBDIR'), v('LDVERSION'), '%d.%d.%d' % sys.version_info[:3], sys.base_prefix, sep=';')"
    OUTPUT_VARIABLE python_facts OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE python_failed)
if(python_failed)
    message(FATAL_ERROR "PADCELL_PYTHON=${PADCELL_PYTHON} does not run; install python3-dev or name another with -DPADCELL_PYTHON=")
endif()
list(GET python_facts 0 python_include)
list(GET python_facts 1 python_libdir)
list(GET python_facts 2 python_ldversion)
list(GET python_facts 3 PADCELL_PYTHON_VERSION)
list(GET python_facts 4 PADCELL_PYTHON_PREFIX)
if(PADCELL_PYTHON_VERSION VERSION_LESS 3.11)
    message(FATAL_ERROR "CPython ${PADCELL_PYTHON_VERSION} is too old: 3.11 or newer is needed")
endif()
find_library(PADCELL_LIBPYTHON NAMES python${python_ldversion} PATHS ${python_libdir}
    PATH_SUFFIXES ${CMAKE_LIBRARY_ARCHITECTURE} NO_DEFAULT_PATH)
if(NOT PADCELL_LIBPYTHON)
    find_library(PADCELL_LIBPYTHON NAMES python${python_ldversion} REQUIRED)
endif()
add_library(padcell_python INTERFACE)
target_include_directories(padcell_python SYSTEM INTERFACE ${python_include})
target_link_libraries(padcell_python INTERFACE ${PADCELL_LIBPYTHON})
if(NOT PADCELL_PYTHON STREQUAL "/usr/bin/python3")
    # An interpreter outside the loader's path, and its standard library beside it.
    target_link_options(padcell_python INTERFACE -Wl,-rpath,${python_libdir})
endif()
message(STATUS "CPython ${PADCELL_PYTHON_VERSION}: ${PADCELL_LIBPYTHON}")
