import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.content import Content
from rnnlab.scene.motion import ease, ease_out, part, pulse
from rnnlab.scene.notation import name, percent, signed, width_in_ems
from rnnlab.scene.target import Target
from tests.scene.contents import content


@pytest.mark.parametrize(
    "symbol, layer, markup",
    [
        ("h", 0, "h"),
        ("W_xh", 0, "W_{xh}"),
        ("h_tilde", 0, "h̃"),
        ("h_tilde_2", 0, "h̃_{2}"),
        ("alpha", 0, "α"),
        ("b_i", 2, "b^{(2)}_{i}"),
        ("y_hat", 0, "ŷ"),
    ],
)
def test_names_are_written_as_on_slides(symbol: str, layer: int, markup: str) -> None:
    import unicodedata

    written = name(symbol, layer).markup
    assert unicodedata.normalize("NFC", written) == unicodedata.normalize("NFC", markup)


def test_indices_are_put_side_by_side() -> None:
    assert name("h").with_index("6").markup == "h_{6}"
    assert name("q_a", 1).with_index("6").markup == "q^{(1)}_{a,6}"
    assert name("q_a", 1).plain == "q_a^(1)"


@pytest.mark.parametrize(
    "value, text", [(0.894, "+0.89"), (-0.931, "−0.93"), (0.0, "0.00"), (-0.001, "0.00"), (12.0, "+12.00")]
)
def test_numbers_have_their_sign(value: float, text: str) -> None:
    assert signed(value) == text


@given(st.floats(0, 1))
def test_percentages_never_claim_certainty(probability: float) -> None:
    text = percent(probability)
    assert text.endswith("%")
    assert (text == "100%") == (probability == 1.0)
    assert abs(float(text[:-1]) - probability * 100) <= 0.1


def test_korean_letters_are_wider() -> None:
    assert width_in_ems("가") > width_in_ems("A")


@given(st.floats(-1, 2))
def test_movements_stay_on_their_way(share: float) -> None:
    for move in (ease, ease_out):
        assert 0.0 <= move(share) <= 1.0
    assert 0.0 <= pulse(share) <= 1.0
    assert 0.0 <= part(share, 0.2, 0.7) <= 1.0


def test_movements_begin_and_end_where_they_should() -> None:
    for move in (ease, ease_out):
        assert (move(0.0), move(1.0)) == (0.0, 1.0)
    assert (pulse(0.0), pulse(0.5), pulse(1.0)) == (0.0, 1.0, 0.0)


def test_a_target_knows_its_whole_and_its_entries() -> None:
    target = Target("quantity", "h", 1, 3)
    assert target.whole is target
    assert target.at(2).index == (2,)
    assert target.at(2).whole == target


def test_a_content_needs_labels_and_a_sensible_prefix() -> None:
    shown = content("rnn", symbols=4)
    assert shown.steps == 3
    assert shown.target(0) == 1
    assert shown.label(1) == shown.labels[1]
    assert content("rnn", targets=False).target(0) is None
    with pytest.raises(ValueError, match="label"):
        Content(shown.trace, shown.labels[:2], 1)
    with pytest.raises(ValueError, match="given"):
        Content(shown.trace, shown.labels, 99)
