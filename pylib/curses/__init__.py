"""Terminal screens. All of it rests on the native module `_curses`, as in CPython."""

from _curses import *
