# SPDX-License-Identifier: Apache-2.0
"""tests/cli/fake_engine.py - a fuzz target that does as a test says, so that a campaign meets what engines rarely do.

It stands for fuzz_escape: it answers --self-test and --replay, and else it is an engine of a campaign.
"""
import pathlib

SCRIPT = '''#!/usr/bin/python3 -IS
import os, signal, sys, time
campaign, job = os.environ.get("PADCELL_CAMPAIGN", ""), os.environ.get("PADCELL_JOB", "0")

def ran(count):
    with open(f"{{campaign}}/jobs/{{job}}.stats", "w") as file:
        file.write(f"executions        : {{count}}\\nvalid             : {{count}}\\n")

def find(name, line=0, invariant="E", layer="permits", what="a frame", program="v0 = ()\\nv1 = v0\\n"):
    if os.path.exists(f"{{campaign}}/findings/{{name}}.py") or os.path.exists(f"{{campaign}}/unrepeated/{{name}}.py"):
        return
    with open(f"{{campaign}}/findings/{{name}}.new", "w") as file:
        file.write(f"# target: fuzz_escape\\n# plant: none\\n# invariant: {{invariant}}\\n# layer: {{layer}}\\n"
                   f"# what: {{what}}\\n# detail: told by a test\\n# line: {{line}}\\n# seed: 1\\n"
                   f"# python: 3.11.2\\n{{program}}")
    os.rename(f"{{campaign}}/findings/{{name}}.new", f"{{campaign}}/findings/{{name}}.py")

def keep(name, size=10):
    with open(f"{{campaign}}/corpus/{{name}}", "wb") as file:
        file.write(b"x" * size)

if sys.argv[1:2] == ["--engine"]:
    print("libfuzzer")
    sys.exit(0)
if sys.argv[1:2] == ["--self-test"]:
    print("self-test holds_nothing must hold none {self_test}")
    print("feedback outcome {feedback}")
    sys.exit({self_test_code})
if sys.argv[1:2] == ["--replay"]:
    name = os.path.basename(sys.argv[2])
    os._exit(0 if name.startswith("once") else 70 if name.startswith("mute") else 4)
{body}
'''
STAYS = "time.sleep(600)\n"


def write(folder, body=STAYS, self_test="ok", feedback="ok"):
    """The folder to name in PADCELL_FUZZERS."""
    place = pathlib.Path(folder, "targets")
    place.mkdir(exist_ok=True)
    program = place / "fuzz_escape"
    code = 0 if self_test == feedback == "ok" else 70
    program.write_text(SCRIPT.format(body=body, self_test=self_test, feedback=feedback, self_test_code=code))
    program.chmod(0o755)
    return place
