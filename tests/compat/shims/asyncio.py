# SPDX-License-Identifier: Apache-2.0
"""Names that test modules import; a cell has no event loop, as that needs sockets and pipes."""

from inspect import iscoroutinefunction
from _refusal import refuse


class Task:
    pass


class Future:
    pass


def run(main, *, debug=None):
    main.close()
    refuse("asyncio.run")


def new_event_loop():
    refuse("asyncio.new_event_loop")


def set_event_loop(loop):
    pass


def set_event_loop_policy(policy):
    pass


class IsolatedAsyncioTestCase:
    pass
