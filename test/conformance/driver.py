"""Runs one of CPython's test files and writes one line of JSON per event, so that a crash half way loses nothing.

usage: driver.py HOME NAME EVENTS RESOURCES [SKIPPED]
  HOME     the folder that holds the `test` package; it goes last on sys.path
  NAME     as in test_int or test_json.test_dump
  EVENTS   the file to append events to: {"ids": [...]}, {"start": id}, {"id": id, "outcome": ..., "why": ...}, {"end": true}
  RESOURCES  names with commas between, as after -u of CPython's own runner
  SKIPPED  a file with ids, one a line, that an earlier process has done: they are left out
"""

import importlib
import json
import sys
import traceback
import unittest


class Reporter(unittest.TestResult):
    def __init__(self, write):
        super().__init__()
        self.write = write
        self.settled = True

    def startTest(self, test):
        super().startTest(test)
        self.settled = False
        self.write({"start": test.id()})

    def stopTest(self, test):
        super().stopTest(test)
        if not self.settled:
            self.report(test, "ok")

    def report(self, test, outcome, error=None):
        self.settled = True
        event = {"id": test.id(), "outcome": outcome}
        if error is not None:
            event["why"] = error if isinstance(error, str) else describe(error)
        self.write(event)

    def addFailure(self, test, err):
        self.report(test, "fail", err)

    def addError(self, test, err):
        self.report(test, "error", err)

    def addSkip(self, test, reason):
        # A skipped subtest settles nothing: the test goes on.
        if not hasattr(test, "test_case"):
            self.report(test, "skip", reason)

    def addExpectedFailure(self, test, err):
        self.report(test, "expected")

    def addUnexpectedSuccess(self, test):
        self.report(test, "unexpected success")

    def addSubTest(self, test, subtest, err):
        if err is not None and not self.settled:
            self.report(test, "fail" if issubclass(err[0], test.failureException) else "error", err)


def describe(error):
    kind, value, trace = error
    try:
        text = str(value)
    except Exception:
        text = "(no text)"
    place = ""
    for frame in traceback.extract_tb(trace):
        if "unittest" not in frame.filename:
            place = f" [{frame.filename.rpartition('/')[2]}:{frame.lineno}]"
    return f"{kind.__name__}: {text[:300]}{place}"


def flatten(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test


def prune(suite, done):
    """The same suite without the tests that are done; classes keep their fixtures."""
    kept = [prune(test, done) if isinstance(test, unittest.TestSuite) else test for test in suite]
    return type(suite)([t for t in kept if isinstance(t, unittest.TestSuite) or t.id() not in done])


def main(home, name, events, resources, skipped=None):
    out = open(events, "a", encoding="utf-8", errors="backslashreplace")

    def write(event):
        out.write(json.dumps(event) + "\n")
        out.flush()

    sys.path.append(home)
    try:
        from test import support

        support.use_resources = dict.fromkeys(filter(None, resources.split(",")))
        support.verbose = False
        module = importlib.import_module("test." + name)
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    except unittest.SkipTest as skip:
        write({"skipped": str(skip)})
        return
    except BaseException:
        write({"broken": describe(sys.exc_info()), "trace": traceback.format_exc()})
        raise
    if skipped is None:
        write({"ids": [test.id() for test in flatten(suite)]})
    else:
        with open(skipped, encoding="utf-8") as file:
            suite = prune(suite, set(file.read().splitlines()))
    suite.run(Reporter(write))
    write({"end": True})


if __name__ == "__main__":
    sys.setswitchinterval(0.005)
    main(*sys.argv[1:])
