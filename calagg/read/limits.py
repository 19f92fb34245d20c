"""Limits(cpu_seconds=20, …): what one document may cost, and how the process that works on it holds itself to that."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost. Where the system has no such limits (Windows) only the wall time holds."""

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 20
    wall_seconds: float = 60
    result_bytes: int = 200_000_000


LIMITS = Limits()


def keep_within(limits: Limits) -> None:
    """Sets the limits of this process: memory, processor time, the size of what it writes, no core file."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - is not there on Windows

    for kind, soft, hard in (
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
        # the first is SIGXCPU, which has a name; the second is SIGKILL
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 5),
        (resource.RLIMIT_FSIZE, limits.result_bytes, limits.result_bytes),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, most = resource.getrlimit(kind)
        within = [value if most == resource.RLIM_INFINITY else min(value, most) for value in (soft, hard)]
        resource.setrlimit(kind, (within[0], within[1]))
