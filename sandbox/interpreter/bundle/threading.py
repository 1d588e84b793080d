# SPDX-License-Identifier: Apache-2.0
"""Locks and events for the one thread of a cell.

Stands in for the standard module: programs that guard their data with locks work, starting a thread
raises RuntimeError, as where the system has no more of them.
"""

import _thread
from _thread import RLock, _local as local, allocate_lock as Lock, get_ident
from _padcell import refuse as _record_refusal

ThreadError = RuntimeError
TIMEOUT_MAX = _thread.TIMEOUT_MAX


class Thread:
    """A thread that cannot be started."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        self._target, self._args, self._kwargs = target, args, kwargs or {}
        self.name, self.daemon, self.ident = name or "Thread", bool(daemon), None

    def start(self):
        """Refused."""
        try:
            _record_refusal("threading.Thread.start")
        except PermissionError:
            raise RuntimeError("can't start new thread") from None

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def is_alive(self):
        return self.ident is not None

    def join(self, timeout=None):
        if self.ident is None:
            raise RuntimeError("cannot join thread before it is started")
        raise RuntimeError("cannot join current thread")

    def __repr__(self):
        state = "started" if self.is_alive() else "initial"
        return f"<{type(self).__name__}({self.name}, {state})>"


_main = Thread(name="MainThread")
_main.ident = get_ident()


def current_thread():
    return _main


main_thread = current_thread


def enumerate():
    return [_main]


def active_count():
    return 1


class Event:
    """A flag."""

    def __init__(self):
        self._set = False

    def is_set(self):
        return self._set

    def set(self):
        self._set = True

    def clear(self):
        self._set = False

    def wait(self, timeout=None):
        """Nobody else could set it."""
        if not self._set and timeout is None:
            raise RuntimeError("waiting for an event that no other thread can set")
        return self._set


class Semaphore:
    """A counter that does not fall below 0."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if self._value == 0:
            if blocking and timeout is None:
                raise RuntimeError("waiting for a semaphore that no other thread can release")
            return False
        self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        self._value += n

    def __exit__(self, *error):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that is not released more often than it was acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._most = value

    def release(self, n=1):
        if self._value + n > self._most:
            raise ValueError("Semaphore released too many times")
        super().release(n)


class Condition:
    """A lock; nobody waits for its condition, so nobody has to be told."""

    def __init__(self, lock=None):
        self._lock = lock if lock is not None else RLock()
        self.acquire, self.release = self._lock.acquire, self._lock.release
        self._is_owned = getattr(self._lock, "_is_owned", self._is_held)

    def _is_held(self):
        if not self._lock.acquire(False):
            return True
        self._lock.release()
        return False

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def wait(self, timeout=None):
        if timeout is None:
            raise RuntimeError("waiting for a condition that no other thread can change")
        return False

    def wait_for(self, predicate, timeout=None):
        return predicate() or self.wait(timeout)

    def notify(self, n=1):
        """Nobody waits."""

    notify_all = notify


class Barrier:
    """A meeting that only one thread can come to."""

    def __init__(self, parties, action=None, timeout=None):
        self.parties, self._action, self.n_waiting, self.broken = parties, action, 0, False

    def wait(self, timeout=None):
        if self.parties > 1:
            raise RuntimeError("waiting for threads that cannot be started")
        if self._action is not None:
            self._action()
        return 0
