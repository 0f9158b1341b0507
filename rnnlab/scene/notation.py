"""Names of quantities as they stand on slides: ``W_xh`` is W with the index xh, ``h_tilde`` is h̃."""

from __future__ import annotations

from dataclasses import dataclass

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ",
    "lambda": "λ", "mu": "μ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
_ACCENTS = {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304"}
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Name:
    """A name ready to be written: a base with small letters below and above."""

    base: str
    subscript: str = ""
    superscript: str = ""

    @property
    def plain(self) -> str:
        """The name in one line of text."""
        below = f"_{self.subscript}" if self.subscript else ""
        above = f"^{self.superscript}" if self.superscript else ""
        return f"{self.base}{below}{above}"

    @property
    def markup(self) -> str:
        """The name as a formula (see :class:`rnnlab.scene.drawing.Text`)."""
        below = f"_{{{self.subscript}}}" if self.subscript else ""
        above = f"^{{{self.superscript}}}" if self.superscript else ""
        return f"{self.base}{above}{below}"

    def with_index(self, index: str) -> Name:
        """Return the name with one more index, say the time step."""
        inner = f"{self.subscript},{index}" if self.subscript else index
        return Name(self.base, inner, self.superscript)


def name(symbol: str, layer: int = 0) -> Name:
    """Return how a quantity or parameter is written; ``layer`` above 0 is shown."""
    base, _, below = symbol.partition("_")
    for word, accent in _ACCENTS.items():
        if below == word or below.startswith(f"{word}_"):
            base, below = base + accent, below.removeprefix(word).removeprefix("_")
    above = f"({layer})" if layer else ""
    return Name(_GREEK.get(base, base), below.replace("_", ","), above)


def signed(value: float, decimals: int = 2) -> str:
    """Return a number with its sign, as the cells show it: +0.89, −0.93, 0.00."""
    text = f"{abs(value):.{decimals}f}"
    if float(text) == 0.0:
        return text
    return ("+" if value > 0 else MINUS) + text


def percent(probability: float) -> str:
    """Return a probability as a percentage that never claims more than it is: 99.9 %, not 100 %, below 1."""
    if probability >= 1.0:
        return "100%"
    return f"{min(probability * 100.0, 99.9):.1f}%"


def width_in_ems(text: str) -> float:
    """Return roughly how wide a text is, in units of the letter size (no fonts are known here)."""
    return sum(1.0 if ord(letter) > 0x2E7F else 0.62 for letter in text)
