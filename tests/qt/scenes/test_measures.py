from hypothesis import given
from hypothesis import strategies as st

from rnnlab.qt.scenes.measures import measures

_widths = st.integers(min_value=640, max_value=4000)
_scales = st.floats(min_value=0.7, max_value=2.6)


def test_the_widths_of_the_design() -> None:
    at = {width: measures(width) for width in (1024, 1440, 1920)}
    assert [(at[width].setup, at[width].inspector) for width in at] == [(224, 242), (256, 290), (304, 372)]
    assert [at[width].margin for width in at] == [10, 16, 20]


@given(_widths, _scales)
def test_the_stage_always_has_room(width: int, scale: float) -> None:
    wanted = measures(width, scale)
    beside = wanted.setup + wanted.gap + 2 * wanted.margin
    if wanted.inspector_fits:
        beside += wanted.inspector + wanted.gap
        assert width - beside >= 0.45 * width
    if width / scale >= 640:
        assert width - beside >= 0.4 * width


@given(_widths, st.integers(min_value=1, max_value=400))
def test_wider_windows_never_have_narrower_columns(width: int, more: int) -> None:
    narrow, wide = measures(width), measures(width + more)
    assert narrow.setup <= wide.setup
    assert narrow.inspector <= wide.inspector
    assert narrow.inspector_fits <= wide.inspector_fits
