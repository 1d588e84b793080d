# SPDX-License-Identifier: Apache-2.0
"""tests/headers/check_headers.py - compile each header alone, twice in one file, with all warnings.

    check_headers.py COMPILER STANDARD public|internal

Exit code 77 when the compiler is not there: a skip, unless PADCELL_MUST_WORK is set.
"""
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(os.environ["PADCELL_SOURCE_DIR"])
PUBLIC = SOURCE / "sandbox/include"
WARNINGS = ["-pedantic", "-Wall", "-Wextra", "-Werror"]
# gnu17 on purpose: statement expressions and the like are the house's own.
INTERNAL_WARNINGS = ["-Wall", "-Wextra", "-Werror", "-D_GNU_SOURCE"]

# Stages whose headers need CPython's are compiled with them, by their own target.
NEED_PYTHON = {"interpreter", "worker", "include"}

# What a compiler must refuse with these settings: proves that it looks at all.
PLANTED = "size_t padcell_needs_an_include(void);"


def compiles(compiler, options, text):
    """None, or what the compiler said."""
    ended = subprocess.run([compiler, *options, "-fsyntax-only", "-"], input=text, text=True, capture_output=True)
    return None if ended.returncode == 0 else ended.stderr


def public_headers():
    return [f"<{path.relative_to(PUBLIC).as_posix()}>" for path in sorted(PUBLIC.rglob("*.h"))]


def internal_headers():
    return [f'"{path.name}"' for stage in stages() for path in sorted(stage.glob("*.h"))]


def stages():
    return [path for path in sorted((SOURCE / "sandbox").iterdir())
            if path.is_dir() and path.name not in NEED_PYTHON]


def options(standard, folders):
    language = ["-x", "c++" if "++" in standard else "c", f"-std={standard}", f"-I{PUBLIC}"]
    if folders == "public":
        return language + WARNINGS
    return language + INTERNAL_WARNINGS + [f"-I{SOURCE / 'threat-model'}"] + [f"-I{stage}" for stage in stages()]


def main(compiler, standard, folders):
    if shutil.which(compiler) is None:
        print(f"skipped: {compiler} is not installed")
        return 1 if "PADCELL_MUST_WORK" in os.environ else 77

    flags = options(standard, folders)
    headers = public_headers() if folders == "public" else internal_headers()
    failed = [] if len(headers) >= 5 else [f"only {len(headers)} headers were found"]
    for header in headers:
        # A declaration behind it, since ISO C wants one in each file.
        said = compiles(compiler, flags, f"#include {header}\n#include {header}\nextern int padcell_end;\n")
        if said is not None:
            failed.append(f"{header} does not compile alone as {standard}:\n{said}")
    if compiles(compiler, flags, PLANTED + "\n") is None:
        failed.append(f"the planted mistake compiles: {PLANTED}")
    if folders == "public" and "++" in standard:
        failed += [f"{path.name} declares nothing extern \"C\"" for path in sorted(PUBLIC.rglob("*.h"))
                   if 'extern "C"' not in path.read_text()]
    print("\n".join(failed) or f"{len(headers)} headers compile alone with {compiler} as {standard}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
