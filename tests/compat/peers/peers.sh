#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# tests/compat/peers/peers.sh FOLDER - measure peers on the files that ci/compat runs.
#
# Not part of CI: needs root, debootstrap, npm and the network, 400 MB in FOLDER and ten minutes.
# Writes tests/compat/peers.csv, which the page shows with the date of the run.  Exit status 2:
# something is missing.
set -euo pipefail

readonly PYODIDE=0.25.1 # the last one with CPython 3.11
folder=${1:?usage: peers.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)

for tool in debootstrap npm node chroot; do
	command -v "$tool" >/dev/null || {
		echo "peers.sh: $tool is missing" >&2
		exit 2
	}
done
[ -d /usr/lib/python3.11/test/test_json ] || {
	echo "peers.sh: libpython3.11-testsuite is missing" >&2
	exit 2
}

mkdir -p "$folder/pyodide"
[ -d "$folder/pyodide/node_modules/pyodide" ] ||
	(cd "$folder/pyodide" && npm install --no-audit --no-fund "pyodide@$PYODIDE")
[ -x "$folder/trixie/usr/bin/python3" ] ||
	debootstrap --variant=minbase --include=python3,python3-restrictedpython trixie "$folder/trixie"
exec /usr/bin/python3 "$here/count.py" "$folder" "$here/../peers.csv"
