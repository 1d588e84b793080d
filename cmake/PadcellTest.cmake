# padcell_test(<name> SOURCES ... USES <stages> LIBRARIES <targets> LABEL <unit|tables|integration|cli>)
#
# One cmocka program and one ctest of the same name.  `<program> <case>` runs one case, `--list` lists
# them.  Exit code 77 is a skip: counted, and printed with its reason.
function(padcell_test name)
    cmake_parse_arguments(TEST "" "LABEL;TIMEOUT" "SOURCES;USES;LIBRARIES" ${ARGN})
    add_executable(${name} ${TEST_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_compile_definitions(${name} PRIVATE
        PADCELL_SOURCE_DIR="${CMAKE_SOURCE_DIR}" PADCELL_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    target_link_libraries(${name} PRIVATE padcell_flags ${TEST_LIBRARIES} PkgConfig::CMOCKA)
    foreach(use IN LISTS TEST_USES)
        target_link_libraries(${name} PRIVATE padcell_${use})
    endforeach()
    add_test(NAME ${name} COMMAND ${name})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 300)
    endif()
    set_tests_properties(${name} PROPERTIES
        LABELS "${TEST_LABEL}" SKIP_RETURN_CODE 77 TIMEOUT ${TEST_TIMEOUT})
endfunction()
