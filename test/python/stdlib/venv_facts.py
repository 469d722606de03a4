"""A virtual environment: what is in it, what the interpreter in it thinks of itself, and what activating it does."""

import os
import subprocess
import sys
import tempfile
import venv

with tempfile.TemporaryDirectory() as tmp:
    tmp = os.path.realpath(tmp)
    env = os.path.join(tmp, "an env")
    venv.create(env, symlinks=True, prompt="hello")
    print(sorted(os.listdir(env)))
    names = set(os.listdir(os.path.join(env, "bin")))
    print({"python", "python3", "python3.14", "activate", "activate.csh", "activate.fish"} <= names)
    with open(os.path.join(env, "pyvenv.cfg"), encoding="utf-8") as f:
        settings = dict(line.rstrip("\n").split(" = ", 1) for line in f)
    print(sorted(settings), settings["prompt"], settings["include-system-site-packages"])

    python = os.path.join(env, "bin", "python")
    code = (
        "import sys, site, sysconfig, os\n"
        f"env = {env!r}\n"
        "print(sys.prefix == env, sys.exec_prefix == env, sys.base_prefix == env, sys.executable == os.path.join(env, 'bin', 'python'))\n"
        "print([os.path.relpath(p, env) for p in sys.path if 'site-packages' in p], site.ENABLE_USER_SITE)\n"
        "print(os.path.relpath(sysconfig.get_path('purelib'), env), os.path.relpath(sysconfig.get_path('scripts'), env))\n"
    )
    subprocess.run([python, "-c", code], check=True)
    with open(os.path.join(env, "lib", "python3.14", "site-packages", "lonely.py"), "w") as f:
        f.write("print('found', __name__)\n")
    subprocess.run([python, "-m", "lonely"], check=True)
    print(subprocess.run([sys.executable, "-c", "import lonely"], stderr=subprocess.DEVNULL).returncode)

    script = f'. "{env}/bin/activate"; echo "$VIRTUAL_ENV_PROMPT"; command -v python; deactivate; echo "${{VIRTUAL_ENV-none}}"'
    out = subprocess.run(["sh", "-c", script], capture_output=True, text=True).stdout
    print(out.replace(tmp, "<tmp>"))

    venv.EnvBuilder(system_site_packages=True, symlinks=True, scm_ignore_files=["git"]).create(env)
    print(sorted(os.listdir(env)))
    print(subprocess.run([python, "-c", "import sys; print(sys.prefix == sys.base_prefix)"], capture_output=True, text=True).stdout)
    try:
        venv.create(env + os.pathsep + "x")
    except ValueError as e:
        print(str(e).replace(tmp, "<tmp>"))
