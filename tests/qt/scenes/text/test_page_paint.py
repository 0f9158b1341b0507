"""Which lines of a page are painted again while it is being written."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rnnlab.qt.scenes.text.page_paint import LIVE, Page, changed_lines

LETTERS = st.text(alphabet="ab \n", min_size=1, max_size=80)


def page(text: str, fresh: int) -> Page:
    return Page(LIVE, "just now", "Step 1", "", text, fresh=fresh)


def looks(shown: Page, columns: int) -> list[tuple[str, int]]:
    """Return what is seen of every line: its letters, and how many are new."""
    fresh = shown.fresh or 0
    return [
        (shown.text[line.start : line.stop], min(max(fresh - line.start, 0), line.stop - line.start))
        for line in shown.lines(columns)
    ]


@given(
    old=LETTERS, new=LETTERS, first=st.integers(0, 80), more=st.integers(0, 30), columns=st.integers(2, 20)
)
def test_every_line_that_looks_different_is_painted(
    old: str, new: str, first: int, more: int, columns: int
) -> None:
    reach = min(first, len(new))
    later = min(reach + more, len(new))
    before = page(new[:reach] + old[reach:], reach)
    after = page(new[:later] + old[later:], later)
    lines = changed_lines(before, after, columns)
    one, two = looks(before, columns), looks(after, columns)
    for number in range(max(len(one), len(two))):
        if one[number : number + 1] != two[number : number + 1]:
            assert number in lines


def test_a_few_letters_are_few_lines() -> None:
    text = "\n".join(["the cat sat on the mat"] * 20)
    before = page(text, 100)
    after = replace(before, fresh=110)
    assert len(changed_lines(before, after, 30)) <= 3
