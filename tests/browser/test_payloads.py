"""Sixty payloads in documents, file names and forms, seen in Chromium on every page: each stands there as text."""

from pathlib import Path
from urllib.parse import quote_plus

from playwright.sync_api import Browser

from calagg.config import Config
from calagg.model import Kind
from calagg.pipeline import ingest_paths
from calagg.read.clean import clean
from calagg.store import Store
from calagg.store.documents import list_documents
from calagg.upload import store_upload
from tests.browser.serving import Served, serving, sign_in
from tests.browser.visitor import Visit, visiting
from tests.web.conftest import NOW
from tests.web.minutes import ids, keep, told
from tests.web.payloads import PAYLOADS
from tests.web.routes import fill_whole

KINDS = tuple(Kind)
BATCH = 6  # so many in one field at once
WATCH = "document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective))"
SEEN = """() => ({
  ran: window.ran,
  landmarks: ['header.top', 'main', 'footer.bottom', 'h1', 'title'].map((s) => document.querySelectorAll(s).length),
  foreign: [...document.querySelectorAll(
    'iframe, object, embed, base, style, video, math, plaintext, main img, meta[http-equiv], link:not([rel=icon],'
    + '[rel=stylesheet],[rel=alternate])')].map((node) => node.outerHTML),
  handlers: [...document.querySelectorAll('*')].flatMap((node) =>
    [...node.attributes].filter((a) => a.name.startsWith('on') || a.name === 'style').map((a) => a.name)),
  scripts: [...document.scripts].filter((script) => script.type !== 'application/ld+json')
    .map((script) => script.src ? new URL(script.src).pathname : script.outerHTML),
  data: [...document.scripts].filter((script) => !script.src).map((script) => typeof JSON.parse(script.text))
    .filter((type) => type !== 'object'),
  schemes: [...new Set([...document.querySelectorAll('a[href]')].map((a) => a.protocol))]
    .filter((s) => !['http:', 'https:', 'mailto:', 'webcal:'].includes(s)),
  actions: [...document.forms].map((form) => new URL(form.getAttribute('action') || '', location.href).origin)
    .filter((origin) => origin !== location.origin),
  frame: [document.querySelector('header.top').getBoundingClientRect().height > 0,
    getComputedStyle(document.querySelector('main')).display],
})"""
SEND = """(field, text) => {
  field.value = text;
  field.form.noValidate = true;
  field.form.requestSubmit([...field.form.elements].find((one) => one.name === 'beslut'));
}"""
WHOLE = {
    "ran": None,
    "landmarks": [1] * 5,
    "foreign": [],
    "handlers": [],
    "scripts": ["/static/calagg.js"],
    "data": [],
    "schemes": [],
    "actions": [],
    "frame": [True, "block"],
}


def fill(store: Store, config: Config, folder: Path) -> None:
    """The payloads read from files of three forms, sent through the browser, and as all that an entry can hold."""
    fill_whole(store)
    sentences = [
        f"Möte {number} om {payload} hålls den {1 + number % 28} december 2026 kl. 9 i {payload}."
        for number, payload in enumerate(PAYLOADS)
    ]
    text = "Minnesanteckningar 2026-11-12\n\n" + "\n\n".join(sentences)
    body = text.replace("&", "&amp;").replace("<", "&lt;")
    (folder / "<img src=x onerror=window.ran=1>.txt").write_text(text, encoding="utf-8")
    (folder / "' onfocus=window.ran=1 '.html").write_text(f"<title>{body[:200]}</title><p>{body}</p>", encoding="utf-8")
    (folder / "{{7*7}}.md").write_text(text.replace("Möte", "Träff"), encoding="utf-8")
    ingest_paths(store, config, [folder], now=NOW)
    for payload in PAYLOADS[::12]:
        store_upload(store, config, f"{payload}.txt", f"{payload}\n\nMöte den 9 december 2026.".encode(), now=NOW)
    for number, payload in enumerate(map(clean, PAYLOADS)):
        entry = told(
            f"{payload} {number}",
            f"2026-12-{1 + number % 28:02}T09:00",
            f"2027-01-{1 + number % 28:02}T10:00" if number % 4 == 2 else None,
            kind=KINDS[number % 4],
            location=payload,
            organiser=payload,
            url=payload,
            confidence=0.2 if number % 4 == 3 else 0.9,
            reasons=(payload,),
            contradictions=(payload,),
        )
        keep(store, (f"{payload} {{den {number}:e}} {payload}", entry), origin=f"minutes/{number}.txt", title=payload)


