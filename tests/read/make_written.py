"""`python -m tests.read.make_written` -> the files under `tests/read/written`: six minutes, each in every form.

LibreOffice (soffice) makes the Word, OpenDocument, rich-text and PDF files, from a page that is made here.
"""

import shutil
import subprocess
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.read.forms import Block, as_mail, as_text
from tests.read.outlook import as_msg
from tests.read.written import WRITTEN

FOLDER = Path(__file__).parent / "written"
BY_OFFICE = {
    "odt": "odt:writer8",
    "docx": "docx:MS Word 2007 XML",
    "rtf": "rtf:Rich Text Format",
    "pdf": "pdf:writer_pdf_Export",
}
FORMS = ("txt", "md", "html", *BY_OFFICE, "eml", "msg")
BREAK = ' style="page-break-before: always"'
Made = dict[str, bytes]


def as_page(blocks: list[Block]) -> str:
    """A page as a word processor takes it; a block after a page's end begins the next."""
    out, due = [], ""
    for kind, rows in blocks:
        if kind == "page":
            due = BREAK
            continue
        cells = [[escape(cell) for cell in row] for row in rows]
        if kind == "table":
            lines = ("".join(f"<td width='33%'>{cell}</td>" for cell in row) for row in cells)
            out.append(f"<table{due} border=1 width='100%'>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
        elif kind == "list":
            out.append(f"<ul{due}>{''.join(f'<li>{row[0]}</li>' for row in cells)}</ul>")
        else:
            out += [f"<{kind}{due}>{row[0]}</{kind}>" for row in cells]
        due = ""
    return f'<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"></head><body>{"".join(out)}</body></html>'


def as_plain(blocks: list[Block]) -> bytes:
    """Text without marks, as a person saves it from a word processor."""
    lines = as_text(blocks).decode().splitlines()
    return "\n".join(line.lstrip("# ") for line in lines).encode()


def make_simple() -> Made:
    """The forms that need no program, by file name."""
    made = {}
    for name, minutes in WRITTEN.items():
        blocks = minutes.blocks
        made[f"{name}.txt"], made[f"{name}.md"] = as_plain(blocks), as_text(blocks)
        made[f"{name}.html"], made[f"{name}.eml"] = as_page(blocks).encode(), as_mail(blocks)
        made[f"{name}.msg"] = as_msg(blocks[0][1][0][0], html=as_page(blocks))
    return made


def make_by_office(soffice: str) -> Made:
    """The forms that LibreOffice makes, by file name. Raises CalledProcessError."""
    made: Made = {}
    with TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/home"
        pages = [Path(folder) / f"{name}.html" for name in WRITTEN]
        for page, minutes in zip(pages, WRITTEN.values(), strict=True):
            page.write_text(as_page(minutes.blocks), encoding="utf-8")
        _convert(soffice, home, folder, BY_OFFICE["odt"], pages, "--infilter=HTML (StarWriter)")
        texts = [page.with_suffix(".odt") for page in pages]
        for suffix, form in BY_OFFICE.items():
            if suffix != "odt":
                _convert(soffice, home, folder, form, texts)
            for page in pages:
                made[page.with_suffix(f".{suffix}").name] = page.with_suffix(f".{suffix}").read_bytes()
    return made


def _convert(soffice: str, home: str, folder: str, form: str, files: list[Path], *options: str) -> None:
    command = [soffice, home, "--headless", *options, "--convert-to", form, "--outdir", folder, *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - the arguments are our own


if __name__ == "__main__":
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("soffice is not installed; apt-get install libreoffice-writer-nogui")
    FOLDER.mkdir(exist_ok=True)
    for file, data in (make_simple() | make_by_office(office)).items():
        (FOLDER / file).write_bytes(data)
