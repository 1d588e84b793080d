# SPDX-License-Identifier: Apache-2.0
# ci/hello.py - the guest whose verdict the summary of ci/quickstart takes its facts from.
print("hello from the cell")
