"""Without a mail server mails are laid in a folder, and the log says that nobody has got them."""

import logging
import mailbox
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from calagg.remind import Sent, tick
from calagg.store import Store
from tests.remind.seeds import MORNING, config_for, ledger, put_entry, put_subscription


def test_mails_are_laid_in_a_real_maildir_and_the_log_says_so(
    store: Store,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    put_entry(store)
    put_subscription(store, leads=(1,))
    folder = tmp_path / "outbox"
    assert tick(store, config_for(folder), MORNING).sent == Sent(sent=1)
    with_all = list(mailbox.Maildir(folder, create=False))
    subjects = [str(make_header(decode_header(m["Subject"]))) for m in with_all]
    assert subjects == ["Sista dag i morgon: Anmälan till nätverksdagen"]
    assert sorted(p.name for p in folder.iterdir()) == ["cur", "new", "tmp"]
    assert list((folder / "tmp").iterdir()) == []
    assert [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING] == [
        f"1 mail(s) laid in the folder {folder} and not sent: [mail] transport is 'maildir'; "
        "set it to 'smtp' and name a host to send them",
    ]


def test_a_folder_that_cant_be_written_pauses_and_loses_nothing(store: Store, tmp_path: Path) -> None:
    put_entry(store)
    put_subscription(store, leads=(1,))
    blocked = tmp_path / "outbox"
    blocked.write_text("a file, no folder")
    assert tick(store, config_for(blocked), MORNING).sent == Sent(
        paused=f"[mail] outbox '{blocked}' can't be written (Not a directory); name another folder",
    )
    assert ledger(store) == [("e1", "2026-11-21", 1, "claimed", "")]
