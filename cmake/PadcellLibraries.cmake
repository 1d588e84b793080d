# Libraries we stand on, each as an imported target PkgConfig::<name>.
find_package(PkgConfig REQUIRED)
#                 target    pkg-config name      used by
pkg_check_modules(SECCOMP  REQUIRED IMPORTED_TARGET libseccomp>=2.5)  # kernel
pkg_check_modules(YAML     REQUIRED IMPORTED_TARGET yaml-0.1)         # policy
pkg_check_modules(MD       REQUIRED IMPORTED_TARGET libmd)            # policy: SHA-256
pkg_check_modules(JANSSON  REQUIRED IMPORTED_TARGET jansson)          # verdict, cli
pkg_check_modules(CBOR     REQUIRED IMPORTED_TARGET libcbor)          # verdict, interpreter: values
if(PADCELL_TESTS)
    pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)         # tests
endif()
