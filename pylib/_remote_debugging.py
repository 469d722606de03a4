"""Looks into other Python processes, which needs their memory laid out as CPython's: here, as there on a platform without it, each attempt is refused."""

from collections import namedtuple

__all__ = ["FrameInfo", "RemoteUnwinder", "PROCESS_VM_READV_SUPPORTED"]

PROCESS_VM_READV_SUPPORTED = 0

FrameInfo = namedtuple("FrameInfo", "filename lineno funcname", module=__name__)


class RemoteUnwinder:
    def __init__(self, pid, *, all_threads=False, only_active_thread=False, debug=False):
        raise RuntimeError("Reading the PyRuntime section is not supported on this platform")
