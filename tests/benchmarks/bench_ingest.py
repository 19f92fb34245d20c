"""`python -m tests.benchmarks.bench_ingest` -> documents a second, and the time of reading beside that of extraction.

Invented minutes in mixed formats, each with a text of its own, are ingested into a fresh SQLite store: once by one
process and once by one for each processor, as `calagg ingest` does it, and by the workers of a Dask cluster on this
machine, one and two of them. Then each is read and extracted once more in
this process, and the two are timed apart. No test asserts a time; the ratios are what to look at.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import click
import distributed

from calagg import clock
from calagg.config import Config, Read
from calagg.extract import extract
from calagg.pipeline import ingest_paths
from calagg.read import read_document
from calagg.store import open_store
from tests.read.forms import Block, as_mail, as_pdf, as_text, as_word
from tests.read.make_written import as_page
from tests.read.outlook import as_msg
from tests.read.written import WRITTEN

DOCUMENTS = 1000
FORMS: dict[str, Callable[[list[Block]], bytes]] = {
    "md": as_text,
    "html": lambda blocks: as_page(blocks).encode(),
    "docx": as_word,
    "pdf": as_pdf,
    "eml": as_mail,
    "msg": lambda blocks: as_msg(blocks[0][1][0][0], html=as_page(blocks)),
}


def make(folder: Path, documents: int) -> None:
    """Writes the documents; no two have the same text."""
    minutes = [one.blocks for one in WRITTEN.values()]
    for number in range(documents):
        form = list(FORMS)[number % len(FORMS)]
        blocks = minutes[number // len(FORMS) % len(minutes)]
        own: Block = ("p", [[f"Ärendet har diarienummer KS {number:05} och tas upp igen vid behov."]])
        (folder / f"{number:05}.{form}").write_bytes(FORMS[form]([*blocks[:2], own, *blocks[2:]]))


def ingest(folder: Path, store: Path, processes: int, cluster: str = "") -> tuple[int, float]:
    """How many were read, and the seconds that it took."""
    began = perf_counter()
    with open_store(f"sqlite:///{store}") as opened:
        done = ingest_paths(opened, Config(read=Read(processes=processes)), [folder], now=clock.now(), cluster=cluster)
    return sum(one.outcome == "ok" for one in done), perf_counter() - began


def apart(paths: list[Path]) -> tuple[float, float, int]:
    """The seconds of reading all the files, those of extracting from all, and of how many extraction took less than
    reading: each document's two times are a pair, taken one after the other."""
    reading = extracting = 0.0
    less = 0
    for path in paths:
        began = perf_counter()
        document = read_document(path)
        read = perf_counter()
        extract(document)
        reading += read - began
        extracted = perf_counter()
        extracting += extracted - read
        less += extracted - read < read - began
    return reading, extracting, less


@click.command()
@click.option("--documents", default=DOCUMENTS, show_default=True)
def main(documents: int) -> None:
    """Measures and prints."""
    with TemporaryDirectory() as held:
        folder = Path(held) / "minutes"
        folder.mkdir()
        make(folder, documents)
        click.echo(f"{documents} documents: {', '.join(FORMS)}")
        for processes, name in ((1, "one process"), (0, "a process for each processor")):
            read, seconds = ingest(folder, Path(held) / f"{processes}.db", processes)
            click.echo(f"ingest, {name}: {read} read in {seconds:.1f} s, {read / seconds:.1f} documents a second")
        for workers in (1, 2):
            with distributed.LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=workers, processes=True, threads_per_worker=1, dashboard_address=None
            ) as cluster:
                read, seconds = ingest(folder, Path(held) / f"cluster{workers}.db", 1, cluster.scheduler_address)
            click.echo(f"ingest, {workers} Dask workers: {read} read in {seconds:.1f} s, {read / seconds:.1f} a second")
        for form in FORMS:
            paths = sorted(folder.glob(f"*.{form}"))
            *spent, less = apart(paths)
            reading, extracting = (1000 * seconds / len(paths) for seconds in spent)
            click.echo(
                f"{form:>5}: reading {reading:6.1f} ms, extracting {extracting:6.1f} ms a document; "
                f"extraction took less time than reading of {less} of {len(paths)}"
            )


if __name__ == "__main__":
    main()
