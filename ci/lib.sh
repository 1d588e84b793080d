# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# ci/lib.sh - what ci/quickstart and ci/test share: messages, packages, builds.
#
# To be sourced by a script that has set `set -euo pipefail` and is in the root of the tree.

# Exit codes of the scripts in ci/.
readonly CI_FAILED=1  # something was built or run, and went wrong
readonly CI_MISSING=2 # usage, or something is missing that may not be installed here

# What a Debian needs, one row each: package | how its presence is seen | why.
#
# Presence is probed, not asked of dpkg, so that a tool from elsewhere counts and a machine that is
# not a Debian gets the same list.  Probes: cmd NAME, pc MODULE (pkg-config), h HEADER, fn FUNCTION below.
packages()
{
	cat <<-'TABLE'
		gcc                | cmd gcc                  | compiles the library, padcell and padcell-worker
		g++                | cmd g++                  | tests that the public headers are C++17, and brings the C library's headers
		clang              | cmd clang                | compiles the fuzz targets
		afl++              | cmd afl-clang-fast       | compiles the fuzz targets for AFL++, and is the engine that drives them
		libclang-rt-dev    | fn  has_clang_runtime    | libFuzzer and the sanitizers of clang
		cmake              | cmd cmake                | configures; 3.25 or newer
		ninja-build        | cmd ninja                | builds
		pkg-config         | cmd pkg-config           | finds the libraries below
		python3            | fn  has_python           | the CPython whose modules the cell is given
		python3-dev        | pc  python3-embed        | the headers and the libpython that the worker embeds
		libseccomp-dev     | pc  libseccomp           | compiles the system call filter
		libyaml-dev        | pc  yaml-0.1             | reads policies
		libmd-dev          | pc  libmd                | hashes policies
		libjansson-dev     | pc  jansson              | writes verdicts as JSON
		libcbor-dev        | pc  libcbor              | carries values from the guest
		uthash-dev         | h   uthash.h             | tables in C
		libcmocka-dev      | pc  cmocka               | runs the tests
	TABLE
}

step()
{
	printf '\n==> %s\n' "$*"
}

fail()
{
	printf 'error: %s\n' "$1" >&2
	exit "${2:-$CI_FAILED}"
}

# clang without its runtime compiles and then fails to link; Debian packs it apart.
has_clang_runtime()
{
	local folder
	command -v clang >/dev/null || return 1
	folder=$(clang -print-runtime-dir 2>/dev/null) || return 1
	compgen -G "$folder/libclang_rt.fuzzer*.a" >/dev/null ||
		compgen -G "${folder%/*}/linux/libclang_rt.fuzzer-$(uname -m).a" >/dev/null
}

# A Python whose standard library is there: the bundle of modules is built from it.
has_python()
{
	[ -x /usr/bin/python3 ] && /usr/bin/python3 -I -S -c 'import dataclasses, json' 2>/dev/null
}

is_present()
{
	case $1 in
	cmd) command -v "$2" >/dev/null ;;
	pc) command -v pkg-config >/dev/null && pkg-config --exists "$2" ;;
	h) command -v gcc >/dev/null && gcc -E -x c - <<<"#include <$2>" >/dev/null 2>&1 ;;
	fn) "$2" ;;
	*) fail "unknown probe '$1' in the table of packages" ;;
	esac
}

# Rows of the table whose probe says no, as they stand.
missing_rows()
{
	local row kind what
	while IFS= read -r row; do
		read -r kind what <<<"$(cut -d'|' -f2 <<<"$row")"
		is_present "$kind" "$what" || printf '%s\n' "$row"
	done < <(packages)
}

names_of()
{
	cut -d' ' -f1 <<<"$1"
}

# The words that put a command in front of apt-get, or failure when this user may not install.
privilege()
{
	if [ "$(id -u)" -eq 0 ]; then
		echo env
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
		echo sudo -n env
	else
		return 1
	fi
}

explain_missing()
{
	printf '%s\n\n' "$1" >&2
	sed -n 's/^\([^ |]*\)[^|]*|[^|]*| */  \1: /p' <<<"$2" >&2
	printf '\nAs root: apt-get install --no-install-recommends %s\n' \
		"$(names_of "$2" | tr '\n' ' ')" >&2
	exit "$CI_MISSING"
}

install_packages()
{
	local rows=$1 front names
	command -v apt-get >/dev/null || explain_missing "these are missing, and there is no apt-get:" "$rows"
	read -r -a front < <(privilege) ||
		explain_missing "these are missing, and this user may not install them (neither root nor sudo without a password):" "$rows"
	mapfile -t names < <(names_of "$rows")
	printf 'installing: %s\n' "${names[*]}"
	"${front[@]}" apt-get -q update || explain_missing "apt-get update failed; these are missing:" "$rows"
	"${front[@]}" DEBIAN_FRONTEND=noninteractive \
		apt-get -q -y --no-install-recommends install "${names[@]}" ||
		explain_missing "apt-get could not install what is missing:" "$rows"
}

# Make sure that everything in the table is there; leave with a list where it cannot be.
require_packages()
{
	local rows
	step "packages"
	[ -r /proc/self/maps ] || # bash itself needs it, for <(...)
		fail "/proc is not mounted here; mount -t proc proc /proc" "$CI_MISSING"
	rows=$(missing_rows)
	if [ -n "$rows" ]; then
		install_packages "$rows"
		rows=$(missing_rows)
		[ -z "$rows" ] || explain_missing "installed, and still not usable:" "$rows"
	fi
	echo "all $(packages | wc -l) are present"
}

# Configure and build one preset of CMakePresets.json: all of it, or the targets named.  The folder of another checkout's cache (a
# tree that was copied or moved) is refused by CMake, so such a cache is dropped first.
build_preset()
{
	local preset=$1 cache=build/$1/CMakeCache.txt targets=("${@:2}")
	step "build '$preset'"
	if [ -e "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
		rm -rf "build/$preset"
	fi
	cmake --preset "$preset" >"build-$preset.log.tmp" 2>&1 || {
		cat "build-$preset.log.tmp" >&2
		rm -f "build-$preset.log.tmp"
		fail "cmake --preset $preset failed"
	}
	mv "build-$preset.log.tmp" "build/$preset/configure.log"
	cmake --build --preset "$preset" ${targets[@]:+--target "${targets[@]}"} || fail "the build of preset '$preset' failed"
}
