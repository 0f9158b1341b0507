from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.text.lines import TAB, Line, break_lines, cells_of, line_at, places

TEXTS = st.text(st.sampled_from("ab cd\n\té가한\u0301🙂"), max_size=80)


@given(TEXTS, st.integers(2, 30))
def test_lines_hold_every_character_once_and_fit(text: str, columns: int) -> None:
    lines = break_lines(text, columns)
    rebuilt = "".join(text[line.start : line.stop] + ("\n" if line.is_last else "") for line in lines)
    assert rebuilt == text + "\n"
    for line in lines:
        piece = text[line.start : line.stop]
        assert "\n" not in piece
        whole = piece[:-1] if piece.endswith(" ") and not line.is_last else piece
        widest = max((cells_of(character) for character in whole), default=0)
        assert sum(map(cells_of, whole)) <= max(columns, widest)


@given(TEXTS, st.integers(2, 30))
def test_a_character_is_found_in_its_line(text: str, columns: int) -> None:
    lines = break_lines(text, columns)
    for place in range(len(text)):
        line = lines[line_at(lines, place)]
        assert line.start <= place <= line.stop


def test_lines_break_at_spaces_where_they_can() -> None:
    text = "the quick brown fox\njumps"
    assert [text[line.start : line.stop] for line in break_lines(text, 10)] == [
        "the quick ",
        "brown fox",
        "jumps",
    ]
    assert break_lines("abcdefgh", 3) == [Line(0, 3, False), Line(3, 6, False), Line(6, 8, True)]
    assert break_lines("", 10) == [Line(0, 0, True)]


def test_cells() -> None:
    assert [cells_of(character) for character in "a한\u0301\t🙂"] == [1, 2, 0, TAB, 2]
    assert places("a한b", Line(0, 3, is_last=True)) == [0, 1, 3, 4]