def look(visit: Visit, at: str) -> list[str]:
    """What is wrong with the open page."""
    seen = visit.page.evaluate(SEEN)
    return [f"{at}: {name} {value}" for name, value in seen.items() if value != WHOLE.get(name)]


def all_pages(site: Served) -> list[str]:
    """Those of every kind, and every document and every sixth entry."""
    with site.store.read() as session:
        documents = [f"/documents/{one.id}" for one in list_documents(session) if not one.origin.startswith("minutes/")]
    entries = list(ids(site.store).values())[::6]
    ways = ("/?citat=alla", "/tidigare?citat=alla", "/?q=finnsinte", "/granska/rapporter")
    return [*site.pages(), *documents, *(f"/entries/{one}" for one in entries), *ways]


def batches() -> list[str]:
    return [" ".join(map(clean, PAYLOADS[first : first + BATCH])) for first in range(0, len(PAYLOADS), BATCH)]


def send_forms(visit: Visit, address: str, field: str, text: str) -> None:
    """Sends the page's form with that text in the field, past what the browser itself would refuse."""
    visit.open(address)
    with visit.page.expect_navigation():
        visit.page.locator(f"main [name={field}]").first.evaluate(SEND, text)


FORMS = (
    ("/logga-in", "namn"),
    ("/prenumeration", "epost"),
    ("/prenumeration", "ord"),
    ("/rapportera", "ord"),
    ("/rapportera", "epost"),
)
REVIEWED = ("titel", "plats", "datum", "arrangor")


def test_a_payload_that_runs_is_noticed(browser: Browser) -> None:
    """The search itself: shown as HTML and without a policy, what runs at once does run."""
    page = browser.new_page()
    for payload in ("<script>window.ran=1</script>", "<svg onload=window.ran=1>"):
        assert payload in PAYLOADS
        page.goto("about:blank")
        page.set_content(f"<p>{payload}</p>")
        assert page.evaluate("window.ran") == 1
    page.close()


def test_sixty_payloads_run_nowhere_and_break_nothing(browser: Browser, tmp_path: Path) -> None:
    assert len(set(PAYLOADS)) == 60
    folder = tmp_path / "minutes"
    folder.mkdir()
    wrong = []
    filled = serving(tmp_path, lambda store, config: fill(store, config, folder))
    with filled as site, visiting(browser, site.address) as visit:
        visit.page.add_init_script(WATCH)
        for number, text in enumerate(batches()):
            for path in ("/", "/tidigare"):
                at = f"{path}?q={quote_plus(text)}"
                visit.open(at)
                wrong += look(visit, at)
            clean_one = quote_plus(clean(PAYLOADS[number * BATCH]))
            for field in ("arrangor", "plats"):
                visit.open(f"/?{field}={clean_one}")
                wrong += look(visit, f"/?{field}={clean_one}")
            address, field = FORMS[number % len(FORMS)]
            send_forms(visit, address, field, text)
            wrong += look(visit, f"{address} {field}={text}")
        sign_in(visit, "astrid")
        for path in all_pages(site):
            answer = visit.open(path)
            assert answer.status < 500, path
            wrong += look(visit, path)
        for number, text in enumerate(batches()):
            field = REVIEWED[number % len(REVIEWED)]
            send_forms(visit, "/granska", field, text)
            wrong += look(visit, f"/granska {field}={text}")
        visit.open("/?till=2027-03")
        shown = visit.page.locator("h3").all_text_contents()
        visit.faults[:] = [fault for fault in visit.faults if "status of 4" not in fault]
    assert wrong == []
    said = "\n".join(map(readable, shown))  # what the files tell of the same day may be one entry with it
    sure = [clean(payload) for number, payload in enumerate(PAYLOADS) if number % 4 != 3]
    assert [payload for payload in sure if readable(payload) not in said] == []


def readable(title: str) -> str:
    """The title without how its spaces and hyphens are written."""
    spaced = title.replace("\N{NON-BREAKING HYPHEN}", "-").replace("\N{SOFT HYPHEN}", "")
    return " ".join(spaced.replace("(preliminärt)", "").split())
