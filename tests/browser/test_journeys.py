"""What people come for, in Chromium: a deadline and its proof, a calendar for Outlook, reminders that are confirmed."""

import mailbox
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.request import urlopen

import icalendar
import pytest
from playwright.sync_api import Browser, expect

from calagg.remind import tick
from calagg.store.subscriptions import list_subscriptions
from tests.browser.conftest import GRANT, Site
from tests.browser.visitor import DESKTOP, PHONE, visiting
from tests.web.conftest import NOW

EVERY_WAY = [
    pytest.param(width, scripts, id=f"{width}-{'with' if scripts else 'without'}-scripts")
    for width in (DESKTOP, PHONE)
    for scripts in (True, False)
]


@pytest.mark.parametrize(("width", "scripts"), EVERY_WAY)
def test_a_deadline_is_found_and_proved(browser: Browser, site: Site, width: int, scripts: bool) -> None:
    with visiting(browser, site.address, width, scripts=scripts) as visit:
        page = visit.page
        visit.open("/")
        field = page.get_by_label("Sök", exact=True)
        if not field.is_visible():
            page.get_by_text("Sök och filtrera").click()
        field.fill("bygdegårdar")
        page.get_by_role("search").get_by_role("button", name="Visa").click()
        page.get_by_role("link", name=GRANT).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(GRANT)
        expect(page.locator("main mark").first).to_contain_text("senast den 3 december")
        page.get_by_role("link", name="Minnesanteckningar, Nätverket").first.click()
        expect(page.locator("main mark").filter(has_text="senast den 3 december").first).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), EVERY_WAY)
def test_a_selection_is_subscribed_to_in_outlook(browser: Browser, site: Site, width: int, scripts: bool) -> None:
    with visiting(browser, site.address, width, scripts=scripts) as visit:
        visit.open("/?typ=sista-dag&q=bygdeg%C3%A5rdar")
        addresses = [
            value for field in visit.page.locator("input[readonly]").all() if ".ics" in (value := field.input_value())
        ]
    assert addresses
    with urlopen(addresses[0]) as answer:  # noqa: S310 - the address that the page shows, of the test's own server
        calendar = icalendar.Calendar.from_ical(answer.read())
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == [f"Sista dag: {GRANT}"]


@pytest.mark.parametrize(("width", "scripts"), EVERY_WAY)
def test_reminders_are_asked_for_and_confirmed(browser: Browser, site: Site, width: int, scripts: bool) -> None:
    address = f"lasare{width}{scripts}@example.se".lower()
    with visiting(browser, site.address, width, scripts=scripts) as visit:
        page = visit.page
        visit.open("/prenumeration")
        page.get_by_label("E-postadress").fill(address)
        page.get_by_role("button", name="Skicka bekräftelselänk").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        tick(site.store, site.config, NOW)
        link = _link_in(_mail_to(site, address))
        visit.open(link.removeprefix(site.address))
        assert not _is_confirmed(site, address)  # a scanner that follows the link confirms nothing
        page.get_by_role("button", name="Ja, påminn mig").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert _is_confirmed(site, address)


def _mail_to(site: Site, address: str) -> EmailMessage:
    """The only mail to the address."""
    folder = mailbox.Maildir(Path(site.config.mail.outbox), create=False)
    mails = [message_from_bytes(folder.get_bytes(key), policy=default) for key in folder.keys()]  # noqa: SIM118
    [mail] = [mail for mail in mails if mail["To"] == address]
    return mail


def _link_in(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return next(str(line).strip() for line in body.get_content().splitlines() if "/bekrafta" in line)


def _is_confirmed(site: Site, address: str) -> bool:
    with site.store.read() as session:
        found = [s for s in list_subscriptions(session, active=False) if s.address == address]
    return found[0].confirmed_at is not None
