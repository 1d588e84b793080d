# SPDX-License-Identifier: Apache-2.0
"""The pure parts of os.

Stands in for the standard module: what needs no authority works as ever, what names files,
processes or the environment raises PermissionError, as it would for a user without rights.
"""

import posixpath as path
import sys
import _collections_abc
from _padcell import refuse as _record_refusal, urandom

sys.modules["os.path"] = path

name = "posix"
curdir, pardir, sep, extsep, altsep, pathsep, linesep, defpath, devnull = (
    ".", "..", "/", ".", None, ":", "\n", "/bin:/usr/bin", "/dev/null")
error = OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_TRUNC = 0, 1, 2, 1024, 64, 128, 512
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
environ = {}
environb = {}
supports_bytes_environ = True


class PathLike(metaclass=type(_collections_abc.Sized)):
    """An object with __fspath__."""

    __class_getitem__ = classmethod(type(list[int]))

    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any("__fspath__" in vars(base) for base in subclass.__mro__) or NotImplemented
        return NotImplemented


def fspath(path):
    """The str or bytes that a path object stands for."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        method = type(path).__fspath__
    except AttributeError:
        raise TypeError("expected str, bytes or os.PathLike object, not "
                        + type(path).__name__) from None
    result = method(path)
    if not isinstance(result, (str, bytes)):
        raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes, not "
                        + type(result).__name__)
    return result


def fsencode(filename):
    """A path as bytes."""
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    """A path as str."""
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def getenv(key, default=None):
    """No environment is granted: always the default."""
    return environ.get(key, default)


def getcwd():
    """The cell has no file system; its only folder is the root."""
    return "/"


def getpid():
    """A number that says nothing: a cell is the only process it can name."""
    return 1


def strerror(code):
    """The message of an errno value, as OSError carries it."""
    return str(OSError(code, "Unknown error").strerror)


def _refuse(what):
    def refused(*args, **kwargs):
        _record_refusal(f"os.{what}")

    refused.__name__ = refused.__qualname__ = what
    return refused


# What a program may name and gets refused; everything else (fork among it, which random asks for) is
# an AttributeError, as on a platform
# that does not have it.
for _name in """abort access chdir chmod chown close cpu_count dup dup2 execl execle execlp execv
        execve execvp execvpe fchmod fdopen fstat getegid geteuid getgid getlogin
        getppid getuid kill killpg link listdir lseek lstat makedirs mkdir mkfifo mknod open
        pipe popen putenv read readlink remove removedirs rename renames replace rmdir scandir
        setuid setgid spawnl spawnv stat statvfs symlink system times truncate umask uname unlink
        unsetenv utime wait waitpid walk write _exit""".split():
    globals()[_name] = _refuse(_name)
del _name

__all__ = [each for each in globals() if not each.startswith("_")]
