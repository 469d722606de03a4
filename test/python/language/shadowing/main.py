"""What is said where a file of the program hides a module of the library."""

import fractions
for f in ("fractions.x", "from fractions import y"):
    try: exec(f)
    except Exception as e: print(e)
import os
try: os.nothing
except AttributeError as e: print(e)
class substr(str):
    __hash__ = None
fractions.__name__ = substr('fractions')
try:
    fractions.Fraction
except TypeError as e:
    print(str(e))
