"""Zip files as programs and as folders of modules."""

import os
import subprocess
import sys
import tempfile
import zipapp
import zipfile

with tempfile.TemporaryDirectory() as tmp:
    folder = os.path.join(tmp, "app")
    os.makedirs(os.path.join(folder, "pkg"))
    files = {
        "__main__.py": "import sys, pkg, pkg.mod\nprint(__name__, os.path.basename(sys.path[0]), pkg.mod.value, sys.argv[1:])\n",
        "pkg/__init__.py": "",
        "pkg/mod.py": "import pkgutil\nvalue = pkgutil.get_data('pkg', 'data.txt').decode()\ndef boom():\n    raise ValueError('inside')\n",
        "pkg/data.txt": "some data",
    }
    files["__main__.py"] = "import os\n" + files["__main__.py"]
    for name, text in files.items():
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)
    plain = os.path.join(tmp, "app.zip")
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as z:
        for name in files:
            z.write(os.path.join(folder, name), name)
    executable = os.path.join(tmp, "app.pyz")
    zipapp.create_archive(folder, executable, interpreter="/usr/bin/env python3")
    for program in (plain, executable, folder):
        print(subprocess.run([sys.executable, program, "a", "b"], capture_output=True, text=True).stdout, end="")

    sys.path.insert(0, plain)
    import pkg.mod

    print(pkg.mod.value, type(pkg.__loader__).__name__, pkg.__file__.replace(tmp, "<tmp>"))
    try:
        pkg.mod.boom()
    except ValueError as e:
        print(e, e.__traceback__.tb_next.tb_frame.f_code.co_filename.replace(tmp, "<tmp>"))
    import importlib.resources
    import pkgutil

    print(importlib.resources.files("pkg").joinpath("data.txt").read_text())
    print([m.name for m in pkgutil.iter_modules([plain])])
    sys.path.insert(0, os.path.join(tmp, "nothing.zip"))
    try:
        import nothing_of_that_name
    except ImportError as e:
        print(e)
