"""The configuration: its defaults, its overrides, and one line for every mistake."""

import tomllib
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from calagg.config import Bounces, Config, Feed, Source, Web, environment_name, keys, load_config
from calagg.errors import ConfigError
from calagg.resources import packaged_config


def config_of(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path, environ)


def test_the_packaged_file_holds_the_defaults_and_every_key() -> None:
    packaged = tomllib.loads(packaged_config().read_text(encoding="utf-8"))
    assert load_config(packaged_config()) == Config(path=packaged_config())
    written = {(section, key) for section, table in packaged.items() for key in table}
    assert written == {(section, key) for section, key, _ in keys() if section not in ("source", "feed")}


def test_the_examples_in_the_packaged_file_are_valid(tmp_path: Path) -> None:
    lines = packaged_config().read_text(encoding="utf-8").splitlines()
    began = next(n for n, line in enumerate(lines) if line == "# [[source]]")
    examples = [line[2:] for line in lines[began:] if line.startswith(("# [[", "# ")) and ("=" in line or "[[" in line)]
    config = config_of(tmp_path, "\n".join(examples))
    assert config.source == (Source(name="natverket"),)
    assert config.feed == (
        Feed(
            name="utlysningar",
            title="Utlysningar",
            kinds=("window", "deadline"),
            organisers=("Länsstyrelsen",),
            words=("integration",),
        ),
    )
    named = {line.split(" =")[0] for line in examples if "=" in line}
    assert named == {key for section, key, _ in keys() if section in ("source", "feed")}


def test_without_a_file_the_packaged_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config() == Config()


def test_the_file_in_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("\ufeff[web]\nport = 9000\n", encoding="utf-8")
    assert load_config() == Config(web=Web(port=9000), path=Path("config.toml"))


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        "[web]\nport = 9000\n[remind]\nleads = [3]",
        {
            "CALAGG_WEB_PORT": "9001",
            "CALAGG_DATABASE_URL": "sqlite:///elsewhere.db",
            "CALAGG_EXTRACT_MIN_CONFIDENCE": "0.7",
            "CALAGG_PUBLISH_WINDOW_BARS": "true",
            "CALAGG_REMIND_LEADS": "1, 30",
            "CALAGG_REMIND_FROM": "06:00",
            "CALAGG_TIME_ZONE": "Europe/Helsinki",
            "CALAGG_BOUNCES_HOST": "imap.example.se",
            "CALAGG_BOUNCES_USER": "studs",
            "CALAGG_BOUNCES_PASSWORD": "hemligt",
            "CALAGG_TEST_DATABASE_URL": "of no concern",
            "HOME": "/home/ada",
        },
    )
    assert (config.web.port, config.database.url) == (9001, "sqlite:///elsewhere.db")
    assert config.extract.min_confidence == 0.7
    assert (config.publish.window_bars, config.remind.leads, config.remind.from_) == (True, (30, 1), time(6))
    assert config.zone == ZoneInfo("Europe/Helsinki")
    assert config.bounces == Bounces(host="imap.example.se", user="studs", password="hemligt")


def test_environment_name() -> None:
    assert environment_name("publish", "days_back") == "CALAGG_PUBLISH_DAYS_BACK"


@pytest.mark.parametrize(
    ("web", "address"),
    [
        (Web(), "http://127.0.0.1:8321"),
        (Web(host="0.0.0.0"), "http://localhost:8321"),  # noqa: S104 - never bound here
        (Web(host="::1", port=80), "http://[::1]:80"),
        (Web(base_url="https://kalender.example.se"), "https://kalender.example.se"),
    ],
)
def test_the_address_that_readers_use(web: Web, address: str) -> None:
    assert web.address == address


def test_the_address_of_the_web_server_in_front_is_written_in_one_way(tmp_path: Path) -> None:
    assert config_of(tmp_path, '[web]\ntrusted_proxy = "0:0::1"').web.trusted_proxy == "::1"


