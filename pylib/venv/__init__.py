"""Virtual environments: a folder with a `pyvenv.cfg`, links to this interpreter and its own site-packages.

    python -m venv ENV_DIR

The interpreter reads `pyvenv.cfg` beside or above its own link when it starts, and takes the folder for `sys.prefix`; the library stays
that of `sys.base_prefix`. The command is a script that finds its other parts by its real place, so the environment holds a link to it
even where copies were asked for.
"""

import logging
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import types

CORE_VENV_DEPS = ("pip",)
logger = logging.getLogger(__name__)


class EnvBuilder:
    """Makes environments; subclasses override the steps that `create` goes through, above all `post_setup`.

    system_site_packages  the packages of the base installation can be imported, too
    clear                 an existing folder is emptied first
    symlinks              link the interpreter (always so here)
    upgrade               an existing environment is to use this interpreter
    with_pip              install pip
    prompt                what the shell's prompt shows; '.' for the name of the current folder
    upgrade_deps          upgrade pip after installing it
    scm_ignore_files      version control systems that are told to ignore the folder: {'git'}
    """

    def __init__(
        self,
        system_site_packages=False,
        clear=False,
        symlinks=False,
        upgrade=False,
        with_pip=False,
        prompt=None,
        upgrade_deps=False,
        *,
        scm_ignore_files=frozenset(),
    ):
        self.system_site_packages = system_site_packages
        self.clear = clear
        self.symlinks = symlinks
        self.upgrade = upgrade
        self.with_pip = with_pip
        self.orig_prompt = prompt
        self.prompt = os.path.basename(os.getcwd()) if prompt == "." else prompt
        self.upgrade_deps = upgrade_deps
        self.scm_ignore_files = frozenset(map(str.lower, scm_ignore_files))

    def create(self, env_dir):
        """Makes the environment in `env_dir`."""
        env_dir = os.path.abspath(env_dir)
        context = self.ensure_directories(env_dir)
        for scm in self.scm_ignore_files:
            getattr(self, f"create_{scm}_ignore_file")(context)
        # pip must not see the packages of the base installation as its own while it is being installed.
        wanted = self.system_site_packages
        self.system_site_packages = False
        self.create_configuration(context)
        self.setup_python(context)
        if self.with_pip:
            self._setup_pip(context)
        if not self.upgrade:
            self.setup_scripts(context)
            self.post_setup(context)
        if wanted:
            self.system_site_packages = True
            self.create_configuration(context)
        if self.upgrade_deps:
            self.upgrade_dependencies(context)

    def clear_directory(self, path):
        """Removes everything in a folder."""
        for entry in os.scandir(path):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.remove(entry.path)

    def _venv_path(self, env_dir, name):
        scheme = {"base": env_dir, "platbase": env_dir, "installed_base": env_dir, "installed_platbase": env_dir}
        return sysconfig.get_path(name, scheme="venv", vars=scheme)

    def ensure_directories(self, env_dir):
        """Makes the folders and gives the context: a namespace with the paths and names of the environment."""
        if os.pathsep in os.fspath(env_dir):
            raise ValueError(f"Refusing to create a venv in {env_dir} because it contains the PATH separator {os.pathsep}.")
        if os.path.exists(env_dir) and self.clear:
            self.clear_directory(env_dir)
        executable = getattr(sys, "_base_executable", sys.executable)
        if not executable:
            raise ValueError("Unable to determine path to the running Python interpreter. Provide an explicit path or check that your PATH environment variable is correctly set.")
        name = os.path.basename(env_dir)
        context = types.SimpleNamespace(
            env_dir=env_dir,
            env_name=os.path.split(env_dir)[1],
            prompt=self.prompt if self.prompt is not None else name,
            executable=os.path.abspath(executable),
            python_dir=os.path.dirname(os.path.abspath(executable)),
            python_exe=os.path.basename(executable),
            inc_path=self._venv_path(env_dir, "include"),
            lib_path=self._venv_path(env_dir, "purelib"),
            bin_path=self._venv_path(env_dir, "scripts"),
        )
        for folder in (env_dir, context.inc_path, context.lib_path, context.bin_path):
            self._make_directory(folder)
        # Some programs look for 64-bit libraries in a folder of their own.
        if sys.maxsize > 2**32 and os.name == "posix" and sys.platform != "darwin":
            link = os.path.join(env_dir, "lib64")
            if not os.path.lexists(link):
                os.symlink("lib", link)
        context.bin_name = os.path.relpath(context.bin_path, env_dir)
        context.env_exe = context.env_exec_cmd = os.path.join(context.bin_path, context.python_exe)
        return context

    def _make_directory(self, path):
        if os.path.islink(path) or os.path.isfile(path):
            raise ValueError(f"Unable to create directory {path!r}")
        os.makedirs(path, exist_ok=True)

    def create_configuration(self, context):
        """Writes `pyvenv.cfg`."""
        context.cfg_path = path = os.path.join(context.env_dir, "pyvenv.cfg")
        lines = [
            f"home = {context.python_dir}",
            f"include-system-site-packages = {'true' if self.system_site_packages else 'false'}",
            f"version = {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}",
        ]
        if self.prompt is not None:
            lines.append(f"prompt = {self.prompt!r}")
        lines.append(f"executable = {os.path.realpath(context.executable)}")
        lines.append(f"command = {self._command(context)}")
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")

    def _command(self, context):
        options = []
        if not self.symlinks:
            options.append("--copies")
        if not self.with_pip:
            options.append("--without-pip")
        if self.system_site_packages:
            options.append("--system-site-packages")
        if self.clear:
            options.append("--clear")
        if self.upgrade:
            options.append("--upgrade")
        if self.upgrade_deps:
            options.append("--upgrade-deps")
        if self.orig_prompt is not None:
            options.append(f'--prompt="{self.orig_prompt}"')
        if not self.scm_ignore_files:
            options.append("--without-scm-ignore-files")
        return " ".join([context.executable, "-m venv", *options, context.env_dir])

    def symlink_or_copy(self, src, dst, relative_symlinks_ok=False):
        """Links `dst` to `src`; within the environment by name alone if allowed."""
        if os.path.lexists(dst):
            if os.path.islink(dst) and not self.upgrade:
                return
            os.remove(dst)
        if relative_symlinks_ok:
            src = os.path.basename(src)
        os.symlink(src, dst)

    def create_git_ignore_file(self, context):
        """Tells git to leave the whole folder alone."""
        with open(os.path.join(context.env_dir, ".gitignore"), "w", encoding="utf-8") as f:
            f.write("# Made by venv\n*\n")

    def setup_python(self, context):
        """Puts the interpreter into the environment, under its usual names."""
        self.symlink_or_copy(context.executable, context.env_exe)
        for name in ("python", "python3", f"python3.{sys.version_info.minor}"):
            path = os.path.join(context.bin_path, name)
            if path != context.env_exe:
                self.symlink_or_copy(context.env_exe, path, relative_symlinks_ok=True)

    def _call_new_python(self, context, *args, **kwargs):
        """Runs the interpreter of the environment, shielded from the variables that would lead it elsewhere."""
        env = dict(kwargs.pop("env", os.environ), VIRTUAL_ENV=context.env_dir)
        env.pop("PYTHONHOME", None)
        env.pop("PYTHONPATH", None)
        kwargs.setdefault("cwd", context.env_dir)
        return subprocess.check_output([context.env_exec_cmd, *args], env=env, executable=context.env_exec_cmd, **kwargs)

    def _setup_pip(self, context):
        self._call_new_python(context, "-m", "ensurepip", "--upgrade", "--default-pip", stderr=subprocess.STDOUT)

    def setup_scripts(self, context):
        """Writes the scripts that activate the environment."""
        self.install_scripts(context, os.path.join(os.path.dirname(__file__), "scripts"))

    def post_setup(self, context):
        """For subclasses: called once the environment is there."""

    def replace_variables(self, text, context):
        """The text of a script with the names of the environment in it."""
        return self._fill(text, context, str)

    def _fill(self, text, context, quote):
        values = {
            "__VENV_DIR__": context.env_dir,
            "__VENV_NAME__": context.env_name,
            "__VENV_PROMPT__": context.prompt,
            "__VENV_BIN_NAME__": context.bin_name,
            "__VENV_PYTHON__": context.env_exe,
        }
        for name, value in values.items():
            text = text.replace(name, quote(value))
        return text

    def install_scripts(self, context, path):
        """Copies the scripts below `path`, from its folders `common` and os.name, to the environment."""
        for folder in ("common", os.name):
            root = os.path.join(path, folder)
            for where, _, files in os.walk(root):
                target = os.path.join(context.bin_path, os.path.relpath(where, root)) if where != root else context.bin_path
                os.makedirs(target, exist_ok=True)
                for name in files:
                    self._install_script(context, os.path.join(where, name), os.path.join(target, name))

    def _install_script(self, context, source, target):
        with open(source, "rb") as f:
            data = f.read()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            logger.warning("unable to copy script %r, may be binary: %s", source, error)
            return
        filled = self._fill(text, context, _quoting(source))
        with open(target, "wb") as f:
            f.write(filled.encode("utf-8"))
        shutil.copymode(source, target)

    def upgrade_dependencies(self, context):
        """Upgrades pip itself."""
        logger.debug("Upgrading %s packages in %s", CORE_VENV_DEPS, context.bin_path)
        self._call_new_python(context, "-m", "pip", "install", "--upgrade", *CORE_VENV_DEPS)


