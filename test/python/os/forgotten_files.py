"""Files that are dropped without being closed: a ResourceWarning names each, what they hold is written."""

import gc
import os
import tempfile
import warnings

folder = tempfile.mkdtemp()
path = os.path.join(folder, "x")


def forget(*args, **kwargs):
    file = open(path, *args, **kwargs)
    shown = repr(file)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        file = None
        gc.collect()
    print([str(w.message).replace(path, "x") for w in caught], all(shown in str(w.message) for w in caught))


forget("wb", buffering=0)
forget("wb")
forget("w")
forget("r+b")
forget("r", encoding="ascii")
file = open(path, "w", encoding="utf-8")
file.write("held")
warnings.simplefilter("ignore")
file = None
gc.collect()
with open(path) as file:
    print(file.read())
os.unlink(path)
os.rmdir(folder)
