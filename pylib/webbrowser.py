"""Opens pages in the user's browser: the programs that $BROWSER names, else the desktop's opener, else a browser on the path."""

import os
import shlex
import shutil
import subprocess
import sys

__all__ = ["Error", "open", "open_new", "open_new_tab", "get", "register"]

_browsers = {}
_tryorder = None


class Error(Exception):
    """No browser could be found or started."""


class BaseBrowser:
    """What all browsers share; `args` are the words of the command, `%s` stands for the address."""

    args = ["%s"]

    def __init__(self, name=""):
        self.name = name
        self.basename = name

    def open(self, url, new=0, autoraise=True):
        raise NotImplementedError

    def open_new(self, url):
        return self.open(url, 1)

    def open_new_tab(self, url):
        return self.open(url, 2)

    def _command(self, url):
        return [self.name] + [word.replace("%s", url) for word in self.args]


class GenericBrowser(BaseBrowser):
    """A program that is done when it ends, such as a browser in the terminal."""

    def __init__(self, name):
        if isinstance(name, str):
            super().__init__(name)
        else:
            super().__init__(name[0])
            self.args = list(name[1:])
        self.basename = os.path.basename(self.name)

    def open(self, url, new=0, autoraise=True):
        sys.audit("webbrowser.open", url)
        try:
            return not subprocess.Popen(self._command(url)).wait()
        except OSError:
            return False


class BackgroundBrowser(GenericBrowser):
    """A program that stays open by itself."""

    def open(self, url, new=0, autoraise=True):
        sys.audit("webbrowser.open", url)
        try:
            child = subprocess.Popen(self._command(url), close_fds=True, start_new_session=True)
        except OSError:
            return False
        return child.poll() is None or child.returncode == 0


def register(name, klass, instance=None, *, preferred=False):
    """Makes a browser known; a preferred one is tried first."""
    if _tryorder is None:
        _find_browsers()
    _browsers[name.lower()] = [klass, instance]
    if preferred:
        _tryorder.insert(0, name)
    else:
        _tryorder.append(name)


def get(using=None):
    """The browser to use; `using` is a registered name or a command line."""
    if _tryorder is None:
        _find_browsers()
    for name in [using] if using is not None else _tryorder:
        if "%s" in name:
            words = shlex.split(name)
            return BackgroundBrowser(words[:-1]) if words[-1] == "&" else GenericBrowser(words)
        known = _browsers.get(name.lower())
        if known is None:
            continue
        if known[1] is not None:
            return known[1]
        if known[0] is not None:
            return known[0]()
    raise Error("could not locate runnable browser")


def open(url, new=0, autoraise=True):
    """Shows a page: new=1 asks for a window, new=2 for a tab. False if no browser could be started."""
    if _tryorder is None:
        _find_browsers()
    return any(get(name).open(url, new, autoraise) for name in _tryorder)


def open_new(url):
    return open(url, 1)


def open_new_tab(url):
    return open(url, 2)


def _find_browsers():
    global _tryorder
    _tryorder = []
    openers = ["open"] if sys.platform == "darwin" else ["xdg-open", "gio", "x-www-browser", "www-browser", "firefox", "chromium", "lynx", "w3m"]
    for name in openers:
        if shutil.which(name):
            kind = GenericBrowser if name in ("www-browser", "lynx", "w3m") else BackgroundBrowser
            words = [name, "open", "%s"] if name == "gio" else [name, "%s"]
            register(name, None, kind(words))
    for choice in reversed(os.environ.get("BROWSER", "").split(os.pathsep)):
        if choice and "%s" in choice:
            _tryorder.insert(0, choice)
        elif choice:
            register(choice, None, GenericBrowser(choice), preferred=True)


def main(argv=None):
    """`python -m webbrowser`: shows a page; ends with status 1 where there is no browser to do so."""
    import argparse

    parser = argparse.ArgumentParser(description="Open URL in a web browser.")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-n", "--new-window", action="store_const", const=1, default=0, dest="new_win", help="open new window")
    where.add_argument("-t", "--new-tab", action="store_const", const=2, default=0, dest="new_win", help="open new tab")
    parser.add_argument("url", help="URL to open")
    args = parser.parse_args(argv)
    if not open(args.url, args.new_win):
        sys.exit(1)
    print("\a")


if __name__ == "__main__":
    main()
