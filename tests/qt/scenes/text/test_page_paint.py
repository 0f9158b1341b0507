"""Which lines of a page are painted again while it is being written, and how a line is painted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rnnlab.qt.scenes.text.page_paint import LIVE, Page, _by_role, _runs, changed_lines
from rnnlab.scene.text.known_words import known_spans

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


@given(text=st.text(alphabet="abc .!", min_size=1, max_size=60), fresh=st.integers(0, 60))
def test_every_letter_is_painted_once_in_its_colour_and_place(text: str, fresh: int) -> None:
    shown = Page(LIVE, "", "", "", text, spans=known_spans(text, frozenset({"a", "cab"})), fresh=fresh)
    for line in shown.lines(20):
        runs = _runs(shown, line)
        parts = _by_role(runs, text[line.start : line.stop], line.start)
        seen = {
            (place + line.start, letter, role)
            for role, part in parts
            for place, letter in enumerate(part)
            if letter != " "
        }
        expected = {
            (place, text[place], role)
            for start, stop, role in runs
            for place in range(start, stop)
            if text[place] != " "
        }
        assert seen == expected
        assert len(parts) == len({role for role, _ in parts})