def _quoting(script):
    """How a script's language writes a string."""
    if script.endswith(".ps1"):
        return lambda text: "'" + text.replace("'", "''") + "'"
    if script.endswith(".csh"):
        return lambda text: "'" + text.replace("'", "'\\''").replace("!", "\\!") + "'"
    if script.endswith(".fish"):
        return lambda text: "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return shlex.quote


def create(
    env_dir,
    system_site_packages=False,
    clear=False,
    symlinks=False,
    with_pip=False,
    prompt=None,
    upgrade_deps=False,
    *,
    scm_ignore_files=frozenset(),
):
    """Makes a virtual environment in a folder."""
    EnvBuilder(
        system_site_packages=system_site_packages,
        clear=clear,
        symlinks=symlinks,
        with_pip=with_pip,
        prompt=prompt,
        upgrade_deps=upgrade_deps,
        scm_ignore_files=scm_ignore_files,
    ).create(env_dir)


def _parser():
    import argparse

    parser = argparse.ArgumentParser(
        prog="venv",
        description="Creates virtual Python environments in one or more target directories.",
        epilog="Once an environment has been created, you may wish to activate it, e.g. by sourcing an activate script in its bin directory.",
        color=True,
    )
    parser.add_argument("dirs", metavar="ENV_DIR", nargs="+", help="A directory to create the environment in.")
    parser.add_argument(
        "--system-site-packages",
        default=False,
        action="store_true",
        dest="system_site",
        help="Give the virtual environment access to the system site-packages dir.",
    )
    links = parser.add_mutually_exclusive_group()
    links.add_argument("--symlinks", default=True, action="store_true", dest="symlinks", help="Link the interpreter (the only way here).")
    links.add_argument("--copies", default=True, action="store_false", dest="symlinks", help="Accepted; the interpreter is linked all the same.")
    parser.add_argument("--clear", default=False, action="store_true", dest="clear", help="Empty an existing directory first.")
    parser.add_argument("--upgrade", default=False, action="store_true", dest="upgrade", help="Make an existing environment use this version of Python.")
    parser.add_argument("--without-pip", dest="with_pip", default=True, action="store_false", help="Leave pip out (it is put in by default).")
    parser.add_argument("--prompt", help="Another prompt prefix for this environment.")
    parser.add_argument("--upgrade-deps", default=False, action="store_true", dest="upgrade_deps", help="Upgrade pip to the latest version on PyPI.")
    parser.add_argument(
        "--without-scm-ignore-files",
        dest="scm_ignore_files",
        action="store_const",
        const=frozenset(),
        default=frozenset(["git"]),
        help="Leave out the .gitignore file.",
    )
    return parser


def main(args=None):
    options = _parser().parse_args(args)
    if options.upgrade and options.clear:
        raise ValueError("you cannot supply --upgrade and --clear together.")
    if options.with_pip:
        import ensurepip

        if not ensurepip._available():
            # The environment is of use without pip, so this is no reason to make none.
            print(f"venv: without pip: {ensurepip._WHY_NOT}", file=sys.stderr)
            options.with_pip = options.upgrade_deps = False
    builder = EnvBuilder(
        system_site_packages=options.system_site,
        clear=options.clear,
        symlinks=options.symlinks,
        upgrade=options.upgrade,
        with_pip=options.with_pip,
        prompt=options.prompt,
        upgrade_deps=options.upgrade_deps,
        scm_ignore_files=options.scm_ignore_files,
    )
    for folder in options.dirs:
        builder.create(folder)


if __name__ == "__main__":
    main()
