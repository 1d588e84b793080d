# SPDX-License-Identifier: Apache-2.0
"""Names that test modules import; the signals of the worker are not the guest's."""

from _refusal import refuse

SIGALRM, SIGINT, SIGKILL, SIGTERM = 14, 2, 9, 15


def signal(number, handler):
    refuse("signal.signal")


def getsignal(number):
    return None


def valid_signals():
    return set()


def alarm(seconds):
    refuse("signal.alarm")
