# Fuzz engines.
#
# Feedback comes from the counters of fuzzers/feedback, so nothing is instrumented but the few lines
# around a target: edges of our own C code would only say which oracle looked, and a plant whose branch
# they show would be found by them.  afl-clang-fast instruments whatever it compiles, and links its
# runtime into every program, unless it is told to be the plain compiler.
if(PADCELL_FUZZ_ENGINE STREQUAL "afl")
    if(NOT CMAKE_C_COMPILER MATCHES "afl-")
        message(FATAL_ERROR "PADCELL_FUZZ_ENGINE=afl needs CMAKE_C_COMPILER=afl-clang-fast (Debian: afl++)")
    endif()
    set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env AFL_PASSTHROUGH=1)
    set(CMAKE_C_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env AFL_PASSTHROUGH=1)
elseif(NOT PADCELL_FUZZ_ENGINE MATCHES "^(libfuzzer)?$")
    message(FATAL_ERROR "PADCELL_FUZZ_ENGINE is '${PADCELL_FUZZ_ENGINE}', not libfuzzer, afl or empty")
endif()
add_feature_info(fuzz-engine PADCELL_FUZZ_ENGINE "targets are built for the engine '${PADCELL_FUZZ_ENGINE}'")
