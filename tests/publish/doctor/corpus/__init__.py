"""One fault a feed, by subject; `test_corpus` examines them, and sees to it that every rule is broken somewhere."""

from tests.publish.doctor.corpus import event, head, lines, text, times, tree, zone

CASES = [case for part in (lines, tree, head, zone, times, event, text) for case in part.CASES]
