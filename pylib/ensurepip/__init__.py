"""Puts pip into an installation or a virtual environment, from a wheel that lies beside this file or in a folder that the installation names.

The wheel is no part of this package: one is looked for in `ensurepip/_bundled` and in sysconfig's WHEEL_PKG_DIR. Where there is none,
`bootstrap` says so and changes nothing.
"""

import os
import re
import subprocess
import sys
import sysconfig

__all__ = ["version", "bootstrap"]

_WHEEL = re.compile(r"pip-(?P<version>[0-9][^-]*)-py[0-9.]*3?-none-any\.whl\Z")
_WHY_NOT = "this installation has no pip wheel (looked in ensurepip/_bundled and in sysconfig's WHEEL_PKG_DIR)"


def _folders():
    yield os.path.join(os.path.dirname(os.path.abspath(__file__)), "_bundled")
    given = sysconfig.get_config_var("WHEEL_PKG_DIR")
    if given:
        yield os.path.abspath(given)


def _find_wheel():
    """Path and version of the newest wheel, or None."""
    found = []
    for folder in _folders():
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            match = _WHEEL.match(name)
            if match:
                version = match["version"]
                found.append(([int(n) for n in re.findall(r"\d+", version)], version, os.path.join(folder, name)))
    if not found:
        return None
    _, version, path = max(found)
    return path, version


def _available():
    return _find_wheel() is not None


def version():
    """The version of pip that `bootstrap` installs."""
    wheel = _find_wheel()
    if wheel is None:
        raise RuntimeError(f"ensurepip is not available: {_WHY_NOT}")
    return wheel[1]


def _run_pip(args, wheel):
    """Runs pip out of the wheel, in a process of its own."""
    code = (
        "import runpy, sys\n"
        f"sys.path.insert(0, {wheel!r})\n"
        f"sys.argv[1:] = {list(args)!r}\n"
        "runpy.run_module('pip', run_name='__main__', alter_sys=True)\n"
    )
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code]
    if sys.flags.isolated:
        command.insert(1, "-I")
    return subprocess.run(command, check=True).returncode


def _forget_settings():
    """pip's own settings are for its user's commands, not for this one."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        del os.environ[name]
    os.environ["PIP_CONFIG_FILE"] = os.devnull


def bootstrap(*, root=None, upgrade=False, user=False, altinstall=False, default_pip=False, verbosity=0):
    """Installs pip; the parameters are those of the command."""
    _bootstrap(root=root, upgrade=upgrade, user=user, altinstall=altinstall, default_pip=default_pip, verbosity=verbosity)


def _bootstrap(*, root=None, upgrade=False, user=False, altinstall=False, default_pip=False, verbosity=0):
    if altinstall and default_pip:
        raise ValueError("Cannot use altinstall and default_pip together")
    sys.audit("ensurepip.bootstrap", root)
    wheel = _find_wheel()
    if wheel is None:
        print(f"ensurepip: {_WHY_NOT}", file=sys.stderr)
        return 1
    _forget_settings()
    # What pip's setup reads to decide which commands to make.
    if altinstall:
        os.environ["ENSUREPIP_OPTIONS"] = "altinstall"
    elif not default_pip:
        os.environ["ENSUREPIP_OPTIONS"] = "install"
    path, _ = wheel
    args = ["install", "--no-cache-dir", "--no-index", "--find-links", os.path.dirname(path)]
    if root:
        args += ["--root", root]
    if upgrade:
        args += ["--upgrade"]
    if user:
        args += ["--user"]
    if verbosity:
        args += ["-" + "v" * verbosity]
    return _run_pip([*args, "pip"], path)


def _uninstall_helper(*, verbosity=0):
    """Removes pip again, if it is the version that came from here."""
    try:
        import pip
    except ImportError:
        return 0
    wheel = _find_wheel()
    if wheel is None or pip.__version__ != wheel[1]:
        print(f"ensurepip will only uninstall a matching version ({pip.__version__!r} installed, {wheel and wheel[1]!r} available)", file=sys.stderr)
        return 1
    _forget_settings()
    args = ["uninstall", "-y", "--disable-pip-version-check"]
    if verbosity:
        args += ["-" + "v" * verbosity]
    return _run_pip([*args, "pip"], wheel[0])


def _main(argv=None):
    import argparse

    parser = argparse.ArgumentParser(color=True)
    wheel = _find_wheel()
    parser.add_argument(
        "--version", action="version", version=f"pip {wheel[1]}" if wheel else f"ensurepip: {_WHY_NOT}", help="Show the version of pip that is bundled."
    )
    parser.add_argument("-v", "--verbose", action="count", default=0, dest="verbosity", help="Give more output; up to three times.")
    parser.add_argument("-U", "--upgrade", action="store_true", help="Upgrade pip, even if it is installed already.")
    parser.add_argument("--user", action="store_true", help="Install into the user's folder.")
    parser.add_argument("--root", help="Install everything relative to another root folder.")
    parser.add_argument("--altinstall", action="store_true", help="Make only the command with the full version (pipX.Y).")
    parser.add_argument("--default-pip", action="store_true", help="Make the command `pip`, too.")
    options = parser.parse_args(argv)
    return _bootstrap(
        root=options.root,
        upgrade=options.upgrade,
        user=options.user,
        verbosity=options.verbosity,
        altinstall=options.altinstall,
        default_pip=options.default_pip,
    )
