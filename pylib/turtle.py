"""Turtle graphics draw on a Tk canvas; without Tk the import below fails."""

import tkinter  # noqa: F401
