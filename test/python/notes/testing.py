"""unittest and doctest: assertions, fixtures, subtests, skips, expected failures, and how their results read."""
import doctest
import io
import re
import unittest
from unittest import mock


class Dict(dict):
    """
    A dict whose items are attributes too.

    >>> d = Dict(a=1, b=2)
    >>> d.a
    1
    >>> d["c"] = 3
    >>> d.c
    3
    >>> d.missing
    Traceback (most recent call last):
        ...
    AttributeError: 'Dict' object has no attribute 'missing'
    """

    def __getattr__(self, key):
        try:
            return self[key]
        except KeyError:
            raise AttributeError(f"'Dict' object has no attribute '{key}'") from None

    def __setattr__(self, key, value):
        self[key] = value


def wrong(x):
    """
    >>> wrong(2)
    5
    >>> wrong(3)
    6
    """
    return x * 2


class TestDict(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.log = ["class"]

    def setUp(self):
        self.d = Dict(a=1)
        self.addCleanup(self.log.append, "cleanup")

    def tearDown(self):
        self.log.append("down")

    def test_attribute(self):
        self.d.key = "value"
        self.assertIn("key", self.d)
        self.assertEqual(self.d["key"], "value")

    def test_missing(self):
        with self.assertRaises(AttributeError) as caught:
            self.d.empty
        self.assertIn("empty", str(caught.exception))
        with self.assertRaisesRegex(KeyError, "x"):
            self.d["x"]

    def test_many(self):
        self.assertTrue(isinstance(self.d, dict))
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        self.assertIsNone(self.d.get("q"))
        self.assertDictEqual({"a": 1}, self.d)
        self.assertRegex("abc", "b+")

    def test_fails(self):
        self.assertEqual([1, 2, 3], [1, 2, 4], "lists differ here")

    def test_subtests(self):
        for n in range(4):
            with self.subTest(n=n):
                self.assertEqual(n % 2, 0)

    def test_error(self):
        {}["boom"]

    @unittest.skip("not today")
    def test_skipped(self):
        self.fail("never")

    @unittest.expectedFailure
    def test_expected(self):
        self.assertEqual(1, 2)


def main():
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestDict)
    print(suite.countTestCases(), [test.id().split(".")[-1] for test in suite][:3])
    out = io.StringIO()
    result = unittest.TextTestRunner(stream=out, verbosity=2).run(suite)
    text = re.sub(r"in \d+\.\d+s", "in some time", out.getvalue())
    print("\n".join(line for line in text.splitlines() if not line.startswith(("  File", "    "))))
    print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful())
    print(TestDict.log)

    print(doctest.run_docstring_examples(Dict, {"Dict": Dict}, name="Dict"))
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner(verbose=False)
    for test in finder.find(wrong, "wrong", globs={"wrong": wrong}):
        out = io.StringIO()
        print(runner.run(test, out=out.write))
        print("\n".join(out.getvalue().splitlines()[3:]))

    fake = mock.Mock(return_value=3)
    fake.method.side_effect = [1, ValueError("mocked")]
    print(fake(1, key=2), fake.method(), fake.call_args, fake.method.call_count)
    try:
        fake.method("again")
    except ValueError as error:
        print(error, fake.method.mock_calls)
    with mock.patch("os.getcwd", return_value="/nowhere"):
        import os
        print(os.getcwd())
    fake.assert_called_once_with(1, key=2)
    try:
        fake.assert_called_with(2)
    except AssertionError as error:
        print(str(error).splitlines()[0])


main()
