"""A folder for what the programs measure: BENCH_FOLDER, kept over the runs, or one of this process that is removed at its end."""

import os


def folder():
    where = os.environ.get("BENCH_FOLDER")
    if where is None:
        import atexit
        import shutil
        import tempfile

        where = os.environ["BENCH_FOLDER"] = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, where)
    return where
