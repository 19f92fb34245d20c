"""`User(name="karin", role=Role.REVIEWER)`: who may sign in, and to do what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a user may do: a reviewer judges entries, an administrator that and all else."""

    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"

    def covers(self, needed: "Role") -> bool:
        """Whether who has this role may do what the other is needed for."""
        return self is Role.ADMINISTRATOR or self is needed


@dataclass(frozen=True, slots=True)
class User:
    """One who may sign in, unless `disabled_at`. `name` is what is typed at signing in, in small letters."""

    id: str
    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None = None
