# id: baseexception-swallow-timeout
# twin-of: exceptions/baseexception-swallow-timeout
# shows: finally, and except of everything, around SystemExit and a generator's exit

log = []


def leaves():
    try:
        raise SystemExit(3)
    finally:
        log.append("finally")


try:
    leaves()
except SystemExit as error:
    log.append(error.code)
else:
    raise AssertionError("no error came")
try:
    raise KeyboardInterrupt
except BaseException as error:
    log.append(type(error).__name__)
else:
    raise AssertionError("no error came")


def worker():
    while True:
        try:
            yield
        except GeneratorExit:
            log.append("exit")
            raise
        except Exception as error:
            log.append(str(error))


job = worker()
next(job)
job.throw(ValueError("again"))
job.close()
assert log == ["finally", 3, "KeyboardInterrupt", "again", "exit"], log


def override():
    try:
        return "try"
    finally:
        log.clear()


assert override() == "try" and log == []
assert not issubclass(SystemExit, Exception) and issubclass(GeneratorExit, BaseException)
print("twin ok")
