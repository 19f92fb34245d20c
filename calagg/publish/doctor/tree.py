"""Lines -> the components of a feed, each with its properties, its children and the line on which it begins.

Whatever is unbalanced is reported and mended as a reader would: an END closes the nearest BEGIN of its name. What may
stand in what is in `structure`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from calagg.publish.doctor import rules
from calagg.publish.doctor.content import Property, read_property
from calagg.publish.doctor.finding import Report, Rule
from calagg.publish.doctor.lines import Line

_NOTHING: tuple[Rule | None, int, str] = (None, 0, "")


class Component:
    """One component. `properties` are by name, each in the order of the feed."""

    __slots__ = ("children", "line", "name", "properties")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.properties: dict[str, list[Property]] = {}
        self.children: list[Component] = []

    def all(self, name: str) -> list[Property]:
        """The properties of that name."""
        return self.properties.get(name, [])

    def first(self, name: str) -> Property | None:
        """The first property of that name, None where there is none."""
        return next(iter(self.all(name)), None)

    def value(self, name: str) -> str:
        """The value of the first property of that name, without blanks around it; empty where there is none."""
        found = self.first(name)
        return found.value.strip() if found else ""

    def children_named(self, name: str) -> list["Component"]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def walk(self) -> Iterator[tuple["Component", "Component"]]:
        """Each component below this one with its parent; without recursion, so that no depth is too deep."""
        waiting = [(self, child) for child in reversed(self.children)]
        while waiting:
            parent, child = waiting.pop()
            yield parent, child
            waiting += ((child, grandchild) for grandchild in reversed(child.children))


def build_tree(lines: Iterable[Line], report: Report) -> tuple[Component, bool]:
    """A root that holds the calendars, and whether the feed ends before all is closed; then the open part is left out.

    A property is never kept on the root: outside a component it is reported and forgotten.
    """
    root = Component("", 0)
    stack, names = [root], Counter[str]()
    last, held = 0, _NOTHING  # what is wrong with the last line is not told where the feed was cut in it
    for line in lines:
        _tell(held, report)
        last, held = line.number, _NOTHING
        found = read_property(line, report)
        if found is None:
            held = _NOTHING if line.torn else (rules.NO_PROPERTY, line.number, "")
            continue
        name = found.value.strip().upper()
        if found.name == "BEGIN":
            opened = Component(name, line.number)
            stack[-1].children.append(opened)
            stack.append(opened)
            names[name] += 1
        elif found.name == "END":
            if names[name]:
                _close(name, stack, names, report)
            else:
                held = (rules.STRAY_END, line.number, name)
        elif len(stack) == 1:
            report.add(rules.OUTSIDE, line.number, property=found.name)
        else:
            stack[-1].properties.setdefault(found.name, []).append(found)
    if len(stack) > 1:
        if not report.times[rules.TOO_MANY_LINES]:  # then it may well be whole
            report.add(rules.TRUNCATED, last, component=stack[-1].name)
        _cut_open(stack)
        return root, True
    _tell(held, report)
    return root, False


def _tell(held: tuple[Rule | None, int, str], report: Report) -> None:
    rule, line, component = held
    if rule:
        report.add(rule, line, component=component)


def _close(name: str, stack: list[Component], names: Counter[str], report: Report) -> None:
    while True:
        closed = stack.pop()
        names[closed.name] -= 1
        if closed.name == name:
            return
        report.add(rules.UNCLOSED, closed.line, component=closed.name)


def _cut_open(stack: list[Component]) -> None:
    """Leaves out the innermost part that the end of the feed cut; of the calendar itself there is enough to check."""
    if len(stack) > 2:
        stack[1].children.pop()
