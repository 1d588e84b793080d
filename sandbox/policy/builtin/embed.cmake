# cmake -DOUTPUT=<file.c> -DINPUTS=<a.yaml,b.yaml> -P embed.cmake: policies as the tables of builtin.h.
#
# A script and not .incbin, so that the build sees what depends on what and needs no assembler.
string(REPLACE "," ";" inputs "${INPUTS}")
set(texts "")
set(rows "")
foreach(input IN LISTS inputs)
    get_filename_component(name ${input} NAME_WE)
    file(READ ${input} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
    string(APPEND texts "static const unsigned char text_${name}[] = {${bytes}};\n")
    string(APPEND rows "\t{\"${name}\", text_${name}, sizeof text_${name}},\n")
endforeach()
file(WRITE ${OUTPUT} "/* Made from sandbox/policy/builtin/ by embed.cmake. */\n#include \"builtin.h\"\n\n${texts}\n"
    "const struct policy_builtin policy_builtins[] = {\n${rows}};\n"
    "const size_t policy_builtin_count = sizeof policy_builtins / sizeof policy_builtins[0];\n")
