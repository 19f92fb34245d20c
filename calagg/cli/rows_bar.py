"""(1200, 4031) -> on a terminal a bar that moves, for work that goes through all rows; else nothing is shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from calagg.store.portable.writing import Progress as Rows


@contextmanager
def rows_bar(what: str) -> Iterator[Rows | None]:
    """Shows on standard error how many rows are done while the block lasts."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
