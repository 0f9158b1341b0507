"""Figures beside their bars: what is reached, how it is written, and that JSON keeps everything."""

import pytest

from rnnlab.qt.bench.figures import Figure, percentile, table


def test_a_bar_is_the_greatest_value_or_the_least() -> None:
    assert Figure("gap", 0.02, "s", 0.025).met
    assert not Figure("gap", 0.03, "s", 0.025).met
    assert Figure("share", 0.9, "share", 0.85, at_least=True).met
    assert not Figure("share", 0.8, "share", 0.85, at_least=True).met
    assert Figure("nothing promised", 1.0).met is None


def test_several_times_become_their_median_and_their_greatest_is_told() -> None:
    figure = Figure.of("click", [0.1, 0.3, 0.2], 0.15)
    assert figure.value == 0.2
    assert not figure.met
    assert "of 3" in figure.remark
    assert "300 ms" in figure.remark


@pytest.mark.parametrize(
    "value, unit, words",
    [
        (1.5, "s", "1.5 s"),
        (0.0204, "s", "20.4 ms"),
        (0.163, "s", "163 ms"),
        (3.2e-5, "s", "32 µs"),
        (0.964, "share", "96.4%"),
        (3.73e8, "B", "373 MB"),
        (237_717.2, "/s", "237,717/s"),
        (0.0, "count", "0"),
    ],
)
def test_values_are_written_with_a_fitting_unit(value: float, unit: str, words: str) -> None:
    (line,) = table([Figure("name", value, unit)])
    assert line.split("  ", 1)[1].strip() == words


def test_a_table_lines_up_and_says_what_is_missed() -> None:
    lines = table(
        [
            Figure("short", 0.01, "s", 0.025, remark="of 100"),
            Figure("a longer name", 0.5, "s", 0.025),
            Figure("share", 0.97, "share", 0.85, at_least=True),
        ]
    )
    assert "≤ 25 ms" in lines[0]
    assert "reached  of 100" in lines[0]
    assert lines[1].endswith("MISSED")
    assert "≥ 85%" in lines[2]
    assert len({line.index(sign) for line, sign in zip(lines, "≤≤≥", strict=True)}) <= 2


def test_json_gives_the_same_figure_again() -> None:
    figure = Figure("gap", 0.03, "s", 0.025, remark="of 7")
    content = figure.to_json()
    assert content["met"] is False
    assert Figure.from_json(content) == figure


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(value) for value in range(100)]
    assert percentile(values, 0.99) == 99.0
    assert percentile(values, 0.5) == 50.0
    assert percentile([4.0], 0.99) == 4.0
