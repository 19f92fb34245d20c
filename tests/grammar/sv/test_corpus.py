"""Every line of the corpus: a wording is found whole, once, by its rule and with its value; a negative is not found."""

import re
from collections import Counter, defaultdict

import pytest

from calagg.grammar import find_expressions
from calagg.grammar.engine import scan
from calagg.grammar.rule import Rule
from calagg.grammar.sv import RULES
from tests.grammar.sv.lines import (
    COARSE_ALLOWED,
    TIMES_ALLOWED,
    Negative,
    Sentence,
    Wording,
    is_coarse,
    is_time_of_day,
    read_corpus,
    told,
    written,
)

CORPUS = read_corpus()
NOT_YET = pytest.mark.xfail(strict=True, raises=(AssertionError, RuntimeError), reason="not yet read by the grammar")


@pytest.mark.parametrize(
    "wording",
    [pytest.param(w, id=f"{w.file}: {w.text}", marks=[NOT_YET] if w.not_yet else []) for w in CORPUS.wordings],
)
def test_a_wording_is_found_whole_once_by_its_rule_with_its_value(wording: Wording) -> None:
    found = find_expressions(wording.text)
    listing = told(found, wording.reference)
    expected = f"expected {' + '.join(wording.values)} by {' or '.join(sorted(wording.rules))}"
    assert found, f"{wording.text!r}: NOTHING found; {expected}"
    assert len(found) <= len(wording.values), f"{wording.text!r}: SEVERAL found; {expected}; found\n{listing}"
    covered = wording.text[found[0].span.start : found[-1].span.end]
    assert covered == wording.text and len(found) == len(wording.values), (
        f"{wording.text!r}: found PARTIALLY; {expected}; found\n{listing}"
    )
    values = tuple(written(e, wording.reference) for e in found)
    assert values == wording.values, f"{wording.text!r}: WRONG VALUE; {expected}; found\n{listing}"
    assert {e.rule for e in found} <= wording.rules, f"{wording.text!r}: WRONG RULE; {expected}; found\n{listing}"


@pytest.mark.parametrize(
    "sentence",
    [pytest.param(s, id=f"{s.file}: {s.text}", marks=[NOT_YET] if s.not_yet else []) for s in CORPUS.sentences],
)
def test_a_sentence_holds_these_expressions_and_no_others(sentence: Sentence) -> None:
    found = [e for e in find_expressions(sentence.text) if not e.quoted]
    assert [(e.text, written(e, sentence.reference)) for e in found] == list(
        zip(sentence.finds, sentence.values, strict=True)
    ), f"{sentence.text!r}: found\n{told(found, sentence.reference)}"


@pytest.mark.parametrize(
    "negative",
    [pytest.param(n, id=f"{n.family}: {n.text}", marks=[NOT_YET] if n.not_yet else []) for n in CORPUS.negatives],
)
def test_a_negative_is_no_time_expression(negative: Negative) -> None:
    found = [e for e in find_expressions(negative.text) if not e.quoted]
    if negative.family == TIMES_ALLOWED:
        found = [e for e in found if not is_time_of_day(e)]
    elif negative.family == COARSE_ALLOWED:
        found = [e for e in found if not is_coarse(e)]
    assert not found, f"{negative.text!r} ({negative.family}) is no date; found\n{told(found, negative.reference)}"


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    read = [w for w in CORPUS.wordings if not w.not_yet]
    assert len(read) >= 600
    assert len([n for n in CORPUS.negatives if not n.not_yet]) >= 250
    twice = Counter((w.text, w.reference) for w in CORPUS.wordings) + Counter(n.text for n in CORPUS.negatives)
    assert [text for text, times in twice.items() if times > 1] == []


def test_every_rule_has_positive_and_negative_lines() -> None:
    positive: Counter[str] = Counter()
    for wording in CORPUS.wordings:
        # a time that is joined to a day keeps the day's rule, so what counts is what was found before joining
        positive.update(wording.rules if wording.not_yet else {e.rule for e in scan(wording.text)})
    tempted: dict[str, list[str]] = defaultdict(list)
    for negative in CORPUS.negatives:
        for rule in negative.rules:
            tempted[rule].append(negative.text)
    names = [rule.name for rule in RULES]
    assert {name: positive[name] for name in names if positive[name] < 3} == {}
    assert [name for name in names if not tempted[name]] == []


def test_a_family_of_negatives_holds_what_could_tempt_its_rules() -> None:
    rules = {rule.name: rule for rule in RULES}
    families: dict[tuple[str, str], list[str]] = defaultdict(list)
    for negative in CORPUS.negatives:
        for name in negative.rules:
            families[negative.family, name].append(negative.text)
    idle = [key for key, texts in families.items() if not any(_tempts(rules[key[1]], text) for text in texts)]
    assert idle == []


def _tempts(rule: Rule, text: str) -> bool:
    """Whether a run of figures or a word that triggers the rule stands in the text."""
    lowered = text.lower()
    return any(word in lowered for word in rule.words) or any(
        len(figures) in rule.digits for figures in re.findall(r"\d+", text)
    )
