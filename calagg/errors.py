"""What can go wrong in a way that the reader of the message can mend.

Each class is one line for a person (what, where, the value, the next step) and one exit code for a script;
the codes are those of sysexits.h. Anything else that is raised is a bug and keeps its traceback.
"""


class CalaggError(Exception):
    """A mistake or a fault that the message tells how to mend."""

    exit_code = 70


class UsageError(CalaggError):
    """What was asked for can't be done in this way (EX_USAGE)."""

    exit_code = 64


class ReadError(CalaggError):
    """A document can't be read; `outcome` is its name in the store and `form` its format, "" where unknown
    (EX_DATAERR)."""

    exit_code = 65

    def __init__(self, message: str, *, outcome: str = "broken", form: str = "") -> None:
        super().__init__(message)
        self.outcome = outcome
        self.form = form


class BackupError(CalaggError):
    """A backup or an export is damaged, cut off, or made by a newer calagg; nothing of it was taken (EX_DATAERR)."""

    exit_code = 65


class MissingInputError(CalaggError):
    """A file or folder that was named is not there (EX_NOINPUT)."""

    exit_code = 66


class UnavailableError(CalaggError):
    """A service, a port or a database does not answer (EX_UNAVAILABLE)."""

    exit_code = 69


class StoreError(UnavailableError):
    """The database can't be opened, read or written; what it held is untouched."""


class OutputError(CalaggError):
    """A file can't be written (EX_CANTCREAT)."""

    exit_code = 73


class MailError(CalaggError):
    """A mail was not accepted; `permanent` says that trying again is no use (EX_TEMPFAIL)."""

    exit_code = 75

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class ConfigError(CalaggError):
    """The configuration holds an unknown key, a wrong type or an impossible value (EX_CONFIG)."""

    exit_code = 78
