import numpy as np
import pytest

from rnnlab import paths
from rnnlab.qt import palette
from rnnlab.qt.palette import Palette, contrast, load, names, ramp

ROLES = ("input", "hidden", "output", "loss", "right", "warning")
SURFACES = ("paper", "card", "raised", "field", "subtle", "hover")


@pytest.fixture(params=[(name, on) for name in ("light", "dark") for on in (False, True)], ids=str)
def shown(request: pytest.FixtureRequest) -> Palette:
    name, presentation = request.param
    return load(name, presentation=presentation)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_the_same_roles() -> None:
    assert names() == ("dark", "light")
    assert load("light").colors.keys() == load("dark").colors.keys()
    assert (load("light").dark, load("dark").dark) == (False, True)


@pytest.mark.parametrize("letters", ["ink", "muted"])
def test_letters_can_be_read_on_every_surface(shown: Palette, letters: str) -> None:
    colors = shown.colors
    assert {surface: contrast(colors[letters], colors[surface]) for surface in SURFACES} == {
        surface: pytest.approx(21, abs=16.5) for surface in SURFACES
    }


@pytest.mark.parametrize("role", ROLES)
def test_letters_in_a_role_can_be_read(shown: Palette, role: str) -> None:
    colors = shown.colors
    for surface in ("card", "paper", "subtle", "field", f"{role}_soft"):
        assert contrast(colors[f"{role}_text"], colors[surface]) >= 4.5, surface


def test_links_and_the_chosen_entry_of_a_menu_can_be_read(shown: Palette) -> None:
    colors = shown.colors
    assert contrast(colors["input_text"], colors["input_soft"]) >= 4.5
    assert contrast(colors["input_text"], colors["raised"]) >= 4.5


@pytest.mark.parametrize("role", ROLES)
def test_shapes_in_a_role_stand_out(shown: Palette, role: str) -> None:
    for surface in ("card", "paper"):
        assert contrast(shown.colors[role], shown.colors[surface]) >= 3


def test_words_on_the_main_button_can_be_read(shown: Palette) -> None:
    for role in ("accent", "accent_hover", "accent_pressed"):
        assert contrast(shown.colors["on_accent"], shown.colors[role]) >= 4.5
    assert contrast(shown.colors["tooltip_text"], shown.colors["tooltip"]) >= 7


def test_the_keyboard_ring_stands_out(shown: Palette) -> None:
    for surface in ("card", "paper", "field", "raised"):
        assert contrast(shown.colors["focus"], shown.colors[surface]) >= 3


def test_presentation_sharpens() -> None:
    for name in names():
        usual, sharp = load(name).colors, load(name, presentation=True).colors
        for letters in ("ink", "muted", "faint"):
            assert contrast(sharp[letters], sharp["card"]) > contrast(usual[letters], usual["card"])


def _brightness(table: np.ndarray) -> np.ndarray:
    return np.array([palette._luminance(f"#{r:02X}{g:02X}{b:02X}") for r, g, b in table])


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_diverging_map_grows_away_from_zero_on_both_sides(name: str) -> None:
    shown = load(name)
    table = ramp(shown.diverging)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    ends = [tuple(int(color[at : at + 2], 16) for at in (1, 3, 5)) for color in shown.diverging]
    assert (tuple(table[0]), tuple(table[-1])) == (ends[0], ends[2])
    steps = np.diff(_brightness(table)) * (-1 if shown.dark else 1)
    assert (steps[:127] >= -1e-3).all()
    assert (steps[128:] <= 1e-3).all()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_violet_ramp_has_one_direction(name: str) -> None:
    shown = load(name)
    steps = np.diff(_brightness(ramp(shown.violet))) * (1 if shown.dark else -1)
    assert (steps >= -1e-3).all()
    assert abs(steps.sum()) > 0.2


def test_signs_are_told_apart_without_red_and_green() -> None:
    """Teal and orange still differ for eyes without the long-wave cones (Viénot, Brettel and Mollon 1999)."""
    protanopia = np.array([[0.1121, 0.8853, -0.0005], [0.1127, 0.8897, -0.0001], [0.0045, 0.0001, 1.0019]])
    for name in names():
        ends = [np.array(palette._linear(color)) for color in load(name).diverging]
        seen = [protanopia @ end for end in ends]
        assert np.abs(seen[0] - seen[2]).max() > 0.08


@pytest.mark.parametrize(
    "broken, message",
    [('ink = "red"', "not a colour"), ('[presentation]\nunknown_role = "#000000"', "unknown roles")],
)
def test_a_mistake_in_a_theme_is_told(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, broken: str, message: str
) -> None:
    original = (paths.resources() / "themes" / "light.toml").read_text(encoding="utf-8")
    folder = tmp_path / "themes"  # type: ignore[operator]
    folder.mkdir()
    if broken.startswith("["):
        text = original.replace("[presentation]", broken)
    else:
        text = original.replace('ink = "#1B2430"', broken, 1)
    (folder / "light.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    with pytest.raises(ValueError, match=message):
        load("light")
