"""python -m ensurepip._uninstall: removes pip again."""

import argparse
import sys

import ensurepip


def _main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m ensurepip._uninstall", color=True)
    parser.add_argument("-v", "--verbose", action="count", default=0, dest="verbosity", help="Give more output; up to three times.")
    return ensurepip._uninstall_helper(verbosity=parser.parse_args(argv).verbosity)


if __name__ == "__main__":
    sys.exit(_main())
