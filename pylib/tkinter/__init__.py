"""Tk's widgets live in its C library, which this installation has not: the import below says so."""

import _tkinter  # noqa: F401
