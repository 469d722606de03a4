# -X importtime: one line for each module that is loaded, those inside others first and indented.
import os
import re
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    for name, text in {"outer_m": "import inner_a, inner_b", "inner_a": "import inner_b", "inner_b": "", "fails_m": "import inner_b; 1/0"}.items():
        with open(os.path.join(folder, name + ".py"), "w") as file:
            file.write(text + "\n")
    for option in "importtime", "importtime=2":
        done = subprocess.run([sys.executable, "-X", option, "-c", "import outer_m, outer_m\ntry: import fails_m\nexcept ZeroDivisionError: pass"],
                              cwd=folder, capture_output=True, text=True)
        for line in done.stderr.splitlines():
            if re.search("self|_[abm]$", line):
                print(re.sub(r"\d+", "N", re.sub(r" +(\d)", r" \1", line)))
