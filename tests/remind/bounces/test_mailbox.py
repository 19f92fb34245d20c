"""A real IMAP server, over TLS, STARTTLS and neither; what is wrong with a mailbox is one line with its remedy."""

import imaplib
import socket
import ssl
import sys
from dataclasses import replace

import pytest

from calagg.config import Bounces, Config
from calagg.remind.bounces.mailbox import FLAGGED, SEEN, MailboxError, open_mailbox
from tests.remind.bounces.conftest import Postbox
from tests.remind.bounces.dovecot import PATIENCE_SECONDS, running


def bounces_of(postbox: Postbox, **values: object) -> Bounces:
    return postbox.configured(Config(), **values).bounces


def read(
    bounces: Bounces, *, most: int = 50, most_bytes: int = 1000, trust: ssl.SSLContext | None = None
) -> list[bytes]:
    with open_mailbox(bounces, trust=trust) as box:
        return [raw for _, raw in box.unread(most, most_bytes=most_bytes)]


def refused(bounces: Bounces) -> str:
    with pytest.raises(MailboxError) as error:
        read(bounces)
    assert "\n" not in str(error.value)
    return str(error.value)


def mail(number: int) -> bytes:
    return f"Subject: {number}\r\n\r\nText\r\n".encode()


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_what_was_laid_in_is_read_and_nothing_is_marked(postbox: Postbox, security: str) -> None:
    postbox.lay_in(mail(1))
    port = postbox.server.tls_port if security == "tls" else postbox.server.port
    trust = ssl.create_default_context(cafile=str(postbox.server.certificate))
    assert read(bounces_of(postbox, security=security, port=port), trust=trust) == [mail(1)]
    assert postbox.flags() == [set()]


def test_the_oldest_first_some_at_a_time_and_each_only_in_part(postbox: Postbox) -> None:
    for number in range(4):
        postbox.lay_in(mail(number))
    assert read(bounces_of(postbox), most=3, most_bytes=10) == [b"Subject: 0", b"Subject: 1", b"Subject: 2"]


def test_what_is_seen_flagged_or_gone_is_not_read(postbox: Postbox) -> None:
    for number, flags in enumerate([SEEN, FLAGGED, "", r"\Answered"]):
        postbox.lay_in(mail(number), flags=flags)
    assert read(bounces_of(postbox)) == [mail(2), mail(3)]


def test_a_mark_is_all_that_happens(postbox: Postbox) -> None:
    """What somebody has marked as deleted is still there: imap-tools' own `flag` removes it."""
    postbox.lay_in(mail(1), flags=r"\Deleted \Seen")
    postbox.lay_in(mail(2))
    postbox.lay_in(mail(3))
    with open_mailbox(bounces_of(postbox)) as box:
        (first, _), (second, _) = box.unread(50, most_bytes=1000)
        box.mark(first, SEEN)
        box.mark(second, FLAGGED)
    assert postbox.flags() == [{r"\Deleted", r"\Seen"}, {r"\Seen"}, {r"\Flagged"}]


def test_a_message_that_is_removed_in_between_is_left_out(postbox: Postbox) -> None:
    for number in range(3):
        postbox.lay_in(mail(number))
    with open_mailbox(bounces_of(postbox)) as box:
        unread = box.unread(50, most_bytes=1000)
        assert next(unread)[1] == mail(0)
        postbox.remove(2)
        assert [raw for _, raw in unread] == [mail(2)]


def test_a_folder_with_swedish_letters(postbox: Postbox) -> None:
    postbox.lay_in(mail(1), folder="&AMU-terkomna")
    assert read(bounces_of(postbox, folder="Återkomna")) == [mail(1)]


def test_an_empty_folder(postbox: Postbox) -> None:
    assert read(bounces_of(postbox)) == []


def test_a_wrong_password(postbox: Postbox) -> None:
    for password in ("fel", "fél"):
        said = refused(bounces_of(postbox, password=password))
        assert said.startswith(f"mailbox 127.0.0.1:{postbox.server.port} refuses the login (")
        assert said.endswith("); check [bounces] user and password")
        assert password not in said


def test_an_address_as_login_is_in_no_message(postbox: Postbox) -> None:
    assert "example.se" not in refused(bounces_of(postbox, user="studs@example.se", password="fel"))


def test_a_folder_that_is_not_there(postbox: Postbox) -> None:
    assert refused(bounces_of(postbox, folder="Studsar")) == (
        f"mailbox 127.0.0.1:{postbox.server.port} has no folder 'Studsar'; check [bounces] folder"
    )


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_is_not_trusted(postbox: Postbox, security: str) -> None:
    port = postbox.server.tls_port if security == "tls" else postbox.server.port
    assert refused(bounces_of(postbox, security=security, port=port)) == (
        f"mailbox 127.0.0.1:{port}: its certificate is not valid (self-signed certificate); check [bounces] host"
    )


def test_a_server_without_starttls() -> None:
    with running(tls=False) as server:
        bounces = Bounces(host="127.0.0.1", port=server.port, security="starttls", user="studs", password="hemligt")
        assert refused(bounces) == (
            f"mailbox 127.0.0.1:{server.port} knows no STARTTLS; check [bounces] security and port"
        )


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    said = refused(Bounces(host="127.0.0.1", port=port, security="none", user="studs"))
    assert said.startswith(f"mailbox 127.0.0.1:{port} does not answer as it should (")


def test_one_answers_that_is_no_mailbox() -> None:
    """It takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        said = refused(Bounces(host="127.0.0.1", port=port, security="none", user="studs", timeout=1))
    assert said == f"mailbox 127.0.0.1:{port} does not answer as it should (timed out)"


def test_without_imap_tools(postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imap_tools", None)  # as Python marks what can't be imported
    assert refused(bounces_of(postbox)) == (
        f"mailbox 127.0.0.1:{postbox.server.port} can't be read, since imap-tools is not installed; "
        'pip install "calagg[mail]", or empty [bounces] host'
    )


def test_a_connection_that_is_cut_while_reading(postbox: Postbox) -> None:
    postbox.lay_in(mail(1))
    with pytest.raises(MailboxError, match="does not answer as it should"), open_mailbox(bounces_of(postbox)) as box:
        box._box.client.sock.shutdown(socket.SHUT_RDWR)
        next(box.unread(50, most_bytes=1000))


def test_patience_is_for_each_answer(postbox: Postbox) -> None:
    with open_mailbox(replace(bounces_of(postbox), timeout=PATIENCE_SECONDS)) as box:
        assert isinstance(box._box.client, imaplib.IMAP4)
        assert box._box.client.sock.gettimeout() == PATIENCE_SECONDS
