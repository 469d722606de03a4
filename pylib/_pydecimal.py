"""Decimal arithmetic under the name of CPython's pure Python form. The native module is complete and everywhere, so this is that one."""

from _decimal import *  # noqa: F403
from _decimal import __libmpdec_version__, __version__  # noqa: F401