MISTAKES = {
    "no toml": ("[web\nport = 1", "Expected ']'"),
    "a key twice": ("[web]\nport = 1\nport = 2", "Cannot overwrite a value"),
    "unknown section": ("[wbe]\nport = 1", "[wbe] is no section; use one of [time], [database]"),
    "a key outside sections": ("port = 1", "[port] is no section"),
    "unknown key": ("[web]\nprot = 1", "[web] prot is no key; use one of host, port, base_url"),
    "a value for a section": ("web = 1", "[web] 1 is no section; write [web] on a line of its own"),
    "zone": ('[time]\nzone = "Sverige"', "[time] zone 'Sverige' is no time zone"),
    "zone type": ("[time]\nzone = 1", "[time] zone 1 is no text"),
    "zone path": ('[time]\nzone = "../etc/passwd"', "is no time zone"),
    "database": ('[database]\nurl = "mysql://x"', "[database] url 'mysql://x' is not known; use \"sqlite:///"),
    "database password": ('[database]\nurl = "mysql://a:b4d@h/d"', "url 'mysql://a:(hidden)@h/d' is not known"),
    "empty database": ('[database]\nurl = ""', "[database] url '' is empty"),
    "port text": ('[web]\nport = "abc"', "[web] port 'abc' is no whole number; use 1 to 65535"),
    "port range": ("[web]\nport = 70000", "[web] port 70000 is out of range; use 1 to 65535"),
    "port truth": ("[web]\nport = true", "[web] port True is no whole number"),
    "port fraction": ("[web]\nport = 80.5", "[web] port 80.5 is no whole number"),
    "empty host": ('[web]\nhost = " "', "[web] host ' ' is empty"),
    "base url": ('[web]\nbase_url = "kalender.example.se"', 'is no address; write "https://kalender.example.se"'),
    "base url with query": ('[web]\nbase_url = "https://e.se/?a"', "is no address"),
    "trusted proxy": ('[web]\ntrusted_proxy = "nginx"', "[web] trusted_proxy 'nginx' is no IP address; write"),
    "trusted proxies": ('[web]\ntrusted_proxy = "10.0.0.0/8"', "is no IP address"),
    "trusted proxy type": ("[web]\ntrusted_proxy = 1", "[web] trusted_proxy 1 is no text"),
    "processes": ("[read]\nprocesses = 65", "[read] processes 65 is out of range; use 0 to 64"),
    "max_bytes": ("[read]\nmax_bytes = 0", "[read] max_bytes 0 is out of range; use 1 to 2000000000"),
    "confidence": ("[extract]\nmin_confidence = 1.5", "[extract] min_confidence 1.5 is no number from 0 to 1"),
    "confidence nan": ("[extract]\nmin_confidence = nan", "is no number from 0 to 1"),
    "directory": ('[publish]\ndirectory = ""', "[publish] directory '' is empty"),
    "days_back": ("[publish]\ndays_back = -1", "[publish] days_back -1 is out of range; use 0 to 36500"),
    "window_bars": ('[publish]\nwindow_bars = "ja"', "[publish] window_bars 'ja' is neither true nor false"),
    "transport": ('[mail]\ntransport = "post"', "[mail] transport 'post' is not known; use 'maildir' or 'smtp'"),
    "smtp without host": ('[mail]\ntransport = "smtp"', "[mail] host '' is empty while transport is 'smtp'"),
    "security": ('[mail]\nsecurity = "ssl"', "[mail] security 'ssl' is not known"),
    "password": ("[mail]\npassword = 1234", "[mail] password (hidden) is no text"),
    "sender address": ('[mail]\nsender_address = "a@x, b@x"', "is no mail address"),
    "sender name of two lines": ('[mail]\nsender_name = "a\\nBcc: b@x"', "holds a line break or a control character"),
    "bounce address": ('[mail]\nbounce_address = "studs"', "[mail] bounce_address 'studs' is no mail address"),
    "long bounce address": (
        f'[mail]\nbounce_address = "{"s" * 32}@example.se"',
        "is too long before the @, where calagg adds 33 letters; use at most 31",
    ),
    "bounces without a login": ('[bounces]\nhost = "a"', "[bounces] user '' is empty while host is set"),
    "bounces by starttls": ('[bounces]\nsecurity = "starttls"', "[bounces] port 993 takes no starttls; use security"),
    "bounces security": ('[bounces]\nsecurity = "ssl"', "[bounces] security 'ssl' is not known; use 'tls' or"),
    "bounces folder": ('[bounces]\nfolder = ""', "[bounces] folder '' is empty"),
    "bounces password": ("[bounces]\npassword = 1234", "[bounces] password (hidden) is no text"),
    "issuer by http": ('[oidc]\nissuer = "http://login.example.se"', "[oidc] issuer 'http://login.example.se' is no"),
    "issuer beside loopback": ('[oidc]\nissuer = "http://127.0.0.1.example.se"', "is no issuer; write it as"),
    "issuer with query": ('[oidc]\nissuer = "https://login.example.se?a"', "is no issuer"),
    "issuer alone": ('[oidc]\nissuer = "https://e.se"', "[oidc] client_id '' is empty while issuer is set"),
    "issuer without secret": (
        '[oidc]\nissuer = "https://e.se"\nclient_id = "a"',
        "[oidc] client_secret '' is empty while issuer is set; copy it from the provider",
    ),
    "client secret": ("[oidc]\nclient_secret = 1234", "[oidc] client_secret (hidden) is no text"),
    "retention": (
        "[retention]\nmails_days = 10",
        "[retention] mails_days 10 is too few days; use 90 or more, or 0 for ever",
    ),
    "keep days": ("[reports]\nkeep_days = 0", "[reports] keep_days 0 is out of range; use 1 to 3650"),
    "upload bytes": ("[web]\nupload_bytes = 0", "[web] upload_bytes 0 is out of range"),
    "leads": ('[remind]\nleads = "often"', "[remind] leads 'often' is no whole number; use 0 to 365"),
    "leads type": ("[remind]\nleads = 7", "[remind] leads 7 is no list of days; write [14, 7, 1]"),
    "leads range": ("[remind]\nleads = [400]", "[remind] leads [400] is out of range; use 0 to 365"),
    "time": ('[remind]\nfrom = "7.30"', "[remind] from '7.30' is no time; write \"07:30\""),
    "time order": ('[remind]\nfrom = "10:00"', "[remind] from 10:00 is not before until"),
    "tick": ("[schedule]\ntick_seconds = 0", "[schedule] tick_seconds 0 is out of range"),
    "one source": ('[source]\nname = "a"', "[source] is written once for each; use [[source]]"),
    "source without name": ('[[source]]\npath = "a"', "[[source]] has no name; add name"),
    "source name": ('[[source]]\nname = "Nät verk"', "[[source]] name 'Nät verk' is no name; use small letters"),
    "source kind": ('[[source]]\nname = "a"\nkind = "ftp"', "[[source]] kind 'ftp' is not known"),
    "source patterns": ('[[source]]\nname = "a"\npatterns = [1]', "[[source]] patterns [1] is no list of texts"),
    "source twice": ('[[source]]\nname = "a"\n[[source]]\nname = "a"', "[[source]] name 'a' is there twice"),
    "reserved feed": ('[[feed]]\nname = "all"', "[[feed]] name 'all' is a feed that calagg always publishes"),
    "feed out of the folder": ('[[feed]]\nname = "../x"', "[[feed]] name '../x' is no name"),
    "feed kinds": ('[[feed]]\nname = "a"\nkinds = ["party"]', "holds 'party'; use event, deadline, window, milestone"),
}


@pytest.mark.parametrize(("text", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        config_of(tmp_path, text)
    shown = str(refused.value)
    assert shown.startswith(f"{tmp_path / 'config.toml'}: ")
    assert message in shown
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"CALAGG_WEB_PORT": "abc"}, "environment: CALAGG_WEB_PORT 'abc' is no whole number; use 1 to 65535"),
        ({"CALAGG_WEB_PROT": "1"}, "environment: CALAGG_WEB_PROT names no key; see config.toml"),
        ({"CALAGG_MAIL_PASSWORD": "\x00geheim"}, "environment: CALAGG_MAIL_PASSWORD (hidden) holds a line break"),
    ],
)
def test_a_mistake_in_the_environment_is_one_line(environ: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load_config(packaged_config(), environ)
    assert str(refused.value).startswith(message)


def test_a_file_that_is_missing_no_text_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file; give another with --config"):
        load_config(tmp_path / "saknas.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"can't be read .*; save it as UTF-8 text"):
        load_config(tmp_path / "bytes.toml")
    with pytest.raises(ConfigError, match="can't be read"):
        load_config(tmp_path)
