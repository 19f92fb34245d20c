"""`unseen_focus(visit, paths)` -> where the keyboard leads to on these pages and nothing shows that it is there."""

from collections.abc import Iterable

from tests.browser.visitor import Visit

MOST_STOPS, FEWEST_STOPS = 80, 5
_FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const words = at.tagName + ' ' + (at.textContent || at.name || '').trim().slice(0, 40);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return {words, ring, shown: box.width > 0 && box.height > 0};
}"""


def unseen_focus(visit: Visit, paths: Iterable[str]) -> list[str]:
    """The path and the words of each element without a ring. Fails where a page has hardly a stop."""
    unseen = []
    for path in paths:
        visit.open(path)
        stops = 0
        while stops < MOST_STOPS:
            visit.page.keyboard.press("Tab")
            at = visit.page.evaluate(_FOCUSED)
            if at is None:
                break
            stops += 1
            if not (at["ring"] and at["shown"]):
                unseen.append(f"{path}: {at['words']}")
        assert stops >= FEWEST_STOPS, path
    return unseen
