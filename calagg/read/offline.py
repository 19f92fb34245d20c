"""close_network() -> a process that reaches nothing: the child of `isolate.py` calls it before it looks at a file.

Two lines, of which the second always holds. Linux gives the process a network of its own with nothing in it, where it
may make one (root, or where user namespaces are permitted; many containers forbid both). And Python itself refuses
every socket and every name to look up: what a reader in Python does is stopped, C code that calls the system by itself
is not. On other systems only the second line holds.

Source: unshare(2), user_namespaces(7); PEP 578 for the audit hook, which no code can take away again.
"""

import ctypes
import os
import sys

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_REFUSED = "a document is read without network"


def close_network() -> bool:
    """Closes the network for this process and for those that it starts; whether Linux did so as well."""
    sys.addaudithook(_refuse)
    return _leave_network()


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError(_REFUSED)


def _leave_network() -> bool:
    if sys.platform != "linux":
        return False
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    return bool(unshare(flags) == 0)
