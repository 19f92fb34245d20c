"""What every page costs a visitor who comes for the first time: at most three requests and 100 kB."""

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, CDPSession

from calagg.config import Config
from calagg.store import Store
from tests.browser.serving import serving, sign_in
from tests.browser.visitor import visiting
from tests.web.minutes import keep, told
from tests.web.routes import fill_whole

MOST_REQUESTS, MOST_BYTES = 3, 100_000
ENTRIES = 200


def fill(store: Store, _: Config) -> None:
    """Two hundred meetings in the weeks that the list shows, each with its sentence."""
    days = [date(2026, 11, 23) + timedelta(days=number % 38) for number in range(ENTRIES)]
    meetings = (
        (
            f"Nätverk {number} möts {{den {day.day}/{day.month} kl. 9–12}} i Folkets hus och talar om nästa år.",
            told(f"Nätverksmöte {number}", f"{day}T09:00", location="Folkets hus", organiser="Norrviks kommun"),
        )
        for number, day in enumerate(days)
    )
    keep(store, *meetings, origin="minutes/natverk.txt")
    fill_whole(store)


def watch(session: CDPSession) -> tuple[list[str], list[float]]:
    """What the page asks for from now on, and how many bytes come, headers included."""
    asked: list[str] = []
    came: list[float] = []

    def sent(event: dict[str, object]) -> None:
        request = event["request"]
        assert isinstance(request, dict)
        if not str(request["url"]).startswith("data:"):
            asked.append(str(request["url"]))

    def finished(event: dict[str, object]) -> None:
        length = event["encodedDataLength"]
        assert isinstance(length, int | float)
        came.append(length)

    session.send("Network.enable")
    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", finished)
    return asked, came


def test_every_page_is_light_and_whole_after_three_requests(browser: Browser, tmp_path: Path) -> None:
    heavy, seen = {}, {}
    with serving(tmp_path, fill) as site, visiting(browser, site.address) as visit:
        sign_in(visit, "astrid")
        session = visit.page.context.new_cdp_session(visit.page)
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        asked, came = watch(session)
        for path in site.pages():
            asked.clear()
            came.clear()
            visit.page.goto(site.address + path, wait_until="networkidle")
            assert visit.page.locator("h1").count() == 1, path
            redirects = 1 if visit.page.url != site.address + path else 0
            seen[path] = len(asked) - redirects, round(sum(came))
            if seen[path][0] > MOST_REQUESTS or seen[path][1] > MOST_BYTES:
                heavy[path] = seen[path], list(asked)
        visit.faults[:] = [fault for fault in visit.faults if "status of 4" not in fault]
    assert heavy == {}
    assert min(requests for requests, _ in seen.values()) == MOST_REQUESTS  # what is counted is what is loaded
    assert min(size for _, size in seen.values()) > 30_000
    assert seen["/"][1] > 50_000  # the long list is in it
