# padcell_stage(<name> SOURCES ... USES <stages> LIBRARIES <targets>): one folder of sandbox/.
#
# The law of dependencies: a stage sees its own folder and the folders named in USES, nothing else.
# A forbidden #include does not compile, because its folder is not on the include path; a path that
# climbs out ("../") is refused by tests/tables.
function(padcell_stage name)
    cmake_parse_arguments(STAGE "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
    add_library(padcell_${name} STATIC ${STAGE_SOURCES})
    target_include_directories(padcell_${name} INTERFACE ${CMAKE_CURRENT_SOURCE_DIR})
    target_include_directories(padcell_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(padcell_${name} PRIVATE padcell_flags ${STAGE_LIBRARIES})
    foreach(use IN LISTS STAGE_USES)
        # PRIVATE: what a stage uses is not handed on to those who use it.
        target_link_libraries(padcell_${name} PRIVATE padcell_${use})
    endforeach()
endfunction()
