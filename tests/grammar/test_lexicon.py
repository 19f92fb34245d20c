"""Every word of the Swedish rules is written in Latin letters: a Cyrillic look-alike would match nothing."""

import inspect
import re
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

from calagg.grammar import engine, quoted, refine, resolve, rule, sv
from calagg.grammar.sv import RULES, lexicon

MODULES = [import_module(f"{sv.__name__}.{m.name}") for m in iter_modules(sv.__path__)]
AROUND = [engine, quoted, refine, resolve, rule]


def _words(value: object) -> Iterator[str]:
    """The strings in a constant, however deep: in dicts, tuples, sets, patterns and rules."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, re.Pattern):
        yield str(value.pattern)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _words(key)
            yield from _words(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _words(inner)


def _strange(text: str) -> list[str]:
    """The letters of `text` that are not Latin, by their Unicode names."""
    names = {unicodedata.name(c, repr(c)) for c in text if c.isalpha()}
    return sorted(name for name in names if not name.startswith("LATIN "))


@pytest.mark.parametrize("module", [*MODULES, *AROUND], ids=lambda m: m.__name__.removeprefix("calagg.grammar."))
def test_every_constant_is_written_in_latin_letters(module: ModuleType) -> None:
    constants = {name: value for name, value in vars(module).items() if name.isupper() or name.startswith("_")}
    assert {name: s for name, value in constants.items() for word in _words(value) if (s := _strange(word))} == {}


@pytest.mark.parametrize("rule_name", [r.name for r in RULES])
def test_every_rule_is_written_in_latin_letters(rule_name: str) -> None:
    found = next(r for r in RULES if r.name == rule_name)
    assert {w: s for w in (found.name, found.pattern.pattern, *found.words) if (s := _strange(w))} == {}


@pytest.mark.parametrize("module", [*MODULES, *AROUND], ids=lambda m: m.__name__.removeprefix("calagg.grammar."))
def test_the_source_is_written_in_latin_letters(module: ModuleType) -> None:
    assert _strange(inspect.getsource(module)) == []


def test_the_words_are_in_composed_form() -> None:
    """A decomposed "ö" matches nothing in a text that is NFC."""
    words = [w for value in vars(lexicon).values() for w in _words(value)] + [w for r in RULES for w in r.words]
    assert [w for w in words if unicodedata.normalize("NFC", w) != w] == []


def test_the_triggers_are_lower_case() -> None:
    """They are searched for in the lowered text."""
    assert [w for r in RULES for w in r.words if w != w.lower()] == []


def test_rule_names_are_unique() -> None:
    names = [r.name for r in RULES]
    assert sorted(set(names)) == sorted(names)


def test_a_foreign_letter_would_be_noticed() -> None:
    assert _strange("tr\u0435ttio") == ["CYRILLIC SMALL LETTER IE"]
