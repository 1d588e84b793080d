# INTERFACE targets for warnings, hardening, sanitizers and coverage: no global flags.
add_library(padcell_warnings INTERFACE)
target_compile_options(padcell_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes
    -Wpointer-arith -Wundef -Wformat=2 -Wno-gnu-statement-expression
    $<$<C_COMPILER_ID:GNU>:-Wno-pedantic -Wlogical-op -Wduplicated-cond>
    $<$<C_COMPILER_ID:Clang>:-Wno-gnu-zero-variadic-macro-arguments -Wno-language-extension-token>
    $<$<BOOL:${PADCELL_WERROR}>:-Werror>)

add_library(padcell_hardening INTERFACE)
target_compile_options(padcell_hardening INTERFACE
    -fstack-protector-strong -fno-strict-aliasing -fvisibility=hidden
    -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
target_compile_definitions(padcell_hardening INTERFACE
    _GNU_SOURCE
    $<$<BOOL:${PADCELL_TEST_BUILD}>:PADCELL_TEST_BUILD=1>)
if(NOT PADCELL_SANITIZE)
    target_compile_definitions(padcell_hardening INTERFACE
        $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()
target_link_options(padcell_hardening INTERFACE -Wl,-z,relro,-z,now)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(padcell_sanitizers INTERFACE)
if(PADCELL_SANITIZE)
    target_compile_options(padcell_sanitizers INTERFACE
        -fsanitize=${PADCELL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(padcell_sanitizers INTERFACE -fsanitize=${PADCELL_SANITIZE})
    target_compile_definitions(padcell_sanitizers INTERFACE PADCELL_SANITIZED=1)
endif()
if(PADCELL_COVERAGE)
    target_compile_options(padcell_sanitizers INTERFACE -fprofile-instr-generate -fcoverage-mapping)
    target_link_options(padcell_sanitizers INTERFACE -fprofile-instr-generate)
endif()

# What every target of ours links.
add_library(padcell_flags INTERFACE)
target_link_libraries(padcell_flags INTERFACE padcell_warnings padcell_hardening padcell_sanitizers)

add_feature_info(werror PADCELL_WERROR "warnings are errors")
add_feature_info(test-build PADCELL_TEST_BUILD "plants and layer switches are compiled in")
