# SPDX-License-Identifier: Apache-2.0
"""guests/dangerous_names.py - modules and names that must not be found: each by each path (test_dangerous.c).

Prints "row: path" for each path that led to one with power in it.
"""
import sys

MODULES = ("gc marshal ctypes _ctypes _xxsubinterpreters _testcapi _imp importlib importlib.machinery "
           "importlib._bootstrap _frozen_importlib _frozen_importlib_external zipimport signal _signal _thread "
           "threading faulthandler posix subprocess socket _socket mmap multiprocessing pty resource _io code "
           "codeop runpy pkgutil site tracemalloc _tracemalloc").split()
# What shows that it is the module itself and not what stands in for it.
POWER = {
    "gc": "get_objects", "marshal": "loads", "ctypes": "CDLL", "_ctypes": "dlopen",
    "_xxsubinterpreters": "create", "_testcapi": "INT_MAX", "_imp": "create_builtin",
    "importlib": "import_module", "importlib.machinery": "SourceFileLoader",
    "importlib._bootstrap": "BuiltinImporter", "_frozen_importlib": "BuiltinImporter",
    "_frozen_importlib_external": "SourceFileLoader", "zipimport": "zipimporter",
    "signal": "signal", "_signal": "signal", "_thread": "start_new_thread", "threading": "Thread",
    "faulthandler": "enable", "posix": "getpid", "subprocess": "Popen", "socket": "socket",
    "_socket": "socket", "mmap": "mmap", "multiprocessing": "Process", "pty": "spawn",
    "resource": "setrlimit", "_io": "FileIO", "code": "InteractiveConsole", "codeop": "compile_command",
    "runpy": "run_path", "pkgutil": "get_data", "site": "main", "tracemalloc": "start",
    "_tracemalloc": "start",
}
# Library modules need these, so the cell has them, disarmed: there it is the call that counts.
USES = {
    "_thread": lambda module: module.start_new_thread(int, ()),
    "_io": lambda module: module.FileIO(0, closefd=False),
}


def by_loader(name):
    import math
    return math.__loader__.load_module(name)


def by_spec(name):
    import math
    return math.__spec__.loader.load_module(name)


def by_library(name):
    import random
    import os
    import json
    for module in (random, os, json, sys):
        for each in ("_" + name, name):
            if hasattr(module, each):
                return getattr(module, each)
    raise ImportError(name)


def by_class(name):
    for each in object.__subclasses__():
        if each.__name__ == "BuiltinImporter":
            return each.load_module(name)
    raise ImportError(name)


PATHS = {
    "import statement": lambda name: exec("import " + name, space := {}) or space[name.split(".")[0]],
    "from import": lambda name: exec(f"from {name} import {POWER[name]} as f", space := {}) or space["f"],
    "__import__": lambda name: __import__(name, fromlist=["x"]),
    "__import__ of builtins": lambda name: __builtins__.__import__(name, fromlist=["x"]),
    "sys.modules": lambda name: sys.modules[name],
    "loader of a module": by_loader,
    "spec of a module": by_spec,
    "a library module's own": by_library,
    "a class of the importer": by_class,
    "eval": lambda name: eval(f"__import__({name!r}, fromlist=['x'])"),
}
SYS = ("settrace setprofile _getframe _current_frames _current_exceptions gettrace call_tracing addaudithook "
       "meta_path path_hooks path_importer_cache setdlopenflags set_coroutine_origin_tracking_depth "
       "breakpointhook _xoptions _debugmallocstats setswitchinterval").split()
SYS_PATHS = {
    "attribute": lambda name: eval("sys." + name, {"sys": sys}),
    "getattr": lambda name: getattr(sys, name),
    "namespace": lambda name: vars(sys)[name],
    "attrgetter": lambda name: __import__("operator").attrgetter(name)(sys),
    "from import": lambda name: exec(f"from sys import {name} as f", space := {}) or space["f"],
    "object.__getattribute__": lambda name: object.__getattribute__(sys, name),
    "format field": lambda name: ("{0." + name + "}").format(sys),
}

for name in MODULES:
    for path, act in PATHS.items():
        try:
            found = act(name)
            if name in USES and path != "from import":
                USES[name](found)
            if path == "from import" or hasattr(found, POWER[name]):
                print(f"through: {name}: {path}")
        except (ImportError, AttributeError, KeyError, PermissionError, TypeError):
            pass
for name in SYS:
    for path, act in SYS_PATHS.items():
        try:
            act(name)
            print(f"through: sys.{name}: {path}")
        except (ImportError, AttributeError, KeyError, PermissionError):
            pass
print(f"tried: {len(MODULES) + len(SYS)} things, {len(PATHS)} paths")
