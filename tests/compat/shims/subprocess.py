# SPDX-License-Identifier: Apache-2.0
"""Names that test modules import; starting a process is refused."""

from _refusal import refuse

PIPE, STDOUT, DEVNULL = -1, -2, -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    pass


class TimeoutExpired(SubprocessError):
    pass


class Popen:
    def __init__(self, *args, **kwargs):
        refuse("subprocess.Popen")


run = call = check_call = check_output = Popen


def _args_from_interpreter_flags():
    return []


def _optim_args_from_interpreter_flags():
    return []
